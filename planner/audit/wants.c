/* What must be known before a comparison. */
#include "audit/comparing.h"
#include "plan/plan.h"
#include "registry/answers.h"
#include "registry/rules.h"
#include "registry/snapshot.h"

static bool is_secret(const struct compare_facts *facts, const char *name)
{
	const struct plan_name *in = comparing_planned(facts->plan, name);
	return in != NULL && in->secret;
}

static void want(const struct compare_facts *facts, struct intern *names, const char *name)
{
	if (!is_secret(facts, name) && answers_find(facts->answers, name) == NULL)
		intern_string(names, name);
}

static void want_blockers(const struct compare_facts *facts, struct intern *names,
	const char *blockers, const char *known)
{
	char blocker[LIMIT_NAME_BYTES + 1];
	for (const char *at = blockers; blockers_next(&at, blocker);) {
		if (!blockers_hold(known, blocker))
			want(facts, names, blocker);
	}
}

/* Of a recorded name. */
static void want_recorded(
	const struct comparing *comparing, const struct past_name *name, struct intern *names)
{
	const struct compare_facts *facts = comparing->facts;
	struct today today =
		comparing_judge(comparing, name->name, comparing_verdict(comparing, name->name));
	bool near = name->kind == KIND_INTERNAL || comparing_is_asked(comparing, name->name);
	if (comparing_is_vanishing(comparing, name, &today)) {
		if (name->verdict == VERDICT_EXISTS)
			want(facts, names, name->name);
		else
			want_blockers(facts, names, name->blockers, "");
	} else if (today.verdict == VERDICT_EXISTS &&
		   (name->verdict != VERDICT_EXISTS || name->blockers[0] != '\0')) {
		want(facts, names, name->name);
	} else if (today.verdict == VERDICT_SIMILAR && near) {
		want_blockers(facts, names, today.blockers, name->blockers);
	}
}

/* Internal names that are new here and somebody's project already. */
static void want_new(const struct comparing *comparing, struct intern *names)
{
	const struct compare_facts *facts = comparing->facts;
	for (size_t i = 0; facts->past->run != 0 && i < facts->plan->names.count; i++) {
		const struct plan_name *in = &facts->plan->names.items[i];
		const struct past_name *before =
			in->is_private ? past_find(facts->past, in->name) : NULL;
		bool known = before != NULL && before->active && before->kind == KIND_INTERNAL;
		if (in->is_private && !known && in->verdict == VERDICT_EXISTS)
			want(facts, names, in->name);
	}
}

void compare_wants(const struct compare_facts *facts, struct intern *names)
{
	struct intern *pool = intern_new();
	struct comparison none = {.pool = pool};
	struct comparing comparing = comparing_begin(facts, pool, &none);
	for (size_t i = 0; i < facts->past->names.count; i++) {
		const struct past_name *name = &facts->past->names.items[i];
		if (name->active && name->kind != KIND_NEARBY && !is_secret(facts, name->name))
			want_recorded(&comparing, name, names);
	}
	want_new(&comparing, names);
	comparing_end(&comparing);
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
