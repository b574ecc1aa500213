// The document page: kinds are marked without a reload; words and margin light up together.
"use strict";

const reader = document.getElementById("reader");
document.documentElement.classList.add("scripted");

document.querySelector(".marks")?.addEventListener("change", (event) => {
  reader.classList.toggle(`off-${event.target.value}`, !event.target.checked);
});

const light = (place) => {
  reader.querySelectorAll(".lit").forEach((one) => one.classList.remove("lit"));
  if (place === null) return;
  for (const one of reader.querySelectorAll(".m")) {
    one.classList.toggle("lit", one.dataset.f.split(" ").includes(place));
  }
  reader.querySelector(`.finding[data-n="${place}"]`)?.classList.add("lit");
};

const placeOf = (element) => {
  const note = element.closest(".finding");
  if (note) return note.dataset.n;
  const marked = element.closest(".m");
  if (!marked) return null;
  const shown = marked.dataset.f.split(" ").filter((n) => reader.querySelector(`.finding[data-n="${n}"]`)?.offsetParent);
  return shown.at(-1) ?? null;
};

const anchored = () => {
  const name = decodeURIComponent(location.hash.slice(1));
  const note = document.getElementById(name.replace(/^f-/, "n-"));
  if (note?.classList.contains("finding")) {
    light(note.dataset.n);
    if (name.startsWith("f-")) note.scrollIntoView({ block: "nearest" });
    document.getElementById(name).scrollIntoView({ block: "center" });
  }
};
window.addEventListener("hashchange", anchored);
anchored();

reader.addEventListener("click", (event) => {
  if (event.target.closest("a, summary, button")) return;
  const place = placeOf(event.target);
  light(place);
  if (place === null) return;
  const note = reader.querySelector(`.finding[data-n="${place}"]`);
  if (event.target.closest(".finding")) {
    reader.querySelector(`.m[data-f~="${place}"]`)?.scrollIntoView({ block: "center" });
  } else {
    note.scrollIntoView({ block: "nearest" });
  }
});

document.addEventListener("keydown", (event) => {
  if (event.target.closest("input[type=text], input[type=search], textarea, select")) return;
  if (event.ctrlKey || event.metaKey || event.altKey || !["n", "p"].includes(event.key)) return;
  const notes = [...reader.querySelectorAll(".finding")].filter((note) => note.offsetParent);
  if (!notes.length) return;
  const here = notes.findIndex((note) => note.classList.contains("lit"));
  const step = event.key === "n" ? 1 : -1;
  const next = notes[(here < 0 ? (step > 0 ? 0 : notes.length - 1) : here + step + notes.length) % notes.length];
  light(next.dataset.n);
  next.querySelector(".finding-number").focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
  reader.querySelector(`.m[data-f~="${next.dataset.n}"]`)?.scrollIntoView({ block: "center" });
});
