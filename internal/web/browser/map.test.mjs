// The incidents' list, map and timeline narrow each other; an incident can be seen as it was known on a day; both serve
// people without scripts.
import { test, before, after } from "node:test";
import assert from "node:assert/strict";
import { base, launch, open, clean } from "./harness.mjs";

let browser;
before(async () => { browser = await launch(); });
after(async () => { await browser?.close(); });

const number = (text) => Number(/\d+/.exec(text)[0]);
const count = async (page) => number(await page.textContent(".count"));
const incident = JSON.parse(process.env.TOCSIN_PAGES ?? "{}").incident;

/** Waits until the map has drawn the marks of a view and returns how many incidents it says are in sight. */
async function drawn(page) {
  await page.waitForFunction(() => /in sight/.test(document.getElementById("shown")?.textContent ?? "") && !document.body.classList.contains("busy"));
  await page.waitForTimeout(300);
  return number(await page.textContent("#shown"));
}

test("a stretch of the timeline narrows the list and the map, and back widens them", async () => {
  const page = await open(browser, { width: 1600 });
  await page.goto(base + "/");
  const all = await count(page);
  assert.ok(await drawn(page) > all * .9, "the map starts with nearly all in sight");
  const bars = await page.locator("#timeline .u-over").boundingBox();
  await page.mouse.move(bars.x + bars.width * .75, bars.y + 20);
  await page.mouse.down();
  await page.mouse.move(bars.x + bars.width * .85, bars.y + 30, { steps: 4 });
  await page.mouse.up();
  await page.waitForURL(/from=\d{4}-\d\d-\d\d&to=|to=\d{4}-\d\d-\d\d&from=/);
  await drawn(page);
  const some = await count(page);
  assert.ok(some > 0 && some < all, `${some} of ${all}`);
  assert.equal(await page.locator(".chips a[data-swap]").count(), 3, "two filters and the link that clears them");
  await page.goBack();
  await page.waitForFunction((n) => document.querySelector(".count").textContent.startsWith(`${n} `), all);
  clean(page, "timeline");
  await page.context().close();
});

test("what the map shows can be made a filter", async () => {
  const page = await open(browser, { width: 1600 });
  await page.goto(base + "/?place=Dagestan");
  await drawn(page);
  assert.equal(await page.isVisible("#narrow"), false, "nothing is offered before the map is moved");
  const before = await count(page);
  const map = await page.locator("#map").boundingBox();
  await page.mouse.move(map.x + map.width * .3, map.y + map.height * .3);
  for (let i = 0; i < 4; i++) {
    await page.mouse.wheel(0, -300);
    await page.waitForTimeout(200);
  }
  await page.waitForSelector("#narrow", { state: "visible" });
  await page.click("#narrow");
  await page.waitForURL(/bbox=/);
  await drawn(page);
  assert.ok(await count(page) <= before);
  assert.ok(await page.locator(".chips a", { hasText: "map" }).count() === 1);
  clean(page, "bbox");
  await page.context().close();
});

test("a place shows its row, and opens its incident", async () => {
  const page = await open(browser, { width: 1600 });
  await page.goto(base + incident);
  await page.click("text=on the map");
  await page.waitForURL(/bbox=/);
  await drawn(page);
  const id = decodeURIComponent(incident.split("/").at(-1)).split("?")[0];
  const only = new URL(page.url());
  only.searchParams.set("from", "2016-03-01");
  only.searchParams.set("to", "2016-04-30");
  await page.goto(only.href);
  await drawn(page);
  // The box is the incident's own, so that it lies in the middle.
  const map = await page.locator("#map").boundingBox();
  for (let i = 0; i < 100 && await page.locator("#list .row.lit").count() === 0; i++) { // until it is drawn there
    await page.mouse.move(map.x + map.width / 2 + i % 3 - 1, map.y + map.height / 2);
    await page.waitForTimeout(200);
  }
  assert.deepEqual(await page.locator("#list .row.lit").evaluateAll((rows) => rows.map((r) => r.dataset.id)), [id]);
  await page.mouse.click(map.x + map.width / 2, map.y + map.height / 2);
  await page.waitForSelector("#map .card");
  await page.keyboard.press("Enter"); // the link of the card has the focus
  await page.waitForURL(/\/incidents\//);
  clean(page, "place");
  await page.context().close();
});

test("filters and keys work without the mouse", async () => {
  const page = await open(browser);
  await page.goto(base + "/");
  await drawn(page);
  await page.focus("[name=claim]");
  await page.keyboard.press("ArrowDown");
  await page.waitForURL(/claim=/);
  await drawn(page);
  assert.equal(await page.evaluate(() => document.activeElement.name), "claim", "the focus stays");
  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/incidents\//);
  clean(page, "keys");
  await page.context().close();
});

test("an incident as it was known on a day, by keyboard", async () => {
  const page = await open(browser);
  await page.goto(base + incident);
  const today = await page.textContent("#incident header p");
  await page.focus("#after");
  await page.keyboard.press("Home");
  await page.waitForURL(/asof=\d{4}-\d\d-\d\d/);
  await page.waitForFunction((s) => document.querySelector("#incident header p").textContent !== s, today);
  assert.equal(await page.evaluate(() => document.activeElement.id), "after", "the focus stays on the slider");
  assert.ok(number(await page.textContent("#incident header p")) < number(today), "fewer accounts were known");
  await page.goBack();
  await page.waitForFunction((s) => document.querySelector("#incident header p").textContent === s, today);
  clean(page, "as of");
  await page.context().close();
});

test("whose view of borders is drawn can be chosen, and stays so", async () => {
  const page = await open(browser, { width: 1600 });
  const picture = async () => {
    await page.waitForTimeout(800);
    const { x, y, width, height } = await page.locator("#map").boundingBox();
    return page.screenshot({ clip: { x: x + 4, y: y + 4, width: width - 80, height: height - 8 } });
  };
  await page.goto(base + "/?bbox=70,24,98,38"); // borders of five countries that dispute some of them
  await drawn(page);
  assert.equal(await page.inputValue("#borders"), "all");
  const disputed = await picture();
  await page.selectOption("#borders", "none");
  const administered = await picture();
  assert.ok(!disputed.equals(administered), "the borders are drawn alike");
  await page.selectOption("#borders", "CN");
  const one = await picture();
  assert.ok(!one.equals(disputed) && !one.equals(administered), "one country's view is neither");
  await page.reload();
  await drawn(page);
  assert.equal(await page.inputValue("#borders"), "CN");
  clean(page, "borders");
  await page.context().close();
});

test("without scripts", async () => {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  await page.goto(base + "/");
  assert.match(await page.textContent("#map"), /The list holds all/);
  await page.click("details.filters > summary");
  await page.fill("[name=place]", "Dagestan");
  await page.click(".facets button");
  await page.waitForURL(/place=Dagestan/);
  assert.ok(await page.locator("#list .row").count() > 0);
  await page.click("#times details summary");
  assert.ok(await page.locator("#times tbody tr").count() > 1);
  await page.goto(base + incident);
  await page.focus("#after");
  await page.keyboard.press("Home");
  await page.click(".asof button");
  await page.waitForURL(/asof=\d{4}-\d\d-\d\d/);
  await context.close();
});
