// The graph of ties: who is tied to whom in a year. The table below it says the same in words and filters with it.

import { Graph, Sigma } from "../../build/graph.js";

const box = document.getElementById("graph"), slide = document.getElementById("year"), said = document.getElementById("year-said");
const style = getComputedStyle(document.documentElement);
const colour = (name) => toHex(style.getPropertyValue(`--${name}`).trim());

/** Turns any colour of the style sheet into one that WebGL's shaders read. */
function toHex(text) {
  const c = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  c.fillStyle = text;
  c.fillRect(0, 0, 1, 1);
  const [r, g, b] = c.getImageData(0, 0, 1, 1).data;
  return "#" + [r, g, b].map((v) => v.toString(16).padStart(2, "0")).join("");
}

const year = (partial) => Number(partial?.slice(0, 4)) || 0;

/** Places nodes: those that are tied come together, all others keep apart. The same ties give the same picture. */
function settle(graph) {
  const nodes = graph.nodes(), n = nodes.length, at = new Map();
  nodes.forEach((id, i) => at.set(id, { x: Math.cos(2.4 * i) * Math.sqrt(i + 1), y: Math.sin(2.4 * i) * Math.sqrt(i + 1) }));
  for (let round = 0, heat = 1; round < 300; round++, heat *= 0.985) {
    const push = new Map(nodes.map((id) => [id, { x: 0, y: 0 }]));
    for (let i = 0; i < n; i++) {
      for (let j = i + 1; j < n; j++) {
        const a = at.get(nodes[i]), b = at.get(nodes[j]), dx = a.x - b.x, dy = a.y - b.y, d = Math.max(0.01, dx * dx + dy * dy);
        const f = 1.6 / d;
        push.get(nodes[i]).x += dx * f; push.get(nodes[i]).y += dy * f;
        push.get(nodes[j]).x -= dx * f; push.get(nodes[j]).y -= dy * f;
      }
      const a = at.get(nodes[i]);
      push.get(nodes[i]).x -= a.x * 0.03; push.get(nodes[i]).y -= a.y * 0.03;
    }
    graph.forEachEdge((_, __, s, t) => {
      const a = at.get(s), b = at.get(t), dx = a.x - b.x, dy = a.y - b.y;
      push.get(s).x -= dx * 0.25; push.get(s).y -= dy * 0.25;
      push.get(t).x += dx * 0.25; push.get(t).y += dy * 0.25;
    });
    for (const id of nodes) {
      const p = push.get(id), a = at.get(id), length = Math.hypot(p.x, p.y) || 1, step = Math.min(length, heat);
      a.x += (p.x / length) * step; a.y += (p.y / length) * step;
    }
  }
  for (const id of nodes) graph.mergeNodeAttributes(id, at.get(id));
}

/** Moves nodes whose names would lie on each other apart, in a picture of so many pixels. Returns the box of all with their names. */
function spread(graph, width, height) {
  const nodes = graph.nodes().map((id) => ({ id, ...graph.getNodeAttributes(id) }));
  const xs = nodes.map((n) => n.x), ys = nodes.map((n) => n.y);
  const scale = (v, list, size) => (v - Math.min(...list)) / (Math.max(...list) - Math.min(...list) || 1) * size;
  const boxes = nodes.map((n) => ({ id: n.id, x: scale(n.x, xs, width), y: scale(n.y, ys, height), w: 24 + 6.8 * n.label.length, h: 20 }));
  for (let round = 0; round < 300; round++) {
    let over = false;
    for (const [i, a] of boxes.entries()) {
      for (const b of boxes.slice(i + 1)) {
        const dx = a.x < b.x ? a.x + a.w - b.x : b.x + b.w - a.x, dy = a.h - Math.abs(a.y - b.y);
        if (dx <= 0 || dy <= 0) continue;
        over = true;
        // Names are wide and low: to move them up and down is enough.
        const step = dy / 2 + .5, up = a.y <= b.y ? -step : step;
        a.y += up;
        b.y -= up;
      }
    }
    if (!over) break;
  }
  for (const b of boxes) graph.mergeNodeAttributes(b.id, { x: b.x, y: -b.y });
  const y = boxes.map((b) => -b.y);
  return { x: [0, Math.max(...boxes.map((b) => b.x + b.w))], y: [Math.min(...y), Math.max(...y)] };
}

async function start() {
  const answer = await fetch("/actors/ties.json");
  if (!answer.ok) return;
  const ties = (await answer.json()) ?? [];
  if (!ties.length) return;
  const graph = new Graph({ multi: true, type: "directed" });
  for (const t of ties) {
    for (const name of [t.from, t.to]) if (!graph.hasNode(name)) graph.addNode(name, { label: name, size: 4, color: colour("accent") });
    if (t.from !== t.to) graph.addDirectedEdge(t.from, t.to, { label: t.relation.replaceAll("_", " "), first: year(t.start), last: year(t.end) || 9999, size: 1.5, type: "arrow", color: colour(t.relation.includes("rival") ? "rival" : "soft") });
  }
  graph.forEachNode((id) => graph.setNodeAttribute(id, "size", 3 + Math.min(8, graph.degree(id))));
  settle(graph);
  box.hidden = false;
  const room = spread(graph, Math.max(120, box.clientWidth - 260), box.clientHeight - 60);
  let drawn, pointed; // at this actor somebody points: its ties are named
  try {
    drawn = new Sigma(graph, box, { renderEdgeLabels: true, labelColor: { color: colour("ink") }, edgeLabelColor: { color: colour("soft") }, labelSize: 12, edgeLabelSize: 10, labelFont: style.getPropertyValue("--sans"), labelRenderedSizeThreshold: 0, labelDensity: 20, labelGridCellSize: 40, stagePadding: 30, allowInvalidContainer: true,
      edgeReducer: (edge, a) => ({ ...a, label: graph.extremities(edge).includes(pointed) ? a.label : "", forceLabel: true }) });
  } catch {
    box.hidden = true; // no WebGL: the table says it all
    return;
  }
  const years = ties.flatMap((t) => [year(t.start), year(t.end)]).filter(Boolean);
  slide.min = Math.min(...years) - 1;
  slide.max = Math.max(new Date().getFullYear(), ...years);
  const on = document.querySelector("[name=on]").value;
  slide.value = on ? year(on) : slide.max;
  slide.closest("label").hidden = false;
  const show = (at) => {
    said.textContent = at ? String(at) : "all times";
    const used = new Set();
    graph.forEachEdge((e, a, s, t) => {
      const hidden = Boolean(at) && !(a.first <= at && at <= a.last);
      graph.setEdgeAttribute(e, "hidden", hidden);
      if (!hidden) used.add(s).add(t);
    });
    graph.forEachNode((id) => graph.setNodeAttribute(id, "hidden", !used.has(id)));
    for (const row of document.querySelectorAll("tbody tr[data-first]")) row.hidden = Boolean(at) && !(Number(row.dataset.first) <= at && at <= (Number(row.dataset.last) || 9999));
  };
  slide.addEventListener("input", () => show(Number(slide.value)));
  show(on ? year(on) : 0);
  drawn.setCustomBBox(room);
  drawn.on("enterNode", ({ node }) => { pointed = node; drawn.refresh(); });
  drawn.on("leaveNode", () => { pointed = undefined; drawn.refresh(); });
  drawn.on("clickNode", ({ node }) => { location.href = "/actors/" + encodeURIComponent(node); });
}

start();
