// All the work that is done on pages, done with scripts switched off. It leaves something on every page.
import { as, asked, close, fail, go, report, same, text } from "./kit.mjs";
import { missed } from "./visits.mjs";

const sent = new Set();
const without = async (who) => {
  const page = await as(who, { javaScriptEnabled: false });
  page.on("request", (request) => {
    if (request.method() === "POST") sent.add(new URL(request.url()).pathname);
  });
  return page;
};
const says = async (page, what) => {
  const said = await text(page);
  if (!said.includes(what)) fail(`${page.url()} does not say ${what}: ${said.slice(0, 600)}`);
};
const open = (page, summary) => page.locator("summary", { hasText: summary }).first().click();
const press = (page, name) => page.getByRole("button", { name, exact: typeof name === "string" }).first().click();

// A report is written, checked, and taken in or set aside.
const submit = async (page, serial, mark, told) => {
  await go(page, "/desk");
  await page.fill("input[name=serial]", serial);
  await page.fill("input[name=title]", "(U) A courier and a <quillwort>");
  await page.fill("textarea[name=text]", `(${mark}) He carried a quillwort.\n\n(U) It was green.`);
  await page.fill("input[name=banner]", "SECRET//NOFORN");
  await press(page, "Submit");
  await says(page, told);
};

const searching = async (page) => {
  await go(page, "/");
  await page.fill("#q", "tapachula");
  await press(page, "Search");
  if (!(await page.locator(".hit").count())) fail("nothing is found");
  await page.selectOption("#purpose", "investigative-lead");
  await press(page, "Change");
  if (!page.url().includes("purpose=investigative-lead")) fail(page.url());
  for (const name of ["quillworts", "for a while"]) {
    await go(page, "/search?q=quillwort");
    await open(page, "Save this search");
    await page.fill("input[name=name]", name);
    await press(page, "Save");
    await says(page, "The search is saved.");
  }
  await press(page, "End for a while");
  await says(page, "The saved search is ended");
};

const submitting = async (page, officer) => {
  await submit(page, "PAGES-WORK", "S//NF", "accepted");
  await submit(page, "PAGES-GONE", "S//NF", "accepted");
  await submit(page, "PAGES-LATE", "S//NF", "accepted");
  for (const serial of ["PAGES-SLIP", "PAGES-WORSE", "PAGES-OPEN"]) await submit(page, serial, "S//XYZZY", "quarantined");
  await go(officer, "/desk");
  await officer.fill("input[name=serial]", "TD-314/98");
  await officer.fill("input[name=title]", "(U) x");
  await officer.fill("textarea[name=text]", "(S//NF) y");
  await press(officer, "Check");
  same(await officer.inputValue("input[name=banner]"), "SECRET//NOFORN", "the banner that the check writes");
  await officer.selectOption("#purpose", "court");
  await press(officer, "Change");
  same(await officer.inputValue("textarea[name=text]"), "(S//NF) y", "the draft after a change of purpose");
  same(await officer.inputValue("#purpose"), "court", "the purpose of the draft");
};

const settling = async (page, approver) => {
  const aside = async (of, serial) => {
    await go(of, "/quarantine");
    await of.getByRole("link", { name: serial, exact: true }).first().click();
  };
  await aside(page, "PAGES-SLIP");
  await open(page, "Correct it");
  await page.fill("textarea[name=portions]", "0=S//NF");
  await page.fill("textarea[name=because] >> nth=0", "a slip");
  await press(page, "Correct it");
  await says(page, "The correction is recorded.");
  await aside(approver, "PAGES-SLIP");
  await press(approver, "Approve the correction");
  await says(approver, "The correction is approved");
  await aside(page, "PAGES-SLIP");
  await press(page, "Submit it again");
  await says(page, "It was submitted again, and taken.");
  await aside(page, "PAGES-WORSE");
  await open(page, "Reject it");
  await page.locator("form[action='/quarantine/reject'] textarea").fill("nothing can be made of it");
  await press(page, "Reject it for good");
  await says(page, "It is rejected");
};

const asking = async (page, officer) => {
  await go(page, report("CIA PAGES-WORK"));
  await open(page, "Declare use");
  await page.fill("textarea[name=use]", "Opened case 7.");
  await press(page, "Declare it");
  await says(page, "Declared: the originator reads it.");
  for (const reason of ["For the jury.", "Without a script.", "It waits."]) {
    await go(page, report("CIA PAGES-WORK"));
    await page.locator("#ask summary").click();
    await page.locator("#ask textarea").fill(reason);
    await page.locator("#ask").getByRole("button", { name: "Ask" }).click();
    await says(page, reason);
  }
  const own = page.locator(".card").filter({ hasText: "Without a script." });
  await own.getByRole("button", { name: /Take back/ }).click();
  await says(page, "withdrawn");
  await go(officer, "/requests");
  const card = officer.locator(".card").filter({ hasText: "For the jury." }).first();
  await card.locator("summary", { hasText: "Approve" }).click();
  await card.locator("input[name=until]").fill("2199-01-01");
  await card.getByRole("button", { name: "Approve" }).click();
  await says(officer, "the authorization is in force");
};

const recalling = async (page, officer) => {
  for (const serial of ["PAGES-GONE", "PAGES-LATE"]) {
    await go(page, report(`CIA ${serial}`));
    await go(officer, "/recalls");
    await open(officer, "Take a report back");
    await officer.fill("input[name=report]", `CIA ${serial}`);
    await officer.fill("textarea[name=because]", "A source was wrong.");
    await officer.fill("textarea[name=tell]", "Do not use it.");
    await press(officer, "Take it back");
    await says(officer, "everybody who had it is told");
  }
  await go(page, "/recalls");
  const card = page.locator(".card").filter({ hasText: "PAGES-GONE" });
  await card.locator("textarea[name=use]").fill("One lead, dropped.");
  await card.getByRole("button", { name: /Acknowledge/ }).click();
  await says(page, "the originator sees it");
  await go(officer, "/recalls");
  await press(officer, "Remind everybody who did not acknowledge");
  await says(officer, "is reminded");
};

const acting = async (officer) => {
  for (const serial of ["NONE-7", "NONE-8"]) {
    await go(officer, "/acts");
    await open(officer, "An embargo");
    const form = officer.locator("form:has(input[value=embargo])");
    await form.locator("textarea[name=reports]").fill(`CIA ${serial}`);
    await form.locator("input[name=reason]").fill("until it is clear");
    await form.getByRole("button", { name: "Record" }).click();
    await says(officer, "The act is recorded");
  }
  const card = officer.locator(".card").filter({ hasText: "NONE-8" });
  await card.locator("summary").click();
  await card.locator("input[name=reason]").fill("it is clear");
  await card.getByRole("button", { name: "End it now" }).click();
  await says(officer, "The act is ended.");
};

const feeding = async (page) => {
  for (const name of ["coast", "desert"]) {
    await go(page, "/feeds");
    await open(page, "Propose a feed");
    await page.fill("input[name=name]", name);
    await page.fill("input[name=until]", "2199-01-01");
    await page.fill("input[name=query]", "*");
    await press(page, "Propose it");
    await says(page, "Proposed: the Center approves it or not.");
  }
  const card = page.locator(".card").filter({ hasText: "desert" });
  await card.locator("summary").click();
  await card.locator("input[name=why]").fill("no need");
  await card.getByRole("button", { name: /End/ }).click();
  await says(page, "Ended: it brings nothing any more.");
  await go(page, "/feeds/border");
  await press(page, /I have what stands up to/);
  await says(page, "Noted: you have what stands up to here.");
};

const judging = async (page) => {
  await go(page, "/entity?q=Chen");
  await page.locator("main h2 a").first().click();
  await open(page, "Decide who this is");
  await page.selectOption("select[name=verdict]", "apart");
  await page.fill("textarea[name=because]", "The photograph is of another.");
  await press(page, "Decide");
  await says(page, "Decided: whoever may have");
  await page.locator(".judgement summary").first().click();
  await page.locator(".judgement input[name=because]").first().fill("It was not.");
  await page.locator(".judgement button").first().click();
  await says(page, "Taken back:");
};

export const unscripted = async () => {
  const names = ["alvarez", "vandermeer", "cia-submitter", "nakagawa"];
  const [alvarez, officer, submitter, nakagawa] = await Promise.all(names.map(without));
  await searching(alvarez);
  await submitting(submitter, officer);
  await settling(officer, nakagawa);
  await asking(alvarez, officer);
  await recalling(alvarez, officer);
  await acting(officer);
  await feeding(alvarez);
  await judging(alvarez);
  await go(nakagawa, "/");
  await press(nakagawa, "Sign out");
  await close(alvarez, officer, submitter, nakagawa);
  const lacking = missed(asked.routes.post, [...sent]);
  if (lacking.length) fail(`never sent without a script: ${lacking.join(", ")}`);
};
