// The map of incidents: where they were as exactly as is known, and no more exactly.

import { Map as GLMap, NavigationControl, setWorkerUrl } from "../../build/map.js";
import { circle, read } from "./base.js";

const near = 25, district = 40; // kilometres of the circles that stand for "near a town" and for a district
const files = new URL("../../map/", import.meta.url);
const names = new Intl.DisplayNames(["en"], { type: "region" });

/** The units of a file of the base map by country and name: there are thousands, and each move of the map asks for hundreds. */
function unitsOf(file) {
  return file.byName ??= new Map(file.units.map((u) => [`${u.country}/${u.name}`, u]));
}

/** How large a mark is drawn, in pixels from its middle. */
const radius = (n) => n > 1 ? Math.min(24, 6.5 + 2.3 * Math.log(n)) : 6;

/** Joins marks that would lie on top of each other at a zoom: what is counted stays the same. */
export function apart(points, zoom) {
  const scale = 512 * 2 ** zoom / 360, rad = Math.PI / 180;
  const y = (lat) => Math.log(Math.tan(Math.PI / 4 + Math.max(-85, Math.min(85, lat)) * rad / 2)) / rad;
  const kept = [];
  for (const m of points.toSorted((a, b) => b.n - a.n)) {
    const mx = m.lon * scale, my = y(m.lat) * scale;
    const over = kept.find((k) => Math.hypot(k.x - mx, k.y - my) < radius(k.mark.n) + radius(m.n) - 3);
    if (!over) kept.push({ x: mx, y: my, mark: { ...m } });
    else over.mark = { lat: over.mark.lat, lon: over.mark.lon, n: over.mark.n + m.n, killed: over.mark.killed + m.killed, precision: "" };
  }
  return kept.map((k) => k.mark);
}

/** The colours of the theme that is on. */
function colours() {
  const style = getComputedStyle(document.documentElement);
  return (name) => style.getPropertyValue(`--${name}`).trim();
}

const collection = (features) => ({ type: "FeatureCollection", features });
const feature = (geometry, properties = {}) => ({ type: "Feature", geometry, properties });
const empty = collection([]);

function layers() {
  const c = colours();
  const text = { "text-font": ["system-ui, sans-serif"], "text-size": 12 };
  const halo = { "text-halo-color": c("map-land"), "text-halo-width": 1.2 };
  const picked = ["boolean", ["feature-state", "on"], false];
  return [
    { id: "sea", type: "background", paint: { "background-color": c("map-sea") } },
    { id: "land", type: "fill", source: "land", paint: { "fill-color": c("map-land") } },
    { id: "finer", type: "fill", source: "finer", paint: { "fill-color": c("map-land"), "fill-antialias": false } },
    { id: "areas", type: "fill", source: "areas", paint: { "fill-color": c("map-dot"), "fill-opacity": ["interpolate", ["linear"], ["ln", ["+", 1, ["get", "n"]]], 0, .08, 6, .34] } },
    { id: "unit-lines", type: "line", source: "lines", filter: ["==", ["get", "side"], "u"], minzoom: 3, paint: { "line-color": c("map-line"), "line-width": .6, "line-dasharray": [3, 2] } },
    { id: "coast-lines", type: "line", source: "lines", filter: ["==", ["get", "side"], "c"], paint: { "line-color": c("map-line"), "line-width": .6 } },
    { id: "border-lines", type: "line", source: "lines", filter: ["==", ["get", "side"], "b"], paint: { "line-color": c("map-border"), "line-width": ["interpolate", ["linear"], ["zoom"], 1, .5, 6, 1.2] } },
    { id: "disputed-lines", type: "line", source: "lines", filter: ["==", ["get", "side"], "d"], paint: { "line-color": c("map-border"), "line-width": ["interpolate", ["linear"], ["zoom"], 1, .9, 6, 1.6], "line-dasharray": [2, 2] } },
    { id: "area-lines", type: "line", source: "areas", paint: { "line-color": c("map-dot"), "line-opacity": .55, "line-width": ["case", picked, 2.5, .8] } },
    { id: "circles", type: "fill", source: "circles", minzoom: 5, paint: { "fill-color": c("map-dot"), "fill-opacity": .07 } },
    { id: "near-lines", type: "line", source: "circles", filter: ["==", ["get", "precision"], "near"], minzoom: 5, paint: { "line-color": c("map-dot"), "line-opacity": .8, "line-width": 1 } },
    { id: "district-lines", type: "line", source: "circles", filter: ["!=", ["get", "precision"], "near"], minzoom: 5, paint: { "line-color": c("map-dot"), "line-opacity": .8, "line-width": 1, "line-dasharray": [3, 3] } },
    { id: "country-names", type: "symbol", source: "names", filter: ["==", ["get", "level"], 0], minzoom: 2.2, maxzoom: 6,
      layout: { ...text, "text-field": ["get", "name"], "symbol-sort-key": ["get", "order"], "text-max-width": 7, "text-padding": 8 }, paint: { "text-color": c("map-name"), ...halo } },
    { id: "unit-names", type: "symbol", source: "names", filter: ["==", ["get", "level"], 1], minzoom: 5,
      layout: { ...text, "text-size": 11, "text-field": ["get", "name"], "text-max-width": 7, "text-padding": 6 }, paint: { "text-color": c("map-name"), ...halo } },
    { id: "dots", type: "circle", source: "dots", paint: {
      "circle-color": c("map-dot"),
      "circle-opacity": ["case", [">", ["get", "n"], 1], .82, ["match", ["get", "precision"], "settlement", .9, 0]],
      "circle-radius": ["get", "radius"],
      "circle-stroke-width": ["case", ["==", ["get", "n"], 1], 1.5, 1],
      "circle-stroke-color": ["match", ["get", "precision"], ["settlement", ""], c("map-land"), c("map-dot")],
    } },
    { id: "counts", type: "symbol", source: "dots", filter: [">", ["get", "n"], 1], layout: { ...text, "text-field": ["to-string", ["get", "n"]], "text-size": 11, "text-allow-overlap": true, "text-ignore-placement": true }, paint: { "text-color": c("map-land") } },
    { id: "picked", type: "circle", source: "picked", paint: { "circle-color": "rgba(0,0,0,0)", "circle-radius": 11, "circle-stroke-width": 2.5, "circle-stroke-color": c("map-pick") } },
  ];
}

/** Draws the map in an element. The caller says what to do when somebody points at or opens a mark. */
export class IncidentMap {
  constructor(element, { hover, open, moved }) {
    this.on = { hover, open, moved };
    this.element = element;
    this.finer = new Map(); // by country: read, or being read
    this.lands = [];
    this.view = "all";
    setWorkerUrl(new URL("../../build/map-worker.js", import.meta.url).href);
    const source = () => ({ type: "geojson", data: empty });
    this.map = new GLMap({
      container: element, attributionControl: false, dragRotate: false, touchPitch: false, pitchWithRotate: false, maxZoom: 12, minZoom: .3,
      center: [25, 22], zoom: Math.max(.3, Math.log2(element.clientWidth / 512)), fadeDuration: 0, renderWorldCopies: true,
      locale: { "Map.Title": "Map of incidents" },
      style: { version: 8, sources: { land: source(), finer: source(), lines: source(), names: source(), areas: { ...source(), promoteId: "id" }, circles: source(), dots: source(), picked: source() }, layers: layers() },
    });
    this.map.touchZoomRotate.disableRotation();
    this.map.keyboard.disableRotation();
    this.map.addControl(new NavigationControl({ showCompass: false }), "top-right");
    this.ready = new Promise((done) => this.map.once("load", done)).then(() => this.begin());
  }

  async begin() {
    const world = await read(this.element.dataset.world);
    this.lands = world.lands;
    this.world = world;
    this.base();
    // Not all events of moving say who moved: a hand on the map does.
    for (const type of ["pointerdown", "wheel", "keydown"]) this.element.addEventListener(type, () => { this.touched = true; }, { capture: true, passive: true });
    this.map.on("moveend", () => {
      this.refine();
      this.on.moved(this.touched);
    });
    for (const layer of ["dots", "areas", "circles"]) {
      this.map.on("mousemove", layer, (e) => this.point(e));
      this.map.on("mouseleave", layer, () => this.point(null));
      this.map.on("click", layer, (e) => this.click(e));
    }
    const again = () => this.repaint();
    new MutationObserver(again).observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", again);
    this.refine();
  }

  /** Sets what lies under the marks: the world, and the countries that are read finely in place of it. */
  base() {
    const fine = [...this.finer.values()].filter((f) => f.lands);
    const replaced = new Set(fine.flatMap((f) => f.lands.map((l) => l.country)));
    const lines = [];
    const bundle = (list) => {
      const bundles = {};
      for (const l of list) {
        const side = this.doubted(l) ? "d" : l.side;
        (bundles[side] ??= []).push(l.at);
      }
      for (const [side, coordinates] of Object.entries(bundles)) lines.push(feature({ type: "MultiLineString", coordinates }, { side }));
    };
    // Where a country is drawn finely, its borders are too; the coarse lines of the rest stay.
    if (!fine.length) bundle(this.world.lines.filter((l) => l.side !== "u" || this.doubted(l)));
    else {
      for (const l of this.lands) {
        if (!replaced.has(l.country)) lines.push(feature({ type: "MultiLineString", coordinates: l.geometry.coordinates.flat() }, { side: "c" }));
      }
    }
    for (const f of fine) bundle(f.lines);
    const set = (id, features) => this.map.getSource(id).setData(collection(features));
    set("land", this.lands.filter((l) => !replaced.has(l.country)).map((l) => feature(l.geometry)));
    set("finer", fine.flatMap((f) => f.lands.map((l) => feature(l.geometry))));
    set("lines", lines);
    const place = (at, name, level, order) => feature({ type: "Point", coordinates: at }, { name, level, order });
    const size = (b) => -(b[2] - b[0]) * (b[3] - b[1]);
    set("names", [
      ...this.lands.map((l) => place(l.label, regionName(l.country), 0, size(l.box))),
      ...fine.flatMap((f) => f.units.map((u) => place(u.label, u.name, 1, 0))),
    ]);
  }

  /** Whether a line is to be drawn as disputed: by those whose view was chosen, "all" of them, or "none". */
  doubted(line) {
    return Boolean(line.by) && (this.view === "all" || line.by.includes(this.view));
  }

  /** Draws as disputed what somebody sees otherwise. */
  see(view) {
    this.view = view;
    if (this.world) this.base();
  }

  /** Whose views the base map knows of: codes of countries, and the ISO's list. */
  views() {
    return [...new Set(this.world.lines.flatMap((l) => l.by ?? []))].filter((by) => by !== "*");
  }

  /** Reads the countries in sight finely, once the map is near enough to show it. */
  async refine() {
    if (this.map.getZoom() < 3.8) return;
    const b = this.map.getBounds();
    const seen = this.lands.filter((l) => l.box[0] <= b.getEast() && l.box[2] >= b.getWest() && l.box[1] <= b.getNorth() && l.box[3] >= b.getSouth() && !this.finer.has(l.country));
    if (!seen.length) return;
    await Promise.all(seen.map(async (l) => {
      this.finer.set(l.country, {});
      try {
        this.finer.set(l.country, await read(new URL(`${l.country}.json`, files)));
      } catch {
        this.finer.delete(l.country); // the coarse outline stays, and the next move tries again
      }
    }));
    this.base();
    this.drawAreas();
  }

  /** The outline of a first-order unit, the finest that has been read; undefined if the base map has none of the name. */
  async outline(country, name) {
    const key = `${country}/${name}`;
    for (const f of this.finer.values()) {
      const u = f.units && unitsOf(f).get(key);
      if (u) return u;
    }
    this.units ??= read(new URL("units.json", files));
    return unitsOf(await this.units).get(key);
  }

  /** Draws marks. Returns the names of areas that the base map cannot show. */
  async draw(marks) {
    await this.ready;
    this.marks = marks = { ...marks, points: apart(marks.points, this.map.getZoom()) };
    this.map.getSource("dots").setData(collection(marks.points.map((m, i) => feature({ type: "Point", coordinates: [m.lon, m.lat] }, { i, n: m.n, radius: m.n > 1 ? radius(m.n) : m.precision === "settlement" ? 5 : 6, precision: m.n > 1 ? "" : m.precision }))));
    this.map.getSource("circles").setData(collection(marks.points.flatMap((m, i) => {
      const km = { near, district, area: district }[m.n > 1 ? "" : m.precision];
      return km ? [feature({ type: "Polygon", coordinates: [circle(m.lon, m.lat, km)] }, { i, precision: m.precision })] : [];
    })));
    return this.drawAreas();
  }

  async drawAreas() {
    const missing = [], features = [];
    for (const [i, m] of (this.marks?.areas ?? []).entries()) {
      const u = await this.outline(m.country, m.adm1);
      if (u) features.push(feature(u.geometry, { id: `${m.country}/${m.adm1}`, i, n: m.n }));
      else missing.push(m.adm1);
    }
    this.map.getSource("areas").setData(collection(features));
    return missing;
  }

  /** Moves to a box, or to all marks. */
  async fit(box, marks) {
    this.touched = false;
    if (!box) {
      const at = marks.points.map((m) => [m.lon, m.lat]);
      for (const m of marks.areas) {
        const u = await this.outline(m.country, m.adm1);
        if (u) at.push(u.label);
      }
      if (!at.length) return;
      const lon = at.map((p) => p[0]), lat = at.map((p) => p[1]);
      box = [Math.min(...lon), Math.min(...lat), Math.max(...lon), Math.max(...lat)];
    }
    if (box[0] > box[2]) box[2] += 360;
    this.map.fitBounds([[box[0], Math.max(-80, box[1])], [box[2], Math.min(84, box[3])]], { padding: 36, maxZoom: 7, animate: false });
  }

  /** What the map shows, as west,south,east,north. */
  box() {
    const b = this.map.getBounds();
    const wrap = (x) => ((x + 180) % 360 + 360) % 360 - 180;
    const all = b.getEast() - b.getWest() > 355; // the whole world, but for a hair
    const round = (x) => Math.round(x * 1000) / 1000;
    return [all ? -180 : round(wrap(b.getWest())), round(Math.max(-90, b.getSouth())), all ? 180 : round(wrap(b.getEast())), round(Math.min(90, b.getNorth()))].join(",");
  }

  zoom() {
    return Math.max(0, this.map.getZoom());
  }

  /** Marks the place of a row; null takes the mark away. */
  pick(row) {
    if (this.area) this.map.setFeatureState({ source: "areas", id: this.area }, { on: false });
    this.area = null;
    const { lat, lon, country, adm1 } = row ?? {};
    this.map.getSource("picked")?.setData(lat ? collection([feature({ type: "Point", coordinates: [Number(lon), Number(lat)] })]) : empty);
    if (row && !lat && adm1) {
      this.area = `${country}/${adm1}`;
      this.map.setFeatureState({ source: "areas", id: this.area }, { on: true });
    }
  }

  /** The mark at a point of the screen: a dot before a circle before an area. */
  at(e) {
    const hit = this.map.queryRenderedFeatures(e.point, { layers: ["dots", "circles", "areas"] })[0];
    if (!hit) return null;
    return (hit.layer.id === "areas" ? this.marks.areas : this.marks.points)[hit.properties.i];
  }

  point(e) {
    const mark = e && this.at(e);
    this.map.getCanvas().style.cursor = mark ? "pointer" : "";
    if (mark !== this.pointed) {
      this.pointed = mark;
      this.on.hover(mark, e?.point);
    }
  }

  click(e) {
    if (e.defaultPrevented) return;
    e.preventDefault(); // another layer under the same point must not answer too
    const mark = this.at(e);
    if (!mark) return;
    if (mark.n > 1 && mark.lat !== undefined && !mark.adm1 && this.map.getZoom() < 10) {
      this.map.easeTo({ center: [mark.lon, mark.lat], zoom: this.map.getZoom() + 2.2 });
      return;
    }
    this.on.open(mark, e.point);
  }

  repaint() {
    for (const layer of layers()) {
      for (const [name, value] of Object.entries(layer.paint)) this.map.setPaintProperty(layer.id, name, value);
    }
  }
}

export function regionName(code) {
  try {
    return names.of(code) ?? code;
  } catch {
    return code;
  }
}
