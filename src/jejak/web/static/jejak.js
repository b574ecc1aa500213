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
