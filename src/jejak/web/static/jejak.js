// Small conveniences. Every page works without them.
"use strict";

document.addEventListener("htmx:configRequest", (event) => {
  const proof = document.querySelector('meta[name="csrf"]');
  for (const [name, value] of [...event.detail.formData]) if (value === "") event.detail.formData.delete(name);
  if (proof && event.detail.verb !== "get") event.detail.headers["X-CSRF-Token"] = proof.content;
});

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    const find = document.getElementById("find");
    if (find) {
      event.preventDefault();
      find.focus();
    }
  }
});

// Dragging over columns of a chart shows the period from the first to the last of them.
let dragged = null;
const column = (event) => event.target.closest?.(".columns > li[data-since]");
document.addEventListener("pointerdown", (event) => {
  dragged = event.button === 0 ? column(event) : null;
});
document.addEventListener("pointerup", (event) => {
  const here = document.elementFromPoint(event.clientX, event.clientY)?.closest(".columns > li[data-since]");
  if (!dragged || !here || here === dragged || here.parentElement !== dragged.parentElement) return;
  const [first, last] =
    dragged.compareDocumentPosition(here) & Node.DOCUMENT_POSITION_FOLLOWING ? [dragged, here] : [here, dragged];
  const address = new URL(first.querySelector("a").href);
  address.searchParams.set("since", first.dataset.since);
  address.searchParams.set("until", last.dataset.until);
  location.assign(address);
});
document.addEventListener("dragstart", (event) => {
  if (column(event)) event.preventDefault();
});
