/* The years as the ledger holds them: runs, what they found, how long requests took. */
#ifndef LEDGER_HISTORY_H
#define LEDGER_HISTORY_H

#include "base/date.h"

#include <stdbool.h>
#include <stdint.h>

struct ledger;
struct text;

struct history_run {
	date day;
	int64_t internal, open, taken, blocked, asks, exposure, own_side;
};

void history_organisations(struct ledger *ledger,
	void (*visit)(void *context, int64_t organisation, const char *name), void *context);
/* Their names, for a sentence: `"Acme Works", "Larkmoor Bank"`; nothing where there are none. */
void history_name_organisations(struct ledger *ledger, struct text *out);
/* By day. */
void history_runs(struct ledger *ledger, int64_t organisation,
	void (*visit)(void *context, const struct history_run *run), void *context);
/* How many changes of each class were found and not suppressed. */
void history_classes(struct ledger *ledger, int64_t organisation,
	void (*visit)(void *context, const char *class, int64_t count), void *context);
/* How many names were taken or locked, in each month ("2026-11") that had a
 * run. */
void history_takeovers(struct ledger *ledger, int64_t organisation,
	void (*visit)(void *context, const char *month, int64_t count), void *context);
/* Of each request that was granted: days from the first `sent` to the first `granted`, rising. */
void history_waits(struct ledger *ledger, int64_t organisation,
	void (*visit)(void *context, int64_t days), void *context);
/* Requests in a state. */
int64_t history_requests(struct ledger *ledger, int64_t organisation, const char *state);

/* What audits found from the day FROM on, the newest last. ORGANISATION 0: all of them. */
struct history_change {
	date day;
	const char *organisation, *class, *name, *evidence;
	bool suppressed;
};

void history_changes(struct ledger *ledger, int64_t organisation, date from,
	void (*visit)(void *context, const struct history_change *change), void *context);

/* What was recorded of one name: each verdict with its day, then each change. */
struct name_event {
	date day;
	const char *what;   /* "verdict" or the class of the change */
	const char *detail; /* "similar: PROJECT PROJECT", or the evidence */
};

void history_name(struct ledger *ledger, int64_t organisation, const char *name,
	void (*visit)(void *context, const struct name_event *event), void *context);

#endif
