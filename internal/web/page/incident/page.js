// The page of an incident: the slider shows the day while it moves, stops at days on which something became known, and
// takes over the page of the day without loading all of it.

import { say } from "../../app.js";

let asked = 0;

async function show(address, push = true) {
  const n = ++asked;
  const answer = await fetch(address);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (n !== asked) return;
  const part = page.getElementById("incident");
  if (!answer.ok || !part) {
    location.href = address; // the server's own page says what is wrong
    return;
  }
  const focus = document.activeElement?.id;
  document.getElementById("incident").replaceWith(document.adoptNode(part));
  document.title = page.title;
  if (push) history.pushState(null, "", answer.url);
  if (focus) document.getElementById(focus)?.focus();
  dress();
  say(`As of ${document.getElementById("asof")?.textContent ?? "today"}`);
}

function dress() {
  const slider = document.getElementById("after");
  if (!slider) return;
  const known = [...slider.list.options].map((o) => Number(o.value));
  const form = slider.form;
  form.querySelector("button").hidden = true; // moving the slider is enough
  const snap = (v) => known.findLast((k) => k <= v) ?? 0;
  const label = () => {
    const day = new Date(Date.parse(slider.dataset.first) + snap(Number(slider.value)) * 86400000);
    document.getElementById("asof").textContent = Number(slider.value) >= Number(slider.max) ? "today" : day.toLocaleDateString("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
  };
  slider.addEventListener("input", label);
  slider.addEventListener("change", () => {
    slider.value = snap(Number(slider.value));
    show(address(form));
  });
  slider.addEventListener("keydown", (e) => {
    const step = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[e.key];
    if (!step) return;
    e.preventDefault();
    const at = known.indexOf(snap(Number(slider.value)));
    const to = known[Math.min(known.length - 1, Math.max(0, at + step))];
    if (to === Number(slider.value)) return;
    slider.value = to;
    label();
    show(address(form));
  });
}

const address = (form) => `${form.getAttribute("action").split("?")[0]}?${new URLSearchParams(new FormData(form))}`;

document.addEventListener("click", (e) => {
  const link = e.target.closest("a[data-swap]");
  if (!link || e.ctrlKey || e.metaKey || e.shiftKey) return;
  e.preventDefault();
  show(link.href);
});
addEventListener("popstate", () => show(location.href, false));
dress();
