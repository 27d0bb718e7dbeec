// report.html in headless Chromium: node test.mjs SCREENSHOTS REPORT.html...
// Each report stands beside its plan.json, from which every expected value is worked out here.
import { readFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { checkCharts } from "./charts.mjs";
import { checkLook, checkPrint } from "./look.mjs";
import { ARGUMENTS, check, number, open, rowNames, same, share, shown, status, tell } from "./page.mjs";

const [screenshots, ...reports] = process.argv.slice(2);
const REFUSED = ["invalid", "stdlib", "reserved", "similar"];

async function checkNumbers(label, page, plan) {
	const figure = async (id) => number(await page.textContent("#figure-" + id));
	const internal = plan.names.filter((name) => name.private);
	same(`${label}: could be taken`, await figure("open"),
		internal.filter((name) => name.exposure > 0).length);
	same(`${label}: PyPI already blocks`, await figure("blocked"), internal.filter((name) =>
		REFUSED.includes(name.verdict) && name.exposure === 0).length);
	same(`${label}: requests worth making`, await figure("asks"),
		plan.requests.filter((request) => request.bundle === 1).length);
	same(`${label}: a card for each request`, await page.locator(".request").count(),
		plan.requests.length);
	same(`${label}: every name counted`, number(await status(page)), plan.names.length);
	same(`${label}: rows of the first piece`, (await rowNames(page)).length, Math.min(100, plan.names.length));
}

async function checkRows(label, page, plan) {
	const byName = new Map(plan.names.map((name) => [shown(name.name), name]));
	const cells = await page.$$eval("#rows tr.row", (rows) => rows.map((row) =>
		[...row.children].map((cell) => cell.textContent)));
	const wrong = cells.filter(([name, , , exposure, collateral]) => {
		const planned = byName.get(name);
		return planned === undefined || share(planned.exposure) !== exposure ||
			share(planned.collateral) !== collateral;
	});
	same(`${label}: rows as in plan.json`, wrong.slice(0, 3), []);
}

async function checkSearch(label, page, plan) {
	const names = plan.names.map((name) => shown(name.name));
	const word = names[Math.floor(names.length / 2)];
	await page.fill("#search", word);
	check(`${label}: search finds a name`, (await rowNames(page)).includes(word), await rowNames(page));
	await page.fill("#search", word.toUpperCase());
	check(`${label}: search in any case`, (await rowNames(page)).includes(word));
	await page.fill("#search", "no-such-name-anywhere");
	same(`${label}: search without a match`, [(await rowNames(page)).length, await status(page)],
		[0, `0 names of ${names.length.toLocaleString("en")}`]);
	await page.click("text=Clear");
	same(`${label}: cleared`, number(await status(page)), names.length);
}

async function checkFilters(label, page, plan) {
	for (const key of ["verdict", "mechanism", "request", "origin", "standing", "owner"]) {
		const select = page.locator("#filter-" + key);
		if (!(await select.isVisible()))
			continue;
		const options = await select.locator("option").evaluateAll((all) =>
			all.filter((each) => each.value !== "").map((each) => [each.value, each.textContent]));
		const found = options.map(([, words]) => number(/\(([\d,]+)\)$/.exec(words)[1]));
		for (const [i, [value]] of options.slice(0, 20).entries()) {
			await select.selectOption(value);
			same(`${label}: ${key} ${value}: as many as its filter says`, number(await status(page)), found[i]);
		}
		const counts = new Map(), valuesOf = key === "origin" ?
			(name) => [...new Set(name.origins.map((each) => each.operator))] : (name) => [name[key] ?? ""];
		plan.names.flatMap(valuesOf).forEach((value) => counts.set(value, (counts.get(value) ?? 0) + 1));
		same(`${label}: counts by ${key}`, found.sort(), [...counts.values()].sort());
		await select.selectOption("");
	}
}

async function checkSort(label, page, plan) {
	const click = (column) => page.click(`#columns button:text-is("${column}")`);
	const byBytes = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
	const names = plan.names.map((name) => shown(name.name)).sort(byBytes);
	await click("Name");
	same(`${label}: sorted by name`, await rowNames(page), names.slice(0, 100));
	await click("Name");
	same(`${label}: sorted by name, falling`, await rowNames(page), names.reverse().slice(0, 100));
	same(`${label}: the order is told`, await page.getAttribute("#columns th:first-child", "aria-sort"),
		"descending");
	await click("Exposure");
	const shares = await page.$$eval("#rows tr.row", (rows) => rows.map((row) => row.children[3].textContent));
	const expected = plan.names.map((name) => name.exposure).sort((a, b) => b - a).slice(0, 100).map(share);
	same(`${label}: sorted by exposure`, shares, expected);
}

async function checkDetails(label, page, plan) {
	const button = page.locator("#rows th button").first();
	const name = await button.textContent();
	const planned = plan.names.find((each) => shown(each.name) === name);
	await button.focus();
	await page.keyboard.press("Enter");
	same(`${label}: a row opens by keyboard`, await button.getAttribute("aria-expanded"), "true");
	const text = await page.textContent("#rows tr.detail");
	const expected = [planned.why, planned.said, planned.generic, planned.exception, ...(planned.places ?? []),
		...planned.blockers, ...planned.collateral_parts.map((part) => part.what),
		...planned.origins.map((origin) => origin.operator)].filter(Boolean).map(shown);
	same(`${label}: details tell all`, expected.filter((each) => !text.includes(each)), []);
	await page.keyboard.press("Enter");
	same(`${label}: and closes`, await page.locator("#rows tr.detail").count(), 0);
}

async function checkFragment(label, page, plan) {
	const link = page.locator("a.name[href^='#name=']").first();
	if ((await link.count()) === 0)
		return;
	const name = await link.textContent();
	await link.click();
	// The browser tells the page of the new fragment after the click has returned.
	await page.waitForSelector("#rows tr:first-child button[aria-expanded=true]", { timeout: 5000 }).catch(() => null);
	const first = page.locator("#rows th button").first();
	same(`${label}: a link in the text finds its row`,
		[await first.textContent(), await first.getAttribute("aria-expanded")], [name, "true"]);
	await page.click("text=Clear");
	same(`${label}: and all rows come back`, number(await status(page)), plan.names.length);
}

// A report is opened at a name; and whatever else stands behind `#` does nothing.
async function checkAddress(label, context, report, plan) {
	const name = shown(plan.names.at(-1).name);
	const { page, wrong } = await open(context, report, {}, `#name=${encodeURIComponent(name)}`);
	const first = page.locator("#rows th button").first();
	same(`${label}: opened at a name`, [await first.textContent(), await first.getAttribute("aria-expanded")],
		[name, "true"]);
	for (const fragment of ["#name=%E0%A4%A", "#<img src=x onerror=window.pwned=1>", "#verdict=constructor",
		"#__proto__=1&toString=2", "#search=%3Cscript%3Ewindow.pwned=1%3C/script%3E&owner=nobody", "#=&=", "#all"])
		await page.evaluate((hash) => { location.hash = hash; }, fragment);
	await page.waitForTimeout(0);
	same(`${label}: no address does anything`, [wrong, await page.evaluate(() => typeof window.pwned)],
		[[], "undefined"]);
	await page.close();
}

// Words and filters together are told in a link, and the link gives the same rows again.
async function checkLink(label, page, plan) {
	const name = plan.names.find((each) => each.owner !== null && each.origins.length > 0);
	if (name === undefined || !(await page.isVisible("#filter-owner")))
		return;
	const word = shown(name.name).slice(0, 3).trim();
	await page.fill("#search", word);
	await page.selectOption("#filter-verdict", { index: 1 });
	await page.selectOption("#filter-owner", { index: 2 });
	const [rows, chosen] = [await rowNames(page), await page.textContent("#filter-owner option:checked")];
	const href = await page.getAttribute("#choice a", "href");
	await page.click("text=Clear");
	check(`${label}: no choice, no link`, (await page.locator("#choice a").count()) === 0);
	await page.evaluate((address) => { location.hash = address; }, href);
	await page.waitForFunction((value) => document.getElementById("search").value === value, word);
	same(`${label}: a link gives the choice again`, [await rowNames(page),
		await page.textContent("#filter-owner option:checked")], [rows, chosen]);
	await page.click("text=Clear");
}

async function checkMore(label, page, plan) {
	if (plan.names.length <= 100)
		return;
	await page.focus("#more-button");
	await page.keyboard.press("Enter");
	const rows = (await rowNames(page)).length;
	check(`${label}: more rows by keyboard`, rows > 100, rows);
	while ((await rowNames(page)).length < Math.min(plan.names.length, 1000)) {
		const before = (await rowNames(page)).length;
		await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
		await page.waitForFunction((n) => document.querySelectorAll("#rows th").length > n, before);
	}
	same(`${label}: no row twice`, new Set(await rowNames(page)).size, (await rowNames(page)).length);
}

// Nothing of a plan may become markup: the page holds its own elements and no others.
async function checkInert(label, page) {
	const found = await page.evaluate(() => ({
		scripts: document.scripts.length,
		foreign: [...document.querySelectorAll("img,svg *:not(text,rect,path,polyline,circle),iframe,object,embed,form,link,base,video,audio")]
			.map((element) => element.tagName),
		handlers: [...document.querySelectorAll("*")].flatMap((element) =>
			element.getAttributeNames().filter((name) => name.startsWith("on") || name === "style")),
		links: [...document.querySelectorAll("a")].map((link) => link.getAttribute("href"))
			.filter((href) => !href.startsWith("#")),
		control: [...document.body.innerText].filter((c) =>
			/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\ufeff]/u.test(c)).length,
		ran: typeof window.pwned,
	}));
	same(`${label}: nothing of the plan is markup`, found,
		{ scripts: 2, foreign: [], handlers: [], links: [], control: 0, ran: "undefined" });
}

async function checkWithoutScript(label, browser, report, plan) {
	const context = await browser.newContext({ javaScriptEnabled: false });
	const { page } = await open(context, report);
	const text = await page.innerText("main");
	const expected = [...plan.own_side.slice(0, 3).map((action) => action.what),
		...plan.requests.filter((request) => request.bundle === 1).map((request) => request.why)];
	// What stands between back-ticks is shown as code, without them.
	const plain = (words) => words.replaceAll("`", "").replaceAll(/\s+/g, " ").trim();
	same(`${label}: no script: causes and requests are there`, expected.filter((each) => each &&
		!plain(text).includes(plain(shown(each)))), []);
	check(`${label}: no script: the figures are there`, await page.isVisible("#figure-open"));
	check(`${label}: no script: no dead table`, !(await page.isVisible("#tool")));
	check(`${label}: no script: says where the rows are`, text.includes("names.csv"));
	await context.close();
}

// The policy holds against a script and an image that somebody gets into the page.
async function checkPolicy(label, context, report) {
	const { page } = await open(context, report);
	const answered = [];
	page.on("requestfinished", (request) => answered.push(request.url()));
	const refused = await page.evaluate(async () => {
		const seen = [];
		addEventListener("securitypolicyviolation", (event) => seen.push(event.effectiveDirective));
		const script = document.createElement("script");
		script.textContent = "window.pwned = 1";
		const image = document.createElement("img");
		image.src = "https://pypi.org/x.png";
		document.body.append(script, image);
		await fetch("https://pypi.org/").catch(() => {});
		await new Promise((done) => setTimeout(done));
		return [...seen.sort(), typeof window.pwned];
	});
	same(`${label}: the policy refuses script, image and request`, refused,
		["connect-src", "img-src", "script-src-elem", "undefined"]);
	same(`${label}: none of them left the page`, answered, []);
	await page.close();
}

async function checkReport(browser, report) {
	const plan = JSON.parse(readFileSync(join(dirname(report), "plan.json"), "utf8"));
	const folder = dirname(report);
	const label = basename(basename(folder) === "internal" ? dirname(folder) : folder);
	const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
	const { page, wrong, requests } = await open(context, report);
	await checkNumbers(label, page, plan);
	await checkCharts(label, page, plan);
	if (plan.names.length > 0) {
		await checkRows(label, page, plan);
		await checkSearch(label, page, plan);
		await checkFilters(label, page, plan);
		await checkSort(label, page, plan);
		await checkDetails(label, page, plan);
		await checkFragment(label, page, plan);
		await checkLink(label, page, plan);
		await checkMore(label, page, plan);
	}
	await checkInert(label, page);
	same(`${label}: no error on the console`, wrong, []);
	same(`${label}: no request but the page itself`, requests, [pathToFileURL(report).href]);
	await page.close();
	await checkLook(label, context, report, screenshots);
	await checkPrint(label, context, report, plan, screenshots);
	await checkPolicy(label, context, report);
	if (plan.names.length > 0)
		await checkAddress(label, context, report, plan);
	await context.close();
	await checkWithoutScript(label, browser, report, plan);
}

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
	args: ARGUMENTS });
try {
	for (const report of reports)
		await checkReport(browser, resolve(report));
} catch (error) {
	check("the test itself ran to its end", false, String(error.stack ?? error));
} finally {
	await browser.close();
}
tell();
