// report.html: the page's data, and what is found in it. Makes no element.
//
// A row is a number: its place in the columns that bundle/page_data.c writes. Nothing is made per row but
// what is drawn, so that 100,000 names open, sort and search at once.
"use strict";

const data = JSON.parse(document.getElementById("data").textContent);
const text = data.strings;
const total = data.name.length;
const ORIGIN = 4, PART = 3; // values that one of them takes in its list

const string = (number) => (number < 0 ? "" : text[number]);
const byUnits = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

// The pieces of one row in a list, WIDTH values each.
function listed(key, row, width) {
	const values = data[key], begins = data[key + "At"], pieces = [];
	for (let i = begins[row]; i < begins[row + 1]; i += width)
		pieces.push(values.slice(i, i + width));
	return pieces;
}

// ---- search ----

// Many texts as one in small letters, and where each begins.
function joined(texts) {
	const small = texts.map((each) => each.toLowerCase());
	const begins = new Uint32Array(small.length + 1);
	small.forEach((each, i) => { begins[i + 1] = begins[i] + each.length + 1; });
	return { all: small.join("\n") + "\n", begins };
}

let haystacks = null;

// What the search box looks through is made before it is needed, while nothing else is to do.
function warm() {
	haystacks ??= { names: joined(data.name), strings: joined(text) };
	return haystacks;
}

// Marks in HITS which of the texts hold the term; says whether any does.
function mark({ all, begins }, term, hits) {
	let found = all.indexOf(term), i = 0, any = false;
	while (found >= 0) {
		while (begins[i + 1] <= found)
			i++;
		hits[i] = 1;
		any = true;
		found = all.indexOf(term, begins[i + 1]);
	}
	return any;
}

// Marks the rows whose list holds a good text at PLACE of any piece.
function markListed(key, width, place, good, hits) {
	const values = data[key], begins = data[key + "At"];
	for (let row = 0; row < total; row++) {
		for (let i = begins[row] + place; i < begins[row + 1]; i += width)
			hits[row] |= good[values[i]];
	}
}

// The rows with a term in name, owner, reason, blocker or origin.
function rowsWith(term) {
	const hits = new Uint8Array(total), good = new Uint8Array(text.length);
	mark(warm().names, term, hits);
	if (!mark(warm().strings, term, good))
		return hits;
	for (const key of ["owner", "why", "said"])
		data[key].forEach((n, row) => { if (n >= 0) hits[row] |= good[n]; });
	markListed("blockers", 1, 0, good, hits);
	markListed("origins", ORIGIN, 0, good, hits);
	markListed("origins", ORIGIN, 1, good, hits);
	return hits;
}

// ---- filters: by key, the words of a value, and the list where a row may have several ----

const shared = (none) => (n) => (n < 0 ? ["", none] : [text[n], text[n]]);
const filters = [
	{ key: "verdict", label: "Verdict", word: (n) => data.verdicts[n] },
	{ key: "mechanism", label: "Mechanism", word: (n) => data.mechanisms[n] },
	{ key: "request", label: "Request", word: shared("none") },
	{ key: "origin", label: "Origin", word: shared(""), list: "origins" },
	{ key: "standing", label: "Standing", word: (n) => data.standings[n] },
	{ key: "owner", label: "Owner", word: shared("not known") },
];

// Calls ACT with each value of a row; one that it has twice comes twice.
function eachValue(filter, row, act) {
	if (!filter.list)
		return act(data[filter.key][row]);
	const values = data[filter.list], begins = data[filter.list + "At"];
	for (let i = begins[row]; i < begins[row + 1]; i += ORIGIN)
		act(values[i]);
}

// [value, words, how many rows have it], by words
function valuesOf(filter) {
	const counts = new Map(), last = new Map();
	for (let row = 0; row < total; row++) {
		eachValue(filter, row, (value) => {
			if (last.get(value) !== row)
				counts.set(value, (counts.get(value) ?? 0) + 1);
			last.set(value, row);
		});
	}
	return [...counts].map(([value, rows]) => [value, filter.word(value)[1], rows])
		.sort((a, b) => byUnits(a[1], b[1]));
}

// The rows of ORDERED that hold all terms of WORDS and have what is CHOSEN, pairs of filter and value.
function matching(ordered, words, chosen) {
	const keep = new Uint8Array(total).fill(1);
	for (const [filter, value] of chosen) {
		for (let row = 0; row < total; row++) {
			let has = 0;
			eachValue(filter, row, (each) => { has |= each === value; });
			keep[row] &= has;
		}
	}
	for (const term of words.toLowerCase().split(/\s+/).filter(Boolean)) {
		const hits = rowsWith(term);
		for (let row = 0; row < total; row++)
			keep[row] &= hits[row];
	}
	return ordered.filter((row) => keep[row] === 1);
}

// ---- order ----

const columns = [
	{ label: "Name" },
	{ label: "Verdict", key: "verdict", word: (n) => data.verdicts[n][1] },
	{ label: "What the plan does", key: "mechanism", word: (n) => data.mechanisms[n][1] },
	{ label: "Exposure", key: "exposure" },
	{ label: "Collateral", key: "collateral" },
	{ label: "In use since", key: "since", word: string },
	{ label: "Owner", key: "owner", word: string },
];

// What a column is sorted by, a whole number a row.
function ranks({ key, word }) {
	const values = data[key];
	if (!word)
		return values;
	const words = [...new Set(values)].map((value) => [value, word(value)]);
	words.sort((a, b) => byUnits(a[1], b[1]));
	const rank = new Map(words.map(([value], i) => [value, i]));
	return values.map((value) => rank.get(value));
}

let byName = null;

// All rows by a column, equal ones by name. Rank and place by name stand in one number each, since a browser
// sorts plain numbers many times faster than it asks a function.
function sorted(column, falling) {
	byName ??= [...data.name.keys()].sort((a, b) => byUnits(data.name[a], data.name[b]));
	if (!column.key)
		return falling ? [...byName].reverse() : byName;
	const rank = ranks(column);
	const keys = Float64Array.from(byName, (row, place) => (falling ? -rank[row] : rank[row]) * total + place);
	return Array.from(keys.sort(), (key) => byName[((key % total) + total) % total]);
}
