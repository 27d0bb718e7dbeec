/* One recorded name, judged again. */
#include "audit/steps.h"
#include "audit/comparing.h"
#include "audit/evidence.h"
#include "audit/origin.h"
#include "base/text.h"
#include "bundle/words.h"
#include "registry/findings.h"
#include "registry/namespaces.h"

#include <string.h>
#include <strings.h>

/* Why a variant is watched: "; watched: two characters swapped in acme-vault". */
static void add_origin(
	const struct comparing *comparing, struct text *out, const struct past_name *name)
{
	struct origin origin;
	if (!origin_read(comparing->pool, name->origin, &origin))
		return;
	if (strcmp(origin.target, name->name) == 0) {
		text_add(out, "; it was an internal name");
		return;
	}
	text_add(out, "; watched: ");
	words_origin(out, origin.operator, origin.target);
}

/* What a project of ours or of somebody else's is told as. HOW: by what it is known. */
static void tell_project(struct comparing *comparing, const struct past_name *name, const char *how)
{
	bool ours = comparing_is_ours(comparing->facts->policy, name->name) ||
		    (comparing_findings(comparing, name) & 1u << FINDING_OURS) != 0;
	enum change_class class = ours                        ? CHANGE_PUBLISHED
				  : name->kind == KIND_NEARBY ? CHANGE_NEARBY
							      : CHANGE_TAKEN;
	autotext struct text evidence = text_new(LIMIT_MESSAGE_BYTES);
	text_add(&evidence, how);
	if (!ours)
		evidence_owner(comparing, &evidence, name->name, name);
	if (name->kind == KIND_VARIANT)
		add_origin(comparing, &evidence, name);
	evidence_requests(comparing, &evidence, name->name, VERDICT_EXISTS, ours);
	comparing_add_change(comparing, class, name->name, evidence.bytes);
}

/* The same, by the bulk index. */
static void tell_by_interval(
	struct comparing *comparing, const struct past_name *name, const char *before)
{
	autotext struct text how = text_new(LIMIT_MESSAGE_BYTES);
	text_add(&how, before);
	evidence_interval(comparing, &how);
	tell_project(comparing, name, how.bytes);
}

/* A project of this name appeared. False where a look-up says that it is not there. */
static bool appeared(
	struct comparing *comparing, const struct past_name *name, const struct today *today)
{
	const struct answer *answer = comparing_answer(comparing, name->name);
	if (answer != NULL && answer->presence == PRESENCE_ABSENT)
		return false;
	if (comparing_holds(comparing->told, name->name))
		return true;
	intern_string(comparing->told, name->name);
	if (!today->looked_up)
		tell_by_interval(comparing, name, "");
	else
		tell_project(comparing, name,
			today->blockers[0] ? "a single look-up says that PyPI holds a project of "
					     "this name, which its index hides"
					   : "a single look-up says that there is a project of "
					     "this name, which the index does not show");
	return true;
}

/* What the bulk index alone says: the verdict NOW. */
static void tell_by_index(struct comparing *comparing, enum change_class class, const char *name,
	enum verdict now, const char *what)
{
	autotext struct text evidence = text_new(LIMIT_MESSAGE_BYTES);
	text_addf(&evidence, "%s, ", what);
	evidence_interval(comparing, &evidence);
	evidence_requests(comparing, &evidence, name, now, false);
	comparing_add_change(comparing, class, name, evidence.bytes);
}

/* Inside a grant (PEP 752): ours or somebody's, told once a grant. */
static void became_reserved(struct comparing *comparing, const struct past_name *name)
{
	const struct namespaces *namespaces = rules_namespaces(comparing->facts->rules);
	const struct namespace_grant *grant =
		namespaces ? namespaces_cover(namespaces, name->name, strlen(name->name)) : NULL;
	if (grant == NULL || comparing_holds(comparing->told, grant->name))
		return;
	intern_string(comparing->told, grant->name);
	const char *own = comparing->facts->policy->organisation.pypi_organisation;
	if (own != NULL && strcasecmp(own, grant->owner) == 0)
		tell_by_index(comparing, CHANGE_GRANTED, grant->name, VERDICT_RESERVED,
			"PyPI lists the namespace as granted to your organisation");
	else
		tell_by_index(comparing, CHANGE_TAKEN, grant->name, VERDICT_RESERVED,
			intern_format(comparing->pool,
				"the namespace is granted to %s, and names of yours stand in it",
				grant->owner[0] ? grant->owner
						: "somebody that PyPI does not tell"));
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
	for (const char *at = today->blockers; blockers_next(&at, blocker);) {
		if (blockers_hold(name->blockers, blocker) ||
			comparing_is_ours(comparing->facts->policy, blocker))
			continue;
		if (comparing_holds(comparing->told, blocker))
			return;
		if (name->kind != KIND_INTERNAL)
			break;
		intern_string(comparing->told, blocker);
		autotext struct text evidence = text_new(LIMIT_MESSAGE_BYTES);
		text_addf(&evidence, "%s looks like it to PyPI and is registered, ", blocker);
		evidence_interval(comparing, &evidence);
		evidence_owner(comparing, &evidence, blocker, name);
		comparing_add_change(comparing, CHANGE_LOOKALIKE, name->name, evidence.bytes);
		return;
	}
	if (today->verdict == VERDICT_SIMILAR && name->verdict == VERDICT_SIMILAR)
		return;
	tell_by_index(comparing, CHANGE_BLOCKED, name->name, today->verdict,
		today->verdict == VERDICT_SIMILAR
			? intern_format(comparing->pool, "it looks like %s to PyPI's rules",
				  today->blockers)
			: intern_format(comparing->pool, "PyPI's rules refuse it: %s",
				  verdict_name(today->verdict)));
}

/* What single look-ups say of names that the bulk index holds no more. */
enum settled { SETTLED_OPEN, SETTLED_ABSENT, SETTLED_QUARANTINED, SETTLED_PRESENT };

static enum settled settled_one(const struct comparing *comparing, const char *name)
{
	const struct answer *answer = comparing_answer(comparing, name);
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
	for (const char *at = name->blockers; blockers_next(&at, blocker);) {
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
	autotext struct text evidence = text_new(LIMIT_MESSAGE_BYTES);
	if (comparing_holds(comparing->told, name->name))
		return;
	if (name->verdict == VERDICT_EXISTS) {
		text_add(&evidence, "a single look-up confirms that no project has the name");
		evidence_look_up(comparing, &evidence, name->name);
		text_add(&evidence, "; unregistered, or prohibited");
		evidence_requests(comparing, &evidence, name->name, VERDICT_UNREGISTERED, false);
	} else {
		text_addf(&evidence, "single look-ups confirm that %s, which blocked it, is gone",
			name->blockers);
	}
	for (const char *at = name->blockers;
		name->verdict != VERDICT_EXISTS && blockers_next(&at, blocker);) {
		intern_string(comparing->told, blocker);
		evidence_look_up(comparing, &evidence, blocker);
	}
	evidence_closed(comparing, &evidence, name->name);
	comparing_add_change(comparing, CHANGE_FREE, name->name, evidence.bytes);
}

static void told_quarantined(struct comparing *comparing, const struct past_name *name)
{
	autotext struct text evidence = text_new(LIMIT_MESSAGE_BYTES);
	text_add(&evidence, "a single look-up says that PyPI holds the project for a look");
	evidence_look_up(comparing, &evidence, name->name);
	comparing_add_change(comparing, CHANGE_QUARANTINED, name->name, evidence.bytes);
}

static bool is_quarantined(const struct past_name *name)
{
	return strcmp(name->blockers, marker_name(MARKER_QUARANTINED)) == 0;
}

/* Nobody has it any more, or so the bulk index has it. What is recorded changes only where a
 * look-up confirms it. */
static void vanished(struct comparing *comparing, struct past_name *name, const struct today *today)
{
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
		if (!is_quarantined(name))
			told_quarantined(comparing, name);
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

/* One recorded name, judged again: changes are told, and NAME becomes what is recorded. */
void comparing_step(struct comparing *comparing, struct past_name *name, enum verdict verdict)
{
	struct today today = comparing_judge(comparing, name->name, verdict);
	if (comparing_is_vanishing(comparing, name, &today)) {
		vanished(comparing, name, &today);
		return;
	}
	name->missing = DATE_NONE;
	comparing_heed_look_up(comparing, name->name, &today);
	if (today.verdict == VERDICT_EXISTS) {
		if (name->verdict != VERDICT_EXISTS && !appeared(comparing, name, &today))
			return; /* a look-up says otherwise: nothing changes */
		if (name->verdict == VERDICT_EXISTS && is_quarantined(name))
			tell_by_interval(
				comparing, name, "PyPI holds it no longer, it can be installed: ");
	} else if (is_refused(today.verdict) &&
		   (name->kind == KIND_INTERNAL || comparing_is_asked(comparing, name->name)) &&
		   (name->verdict == VERDICT_UNREGISTERED || name->verdict == VERDICT_SIMILAR) &&
		   (today.verdict != name->verdict ||
			   strcmp(today.blockers, name->blockers) != 0)) {
		became_blocked(comparing, name, &today);
	}
	name->verdict = today.verdict;
	name->blockers = today.blockers;
}
