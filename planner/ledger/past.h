/* What the ledger knows of an organisation's names, and the recording of a run.
 *
 * Of each name that was ever ours or watched: its newest verdict. The history holds a row only
 * where a verdict changed, so that a year of daily runs costs little more than the names
 * themselves. */
#ifndef LEDGER_PAST_H
#define LEDGER_PAST_H

#include "base/date.h"
#include "base/digest.h"
#include "base/intern.h"
#include "base/memory.h"
#include "registry/rules.h"

#include <stdbool.h>
#include <stdint.h>

struct ledger;

enum name_kind {
	KIND_INTERNAL,    /* an internal name itself */
	KIND_PROJECT,     /* a public project of ours, a placeholder, or a name held for us */
	KIND_VARIANT,     /* a slip or variant of those, or under our prefix */
	KIND_NEARBY,      /* a slip of a project of others that we use */
	KIND_UNEXPLAINED, /* required here, on no index we know */
	NAME_KINDS,
};

struct past_name {
	int64_t id; /* 0: not recorded yet */
	const char *name;
	enum name_kind kind;
	bool active; /* still in the plan, or asked for */
	enum verdict verdict;
	const char *blockers; /* VERDICT_SIMILAR: the projects, spaces between; VERDICT_EXISTS:
				 "quarantined" or ""; else "" */
	date since;           /* our first use; DATE_NONE: not known */
	date seen;            /* the day of the run that recorded it first */
	const char *origin;   /* "OPERATOR TARGET WEIGHT PROBABILITY" of the strongest one, or "" */
	date missing;         /* since when an existing project is not in the index, unconfirmed */
};

struct past {
	struct intern *pool;           /* of names alone: number n is names.items[n] */
	ARRAY(struct past_name) names; /* in the order of recording */
	struct intern *texts;          /* of what is said of them */
	struct intern *causes;         /* kinds of own-side weakness seen in the last run */
	/* The last run: */
	int64_t run; /* 0: none yet */
	date day, snapshot_day;
	uint64_t serial;
	uint32_t index_names;
	char snapshot[DIGEST_TEXT_BYTES], policy[DIGEST_TEXT_BYTES];
};

void past_load(struct ledger *ledger, int64_t organisation, struct past *past);
void past_release(struct past *past);
/* NULL where it was never seen. */
const struct past_name *past_find(const struct past *past, const char *name);

struct run_input {
	const char *file, *digest;
};

struct run_record {
	date day;
	const char *program, *snapshot, *policy; /* digests */
	const struct run_input *inputs;          /* what was read, in that order */
	size_t input_count;
	uint64_t serial;
	date snapshot_day;
	bool baseline;
	int64_t index_names, names, internal, open, taken, blocked, asks, exposure, own_side;
};

/* What is to be recorded of one name. */
struct name_update {
	struct past_name name;
	bool judged; /* verdict or blockers are new: a row of history */
};

struct recorded_change {
	const char *class, *name, *evidence;
	bool suppressed;
};

/* Within a transaction: the run, then what it found, then its line in the log. */
int64_t run_begin(struct ledger *ledger, int64_t organisation, const struct run_record *record);
void run_names(struct ledger *ledger, int64_t organisation, int64_t run,
	const struct name_update *updates, size_t count);
void run_changes(
	struct ledger *ledger, int64_t run, const struct recorded_change *changes, size_t count);
void run_causes(struct ledger *ledger, int64_t organisation, int64_t run, const char *const *causes,
	size_t count);
void run_end(struct ledger *ledger, int64_t run, date day, const char *who);

/* That what a run and those before it found reached whoever reads it; and the runs of which that is
 * not known: killed between their record and their report. */
void run_shown(struct ledger *ledger, int64_t run);
void runs_each_unshown(struct ledger *ledger, int64_t organisation,
	void (*visit)(void *context, int64_t run, date day), void *context);
/* What a run found, in order. */
void run_each_change(struct ledger *ledger, int64_t run,
	void (*visit)(void *context, const struct recorded_change *change), void *context);

#endif
