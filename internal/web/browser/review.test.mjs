// A report is reviewed with the keyboard alone: a value corrected and taken back, words chosen in the text, an incident
// accepted, split and merged. Each act is a decision that can be undone.
import { test, before, after } from "node:test";
import assert from "node:assert/strict";
import { base, launch, open, clean, accessible } from "./harness.mjs";

let browser;
before(async () => { browser = await launch(); });
after(async () => { await browser?.close(); });

/** The value with this label in the account that comes nth. */
const value = (page, label, n = 0) => page.locator(".account").nth(n).locator("[data-value]", { has: page.locator("dt", { hasText: new RegExp(`^${label}$`) }) }).first();
const done = (page) => page.locator(".done p");

async function report(page, words) {
  await page.goto(`${base}/reports?q=${encodeURIComponent(words)}`);
  const href = await page.locator('td a[href^="/reports/"]').first().getAttribute("href");
  await page.goto(base + href);
  return href;
}

test("from the queue to a correction and back, by keyboard", async () => {
  const page = await open(browser, { width: 1280 });
  await page.goto(`${base}/review`);
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/reports\//);
  await page.keyboard.press("j"); // the first value: the kind
  const before = await value(page, "kind").locator("dd").first().innerText();
  assert.ok(await page.locator("mark.lit").count() > 0, "the words of the value are not lit");
  await page.keyboard.press("e");
  await page.keyboard.type("riot");
  await page.keyboard.press("Tab"); // words
  await page.keyboard.press("Tab"); // why
  await page.keyboard.type("seen so");
  await page.keyboard.press("Enter");
  await page.waitForURL(/done=/);
  assert.match(await done(page).innerText(), /kind: riot, not .* – seen so/);
  assert.match(await value(page, "kind").innerText(), /riot/);
  assert.match(await value(page, "kind").innerText(), /decided by tester/);
  await page.keyboard.press("u");
  await page.waitForFunction(() => document.querySelector(".done")?.textContent.includes("undo"));
  assert.equal(await value(page, "kind").locator("dd").first().innerText(), before);
  await accessible(page, "a report after an undo");
  clean(page, "review by keyboard");
  await page.context().close();
});

test("words chosen by selecting them in the text", async () => {
  const page = await open(browser, { width: 1280 });
  await report(page, "convoy");
  await value(page, "where").focus();
  await page.keyboard.press("e");
  const words = value(page, "where").locator("textarea");
  await words.fill("");
  await words.focus();
  const box = await page.evaluate(() => {
    const text = document.getElementById("text");
    const walk = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
    for (let n = walk.nextNode(); n; n = walk.nextNode()) {
      const at = n.data.search(/\p{Lu}\p{Ll}{4,}/u);
      if (at < 0) continue;
      const word = n.data.slice(at).match(/^\p{L}+/u)[0];
      const r = document.createRange();
      r.setStart(n, at);
      r.setEnd(n, at + word.length);
      const b = r.getBoundingClientRect();
      return { x: b.x, y: b.y + b.height / 2, w: b.width, word };
    }
  });
  await page.mouse.move(box.x + 1, box.y);
  await page.mouse.down();
  await page.mouse.move(box.x + box.w - 1, box.y, { steps: 5 });
  await page.mouse.up();
  assert.equal(await words.inputValue(), box.word);
  assert.match(await value(page, "where").locator('input[name="spans"]').inputValue(), /^\d+-\d+$/);
  await value(page, "where").locator("button.main").click();
  await page.waitForURL(/done=/);
  assert.ok((await value(page, "where").locator(".quote").allInnerTexts()).includes(`“${box.word}”`));
  await page.keyboard.press("u");
  await page.waitForFunction(() => document.querySelector(".done")?.textContent.includes("undo"));
  clean(page, "choosing words");
  await page.context().close();
});

test("accept, split, merge and reject, each taken back", async () => {
  const page = await open(browser, { width: 1280 });
  await report(page, "policeman");
  const link = page.locator(".account").first().locator('a[href^="/incidents/"]');
  const accounts = () => link.locator("xpath=..").innerText();
  const whole = await accounts();
  await value(page, "kind").focus();
  await page.keyboard.press("a");
  await page.waitForURL(/done=/);
  assert.match(await accounts(), /accepted/);
  const undo = async () => {
    await page.keyboard.press("u");
    await page.waitForFunction(() => document.querySelector(".done")?.textContent.includes("undo"));
  };
  await undo();
  assert.equal(await accounts(), whole);
  await value(page, "kind").focus();
  await page.keyboard.press("s");
  await page.waitForFunction(() => document.querySelector(".done")?.textContent.includes("split"));
  assert.match(await accounts(), /1 account,/);
  await value(page, "kind").focus();
  await page.keyboard.press("m");
  const radio = page.locator(".account").first().locator('input[type="radio"]').first();
  assert.ok(await radio.evaluate((e) => e === document.activeElement), "the first incident nearby is not focused");
  await page.keyboard.press("Space");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelector(".done")?.textContent.includes("merge"));
  assert.doesNotMatch(await accounts(), /1 account,/);
  await undo();
  assert.match(await accounts(), /1 account,/);
  // The split stands until it is taken back too: the page offers it as the last decision.
  await page.locator("button[data-act=u]").click();
  await page.waitForFunction((w) => document.querySelector(".account a[href^='/incidents/']").parentElement.innerText === w, whole);
  await value(page, "target").focus();
  await page.keyboard.press("x");
  await page.waitForFunction(() => document.querySelector(".done")?.textContent.includes("targets: not"));
  await undo();
  clean(page, "accept, split, merge, reject");
  await page.context().close();
});

test("a report coded blind, compared and adjudicated", async () => {
  const page = await open(browser, { width: 1280 });
  const href = await report(page, "checkpoint");
  await page.goto(`${base}${href}/code`);
  assert.equal(await page.locator("mark").count(), 0, "the machine's marks are shown");
  await page.getByRole("button", { name: "Add an account" }).click();
  await page.locator('select[name="a0.kind.value"]').selectOption("riot");
  await page.locator('textarea[name="a0.kind.evidence"]').fill("no such words");
  await page.getByRole("button", { name: "Enter the record" }).last().click();
  assert.match(await page.locator("[role=alert]").innerText(), /no such words/);
  const word = (await page.locator("#text").innerText()).match(/\p{L}{5,}/u)[0];
  await page.locator('textarea[name="a0.kind.evidence"]').fill(word);
  await accessible(page, "coding blind");
  await page.getByRole("button", { name: "Enter the record" }).last().click();
  await page.waitForURL(/codings/);
  assert.match(await page.locator("thead").innerText(), /tester/);
  await page.locator("form", { has: page.locator('input[name="coder"][value="person/tester"]') }).getByRole("button").click();
  await page.waitForURL(/done=/);
  assert.match(await page.locator("thead").innerText(), /tester\s+counts/);
  await accessible(page, "records side by side");
  await page.keyboard.press("u");
  await page.locator(".done button").click().catch(() => {});
  await page.waitForFunction(() => document.querySelector("thead").innerText.match(/machine\s+counts/));
  clean(page, "coding blind");
  await page.context().close();
});
