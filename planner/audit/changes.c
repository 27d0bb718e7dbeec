/* Changes: what is different since the last audit. */
#include "audit/changes.h"
#include "base/text.h"
#include "ledger/ledger.h"
#include "plan/choice.h"
#include "plan/plan.h"
#include "registry/answers.h"
#include "registry/findings.h"
#include "registry/namespaces.h"
#include "registry/rules.h"
#include "registry/snapshot.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

const struct change_facts change_classes[CHANGE_CLASSES] = {
	[CHANGE_TAKEN] = {"taken", "names of yours taken by somebody else", 4},
	[CHANGE_LOOKALIKE] = {"lookalike", "internal names locked by a stranger's look-alike", 4},
	[CHANGE_BLOCKED] = {"blocked", "names that PyPI's own rules block now", 0},
	[CHANGE_FREE] = {"free", "names that were somebody's, and that anybody can take now", 1},
	[CHANGE_QUARANTINED] = {"quarantined", "projects of your names that PyPI holds now", 1},
	[CHANGE_NEW] = {"new", "internal names that were not there", 1},
	[CHANGE_UNUSED] = {"unused", "internal names that your files hold no more", 1},
	[CHANGE_OVERDUE] = {"overdue", "requests without an answer", 1},
	[CHANGE_TERM] = {"term", "requests whose term ends soon", 1},
	[CHANGE_WEAKNESS] = {"weakness", "kinds of weakness to mend yourself that were not there",
		1},
	[CHANGE_GRANTED] = {"granted", "namespaces of yours that stand now", 0},
	[CHANGE_PUBLISHED] = {"published", "projects of your own that appeared", 0},
	[CHANGE_NEARBY] = {"nearby", "slips of projects you use that were registered", 0},
};

int change_class_of_name(const char *name)
{
	for (int i = 0; i < CHANGE_CLASSES; i++) {
		if (strcmp(change_classes[i].name, name) == 0)
			return i;
	}
	return -1;
}

/* What the bulk index says of a name today. */
struct today {
	enum verdict verdict;
	const char *blockers; /* as struct past_name has them */
};

struct comparing {
	const struct compare_facts *facts;
	struct intern *pool;
	struct comparison *result;
	struct intern *asked; /* names of standing requests for one name */
	struct intern *told;  /* projects and grants that a change was told of already */
};

enum { BLOCKERS_KEPT = 8 }; /* of a look-alike verdict: more say nothing more */

__attribute__((format(printf, 2, 3))) static const char *sentence(
	const struct comparing *comparing, const char *format, ...)
{
	char text[LIMIT_MESSAGE_BYTES];
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(text, sizeof text, format, arguments);
	va_end(arguments);
	return intern_string(comparing->pool, text);
}

static bool holds(const struct intern *names, const char *name)
{
	return intern_find(names, name, strlen(name)) != INTERN_NONE;
}

static bool is_among(const struct texts *texts, const char *name)
{
	for (size_t i = 0; i < texts->count; i++) {
		if (strcmp(texts->items[i], name) == 0)
			return true;
	}
	return false;
}

static bool is_ours(const struct policy *policy, const char *name)
{
	return is_among(&policy->own_projects, name) || is_among(&policy->placeholders, name) ||
	       is_among(&policy->publish, name);
}

static int compare_to_name(const void *key, const void *element)
{
	return strcmp(key, ((const struct plan_name *)element)->name);
}

static const struct plan_name *planned(const struct plan *plan, const char *name)
{
	return plan->names.count == 0 ? NULL
				      : bsearch(name, plan->names.items, plan->names.count,
						sizeof *plan->names.items, compare_to_name);
}

static bool is_held(const struct policy *policy, const char *name)
{
	for (size_t i = 0; i < policy->holds.count; i++) {
		if (strcmp(policy->holds.items[i].name, name) == 0)
			return true;
	}
	return false;
}

static enum name_kind kind_of(const struct policy *policy, const struct plan_name *name)
{
	if (name->is_private)
		return KIND_INTERNAL;
	if (is_ours(policy, name->name) || is_held(policy, name->name))
		return KIND_PROJECT;
	return name->standing == STANDING_NONE    ? KIND_UNEXPLAINED
	       : name->standing == STANDING_OTHER ? KIND_NEARBY
						  : KIND_VARIANT;
}

/* Whether a request of ours for this name, or for a namespace around it, stands. */
static bool is_asked(const struct comparing *comparing, const char *name)
{
	if (holds(comparing->asked, name))
		return true;
	const struct ledger_requests *requests = comparing->facts->requests;
	for (size_t i = 0; i < requests->items.count; i++) {
		const struct ledger_request *request = &requests->items.items[i];
		if (request_stands(request->state) &&
			strcmp(request->mechanism, mechanism_name(MECHANISM_NAMESPACE)) == 0 &&
			choice_is_under(name, request->target))
			return true;
	}
	return false;
}

/* ---- today ---- */

static enum verdict verdict_of(const struct comparing *comparing, const char *name)
{
	return rules_verdict(comparing->facts->rules, name, strlen(name));
}

/* The blockers too. */
static struct today judge(const struct comparing *comparing, const char *name, enum verdict verdict)
{
	const struct rules *rules = comparing->facts->rules;
	size_t length = strlen(name);
	struct today today = {verdict, ""};
	if (today.verdict != VERDICT_SIMILAR)
		return today;
	autojudgement struct judgement judgement = {0};
	autotext struct text blockers = text_new(LIMIT_MESSAGE_BYTES * 4);
	rules_judge(rules, name, length, &judgement);
	for (size_t i = 0; i < judgement.blocker_count && i < BLOCKERS_KEPT; i++) {
		const char *blocker = snapshot_name(rules_snapshot(rules), judgement.blockers[i]);
		text_addf(&blockers, "%s%s", i > 0 ? " " : "", blocker ? blocker : "?");
	}
	today.blockers = intern_string(comparing->pool, blockers.bytes);
	return today;
}

/* Walks the words of a list of blockers: start with *AT = the list. */
static bool next_blocker(const char **at, char word[LIMIT_NAME_BYTES + 1])
{
	size_t length = strcspn(*at, " ");
	if (length == 0 || length > LIMIT_NAME_BYTES)
		return false;
	memcpy(word, *at, length);
	word[length] = '\0';
	*at += length + ((*at)[length] == ' ');
	return true;
}

static bool blocks_before(const char *blockers, const char *name)
{
	char word[LIMIT_NAME_BYTES + 1];
	for (const char *at = blockers; next_blocker(&at, word);) {
		if (strcmp(word, name) == 0)
			return true;
	}
	return false;
}

/* ---- evidence ---- */

static void add_day(struct text *out, const char *before, date day)
{
	char written[DATE_TEXT_BYTES];
	date_format(day, written);
	text_addf(out, "%s%s", before, written);
}

/* Between which two looks it happened. */
static void add_interval(const struct comparing *comparing, struct text *out)
{
	date before = comparing->facts->past->snapshot_day;
	date now = snapshot_info(rules_snapshot(comparing->facts->rules))->day;
	if (now != DATE_NONE)
		add_day(out, "since the index of ", now);
	else
		text_add(out, "since this index");
	if (before != DATE_NONE && before != now)
		add_day(out, ", not in that of ", before);
}

static const struct answer *answer_of(const struct comparing *comparing, const char *name)
{
	return answers_find(comparing->facts->answers, name);
}

static struct us us_of(const struct policy *policy)
{
	return (struct us){policy->organisation.pypi_organisation,
		(const char *const *)policy->organisation.pypi_users.items,
		policy->organisation.pypi_users.count};
}

/* Whose it is, and whether it came before our first use. */
static void add_owner(
	const struct comparing *comparing, struct text *out, const char *project, date since)
{
	const struct answer *answer = answer_of(comparing, project);
	bool present = answer != NULL && answer->presence == PRESENCE_PRESENT;
	if (present && answer->owned) {
		text_add(out, answer->organisation[0] ? "; of the organisation " : "; of ");
		text_add(out, answer->organisation);
		for (size_t i = 0; !answer->organisation[0] && i < answer->user_count && i < 5; i++)
			text_addf(out, "%s%s", i > 0 ? ", " : "", answer->users[i]);
		if (!answer->organisation[0] && answer->user_count == 0)
			text_add(out, "nobody that PyPI tells");
	} else if (present) {
		text_add(out, "; whose it is PyPI did not tell");
	} else {
		text_add(out, "; whose it is was not looked up");
	}
	date first = present && answer->first_upload >= 0 ? date_of_seconds(answer->first_upload)
							  : DATE_NONE;
	if (first != DATE_NONE)
		add_day(out, "; first upload ", first);
	if (since == DATE_NONE)
		return;
	char month[MONTH_TEXT_BYTES];
	month_format(since, month);
	if (first == DATE_NONE)
		text_addf(out, "; in use here since %s", month);
	else
		text_addf(out, ", %s our first use (%s)",
			first >= since ? "after: your machines may have installed it:" : "before",
			month);
}

/* ---- what is found ---- */

static struct change *add_change(struct comparing *comparing, enum change_class class,
	const char *name, const char *evidence)
{
	const struct compare_facts *facts = comparing->facts;
	if (facts->past->run == 0)
		return NULL;
	struct change *change = array_add(&comparing->result->changes);
	*change = (struct change){.class = class,
		.name = intern_string(comparing->pool, name),
		.evidence = intern_string(comparing->pool, evidence),
		.suppressed = suppressions_find(facts->suppressions, change_classes[class].name,
				      name, facts->as_of) != NULL};
	return change;
}

/* Of "OPERATOR TARGET WEIGHT PROBABILITY" the first two words are for people: how many bytes. */
static int shown_origin(const char *origin)
{
	size_t first = strcspn(origin, " ");
	size_t second = origin[first] == ' ' ? strcspn(origin + first + 1, " ") + 1 : 0;
	return (int)(first + second);
}

/* A project of this name appeared: whose? False where a look-up says that it is not there. */
static bool appeared(struct comparing *comparing, const struct past_name *name)
{
	const struct compare_facts *facts = comparing->facts;
	const struct answer *answer = answer_of(comparing, name->name);
	struct us us = us_of(facts->policy);
	if (answer != NULL && answer->presence == PRESENCE_ABSENT)
		return false;
	bool ours =
		is_ours(facts->policy, name->name) ||
		(answer != NULL && (findings_of(answer, &us, name->since) & 1u << FINDING_OURS));
	autotext struct text evidence = text_new(LIMIT_MESSAGE_BYTES / 2);
	add_interval(comparing, &evidence);
	if (!ours)
		add_owner(comparing, &evidence, name->name, name->since);
	if (name->kind == KIND_VARIANT && name->origin[0])
		text_addf(&evidence, "; watched as %.*s", shown_origin(name->origin), name->origin);
	enum change_class class = ours                        ? CHANGE_PUBLISHED
				  : name->kind == KIND_NEARBY ? CHANGE_NEARBY
							      : CHANGE_TAKEN;
	if (holds(comparing->told, name->name))
		return true;
	intern_string(comparing->told, name->name);
	add_change(comparing, class, name->name, evidence.bytes);
	return true;
}

/* Inside a grant (PEP 752): ours or somebody's, told once a grant. */
static void became_reserved(struct comparing *comparing, const struct past_name *name)
{
	const struct namespaces *namespaces = rules_namespaces(comparing->facts->rules);
	const struct namespace_grant *grant =
		namespaces ? namespaces_cover(namespaces, name->name, strlen(name->name)) : NULL;
	if (grant == NULL || holds(comparing->told, grant->name))
		return;
	intern_string(comparing->told, grant->name);
	const char *own = comparing->facts->policy->organisation.pypi_organisation;
	if (own != NULL && strcasecmp(own, grant->owner) == 0)
		add_change(comparing, CHANGE_GRANTED, grant->name,
			"PyPI lists the namespace as granted to your organisation");
	else
		add_change(comparing, CHANGE_TAKEN, grant->name,
			sentence(comparing,
				"the namespace is granted to %s, and names of yours stand in it",
				grant->owner[0] ? grant->owner
						: "somebody that PyPI does not "
						  "tell"));
}

/* An internal or asked-for name is refused now, and was not. */
static void became_blocked(
	struct comparing *comparing, const struct past_name *name, const struct today *today)
{
	char blocker[LIMIT_NAME_BYTES + 1];
	if (today->verdict == VERDICT_RESERVED) {
		became_reserved(comparing, name);
		return;
	}
	for (const char *at = today->blockers; next_blocker(&at, blocker);) {
		if (blocks_before(name->blockers, blocker) ||
			is_ours(comparing->facts->policy, blocker))
			continue;
		if (holds(comparing->told, blocker))
			return;
		if (name->kind != KIND_INTERNAL)
			break;
		intern_string(comparing->told, blocker);
		autotext struct text evidence = text_new(LIMIT_MESSAGE_BYTES / 2);
		text_addf(&evidence, "%s looks like it to PyPI and is registered, ", blocker);
		add_interval(comparing, &evidence);
		add_owner(comparing, &evidence, blocker, name->since);
		add_change(comparing, CHANGE_LOOKALIKE, name->name, evidence.bytes);
		return;
	}
	if (today->verdict == VERDICT_SIMILAR && name->verdict == VERDICT_SIMILAR)
		return;
	add_change(comparing, CHANGE_BLOCKED, name->name,
		today->verdict == VERDICT_SIMILAR
			? sentence(comparing, "it looks like %s to PyPI's rules", today->blockers)
			: sentence(comparing, "PyPI's rules refuse it: %s",
				  verdict_name(today->verdict)));
}

/* What single look-ups say of names that the bulk index holds no more. */
enum settled { SETTLED_OPEN, SETTLED_ABSENT, SETTLED_QUARANTINED, SETTLED_PRESENT };

static enum settled settled_one(const struct comparing *comparing, const char *name)
{
	const struct answer *answer = answer_of(comparing, name);
	if (answer == NULL || answer->presence == PRESENCE_UNKNOWN)
		return SETTLED_OPEN;
	if (answer->presence == PRESENCE_ABSENT)
		return SETTLED_ABSENT;
	return answer->marker == MARKER_QUARANTINED ? SETTLED_QUARANTINED : SETTLED_PRESENT;
}

static enum settled settled(const struct comparing *comparing, const struct past_name *name)
{
	char blocker[LIMIT_NAME_BYTES + 1];
	enum settled all = SETTLED_ABSENT;
	if (name->verdict == VERDICT_EXISTS)
		return settled_one(comparing, name->name);
	for (const char *at = name->blockers; next_blocker(&at, blocker);) {
		enum settled one = settled_one(comparing, blocker);
		if (one == SETTLED_OPEN)
			return SETTLED_OPEN;
		if (one != SETTLED_ABSENT)
			all = SETTLED_PRESENT;
	}
	return all;
}

/* One change, also where several names were blocked by what is gone. */
static void told_free(struct comparing *comparing, const struct past_name *name)
{
	char blocker[LIMIT_NAME_BYTES + 1];
	if (holds(comparing->told, name->name))
		return;
	if (name->verdict == VERDICT_EXISTS) {
		add_change(comparing, CHANGE_FREE, name->name,
			"a single look-up confirms that no project has the name; unregistered, or "
			"prohibited");
		return;
	}
	for (const char *at = name->blockers; next_blocker(&at, blocker);)
		intern_string(comparing->told, blocker);
	add_change(comparing, CHANGE_FREE, name->name,
		sentence(comparing, "a single look-up confirms that %s, which blocked it, is gone",
			name->blockers));
}

/* Nobody has it any more, or so the bulk index has it. What is recorded changes only where a
 * look-up confirms it. */
static void vanished(struct comparing *comparing, struct past_name *name, const struct today *today)
{
	const char *before = name->blockers;
	switch (settled(comparing, name)) {
	case SETTLED_OPEN:
		comparing->result->unconfirmed++;
		if (name->missing == DATE_NONE) {
			comparing->result->unconfirmed_new++;
			name->missing = comparing->facts->as_of;
		}
		break;
	case SETTLED_ABSENT:
		told_free(comparing, name);
		name->verdict = today->verdict;
		name->blockers = today->blockers;
		name->missing = DATE_NONE;
		break;
	case SETTLED_QUARANTINED:
		if (strcmp(before, marker_name(MARKER_QUARANTINED)) != 0)
			add_change(comparing, CHANGE_QUARANTINED, name->name,
				"a single look-up says that PyPI holds the project for a look");
		name->blockers = marker_name(MARKER_QUARANTINED);
		name->missing = DATE_NONE;
		break;
	case SETTLED_PRESENT:
		name->missing = DATE_NONE;
		break;
	}
}

static bool is_refused(enum verdict verdict)
{
	return verdict == VERDICT_STDLIB || verdict == VERDICT_RESERVED ||
	       verdict == VERDICT_SIMILAR || verdict == VERDICT_INVALID;
}

/* Whether the name vanished for us: it was somebody's, or was blocked by somebody. */
static bool is_vanishing(
	const struct comparing *comparing, const struct past_name *name, const struct today *today)
{
	if (name->kind == KIND_NEARBY)
		return false;
	if (name->verdict == VERDICT_EXISTS)
		return today->verdict != VERDICT_EXISTS;
	return name->verdict == VERDICT_SIMILAR && today->verdict == VERDICT_UNREGISTERED &&
	       (name->kind == KIND_INTERNAL || is_asked(comparing, name->name));
}

/* One recorded name, judged again: changes are told, and NAME becomes what is recorded. */
static void step(struct comparing *comparing, struct past_name *name, enum verdict verdict)
{
	struct today today = judge(comparing, name->name, verdict);
	if (is_vanishing(comparing, name, &today)) {
		vanished(comparing, name, &today);
		return;
	}
	name->missing = DATE_NONE;
	if (today.verdict == VERDICT_EXISTS) {
		if (name->verdict != VERDICT_EXISTS && !appeared(comparing, name))
			return; /* a look-up says otherwise: nothing changes */
	} else if (is_refused(today.verdict) &&
		   (name->kind == KIND_INTERNAL || is_asked(comparing, name->name)) &&
		   (name->verdict == VERDICT_UNREGISTERED || name->verdict == VERDICT_SIMILAR) &&
		   (today.verdict != name->verdict ||
			   strcmp(today.blockers, name->blockers) != 0)) {
		became_blocked(comparing, name, &today);
	}
	name->verdict = today.verdict;
	name->blockers = today.blockers;
}

static void update(
	struct comparing *comparing, const struct past_name *before, const struct past_name *now)
{
	bool judged = before == NULL || before->verdict != now->verdict ||
		      strcmp(before->blockers, now->blockers) != 0;
	bool same = !judged && before->kind == now->kind && before->active == now->active &&
		    before->since == now->since && before->missing == now->missing &&
		    strcmp(before->origin, now->origin) == 0;
	if (!same)
		*array_add(&comparing->result->updates) = (struct name_update){*now, judged};
}

static const char *origin_text(const struct comparing *comparing, const struct plan_name *name)
{
	if (name->origin_count == 0)
		return "";
	const struct origin *origin = &name->origins[0];
	for (size_t i = 1; i < name->origin_count; i++) {
		uint64_t best = (uint64_t)origin->weight * origin->probability;
		if ((uint64_t)name->origins[i].weight * name->origins[i].probability > best)
			origin = &name->origins[i];
	}
	return origin->target[0] ? sentence(comparing, "%s %s %u %u", origin->operator,
					   origin->target, origin->weight, origin->probability)
				 : "";
}

/* ---- the names ---- */

/* The target of a recorded origin. */
static bool target_of(const struct past_name *name, char target[LIMIT_NAME_BYTES + 1])
{
	const char *at = strchr(name->origin, ' ');
	if (at == NULL)
		return false;
	at++;
	return next_blocker(&at, target);
}

/* Whether a variant is still one of ours: what it is a variant of is still in the plan. */
static bool has_target(const struct comparing *comparing, const struct past_name *name)
{
	char target[LIMIT_NAME_BYTES + 1];
	if (!target_of(name, target))
		return true;
	const struct plan_name *in = planned(comparing->facts->plan, target);
	return in == NULL ? is_ours(comparing->facts->policy, target) : true;
}

static void became_unused(struct comparing *comparing, struct past_name *name)
{
	const struct ledger_requests *requests = comparing->facts->requests;
	autotext struct text evidence = text_new(LIMIT_MESSAGE_BYTES / 2);
	text_add(&evidence, "no file that was read names it any more");
	for (size_t i = 0; i < requests->items.count; i++) {
		const struct ledger_request *request = &requests->items.items[i];
		if (!request_stands(request->state) || strcmp(request->target, name->name) != 0)
			continue;
		text_addf(&evidence, "; its request (%s, %s", request->mechanism,
			request_state_name(request->state));
		add_day(&evidence, " on ", request->day);
		text_add(&evidence, ") can be given back");
	}
	add_change(comparing, CHANGE_UNUSED, name->name, evidence.bytes);
	name->kind = KIND_VARIANT;
}

/* The recorded name as it is now; PASS 0: what appeared under a name of ours; 1: what blocks
 * internal names; 2: the rest. So each project is told of where it matters most. */
enum { PASSES = 3 };

static int pass_of(const struct past_name *name, enum verdict now)
{
	bool near = name->kind == KIND_VARIANT || name->kind == KIND_NEARBY;
	return near ? 2 : now == VERDICT_EXISTS ? 0 : 1;
}

static void look_at(
	struct comparing *comparing, const struct past_name *before, enum verdict verdict)
{
	const struct compare_facts *facts = comparing->facts;
	const struct plan_name *in = planned(facts->plan, before->name);
	struct past_name now = *before;
	if (in != NULL) {
		now.kind = kind_of(facts->policy, in);
		now.since = now.since == DATE_NONE ? in->since : now.since;
		now.active = true;
		if (now.origin[0] == '\0')
			now.origin = origin_text(comparing, in);
	}
	bool internal = in != NULL && in->is_private;
	bool again = internal && (!before->active || before->kind != KIND_INTERNAL);
	bool unused = before->kind == KIND_INTERNAL && before->active && !internal && facts->whole;
	if (unused)
		became_unused(comparing, &now);
	if (in == NULL && before->active && (unused || !has_target(comparing, before)))
		now.active = is_asked(comparing, before->name);
	if (again)
		add_change(comparing, CHANGE_NEW, before->name, "in use again, or internal now");
	if (!before->active && !now.active)
		return;
	if (before->active && !again)
		step(comparing, &now, verdict);
	else {
		struct today today = judge(comparing, before->name, verdict);
		now.verdict = today.verdict;
		now.blockers = today.blockers;
	}
	update(comparing, before, &now);
}

static void look_at_past(struct comparing *comparing)
{
	const struct past *past = comparing->facts->past;
	unsigned char *verdicts = memory_new(past->names.count, 1);
	for (size_t i = 0; i < past->names.count; i++)
		verdicts[i] = (unsigned char)verdict_of(comparing, past->names.items[i].name);
	for (int pass = 0; pass < PASSES; pass++) {
		for (size_t i = 0; i < past->names.count; i++) {
			enum verdict verdict = (enum verdict)verdicts[i];
			if (pass_of(&past->names.items[i], verdict) == pass)
				look_at(comparing, &past->names.items[i], verdict);
		}
	}
	free(verdicts);
}

static void enter(struct comparing *comparing, const struct plan_name *in)
{
	struct today today = judge(comparing, in->name, verdict_of(comparing, in->name));
	struct past_name now = {.name = in->name,
		.kind = kind_of(comparing->facts->policy, in),
		.active = true,
		.verdict = today.verdict,
		.blockers = today.blockers,
		.since = in->since,
		.missing = DATE_NONE,
		.origin = origin_text(comparing, in)};
	if (now.kind == KIND_INTERNAL)
		add_change(comparing, CHANGE_NEW, in->name,
			today.verdict == VERDICT_EXISTS
				? "PyPI has a project of this name: find out whose"
			: today.verdict == VERDICT_UNREGISTERED ? "anybody could register it"
								: "PyPI's rules block it");
	update(comparing, NULL, &now);
}

/* ---- requests and weaknesses ---- */

static void look_at_requests(struct comparing *comparing)
{
	const struct compare_facts *facts = comparing->facts;
	for (size_t i = 0; i < facts->requests->items.count; i++) {
		const struct ledger_request *request = &facts->requests->items.items[i];
		bool waits =
			request->state == REQUEST_SENT || request->state == REQUEST_ACKNOWLEDGED;
		struct change *change = NULL;
		if (strcmp(request->team, facts->team) != 0)
			continue;
		autotext struct text evidence = text_new(LIMIT_MESSAGE_BYTES / 2);
		text_addf(&evidence, "%s, %s", request->mechanism,
			request_state_name(request->state));
		add_day(&evidence, " since ", request->day);
		if (waits && facts->as_of - request->day >= LEDGER_OVERDUE_DAYS &&
			request->told_overdue < request->number)
			change = add_change(
				comparing, CHANGE_OVERDUE, request->target, evidence.bytes);
		bool ends = request->state == REQUEST_GRANTED && request->term != DATE_NONE &&
			    request->term - facts->as_of <= LEDGER_TERM_DAYS &&
			    request->told_term != request->term;
		if (ends) {
			add_day(&evidence, "; its term ends on ", request->term);
			text_add(&evidence, ": renew it or give it back");
			change =
				add_change(comparing, CHANGE_TERM, request->target, evidence.bytes);
		}
		if (change != NULL)
			change->request = request->id;
	}
}

/* What is told of its name or grant already, and is no way in by itself. */
static bool is_told_already(const char *cause)
{
	return strcmp(cause, "name-taken") == 0 || strcmp(cause, "active-confusion") == 0 ||
	       strcmp(cause, "prefix-not-asked-for") == 0;
}

static void look_at_weaknesses(struct comparing *comparing)
{
	const struct compare_facts *facts = comparing->facts;
	const struct plan *plan = facts->plan;
	for (size_t i = 0; i < plan->own_side.count; i++) {
		const struct own_action *action = &plan->own_side.items[i];
		if (i > 0 && strcmp(plan->own_side.items[i - 1].cause, action->cause) == 0)
			continue;
		*array_add(&comparing->result->causes) = action->cause;
		if (!holds(facts->past->causes, action->cause) && !is_told_already(action->cause))
			add_change(comparing, CHANGE_WEAKNESS, action->cause,
				action->file != NULL && action->line > 0
					? sentence(comparing, "%s:%zu: %s", action->file,
						  action->line, action->what)
					: action->what);
	}
}

/* ---- all ---- */

static int compare_changes(const void *a, const void *b)
{
	const struct change *left = a, *right = b;
	int order = (int)left->class - (int)right->class;
	order = order ? order : strcmp(left->name, right->name);
	return order ? order : strcmp(left->evidence, right->evidence);
}

static struct comparing begin(
	const struct compare_facts *facts, struct intern *pool, struct comparison *result)
{
	struct comparing comparing = {facts, pool, result, intern_new(), intern_new()};
	for (size_t i = 0; i < facts->requests->items.count; i++) {
		const struct ledger_request *request = &facts->requests->items.items[i];
		if (request_stands(request->state))
			intern_string(comparing.asked, request->target);
	}
	return comparing;
}

static void end(struct comparing *comparing)
{
	intern_free(comparing->asked);
	intern_free(comparing->told);
}

struct comparison compare(const struct compare_facts *facts, struct intern *pool)
{
	struct comparison result = {.pool = pool};
	struct comparing comparing = begin(facts, pool, &result);
	look_at_past(&comparing);
	for (size_t i = 0; i < facts->plan->names.count; i++) {
		if (past_find(facts->past, facts->plan->names.items[i].name) == NULL)
			enter(&comparing, &facts->plan->names.items[i]);
	}
	look_at_requests(&comparing);
	look_at_weaknesses(&comparing);
	end(&comparing);
	if (result.changes.count > 1)
		qsort(result.changes.items, result.changes.count, sizeof *result.changes.items,
			compare_changes);
	return result;
}

void comparison_release(struct comparison *comparison)
{
	array_release(&comparison->changes);
	array_release(&comparison->updates);
	array_release(&comparison->causes);
}

/* ---- before ---- */

static void want(const struct compare_facts *facts, struct intern *names, const char *name)
{
	const struct plan_name *in = planned(facts->plan, name);
	if ((in == NULL || !in->secret) && answers_find(facts->answers, name) == NULL)
		intern_string(names, name);
}

static void want_blockers(const struct compare_facts *facts, struct intern *names,
	const char *blockers, const char *known)
{
	char blocker[LIMIT_NAME_BYTES + 1];
	for (const char *at = blockers; next_blocker(&at, blocker);) {
		if (!blocks_before(known, blocker))
			want(facts, names, blocker);
	}
}

void compare_wants(const struct compare_facts *facts, struct intern *names)
{
	struct intern *pool = intern_new();
	struct comparison none = {.pool = pool};
	struct comparing comparing = begin(facts, pool, &none);
	for (size_t i = 0; i < facts->past->names.count; i++) {
		const struct past_name *name = &facts->past->names.items[i];
		if (!name->active || name->kind == KIND_NEARBY)
			continue;
		const struct plan_name *in = planned(facts->plan, name->name);
		struct today today =
			judge(&comparing, name->name, verdict_of(&comparing, name->name));
		bool near = name->kind == KIND_INTERNAL || is_asked(&comparing, name->name);
		if (in != NULL && in->secret)
			continue;
		if (is_vanishing(&comparing, name, &today)) {
			if (name->verdict == VERDICT_EXISTS)
				want(facts, names, name->name);
			else
				want_blockers(facts, names, name->blockers, "");
		} else if (today.verdict == VERDICT_EXISTS && name->verdict != VERDICT_EXISTS) {
			want(facts, names, name->name);
		} else if (today.verdict == VERDICT_SIMILAR && near) {
			want_blockers(facts, names, today.blockers, name->blockers);
		}
	}
	end(&comparing);
	intern_free(pool);
}

/* Whether the index lost more names than the policy lets it lose. */
static bool has_shrunk(const struct compare_facts *facts, uint32_t now)
{
	uint64_t before = facts->past->index_names;
	return (uint64_t)now * 1000000 < before * (1000000 - facts->policy->index.shrink_max);
}

const char *compare_doubt(const struct compare_facts *facts, struct intern *pool)
{
	const struct past *past = facts->past;
	const struct snapshot_info *info = snapshot_info(rules_snapshot(facts->rules));
	const char *why = NULL;
	date oldest = facts->as_of - (date)facts->policy->registry.evidence_days_max;
	if (past->run == 0)
		return NULL;
	if (facts->as_of < past->day)
		why = "the last audit counts as of a later day than this one";
	else if ((past->serial != 0 && info->serial != 0 && info->serial < past->serial) ||
		 (past->snapshot_day != DATE_NONE && info->day != DATE_NONE &&
			 info->day < past->snapshot_day))
		why = "the index is older than that of the last audit: fetch it again";
	else if (has_shrunk(facts, info->name_count))
		why = "the index holds far fewer names than that of the last audit: fetch it "
		      "again";
	else if (info->day == DATE_NONE || info->day < oldest)
		why = "the index is too old to say what changed (registry.evidence_days_max): "
		      "run nameward index fetch";
	return why ? intern_string(pool, why) : NULL;
}
