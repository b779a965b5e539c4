// The list of documents by keyboard: arrows move, Enter opens, / searches.
const links = [...document.querySelectorAll("table.documents tbody a")];
const search = document.getElementById("search");

function move(step) {
  const at = links.indexOf(document.activeElement);
  const next = links[Math.min(Math.max(at + step, 0), links.length - 1)];
  if (next) next.focus();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.target === search) {
    if (event.key === "ArrowDown") { move(1); event.preventDefault(); }
    return;
  }
  const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
  if (step) move(step);
  else if (event.key === "/") search.focus();
  else if (event.key === "PageDown") document.querySelector("a[rel=next]")?.click();
  else if (event.key === "PageUp") document.querySelector("a[rel=prev]")?.click();
  else return;
  event.preventDefault();
});

links[0]?.focus({ preventScroll: true });
