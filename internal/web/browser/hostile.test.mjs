// Reports whose every word is an attack: no page that shows them runs or loads anything of it.
import { test, before, after } from "node:test";
import assert from "node:assert/strict";
import { launch, open } from "./harness.mjs";

const hostile = process.env.TOCSIN_HOSTILE; // address of a server with such reports
const pages = JSON.parse(process.env.TOCSIN_HOSTILE_PAGES ?? "[]");

let browser;
before(async () => { browser = await launch(); });
after(async () => { await browser?.close(); });

test("hostile reports are words on every page", { skip: !hostile && "no server with hostile reports" }, async () => {
  assert.ok(pages.length > 40, "hardly any pages");
  const page = await open(browser, { width: 1280, origin: hostile });
  let shown = 0;
  for (const path of pages) {
    const response = await page.goto(hostile + path, { waitUntil: "load" });
    assert.equal(response.status(), 200, path);
    const found = await page.evaluate(() => {
      // What an attack wants to be: run, or an element, an address or a handler of its own.
      const bad = [...document.querySelectorAll("iframe, object, embed, base, math, svg animate, [contenteditable], meta[http-equiv], script:not([src]), link[href*=evil], img[src*=evil], form[action*=evil]")].map((e) => e.outerHTML.slice(0, 120));
      for (const e of document.querySelectorAll("*")) {
        for (const a of e.attributes) {
          if (a.name.startsWith("on") || ["href", "src", "action", "formaction", "xlink:href"].includes(a.name) && /^\s*(javascript|data):/i.test(a.value) && !(a.name === "src" && e.localName === "img" && a.value.startsWith("data:image/"))) bad.push(e.outerHTML.slice(0, 120));
        }
      }
      return { pwned: window.pwned, bad, words: document.body.innerText.includes("pwned"), origin: location.origin };
    });
    assert.equal(found.pwned, undefined, `${path} ran an attack`);
    assert.deepEqual(found.bad, [], path);
    assert.equal(found.origin, new URL(hostile).origin, `${path} led elsewhere`);
    if (found.words) shown++;
    // A stranger may also hover and focus: what comes up then is words as well.
    for (const e of (await page.locator("main mark, main [data-value], main [title]").all()).slice(0, 2)) await e.hover({ timeout: 300, force: true }).catch(() => {});
    assert.equal(await page.evaluate(() => window.pwned), undefined, `${path} ran an attack on hovering`);
    assert.deepEqual(page.faults, [], path);
  }
  assert.ok(shown > 40, `only ${shown} pages show an attack`);
  await page.context().close();
});

test("answers of the API are shown as data", { skip: !hostile && "no server with hostile reports" }, async () => {
  const page = await open(browser, { origin: hostile });
  for (const path of ["/v1/incidents?limit=500", "/v1/reports/attack-0", "/v1/incidents/attack-1:a1", "/v1/actors?limit=500", "/v1/nothing/%3Cscript%3Ewindow.pwned=1%3C/script%3E"]) {
    await page.goto(hostile + path);
    assert.equal(await page.evaluate(() => window.pwned), undefined, path);
    assert.equal(await page.locator("script, img, iframe").count(), 0, `${path} is taken for a page`);
  }
  assert.deepEqual(page.faults.filter((f) => !f.includes("404")), [], "the API");
  await page.context().close();
});
