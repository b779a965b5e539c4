// The document page: what is current, what the keys do, and saving. One request is under way at a time.
import { Pages } from "./pages.js";
import { draft, editor, el, empty, fill, plain, recordCard } from "./records.js";

const byId = (id) => document.getElementById(id);
const stem = document.body.dataset.stem;
const panel = byId("records");
let view = null;
let words = null;
let pages = null;
let order = new Map();
let current = null;
let editing = null;
let index = new Map();
let byWhere = new Map();
let rows = [];
let queue = Promise.resolve();

async function load() {
  const answer = await fetch(`/api/d/${stem}`);
  if (!answer.ok) { panel.textContent = (await answer.json().catch(() => ({}))).reason ?? answer.statusText; return; }
  const content = await answer.json();
  words = content.words;
  pages = new Pages(content.dpis, (key) => select(key), (text) => put(text));
  for (const group of content.groups) order.set(group.part, group.records.map((record) => record.where));
  render(content);
  select(openKeys()[0] ?? rows[0]);
}

// The whole document, when the page opens or another tab has changed it: records stay where they were.
function render(content) {
  const first = view === null;
  const old = first ? new Map() : new Map(records().map((record) => [record.where, JSON.stringify(record)]));
  view = content;
  for (const group of view.groups) {
    const places = order.get(group.part);
    for (const record of group.records) if (!places.includes(record.where)) places.push(record.where);
    group.records.sort((a, b) => places.indexOf(a.where) - places.indexOf(b.where));
    renderGroup(group, new Set(group.records.filter((record) => old.get(record.where) !== JSON.stringify(record))));
  }
  if (first) panel.querySelector(":scope > p")?.remove();
  renderRest();
}

// What one act has changed: only those cards are made anew.
function merge(content) {
  Object.assign(view, { version: content.version, finished: content.finished, undo: content.undo, lost: content.lost });
  for (const group of view.groups) {
    const changed = new Map(content.changed.filter(({ part }) => part === group.part).map(({ record }) => [record.where, record]));
    const gone = group.records.some((record) => content.gone.includes(record.where));
    if (!changed.size && !gone) continue;
    group.records = group.records.filter((record) => !content.gone.includes(record.where)).map((record) => {
      const now = changed.get(record.where) ?? record;
      changed.delete(record.where);
      return now;
    });
    group.records.push(...changed.values());
    const fresh = new Set(content.changed.map(({ record }) => record));
    renderGroup(group, new Set(group.records.filter((record) => fresh.has(record))));
  }
  renderRest();
}

function renderRest() {
  index = new Map();
  byWhere = new Map();
  for (const group of view.groups) for (const record of group.records) {
    byWhere.set(record.where, record);
    for (const field of record.fields) {
      const key = `${record.where}/${field.name}`;
      index.set(key, { key, part: group.part, record, field });
    }
  }
  rows = [...index.keys()];
  for (const card of panel.querySelectorAll("[data-unfilled]")) near.observe(card);
  renderNotes();
  const live = [...index.values()].filter(({ record }) => !record.rejected);
  pages.setAll(live.flatMap(({ key, field }) => field.boxes.map((box) => ({ key, box, look: field.look, settled: field.settled }))));
  const looked = [...index.values()].filter(({ field }) => field.look);
  const answered = looked.filter(({ field }) => field.settled || view.finished).length;
  byId("progress").max = Math.max(looked.length, 1);
  byId("progress").value = looked.length ? answered : 1;
  byId("count").textContent = `${answered} / ${looked.length}`;
  byId("undo").disabled = view.undo === null;
  byId("finish").classList.toggle("done", view.finished);
  byId("finish").querySelector("span").textContent = view.finished ? words.page.reopen : words.page.finish;
  if (current && !editing) refocus();
}

const newCard = (record) => recordCard(record, words, (action, about) => send({ action, record: about.where }));
const cardOf = (where) => panel.querySelector(`[data-where="${CSS.escape(where)}"]`);

function filled(where) {
  const card = cardOf(where);
  if (card) fill(card, byWhere.get(where), words, view.choices);
  return card;
}

// Cards get their fields when they come near the window.
const near = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    near.unobserve(target);
    if (byWhere.has(target.dataset.where)) fill(target, byWhere.get(target.dataset.where), words, view.choices);
  }
}, { root: panel, rootMargin: "1200px" });

// A card that was made anew has lost the focus: the current field gets it back.
function refocus() {
  const element = mark(current);
  if (!element) return;
  element.setAttribute("tabindex", "0");
  if (document.activeElement === document.body || panel.contains(document.activeElement)) element.focus({ preventScroll: true });
}

function renderGroup(group, changed) {
  const count = group.records.filter((record) => record.fields.some((field) => field.look && !field.settled)).length;
  let section = panel.querySelector(`section[data-part=${group.part}]`);
  if (!section) {
    section = el("section", { "data-part": group.part }, el("h2", {}), el("div", { class: "cards" }));
    panel.append(section);
  }
  const add = group.part === "document" ? null : el("button", {
    class: "small", title: `${words.page.add} (+)`, onclick: () => startDraft(group.part),
  }, "+");
  section.querySelector("h2").replaceChildren(el("span", {}, words.parts[group.part]),
    el("span", { class: "muted" }, String(group.records.length)), count ? el("span", { class: "chip look" }, String(count)) : "", add ?? "");
  const cards = section.querySelector(".cards");
  const there = new Map([...cards.children].map((card) => [card.dataset.where, card]));
  for (const record of group.records) {
    const card = there.get(record.where);
    there.delete(record.where);
    if (!card) cards.append(newCard(record));
    else if (changed.has(record) && editing?.record.where !== record.where) card.replaceWith(newCard(record));
  }
  for (const [where, card] of there) if (where) card.remove();
}

// A correction's record and field as people name them: records count from 1.
const DONE = { accept: "accepted", correct: "corrected", reject: "rejected", add: "added" };

function named({ record, field }) {
  const [part, index] = (record ?? "").split("/");
  const number = index && /^\d+$/.test(index) ? ` ${Number(index) + 1}` : "";
  return [`${words.parts[part] ?? part}${number}`, words.fields[field] ?? field].filter(Boolean).join(" · ");
}

// Where an issue stands that belongs to no record: its page if that is sure, else its place in the text.
function placeOf(issue) {
  if (!issue.spans.length && !issue.page) return null;
  const name = issue.page && pages.image ? `${words.page.page} ${issue.page}` : words.page.text;
  return el("button", { class: "place", onclick: () => pages.showIssue(issue) }, name);
}

function renderNotes() {
  panel.querySelector(".notes")?.remove();
  if (!view.issues.length && !view.lost.length) return;
  const lines = view.issues.map((issue) => el("li", { class: `issue ${issue.severity}` },
    el("b", {}, words.issues[issue.code] ?? issue.code), " ", issue.message, " ", placeOf(issue)));
  const lost = view.lost.map((entry) => el("li", { class: "issue warning" },
    `${named(entry)}: ${plain(entry.old)} → ${plain(entry.new)} (${words.page[DONE[entry.action]] ?? entry.action})`));
  panel.prepend(el("details", { class: "notes", open: view.lost.length > 0 },
    el("summary", {}, `${words.page.document_issues}: ${lines.length}`, lost.length ? ` · ${lost.length} ${words.page.lost}` : ""),
    el("ul", { class: "issues" }, ...lines, ...lost)));
}

const records = () => view.groups.flatMap((group) => group.records);
const openKeys = () => rows.filter((key) => {
  const { record, field } = index.get(key);
  return field.look && !field.settled && !record.rejected;
});
const find = (key) => index.get(key);
const row = (key) => filled(index.get(key)?.record.where ?? "")?.querySelector(`[data-key="${CSS.escape(key)}"]`);
const visible = (key) => !empty(index.get(key).field) || index.get(key).part === "document" || panel.classList.contains("with-empty");

function mark(key) {
  panel.querySelector(".field.current")?.classList.remove("current");
  const element = row(key);
  if (!element) return null;
  element.classList.add("current");
  return element;
}

function select(key) {
  if (!key) return;
  if (editing && editing.key !== key) stopEditing();
  panel.querySelector('[data-key][tabindex="0"]')?.setAttribute("tabindex", "-1");
  current = key;
  const element = mark(key);
  if (!element) return;
  element.setAttribute("tabindex", "0");
  element.focus({ preventScroll: true });
  bringIntoView(key, 6);
  pages.show(find(key).field);
}

// Cards on the way get their fields, and with them their height, only when they come near: it may take some frames.
function bringIntoView(key, frames) {
  if (key !== current || editing) return;
  panel.querySelector(".field.current")?.scrollIntoView({ block: "nearest" });
  if (frames) requestAnimationFrame(() => bringIntoView(key, frames - 1));
}

// To the next or previous field: of all that are shown, or among those given, round the end.
function step(by, among) {
  const at = rows.indexOf(current);
  if (!among) {
    for (let next = at + by; next >= 0 && next < rows.length; next += by) {
      if (visible(rows[next])) { select(rows[next]); return; }
    }
    return;
  }
  if (!among.length) { say(words.page.nothing_left); return; }
  const wanted = new Set(among);
  for (let next = at + by; next >= 0 && next < rows.length; next += by) {
    if (wanted.has(rows[next])) { select(rows[next]); return; }
  }
  select(by > 0 ? among[0] : among.at(-1));
}

let silence = 0;

function say(text) {
  byId("status").textContent = text;
  clearTimeout(silence);
  silence = setTimeout(() => { byId("status").textContent = ""; }, 4000);
}

function alarm(text) {
  byId("banner").textContent = text;
  byId("banner").hidden = false;
}

// Requests are sent one after the other, each with the version that the one before left.
function send(act, then) {
  const edited = act.action === "correct" ? editing : null;
  queue = queue.then(async () => {
    const answer = await fetch(`/api/d/${stem}/act`, {
      method: "POST", headers: { "content-type": "application/json" },
      body: JSON.stringify({ ...act, version: view.version }),
    });
    const content = await answer.json().catch(() => ({}));
    if (answer.ok) {
      byId("banner").hidden = true;
      if (edited && editing === edited) editing = null;
      merge(content);
      say(words.page.saved);
      then?.();
      return true;
    }
    if (answer.status === 409) {
      const fresh = await (await fetch(`/api/d/${stem}`)).json();
      const kept = editing ? { key: editing.key, text: editing.input.value } : null;
      render(fresh);
      if (kept) { stopEditing(); select(kept.key); startEditing(kept.text); }
      alarm(words.page.conflict);
      return false;
    }
    alarm(`${words.page.not_saved}: ${content.reason ?? answer.status}`);
    return false;
  }).catch((error) => { alarm(`${words.page.not_saved}: ${error.message}`); return false; });
  return queue;
}

function accept() {
  const { record, field } = find(current);
  const next = openKeys().filter((key) => key !== current);
  send({ action: "accept", record: record.where, field: field.name });
  if (next.length) step(1, next); else say(words.page.nothing_left);
}

function whole(action) {
  const { record } = find(current);
  if (action === "reject" && record.where === "document") return;
  send({ action, record: record.where }, () => step(1, openKeys()));
}

function startEditing(text) {
  if (editing) return;
  const { record, field } = find(current);
  if (record.rejected) return;
  const input = editor(field, view.choices, view.lists.includes(field.name), words);
  row(current).querySelector(".value").replaceWith(input);
  editing = { key: current, input, record, field, fresh: true };
  if (text !== undefined) { input.value = text; editing.fresh = false; }
  input.focus();
  input.select?.();
}

function stopEditing() {
  const { record } = editing;
  editing = null;
  const now = records().find((found) => found.where === record.where);
  if (now) cardOf(record.where).replaceWith(newCard(now));
  refocus();
}

const typed = (name, text) => {
  if (view.lists.includes(name)) return text.split("\n").map((line) => line.trim()).filter(Boolean);
  return text.trim() === "" ? null : text;
};

async function saveEdit() {
  const { record, field, input } = editing;
  const saved = await send({ action: "correct", record: record.where, field: field.name, value: typed(field.name, input.value) });
  if (!saved) return;
  const open = openKeys();
  if (open.length) step(1, open); else { select(current); say(words.page.nothing_left); }
}

// What is clicked on the page goes into the field: figures and dates as records write them.
function fitting(name, text) {
  const bare = text.replace(/[.,;:]+$/, "");
  if (name === "value" || name === "value_to") {
    const figure = bare.replace(/[^\d.,-].*$/, "");
    if (/^-?\d{1,3}([.,]\d{3})+$/.test(figure)) return figure.replace(/[.,]/g, "");
    return figure.replace(",", ".");
  }
  const day = /(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})/.exec(bare);
  if (["iso", "issued", "deadline", "due", "date"].includes(name) && day) {
    return `${day[3]}-${day[2].padStart(2, "0")}-${day[1].padStart(2, "0")}`;
  }
  return ["title", "evidence", "task"].includes(name) ? text : bare;
}

function put(text) {
  const focused = document.activeElement;
  if (focused?.closest?.(".draft") && "value" in focused) {
    focused.value = focused.value ? `${focused.value} ${text}` : fitting(focused.name, text);
    return;
  }
  if (!editing) { startEditing(); if (!editing) return; }
  const { input, field } = editing;
  if (input.tagName === "SELECT") return;
  input.value = editing.fresh ? fitting(field.name, text) : `${input.value} ${text}`;
  editing.fresh = false;
  input.dispatchEvent(new Event("input"));
  input.focus();
}

function startDraft(part) {
  panel.querySelector(".draft")?.remove();
  const group = view.groups.find((found) => found.part === part);
  const card = draft(part, group.fields, view, words);
  const buttons = el("footer", {}, el("button", { onclick: () => saveDraft(card) }, words.page.save),
    el("button", { onclick: () => { card.remove(); select(current); } }, words.page.cancel));
  card.append(buttons);
  panel.querySelector(`section[data-part=${part}] .cards`).prepend(card);
  card.querySelector(".editor").focus();
  card.scrollIntoView({ block: "nearest" });
}

async function saveDraft(card) {
  const values = {};
  for (const input of card.querySelectorAll(".editor")) {
    const value = typed(input.name, input.value);
    if (value !== null && value.length !== 0) values[input.name] = value;
  }
  const saved = await send({ action: "add", record: card.dataset.part, values });
  if (!saved) return;
  const added = view.groups.find((group) => group.part === card.dataset.part).records.at(-1);
  card.remove();
  select(`${added.where}/${added.fields[0].name}`);
}

async function golden(replace) {
  const answer = await fetch(`/api/d/${stem}/golden?replace=${Boolean(replace)}`, { method: "POST" });
  if (answer.status === 409 && !replace) { if (confirm(words.page.golden_exists)) golden(true); return; }
  if (answer.ok) say(words.page.golden_saved); else alarm((await answer.json().catch(() => ({}))).reason ?? answer.statusText);
}

const finish = () => send({ action: view.finished ? "reopen" : "accept_rest" });
const follow = (id) => { const link = byId(id); if (link) queue.then(() => link.click()); };
const toggleEmpty = () => panel.classList.toggle("with-empty");

const actions = {
  ArrowDown: () => step(1), j: () => step(1), ArrowUp: () => step(-1), k: () => step(-1),
  n: () => step(1, openKeys()), p: () => step(-1, openKeys()),
  Enter: accept, a: accept, e: () => startEditing(), F2: () => startEditing(), r: () => whole("reject"), Delete: () => whole("reject"),
  u: () => send({ action: "undo" }), f: finish, g: () => byId("golden") && golden(),
  "+": () => startDraft(find(current).part), i: () => startDraft(find(current).part),
  PageDown: () => pages.turn(1), PageUp: () => pages.turn(-1), z: () => pages.zoom(1), x: () => pages.zoom(-1),
  t: () => pages.switch(), v: toggleEmpty, "]": () => follow("next-document"), "[": () => follow("previous-document"),
  Escape: () => follow("home"), "?": () => byId("keys").showModal(),
};

function onKey(event) {
  if (!view || event.ctrlKey || event.altKey || event.metaKey || byId("keys").open) return;
  const inDraft = event.target.closest?.(".draft");
  if (editing || inDraft) {
    if (event.key === "Escape") { if (inDraft) { inDraft.remove(); select(current); } else stopEditing(); }
    else if (event.key === "Enter" && !event.shiftKey && event.target.tagName !== "BUTTON") { if (inDraft) saveDraft(inDraft); else saveEdit(); }
    else return;
    event.preventDefault();
    return;
  }
  if (["BUTTON", "A", "SUMMARY"].includes(event.target.tagName) && event.key === "Enter") return;
  if (event.key === "Enter" && event.shiftKey) { whole("accept"); event.preventDefault(); return; }
  const action = actions[event.key] ?? actions[event.key.toLowerCase()];
  if (!action) return;
  action();
  event.preventDefault();
}

document.addEventListener("keydown", onKey);
panel.addEventListener("click", (event) => {
  const chosen = event.target.closest("[data-key]");
  if (!chosen || event.target.closest(".editor, button")) return;
  if (chosen.dataset.key === current && event.target.classList.contains("value")) startEditing(); else select(chosen.dataset.key);
});
const click = (id, action) => byId(id)?.addEventListener("click", () => { if (view) action(); });
click("previous-page", () => pages.turn(-1));
click("next-page", () => pages.turn(1));
click("zoom-in", () => pages.zoom(1));
click("zoom-out", () => pages.zoom(-1));
click("switch", () => pages.switch());
click("previous-open", () => step(-1, openKeys()));
click("next-open", () => step(1, openKeys()));
click("accept", () => (editing ? saveEdit() : accept()));
click("edit", () => (editing ? stopEditing() : startEditing()));
click("reject", () => whole("reject"));
click("undo", () => send({ action: "undo" }));
click("finish", finish);
click("golden", () => golden());
click("help", () => byId("keys").showModal());
load();
