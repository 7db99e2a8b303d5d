// How pages look, compared with how they looked: small grey pictures, in a font of bars that is served here alone,
// so that neither a system's fonts nor the words themselves play a part. Only pages are compared that say nothing
// of this machine's time. The font is our own: one glyph, a bar half as wide as a line is high, for every letter,
// sign and arrow that pages have, and nothing for spaces.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { as, asked, close, fail, go, report } from "./kit.mjs";

const font = readFileSync(new URL("bars.ttf", import.meta.url)).toString("base64");
const style = `@font-face { font-family: Bars; src: url(data:font/ttf;base64,${font}); }
  * { font-family: Bars !important; caret-color: transparent !important; animation: none !important; }`;
// Of the picture's pixels, this many become one.
const SCALE = 8;
// A shade that differs by more is another, and of a hundred pixels this many may be others.
const SHADE = 16, SHARE = 0.1;

const wide = { width: 1280, height: 896 }, narrow = { width: 360, height: 736 };
const looks = (entity) => [
  ["search", "alvarez", "/search?q=tapachula+marking%3Anoforn+issued%3A2004&explain=on", {}],
  ["search-dark", "alvarez", "/search?q=tapachula+marking%3Anoforn+issued%3A2004", { colorScheme: "dark" }],
  ["search-narrow", "reyes", "/search?q=tapachula+issued%3A2004", { viewport: narrow }],
  ["report", "alvarez", report("CIA PAGES-PART"), {}],
  ["report-part", "whitcombe", report("CIA PAGES-PART"), {}],
  ["report-narrow", "alvarez", report("CIA PAGES-PART"), { viewport: narrow, colorScheme: "dark" }],
  ["right-to-left", "alvarez", report("CIA PAGES-RTL"), {}],
  ["changes", "alvarez", `/report/changes?id=${encodeURIComponent("CIA PAGES-TWICE")}`, {}],
  ["entity", "alvarez", `/entity?id=${encodeURIComponent(entity)}`, {}],
  ["graph", "alvarez", `/entity/graph?id=${encodeURIComponent(entity)}`, {}],
  ["desk", "vandermeer", "/desk", {}],
  ["help", "alvarez", "/help", {}],
  ["help-dark", "alvarez", "/help", { colorScheme: "dark" }],
];

// The picture of a page, each pixel the mean grey of a square of it.
const taken = async (who, path, options) => {
  const page = await as(who, { viewport: wide, bypassCSP: true, reducedMotion: "reduce", ...options });
  await go(page, path);
  await page.addStyleTag({ content: style });
  const has = await page.evaluate(() => document.fonts.ready.then(() => document.fonts.check("16px Bars")));
  if (!has) fail("the font of the comparison cannot be read");
  await page.evaluate(() => document.activeElement?.blur());
  const shot = await page.screenshot({ caret: "hide" });
  await close(page);
  return grey(shot, SCALE);
};

// A blank page of the browser reads and writes pictures, so that nothing else is needed for them.
let canvas;
const drawing = async () => {
  canvas ??= await as("nobody");
  return canvas;
};
const grey = async (png, scale) => (await drawing()).evaluate(async ([text, scale]) => {
  const image = new Image();
  image.src = `data:image/png;base64,${text}`;
  await image.decode();
  const [width, height] = [Math.floor(image.width / scale), Math.floor(image.height / scale)];
  const of = new OffscreenCanvas(image.width, image.height).getContext("2d");
  of.drawImage(image, 0, 0);
  const { data } = of.getImageData(0, 0, image.width, image.height);
  const sums = new Array(width * height).fill(0);
  for (let y = 0; y < height * scale; y += 1) {
    for (let x = 0; x < width * scale; x += 1) {
      const at = 4 * (y * image.width + x);
      sums[Math.floor(y / scale) * width + Math.floor(x / scale)] += 0.299 * data[at] + 0.587 * data[at + 1] + 0.114 * data[at + 2];
    }
  }
  return { width, height, shades: sums.map((sum) => Math.round(sum / (scale * scale))) };
}, [png.toString("base64"), scale]);
const png = async (picture) => Buffer.from(await (await drawing()).evaluate(async ({ width, height, shades }) => {
  const canvas = new OffscreenCanvas(width, height), of = canvas.getContext("2d");
  const image = of.createImageData(width, height);
  shades.forEach((shade, at) => image.data.set([shade, shade, shade, 255], 4 * at));
  of.putImageData(image, 0, 0);
  const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: "image/png" })).arrayBuffer());
  return btoa(String.fromCharCode(...bytes));
}, picture), "base64");

export const compared = async () => {
  const { golden, anew, pictures } = asked;
  mkdirSync(golden, { recursive: true });
  const alvarez = await as("alvarez");
  await go(alvarez, "/entity?q=Chen");
  const entity = new URL(await alvarez.locator("main h2 a").first().evaluate((of) => of.href)).searchParams.get("id");
  await close(alvarez);
  const found = [];
  for (const [name, who, path, options] of looks(entity)) {
    const now = await taken(who, path, options);
    const file = join(golden, `${name}.png`);
    if (anew) {
      writeFileSync(file, await png(now));
      continue;
    }
    if (!existsSync(file)) {
      found.push(`${name} has no picture to be compared with`);
      continue;
    }
    const known = await grey(readFileSync(file), 1);
    const others = now.shades.filter((shade, at) => Math.abs(shade - known.shades[at]) > SHADE).length;
    const share = 100 * others / now.shades.length;
    if (known.width !== now.width || known.height !== now.height || share > SHARE) {
      writeFileSync(join(pictures, `${name}-now.png`), await png(now));
      found.push(`${name} looks otherwise in ${share.toFixed(2)} of 100 of it; ${name}-now.png is how`);
    }
  }
  if (canvas) await close(canvas);
  if (found.length) fail(`${found.join("\n")}\nUPDATE_GOLDEN=1 accepts how it looks now`);
};
