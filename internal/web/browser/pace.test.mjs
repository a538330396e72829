// How the map moves: frames while it is dragged at three zooms, and how long after that the marks of what is now in sight
// are drawn. In CI the ledger is the demonstration's; go test ./cmd/tocsin -run xxx -bench Map takes any (cmd/tocsin).
// Where there is no graphics card the processor draws, so that frames are slow for that alone: what is held to a bound is
// what the page itself takes of each, and how much it asks for. All numbers are kept beside the screenshots.
import { test, before, after } from "node:test";
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { base, shots, launch, open, clean } from "./harness.mjs";

let browser;
before(async () => { browser = await launch(); });
after(async () => { await browser?.close(); });

const zooms = { world: 0, continent: 2, country: 4 }; // steps from where all is in sight
const sorted = (list) => list.toSorted((a, b) => a - b);
const at = (list, share) => Math.round(sorted(list)[Math.min(list.length - 1, Math.floor(list.length * share))] ?? 0);

test("the map moves at a usable pace", async () => {
  const told = {};
  for (const [name, steps] of Object.entries(zooms)) {
    const page = await open(browser, { width: 1600 });
    const asked = [];
    page.on("response", async (r) => { if (r.url().includes("/map/marks")) asked.push({ bytes: (await r.body().catch(() => "")).length, ms: r.request().timing().responseStart }); });
    await page.goto(base + "/");
    const inSight = () => page.waitForFunction(() => /in sight/.test(document.getElementById("shown")?.textContent ?? "") && !document.body.classList.contains("busy"));
    await inSight();
    for (let i = 0; i < steps; i++) {
      await page.evaluate(() => { document.getElementById("shown").textContent = ""; });
      await page.click("#map .maplibregl-ctrl-zoom-in");
      await inSight();
    }
    await page.waitForTimeout(500);
    const map = await page.locator("#map").boundingBox();
    const x = map.x + map.width / 2, y = map.y + map.height / 2;
    await page.evaluate(() => {
      window.frames_ = [];
      window.long_ = [];
      new PerformanceObserver((l) => { for (const e of l.getEntries()) window.long_.push(e.duration); }).observe({ type: "longtask" });
      let last = performance.now();
      const tick = (now) => { window.frames_.push(now - last); last = now; requestAnimationFrame(tick); };
      requestAnimationFrame(tick);
    });
    const devtools = await page.context().newCDPSession(page);
    await devtools.send("Performance.enable");
    const scripts = async () => (await devtools.send("Performance.getMetrics")).metrics.find((m) => m.name === "ScriptDuration").value * 1000;
    const earlier = await scripts();
    let drawn = 0;
    const waits = [];
    for (const [dx, dy] of [[160, 60], [-200, 40], [120, -120], [-80, 20]]) {
      await page.mouse.move(x, y);
      await page.mouse.down();
      await page.mouse.move(x + dx, y + dy, { steps: 30 });
      await page.evaluate(() => { document.getElementById("shown").textContent = ""; });
      const began = Date.now();
      await page.mouse.up();
      await inSight();
      waits.push(Date.now() - began);
      drawn++;
    }
    const { frames, long } = await page.evaluate(() => ({ frames: window.frames_, long: window.long_ }));
    const script = (await scripts() - earlier) / frames.length;
    told[name] = { script_a_frame_ms: Math.round(script * 10) / 10, frames: frames.length, frame_p50_ms: at(frames, .5), frame_p95_ms: at(frames, .95), frame_most_ms: at(frames, 1), long_tasks: long.length, longest_task_ms: at(long, 1),
      marks_after_move_p50_ms: at(waits, .5), marks_after_move_most_ms: at(waits, 1), answer_most_bytes: Math.max(0, ...asked.map((a) => a.bytes)), seen: await page.textContent("#shown") };
    assert.equal(drawn, 4);
    assert.ok(script < 25, `${name}: scripts take ${script} ms of each frame`);
    assert.ok(told[name].answer_most_bytes < 600_000, `${name}: an answer of ${told[name].answer_most_bytes} bytes`);
    clean(page, name);
    await page.context().close();
  }
  console.log(JSON.stringify(told, null, 1));
  if (shots) writeFileSync(join(shots, "map-pace.json"), JSON.stringify(told, null, 1));
});
