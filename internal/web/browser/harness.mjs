// What the tests in a browser share: a browser, pages that note what goes wrong in them, the accessibility check.
import { createRequire } from "node:module";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import assert from "node:assert/strict";
import { chromium } from "playwright-core";

/** Address of the server under test, without a slash at its end. */
export const base = process.env.TOCSIN_BASE;
/** Folder for screenshots. */
export const shots = process.env.TOCSIN_SHOTS;
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

if (shots) mkdirSync(shots, { recursive: true });

/** Starts the browser. Software drawing serves WebGL where there is no graphics card. */
export function launch() {
  return chromium.launch({
    executablePath: process.env.TOCSIN_CHROMIUM || "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
      "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist"],
  });
}

/** Opens a page that notes errors, requests to other hosts and dialogs in page.faults. */
export async function open(browser, { width = 1024, height = 900, dark = false, origin = base } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: dark ? "dark" : "light", reducedMotion: "reduce", acceptDownloads: true });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  page.faults = [];
  page.on("console", (m) => { if (m.type() === "error") page.faults.push(`console: ${m.text()}`); });
  page.on("pageerror", (e) => page.faults.push(`error: ${e.message}`));
  page.on("dialog", (d) => { page.faults.push(`dialog: ${d.message()}`); d.dismiss(); });
  page.on("request", (r) => {
    const u = new URL(r.url());
    if (!["data:", "blob:"].includes(u.protocol) && u.origin !== new URL(origin).origin) page.faults.push(`request to ${u.origin}`);
  });
  return page;
}

/** Fails on what a page noted. */
export function clean(page, where) {
  assert.deepEqual(page.faults, [], where);
}

/** Fails on serious findings of axe. */
export async function accessible(page, where) {
  await page.evaluate(axe); // through the browser's debugger: the page's own policy allows no script but ours
  const found = await page.evaluate(async () => {
    const r = await window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] });
    return r.violations.filter((v) => v.impact === "serious" || v.impact === "critical").map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160)).join(" | ")}`);
  });
  assert.deepEqual(found, [], where);
}

/** Keeps a picture of a page. */
export async function shot(page, name) {
  if (shots) await page.screenshot({ path: join(shots, name + ".png"), fullPage: true });
}
