// The charts of a report, read back from the page and held against its plan.json.
// Seen to catch, each alone: by_worth turned round, fate_of without `exposure == 0`, `worth < most` in strongest()
// (bundle/page_charts.c); up() of base/chart.c by another height.
import { same, shown } from "./page.mjs";

// base/chart.c's drawing: from left to right, and from the ground up to the level of `most`.
const CURVE = { left: 8, right: 712, ground: 200, top: 28 };
const PIXEL = 0.06; // what one decimal place of a coordinate hides

const incidents = (millionths) => (Math.floor((millionths + 500) / 1000) / 1000).toFixed(3);
const figure = (count) => count.toLocaleString("en");
const sum = (numbers) => numbers.reduce((all, each) => all + each, 0);

const tableOf = (page, id) => page.$$eval(`#${id} tbody tr`, (rows) =>
	rows.map((row) => [...row.children].map((cell) => cell.textContent)));

const barsOf = (page, id) => page.$$eval(`#${id} svg`, (drawings) => drawings.flatMap((drawing) =>
	[...drawing.querySelectorAll("rect")].map((bar) => Number(bar.getAttribute("width")))));

// [words, names] of every bar, worked out from the plan alone.
const REFUSED = [["similar", "look-alike"], ["reserved", "namespace"], ["stdlib", "stdlib"],
	["invalid", "invalid"], ["exists", "exists"]];
const PERSON = ["publish", "convert", "claim", "report"];

function fateOf(plan, name) {
	if (name.request > 0)
		return plan.requests[name.request - 1].bundle === 1 ? "asked for now" : "asked for later";
	const refused = REFUSED.find(([verdict]) => verdict === name.verdict);
	if (refused && name.exposure === 0)
		return `blocked: ${refused[1]}`;
	return PERSON.includes(name.mechanism) ? "for a person to act on" :
		{ "own-side": "mended ourselves", watch: "watched" }[name.mechanism] ?? "left, nothing done";
}

const FATES = ["asked for now", "asked for later", ...REFUSED.map(([, words]) => `blocked: ${words}`),
	"mended ourselves", "for a person to act on", "watched", "left, nothing done"];

function count(words) {
	const counts = new Map();
	words.forEach((word) => counts.set(word, (counts.get(word) ?? 0) + 1));
	return counts;
}

function expectedFates(plan) {
	const counts = count(plan.names.map((name) => fateOf(plan, name)));
	return FATES.filter((fate) => counts.has(fate)).map((fate) => [fate, counts.get(fate)]);
}

function strongest(name) {
	const worth = (origin) => origin.weight * origin.probability;
	return name.origins.reduce((best, each) => (best && worth(best) >= worth(each) ? best : each), null)?.operator ??
		"no origin";
}

const byBytes = (a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b));

function expectedOrigins(plan) {
	const counts = [...count(plan.names.map(strongest))].sort((a, b) => b[1] - a[1] || byBytes(a[0], b[0]));
	const rest = counts.slice(12);
	return [...counts.slice(0, 12).map(([operator, names]) => [shown(operator), names]),
		...(rest.length > 0 ? [[`${rest.length} other origin${rest.length === 1 ? '' : 's'}`, sum(rest.map(([, names]) => names))]] : [])];
}

async function checkBars(label, page, id, expected) {
	same(`${label}: ${id}: as in plan.json`, await tableOf(page, id),
		expected.map(([words, names]) => [words, figure(names)]));
	const widths = await barsOf(page, id), most = Math.max(...expected.map(([, names]) => names));
	const widest = Math.max(...widths);
	const wrong = widths.filter((width, i) => Math.abs(width - widest * expected[i][1] / most) > 1);
	same(`${label}: ${id}: bars as long as their numbers`, [widths.length, wrong], [expected.length, []]);
}

// The requests in the order of the curve, and what is closed after each.
function expectedSteps(plan) {
	const requests = plan.requests.map((request, i) => ({ ...request, i })).sort((a, b) =>
		a.bundle - b.bundle || b.covers - a.covers || a.i - b.i);
	let closed = 0;
	return [["nothing asked", 0], ...requests.map((request, i) => [shown(`${i + 1}: ${request.id} ${request.mechanism}` +
		(request.target === null ? "" : ` ${request.target}`) + (request.bundle > 1 ? ", later" : "")),
	closed += request.covers])];
}

async function checkSteps(label, page, plan) {
	const steps = expectedSteps(plan), chosen = plan.requests.filter((request) => request.bundle === 1);
	same(`${label}: chart-asks: as in plan.json`, await tableOf(page, "chart-asks"),
		steps.map(([words, closed]) => [words, incidents(closed)]));
	const drawn = await page.$eval("#chart-asks svg", (drawing) => ({
		line: drawing.querySelector("polyline").getAttribute("points").split(" ").map((point) =>
			point.split(",").map(Number)),
		chosen: [...drawing.querySelectorAll("circle")].findIndex((dot) => dot.classList.contains("chosen")),
		mark: Number(/^M([\d.]+)/.exec(drawing.querySelector("path.chosen").getAttribute("d"))[1]),
		words: [...drawing.querySelectorAll("text")].map((each) => each.textContent),
	}));
	const most = Math.max(plan.totals.exposure_total, steps.at(-1)[1]), last = steps.length - 1;
	const wrong = drawn.line.filter(([x, y], i) =>
		Math.abs(x - CURVE.left - (CURVE.right - CURVE.left) * i / last) > PIXEL ||
		Math.abs(y - CURVE.ground + (CURVE.ground - CURVE.top) * steps[i][1] / most) > PIXEL);
	same(`${label}: chart-asks: the curve stands where its numbers are`, [drawn.line.length, wrong],
		[steps.length, []]);
	same(`${label}: chart-asks: this bundle is marked`, [drawn.chosen, Math.abs(drawn.mark -
		drawn.line[chosen.length][0]) < PIXEL], [chosen.length, true]);
	const cost = sum(chosen.map((request) => request.cost));
	const words = [`all that could be asked for: ${incidents(most)}`, `this bundle: ${chosen.length} ask` +
		`${chosen.length === 1 ? "" : "s"}, cost ${cost}, closes ${incidents(steps[chosen.length][1])}`];
	same(`${label}: chart-asks: and says what it closes`, words.filter((each) => !drawn.words.includes(each)), []);
}

export async function checkCharts(label, page, plan) {
	same(`${label}: three charts`, await page.$$eval("svg", (all) => all.map((each) =>
		each.closest("section").id)), [...(plan.requests.length > 0 ? ["chart-asks"] : []),
		...(plan.names.length > 0 ? ["chart-fates", "chart-origins"] : [])]);
	if (plan.requests.length > 0)
		await checkSteps(label, page, plan);
	if (plan.names.length > 0) {
		await checkBars(label, page, "chart-fates", expectedFates(plan));
		await checkBars(label, page, "chart-origins", expectedOrigins(plan));
	}
}
