// The base map: countries and first-order units as internal/web/basemap lays them out, turned into GeoJSON.

/** Reads a file of the base map: areas of countries and units, and lines by what they part. */
export async function read(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return decode(await answer.json());
}

export function decode(file) {
  const arcs = file.arcs.map((steps) => {
    const line = [];
    let x = 0, y = 0;
    for (let i = 0; i < steps.length; i += 2) {
      x += steps[i];
      y += steps[i + 1];
      line.push([x * file.grid, y * file.grid]);
    }
    return line;
  });
  const ring = (numbers) => {
    const out = [];
    for (const n of numbers) {
      const line = n < 0 ? arcs[~n].toReversed() : arcs[n];
      for (let i = out.length ? 1 : 0; i < line.length; i++) out.push(line[i]);
    }
    return out;
  };
  const area = (polygons) => ({ type: "MultiPolygon", coordinates: polygons.map((rings) => rings.map(ring)) });
  const by = {}; // of an arc: who sees it otherwise
  for (const [who, list] of Object.entries(file.doubts ?? {})) for (const n of list) (by[n] ??= []).push(who);
  const lines = arcs.map((at, n) => ({ side: file.sides[n], at, by: by[n] })).filter((l) => l.side !== "-");
  return {
    lands: (file.lands ?? []).map((l) => ({ country: l.country, label: l.label, box: l.box, geometry: area(l.area) })),
    units: (file.units ?? []).map((u) => ({ country: u.country, name: u.name, label: u.label, geometry: area(u.area) })),
    lines,
  };
}

/** A circle of so many kilometres around a point, as a ring. */
export function circle(lon, lat, km) {
  const out = [], up = km / 111.2, side = up / Math.max(.05, Math.cos(lat * Math.PI / 180));
  for (let i = 0; i <= 48; i++) {
    const t = i / 48 * 2 * Math.PI;
    out.push([lon + side * Math.cos(t), lat + up * Math.sin(t)]);
  }
  return out;
}
