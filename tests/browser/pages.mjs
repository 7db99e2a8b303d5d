// Tries the pages in the system's own Chromium, as the people of the demo use them.
//
//     CHROMIUM=/usr/bin/chromium node tests/browser/pages.mjs '{"url", "links", "certificate", "pictures"}'
//
// Prints a line for each check, and fails with the first thing that is wrong in each.
import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { chromium } from "playwright-core";

const { url, links, certificate, pictures, only } = JSON.parse(process.argv[2]);
const axe = readFileSync(new URL("node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const run = promisify(execFile);

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM,
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});

const fail = (text) => { throw new Error(text); };
const same = (found, expected, what) => {
  if (found !== expected) fail(`${what}: ${JSON.stringify(found)} instead of ${JSON.stringify(expected)}`);
};

// What goes wrong on any page: a request to elsewhere, a refusal by the policy, a failure of the script.
const wrong = [];
const watch = (page) => {
  page.on("request", (request) => {
    if (!request.url().startsWith(url)) wrong.push(`asks elsewhere: ${request.url()}`);
  });
  page.on("console", (said) => {
    // A status of ours is an answer, and no failure.
    if (said.type() === "error" && !said.text().includes("status of")) wrong.push(`${page.url()}: ${said.text()}`);
  });
  page.on("pageerror", (error) => wrong.push(`${page.url()}: ${error}`));
  return page;
};

// Whoever signed in once keeps the session, in as many windows as they like.
const sessions = {};
for (const [who, link] of Object.entries(links)) {
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  const page = await context.newPage();
  await page.goto(link);
  same(new URL(page.url()).pathname, "/", `${who} signs in`);
  sessions[who] = await context.storageState();
  await context.close();
}
const as = async (who, options = {}) => {
  const context = await browser.newContext({
    ignoreHTTPSErrors: true, storageState: sessions[who], viewport: { width: 1280, height: 900 }, ...options,
  });
  context.setDefaultTimeout(15_000);
  return watch(await context.newPage());
};
const go = async (page, path, status = 200) => {
  const answer = await page.goto(url + path);
  same(answer.status(), status, path);
  return answer;
};
const picture = (page, name) => page.screenshot({ path: join(pictures, `${name}.png`), fullPage: false });
const text = (page) => page.locator("main").innerText();
const report = (id) => `/report?id=${encodeURIComponent(id)}`;

const everybodys = ["/", "/search?q=tapachula&explain=on", "/alerts", "/requests", "/recalls", "/feeds", "/help"];
const pages = {
  alvarez: [...everybodys, report("CIA PAGES-RTL"), report("CIA PAGES-LONG"), "/similar?id=CIA%20PAGES-RTL",
    "/entity?q=Chen", "/entity/notices?since=2000-01-01"],
  reyes: everybodys,
  whitcombe: everybodys,
  ofarrell: [...everybodys, "/audit", "/acts", "/operations"],
  vandermeer: [...everybodys, "/acts", "/desk"],
  operator: [...everybodys, "/operations"],
};

// Nothing is wider than the window, but for what has a bar of its own.
const fits = async (page, what) => {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  if (over > 0) fail(`${what} is ${over} pixels too wide`);
};
// The page's policy lets no text become a script, so that the checks run in a world of their own.
const accessible = async (page, what) => {
  const client = await page.context().newCDPSession(page);
  const { frameTree } = await client.send("Page.getFrameTree");
  const { executionContextId } = await client.send("Page.createIsolatedWorld", { frameId: frameTree.frame.id });
  const evaluate = (expression) => client.send("Runtime.evaluate", {
    expression, contextId: executionContextId, awaitPromise: true, returnByValue: true,
  });
  const tags = JSON.stringify(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]);
  await evaluate(axe);
  const { result } = await evaluate(`axe.run(document, { runOnly: ${tags} }).then(({ violations, passes }) => ({ violations, passed: passes.length }))`);
  const { violations, passed } = result.value;
  if (!passed) fail(`${what}: nothing was checked`);
  if (violations.length) {
    const of = ({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => node.html.slice(0, 160) + " " + node.failureSummary).join(" | ")}`;
    fail(`${what}: ${violations.map(of).join("\n")}`);
  }
};

const checks = {
  async "every page can be used by everybody, in light and dark"() {
    const found = [];
    for (const [who, paths] of Object.entries(pages)) {
      for (const colorScheme of ["light", "dark"]) {
        const page = await as(who, { colorScheme });
        for (const path of paths) {
          await go(page, path);
          await accessible(page, `${who} ${path} ${colorScheme}`).catch(({ message }) => found.push(message));
          const name = path.replace(/[^a-z]+/gi, "-").slice(0, 24);
          if (["alvarez", "vandermeer", "ofarrell", "operator"].includes(who)) await picture(page, `${who}${name}-${colorScheme}`);
        }
        await page.context().close();
      }
    }
    if (found.length) fail(found.join("\n"));
  },

  async "every page fits a telephone, and a window at 200 %"() {
    for (const [who, paths] of Object.entries(pages)) {
      for (const [name, options] of [
        ["360", { viewport: { width: 360, height: 740 } }],
        ["200", { viewport: { width: 640, height: 450 }, deviceScaleFactor: 2 }],
      ]) {
        const page = await as(who, options);
        for (const path of paths) {
          await go(page, path);
          await fits(page, `${who} ${path} at ${name}`);
          if (who === "alvarez" || path === "/desk" || path === "/audit") await picture(page, `${who}${path.replace(/[^a-z]+/gi, "-").slice(0, 24)}-${name}`);
        }
        await page.context().close();
      }
    }
  },

  async "banner, purpose and identity are always in sight"() {
    const page = await as("alvarez", { viewport: { width: 1280, height: 500 } });
    await go(page, "/search?q=tapachula");
    await page.mouse.wheel(0, 900);
    for (const edge of [".edge.above", ".edge.below"]) {
      const { y, height } = await page.locator(edge).boundingBox();
      if (y < 0 || y + height > 500.5) fail(`${edge} is out of sight at ${y}`);
    }
    same(await page.locator(".edge.above .banner").innerText(), await page.locator(".edge.below .banner").innerText(), "the banners");
    if (!(await page.locator(".who").innerText()).includes("M. Alvarez")) fail("it is not said who is signed in");
    await page.selectOption("#purpose", "court");
    await page.waitForURL(/purpose=court/);
    same(await page.inputValue("#q"), "tapachula", "the query after a change of purpose");
  },

  async "the same words find different things"() {
    const found = {};
    for (const who of ["alvarez", "reyes", "whitcombe"]) {
      const page = await as(who);
      await go(page, "/");
      await page.fill("#q", "passport");
      await page.press("#q", "Enter");
      await page.waitForURL(/q=passport/);
      found[who] = Number((await page.locator(".hits .meta b").first().innerText()).replace(/\D/g, ""));
      const banner = await page.locator(".edge.above .banner").innerText();
      if (who === "whitcombe" && banner.includes("NOFORN")) fail("a foreign liaison sees NOFORN");
      await page.context().close();
    }
    if (!(found.alvarez > found.reyes && found.reyes > 0 && found.whitcombe > 0)) fail(JSON.stringify(found));
  },

  async "keys do what their sheet says"() {
    const page = await as("alvarez");
    await go(page, "/search?q=tapachula");
    await page.keyboard.press("?");
    if (!(await page.locator("#keys").isVisible())) fail("? opens no sheet");
    await page.keyboard.press("Escape");
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    const second = page.locator(".hit h2 a").nth(1);
    if (!(await second.evaluate((of) => of === document.activeElement))) fail("j j is not on the second hit");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/report/);
    await page.keyboard.press("j");
    if (!(await page.evaluate(() => !!document.activeElement.closest(".portion")))) fail("j is on no portion");
    await page.keyboard.press("a");
    if (!(await page.locator("#ask").evaluate((of) => of.open))) fail("a does not open the request");
    await page.locator("h1").click();
    await page.keyboard.press("/");
    await page.waitForURL((at) => at.pathname === "/");
    await page.keyboard.press("Escape");
    await page.evaluate(() => document.activeElement.blur());
    await page.keyboard.press("g");
    await page.keyboard.press("r");
    await page.waitForURL(/\/requests/);
    await page.keyboard.press("?");
    await page.uncheck("#keys-on");
    await page.keyboard.press("Escape");
    await page.evaluate(() => document.activeElement.blur());
    await page.keyboard.press("g");
    await page.keyboard.press("s");
    await page.waitForTimeout(300);
    if (!page.url().includes("/requests")) fail("keys that are switched off do something");
  },

  async "what is copied has its marking and its source"() {
    const page = await as("alvarez", { permissions: ["clipboard-read", "clipboard-write"] });
    await go(page, report("CIA PAGES-RTL"));
    await page.keyboard.press("j");
    await page.keyboard.press("c");
    await page.locator("#said").filter({ hasText: "Copied" }).waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    if (!/^\(S\/\/NF\) .*\nSource: CIA PAGES-RTL v1, report; SECRET\/\/NOFORN$/s.test(copied)) fail(copied);
  },

  async "a query that was begun is completed"() {
    const page = await as("alvarez");
    await go(page, "/");
    await page.locator("#q").pressSequentially("tapach");
    await page.locator("#completions option").first().waitFor({ state: "attached" });
    const words = await page.locator("#completions option").evaluateAll((all) => all.map((of) => of.value));
    if (!words.includes("tapachula")) fail(words.join(", "));
  },

  async "asked, approved, received, recalled, acknowledged, audited with proof"() {
    const alvarez = await as("alvarez"), officer = await as("vandermeer"), auditor = await as("ofarrell");
    const grandJury = "&purpose=grand-jury&matter=04-GJ-118";
    await go(alvarez, "/search?q=originator%3ACIA+has%3Aplace");
    const hits = await alvarez.locator(".hit").filter({ hasText: "leads only" }).locator("h2 a").evaluateAll(
      (all) => all.map((of) => new URL(of.href).searchParams.get("id")));
    let id;
    for (const hit of hits) {
      const answer = await alvarez.goto(url + report(hit) + grandJury);
      if (answer.status() === 404) { id = hit; break; }
    }
    if (!id) fail("every lead is open to a grand jury");
    await go(alvarez, report(id));
    if ((await text(alvarez)).includes("part of the report")) fail(`${id} is only a part`);
    await go(alvarez, "/requests?purpose=grand-jury&matter=04-GJ-118");
    if (!(await alvarez.locator("form[method=post][action='/requests']").isVisible())) await alvarez.getByText("Ask for a report").click();
    await alvarez.fill("form[method=post] input[name=report]", id);
    await alvarez.fill("form[method=post] textarea[name=reason]", "The jury meets on Monday.");
    await alvarez.getByRole("button", { name: "Ask", exact: true }).click();
    await alvarez.getByText("The request lies with the originator.").waitFor();

    await go(officer, "/requests");
    await picture(officer, "inbox");
    const card = officer.locator(".card").filter({ hasText: "The jury meets on Monday." });
    await card.getByText("Approve", { exact: true }).first().click();
    await card.locator("input[name=until]").fill("2199-01-01");
    for (const consent of ["use", "list", "caveats", "need-to-know"]) await card.locator(`input[value=${consent}]`).check();
    await card.locator("textarea[name=conditions]").fill("Seal what is filed.");
    await picture(officer, "approving");
    await card.getByRole("button", { name: "Approve" }).click();
    await officer.getByText("the authorization is in force").waitFor();

    await go(alvarez, report(id) + grandJury);
    if (!(await text(alvarez)).includes("Seal what is filed.")) fail("the condition is not said");
    await picture(alvarez, "released");

    await go(officer, "/recalls");
    await officer.getByText("Take a report back").click();
    await officer.fill("input[name=report]", id);
    await officer.fill("textarea[name=because]", "A source was wrong.");
    await officer.fill("textarea[name=tell]", "Do not use it.");
    await officer.getByRole("button", { name: "Take it back" }).click();
    await officer.getByText("everybody who had it is told").waitFor();
    await picture(officer, "recalled");
    await go(alvarez, report(id) + grandJury, 404);
    await go(alvarez, "/recalls");
    await alvarez.locator("textarea[name=use]").first().fill("One lead, dropped.");
    await alvarez.getByRole("button", { name: /Acknowledge/ }).first().click();
    await alvarez.getByText("the originator sees it").waitFor();

    await go(auditor, `/audit?report=${encodeURIComponent(id)}`);
    const rows = await text(auditor);
    for (const word of ["viewed", "withheld", "by act", "recalled", "acknowledged"]) if (!rows.includes(word)) fail(`the audit lacks ${word}`);
    await picture(auditor, "audited");
    for (const [name, holds] of [["Proof that the acceptance", /\n/], ["The table of this audit", /section/], ["Proof: every entry", /CIA/]]) {
      const [download] = await Promise.all([auditor.waitForEvent("download"), auditor.getByText(name).first().click()]);
      const taken = readFileSync(await download.path(), "utf8");
      if (!holds.test(taken)) fail(`${name}: ${taken.slice(0, 200)}`);
    }
    for (const page of [alvarez, officer, auditor]) await page.context().close();
  },

  async "a search is saved and ended"() {
    const page = await as("alvarez");
    await go(page, "/search?q=laminate");
    await page.getByText("Save this search").click();
    await page.fill("input[name=name]", "laminates");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("The search is saved.").waitFor();
    await page.getByRole("button", { name: "End laminates" }).click();
    await page.getByText("The saved search is ended").waitFor();
  },

  async "who is who is found, pictured, decided and taken back"() {
    const page = await as("alvarez");
    await go(page, "/entity?q=Chen");
    await page.locator("main h2 a").first().click();
    const name = await page.locator("h1").innerText();
    await page.getByText("What is said").waitFor();
    await accessible(page, "an entity");
    await fits(page, "an entity");
    await picture(page, "entity");
    const address = page.url();
    await page.getByRole("link", { name: "Who goes with whom" }).click();
    await page.locator("svg.graph circle").first().waitFor();
    await accessible(page, "a graph");
    await picture(page, "graph");
    await page.selectOption("select[name=hops]", "2");
    await page.getByRole("button", { name: "Show" }).click();
    same(await page.inputValue("select[name=hops]"), "2", "the steps of a graph");
    await picture(page, "graph-2");
    await page.setViewportSize({ width: 360, height: 740 });
    await fits(page, "a graph");
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.goto(address);
    await page.getByText("Decide who this is").click();
    await page.selectOption("select[name=verdict]", "apart");
    await page.fill("textarea[name=because]", "The photograph is of another.");
    await page.getByRole("button", { name: "Decide" }).click();
    await page.getByText("Decided: whoever may have").waitFor();
    await page.getByText("The photograph is of another.").waitFor();
    await accessible(page, "a judgement");
    await picture(page, "judged");
    await page.locator(".judgement summary").click();
    await page.locator(".judgement input[name=because]").fill("It was not.");
    await page.locator(".judgement button").click();
    await page.getByText("Taken back:").waitFor();
    same(await page.locator(".judgement").count(), 0, "judgements after they are taken back");
    same(await page.locator("h1").innerText(), name, "the entity");
  },

  async "the desk checks while it is written"() {
    const page = await as("vandermeer");
    await go(page, "/desk");
    await page.selectOption("select[name=originator]", "CIA");
    await page.fill("input[name=serial]", "TD-314/99");
    await page.fill("input[name=title]", "(U) A courier");
    await page.fill("textarea[name=text]", "(S//NF) He crossed on 2 June.\n\n(U//FOUO) Look at the laminate.");
    await page.locator("#findings").getByText("Who would get it").waitFor();
    same(await page.locator(".edge.above .banner").innerText(), "SECRET//NOFORN", "the banner while it is written");
    await picture(page, "desk-checked");
    await page.fill("textarea[name=text]", "(S//NFX) He crossed on 2 June.");
    await page.locator("#findings").getByText("did you mean NF?").first().waitFor();
    await accessible(page, "the desk with findings");
    await picture(page, "desk-wrong");
  },

  async "a certificate signs a submitter in, and what it submits is an alert to whoever waits for it"() {
    const page = await as("alvarez");
    await go(page, "/search?q=quillwort");
    await page.getByText("Save this search").click();
    await page.fill("input[name=name]", "quillworts");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("The search is saved.").waitFor();
    const context = await browser.newContext({
      ignoreHTTPSErrors: true, clientCertificates: [{ origin: url, certPath: certificate, keyPath: certificate }],
    });
    const submitter = watch(await context.newPage());
    await go(submitter, "/desk");
    await submitter.fill("input[name=serial]", `PAGES-${Date.now()}`);
    await submitter.fill("input[name=title]", "(U) A courier and a <quillwort>");
    await submitter.fill("textarea[name=text]", "(S//NF) He carried a quillwort.\n\n(U) It was green.");
    await submitter.getByRole("button", { name: "Submit" }).click();
    await submitter.getByText("the report has no banner").waitFor();
    await submitter.getByRole("button", { name: "Check" }).click();
    same(await submitter.inputValue("input[name=banner]"), "SECRET//NOFORN", "the banner that the check writes");
    await submitter.getByRole("button", { name: "Submit" }).click();
    await submitter.getByText("accepted").waitFor();
    same(await submitter.inputValue("textarea[name=text]"), "", "the sheet after a submission");
    for (let tries = 0; ; tries += 1) {
      await go(page, "/alerts");
      if ((await text(page)).includes("A courier and a <quillwort>")) break;
      if (tries > 40) fail("no alert came");
      await page.waitForTimeout(250);
    }
    await context.close();
  },

  async "everything works without the script"() {
    const page = await as("alvarez", { javaScriptEnabled: false });
    await go(page, "/");
    await page.fill("#q", "tapachula");
    await page.getByRole("button", { name: "Search" }).click();
    if (!(await page.locator(".hit").count())) fail("nothing is found");
    await page.selectOption("#purpose", "investigative-lead");
    await page.getByRole("button", { name: "Change" }).click();
    if (!page.url().includes("purpose=investigative-lead")) fail(page.url());
    await page.locator(".hit h2 a").first().click();
    await page.locator("#ask summary").click();
    await page.fill("#ask textarea", "Without a script.");
    await page.locator("#ask").getByRole("button", { name: "Ask" }).click();
    if (!(await text(page)).includes("Without a script.")) fail("the request is not there");
    await page.getByRole("button", { name: /Take back/ }).first().click();
    if (!(await text(page)).includes("withdrawn")) fail("the request is not taken back");
    const officer = await as("vandermeer", { javaScriptEnabled: false });
    await go(officer, "/desk");
    await officer.fill("input[name=serial]", "TD-314/98");
    await officer.fill("input[name=title]", "(U) x");
    await officer.fill("textarea[name=text]", "(S//NF) y");
    await officer.getByRole("button", { name: "Check" }).click();
    same(await officer.inputValue("input[name=banner]"), "SECRET//NOFORN", "the banner that the check writes");
  },

  async "text from right to left stands so, behind its mark"() {
    const page = await as("alvarez");
    await go(page, report("CIA PAGES-RTL"));
    const direction = (of) => page.locator(of).evaluate((of) => getComputedStyle(of).direction);
    same(await direction("#p1 p"), "rtl", "Arabic");
    same(await direction("#p2 p"), "ltr", "English");
    const [mark, body] = [await page.locator("#p1 .mark").boundingBox(), await page.locator("#p1 p").boundingBox()];
    if (mark.x >= body.x) fail("the mark does not stand before the text");
  },

  async "five thousand portions are read and scrolled"() {
    const page = await as("alvarez");
    const from = Date.now();
    await go(page, report("CIA PAGES-MANY"));
    same(await page.locator(".portion").count(), 5_000, "portions");
    const took = Date.now() - from;
    await page.locator("#p5000").scrollIntoViewIfNeeded();
    if (!(await page.locator("#p5000").isVisible())) fail("the last portion is not to be seen");
    await fits(page, "five thousand portions");
    if (took > 10_000) fail(`it took ${took} ms`);
  },

  async "every sheet that is printed has banner and control"() {
    const page = await as("alvarez");
    await go(page, report("CIA PAGES-LONG"));
    const short = await printed(page, "long");
    await go(page, "/search?q=*");
    const found = await printed(page, "search");
    if (!short || !found) return "pdftotext is not here; ./test gets it";
    for (const [name, sheets, control] of [["a report", short, "CIA PAGES-LONG v1"], ["a search", found, "Given to M. Alvarez"]]) {
      if (name === "a search" && sheets.length < 2) fail("the search has one sheet alone");
      for (const [nth, sheet] of sheets.entries()) {
        const banners = sheet.match(/(SECRET|TOP SECRET|UNCLASSIFIED)[A-Z/, -]*/g) ?? [];
        if (banners.length < 2) fail(`${name}, sheet ${nth + 1}: the banner stands ${banners.length} times: ${sheet}`);
        if (!sheet.includes(control)) fail(`${name}, sheet ${nth + 1} lacks ${control}: ${sheet}`);
      }
    }
  },

  async "a hidden report and a missing one are one page, and say what can be done"() {
    const page = await as("whitcombe");
    const alvarez = await as("alvarez");
    await go(alvarez, "/search?q=marking%3Anoforn");
    const hidden = await alvarez.locator(".hit h2 a").evaluateAll((all) => all.map((of) => new URL(of.href).searchParams.get("id")));
    let seen = 0;
    await go(page, report("CIA NONE-1"), 404);
    const missing = await page.content();
    for (const id of hidden) {
      const answer = await page.goto(url + report(id));
      if (answer.status() !== 404) continue;
      same(await page.content(), missing, id);
      seen += 1;
    }
    if (!seen) fail("nothing is hidden from a foreign liaison");
    await accessible(page, "the page of what is not releasable");
    await picture(page, "not-releasable");
  },
};

// The text of each sheet that a page would be printed on.
async function printed(page, name) {
  const file = join(pictures, `${name}.pdf`);
  writeFileSync(file, await page.pdf({ format: "A4" }));
  try {
    const { stdout } = await run("pdftotext", ["-layout", file, "-"], { maxBuffer: 1 << 26 });
    return stdout.split("\f").slice(0, -1);
  } catch (error) {
    if (error.code === "ENOENT") return null;
    throw error;
  }
}

let failed = 0;
for (const [name, check] of Object.entries(checks)) {
  if (only && !name.includes(only)) continue;
  const from = Date.now();
  try {
    const skipped = await check();
    if (wrong.length) fail(wrong.splice(0).join("\n"));
    console.log(skipped ? `skipped ${name}: ${skipped}` : `ok ${name} (${Date.now() - from} ms)`);
  } catch (error) {
    failed += 1;
    wrong.length = 0;
    console.log(`FAILED ${name}: ${error.message}`);
  }
}
await browser.close();
process.exit(failed ? 1 : 0);
