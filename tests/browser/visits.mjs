// Every page that the router has, visited with something on it. A page that is not visited here fails.
import { as, asked, close, fail, go, report } from "./kit.mjs";

const id = (path, id) => `${path}?id=${encodeURIComponent(id)}`;

// Pages whose addresses only the server knows: an entity, what is set aside, a report of which somebody has a part.
const found = async () => {
  const alvarez = await as("alvarez");
  await go(alvarez, "/entity?q=Chen");
  const entity = new URL(await alvarez.locator("main h2 a").first().evaluate((of) => of.href)).searchParams.get("id");
  await go(alvarez, "/feeds");
  const coast = alvarez.locator(".card").filter({ hasText: "coast" }).getByRole("link", { name: /what would come of it/i });
  const contract = new URL(await coast.first().evaluate((of) => of.href)).searchParams.get("contract");
  const nakagawa = await as("nakagawa");
  await go(nakagawa, "/quarantine");
  const aside = new URL(await nakagawa.locator("td a").first().evaluate((of) => of.href)).searchParams.get("id");
  await close(alvarez, nakagawa);
  return { entity, aside, contract };
};

// Queries as long as queries may be, one with more words than they may have: links to them would be longer than a page.
const wide = `tapachula ${`OR ${"п".repeat(57)} `.repeat(15)}`.trim();
const wordy = `tapachula ${"OR паспорт ".repeat(88)}`.replace(/ OR паспорт $/, "").trim();

// Whoever it is, where, and with which status.
export const visits = async () => {
  const { entity, aside, contract } = await found();
  const everybodys = ["/", "/search?q=tapachula&explain=on", "/search?q=tapachulas+issued%3A2004+near%3ATapachula,9000", "/alerts", "/requests", "/recalls", "/feeds", "/center", "/help"];
  const all = {
    alvarez: [...everybodys, "/search?q=*", ...[wide, wordy].map((query) => `/search?q=${encodeURIComponent(query)}`), report("CIA PAGES-RTL"), report("CIA PAGES-LONG"), id("/similar", "CIA PAGES-RTL"),
      id("/report/changes", "CIA PAGES-TWICE"), "/entity?q=Chen", id("/entity", entity), id("/entity/graph", entity),
      "/entity/notices?since=2000-01-01", "/feeds?coverage=on", "/feeds/border",
      `/contracts/foreseen?contract=${contract}`],
    reyes: everybodys,
    whitcombe: [...everybodys, report("CIA PAGES-PART")],
    ofarrell: ["/audit", "/acts", "/center", "/operations"],
    vandermeer: ["/requests", "/recalls", "/acts", "/center", "/desk"],
    "cia-submitter": ["/desk"],
    ferreira: ["/acts", "/center"],
    nakagawa: ["/quarantine", id("/quarantine", aside)],
    operator: ["/feeds", "/operations"],
  };
  const listed = Object.entries(all).flatMap(([who, paths]) => paths.map((path) => ({ who, path, status: 200 })));
  return [...listed,
    { who: "alvarez", path: "/report?id=x&purpose=fun", status: 400 },
    { who: "nobody", path: "/", status: 401 },
    { who: "alvarez", path: "/audit", status: 403 },
    { who: "whitcombe", path: report("CIA NONE-1"), status: 404 },
    { who: "alvarez", path: "/no-such", status: 404 },
  ];
};

const BYTES_MAX = 100_000;

const pattern = (route) => new RegExp(`^${route.replace(/\{[^}]*\}/g, "[^/]+")}$`);
// The routes of the router that none of some paths is of.
export const missed = (routes, paths) =>
  routes.filter((route) => !paths.some((path) => pattern(route).test(path.split("?")[0])));

export const everyPage = async (each, options = {}) => {
  const seen = await visits();
  const lacking = missed(asked.routes.get, seen.filter(({ status }) => status === 200).map(({ path }) => path));
  if (lacking.length) fail(`not visited: ${lacking.join(", ")}`);
  const found = [];
  for (const who of new Set(seen.map((visit) => visit.who))) {
    const page = await as(who, options);
    for (const { path, status } of seen.filter((visit) => visit.who === who)) {
      try {
        const { length } = await (await go(page, path, status)).body();
        if (length > BYTES_MAX) fail(`${path} has ${length} bytes`);
        await each(page, `${who} ${path}`, `${who}${path.replace(/[^a-z]+/gi, "-").slice(0, 24)}`);
      } catch ({ message }) {
        found.push(message);
      }
    }
    await close(page);
  }
  if (found.length) fail(found.join("\n"));
};
