/* Alerts: what a plan tells the people of the company to do, one thing each, in a fixed order. It
 * is what findings.sarif shows beside code and tickets.jsonl hands to owners.
 *
 * An alert is an own-side action of the plan, or one name: taken by somebody else, locked by a
 * look-alike, open to anybody, near one of ours and open, or not settled. A name that somebody else
 * has is told once, with every place that uses it, and not again as an action.
 *
 * Of names near ours only the most exposed are told (LIMIT_NEAR_ALERTS).
 *
 * A secret name is no alert, and where a sentence or an action is about one it reads "[withheld]"
 * (bundle/withhold.h): both files are made for other systems, which the plan's folder is not.
 *
 * Each alert has a rule, an id that never changes its meaning, and a fingerprint: the SHA-256 of
 * rule, name, file and sentence, its numbers left out. A line that moves, a score or a count that
 * changes leaves both as they were. */
#ifndef BUNDLE_ALERTS_H
#define BUNDLE_ALERTS_H

#include "base/memory.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct intern;
struct plan;
struct text;

/* How soon: the worst first. */
enum urgency {
	URGENCY_NOW, /* it happened: treat as an incident */
	URGENCY_HIGH,
	URGENCY_MEDIUM,
	URGENCY_LOW, /* to know, or to plan for */
	URGENCIES,
};

/* "urgent", "high", "medium", "low" */
const char *urgency_name(enum urgency urgency);

struct alert_rule {
	const char *id;    /* "name-taken": never changes, never means anything else */
	const char *title; /* a few words, as in report.html */
	enum urgency urgency;
	bool has_ticket;            /* an owner can do something about it */
	const char *meaning, *mend; /* a sentence or two each */
};

/* To add a rule: a row of the table in bundle/alerts.c. Ended by a row without id. */
extern const struct alert_rule alert_rules[];

/* The rule of that id, or NULL. */
const struct alert_rule *alert_rule_find(const char *id);

struct alert_place {
	const char *file; /* as the plan has it; not yet escaped */
	size_t line;      /* 0: none */
};

struct alert {
	const struct alert_rule *rule;
	const char *name;   /* canonical; NULL: an action about files or many names */
	const char *owner;  /* NULL: not known */
	const char *what;   /* what is wrong, a sentence */
	const char *change; /* what to change, a sentence; "" : the rule's `mend` says it */
	uint32_t exposure;  /* of the name, millionths */
	uint32_t names;     /* internal names concerned; 0: not known */
	ARRAY(struct alert_place) places;
	char fingerprint[80]; /* 64 hexadecimal digits, a colon and which of several, from 1 */
};

struct alerts {
	struct intern *pool;       /* owned */
	ARRAY(struct alert) items; /* by urgency, rule, falling exposure, name, place */
	uint32_t secrets;          /* internal names that are no alert because they are secret */
	uint32_t near_left_out;    /* names near ours beyond the LIMIT_NEAR_ALERTS most exposed */
};

struct alerts alerts_new(const struct plan *plan);
void alerts_release(struct alerts *alerts);

#endif
