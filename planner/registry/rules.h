/* The registry's rules as verdicts: what would PyPI answer to somebody who registers this name?
 *
 * The order of Warehouse's packaging/services.py, check_project_name: invalid, stdlib, exists,
 * (prohibited: cannot be seen from outside), similar. Verdicts are answers, never errors. The
 * alarm (Warehouse's packaging/typosnyper.py) is a second fact, told only of a name that could be
 * created. Pure: a snapshot and a name in, a judgement out. */
#ifndef REGISTRY_RULES_H
#define REGISTRY_RULES_H

#include "base/limits.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct snapshot;

enum verdict {
	VERDICT_INVALID,      /* no project name at all (PEP 508) */
	VERDICT_STDLIB,       /* a standard-library module, refused */
	VERDICT_EXISTS,       /* a project has this canonical name (PEP 503) */
	VERDICT_RESERVED,     /* inside somebody's namespace grant (PEP 752) */
	VERDICT_SIMILAR,      /* refused as long as a look-alike project exists */
	VERDICT_UNREGISTERED, /* unregistered, or prohibited: cannot be told from outside */
	VERDICT_UNKNOWN,      /* a live answer left it open */
	VERDICTS,
};

enum alarm_check {
	ALARM_NONE,
	ALARM_REPEATED_CHARACTERS,
	ALARM_OMITTED_CHARACTERS,
	ALARM_SWAPPED_CHARACTERS,
	ALARM_SWAPPED_WORDS,
	ALARM_COMMON_TYPOS,
	ALARM_CHECKS,
};

/* "unregistered", "repeated_characters", ...; "" for ALARM_NONE. */
const char *verdict_name(enum verdict verdict);
const char *alarm_name(enum alarm_check check);
/* The reverse: -1 where it is no name of a verdict. */
int verdict_of_name(const char *name);
int alarm_of_name(const char *name);

struct rules;

struct judgement {
	enum verdict verdict;
	/* VERDICT_EXISTS: the project; VERDICT_SIMILAR: those that block it, in byte order. Numbers
	 * of the snapshot, all of them, allocated: judgement_release() frees. */
	uint32_t *blockers;
	size_t blocker_count;
	enum alarm_check alarm;
	const char *alarm_target; /* the corpus name behind the alarm; lives as long as the rules */
};

enum { ALARM_CORPUS = 10000 }; /* PyPI: the 10,000 names most often depended on */

/* Rules over SNAPSHOT, which must outlive them; the alarm's corpus is the embedded list's names of
 * download rank 1 to ALARM_RANKS (ALARM_CORPUS is PyPI's). */
struct rules *rules_new(const struct snapshot *snapshot, uint32_t alarm_ranks);
void rules_free(struct rules *rules);
const struct snapshot *rules_snapshot(const struct rules *rules);
/* The alarm behind them (registry/alarm.h), for the sweep. */
struct alarm;
const struct alarm *rules_alarm(const struct rules *rules);

/* From here on, names inside these grants are `reserved` (PEP 752). They outlive the rules; NULL:
 * no grants. */
struct namespaces;
void rules_reserve(struct rules *rules, const struct namespaces *namespaces);
const struct namespaces *rules_namespaces(const struct rules *rules);

/* Judges any bytes, as Warehouse would. The caller releases the judgement. */
void rules_judge(
	const struct rules *rules, const char *name, size_t length, struct judgement *judgement);

/* The same of a name whose own project is known to be gone, whatever the snapshot holds. */
void rules_judge_gone(
	const struct rules *rules, const char *name, size_t length, struct judgement *judgement);

/* Frees what a judgement holds; `autojudgement struct judgement judgement = {0};` does it at the
 * end of its scope. A zeroed or released one may be released again. */
void judgement_release(struct judgement *judgement);
#define autojudgement __attribute__((cleanup(judgement_release)))

/* The verdict alone of a canonical name: no blockers, no alarm. */
enum verdict rules_verdict(const struct rules *rules, const char *canonical, size_t length);

/* Calls VISIT with each standard-library name, canonical. */
void rules_each_stdlib(
	const struct rules *rules, void (*visit)(void *context, const char *name), void *context);

/* Whether this canonical name is refused as a standard-library name. */
bool rules_is_stdlib(const struct rules *rules, const char *canonical, size_t length);

#endif
