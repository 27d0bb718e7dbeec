// What the tests of report.html share: counting, how texts and numbers are shown, and opening a report.
import { pathToFileURL } from "node:url";

export const ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
	"--disable-background-networking", "--disable-component-update", "--disable-sync",
	"--host-resolver-rules=MAP * ~NOTFOUND"];

const counts = { passed: 0, failed: 0 };

export function check(name, good, found) {
	counts[good ? "passed" : "failed"]++;
	console.log(`${good ? "ok    " : "not ok"} ${name}` +
		(good || found === undefined ? "" : `: found ${JSON.stringify(found)}`));
}

export function same(name, found, expected) {
	const [a, b] = [JSON.stringify(found), JSON.stringify(expected)];
	check(name, a === b, a === b ? undefined : `${a}, expected ${b}`);
}

// base/escape.h, escape_terminal, written again from base/utf8.h.
const unshowable = (c) => c < 0x20 || (c >= 0x7f && c < 0xa0) || c === 0xad || c === 0x34f || c === 0x61c ||
	c === 0x115f || c === 0x1160 || c === 0x17b4 || c === 0x17b5 || c === 0x180e ||
	(c >= 0x200b && c <= 0x200f) || (c >= 0x2028 && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) ||
	(c >= 0xfe00 && c <= 0xfe0f) || c === 0xfeff || (c >= 0xfff0 && c <= 0xfffb) ||
	(c >= 0xe0000 && c <= 0xe0fff);
const NAMED = { 9: "\\t", 10: "\\n", 13: "\\r" };
export function shown(text) {
	return [...text].map((character) => {
		const c = character.codePointAt(0);
		if (!unshowable(c))
			return character;
		const digits = c < 0x100 ? 2 : c < 0x10000 ? 4 : 8;
		return NAMED[c] ?? "\\" + { 2: "x", 4: "u", 8: "U" }[digits] + c.toString(16).padStart(digits, "0");
	}).join("");
}

export function share(millionths) {
	const thousandths = Math.floor((millionths + 500) / 1000);
	return millionths > 0 && thousandths === 0 ? "<0.001" : (thousandths / 1000).toFixed(3);
}

// A page of REPORT, at a FRAGMENT of it, with everything that goes wrong in it.
export async function open(context, report, media = {}, fragment = "") {
	const page = await context.newPage();
	const wrong = [];
	page.on("console", (message) => {
		if (message.type() === "error" || message.type() === "warning")
			wrong.push(`${message.type()}: ${message.text()}`);
	});
	page.on("pageerror", (error) => wrong.push(`script: ${error.message}`));
	page.on("dialog", (dialog) => {
		wrong.push(`dialog: ${dialog.message()}`);
		dialog.dismiss();
	});
	const requests = [];
	page.on("request", (request) => requests.push(request.url()));
	await page.emulateMedia(media);
	await page.goto(pathToFileURL(report).href + fragment);
	return { page, wrong, requests };
}

export const rowNames = (page) => page.$$eval("#rows th button", (all) => all.map((each) => each.textContent));
export const status = (page) => page.textContent("#status");
export const number = (text) => Number(/^[\d,]+/.exec(text)[0].replaceAll(",", ""));

// The last line, and the exit code.
export function tell() {
	console.log(`${counts.passed} passed, ${counts.failed} failed`);
	process.exitCode = counts.failed === 0 && counts.passed > 0 ? 0 : 1;
}
