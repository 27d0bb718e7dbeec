/* What an audit found, and the forms in which it is told.
 *
 * What goes to logs, chats, metrics and test reports of a pipeline holds counts alone: an internal
 * name that stands in a build log is told to everybody who can read it. Names are shown where the
 * caller says so (NAMES).
 *
 * To add a form: a function in report_NAME.c, a row in report.c. */
#ifndef AUDIT_REPORT_H
#define AUDIT_REPORT_H

#include "audit/changes.h"
#include "ledger/outlook.h"

struct text;

struct audit_change {
	struct change change;
	date day; /* of the run that found it */
};

/* A request of another team for what we would ask for too. */
struct audit_other {
	const char *mechanism, *target, *team, *state;
};

/* A request of ours that nobody has to answer any more, whatever its state says
 * (ledger/outlook.h). */
struct audit_stuck {
	const char *mechanism, *target, *state;
	enum outlook_kind kind;
	const char *words; /* since when, and what to do */
};

/* Of one organisation. Texts are borrowed. */
struct audit {
	const char *organisation;
	date as_of;
	date since; /* the last run; DATE_NONE: this is the first one, the baseline */
	const char *snapshot;
	date snapshot_day;
	const char *doubt; /* why nothing was compared or recorded; NULL: it was */
	ARRAY(struct audit_change)
	changes;            /* by class and name; of earlier runs that were killed
			       before they told, too */
	size_t unconfirmed; /* names that wait for a single look-up */
	size_t unknown;     /* look-ups in vain */
	ARRAY(struct audit_other) others;
	ARRAY(struct audit_stuck) stuck;
	int64_t internal, secret, open, taken, blocked, asks, exposure, own_side; /* of the plan */
	int64_t requests[REQUEST_STATES];
	int64_t names; /* that the ledger holds now */
};

struct audits {
	ARRAY(struct audit) items;  /* in the order of policies */
	bool fails[CHANGE_CLASSES]; /* --fail-on: which classes call for an exit code */
};

/* The classes that call for a person by themselves. */
void audits_fail_on_default(struct audits *audits);
/* Of a list such as `taken,lookalike`, `any` or `none`; false where a word is no class. */
bool audits_fail_on(struct audits *audits, const char *list);
void audits_release(struct audits *audits);

/* How many requests are over, or moot. */
size_t audit_count_stuck(const struct audit *audit, enum outlook_kind kind);
/* How many changes of a class are not suppressed. */
size_t audit_count(const struct audit *audit, enum change_class class);
/* 0, 1, 3 or 4 (README, "Exit codes"). */
int audits_status(const struct audits *audits);

struct audit_format {
	const char *name;
	void (*render)(const struct audits *audits, bool names, struct text *out);
};

/* table, json, jsonl, sarif, junit, md, mail, chat; ended by one without a name. */
extern const struct audit_format audit_formats[];
extern const char *const audit_format_names[]; /* the same, ended by NULL */

/* Prometheus' text format, for the textfile collector of node_exporter. */
void audit_metrics(const struct audits *audits, struct text *out);

/* report_json.c, report_sarif.c, report_junit.c */
void audit_render_json(const struct audits *audits, bool names, struct text *out);
void audit_render_jsonl(const struct audits *audits, bool names, struct text *out);
void audit_render_sarif(const struct audits *audits, bool names, struct text *out);
void audit_render_junit(const struct audits *audits, bool names, struct text *out);

#endif
