/* nameward audit at work: what its parts share.
 *
 * audit.c is the command and runs the parts in order; audit_read.c reads policies and lists,
 * audit_one.c plans, compares and records one organisation (audit_record.h says what the ledger
 * gets), audit_tell.c reports. */
#ifndef COMMANDS_AUDITING_H
#define COMMANDS_AUDITING_H

#include "audit/report.h"
#include "base/error.h"
#include "base/memory.h"
#include "commands/command.h"
#include "commands/job.h"

struct ledger;
struct signer;

struct auditing {
	const struct arguments *arguments;
	struct failure failure;
	struct ledger *ledger;
	struct job_index index;
	struct intern *pool;
	struct audits audits;
	ARRAY(struct job) jobs;
	ARRAY(const char *) labels; /* of the policies; "" for one file */
	ARRAY(int64_t) recorded;    /* runs that wait to be told */
	const char *held;           /* organisations of the ledger before this run; "": none */
	struct signer *signer;      /* of the bundles of --out; NULL: none */
	bool partial;
};

/* audit_read.c: the policy of --policy, or each one of its folder, with its internal names; a job
 * each. */
enum error audit_read(struct auditing *auditing);

/* audit_one.c: plans for one organisation, compares, records, and writes its bundle where --out
 * says so. LABEL names its folder there; "" for the only one. */
enum error audit_one(struct auditing *auditing, struct job *job, const char *label);

/* audit_tell.c: the report, the metrics, and in the ledger that they reached somebody. */
enum error audit_tell(struct auditing *auditing);
/* The year in a page. */
enum error audit_draw_history(struct auditing *auditing);
/* Whether names may be shown on OUTPUT, a file descriptor. A pipeline may well have a terminal, and
 * logs it. */
bool audit_is_for_people(const struct arguments *arguments, int output);

#endif
