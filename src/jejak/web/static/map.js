// The map, made from the table of places below it: circles as large as their number of events.
"use strict";

document.documentElement.classList.add("scripted");

let drawn = null;

const draw = () => {
  const box = document.getElementById("map");
  if (!box || box.dataset.drawn) return;
  box.dataset.drawn = "yes";
  const map = L.map(box, { zoomControl: false, attributionControl: false, minZoom: 1, maxZoom: 8, zoomSnap: 0.5, worldCopyJump: true, maxBoundsViscosity: 0.8, maxBounds: [[-75, -400], [85, 400]] });
  drawn = map;
  map.setView([10, 80], 2);
  L.control.zoom({ zoomInTitle: box.dataset.in, zoomOutTitle: box.dataset.out }).addTo(map);
  L.control.attribution({ prefix: false }).addAttribution(words(box.dataset.said)).addTo(map);
  fetch(box.dataset.boundaries)
    .then((answer) => answer.json())
    .then((land) => {
      if (drawn !== map) return;
      L.geoJSON(land, { interactive: false, style: { className: "land", fillOpacity: 1 } }).addTo(map);
      const middles = new Map(land.features.map((one) => [one.properties.code, one.properties.at]));
      place(map, [...document.querySelectorAll(".spots tbody tr")], middles);
      box.dataset.ready = "yes";
    });
};

const words = (text) => {
  const span = document.createElement("span");
  span.textContent = text;
  return span.innerHTML;
};

const place = (map, rows, middles) => {
  const most = Math.max(...rows.map((row) => Number(row.dataset.events)));
  const points = [];
  for (const row of rows.reverse()) {
    const at = row.dataset.at?.split(",").map(Number) ?? middles.get(row.dataset.country);
    if (!at) continue;
    points.push(at);
    const events = Number(row.dataset.events);
    const size = Math.round(16 + 26 * Math.sqrt(events / most));
    const link = row.querySelector("a");
    const icon = L.divIcon({ className: `spot spot-${row.dataset.sort}`, html: events > 1 ? String(events) : "", iconSize: [size, size] });
    const name = link.textContent.trim();
    const marker = L.marker(at, { icon, riseOnHover: true }).addTo(map);
    marker.getElement().setAttribute("aria-label", `${name}: ${events}, ${row.dataset.told}`);
    const told = document.createElement("span");
    told.textContent = `${name}: ${events} · ${row.dataset.told}`;
    marker.bindTooltip(told, { className: "where", direction: "top", offset: [0, -size / 2] });
    marker.on("click", () => list(link, marker.getElement()));
    marker.getElement().addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      list(link, marker.getElement());
    });
  }
  if (points.length) map.fitBounds(points, { padding: [45, 45], maxZoom: 4.5, animate: false });
};

const list = (link, element) => {
  document.querySelectorAll(".spot.chosen").forEach((one) => one.classList.remove("chosen"));
  element.classList.add("chosen");
  const address = link.getAttribute("href");
  htmx.ajax("GET", address.split("#")[0], { target: "#at", select: "#at", swap: "outerHTML" }).then(() => {
    history.replaceState(null, "", address);
    const at = document.getElementById("at");
    at.focus({ preventScroll: true });
    at.scrollIntoView({ block: "start" });
  });
};

// htmx would copy the old map's style to the new one by its name.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target.id === "results") document.getElementById("map")?.removeAttribute("id");
});
document.addEventListener("htmx:afterSettle", draw);
draw();
