/* Alerts: what a plan tells the people of the company to do, one thing each. */
#include "bundle/alerts.h"
#include "base/digest.h"
#include "base/intern.h"
#include "base/limits.h"
#include "base/text.h"
#include "bundle/withhold.h"
#include "plan/plan.h"
#include "registry/findings.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char use_one_index[] =
	"Ask one index alone: the internal one, which passes PyPI's projects on, or a setting that "
	"binds each internal name to it. Install with hashes.";
static const char encrypt[] = "Ask over https, with a certificate that is checked.";
static const char family[] =
	"Rename into a family with a prefix that the policy declares, with the next major version.";

/* Rules of single names, then those of own-side actions, whose ids are the causes of the plan. */
const struct alert_rule alert_rules[] = {
	{"active-confusion", "A project appeared under an internal name already in use",
		URGENCY_NOW, true,
		"A project of this name appeared on PyPI after the name came into use here. "
		"Machines that ask PyPI for it have been getting a stranger's code.",
		"Keep the name off PyPI's answers today, find the machines that installed it, and "
		"treat them as compromised until shown otherwise."},
	{"name-taken", "An internal name is somebody else's project", URGENCY_HIGH, true,
		"An internal name is a project of somebody else on PyPI. A machine that asks PyPI "
		"for it gets theirs.",
		"Bind the name to the internal index, look at what was installed under it since "
		"the project appeared, then rename it into your family."},
	{"name-locked-out", "An internal name is locked by a stranger's look-alike", URGENCY_MEDIUM,
		true,
		"PyPI refuses the internal name to everybody as long as a stranger's look-alike "
		"stands. Its owner can delete it and take the name a minute later.",
		"Bind the name to the internal index, and rename it into your family."},
	{"name-could-be-taken", "An internal name could be taken on PyPI", URGENCY_MEDIUM, true,
		"Anybody can register this internal name on PyPI, unless PyPI prohibits it, which "
		"cannot be seen from outside.",
		"Bind the name to the internal index. What is asked of PyPI stands in report.html; "
		"until it is granted, nothing else holds the name."},
	{"near-name-could-be-taken", "A name near one of yours could be taken on PyPI", URGENCY_LOW,
		false,
		"A name that people or language models may write for one of yours, and that "
		"anybody can register on PyPI.",
		"Nothing at the place shown is wrong. Refuse the name on the internal index, and "
		"watch it."},
	{"name-not-settled", "Whether a name is open is not settled", URGENCY_LOW, false,
		"An answer of the registry was missing. Doubt is no ground for a request.",
		"Plan again with --confirm."},
	{"extra-index-url", "pip asks two indexes for the same names", URGENCY_HIGH, true,
		"pip takes the highest version that any of its indexes offers.", use_one_index},
	{"index-strategy", "uv looks at every index for the same names", URGENCY_HIGH, true,
		"uv takes the best version that any of its indexes offers.", use_one_index},
	{"index-order", "A public index is asked before the internal one", URGENCY_HIGH, true,
		"A public index is asked before the internal one.", use_one_index},
	{"poetry-source", "Poetry asks PyPI for internal names too", URGENCY_HIGH, true,
		"Poetry asks PyPI for internal names, too.", use_one_index},
	{"pdm-source", "PDM asks PyPI for internal names too", URGENCY_HIGH, true,
		"PDM asks PyPI for internal names, too.", use_one_index},
	{"pipfile-source", "Pipenv asks PyPI for internal names too", URGENCY_HIGH, true,
		"Pipenv asks PyPI for internal names, too.", use_one_index},
	{"ignored-errors", "A refused log-in leads to the public index", URGENCY_HIGH, true,
		"A refused log-in at the internal index leads to the public one.",
		"Let a refused log-in end the installation."},
	{"public-project-gone", "A public project that we use is gone", URGENCY_HIGH, true,
		"A lock file says that a name came from PyPI, and the project is gone: somebody "
		"else may take the name.",
		"Remove it, or keep a copy on the internal index under a name of your own."},
	{"unexplained-requirement", "A requirement that no index we know explains", URGENCY_HIGH,
		true,
		"A requirement that stands on no known index: whoever registers the name is "
		"installed here.",
		"Find out what it is: correct the typo, remove the line, or add the name to the "
		"list of internal names."},
	{"index-without-tls", "An index is asked without encryption", URGENCY_MEDIUM, true,
		"An index is asked without encryption: whoever is on the way can answer.", encrypt},
	{"trusted-host", "A host's certificate is not checked", URGENCY_MEDIUM, true,
		"A host's certificate is not checked: whoever is on the way can answer.", encrypt},
	{"name-without-prefix", "Internal names without a prefix", URGENCY_LOW, true,
		"Internal names that no namespace can cover, and that PyPI often gives to others "
		"who ask.",
		family},
	{"generic-name", "Internal names made of common words", URGENCY_LOW, true,
		"Internal names of common words: never asked for, and somebody will rightly "
		"register them.",
		family},
	{"prefix-not-asked-for", "A prefix that is not asked for", URGENCY_LOW, true,
		"A declared prefix that cannot be asked for as a namespace.",
		"Choose a longer prefix that nobody else uses for new names."},
	/* A cause that this table does not know: last. */
	{"own-side-other", "To mend in your own files", URGENCY_MEDIUM, true,
		"Something in your own files to mend.", "The message says what."},
	{0},
};

const char *urgency_name(enum urgency urgency)
{
	static const char *const names[URGENCIES] = {"urgent", "high", "medium", "low"};
	return names[urgency];
}

const struct alert_rule *alert_rule_find(const char *id)
{
	for (const struct alert_rule *rule = alert_rules; rule->id != NULL; rule++) {
		if (strcmp(rule->id, id) == 0)
			return rule;
	}
	return NULL;
}

/* The rule of an own-side action's cause; of one that is not known, the last. */
static const struct alert_rule *rule_of_cause(const char *cause)
{
	const struct alert_rule *rule = alert_rule_find(cause);
	return rule ? rule : alert_rule_find("own-side-other");
}

struct maker {
	const struct plan *plan;
	struct alerts *alerts;
	struct withhold withhold;
	struct intern *digests; /* fingerprints given, and how often */
	ARRAY(uint32_t) given;
};

static const char *tell(struct maker *maker, const char *sentence)
{
	autotext struct text told = text_new(LIMIT_LINE_BYTES);
	withhold_text(&maker->withhold, sentence ? sentence : "", &told);
	return intern_string(maker->alerts->pool, told.bytes);
}

/* Adds STRING and a line feed; a run of digits becomes one `#` where NUMBERS do not count. */
static void add_hashed(struct text *out, const char *string, bool numbers)
{
	for (const char *at = string; *at != '\0'; at++) {
		bool digit = *at >= '0' && *at <= '9';
		bool follows = at > string && at[-1] >= '0' && at[-1] <= '9';
		if (numbers || !digit)
			text_add_char(out, *at);
		else if (!follows)
			text_add_char(out, '#');
	}
	text_add_char(out, '\n');
}

/* Of equal ones the first is `:1`: the plan's order tells them apart. */
static void set_fingerprint(struct maker *maker, struct alert *alert)
{
	char digits[DIGEST_TEXT_BYTES];
	autotext struct text hashed = text_new(LIMIT_FILE_BYTES);
	add_hashed(&hashed, alert->rule->id, true);
	add_hashed(&hashed, alert->name ? alert->name : "", true);
	add_hashed(&hashed, !alert->name && alert->places.count ? alert->places.items[0].file : "",
		true);
	add_hashed(&hashed, alert->name ? "" : alert->what, false);
	struct digest digest = digest_of(hashed.bytes, hashed.length);
	digest_format(&digest, digits);
	uint32_t number = intern_number(maker->digests, digits, strlen(digits));
	if (number == maker->given.count)
		*array_add(&maker->given) = 0;
	snprintf(alert->fingerprint, sizeof alert->fingerprint, "%s:%u", digits,
		++maker->given.items[number]);
}

/* "src/requirements.txt:4" */
static struct alert_place place_of(struct maker *maker, const char *place)
{
	const char *colon = strrchr(place, ':');
	size_t digits = colon ? strspn(colon + 1, "0123456789") : 0;
	bool has_line = digits > 0 && digits < 10 && colon[1 + digits] == '\0';
	size_t length = has_line ? (size_t)(colon - place) : strlen(place);
	return (struct alert_place){intern_text(maker->alerts->pool, place, length),
		has_line ? strtoul(colon + 1, NULL, 10) : 0};
}

static void add_places(struct maker *maker, struct alert *alert, const struct plan_name *name)
{
	for (size_t i = 0; i < name->place_count && alert->places.count < LIMIT_PLACES; i++)
		*array_add(&alert->places) = place_of(maker, name->places[i]);
}

static int compare_name(const void *key, const void *item)
{
	return strcmp(key, ((const struct plan_name *)item)->name);
}

static const struct plan_name *find_name(const struct plan *plan, const char *name)
{
	return plan->names.count == 0 ? NULL
				      : bsearch(name, plan->names.items, plan->names.count,
						sizeof *plan->names.items, compare_name);
}

/* A name that is no seed stands nowhere: its places are those of the internal name that it is
 * likest to. */
static void add_places_of_target(
	struct maker *maker, struct alert *alert, const struct plan_name *name)
{
	const struct plan_name *likest = NULL;
	uint64_t most = 0;
	for (size_t i = 0; i < name->origin_count; i++) {
		const struct origin *origin = &name->origins[i];
		uint64_t value = (uint64_t)origin->weight * origin->probability;
		const struct plan_name *target = find_name(maker->plan, origin->target);
		if (target == NULL || target->secret || target->place_count == 0 ||
			(likest != NULL && value <= most))
			continue;
		likest = target;
		most = value;
	}
	if (likest == NULL)
		return;
	*array_add(&alert->places) = place_of(maker, likest->places[0]);
	alert->owner = likest->owner;
}

static void add_action(struct maker *maker, const struct own_action *action)
{
	struct alert alert = {.rule = rule_of_cause(action->cause),
		.owner = action->owner,
		.what = tell(maker, action->what),
		.change = tell(maker, action->change),
		.names = action->names};
	if (action->file != NULL && action->file[0] != '\0')
		*array_add(&alert.places) = (struct alert_place){action->file, action->line};
	set_fingerprint(maker, &alert);
	*array_add(&maker->alerts->items) = alert;
}

/* The rule that a name falls under; NULL: it is no alert. */
static const struct alert_rule *rule_of_name(const struct plan_name *name)
{
	bool is_ours = name->standing == STANDING_OWN_PREFIX ||
		       name->standing == STANDING_OWN_PRIVATE ||
		       name->standing == STANDING_OWN_PROJECT;
	bool settled_by_us =
		name->mechanism == MECHANISM_CONVERT || name->findings & 1u << FINDING_OURS;
	if (!name->is_private)
		return is_ours && name->exposure > 0 && name->verdict == VERDICT_UNREGISTERED
			       ? alert_rule_find("near-name-could-be-taken")
			       : NULL;
	if (name->verdict == VERDICT_EXISTS && !settled_by_us)
		return alert_rule_find(name->findings & 1u << FINDING_CONFUSION ? "active-confusion"
										: "name-taken");
	if (name->verdict == VERDICT_UNKNOWN)
		return alert_rule_find("name-not-settled");
	if (name->exposure == 0)
		return NULL;
	if (name->verdict == VERDICT_SIMILAR)
		return alert_rule_find("name-locked-out");
	return name->verdict == VERDICT_UNREGISTERED ? alert_rule_find("name-could-be-taken")
						     : NULL;
}

/* "acme-vault: An internal name could be taken on PyPI. ..." */
static void add_name(struct maker *maker, const struct plan_name *name)
{
	const struct alert_rule *rule = rule_of_name(name);
	if (rule == NULL)
		return;
	if (name->secret) {
		maker->alerts->secrets++;
		return;
	}
	struct alert alert = {.rule = rule,
		.name = name->name,
		.owner = name->owner,
		.what = intern_format(
			maker->alerts->pool, "%s: %s", name->name, tell(maker, rule->meaning)),
		.change = "",
		.exposure = name->exposure,
		.names = name->is_private};
	if (name->verdict == VERDICT_SIMILAR && name->blocker_count > 0)
		alert.what = intern_format(maker->alerts->pool, "%s The look-alike: %s.",
			alert.what, name->blockers[0]);
	if (name->place_count > 0)
		add_places(maker, &alert, name);
	else if (!name->is_private)
		add_places_of_target(maker, &alert, name);
	set_fingerprint(maker, &alert);
	*array_add(&maker->alerts->items) = alert;
}

static int by_text(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "");
}

static int by_urgency(const void *a, const void *b)
{
	const struct alert *x = a, *y = b;
	if (x->rule->urgency != y->rule->urgency)
		return x->rule->urgency < y->rule->urgency ? -1 : 1;
	if (x->rule != y->rule)
		return x->rule < y->rule ? -1 : 1;
	if (x->exposure != y->exposure)
		return x->exposure < y->exposure ? 1 : -1;
	int order = by_text(x->name, y->name);
	if (order == 0 && x->places.count > 0 && y->places.count > 0) {
		order = by_text(x->places.items[0].file, y->places.items[0].file);
		if (order == 0 && x->places.items[0].line != y->places.items[0].line)
			order = x->places.items[0].line < y->places.items[0].line ? -1 : 1;
	}
	order = order ? order : by_text(x->what, y->what);
	return order ? order : strcmp(x->fingerprint, y->fingerprint);
}

static void release_alert(struct alert *alert)
{
	array_release(&alert->places);
}

/* Keeps the most exposed of the names near ours, which stand together. */
static void cut_near_names(struct alerts *alerts)
{
	const struct alert_rule *near = alert_rule_find("near-name-could-be-taken");
	size_t kept = 0, near_count = 0;
	for (size_t i = 0; i < alerts->items.count; i++) {
		bool is_near = alerts->items.items[i].rule == near;
		if (is_near && near_count++ >= LIMIT_NEAR_ALERTS) {
			release_alert(&alerts->items.items[i]);
			alerts->near_left_out++;
		} else {
			alerts->items.items[kept++] = alerts->items.items[i];
		}
	}
	alerts->items.count = kept;
}

/* Told by the names themselves, with all their places. */
static bool is_about_a_taken_name(const struct own_action *action)
{
	return strcmp(action->cause, "name-taken") == 0 ||
	       strcmp(action->cause, "active-confusion") == 0;
}

struct alerts alerts_new(const struct plan *plan)
{
	struct alerts alerts = {.pool = intern_new()};
	struct maker maker = {.plan = plan,
		.alerts = &alerts,
		.withhold = withhold_new(),
		.digests = intern_new()};
	for (size_t i = 0; i < plan->names.count; i++) {
		const struct plan_name *name = &plan->names.items[i];
		if (name->secret)
			withhold_hide(&maker.withhold, name->name);
	}
	for (size_t i = 0; i < plan->own_side.count; i++) {
		if (!is_about_a_taken_name(&plan->own_side.items[i]))
			add_action(&maker, &plan->own_side.items[i]);
	}
	for (size_t i = 0; i < plan->names.count; i++)
		add_name(&maker, &plan->names.items[i]);
	if (alerts.items.count > 0)
		qsort(alerts.items.items, alerts.items.count, sizeof *alerts.items.items,
			by_urgency);
	cut_near_names(&alerts);
	array_release(&maker.given);
	intern_free(maker.digests);
	withhold_release(&maker.withhold);
	return alerts;
}

void alerts_release(struct alerts *alerts)
{
	for (size_t i = 0; i < alerts->items.count; i++)
		release_alert(&alerts->items.items[i]);
	array_release(&alerts->items);
	intern_free(alerts->pool);
	*alerts = (struct alerts){0};
}
