// Every page at three widths, light and dark: no error, no request to another host, nothing that keeps people out, nothing
// wider than the screen.
import { test, before, after } from "node:test";
import assert from "node:assert/strict";
import { base, launch, open, clean, accessible, shot } from "./harness.mjs";

let browser;
before(async () => { browser = await launch(); });
after(async () => { await browser?.close(); });

const pages = JSON.parse(process.env.TOCSIN_PAGES ?? "{}");

for (const [name, path] of Object.entries(pages)) {
  for (const width of [390, 1024, 1600]) {
    for (const dark of [false, true]) {
      test(`${name} at ${width}, ${dark ? "dark" : "light"}`, async () => {
        const page = await open(browser, { width, dark });
        const response = await page.goto(base + path, { waitUntil: "networkidle" });
        assert.equal(response.status(), 200, path);
        await shot(page, `${name}-${width}-${dark ? "dark" : "light"}`);
        clean(page, path);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(wide <= 0, `${path} is ${wide} px wider than the screen`);
        if (width === 1024) await accessible(page, path);
        await page.context().close();
      });
    }
  }
}
