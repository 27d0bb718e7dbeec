/* Policy: what an organisation declares about itself, and what the registry allows anybody.
 *
 * Read from three layers, each a JSON file with the same keys: policy/default.json (embedded), the
 * organisation's own (`--policy FILE`), and policy/registry-pypi.json (embedded), which outranks
 * it: its ceilings can be lowered, not raised. Unknown keys are errors. One table of fields
 * (policy_fields) reads the file, checks types and ranges, and is held against
 * policy/policy.schema.json by a test.
 *
 * All scores and factors are whole numbers in millionths. */
#ifndef PLAN_POLICY_H
#define PLAN_POLICY_H

#include "base/date.h"
#include "base/error.h"
#include "base/intern.h"
#include "base/memory.h"

#include <stdbool.h>
#include <stdint.h>

struct policy_corpus {
	const char *file;   /* as written; relative to the policy's folder */
	const char *digest; /* 64 hexadecimal digits */
	uint32_t trust;
};

struct policy_exception {
	const char *name; /* canonical */
	const char *reason;
};

struct policy_hold {
	const char *name; /* canonical: a project of ours not yet published */
	date until;
};

struct texts {
	const char **items;
	size_t count;
};

bool texts_hold(const struct texts *texts, const char *text);

struct policy {
	uint32_t version;
	struct {
		const char *name;
		struct texts contacts;         /* two or more role mailboxes */
		const char *role;              /* who signs: "Product Security" */
		const char *pypi_organisation; /* or NULL */
		struct texts pypi_users;       /* accounts that are ours */
		struct texts domains;
		const char *key_url; /* or NULL */
	} organisation;
	struct texts prefixes;     /* "acme": stands for acme and acme-* */
	struct texts internal;     /* patterns with `*`: names that are internal */
	struct texts never;        /* names never asked for, beside policy/never.txt */
	struct texts publish;      /* names the organisation will publish as real projects */
	struct texts own_projects; /* public projects that are ours */
	struct texts placeholders; /* our own empty placeholders on PyPI, to be converted */
	struct texts given_back; /* names that PyPI prohibits for us and we need no more */
	struct texts approvals;    /* roles that must approve a bundle before it is sent */
	const char *tlp;           /* of send/, out of plan/tlp.h */
	date embargo_until;        /* DATE_NONE: none */
	struct {
		const char *statement,
			*registration; /* both, or both NULL: only a person adds it */
	} trademark;
	ARRAY(struct policy_corpus) corpora;
	ARRAY(struct policy_exception) exceptions;
	ARRAY(struct policy_hold) holds;
	struct {
		bool namespace_, prohibit, hold, convert, publish, claim, report;
	} mechanisms;
	uint32_t budget; /* of one bundle, in units of cost */
	struct {
		uint32_t namespace_, name;
	} cost;
	uint32_t collateral_max, exposure_min;
	uint32_t generic_min;         /* names of the snapshot that make a word common: 300 */
	uint32_t watched_factor;      /* of exposure, for names inside PyPI's alarm */
	uint32_t prohibit_durability; /* how much of a prohibited name's exposure lasts */
	uint32_t term_months;
	/* The registry's ceilings, after registry-pypi.json. */
	struct {
		const char *url;
		const char *mail;              /* admin@pypi.org */
		uint32_t cases_max;            /* namespace applications a bundle: 5 */
		uint32_t rows_max;             /* names a bundle: 25 */
		uint32_t names_a_year_max;     /* 100 */
		uint32_t days_between_bundles; /* 90 */
		uint32_t evidence_days_max;    /* evidence older than this makes a bundle a draft */
		bool unanswered_blocks;        /* none while one is unanswered */
		bool live; /* names that are asked for may be looked up there one by one */
		uint32_t requests_a_minute, in_flight, requests_max; /* of looking up there */
	} registry;
	/* How indexes are talked to: the registry itself as far as its ceilings above allow. */
	struct {
		uint32_t requests_a_minute; /* 0: no limit */
		uint32_t in_flight, requests_max;
		uint32_t deadline_seconds; /* of a run's requests together */
		uint32_t shrink_max; /* of the last snapshot, millionths: what may be missing */
		const char *ca_file; /* a private authority, relative to the policy's folder */
	} index;
	char digest[65]; /* SHA-256 of the organisation's file */
};

/* Reads the layers. FILE is the organisation's policy; a DRAFT may go over the registry's ceilings.
 * Errors name file and key path. Strings live in POOL; what is canonical above is made so, and
 * refused where it is no valid name; so is a key whose URL is not at one of the organisation's own
 * domains, and half a trademark. */
enum error policy_read(struct policy *policy, const char *file, bool draft, struct intern *pool,
	struct failure *failure);
void policy_release(struct policy *policy);

/* The policy of layers 1 and 3 alone, for commands that take none. */
void policy_default(struct policy *policy, struct intern *pool);

/* Where the organisation's policy differs from the default, a line each ("budget: 60, default
 * 40"): shown in the disclosure. Interned in the pool that the policy was read with. */
struct texts policy_differences(const struct policy *policy, struct intern *pool);

#endif
