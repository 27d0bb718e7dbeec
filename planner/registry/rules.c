/* The registry's rules as verdicts, in Warehouse's order. */
#include "registry/rules.h"
#include "base/intern.h"
#include "base/memory.h"
#include "names/name.h"
#include "names/wordlist.h"
#include "registry/alarm.h"
#include "registry/namespaces.h"
#include "registry/snapshot.h"

#include <stdlib.h>
#include <string.h>

/* Blockers found without looking twice; look-alike groups on PyPI have at most a dozen. */
enum { FEW_BLOCKERS = 16 };

struct rules {
	const struct snapshot *snapshot;
	struct intern *stdlib;
	struct alarm *alarm;
	const struct namespaces *namespaces; /* NULL: none are known */
};

static const char *const verdict_names[VERDICTS] = {
	"invalid", "stdlib", "exists", "reserved", "similar", "unregistered", "unknown"};
static const char *const alarm_names[ALARM_CHECKS] = {"", "repeated_characters",
	"omitted_characters", "swapped_characters", "swapped_words", "common_typos"};

const char *verdict_name(enum verdict verdict)
{
	return verdict_names[verdict];
}

const char *alarm_name(enum alarm_check check)
{
	return alarm_names[check];
}

static int place_of(const char *const *names, int count, const char *name)
{
	for (int i = 0; i < count; i++) {
		if (strcmp(names[i], name) == 0)
			return i;
	}
	return -1;
}

int verdict_of_name(const char *name)
{
	return place_of(verdict_names, VERDICTS, name);
}

int alarm_of_name(const char *name)
{
	return place_of(alarm_names, ALARM_CHECKS, name);
}

struct rules *rules_new(const struct snapshot *snapshot, uint32_t alarm_ranks)
{
	struct rules *rules = memory_new(1, sizeof *rules);
	rules->snapshot = snapshot;
	rules->stdlib = intern_new();
	struct wordlist stdlib = wordlist_embedded("wordlists/stdlib.txt", 1, 1);
	for (size_t i = 0; i < stdlib.count; i++)
		intern_string(rules->stdlib, stdlib.rows[i].columns[0]);
	wordlist_release(&stdlib);
	rules->alarm = alarm_new(snapshot, alarm_ranks);
	return rules;
}

void rules_free(struct rules *rules)
{
	if (rules == NULL)
		return;
	intern_free(rules->stdlib);
	alarm_free(rules->alarm);
	free(rules);
}

const struct snapshot *rules_snapshot(const struct rules *rules)
{
	return rules->snapshot;
}

const struct alarm *rules_alarm(const struct rules *rules)
{
	return rules->alarm;
}

void rules_reserve(struct rules *rules, const struct namespaces *namespaces)
{
	rules->namespaces = namespaces;
}

const struct namespaces *rules_namespaces(const struct rules *rules)
{
	return rules->namespaces;
}

bool rules_is_stdlib(const struct rules *rules, const char *canonical, size_t length)
{
	return intern_find(rules->stdlib, canonical, length) != INTERN_NONE;
}

/* Takes a project out of the blockers. */
static void forget_blocker(struct judgement *judgement, uint32_t project)
{
	size_t kept = 0;
	for (size_t i = 0; i < judgement->blocker_count; i++) {
		if (judgement->blockers[i] != project)
			judgement->blockers[kept++] = judgement->blockers[i];
	}
	judgement->blocker_count = kept;
}

static bool is_reserved(const struct rules *rules, const char *canonical, size_t length)
{
	return rules->namespaces != NULL &&
	       namespaces_cover(rules->namespaces, canonical, length) != NULL;
}

/* Exists, reserved or similar: the projects with this look-alike form tell the first and the last.
 * GONE: the name's own project is known to be none any more. */
static void judge_by_index(const struct rules *rules, const char *canonical, size_t length,
	const char *form, size_t form_length, bool gone, struct judgement *judgement)
{
	const struct snapshot *snapshot = rules->snapshot;
	uint32_t few[FEW_BLOCKERS];
	size_t count = 1;
	uint32_t project = few[0] = snapshot_find(snapshot, canonical, length);
	if (project != SNAPSHOT_NONE && !gone) {
		judgement->verdict = VERDICT_EXISTS;
	} else if (is_reserved(rules, canonical, length)) {
		judgement->verdict = VERDICT_RESERVED;
		return;
	} else {
		count = snapshot_lookalikes(snapshot, form, form_length, few, FEW_BLOCKERS);
		judgement->verdict = count > 0 ? VERDICT_SIMILAR : VERDICT_UNREGISTERED;
	}
	if (count == 0)
		return;
	judgement->blockers = memory_new(count, sizeof *judgement->blockers);
	judgement->blocker_count = count;
	if (count > FEW_BLOCKERS)
		snapshot_lookalikes(snapshot, form, form_length, judgement->blockers, count);
	else
		memcpy(judgement->blockers, few, count * sizeof *few);
	if (gone)
		forget_blocker(judgement, project);
	if (judgement->blocker_count == 0) {
		judgement_release(judgement);
		judgement->verdict = VERDICT_UNREGISTERED;
	}
}

void judgement_release(struct judgement *judgement)
{
	free(judgement->blockers);
	judgement->blockers = NULL;
	judgement->blocker_count = 0;
}

static void judge(const struct rules *rules, const char *name, size_t length, bool gone,
	struct judgement *judgement)
{
	judgement->verdict = VERDICT_INVALID;
	judgement->blockers = NULL;
	judgement->blocker_count = 0;
	judgement->alarm = ALARM_NONE;
	judgement->alarm_target = NULL;
	if (!name_is_valid(name, length))
		return;
	/* Names of any length come through `check`; few are longer than this. */
	char room[2 * (LIMIT_NAME_BYTES + 1)];
	autofree char *larger = length > LIMIT_NAME_BYTES ? memory_new(2, length + 1) : NULL;
	char *canonical = larger ? larger : room;
	size_t canonical_length = name_canonical(name, length, canonical);
	char *form = canonical + canonical_length + 1;
	size_t form_length = name_lookalike(canonical, canonical_length, form);
	if (rules_is_stdlib(rules, canonical, canonical_length)) {
		judgement->verdict = VERDICT_STDLIB;
		return;
	}
	judge_by_index(rules, canonical, canonical_length, form, form_length, gone, judgement);
	if (judgement->verdict == VERDICT_UNREGISTERED)
		judgement->alarm = alarm_find(
			rules->alarm, canonical, canonical_length, &judgement->alarm_target);
}

void rules_judge(
	const struct rules *rules, const char *name, size_t length, struct judgement *judgement)
{
	judge(rules, name, length, false, judgement);
}

void rules_judge_gone(
	const struct rules *rules, const char *name, size_t length, struct judgement *judgement)
{
	judge(rules, name, length, true, judgement);
}

enum verdict rules_verdict(const struct rules *rules, const char *canonical, size_t length)
{
	char form[LIMIT_NAME_BYTES + 1];
	if (length > LIMIT_NAME_BYTES || !name_is_canonical(canonical, length))
		return VERDICT_INVALID;
	if (rules_is_stdlib(rules, canonical, length))
		return VERDICT_STDLIB;
	size_t form_length = name_lookalike(canonical, length, form);
	if (snapshot_find(rules->snapshot, canonical, length) != SNAPSHOT_NONE)
		return VERDICT_EXISTS;
	if (is_reserved(rules, canonical, length))
		return VERDICT_RESERVED;
	return snapshot_lookalikes(rules->snapshot, form, form_length, NULL, 0) > 0
		       ? VERDICT_SIMILAR
		       : VERDICT_UNREGISTERED;
}

void rules_each_stdlib(
	const struct rules *rules, void (*visit)(void *context, const char *name), void *context)
{
	for (uint32_t i = 0; i < intern_count(rules->stdlib); i++)
		visit(context, intern_at(rules->stdlib, i));
}
