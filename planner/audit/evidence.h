/* The words by which a change is told: since when, by whom, before or after us, who said so. Each
 * adds a half sentence to OUT. */
#ifndef AUDIT_EVIDENCE_H
#define AUDIT_EVIDENCE_H

#include "base/date.h"
#include "ledger/past.h"
#include "registry/rules.h"

struct comparing;
struct text;

/* BEFORE and the day: ", since 2026-11-23". */
void evidence_day(struct text *out, const char *before, date day);

/* Between which two looks it happened: "since the index of 2026-11-23, not in that of 2026-11-22".
 */
void evidence_interval(const struct comparing *comparing, struct text *out);

/* By which index: "by the index of 2026-11-23". */
void evidence_index(const struct comparing *comparing, struct text *out);

/* Whose PROJECT is, when it first showed a file, and whether that was before or after NAME was
 * ours: by our own first use where the lists tell it, else by the day on which the ledger first
 * held it. */
void evidence_owner(const struct comparing *comparing, struct text *out, const char *project,
	const struct past_name *name);

/* Who answered what, when: " (2026-11-23: https://pypi.org/simple/x/ answers 404)". Nothing where
 * nobody was asked. */
void evidence_look_up(const struct comparing *comparing, struct text *out, const char *project);

/* That a request of ours for NAME was closed, and so is not made again by itself: "; its request
 * (prohibit) was withdrawn: ...". */
void evidence_closed(const struct comparing *comparing, struct text *out, const char *name);

/* What to do about our requests for NAME, where its verdict of today leaves them moot
 * (ledger/outlook.h): "; of its request (prohibit, sent since 2026-11-23): tell PyPI ...". OURS:
 * the project that is there is one of ours. */
void evidence_requests(const struct comparing *comparing, struct text *out, const char *name,
	enum verdict verdict, bool ours);

#endif
