// report.html: the table of all names. Reads the page's own JSON, writes text only, asks for nothing.
"use strict";
(() => {
	const CHUNK = 100; // rows added at a time
	const PRINTED = 2000; // rows on paper
	const data = JSON.parse(document.getElementById("data").textContent);
	const text = data.strings;
	const FLAG = { internal: 1, secret: 2 };

	// A row of the data by name (bundle/page_data.c writes them in this order).
	const [NAME, VERDICT, MECHANISM, STANDING, EXPOSURE, COLLATERAL, SINCE, OWNER, FLAGS, BEFORE,
		ALARM, ALARM_TARGET, BLOCKERS, ORIGINS, LEFT_OUT, PARTS, GENERIC, EXCEPTION, PLACES, WHY,
		SAID, REQUEST] = Array(22).keys();

	const at = (id) => document.getElementById(id);
	const string = (number) => (number < 0 ? "" : text[number]);
	const share = (millionths) => {
		const thousandths = Math.floor((millionths + 500) / 1000);
		return millionths > 0 && thousandths === 0 ? "<0.001" : (thousandths / 1000).toFixed(3);
	};
	const count = (n, word) => n.toLocaleString("en") + " " + word + (n === 1 ? "" : "s");

	function make(tag, content, className) {
		const element = document.createElement(tag);
		if (className)
			element.className = className;
		for (const part of [].concat(content ?? []))
			element.append(part);
		return element;
	}

	const columns = [
		{ label: "Name", of: (row) => row[NAME] },
		{ label: "Verdict", of: (row) => data.verdicts[row[VERDICT]][1] },
		{ label: "What the plan does", of: (row) => data.mechanisms[row[MECHANISM]][1] },
		{ label: "Exposure", of: (row) => row[EXPOSURE], number: true },
		{ label: "Collateral", of: (row) => row[COLLATERAL], number: true },
		{ label: "In use since", of: (row) => string(row[SINCE]) },
		{ label: "Owner", of: (row) => string(row[OWNER]) },
	];

	// Each filter is a select; its values are those that occur.
	const filters = [
		{ key: "verdict", label: "Verdict", of: (row) => row[VERDICT], word: (n) => data.verdicts[n] },
		{ key: "mechanism", label: "What the plan does", of: (row) => row[MECHANISM],
			word: (n) => data.mechanisms[n] },
		{ key: "standing", label: "Standing", of: (row) => row[STANDING],
			word: (n) => data.standings[n] },
		{ key: "owner", label: "Owner", of: (row) => row[OWNER],
			word: (n) => (n < 0 ? ["", "not known"] : [text[n], text[n]]) },
	];

	const order = { column: 3, falling: true };
	let ordered = data.rows; // all rows, in order
	let shown = []; // those that match
	let drawn = 0; // how many of them stand in the table
	let opened = null; // a name whose details are open from the start
	const words = new Map(); // row -> what the search box looks through

	function haystack(row) {
		let found = words.get(row);
		if (found === undefined) {
			const parts = [row[NAME], string(row[OWNER]), string(row[WHY]), string(row[SAID])];
			row[BLOCKERS].forEach((n) => parts.push(text[n]));
			row[ORIGINS].forEach((origin) => parts.push(text[origin[0]], text[origin[1]]));
			words.set(row, found = parts.join("\n").toLowerCase());
		}
		return found;
	}

	// What the search box looks through is made while nothing else is to do.
	function warm(from) {
		const end = Math.min(from + 2000, data.rows.length);
		data.rows.slice(from, end).forEach(haystack);
		if (end < data.rows.length)
			requestIdleCallback(() => warm(end));
	}

	function compare(a, b) {
		const of = columns[order.column].of;
		const x = of(a), y = of(b);
		if (x !== y)
			return (x < y) === order.falling ? 1 : -1;
		return a[NAME] < b[NAME] ? -1 : a[NAME] > b[NAME] ? 1 : 0;
	}

	function matching() {
		const terms = at("search").value.toLowerCase().split(/\s+/).filter(Boolean);
		const chosen = filters.filter((filter) => filter.select.value !== "");
		return ordered.filter((row) =>
			chosen.every((filter) => String(filter.of(row)) === filter.select.value) &&
			(terms.length === 0 || terms.every((term) => haystack(row).includes(term))));
	}

	function fact(list, label, content) {
		if (content === "" || content === null || content.length === 0)
			return;
		list.append(make("dt", label), make("dd", content));
	}

	const codes = (numbers) => make("ul", numbers.map((n) => make("li", make("code", text[n]))), "flow");

	function originLine([operator, target, weight, probability]) {
		const line = make("li", make("code", text[operator] + (text[target] ? ":" + text[target] : "")));
		line.append(" weight " + share(weight) + " \u00d7 prior " + share(probability));
		return line;
	}

	function details(row) {
		const list = make("dl", null, "facts");
		const alarm = data.alarms[row[ALARM]];
		fact(list, "Why", string(row[WHY]));
		fact(list, "Request", string(row[REQUEST]));
		fact(list, "Blocked by", row[BLOCKERS].length ? codes(row[BLOCKERS]) : "");
		fact(list, "PyPI's alarm", alarm ? alarm + " of " + string(row[ALARM_TARGET]) : "");
		fact(list, "Exposure", share(row[EXPOSURE]) + ", before verdict and alarm " + share(row[BEFORE]));
		const origins = row[ORIGINS].map(originLine);
		if (row[LEFT_OUT] > 0)
			origins.push(make("li", "and " + row[LEFT_OUT] + " more"));
		fact(list, "Origins", origins.length ? make("ul", origins) : "");
		fact(list, "Language models", string(row[SAID]));
		fact(list, "Collateral", row[PARTS].length ? make("ul", row[PARTS].map(([what, detail, value]) =>
			make("li", text[what] + " " + share(value) + (text[detail] ? ": " + text[detail] : "")))) : "");
		fact(list, "Generic", string(row[GENERIC]));
		fact(list, "Exception", string(row[EXCEPTION]));
		fact(list, "Standing", data.standings[row[STANDING]][1]);
		fact(list, "Internal name", row[FLAGS] & FLAG.internal ? "yes" : "");
		fact(list, "Secret", row[FLAGS] & FLAG.secret ? "yes: in nothing that leaves" : "");
		fact(list, "Seen in", row[PLACES].length ? codes(row[PLACES]) : "");
		return list;
	}

	function toggle(button, row, line) {
		const open = button.getAttribute("aria-expanded") !== "true";
		button.setAttribute("aria-expanded", String(open));
		if (open) {
			const cell = make("td", details(row));
			cell.colSpan = columns.length;
			line.after(make("tr", cell, "detail"));
		} else {
			line.nextElementSibling.remove();
		}
	}

	function draw(row) {
		const line = make("tr", null, "row");
		const button = make("button", row[NAME]);
		const head = make("th", button);
		button.type = "button";
		button.setAttribute("aria-expanded", "false");
		button.addEventListener("click", () => toggle(button, row, line));
		head.scope = "row";
		const verdict = data.verdicts[row[VERDICT]];
		line.append(head, make("td", make("span", verdict[1], "badge " + verdict[0])),
			make("td", data.mechanisms[row[MECHANISM]][1], "plain"),
			make("td", share(row[EXPOSURE]), "number"),
			make("td", share(row[COLLATERAL]), "number"),
			make("td", string(row[SINCE]), "plain"), make("td", string(row[OWNER])));
		return line;
	}

	function say() {
		const all = data.rows.length;
		let line = count(shown.length, "name") + (shown.length < all ?
			" of " + all.toLocaleString("en") : "");
		if (drawn < shown.length)
			line += ", the first " + drawn.toLocaleString("en") + " shown";
		at("status").textContent = line;
		at("more").hidden = drawn >= shown.length;
	}

	function drawMore(rows) {
		const piece = document.createDocumentFragment();
		for (const row of shown.slice(drawn, drawn + rows))
			piece.append(draw(row));
		at("rows").append(piece);
		drawn = Math.min(shown.length, drawn + rows);
		say();
	}

	function redraw() {
		shown = matching();
		drawn = 0;
		at("rows").replaceChildren();
		const first = opened === null ? -1 : shown.findIndex((row) => row[NAME] === opened);
		opened = null;
		if (first >= 0)
			shown.unshift(...shown.splice(first, 1));
		drawMore(CHUNK);
		if (first >= 0)
			at("rows").querySelector("button").click();
	}

	function makeFilters() {
		for (const filter of filters) {
			const values = [...new Set(data.rows.map(filter.of))];
			const select = filter.select = make("select");
			const label = make("label", [filter.label, make("br"), select]);
			select.id = "filter-" + filter.key;
			select.append(new Option("all", ""));
			values.map((value) => [value, filter.word(value)[1]])
				.sort((a, b) => (a[1] < b[1] ? -1 : a[1] > b[1] ? 1 : 0))
				.forEach(([value, word]) => select.append(new Option(word, String(value))));
			select.addEventListener("change", redraw);
			label.hidden = values.length < 2;
			at("controls").append(label);
		}
		const clear = make("button", "Clear", "button");
		clear.type = "button";
		clear.addEventListener("click", () => {
			reset();
			redraw();
			at("search").focus();
		});
		at("controls").append(clear);
	}

	function reset() {
		at("search").value = "";
		filters.forEach((filter) => { filter.select.value = ""; });
	}

	function sort() {
		ordered = [...data.rows].sort(compare);
		at("columns").querySelectorAll("th").forEach((head, i) => {
			head.setAttribute("aria-sort", i !== order.column ? "none" :
				order.falling ? "descending" : "ascending");
		});
	}

	function makeColumns() {
		columns.forEach((column, i) => {
			const button = make("button", column.label);
			const head = make("th", button, column.number ? "number" : "");
			button.type = "button";
			head.scope = "col";
			button.addEventListener("click", () => {
				order.falling = order.column === i ? !order.falling : Boolean(column.number);
				order.column = i;
				sort();
				redraw();
			});
			at("columns").append(head);
		});
		sort();
	}

	// A fragment may be anybody's: half a character in it is no name.
	function fromFragment(coded) {
		try {
			return decodeURIComponent(coded);
		} catch {
			return "";
		}
	}

	// #name=acme-vault and #verdict=similar, as the lists above link to.
	function follow() {
		const [, key, coded] = /^#([a-z]+)=((?:[\w.~-]|%[0-9A-F]{2})*)$/.exec(location.hash) ?? [];
		const value = fromFragment(coded ?? "");
		const filter = filters.find((each) => each.key === key);
		if (key !== "name" && filter === undefined)
			return;
		reset();
		if (key === "name") {
			at("search").value = value;
			opened = value;
		} else {
			const option = [...filter.select.options].find((each) =>
				each.value !== "" && filter.word(Number(each.value))[0] === value);
			filter.select.value = option ? option.value : "";
		}
		redraw();
		at("all").scrollIntoView();
	}

	makeFilters();
	makeColumns();
	at("search").addEventListener("input", redraw);
	at("more-button").addEventListener("click", () => drawMore(CHUNK));
	new IntersectionObserver((entries) => {
		if (entries.some((entry) => entry.isIntersecting) && drawn < shown.length)
			drawMore(CHUNK);
	}, { rootMargin: "600px" }).observe(at("more"));
	addEventListener("hashchange", follow);
	addEventListener("beforeprint", () => {
		document.querySelectorAll("details").forEach((details) => { details.open = true; });
		if (drawn < PRINTED)
			drawMore(PRINTED - drawn);
	});
	at("tool").hidden = false;
	redraw();
	follow();
	requestIdleCallback(() => warm(0));
})();
