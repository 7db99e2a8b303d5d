// Tries the pages in the system's own Chromium, as the people of the demo use them.
//
//     CHROMIUM=/usr/bin/chromium node tests/browser/pages.mjs '{"url", "links", "certificates", "routes", "pictures", "golden"}'
//
// Prints a line for each check, and fails with the first thing that is wrong in each. `visits.mjs` has every page,
// `unscripted.mjs` all that is done on them, `compared.mjs` how they look.
import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { compared } from "./compared.mjs";
import { accessible, as, asked, banner, browser, close, fail, fits, go, picture, report, same, text, unfold, wrong } from "./kit.mjs";
import { unscripted } from "./unscripted.mjs";
import { everyPage } from "./visits.mjs";

const { pictures, only } = asked;
const run = promisify(execFile);

// Closes the sheet of keys. The browser does it in its own time, and until then keys are the sheet's.
async function closeKeys(page) {
  await page.keyboard.press("Escape");
  await page.locator("#keys").waitFor({ state: "hidden" });
}

const checks = {
  "all the work is done without the script": unscripted,

  async "every page can be used by everybody, in light and dark, unfolded and with its keys shown"() {
    for (const colorScheme of ["light", "dark"]) {
      await everyPage(async (page, what, name) => {
        await unfold(page);
        await accessible(page, `${what} ${colorScheme}`);
        await picture(page, `${name}-${colorScheme}`);
        if (!(await page.locator("#keys").count())) return;
        await page.evaluate(() => document.activeElement.blur());
        await page.keyboard.press("?");
        await accessible(page, `${what} ${colorScheme}, keys`, "#keys");
      }, { colorScheme });
    }
  },

  async "every page fits a telephone, and a window at 200 %"() {
    for (const [name, options] of [
      ["360", { viewport: { width: 360, height: 740 } }],
      ["200", { viewport: { width: 640, height: 450 }, deviceScaleFactor: 2 }],
    ]) {
      await everyPage(async (page, what, file) => {
        await fits(page, `${what} at ${name}`);
        await picture(page, `${file}-${name}`);
        await unfold(page);
        await fits(page, `${what}, unfolded, at ${name}`);
      }, options);
    }
  },

  async "banner, purpose and identity are always in sight"() {
    for (const viewport of [{ width: 1280, height: 500 }, { width: 360, height: 740 }]) {
      const page = await as("alvarez", { viewport });
      await go(page, "/search?q=passport&matter=04-GJ-118");
      await page.mouse.move(viewport.width / 2, 300);
      await page.mouse.wheel(0, 900);
      await page.waitForFunction(() => scrollY > 300);
      for (const of of [".edge.above .banner", ".edge.above .who", ".edge.below .banner"]) {
        const { x, y, width, height } = await page.locator(of).boundingBox();
        const inside = y >= 0 && y + height <= viewport.height + 0.5 && x >= 0 && x + width <= viewport.width + 0.5;
        if (!inside || height < 8) fail(`${of} is out of sight at ${x}, ${y} of ${viewport.width}`);
      }
      const who = await page.locator(".edge.above .who").innerText();
      for (const word of ["M. Alvarez", "HSTC", "analysis", "04-GJ-118"]) if (!who.includes(word)) fail(`${word} is not said: ${who}`);
      same(await banner(page), await page.locator(".edge.below .banner").innerText(), "the banners");
      // What is in focus is not hidden behind what is always in sight.
      const link = page.locator(".hit h2 a").nth(2);
      await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
      await link.focus();
      const [above, focused] = [await page.locator(".edge.above").boundingBox(), await link.boundingBox()];
      if (focused.y < above.y + above.height - 0.5) fail(`what is in focus is hidden at ${focused.y} of ${viewport.width}`);
      await close(page);
    }
  },

  async "a purpose is chosen with the keys and counts when it is confirmed"() {
    const page = await as("alvarez");
    await go(page, `${report("CIA PAGES-RTL")}&purpose=analysis`);
    const address = page.url();
    let asked = 0;
    page.on("request", (request) => { if (request.isNavigationRequest()) asked += 1; });
    await page.focus("#purpose");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await page.waitForTimeout(400);
    same(page.url(), address, "the address while a purpose is chosen");
    same(asked, 0, "pages asked for while a purpose is chosen");
    const chosen = await page.inputValue("#purpose");
    if (chosen === "analysis") fail("the keys choose nothing");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.waitForURL((at) => at.searchParams.get("purpose") === chosen);
    await go(page, "/search?q=tapachula");
    await page.selectOption("#purpose", "court");
    await page.getByRole("button", { name: "Change" }).click();
    await page.waitForURL(/purpose=court/);
    same(await page.inputValue("#q"), "tapachula", "the query after a change of purpose");
    const officer = await as("vandermeer");
    await go(officer, "/desk");
    await officer.fill("textarea[name=text]", "(S//NF) He crossed on 2 June.");
    await officer.selectOption("#purpose", "court");
    await officer.getByRole("button", { name: "Change" }).click();
    await officer.locator(".who").filter({ hasText: "for court" }).waitFor();
    same(await officer.inputValue("textarea[name=text]"), "(S//NF) He crossed on 2 June.", "the draft after a change of purpose");
    await close(page, officer);
  },

  "pages look as they looked": compared,

  async "whoever may have a part sees a part, and no word of the rest"() {
    const whole = await as("alvarez"), part = await as("whitcombe");
    for (const page of [whole, part]) await go(page, report("CIA PAGES-PART"));
    const shown = await text(part);
    if (!shown.includes("This is a part of the report.")) fail(`it is not said to be a part: ${shown}`);
    if ((await part.content()).includes("zebrawood")) fail("a word that is withheld stands on the page");
    if (!(await text(whole)).includes("zebrawood")) fail("the whole lacks it too");
    same(await banner(whole), "SECRET//NOFORN", "the banner of the whole");
    same(await banner(part), "SECRET//REL TO USA, GBR", "the banner of the part");
    await close(whole, part);
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
    await closeKeys(page);
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
    await closeKeys(page);
    await page.evaluate(() => document.activeElement.blur());
    await page.keyboard.press("g");
    await page.keyboard.press("r");
    await page.waitForURL(/\/requests/);
    await page.keyboard.press("?");
    await page.uncheck("#keys-on");
    await closeKeys(page);
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
    // A tear line travels alone, and so does its banner.
    await go(page, report("CIA PAGES-PART"));
    await page.locator("#t1").evaluate((of) => { of.tabIndex = -1; of.focus(); });
    await page.keyboard.press("c");
    await page.locator("#said").filter({ hasText: "Copied" }).waitFor();
    const torn = await page.evaluate(() => navigator.clipboard.readText());
    if (!/^\(U\) Watch .*\nSource: CIA PAGES-PART v1, report; UNCLASSIFIED$/s.test(torn)) fail(torn);
    // What is copied as browsers do it keeps its mark.
    await page.evaluate(() => getSelection().selectAllChildren(document.querySelector("#p2 p")));
    await page.keyboard.press("Control+c");
    const plain = await page.evaluate(() => navigator.clipboard.readText());
    if (!/^\(S\/\/NF\) .*zebrawood/.test(plain)) fail(plain);
    await close(page);
  },

  async "a query that was begun is completed"() {
    const page = await as("alvarez");
    await go(page, "/");
    await page.locator("#q").pressSequentially("tapach");
    await page.locator("#completions option").first().waitFor({ state: "attached" });
    const words = await page.locator("#completions option").evaluateAll((all) => all.map((of) => of.value));
    if (!words.includes("tapachula")) fail(words.join(", "));
    if (!(await banner(page)).startsWith("TOP SECRET")) fail(`the banner beside completions is ${await banner(page)}`);
    await page.evaluate(() => document.activeElement.blur());
    same(await banner(page), "UNCLASSIFIED", "the banner when they are gone");
    await close(page);
  },

  async "asked, approved, received, recalled, acknowledged, audited with proof"() {
    const alvarez = await as("alvarez"), officer = await as("vandermeer"), auditor = await as("ofarrell");
    const grandJury = "&purpose=grand-jury&matter=04-GJ-118";
    await go(alvarez, "/search?q=originator%3ACIA+has%3Aplace");
    const hits = await alvarez.locator(".hit").filter({ hasText: "leads only" }).locator("h2 a").evaluateAll(
      (all) => all.map((of) => new URL(of.href).searchParams.get("id")));
    let id;
    for (const hit of hits) {
      const answer = await alvarez.goto(asked.url + report(hit) + grandJury);
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
    // What cannot be checked may be anything that its writer may write.
    await page.route("**/desk", (route) => route.abort());
    await page.fill("textarea[name=text]", "(U) He crossed on 3 June.");
    await page.locator("#findings").getByText("Not checked.").waitFor();
    const most = await page.locator("form.writing").getAttribute("data-banner");
    same(await banner(page), most, "the banner of what is not checked");
    if (!most.startsWith("TOP SECRET")) fail(`the most that may be written is ${most}`);
    await page.unroute("**/desk");
    // Nor is what was checked before still true of what hangs.
    await page.fill("textarea[name=text]", "(U) He crossed on 4 June.");
    await page.locator("#findings").getByText("Who would get it").waitFor();
    same(await banner(page), "UNCLASSIFIED", "the banner of what is checked again");
    await page.route("**/desk", () => {});
    await page.fill("textarea[name=text]", "(S//NF) He crossed on 5 June.");
    await page.locator("#findings").getByText("Not checked.").waitFor();
    same(await banner(page), most, "the banner of what is checked too late");
    await close(page);
  },

  async "a certificate signs a submitter in, and what it submits is an alert to whoever waits for it"() {
    const page = await as("alvarez");
    await go(page, "/search?q=quillwort");
    await page.getByText("Save this search").click();
    await page.fill("input[name=name]", "quillworts too");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("The search is saved.").waitFor();
    const submitter = await as("cia-submitter");
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
    await close(page, submitter);
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
    await go(page, report("CIA PAGES-MANY"));
    same(await page.locator(".portion").count(), 5_000, "portions");
    await page.locator("#p5000").scrollIntoViewIfNeeded();
    if (!(await page.locator("#p5000").isVisible())) fail("the last portion is not to be seen");
    await fits(page, "five thousand portions");
  },

  async "every sheet that is printed has banner and control"() {
    const alvarez = await as("alvarez"), officer = await as("vandermeer"), auditor = await as("ofarrell");
    await go(alvarez, "/entity?q=Chen");
    const entity = new URL(await alvarez.locator("main h2 a").first().evaluate((of) => of.href));
    const leads = "leads only, not evidence";
    await go(alvarez, "/search?q=originator%3ACIA+passport");
    const lead = new URL(await alvarez.locator(".hit").filter({ hasText: "leads only" }).locator("h2 a").first().evaluate((of) => of.href));
    for (const [who, path, most, control] of [
      [alvarez, report("CIA PAGES-LONG"), 2, ["CIA PAGES-LONG v1"]],
      [alvarez, "/search?q=*", 2, ["Given to M. Alvarez"]],
      [alvarez, entity.pathname + entity.search, 2, ["Given to M. Alvarez"]],
      [alvarez, "/report/changes?id=CIA%20PAGES-TWICE", 1, ["CIA PAGES-TWICE v2 beside v1"]],
      [alvarez, lead.pathname + lead.search, 1, [leads]],
      [officer, "/acts", 1, ["Given to"]],
      [auditor, "/audit?from=2000-01-01", 2, ["Given to"]],
    ]) {
      await go(who, path);
      await unfold(who);
      const sheets = await printed(who, path.replace(/[^a-z]+/gi, "-").slice(0, 24));
      if (!sheets) return "pdftotext is not here; ./test gets it";
      if (sheets.length < most) fail(`${path} has ${sheets.length} sheets`);
      const own = await banner(who);
      for (const [nth, sheet] of sheets.entries()) {
        // Lines are broken where the sheet ends.
        const said = sheet.replace(/\s+/g, " ");
        if (said.split(own).length < 3) fail(`${path}, sheet ${nth + 1} of ${sheets.length}: ${own} does not stand twice: ${sheet}`);
        for (const words of control) if (!said.includes(words)) fail(`${path}, sheet ${nth + 1} lacks ${words}: ${sheet}`);
      }
    }
    await close(alvarez, officer, auditor);
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
      const answer = await page.goto(asked.url + report(id));
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
  // Without the work there is nothing on the pages.
  if (only && !name.includes(only) && check !== unscripted) continue;
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
