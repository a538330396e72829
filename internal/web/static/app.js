// What every page has: the choice of light or dark, and the keys.

const root = document.documentElement;

/** Says a message to people who do not see the page change. */
export function say(text) {
  const live = document.getElementById("live");
  if (live) live.textContent = text;
}

document.getElementById("theme")?.addEventListener("click", () => {
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  localStorage.setItem("theme", root.dataset.theme);
});

/** Whether somebody is writing: keys are theirs then. */
export function writing(e) {
  return e.ctrlKey || e.metaKey || e.altKey || e.target.closest?.("input, textarea, select, [contenteditable]");
}

document.addEventListener("keydown", (e) => {
  if (writing(e)) return;
  if (e.key === "/") {
    e.preventDefault();
    document.querySelector("[data-key='/']")?.focus();
  } else if (e.key === "?") {
    location.href = "/help";
  } else if ((e.key === "j" || e.key === "k") && !document.body.dataset.keys) {
    const links = [...document.querySelectorAll(".row h3 a")];
    const at = links.indexOf(document.activeElement);
    const next = links[Math.min(links.length - 1, Math.max(0, at + (e.key === "j" ? 1 : -1)))];
    next?.focus();
  }
});
