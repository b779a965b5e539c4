// The left pane: the page image with boxes and words over it, or the text with the field's span lit.
const byId = (id) => document.getElementById(id);
const body = document.body.dataset;
const FACTORS = [1, 1.45, 2.1];

export class Pages {
  constructor(dpis, onBox, onWord) {
    this.dpis = dpis;
    this.onBox = onBox;
    this.onWord = onWord;
    this.count = Number(body.pages) || 1;
    this.number = 1;
    this.step = 0;
    this.field = null;
    this.all = [];
    this.size = null;
    this.words = new Map();
    this.text = null;
    this.lit = [];
    this.showsText = body.hasPages !== "true";
    this.image = byId("image");
    if (this.image) {
      this.image.addEventListener("load", () => this.loaded());
      this.image.addEventListener("error", () => this.failed());
      if (this.image.complete && this.image.naturalWidth) this.loaded();
    }
    byId("words").addEventListener("pointerdown", (event) => this.startPick(event));
    byId("text").addEventListener("click", (event) => this.pickText(event));
    if (this.showsText) this.loadText();
  }

  url(what) { return `/api/d/${body.stem}/${what}`; }

  setAll(boxes) { this.all = boxes; this.draw(); }

  show(field) {
    this.field = field;
    const box = field?.boxes[0];
    if (this.showsText || !this.image) { this.light(); return; }
    if (box && box.page !== this.number) this.go(box.page); else this.draw();
    this.scrollToBox();
  }

  // An issue of no record has no box: on its page the words it is about are lit, else its place in the text.
  showIssue({ spans, words, page }) {
    const wanted = new Set(words.flatMap((word) => word.split(/\s+/)));
    const there = this.image && page;
    if (!there && !this.showsText) this.switch();
    this.show({ boxes: there ? [{ page }] : [], spans, wanted });
  }

  go(number) {
    if (!this.image || number < 1 || number > this.count) return;
    this.number = number;
    byId("page-number").textContent = `${number} / ${this.count}`;
    this.size = null;
    byId("boxes").replaceChildren();
    byId("words").replaceChildren();
    this.image.alt = `${number}`;
    this.image.src = this.url(`page/${number}/${this.step}`);
  }

  turn(by) { if (!this.showsText) this.go(this.number + by); }

  zoom(by) {
    const step = Math.min(Math.max(this.step + by, 0), FACTORS.length - 1);
    if (step === this.step || !this.image) return;
    this.step = step;
    byId("sheet").style.width = `${FACTORS[step] * 100}%`;
    this.image.src = this.url(`page/${this.number}/${step}`);
  }

  switch() {
    if (!this.image) return;
    this.showsText = !this.showsText;
    byId("text-pane").hidden = !this.showsText;
    byId("page-pane").hidden = this.showsText;
    if (this.showsText && this.text === null) this.loadText(); else this.show(this.field);
  }

  loaded() {
    const dpi = this.dpis[this.step];
    this.size = { width: (this.image.naturalWidth * 72) / dpi, height: (this.image.naturalHeight * 72) / dpi };
    byId("page-fault").hidden = true;
    byId("sheet").hidden = false;
    this.draw();
    this.scrollToBox();
    this.loadWords(this.number);
    if (this.number < this.count) new Image().src = this.url(`page/${this.number + 1}/${this.step}`);
  }

  async failed() {
    const answer = await fetch(this.url(`page/${this.number}/${this.step}`));
    const told = answer.ok ? {} : await answer.json().catch(() => ({}));
    byId("page-fault").textContent = `${this.number}: ${told.reason || told.detail || answer.status}`;
    byId("page-fault").hidden = false;
    byId("sheet").hidden = true;
  }

  place(element, box) {
    const { width, height } = this.size;
    element.style.left = `${(box.x0 / width) * 100}%`;
    element.style.top = `${(box.y0 / height) * 100}%`;
    element.style.width = `${((box.x1 - box.x0) / width) * 100}%`;
    element.style.height = `${((box.y1 - box.y0) / height) * 100}%`;
  }

  draw() {
    if (!this.size) return;
    const made = [];
    for (const { key, box, look, settled } of this.all) {
      if (box.page !== this.number) continue;
      const element = document.createElement("i");
      element.className = `box ${look ? (settled ? "answered" : "look") : ""}`;
      element.addEventListener("click", () => this.onBox(key));
      this.place(element, box);
      made.push(element);
    }
    for (const box of this.field?.wanted ? this.wantedBoxes() : this.field?.boxes ?? []) {
      if (box.page !== this.number) continue;
      const element = document.createElement("i");
      element.className = "box current";
      this.place(element, box);
      made.push(element);
    }
    byId("boxes").replaceChildren(...made);
  }

  wantedBoxes() {
    const here = (this.words.get(this.number) ?? []).filter(({ text, raw }) => this.field.wanted.has(text) || this.field.wanted.has(raw));
    return here.map(({ box: [x0, y0, x1, y1] }) => ({ page: this.number, x0, y0, x1, y1 }));
  }

  scrollToBox() {
    const pane = byId("page-pane");
    const box = byId("boxes").querySelector(".current");
    if (!box) return;
    const at = box.offsetTop + box.offsetHeight / 2;
    const across = box.offsetLeft + box.offsetWidth / 2;
    if (at < pane.scrollTop + 40 || at > pane.scrollTop + pane.clientHeight - 40) pane.scrollTop = at - pane.clientHeight / 2;
    if (across < pane.scrollLeft || across > pane.scrollLeft + pane.clientWidth) pane.scrollLeft = across - pane.clientWidth / 2;
  }

  async loadWords(number) {
    if (!this.words.has(number)) {
      const answer = await fetch(this.url(`words/${number}`));
      if (!answer.ok) return;
      this.words.set(number, await answer.json());
    }
    if (number !== this.number || !this.size) return;
    const made = this.words.get(number).map((word, index) => {
      const element = document.createElement("span");
      element.dataset.index = index;
      element.title = word.text;
      const [x0, y0, x1, y1] = word.box;
      this.place(element, { x0, y0, x1, y1 });
      return element;
    });
    byId("words").replaceChildren(...made);
    if (this.field?.wanted) { this.draw(); this.scrollToBox(); }
  }

  // A press on a word takes it; dragging to another word takes all between them.
  startPick(event) {
    const first = event.target.dataset?.index;
    if (first === undefined) return;
    event.preventDefault();
    const layer = byId("words");
    let last = first;
    const paint = () => {
      const [from, to] = [Number(first), Number(last)].sort((a, b) => a - b);
      for (const word of layer.children) {
        word.classList.toggle("picked", word.dataset.index >= from && word.dataset.index <= to);
      }
      return [from, to];
    };
    const move = (moved) => {
      const under = document.elementsFromPoint(moved.clientX, moved.clientY).find((e) => e.parentNode === layer);
      if (under) { last = under.dataset.index; paint(); }
    };
    const end = () => {
      document.removeEventListener("pointermove", move);
      const [from, to] = paint();
      for (const word of layer.children) word.classList.remove("picked");
      const taken = this.words.get(this.number).slice(from, to + 1);
      this.onWord(taken.map((word) => word.text).join(" "));
    };
    paint();
    document.addEventListener("pointermove", move);
    document.addEventListener("pointerup", end, { once: true });
  }

  async loadText() {
    const answer = await fetch(this.url("text"));
    if (!answer.ok) return;
    this.text = (await answer.json()).text;
    let start = 0;
    const lines = this.text.replace(/\n$/, "").split("\n").map((line) => {
      const element = document.createElement("p");
      element.textContent = line;
      const length = [...line].length;
      element.dataset.start = start;
      element.dataset.end = start + length;
      start += length + 1;
      return element;
    });
    byId("text").replaceChildren(...lines);
    this.light();
  }

  // Spans count code points, JavaScript counts UTF-16 units: lines are taken apart into code points where they are lit.
  light() {
    for (const line of this.lit) line.textContent = line.textContent;
    this.lit = [];
    for (const [start, end] of this.field?.spans ?? []) {
      for (const line of byId("text").children) {
        const from = Number(line.dataset.start);
        if (from >= end || Number(line.dataset.end) <= start || this.lit.includes(line)) continue;
        const letters = [...line.textContent];
        const mark = document.createElement("mark");
        mark.textContent = letters.slice(Math.max(start - from, 0), end - from).join("");
        const before = letters.slice(0, Math.max(start - from, 0)).join("");
        line.replaceChildren(before, mark, letters.slice(end - from).join(""));
        this.lit.push(line);
      }
    }
    this.lit[0]?.querySelector("mark")?.scrollIntoView({ block: "center" });
  }

  pickText(event) {
    const selected = String(getSelection());
    if (selected.trim()) { this.onWord(selected.trim().split(/\s+/).join(" ")); return; }
    const at = document.caretPositionFromPoint?.(event.clientX, event.clientY);
    const range = at ? { node: at.offsetNode, offset: at.offset } : null;
    const old = range ? null : document.caretRangeFromPoint?.(event.clientX, event.clientY);
    const node = range?.node ?? old?.startContainer;
    const offset = range?.offset ?? old?.startOffset;
    if (!node || node.nodeType !== Node.TEXT_NODE) return;
    const before = /\S*$/.exec(node.data.slice(0, offset))[0];
    const after = /^\S*/.exec(node.data.slice(offset))[0];
    if (before + after) this.onWord(before + after);
  }
}
