// The page of incidents: the list, the map and the timeline narrow each other, and every view is an address.

import { say } from "../../app.js";
import { draw } from "./timeline.js";

const parts = ["filters", "list", "note", "times"];
const element = document.getElementById("map");
let map = null, card = null, asked = 0;

/** Takes over another view of the page: fetches it and puts its parts in place of those here. */
async function show(address, push = true) {
  const n = ++asked;
  document.body.classList.add("busy");
  try {
    const answer = await fetch(address, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (n !== asked) return; // a later question has overtaken this one
    if (!answer.ok || parts.some((id) => !page.getElementById(id))) {
      location.href = address; // the server's own page says what is wrong
      return;
    }
    const open = document.querySelector("details.filters")?.open, focus = document.activeElement?.name, table = document.querySelector("#times details")?.open;
    for (const id of parts) document.getElementById(id).replaceWith(document.adoptNode(page.getElementById(id)));
    if (open) document.querySelector("details.filters").open = true;
    if (table) document.querySelector("#times details").open = true;
    if (focus) document.querySelector(`.facets [name="${CSS.escape(focus)}"]`)?.focus();
    element.dataset.box = page.getElementById("map").dataset.box ?? "";
    if (push) history.pushState(null, "", address);
    say(document.querySelector("#list .count")?.textContent ?? "");
    dressed();
    await fit();
  } finally {
    if (n === asked) document.body.classList.remove("busy");
  }
}

/** The address of this view with some of the query's values changed; "" takes a name out. */
function changed(values) {
  const q = new URLSearchParams(location.search);
  q.delete("cursor");
  for (const [name, value] of Object.entries(values)) {
    if (value) q.set(name, value);
    else q.delete(name);
  }
  const text = q.toString();
  return text ? `/?${text}` : "/";
}

/** Does what every new set of parts needs. */
function dressed() {
  draw((from, to) => show(changed({ from, to })));
  unpick();
}

document.addEventListener("click", (e) => {
  const link = e.target.closest("a[data-swap], .pager a");
  if (!link || e.ctrlKey || e.metaKey || e.shiftKey) return;
  e.preventDefault();
  show(link.href).then(() => {
    if (link.matches(".pager a")) document.getElementById("list").scrollIntoView();
  });
});
document.addEventListener("submit", (e) => {
  if (!e.target.matches(".facets, .find")) return;
  e.preventDefault();
  const q = new URLSearchParams();
  for (const [name, value] of new FormData(e.target)) if (value) q.append(name, value);
  show(q.size ? `/?${q}` : "/");
});
document.addEventListener("change", (e) => {
  if (e.target.matches(".facets select, .facets [type=checkbox]")) e.target.form.requestSubmit();
});
document.addEventListener("keydown", (e) => {
  if (e.key !== "Escape") return;
  unpick();
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
document.addEventListener("pointerdown", (e) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(e.target)) menu.open = false;
});
addEventListener("popstate", () => show(location.href, false));

// Hover and focus go both ways: a row shows its place, a place shows its row.
for (const type of ["mouseover", "focusin"]) {
  document.addEventListener(type, (e) => {
    const row = e.target.closest?.("#list .row");
    if (row) map?.pick(row.dataset);
  });
}
for (const type of ["mouseout", "focusout"]) {
  document.addEventListener(type, (e) => {
    if (e.target.closest?.("#list .row") && !e.relatedTarget?.closest?.("#list .row")) map?.pick(null);
  });
}

function rowsOf(mark) {
  return [...document.querySelectorAll("#list .row")].filter(({ dataset }) => mark && (mark.adm1 ? !dataset.lat && dataset.country === mark.country && dataset.adm1 === mark.adm1 : mark.id && dataset.id === mark.id));
}

function hover(mark) {
  for (const row of document.querySelectorAll("#list .row.lit")) row.classList.remove("lit");
  for (const row of rowsOf(mark)) row.classList.add("lit");
}

function unpick() {
  card?.remove();
  card = null;
}

/** Opens a mark: a card that says what it is and leads on. */
function open(mark) {
  unpick();
  card = document.createElement("div");
  card.className = "card";
  const line = (tag, text, className) => {
    const p = document.createElement(tag);
    p.textContent = text;
    if (className) p.className = className;
    card.append(p);
    return p;
  };
  const link = (text, href, swap) => {
    const a = document.createElement("a");
    a.textContent = text;
    a.href = href;
    if (swap) a.dataset.swap = "";
    card.append(a);
    return a;
  };
  let first;
  if (mark.adm1) {
    line("b", mark.adm1);
    line("p", `${mark.n} ${mark.n === 1 ? "incident" : "incidents"} known to the province and no more exactly`, "small faint");
    first = link("Show all of the province", changed({ country: mark.country, adm1: mark.adm1, bbox: "" }), true);
  } else if (mark.n > 1) {
    line("b", `${mark.n} incidents here`);
    const d = .01, box = [mark.lon - d, mark.lat - d, mark.lon + d, mark.lat + d].map((x) => x.toFixed(4));
    first = link("Show these in the list", changed({ bbox: box.join(",") }), true);
  } else {
    const row = rowsOf(mark)[0];
    line("b", row?.querySelector("h3")?.textContent ?? [mark.kind?.replaceAll("_", " "), mark.label].filter(Boolean).join(", "));
    line("p", { settlement: "in the town", near: "within 25 km of the town", district: "in the district; the circle is not its border", area: "in the area; the circle is not its border" }[mark.precision] ?? mark.precision, "small faint");
    first = link("Open", `/incidents/${encodeURIComponent(mark.id)}`);
  }
  const shut = document.createElement("button");
  shut.type = "button";
  shut.className = "plain";
  shut.textContent = "×";
  shut.setAttribute("aria-label", "Close");
  shut.addEventListener("click", unpick);
  card.prepend(shut);
  element.append(card);
  first.focus({ preventScroll: true });
}

let drawing = 0;

/** Asks for the marks of this view, at a zoom and in what the map shows, or in the whole world. */
async function ask(zoom, view) {
  const q = new URLSearchParams(location.search);
  q.delete("cursor");
  q.set("zoom", zoom.toFixed(2));
  if (view) q.set("view", view);
  const answer = await fetch(`/map/marks?${q}`);
  return answer.ok ? answer.json() : null;
}

/** Moves the map to what this view holds, and draws it. */
async function fit() {
  if (!map) return;
  document.getElementById("narrow").hidden = true; // it speaks of the map as it was
  const all = await ask(9); // fine enough that what is drawn as one lies at one place
  if (all) await map.fit(element.dataset.box ? element.dataset.box.split(",").map(Number) : null, all);
  await marks();
}

/** Draws the marks that are in sight. */
async function marks() {
  if (!map) return;
  const n = ++drawing;
  const got = await ask(map.zoom(), map.box());
  if (!got || n !== drawing) return;
  const missing = await map.draw(got);
  const points = got.points.reduce((sum, m) => sum + m.n, 0), areas = got.areas.reduce((sum, m) => sum + m.n, 0);
  document.getElementById("shown").textContent = `${points} with a point in sight, ${areas} as areas, ${got.unplaced} not on the map` + (missing.length ? `; no outline for ${missing.slice(0, 3).join(", ")}${missing.length > 3 ? ` and ${missing.length - 3} more` : ""}` : "");
}

/** Offers to narrow the list to what the map shows, once somebody has moved it. */
function moved(byHand) {
  if (byHand) document.getElementById("narrow").hidden = false;
  marks();
}

async function begin() {
  dressed();
  let width = element.clientWidth;
  new ResizeObserver(() => {
    if (Math.abs(element.clientWidth - width) < 4) return;
    width = element.clientWidth;
    draw((from, to) => show(changed({ from, to })));
  }).observe(element);
  new MutationObserver(() => dressed()).observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
  if (!document.createElement("canvas").getContext("webgl2")) return; // the text in the map's place says so
  const { IncidentMap, regionName } = await import("./map.js");
  element.replaceChildren();
  map = new IncidentMap(element, { hover, open, moved });
  const bar = document.createElement("div");
  bar.className = "bar small";
  bar.innerHTML = `<button type="button" id="narrow" hidden>Only what the map shows</button><span id="shown"></span><label class="borders">Borders <select id="borders"></select></label>`;
  bar.firstChild.addEventListener("click", (e) => {
    e.target.hidden = true;
    show(changed({ bbox: map.box() }));
  });
  element.after(bar);
  await map.ready;
  borders(regionName);
  await fit();
}

/** Offers whose view of borders is drawn. The choice is kept, as that of light or dark is. */
function borders(nameOf) {
  const select = document.getElementById("borders");
  const offer = (value, text, to = select) => to.append(new Option(text, value));
  offer("all", "dashed where disputed");
  offer("none", "as administered");
  const group = document.createElement("optgroup");
  group.label = "dashed where disputed by";
  select.append(group);
  const views = map.views().map((v) => [v, v === "ISO" ? "the list of ISO 3166" : nameOf(v === "KO" ? "KR" : v)]);
  for (const [value, text] of views.sort((a, b) => a[1].localeCompare(b[1]))) offer(value, text, group);
  const kept = localStorage.getItem("borders");
  if ([...select.options].some((o) => o.value === kept)) select.value = kept;
  map.see(select.value);
  select.addEventListener("change", () => {
    localStorage.setItem("borders", select.value);
    map.see(select.value);
  });
}

begin();
