// Files of bundles against their schemas, with ajv.
//
//   node validate.mjs POLICY-FOLDER BUNDLE|FILE.sarif...
//
// plan.json and request.json against the schemas that are published in policy/, findings.sarif against
// OASIS's, then what no schema says of SARIF: indexes that point to their rule, fingerprints that are
// each another's; and each line of tickets.jsonl. A schema that accepts everything would prove nothing:
// so each file is also broken in several ways, and has to be refused.
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import Ajv2020 from "ajv/dist/2020.js";
import AjvDraft04 from "ajv-draft-04";
import addFormats from "ajv-formats";

const [policy, ...given] = process.argv.slice(2);
const bundles = given.filter((one) => !one.endsWith(".sarif"));
const require = createRequire(import.meta.url);
let passed = 0;
let failed = 0;

function check(name, good, found) {
	good ? passed++ : failed++;
	if (!good)
		console.log(`not ok ${name}: ${JSON.stringify(found ?? null).slice(0, 500)}`);
}

const read = (...parts) => readFileSync(join(...parts), "utf8");
const parse = (...parts) => JSON.parse(read(...parts));

function validator(Ajv, schema) {
	// SARIF's schema holds a pattern that is no regular expression with `u`.
	const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
	addFormats(ajv);
	return ajv.compile(schema);
}

const schemas = {
	plan: validator(Ajv2020.default ?? Ajv2020, parse(policy, "plan.schema.json")),
	request: validator(Ajv2020.default ?? Ajv2020, parse(policy, "request.schema.json")),
	sarif: validator(AjvDraft04.default ?? AjvDraft04,
		require("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json")),
};

function fits(label, schema, document, broken) {
	check(label, schemas[schema](document), schemas[schema].errors);
	for (const [what, damage] of Object.entries(broken)) {
		const copy = structuredClone(document);
		damage(copy);
		check(`${label}: ${what} is refused`, !schemas[schema](copy));
	}
}

function checkSarif(label, sarif) {
	const [run] = sarif.runs;
	const rules = run.tool.driver.rules;
	check(`${label}: one run`, sarif.runs.length === 1);
	check(`${label}: rules are told apart`, new Set(rules.map((rule) => rule.id)).size === rules.length);
	check(`${label}: rules have CVSS-like severities`, rules.every((rule) =>
		Number(rule.properties["security-severity"]) > 0 && Number(rule.properties["security-severity"]) <= 10));
	check(`${label}: every result points to its rule`, run.results.every((result) =>
		rules[result.ruleIndex]?.id === result.ruleId));
	check(`${label}: and has its level`, run.results.every((result) =>
		rules[result.ruleIndex].defaultConfiguration.level === result.level));
	const prints = run.results.map((result) => result.partialFingerprints["nameward/v1"]);
	check(`${label}: fingerprints are told apart`, new Set(prints).size === prints.length);
	check(`${label}: a place each`, run.results.every((result) => result.locations.length === 1));
	const places = run.results.flatMap((result) => [...result.locations, ...(result.relatedLocations ?? [])]);
	check(`${label}: bases are declared`, places.every((place) => {
		const base = place.physicalLocation.artifactLocation.uriBaseId;
		return base === undefined || base in run.originalUriBaseIds;
	}));
	check(`${label}: addresses are addresses`, places.every((place) => {
		const { uri, uriBaseId } = place.physicalLocation.artifactLocation;
		return URL.canParse(uri, uriBaseId ? "file:///checkout/" : undefined) && /^[!-~]*$/.test(uri);
	}));
	check(`${label}: it says that it is not for the public`,
		JSON.stringify(run.invocations).includes("never upload it to a public repository"));
}

const ticketKeys = ["body", "cause", "id", "name_count", "names", "owner", "place_count", "places", "priority",
	"title"];

function checkTickets(label, lines, sarif) {
	const tickets = lines.map((line) => JSON.parse(line));
	const ids = tickets.map((ticket) => ticket.id);
	check(`${label}: ids are told apart`, new Set(ids).size === ids.length);
	const keys = new Set(tickets.map((ticket) => `${ticket.cause} ${JSON.stringify(ticket.owner)}`));
	check(`${label}: one an owner and cause`, keys.size === tickets.length);
	for (const ticket of tickets) {
		check(`${label}: keys`, Object.keys(ticket).sort().join() === ticketKeys.join(), Object.keys(ticket));
		check(`${label}: priority`, ["urgent", "high", "medium", "low"].includes(ticket.priority), ticket.priority);
		check(`${label}: title is ours`, /^[A-Za-z][A-Za-z',:. -]+ \([0-9,]+ (name|place)s?\)$/.test(ticket.title),
			ticket.title);
		check(`${label}: body fits a tracker`, ticket.body.length < 30000);
	}
	const owned = (result) => !["near-name-could-be-taken", "name-not-settled"].includes(result.ruleId);
	const causes = new Set(sarif.runs[0].results.filter(owned).map((result) => result.ruleId));
	check(`${label}: every cause of the findings has one`,
		[...causes].sort().join() === [...new Set(tickets.map((ticket) => ticket.cause))].sort().join(), [...causes]);
}

for (const bundle of bundles) {
	const label = bundle.split("/").pop();
	const sarif = parse(bundle, "internal/findings.sarif");
	fits(`${label}: plan.json`, "plan", parse(bundle, "internal/plan.json"), {
		"an unknown key": (plan) => { plan.extra = 1; },
		"a text for a number": (plan) => { plan.snapshot.names = "1"; },
		"no requests": (plan) => { delete plan.requests; },
	});
	if (existsSync(join(bundle, "send/request.json")))
		fits(`${label}: request.json`, "request", parse(bundle, "send/request.json"), {
			"an unknown key": (request) => { request.extra = 1; },
			"no contact": (request) => { delete request.organisation.contacts; },
			"a request without release": (request) => { request.requests[0].silence_is_release = false; },
		});
	fits(`${label}: findings.sarif`, "sarif", sarif, {
		"another version": (log) => { log.version = "2.0.0"; },
		"an unknown level": (log) => { log.runs[0].results[0].level = "fatal"; },
		"line 0": (log) => {
			log.runs[0].results[0].locations[0].physicalLocation.region = { startLine: 0 };
		},
		"no tool": (log) => { delete log.runs[0].tool; },
	});
	checkSarif(`${label}: findings.sarif`, sarif);
	checkTickets(`${label}: tickets.jsonl`,
		read(bundle, "internal/tickets.jsonl").split("\n").filter((line) => line !== ""), sarif);
}
// What an audit found.
for (const file of given.filter((one) => one.endsWith(".sarif"))) {
	const label = file.split("/").pop();
	const sarif = parse(file);
	fits(label, "sarif", sarif, {
		"an unknown level": (log) => { log.runs[0].results[0].level = "fatal"; },
		"no message": (log) => { delete log.runs[0].results[0].message; },
	});
	const { results, tool } = sarif.runs[0];
	check(`${label}: every result is of a rule`, results.length > 1 && results.every((result) =>
		tool.driver.rules.some((rule) => rule.id === result.ruleId)));
	check(`${label}: fingerprints are each another's`,
		new Set(results.map((result) => result.partialFingerprints["changeOf/v1"])).size === results.length);
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
