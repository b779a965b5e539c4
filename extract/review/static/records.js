// The right pane: groups of records and their fields as elements. Everything from a document goes in as text.
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "class") element.className = value;
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

export const plain = (value) => (value === null ? "" : Array.isArray(value) ? value.join("\n") : String(value));
export const empty = (field) => plain(field.value) === "" && !field.look && !field.fate;
const percent = (confidence) => `${Math.floor(confidence * 100)} %`;

function chip(kind, text, title) { return el("span", { class: `chip ${kind}`, title }, text); }

function issueLine(issue, words) {
  const name = words.issues[issue.code] ?? issue.code;
  return el("li", { class: `issue ${issue.severity}` }, el("b", {}, name), " ", issue.message);
}

function value(field, words, choices) {
  const shown = choices[field.name] ? words.values[plain(field.value)] ?? plain(field.value) : plain(field.value);
  if (shown === "") {
    const state = { absent: words.page.absent, blank: words.page.blank, unreadable: words.page.unreadable }[field.state];
    return el("span", { class: "value none" }, state ?? words.page.empty);
  }
  return el("span", { class: "value" }, shown);
}

function details(field, words) {
  const lines = [];
  if (field.issues.length) lines.push(el("ul", { class: "issues" }, ...field.issues.map((issue) => issueLine(issue, words))));
  if (field.machine !== null) lines.push(el("p", { class: "was" }, `${words.page.machine}: `, el("s", {}, plain(field.machine))));
  if (field.repair) {
    const runs = field.repair.map(([kind, text]) => el(kind === "raw" ? "del" : kind === "repaired" ? "ins" : "span", {}, text));
    lines.push(el("p", { class: "repair" }, `${words.page.raw}: `, ...runs));
  }
  return lines;
}

export function fieldRow(record, field, words, choices) {
  const chips = [];
  if (field.fate === "corrected") chips.push(chip("corrected", words.page.corrected));
  if (field.fate === "accepted") chips.push(chip("accepted", "✓", words.page.accepted));
  if (field.fate === "changed") chips.push(chip("changed", words.page.changed));
  if (field.state === "derived" && field.from) chips.push(chip("derived", words.page.derived, field.from.map((name) => words.fields[name] ?? name).join(", ")));
  const low = field.confidence !== null && field.confidence < 0.9;
  const sure = field.confidence === null ? null : el("span", {
    class: `confidence ${low ? "low" : ""}`, title: `${words.page.confidence} ${percent(field.confidence)}`,
  }, percent(field.confidence));
  const classes = ["field", empty(field) && "empty", field.look && (field.settled ? "answered" : "look")];
  return el("div", {
    class: classes.filter(Boolean).join(" "), tabindex: "-1", role: "listitem",
    "data-key": `${record.where}/${field.name}`,
  }, el("span", { class: "name" }, words.fields[field.name] ?? field.name), value(field, words, choices),
  el("span", { class: "marks" }, ...chips, sure), ...details(field, words));
}

// A card without its fields yet, as high as they will make it: a document may have thousands.
export function recordCard(record, words, act) {
  const marks = [];
  if (record.rejected) marks.push(chip("rejected", words.page.rejected));
  else if (record.number === null) marks.push(chip("corrected", words.page.added));
  else if (record.accepted) marks.push(chip("accepted", `✓ ${words.page.accepted}`));
  const isDocument = record.where === "document";
  const buttons = record.rejected ? [] : [
    el("button", { class: "small", title: `${words.page.accept_record} (Shift+Enter)`, onclick: () => act("accept", record) }, "✓"),
    isDocument ? null : el("button", { class: "small", title: `${words.page.reject} (R)`, onclick: () => act("reject", record) }, "✕"),
  ];
  const number = record.number === null || isDocument ? null : el("span", { class: "number" }, String(record.number));
  const state = record.rejected ? "rejected" : record.accepted ? "accepted" : "";
  const card = el("article", { class: `record ${state}`, "data-where": record.where, "data-unfilled": true },
    el("header", {}, number, el("span", { class: "heading" }, record.heading), ...marks, ...buttons));
  card.style.minHeight = `${44 + 29 * record.fields.filter((field) => !empty(field)).length}px`;
  return card;
}

export function fill(card, record, words, choices) {
  if (!("unfilled" in card.dataset)) return;
  delete card.dataset.unfilled;
  card.style.minHeight = "";
  if (record.issues.length) card.append(el("ul", { class: "issues" }, ...record.issues.map((issue) => issueLine(issue, words))));
  card.append(el("div", { role: "list" }, ...record.fields.map((field) => fieldRow(record, field, words, choices))));
}

export function editor(field, choices, isList, words) {
  const given = choices[field.name];
  if (given) {
    const options = ["", ...given].map((choice) => el("option", { value: choice, selected: plain(field.value) === choice }, words.values[choice] ?? choice));
    return el("select", { class: "editor", "aria-label": field.name }, ...options);
  }
  const area = el("textarea", { class: "editor", rows: "1", "aria-label": field.name, title: isList ? words.page.list_hint : null });
  area.value = plain(field.value);
  const grow = () => { area.style.height = "auto"; area.style.height = `${area.scrollHeight + 2}px`; };
  area.addEventListener("input", grow);
  requestAnimationFrame(grow);
  return area;
}

export function draft(part, fields, view, words) {
  const rows = fields.map((name) => el("label", { class: "field" },
    el("span", { class: "name" }, words.fields[name] ?? name),
    Object.assign(editor({ name, value: null }, view.choices, view.lists.includes(name), words), { name })));
  return el("article", { class: "record draft", "data-part": part },
    el("header", {}, el("span", { class: "heading" }, `${words.page.add}: ${words.parts[part]}`)), ...rows);
}
