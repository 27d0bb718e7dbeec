// How quickly a report opens and searches in headless Chromium: node measure.mjs REPORT RUNS WORD...
// Prints a JSON object a run: milliseconds from the start of navigation, and of each search to its drawn rows.
// For tests/bench/page; never a test.
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { ARGUMENTS } from "./page.mjs";

const [report, runs, ...words] = process.argv.slice(2);

// Runs in the page before its own script: when the first rows stand.
function look() {
	if (document.querySelector("#rows th"))
		window.firstRows = performance.now();
	else
		requestAnimationFrame(look);
}

// What a person waits for: the rows of what was typed, laid out.
function search(word) {
	const box = document.getElementById("search"), before = performance.now();
	box.value = word;
	box.dispatchEvent(new Event("input"));
	document.body.getBoundingClientRect();
	return { took: performance.now() - before, at: performance.now() };
}

async function measure(browser) {
	const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
	const page = await context.newPage();
	await page.addInitScript(`${look}; requestAnimationFrame(look);`);
	await page.goto(pathToFileURL(report).href);
	const loaded = await page.evaluate(() => performance.now());
	const firstRows = await page.evaluate(() => window.firstRows);
	if (words.length === 0)
		console.log(JSON.stringify({ loaded }));
	const searches = [];
	for (const word of words)
		searches.push(await page.evaluate(search, word));
	if (words.length > 0)
		console.log(JSON.stringify({ loaded, firstRows, answered: searches[0].at,
			searches: searches.map(({ took }) => took) }));
	await context.close();
}

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
	args: ARGUMENTS });
for (let i = 0; i < Number(runs); i++)
	await measure(browser);
await browser.close();
