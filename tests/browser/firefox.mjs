// Drives Firefox through an attack. Its argument names a plan in JSON:
//   program   Firefox's path
//   log       where Firefox writes what its network does
//   address   the site's
//   together  realm to scripts, all tried in one page of that realm
//   alone     pairs of realm and script, each tried in a page of its own
//   answers   typed into the form one after the other and checked, for the worker and for Python
import { readFileSync } from "node:fs";
import puppeteer from "puppeteer-core";

const plan = JSON.parse(readFileSync(process.argv[2], "utf8"));
const AT_ONCE = 6;
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

const launch = () => puppeteer.launch({
  browser: "firefox",
  executablePath: plan.program,
  headless: true,
  timeout: 90_000,
  env: {
    ...process.env,
    MOZ_LOG: "timestamp,sync,nsHostResolver:5,nsSocketTransport:5",
    MOZ_LOG_FILE: `${plan.log}-%PID`,
  },
  // As people have it, and not as puppeteer sets it for quiet tests: what is done ahead is done.
  extraPrefsFirefox: {
    "dom.disable_open_during_load": false,
    "network.dns.disablePrefetch": false,
    "network.http.speculative-parallel-limit": 20,
    "network.predictor.enabled": true,
    "network.prefetch-next": true,
    "network.proxy.type": 0,
    "network.trr.mode": 5,
  },
});

/** End a browser, also one that an attempt has brought to a stand. */
async function end(browser) {
  await Promise.race([browser.close().catch(() => {}), pause(5000)]);
  browser.process()?.kill("SIGKILL");
}

/** Open the pre-check, and wait until it is `ready` or cannot be. */
async function load(browser) {
  const page = await browser.newPage();
  await page.goto(`${plan.address}pre-check/`);
  const handle = await page.waitForSelector("#precheck-frame", { timeout: 90_000 });
  const frame = await handle.contentFrame();
  await frame.waitForSelector("html:not([data-check=loading])", { timeout: 90_000 });
  return { page, frame };
}

/** Type an answer. */
async function answer({ page, frame }) {
  await page.bringToFront();
  await frame.type("#age_years", "58");
}

async function open(browser) {
  const opened = await load(browser);
  await answer(opened);
  return opened;
}

/** Make attempts; that they fail is what is hoped for. */
async function run({ page, frame }, realm, scripts) {
  for (const script of scripts) {
    const target = realm === "shell" ? page : frame;
    await Promise.race([target.evaluate(script).catch(() => {}), pause(2000)]);
  }
}

for (const [realm, scripts] of Object.entries(plan.together)) {
  const browser = await launch();
  await run(await open(browser), realm, scripts);
  await pause(1500);
  await end(browser);
}

const browser = await launch();

for (let at = 0; at < plan.alone.length; at += AT_ONCE) {
  const attempts = plan.alone.slice(at, at + AT_ONCE);
  const loaded = await Promise.all(attempts.map(() => load(browser)));
  for (const [number, [realm, script]] of attempts.entries()) {
    await answer(loaded[number]);
    await run(loaded[number], realm, [script]);
  }
  await pause(500);
  // A page that was made to go elsewhere may have no end to its loading.
  const close = ({ page }) => Promise.race([page.close().catch(() => {}), pause(3000)]);
  await Promise.all(loaded.map(close));
}

let opened;
for (const answer of plan.answers) {
  opened ??= await open(browser);
  const { page, frame } = opened;
  await frame.click("#age_years", { count: 3 });
  await frame.type("#age_years", answer);
  await frame.click("button[type=submit]");
  const done = "html[data-check=result], html[data-check=failed]";
  await frame.waitForSelector(done, { timeout: 40_000 }).catch(() => {});
  const state = await frame.evaluate("document.documentElement.dataset.check").catch(() => "");
  if (state === "result") continue;
  // The attempt was made, and took the worker or the page with it.
  await page.close();
  opened = undefined;
}
await pause(1500);
await end(browser);
