// The network, made from the tables below it. Years narrow drawing and tables alike.
"use strict";

document.documentElement.classList.add("scripted");

const colours = () => {
  const probe = document.body.appendChild(document.createElement("span"));
  const found = {};
  for (const name of ["state", "igo", "group", "other", "line", "chosen", "text", "surface"]) {
    probe.className = `ink-${name}`;
    found[name] = getComputedStyle(probe).color;
  }
  probe.remove();
  return found;
};

// The layout fills a square; in a box that is taller than wide it is laid on its side.
const graphOf = (ink, box) => {
  const [across, down] = box.clientWidth >= box.clientHeight ? ["x", "y"] : ["y", "x"];
  const stretch = Math.max(box.clientWidth, box.clientHeight) / Math.min(box.clientWidth, box.clientHeight);
  const graph = new graphology.Graph({ type: "undirected" });
  const nodes = [...document.querySelectorAll(".nodes tbody tr")];
  const most = Math.max(...nodes.map((row) => Number(row.dataset.events)));
  for (const row of nodes) {
    const { code, kind, events } = row.dataset;
    const [x, y] = [Number(row.dataset[across]), Number(row.dataset[down])];
    graph.addNode(code, { x: across === "x" ? x * stretch : x, y: across === "x" ? y : y * stretch, size: 4 + 14 * Math.sqrt(events / most), color: ink[kind] ?? ink.other, label: row.querySelector("a").textContent.trim() });
  }
  for (const row of document.querySelectorAll(".edges tbody tr")) {
    const { a, b, events, years } = row.dataset;
    const told = years.trim().split(" ").filter(Boolean).map((one) => one.split(":"));
    graph.addEdgeWithKey(`${a} ${b}`, a, b, { row, all: Number(events), now: Number(events), told, size: thickness(events), color: ink.line });
  }
  return graph;
};

const thickness = (events) => 0.8 + 1.6 * Math.log1p(events);

// The events of a pair in the years from one to another; undated ones only when all years are shown.
const counted = (edge, from, until, whole) =>
  whole ? edge.all : edge.told.reduce((sum, [year, events]) => (year >= from && year <= until ? sum + Number(events) : sum), 0);

let drawn = null;

const draw = () => {
  const box = document.getElementById("network");
  if (!box || box.dataset.drawn) return;
  box.dataset.drawn = "yes";
  const ink = colours();
  const graph = graphOf(ink, box);
  let chosen = null;
  let sigma = null;
  try {
    sigma = new Sigma(graph, box, {
      labelColor: { color: ink.text }, labelFont: getComputedStyle(document.body).fontFamily, labelSize: box.clientWidth < 600 ? 11 : 12, labelDensity: 2, labelGridCellSize: 70, labelRenderedSizeThreshold: 0,
      enableEdgeEvents: true, zIndex: true, minCameraRatio: 0.2, maxCameraRatio: 3, stagePadding: box.clientWidth < 600 ? 45 : 90,
      defaultDrawNodeHover: (context, node, settings) => {
        context.font = `600 ${settings.labelSize + 1}px ${settings.labelFont}`;
        const width = context.measureText(node.label).width;
        context.fillStyle = ink.surface;
        context.fillRect(node.x + node.size, node.y - 11, width + 12, 22);
        context.fillStyle = ink.text;
        context.fillText(node.label, node.x + node.size + 6, node.y + 4);
      },
      nodeReducer: (code, node) => {
        const hidden = !graph.someEdge(code, (key, edge) => edge.now > 0);
        const far = chosen && chosen !== code && !graph.areNeighbors(chosen, code);
        return { ...node, hidden, color: far ? ink.line : node.color, label: far ? "" : node.label, forceLabel: chosen === code, zIndex: far ? 0 : 1 };
      },
      edgeReducer: (key, edge) => {
        const far = chosen && !graph.hasExtremity(key, chosen);
        return { ...edge, hidden: !edge.now || far, size: thickness(edge.now), color: chosen ? ink.chosen : ink.line };
      },
    });
  } catch {
    box.classList.add("empty");
    document.getElementById("no-drawing").hidden = false;
  }
  years(graph, () => sigma?.refresh());
  if (!sigma) return;
  drawn = sigma;
  box.dataset.ready = "yes";
  sigma.on("clickNode", ({ node }) => { chosen = chosen === node ? null : node; sigma.refresh(); });
  sigma.on("clickStage", () => { chosen = null; sigma.refresh(); });
  sigma.on("doubleClickNode", (event) => { event.preventSigmaDefault(); location.assign(`/actors/${encodeURIComponent(event.node)}`); });
  sigma.on("clickEdge", ({ edge }) => location.assign(graph.getEdgeAttribute(edge, "row").querySelector("a").href));
  for (const over of ["enterNode", "enterEdge"]) sigma.on(over, () => box.classList.add("over"));
  for (const out of ["leaveNode", "leaveEdge"]) sigma.on(out, () => box.classList.remove("over"));
};

const years = (graph, refresh) => {
  const listed = document.getElementById("network").dataset.years.split(" ");
  const ends = ["from", "until"].map((name) => document.getElementById(name));
  const narrow = () => {
    const [low, high] = ends[0] ? ends.map((end) => Number(end.value)).sort((one, other) => one - other) : [0, listed.length - 1];
    const whole = low === 0 && high === listed.length - 1;
    ends.forEach((end) => { if (end) end.nextElementSibling.value = listed[end.value]; });
    const seen = new Set();
    graph.forEachEdge((key, edge, a, b) => {
      const now = counted(edge, listed[low], listed[high], whole);
      graph.setEdgeAttribute(key, "now", now);
      edge.row.hidden = !now;
      edge.row.querySelector(".n-events").textContent = now.toLocaleString(document.documentElement.lang);
      const told = edge.told.filter(([year]) => year >= listed[low] && year <= listed[high]);
      if (!edge.row.dataset.reports) edge.row.dataset.reports = edge.row.querySelector(".n-reports").textContent;
      edge.row.querySelector(".n-reports").textContent = whole ? edge.row.dataset.reports : told.reduce((sum, one) => sum + Number(one[2]), 0).toLocaleString(document.documentElement.lang);
      if (now) seen.add(a).add(b);
    });
    for (const row of document.querySelectorAll(".nodes tbody tr")) row.hidden = !seen.has(row.dataset.code);
    refresh();
  };
  ends.forEach((end) => end?.addEventListener("input", narrow));
  narrow();
};

// The old drawing gives its graphics back; htmx would copy its style to the new one by its name.
document.addEventListener("htmx:beforeSwap", () => {
  drawn?.kill();
  drawn = null;
  document.getElementById("network")?.removeAttribute("id");
});
document.addEventListener("htmx:afterSettle", draw);
draw();
