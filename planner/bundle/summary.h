/* What a person inside the company should see first, worked out of a plan: shared by report.html
 * and report.md, so that both say the same.
 *
 * Everything here points into the plan: causes and findings are numbers of its arrays. */
#ifndef BUNDLE_SUMMARY_H
#define BUNDLE_SUMMARY_H

#include "base/memory.h"
#include "plan/plan.h"

/* What a verdict, mechanism or standing is called: "unregistered, or prohibited". */
const char *verdict_words(enum verdict verdict);
const char *mechanism_words(enum mechanism mechanism);
const char *standing_words(enum standing standing);

/* Own-side actions with the same cause: a stretch of plan.own_side. */
struct cause {
	size_t first, count;
	uint32_t names; /* the most internal names that one of them concerns */
};

/* Names that a person should look at, beside the requests. */
enum finding {
	FINDING_TAKEN,       /* an internal name that exists on PyPI and is not ours */
	FINDING_LOCKED_OUT,  /* an internal name that a stranger's look-alike blocks for us too, and
				not for long: one that is long established protects instead */
	FINDING_CLAIM,       /* something a person may want to claim or report */
	FINDING_PLACEHOLDER, /* an empty project of ours, to be converted */
	FINDING_PUBLISH,     /* a name that the policy says we will publish */
	FINDING_DOUBT,       /* a verdict that could not be settled */
	FINDINGS,
};

/* "Taken by somebody else", and a sentence on what that means. */
const char *finding_title(enum finding finding);
const char *finding_meaning(enum finding finding);

/* Verdicts that close a name to everybody, in the order in which they are shown. */
enum { BLOCKED_VERDICTS = 5 };
extern const enum verdict blocked_verdicts[BLOCKED_VERDICTS];
/* Why, in a sentence. */
const char *blocked_meaning(enum verdict verdict);

struct text;

struct summary {
	const struct plan *plan;
	ARRAY(struct cause) causes; /* the most names first, then the plan's order */
	ARRAY(uint32_t) findings[FINDINGS];
	ARRAY(uint32_t) blocked[BLOCKED_VERDICTS]; /* that are no finding; internal names first */
	/* The four numbers, and what goes with each. */
	uint32_t to_mend;         /* own-side actions */
	uint32_t places;          /* those of them that name a file */
	uint32_t could_be_taken;  /* internal names with exposure: anybody could register them, or a
				     stranger's look-alike holds them ready for him */
	uint32_t near_could_be;   /* the same of names near ours */
	uint32_t already_blocked; /* internal names that PyPI's rules refuse to everybody */
	uint32_t near_blocked;    /* the same of names near ours */
	uint32_t asks;            /* requests of this bundle */
	uint32_t asked_names;     /* names that they name or cover */
	uint32_t later;           /* requests of later bundles */
	uint32_t left_out;        /* what the plan asks for and may not (bundle/asked.h) */
};

/* What a cause of an own-side action is called: "pip asks two indexes for the same names"; the
 * cause itself where it is not known here. */
const char *cause_words(const char *cause);

/* Whether the role has approved what is sent: "legal: Ada Lane, 2026-11-23 (the note)", or "legal: none
 * yet". */
void summary_approval(struct text *out, const struct plan *plan, const char *role);

struct summary summary_new(const struct plan *plan);
void summary_release(struct summary *summary);

/* Whether the name is ours to care for: standing own-prefix, own-private or own-project. */
bool name_is_ours(const struct plan_name *name);

/* The finding that a name is, or -1. */
int finding_of(const struct plan_name *name);

#endif
