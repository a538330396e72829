// The timeline of incidents: bars from the table of the page, and a brush that narrows the days.

import Chart from "../../build/chart.js";

const day = 86400;

/** Reads the bins from the table. */
function bins() {
  const rows = [...document.querySelectorAll("#times tbody tr")].filter((tr) => tr.cells.length === 3);
  return [
    rows.map((tr) => Date.parse(tr.cells[0].textContent + "T00:00:00Z") / 1000),
    rows.map((tr) => Number(tr.cells[1].textContent)),
  ];
}

const iso = (seconds) => new Date(seconds * 1000).toISOString().slice(0, 10);

/** How long a period from a day is. */
function length(unit, from) {
  const d = new Date(from * 1000);
  if (unit === "month") return (Date.UTC(d.getUTCFullYear(), d.getUTCMonth() + 1, 1) - d) / 1000;
  if (unit === "year") return (Date.UTC(d.getUTCFullYear() + 1, 0, 1) - d) / 1000;
  return unit === "week" ? 7 * day : day;
}

/** Draws the timeline. chosen is told the first and the last day of what somebody brushes. */
export function draw(chosen) {
  const element = document.getElementById("timeline");
  const data = bins();
  if (!element) return;
  element.replaceChildren();
  if (!data[0].length) return;
  const unit = element.dataset.unit, style = getComputedStyle(document.documentElement), colour = (name) => style.getPropertyValue(`--${name}`).trim();
  const first = data[0][0], last = data[0].at(-1), end = last + length(unit, last);
  const edge = Math.max((end - first) * .01, (20 * length(unit, first) - (end - first)) / 2); // few bars stay bars and do not become walls
  const axis = { stroke: colour("soft"), font: "11px system-ui, sans-serif", ticks: { stroke: colour("line"), width: 1, size: 4 } };
  const format = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", ...{ day: { day: "numeric", month: "short", year: "numeric" }, week: { day: "numeric", month: "short", year: "numeric" }, month: { month: "long", year: "numeric" }, year: { year: "numeric" } }[unit] });
  const told = document.createElement("p");
  told.className = "told small faint";
  const rest = `Incidents by ${unit}. Drag over the bars to choose days.`;
  told.textContent = rest;
  const height = Math.max(110, Math.min(150, element.clientWidth / 4));
  const chart = new Chart({
    width: element.clientWidth, height, legend: { show: false }, tzDate: (s) => new Date(s * 1000 + new Date(s * 1000).getTimezoneOffset() * 60000),
    padding: [8, 20, 0, 0],
    cursor: { y: false, points: { show: false }, drag: { x: true, y: false, setScale: false } },
    scales: { x: { time: true, range: [first - edge, end + edge] }, y: { range: (_, __, most) => [0, Math.max(1, most) * 1.08] } },
    axes: [{ ...axis, grid: { show: false }, size: 26 }, { ...axis, size: 34, grid: { stroke: colour("line"), width: 1 }, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000], space: 24 }],
    series: [{}, { fill: colour("map-bar"), width: 0, points: { show: false }, paths: bars(unit) }],
    hooks: {
      setCursor: [(u) => {
        const i = u.cursor.idx;
        const at = u.cursor.left >= 0 && i != null ? data[0].findLastIndex((s) => s <= u.posToVal(u.cursor.left, "x")) : -1;
        told.textContent = at < 0 ? rest : `${unit === "week" ? "Week from " : ""}${format.format(data[0][at] * 1000)}: ${data[1][at]} ${data[1][at] === 1 ? "incident" : "incidents"}`;
      }],
      setSelect: [(u) => {
        const { left, width } = u.select;
        if (width < 4) return;
        const from = u.posToVal(left, "x"), to = u.posToVal(left + width, "x");
        const a = data[0].findLast((s) => s <= from) ?? first, b = data[0].findLast((s) => s < to) ?? last;
        chosen(iso(a), iso(b + length(unit, b) - day));
      }],
    },
  }, data, element);
  element.append(told);
  return chart;
}

/** Bars as wide as their period, whatever its length, with a hair between them. */
function bars(unit) {
  return (u) => {
    const path = new Path2D();
    const [xs, ys] = u.data, zero = u.valToPos(0, "y", true);
    for (let i = 0; i < xs.length; i++) {
      if (!ys[i]) continue;
      const x = u.valToPos(xs[i], "x", true), w = u.valToPos(xs[i] + length(unit, xs[i]), "x", true) - x;
      const y = u.valToPos(ys[i], "y", true);
      path.rect(x + Math.min(1, w * .1), y, Math.max(1, w - Math.min(2, w * .2)), zero - y);
    }
    return { fill: path, stroke: null };
  };
}
