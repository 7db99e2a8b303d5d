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

// Whoever and whatever a report lists is written a line each, and files are sent as they are.
const listing = async (page) => {
  await go(page, "/desk");
  await page.fill("input[name=serial]", "PAGES-LISTS");
  await page.fill("input[name=title]", "(U) A ledger of the quay");
  await page.fill("textarea[name=text]", "(S//NF) Ignatius Quillfeather kept it.");
  await page.fill("input[name=banner]", "SECRET//NOFORN");
  await open(page, "More of it");
  await page.fill("textarea[name=entities]", "person: Ignatius Quillfeather; also Iggy Q.; passport QX-100; portion 1");
  await page.fill("textarea[name=places]", "Tapachula; MEX; 14.9, -92.3");
  await page.fill("input[name=occurred_from]", "2004-06-01");
  await page.fill("input[name=occurred_to]", "2004-06-30");
  await press(page, "Submit");
  await says(page, "accepted");
  const file = (name, report) => ({ name, mimeType: "application/json", buffer: Buffer.from(JSON.stringify(report)) });
  const report = { format: "tearline.report/1", originator: "CIA", kind: "report", title: { marking: "U", text: "Sent" }, portions: [{ marking: "U", text: "A file of quillworts." }], leads_only: false };
  await go(page, "/desk");
  await open(page, "Send files");
  await page.setInputFiles("input[name=file]", [
    file("good.json", { ...report, serial: "PAGES-FILE", banner: "UNCLASSIFIED" }),
    file("bad.json", { ...report, serial: "PAGES-BARE" }),
  ]);
  await press(page, "Send");
  await says(page, "1 taken in or known, 1 not.");
  await says(page, "CIA PAGES-FILE");
  await says(page, "accepted");
  await says(page, "bad.json");
};

// What narrows is taken away with one click, on the list and on the map.
const narrowing = async (page) => {
  const query = () => new URL(page.url()).searchParams.get("q");
  await go(page, "/search?q=tapachula");
  const whose = page.locator("h2:text-is('Originator') + .facet a").first();
  const originator = await whose.innerText();
  await whose.click();
  same(query(), `tapachula originator:"${originator}"`, "the query with an originator");
  await page.locator(".chosen a", { hasText: "originator" }).click();
  same(query(), "tapachula", "the query without it");
  await page.locator("details", { hasText: "part of the map" }).first().locator("summary").click();
  await page.locator("details a", { hasText: "north" }).first().click();
  if (!/^tapachula box:/.test(query())) fail(`the map asks ${query()}`);
  await page.locator(".chosen a", { hasText: "box" }).click();
  await go(page, "/search?q=quillfeather");
  await page.locator(".facet a", { hasText: "Ignatius Quillfeather" }).first().click();
  same(query(), 'quillfeather person:="Ignatius Quillfeather"', "the query with somebody");
  await says(page, "for person:=\"Ignatius Quillfeather\": the same");
  await page.locator(".facet a[aria-current]", { hasText: "Ignatius" }).click();
  same(query(), "quillfeather", "the query without them");
  await page.locator(".hit h2 a").first().click();
  await page.locator("aside .facet a", { hasText: "Ignatius Quillfeather" }).first().click();
  await says(page, "What is said");
};

// What saved searches found is new until it was looked at.
const alerting = async (page) => {
  for (let tries = 0; ; tries += 1) {
    await go(page, "/alerts");
    if (/new since you looked/.test(await text(page))) break;
    if (tries > 40) fail(`no alert is new: ${await text(page)}`);
    await page.waitForTimeout(250);
  }
  await press(page, "I have looked at these and at all before them");
  await says(page, "Noted: what comes from now on is marked as new.");
};

// The Center lets proposals be in force or not, and the Steering Group decides about foreign authorities.
const deciding = async (operator, group) => {
  await go(operator, "/feeds");
  await press(operator, "Approve river of alvarez");
  await says(operator, "Approved: it is in force.");
  const row = operator.locator("tr").filter({ hasText: "harbor" });
  await row.locator("summary").click();
  await row.locator("input[name=why]").fill("it is the coast again");
  await row.getByRole("button", { name: /Refuse/ }).click();
  await says(operator, "Refused: whoever proposed it is told why.");
  await go(group, "/acts");
  await open(group, "A grant");
  await group.selectOption("select[name=partner]", "GBR_NCIS");
  await group.selectOption("select[name=level]", "SECRET");
  await group.fill("input[name=topics]", "migrant-smuggling");
  await group.locator("form:has(input[value=grant]) input[name=until]").fill("2199-01-01");
  await group.locator("form:has(input[value=grant]) input[name=reason]").fill("decided on Monday");
  await group.locator("form:has(input[value=grant])").getByRole("button", { name: "Record" }).click();
  await says(group, "The act is recorded");
  await go(group, "/center");
  await says(group, "Grants to foreign authorities");
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
  for (const name of ["coast", "desert", "river", "harbor"]) {
    await go(page, "/feeds");
    await open(page, "Propose a feed");
    await page.fill("input[name=name]", name);
    await page.fill("input[name=until]", "2199-01-01");
    await page.fill("input[name=query]", "*");
    await page.selectOption("select[name=precedence]", "routine");
    await page.check("input[name=kind][value=report]");
    await press(page, "Propose it");
    await says(page, "Proposed: the Center approves it or not.");
  }
  const card = page.locator(".card").filter({ hasText: "desert" });
  await card.locator("summary").click();
  await card.locator("input[name=why]").fill("no need");
  await card.getByRole("button", { name: /End/ }).click();
  await says(page, "Ended: it brings nothing any more.");
  await page.locator(".card").filter({ hasText: "coast" }).getByRole("link", { name: /what would come of it/i }).click();
  await says(page, "In force now it would bring");
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
  const names = ["alvarez", "vandermeer", "cia-submitter", "nakagawa", "operator", "ferreira"];
  const [alvarez, officer, submitter, nakagawa, operator, group] = await Promise.all(names.map(without));
  await searching(alvarez);
  await submitting(submitter, officer);
  await listing(submitter);
  await narrowing(alvarez);
  await alerting(alvarez);
  await settling(officer, nakagawa);
  await asking(alvarez, officer);
  await recalling(alvarez, officer);
  await acting(officer);
  await feeding(alvarez);
  await deciding(operator, group);
  await judging(alvarez);
  await go(nakagawa, "/");
  await press(nakagawa, "Sign out");
  await close(alvarez, officer, submitter, nakagawa, operator, group);
  const lacking = missed(asked.routes.post, [...sent]);
  if (lacking.length) fail(`never sent without a script: ${lacking.join(", ")}`);
};
