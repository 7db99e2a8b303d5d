// What all that is tried in the browser uses: sessions, looks at a page, and what goes wrong on any of them.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";

export const asked = JSON.parse(process.argv[2]);
const { url, links, certificates, pictures } = asked;
const axe = readFileSync(new URL("node_modules/axe-core/axe.min.js", import.meta.url), "utf8");

export const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM,
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});

export const fail = (text) => { throw new Error(text); };
export const same = (found, expected, what) => {
  if (found !== expected) fail(`${what}: ${JSON.stringify(found)} instead of ${JSON.stringify(expected)}`);
};

// What goes wrong on any page: a request to elsewhere, a refusal by the policy, a failure of the script.
export const wrong = [];
const watch = (page) => {
  page.on("request", (request) => {
    if (!request.url().startsWith(url) && !request.url().startsWith("blob:")) wrong.push(`asks elsewhere: ${request.url()}`);
  });
  page.on("console", (said) => {
    // A status of ours is an answer, and no failure.
    // Nor is what a check keeps from arriving.
    if (said.type() === "error" && !/status of|ERR_FAILED/.test(said.text())) wrong.push(`${page.url()}: ${said.text()}`);
  });
  page.on("pageerror", (error) => wrong.push(`${page.url()}: ${error}`));
  return page;
};

// Whoever signed in once keeps the session, in as many windows as they like. Others have a certificate.
const sessions = {};
for (const [who, link] of Object.entries(links)) {
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  const page = await context.newPage();
  await page.goto(link);
  same(new URL(page.url()).pathname, "/", `${who} signs in`);
  sessions[who] = await context.storageState();
  await context.close();
}
// `nobody` is not signed in.
export const as = async (who, options = {}) => {
  const file = certificates[who];
  const context = await browser.newContext({
    ignoreHTTPSErrors: true, viewport: { width: 1280, height: 900 }, storageState: sessions[who],
    ...(file ? { clientCertificates: [{ origin: url, certPath: file, keyPath: file }] } : {}),
    ...options,
  });
  context.setDefaultTimeout(15_000);
  return watch(await context.newPage());
};
export const close = (...pages) => Promise.all(pages.map((page) => page.context().close()));
export const go = async (page, path, status = 200) => {
  const answer = await page.goto(url + path);
  same(answer.status(), status, path);
  return answer;
};
export const picture = (page, name) => page.screenshot({ path: join(pictures, `${name}.png`), fullPage: false });
export const text = (page) => page.locator("main").innerText();
export const banner = (page) => page.locator(".edge.above .banner").innerText();
export const report = (id) => `/report?id=${encodeURIComponent(id)}`;
export const unfold = (page) => page.evaluate(() => {
  for (const of of document.querySelectorAll("details")) of.open = true;
});

// Nothing is wider than the window, but for what has a bar of its own.
export const fits = async (page, what) => {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  if (over > 0) fail(`${what} is ${over} pixels too wide`);
};
// The page's policy lets no text become a script, so that the checks run in a world of their own.
export const accessible = async (page, what, within = "html") => {
  const client = await page.context().newCDPSession(page);
  const { frameTree } = await client.send("Page.getFrameTree");
  const { executionContextId } = await client.send("Page.createIsolatedWorld", { frameId: frameTree.frame.id });
  const evaluate = (expression) => client.send("Runtime.evaluate", {
    expression, contextId: executionContextId, awaitPromise: true, returnByValue: true,
  });
  const tags = JSON.stringify(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]);
  await evaluate(axe);
  const { result } = await evaluate(`axe.run(${JSON.stringify(within)}, { runOnly: ${tags} }).then(({ violations, passes }) => ({ violations, passed: passes.length }))`);
  await client.detach();
  const { violations, passed } = result.value;
  if (!passed) fail(`${what}: nothing was checked`);
  if (violations.length) {
    const of = ({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => node.html.slice(0, 160) + " " + node.failureSummary).join(" | ")}`;
    fail(`${what}: ${violations.map(of).join("\n")}`);
  }
};
