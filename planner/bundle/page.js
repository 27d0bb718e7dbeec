// report.html: the table of all names, drawn from what page_find.js found. Writes text only, asks for nothing.
(() => {
	const CHUNK = 100; // rows added at a time
	const PRINTED = 2000; // rows on paper
	const FLAG = { internal: 1, secret: 2 };
	const order = { column: 3, falling: true };
	let ordered = []; // all rows, in order
	let shown = []; // those that match
	let drawn = 0; // how many of them stand in the table

	const at = (id) => document.getElementById(id);
	const share = (millionths) => {
		const thousandths = Math.floor((millionths + 500) / 1000);
		return millionths > 0 && thousandths === 0 ? "<0.001" : (thousandths / 1000).toFixed(3);
	};
	const number = (n) => n.toLocaleString("en");
	const count = (n, word) => number(n) + " " + word + (n === 1 ? "" : "s");

	function make(tag, content, className) {
		const element = document.createElement(tag);
		if (className)
			element.className = className;
		for (const part of [].concat(content ?? []))
			element.append(part);
		return element;
	}

	function makeButton(content, className, act) {
		const button = make("button", content, className);
		button.type = "button";
		button.addEventListener("click", act);
		return button;
	}

	// ---- details of a row ----

	function fact(list, label, content) {
		if (content !== "" && content.length !== 0)
			list.append(make("dt", label), make("dd", content));
	}

	const codes = (pieces) => (pieces.length === 0 ? "" :
		make("ul", pieces.map(([n]) => make("li", make("code", text[n]))), "flow"));
	const bullets = (lines) => (lines.length === 0 ? "" : make("ul", lines));

	function originLine([operator, target, weight, probability]) {
		const line = make("li", make("code", text[operator] + (string(target) ? ":" + text[target] : "")));
		line.append(" weight " + share(weight) + " \u00d7 prior " + share(probability));
		return line;
	}

	function originLines(row) {
		const left = data.originsLeftOut[row];
		return listed("origins", row, ORIGIN).map(originLine)
			.concat(left > 0 ? make("li", "and " + number(left) + " more") : []);
	}

	const partLine = ([what, detail, value]) =>
		make("li", text[what] + " " + share(value) + (string(detail) ? ": " + text[detail] : ""));

	function details(row) {
		const list = make("dl", null, "facts");
		const alarm = data.alarms[data.alarm[row]];
		fact(list, "Why", string(data.why[row]));
		fact(list, "Request", string(data.request[row]));
		fact(list, "Blocked by", codes(listed("blockers", row, 1)));
		fact(list, "PyPI's alarm", alarm ? alarm + " of " + string(data.alarmTarget[row]) : "");
		fact(list, "Exposure", share(data.exposure[row]) + ", before verdict and alarm " + share(data.before[row]));
		fact(list, "Origins", bullets(originLines(row)));
		fact(list, "Language models", string(data.said[row]));
		fact(list, "Collateral", bullets(listed("parts", row, PART).map(partLine)));
		fact(list, "Generic", string(data.generic[row]));
		fact(list, "Exception", string(data.exception[row]));
		fact(list, "Standing", data.standings[data.standing[row]][1]);
		fact(list, "Internal name", data.flags[row] & FLAG.internal ? "yes" : "");
		fact(list, "Secret", data.flags[row] & FLAG.secret ? "yes: in nothing that leaves" : "");
		fact(list, "Seen in", codes(listed("places", row, 1)));
		fact(list, "Address", link("Link to this name", [["name", data.name[row]]]));
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

	// ---- rows ----

	function draw(row) {
		const line = make("tr", null, "row");
		const button = makeButton(data.name[row], "", () => toggle(button, row, line));
		const head = make("th", button);
		button.setAttribute("aria-expanded", "false");
		head.scope = "row";
		const [verdict, words] = data.verdicts[data.verdict[row]];
		line.append(head, make("td", make("span", words, "badge " + verdict)),
			make("td", data.mechanisms[data.mechanism[row]][1], "plain"),
			make("td", share(data.exposure[row]), "number"),
			make("td", share(data.collateral[row]), "number"),
			make("td", string(data.since[row]), "plain"), make("td", string(data.owner[row])));
		return line;
	}

	function say() {
		let line = count(shown.length, "name") + (shown.length < total ? " of " + number(total) : "");
		if (drawn < shown.length)
			line += ", the first " + number(drawn) + " shown";
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

	const selected = () => filters.filter((filter) => filter.select.value !== "")
		.map((filter) => [filter, Number(filter.select.value)]);

	// What matches now; OPENED, a name, comes first with its details.
	function redraw(opened) {
		const words = at("search").value;
		shown = matching(ordered, words, selected());
		drawn = 0;
		at("rows").replaceChildren();
		const first = opened === undefined ? -1 : shown.findIndex((row) => data.name[row] === opened);
		if (first >= 0)
			shown.unshift(...shown.splice(first, 1));
		drawMore(CHUNK);
		if (first >= 0)
			at("rows").querySelector("button").click();
		const pairs = selected().map(([filter, value]) => [filter.key, filter.word(value)[0]]);
		if (words.trim() !== "")
			pairs.push(["search", words.trim()]);
		at("choice").replaceChildren(...(pairs.length > 0 ? [link("Link to this choice", pairs), clear] : []));
	}

	// ---- addresses: #name=acme-vault, #verdict=similar&owner=identity&search=vault ----
	// The page gives links and never writes its own address: a browser may share what it remembers.

	function link(words, pairs) {
		const element = make("a", words);
		element.href = "#" + pairs.map(([key, value]) => key + "=" + encodeURIComponent(value)).join("&");
		return element;
	}

	// A fragment may be anybody's: half a character in it is no name.
	function decoded(coded) {
		try {
			return decodeURIComponent(coded);
		} catch {
			return "";
		}
	}

	function choose(key, value) {
		const filter = filters.find((each) => each.key === key);
		if (filter)
			filter.select.value = [...filter.select.options].map((option) => option.value).find((each) =>
				each !== "" && filter.word(Number(each))[0] === value) ?? "";
		else
			at("search").value = value;
	}

	function follow() {
		const ours = ["name", "search", ...filters.map((filter) => filter.key)];
		const pairs = location.hash.slice(1).split("&").map((pair) => pair.split("="))
			.filter((pair) => pair.length === 2 && ours.includes(pair[0]))
			.map(([key, coded]) => [key, decoded(coded)]);
		if (pairs.length === 0)
			return;
		reset();
		pairs.forEach(([key, value]) => choose(key, value));
		redraw(pairs.find(([key]) => key === "name")?.[1]);
		at("all").scrollIntoView();
	}

	// ---- controls ----

	function reset() {
		at("search").value = "";
		filters.forEach((filter) => { filter.select.value = ""; });
	}

	const clear = makeButton("Clear", "button", () => {
		reset();
		redraw();
		at("search").focus();
	});

	function makeFilter(filter) {
		const values = valuesOf(filter);
		const select = filter.select = make("select");
		const label = make("label", [filter.label, make("br"), select]);
		select.id = "filter-" + filter.key;
		select.append(new Option("all", ""));
		for (const [value, words, rows] of values)
			select.append(new Option(words + " (" + number(rows) + ")", String(value)));
		select.addEventListener("change", () => redraw());
		label.hidden = values.length < 2;
		at("controls").append(label);
	}

	function sort() {
		ordered = sorted(columns[order.column], order.falling);
		at("columns").querySelectorAll("th").forEach((head, i) => head.setAttribute("aria-sort",
			i !== order.column ? "none" : order.falling ? "descending" : "ascending"));
	}

	function makeColumn(column, i) {
		const isNumber = Boolean(column.key) && !column.word;
		const head = make("th", makeButton(column.label, "", () => {
			order.falling = order.column === i ? !order.falling : isNumber;
			order.column = i;
			sort();
			redraw();
		}), isNumber ? "number" : "");
		head.scope = "col";
		at("columns").append(head);
	}

	// Paper shows what is folded away, and more rows.
	const unfolded = new Set();
	addEventListener("beforeprint", () => {
		document.querySelectorAll("details:not([open])").forEach((each) => {
			each.open = true;
			unfolded.add(each);
		});
		if (drawn < PRINTED)
			drawMore(PRINTED - drawn);
	});
	addEventListener("afterprint", () => {
		unfolded.forEach((each) => { each.open = false; });
		unfolded.clear();
	});

	filters.forEach(makeFilter);
	columns.forEach(makeColumn);
	sort();
	at("search").addEventListener("input", () => redraw());
	at("more-button").addEventListener("click", () => drawMore(CHUNK));
	new IntersectionObserver((entries) => {
		if (entries.some((entry) => entry.isIntersecting) && drawn < shown.length)
			drawMore(CHUNK);
	}, { rootMargin: "600px" }).observe(at("more"));
	addEventListener("hashchange", follow);
	at("tool").hidden = false;
	redraw();
	follow();
	requestIdleCallback(warm);
})();
