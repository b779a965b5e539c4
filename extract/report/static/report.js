// Tables of the report: sorted by a click on a head, filtered as one types, drawn a few hundred rows at a time.
const data = JSON.parse(document.getElementById("data").textContent);
const text = (number) => data.strings[number];
const STEP = 200;
const SIGNS = { eq: "", ge: "≥ ", gt: "> ", le: "≤ ", lt: "< ", approx: "≈ " };
const grouped = (digits) => digits.replace(/\B(?=(\d{3})+$)/g, ".");
const collator = new Intl.Collator("vi", { numeric: true });

function link(document_, page, shown) {
  const way = data.documents[document_][9];
  if (!way) return shown;
  const anchor = document.createElement("a");
  anchor.href = page ? `${way}#page=${page}` : way;
  anchor.textContent = shown;
  return anchor;
}

function mark(kind, shown) {
  const element = document.createElement("span");
  element.className = `mark ${kind}`;
  element.textContent = shown;
  return element;
}

// A figure as documents print it, digit for digit: "13624.5" is "13.624,5". A range has both its ends.
function figure(value) {
  const [whole, decimals] = value.split(".");
  return grouped(whole) + (decimals ? `,${decimals}` : "");
}
const ranged = (row) => [row[3], row[11]].filter(Boolean).map(figure).join("–");

const page = (row, at) => (row[at] ? [link(row[0], row[at], `${row[at]}`)] : []);
const small = (shown) => Object.assign(document.createElement("small"), { textContent: shown });
const words = data.words;
const title = (row) => `${data.documents[row[0]][1]} ${data.documents[row[0]][0]}`;

function titled(row) {
  const [stem, name] = data.documents[row[0]];
  return [Object.assign(document.createElement("span"), { className: "title", textContent: name, title: name }), small(stem)];
}

// A column: head, the value to sort and filter by, what is shown (the value where nothing else is said), numeric or not.
const TABLES = {
  targets: [
    [words.document, title, titled],
    [words.territory, (row) => text(data.documents[row[0]][2])],
    [words.indicator, (row) => text(row[1])],
    [words.value, (row) => Number(row[3]), (row) => [SIGNS[text(row[2])] + ranged(row)], true],
    [words.unit, (row) => text(row[4])],
    [words.year, (row) => row[5], null, true],
    [words.section, (row) => text(row[6])],
    [words.page, (row) => row[7], (row) => page(row, 7), true],
    [words.sure, (row) => row[8], (row) => (row[8] === null ? [] : [row[8] < 90 ? mark("", `${row[8]} %`) : `${row[8]} %`]), true],
    ["", (row) => row[10].map(text).join(" "), (row) => [
      ...(row[9] ? [mark("corrected", words.is_corrected)] : []), ...row[10].map((kind) => mark("", text(kind))),
    ]],
  ],
  issues: [
    [words.document, title, titled],
    [words.kind, (row) => text(row[1]), (row) => [mark(text(row[2]), text(row[1]))]],
    [words.message, (row) => row[3]],
    [words.record, (row) => text(row[4])],
    [words.page, (row) => row[5], (row) => page(row, 5), true],
  ],
  documents: [
    [words.document, (row) => `${row[1]} ${row[0]}`, (row) => [link(data.documents.indexOf(row), 0, row[1]), small(row[0])]],
    [words.territory, (row) => text(row[2])],
    [words.kind, (row) => text(row[3])],
    [words.pages, (row) => row[4], null, true],
    [words.targets, (row) => row[5], null, true],
    [words.tasks, (row) => row[6], null, true],
    [words.issues, (row) => row[7], null, true],
    ["", (row) => row[8], (row) => (row[8] ? [mark("corrected", words.is_reviewed)] : [])],
  ],
};

function setUp(name) {
  const table = document.getElementById(name);
  if (!table) return;
  const columns = TABLES[name];
  const keys = data[name].map((row) => columns.map(([, value]) => value(row) ?? "").join("\u0001").toLowerCase());
  let shown = data[name].map((_, index) => index);
  let limit = STEP;
  let sorted = [-1, 1];

  function draw() {
    const rows = shown.slice(0, limit).map((index) => {
      const row = data[name][index];
      const line = document.createElement("tr");
      for (const [, value, show, numeric] of columns) {
        const cell = document.createElement("td");
        if (numeric) cell.className = "n";
        const pieces = show ? show(row) : [value(row) ?? ""];
        pieces.forEach((piece, i) => cell.append(...(i ? [" ", piece] : [piece])));
        line.append(cell);
      }
      return line;
    });
    table.tBodies[0].replaceChildren(...rows);
    document.querySelector(`[data-count=${name}]`).textContent = `${shown.length} / ${data[name].length}`;
    document.querySelector(`[data-more=${name}]`).hidden = shown.length <= limit;
  }

  function sort(at) {
    const [, value, , numeric] = columns[at];
    sorted = [at, sorted[0] === at ? -sorted[1] : 1];
    const values = data[name].map((row) => value(row));
    const none = (found) => found === null || found === "";
    shown.sort((a, b) => {
      const [x, y] = [values[a], values[b]];
      if (none(x) || none(y)) return none(x) - none(y);
      return sorted[1] * (numeric ? x - y : collator.compare(x, y));
    });
    [...table.tHead.rows[0].cells].forEach((head, i) => {
      if (i === at) head.setAttribute("aria-sort", sorted[1] > 0 ? "ascending" : "descending");
      else head.removeAttribute("aria-sort");
    });
    draw();
  }

  const heads = document.createElement("tr");
  columns.forEach(([head, , , numeric], at) => {
    const cell = document.createElement("th");
    const button = document.createElement("button");
    if (numeric) cell.className = "n";
    button.textContent = head;
    button.type = "button";
    button.addEventListener("click", () => sort(at));
    cell.append(button);
    heads.append(cell);
  });
  table.tHead.append(heads);
  document.querySelector(`[data-filter=${name}]`).addEventListener("input", (event) => {
    const wanted = event.target.value.toLowerCase().normalize("NFC").split(/\s+/).filter(Boolean);
    shown = keys.flatMap((key, index) => (wanted.every((word) => key.includes(word)) ? [index] : []));
    limit = STEP;
    draw();
  });
  document.querySelector(`[data-more=${name}]`).addEventListener("click", () => { limit += 5 * STEP; draw(); });
  draw();
}

for (const name of Object.keys(TABLES)) setUp(name);
