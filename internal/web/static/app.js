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
    const links = [...document.querySelectorAll(".row h3 a, a.next")];
    const at = links.indexOf(document.activeElement);
    const next = links[Math.min(links.length - 1, Math.max(0, at + (e.key === "j" ? 1 : -1)))];
    next?.focus();
  }
});

// Tables sort by a click on a head and can be taken away as csv.
for (const table of document.querySelectorAll("table[data-sort]")) {
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((th, i) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "plain sort";
    button.append(...th.childNodes);
    th.append(button);
    button.addEventListener("click", () => {
      const up = th.getAttribute("aria-sort") === "descending" ? 1 : -1; // numbers are read from the greatest
      heads.forEach((h) => h.removeAttribute("aria-sort"));
      th.setAttribute("aria-sort", up > 0 ? "ascending" : "descending");
      const value = (row) => row.cells[i]?.dataset.value ?? row.cells[i]?.textContent.trim() ?? "";
      const order = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
      const rows = [...table.tBodies[0].rows];
      rows.sort((a, b) => {
        const x = value(a), y = value(b), days = [Date.parse(x), Date.parse(y)];
        if (/\d{4}$/.test(x) && /\d{4}$/.test(y) && !days.some(Number.isNaN)) return up * (days[0] - days[1]);
        return up * order.compare(x, y);
      });
      table.tBodies[0].append(...rows);
    });
  });
  const save = document.createElement("button");
  save.type = "button";
  save.className = "plain small";
  save.textContent = "Download this table (csv)";
  save.addEventListener("click", () => {
    // A cell that begins like a formula would be run by a spreadsheet.
    const cell = (c) => `"${c.textContent.trim().replace(/\s+/g, " ").replace(/^([=+\-@\t])/, "'$1").replaceAll('"', '""')}"`;
    const text = [...table.rows].map((r) => [...r.cells].map(cell).join(",")).join("\r\n") + "\r\n";
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
    link.download = (document.querySelector("h1")?.textContent.trim() || "table") + ".csv";
    link.click();
    URL.revokeObjectURL(link.href);
  });
  table.after(save);
}
