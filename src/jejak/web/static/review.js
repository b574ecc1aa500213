// The review page by single keys: what each does stands beside it.
"use strict";

document.documentElement.classList.add("scripted");

const decide = document.getElementById("decide");
const open = (details) => {
  for (const other of decide.querySelectorAll("details[data-key]")) other.open = other === details;
  (details.querySelector("input:not([type=hidden]), select") ?? details.querySelector("button"))?.focus();
  details.scrollIntoView({ block: "nearest" });
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const field = event.target.closest("input:not([type=checkbox]), textarea, select");
  if (event.key === "Escape" && (field || event.target.closest("details"))) {
    event.target.blur();
    return;
  }
  const part = event.target.closest("details[data-key]");
  if (event.key === "Enter" && field?.tagName === "INPUT" && part) {
    event.preventDefault();
    decide.requestSubmit(part.querySelector("button[name=action]"));
    return;
  }
  if (field) return;
  if (event.key === "w") {
    event.preventDefault();
    decide?.elements.why.focus();
    return;
  }
  const target = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!target) return;
  event.preventDefault();
  if (target.tagName === "DETAILS") open(target);
  else target.click();
});
