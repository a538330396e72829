// The text and the record beside it: what rests on what, keys, and words chosen by selecting them.
import { say, writing } from "../../app.js";

const text = document.getElementById("text");
const values = [...document.querySelectorAll("[data-value]")];
const marks = [...document.querySelectorAll("mark[data-values]")];
document.body.dataset.keys = "own"; // j and k are this page's

/** The marks that a value rests on. */
const marksOf = (value) => marks.filter((m) => m.dataset.values.split(" ").includes(value.id));
/** The values that rest on a mark. */
const valuesOf = (mark) => mark.dataset.values.split(" ").map((id) => document.getElementById(id)).filter(Boolean);

function light(elements, on) {
  for (const e of elements) e.classList.toggle("lit", on);
}

/** Scrolls something into sight without moving the page where it is in sight already. */
function reveal(e) {
  e?.scrollIntoView({ block: "nearest", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
}

for (const v of values) {
  const on = () => light(marksOf(v), true);
  const off = () => light(marksOf(v), false);
  v.addEventListener("mouseenter", on);
  v.addEventListener("mouseleave", () => { if (!v.contains(document.activeElement)) off(); });
  v.addEventListener("focusin", () => { on(); reveal(marksOf(v)[0]); });
  v.addEventListener("focusout", off);
}
for (const m of marks) {
  m.addEventListener("mouseenter", () => light(valuesOf(m), true));
  m.addEventListener("mouseleave", () => light(valuesOf(m), false));
  // Not by mouse: a page that moves under it would spoil a selection that begins here.
  m.addEventListener("focus", () => { light(valuesOf(m), true); if (m.matches(":focus-visible")) reveal(valuesOf(m)[0]); });
  m.addEventListener("blur", () => light(valuesOf(m), false));
  m.addEventListener("click", () => { if (getSelection().isCollapsed) valuesOf(m)[0]?.focus(); });
  m.addEventListener("keydown", (e) => { if (e.key === "Enter") valuesOf(m)[0]?.focus(); });
}

/** The value that has the focus or holds what has it. */
function current() {
  return document.activeElement?.closest?.("[data-value]") ?? null;
}

/** The button for an act: of the value, else of its account, else of the page. */
function button(act) {
  const v = current();
  const account = document.activeElement?.closest?.(".account") ?? document.querySelector(".account");
  return v?.querySelector(`[data-act="${act}"]`) ?? (act === "e" || act === "x" ? null : account?.querySelector(`[data-act="${act}"]`) ?? document.querySelector(`[data-act="${act}"]`));
}

document.addEventListener("keydown", (e) => {
  if (e.key === "Escape" && document.activeElement?.closest("details[open]")) {
    const d = document.activeElement.closest("details[open]");
    d.open = false;
    (d.closest("[data-value]") ?? d.querySelector("summary")).focus();
    return;
  }
  if (writing(e)) return;
  if (e.key === "j" || e.key === "k") {
    const at = values.indexOf(current());
    const next = values[Math.min(values.length - 1, Math.max(0, at < 0 ? 0 : at + (e.key === "j" ? 1 : -1)))];
    next?.focus({ preventScroll: true });
    reveal(next);
  } else if ("eaxmsun".includes(e.key) && e.key.length === 1) {
    const b = e.key === "u" ? document.querySelector('[data-key="u"]') ?? button("u") : button(e.key);
    if (!b) {
      say(e.key === "e" || e.key === "x" ? "Choose a value with j and k first." : "Not possible here.");
      return;
    }
    e.preventDefault();
    b.click();
    if (b.tagName === "SUMMARY") {
      b.parentElement.open = true;
      b.parentElement.querySelector("select, input:not([type=hidden]), textarea")?.focus();
    }
  }
});

// While the words of a value are being edited, selecting in the text adds to them. The server counts bytes; here all is
// UTF-16 code units of the text.
let field = null;
document.addEventListener("focusin", (e) => {
  const words = e.target.closest?.("form")?.querySelector("[data-words]");
  field = words ?? field;
  document.body.classList.toggle("picking", Boolean(e.target.closest?.("[data-words]")));
});
document.addEventListener("focusout", () => document.body.classList.remove("picking"));

/** Where a point of the document is in the text, in UTF-16 code units. */
function offset(node, at) {
  const range = document.createRange();
  range.setStart(text, 0);
  range.setEnd(node, at);
  return range.toString().length;
}

text?.addEventListener("mouseup", () => {
  const s = getSelection();
  if (!field?.isConnected || !field.closest("details")?.open && field.closest("details") || s.isCollapsed || !s.rangeCount) return;
  const r = s.getRangeAt(0);
  if (!text.contains(r.startContainer) || !text.contains(r.endContainer)) return;
  const raw = r.toString();
  const lead = raw.length - raw.trimStart().length;
  const words = raw.trim();
  if (!words) return;
  const from = offset(r.startContainer, r.startOffset) + lead;
  const spans = field.parentElement.querySelector("input[type=hidden]");
  const line = words.split(/[\n\r]+/).join(" ");
  const had = field.value.trim();
  field.value = had ? `${had}\n${line}` : line;
  // One place for each line: lines written by hand have none.
  const kept = spans.value.split(" ").filter(Boolean);
  while (kept.length < (had ? had.split("\n").length : 0)) kept.push("-");
  kept.length = had ? had.split("\n").length : 0;
  spans.value = [...kept, `${from}-${from + words.length}`].join(" ");
  s.removeAllRanges();
  field.focus();
  say(`Chosen: ${line}`);
});

// After a decision the page comes back to the value it was about.
const target = location.hash.length > 1 ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
if (target?.matches("[data-value]")) target.focus({ preventScroll: true });

// What is veiled can be shown for good, in this browser.
const unveil = document.getElementById("unveil");
if (unveil) {
  const set = (on) => document.documentElement.toggleAttribute("data-unveiled", on);
  unveil.checked = localStorage.getItem("unveiled") === "yes";
  set(unveil.checked);
  unveil.closest("label").hidden = false;
  unveil.addEventListener("change", () => {
    localStorage.setItem("unveiled", unveil.checked ? "yes" : "no");
    set(unveil.checked);
  });
}

// Whoever has gone through many reports of the queue at a stretch is told so, once an hour at most.
if (new URLSearchParams(location.search).has("queue")) {
  const now = Date.now(), hour = 3_600_000, many = 25;
  const opened = JSON.parse(sessionStorage.getItem("opened") ?? "[]").filter((t) => now - t < hour).concat(now);
  sessionStorage.setItem("opened", JSON.stringify(opened));
  if (opened.length >= many && now - Number(sessionStorage.getItem("rested") ?? 0) > hour) {
    sessionStorage.setItem("rested", String(now));
    const p = document.createElement("p");
    p.className = "done";
    p.setAttribute("role", "status");
    p.textContent = `${opened.length} reports within the hour. A break now helps the next ones.`;
    document.querySelector(".head").append(p);
  }
}
