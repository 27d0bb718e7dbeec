// How a report looks: contrast, dark, paper, narrow, and what axe says of it.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { check, open, rowNames, same } from "./page.mjs";

const LEAST_CONTRAST = 4.5; // WCAG 2.2, 1.4.3
const WIDE = { width: 1280, height: 900 }, NARROW = { width: 360, height: 740 };
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

// The least contrast of any text against its ground (WCAG 2.2), and where.
function leastContrast() {
	const parse = (colour) => colour.match(/[\d.]+/g).map(Number);
	const light = ([r, g, b]) => [r, g, b].map((v) => v / 255)
		.map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
		.reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
	let least = [99, ""];
	for (const element of document.body.querySelectorAll("*")) {
		const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
		if (!own || element.offsetParent === null || element.closest("script,noscript,caption,option,select"))
			continue;
		let ground = element;
		while (ground && (parse(getComputedStyle(ground).backgroundColor)[3] ?? 1) === 0)
			ground = ground.parentElement;
		const [a, b] = [light(parse(getComputedStyle(element).color)),
			light(parse(getComputedStyle(ground ?? document.body).backgroundColor))];
		const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
		if (contrast < least[0])
			least = [contrast, `${element.tagName}.${element.className} ${element.textContent.slice(0, 40)}`];
	}
	return least;
}

// No rule of WCAG 2.2 A and AA, and no good practice that axe knows of, is broken.
async function checkAccess(label, page) {
	await page.evaluate(axe);
	const broken = await page.evaluate(async () => {
		const answer = await window.axe.run(document, { resultTypes: ["violations"], runOnly: { type: "tag",
			values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] } });
		return answer.violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 120)}`);
	});
	same(`${label}: axe finds nothing`, broken, []);
}

// Everything that folds is open, the first row too, and a filter is set: what a reader makes of the page.
async function unfold(page) {
	await page.evaluate(() => document.querySelectorAll("details").forEach((each) => { each.open = true; }));
	const verdict = page.locator("#filter-verdict");
	if (await verdict.isVisible())
		await verdict.selectOption({ index: 1 });
	const row = page.locator("#rows th button").first();
	if ((await row.count()) > 0)
		await row.click();
}

async function checkOne(label, context, report, screenshot, media, size) {
	const { page, wrong } = await open(context, report, media);
	await page.setViewportSize(size);
	await page.waitForSelector("#rows", { state: "attached" });
	const [contrast, where] = await page.evaluate(leastContrast);
	check(`${label}: text can be read (contrast ${contrast.toFixed(1)})`, contrast >= LEAST_CONTRAST, where);
	const dark = await page.evaluate(() => matchMedia("(prefers-color-scheme: dark)").matches);
	const [red] = (await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).match(/\d+/g);
	same(`${label}: the ground is ${dark ? "dark" : "light"}`, Number(red) < 128, dark);
	const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
	check(`${label}: nothing sticks out`, over <= 0, over);
	await page.screenshot({ path: `${screenshot}.png` });
	await page.screenshot({ path: `${screenshot}-whole.png`, fullPage: true });
	await checkAccess(label, page);
	await unfold(page);
	const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
	check(`${label}: unfolded: nothing sticks out`, wide <= 0, wide);
	await checkAccess(`${label}: unfolded`, page);
	same(`${label}: nothing went wrong`, wrong, []);
	await page.close();
}

export async function checkLook(label, context, report, screenshots) {
	for (const [colour, media] of [["light", { colorScheme: "light" }], ["dark", { colorScheme: "dark" }]]) {
		for (const [width, size] of [["wide", WIDE], ["narrow", NARROW]])
			await checkOne(`${label}: ${colour}, ${width}`, context, report,
				join(screenshots, `${label}-${colour}-${width}`), media, size);
	}
}

export async function checkPrint(label, context, report, plan, screenshots) {
	const { page, wrong } = await open(context, report, { media: "print" });
	const folded = await page.locator("details:not([open])").count();
	await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
	const rows = Math.min(2000, plan.names.length);
	same(`${label}: print: at most 2,000 rows`, (await rowNames(page)).length, rows);
	check(`${label}: print: and says so`, (await page.innerText("main")).includes("at most 2,000 names"));
	const said = plan.names.length > rows ? "the first 2,000 shown" : "name";
	check(`${label}: print: says how many`, (await page.textContent("#status")).includes(said));
	const hidden = await page.$$eval("#controls, nav, #more, #choice", (all) => all.filter((each) =>
		each.offsetParent !== null).length);
	same(`${label}: print: no controls`, hidden, 0);
	check(`${label}: print: the figures are there`, await page.isVisible("#figure-mend"));
	same(`${label}: print: the requests are there`, await page.locator(".request:visible").count(),
		plan.requests.length);
	const pdf = await page.pdf({ path: join(screenshots, `${label}.pdf`), format: "A4" });
	check(`${label}: print: a document comes out`, pdf.subarray(0, 4).toString() === "%PDF");
	await page.evaluate(() => dispatchEvent(new Event("afterprint")));
	same(`${label}: print: what was folded is folded again`, await page.locator("details:not([open])").count(),
		folded);
	same(`${label}: print: nothing went wrong`, wrong, []);
	await page.close();
}
