/* The table of policy keys: it reads the file, checks it, and is held against the schema by a test.
 *
 * To add a key: a member in plan/policy.h, a row in policy_fields.c, the key in
 * policy/policy.schema.json (policy/make-schemas writes it) and a line in policy/README.md. */
#ifndef PLAN_POLICY_FIELDS_H
#define PLAN_POLICY_FIELDS_H

#include "plan/policy.h"

struct json;

enum policy_type {
	POLICY_NUMBER, /* uint32_t, from `least` to `most` */
	POLICY_BOOL,
	POLICY_TEXT,      /* const char *, one line, at most `most` bytes */
	POLICY_URL,       /* const char *, https://, at most `most` bytes */
	POLICY_DATE,      /* date: YYYY-MM-DD */
	POLICY_TLP,       /* const char *: a label of plan/tlp.h */
	POLICY_TEXTS,     /* struct texts: one line each; from `least` to `most` of them */
	POLICY_ROLES,     /* struct texts: lower-case words joined by hyphens, each once */
	POLICY_MAILBOXES, /* struct texts: addresses, each once */
	POLICY_DOMAINS,   /* struct texts: host names */
	POLICY_NAMES,     /* struct texts: project names, made canonical, sorted, each once */
	POLICY_PATTERNS,  /* the same, where `*` stands for anything */
	POLICY_CORPORA,
	POLICY_EXCEPTIONS, /* sorted by name, each once */
	POLICY_HOLDS,      /* sorted by name, each once */
};

enum policy_rank {
	RANK_FREE,
	RANK_CEILING, /* the registry's value may be lowered, not raised */
	RANK_FLOOR,   /* the registry's value may be raised, not lowered */
	RANK_FIXED,   /* the registry's alone */
};

struct policy_field {
	const char *path; /* "organisation.name" */
	enum policy_type type;
	size_t offset;
	int64_t least, most;
	bool required; /* of the organisation's file */
	enum policy_rank rank;
};

extern const struct policy_field policy_fields[]; /* ended by one without a path */

enum {
	POLICY_TEXT_MOST = 200,   /* bytes of a text, of one in a list */
	POLICY_REASON_LEAST = 10, /* of an exception: a request shows it */
	POLICY_REASON_MOST = 500,
};

/* Where FIELD stands in POLICY. */
void *policy_member(const struct policy *policy, const struct policy_field *field);

/* Reads VALUE into FIELD of POLICY after checking type, range and form. Texts go to POOL. */
enum error policy_field_read(struct policy *policy, const struct policy_field *field,
	const struct json *value, struct intern *pool, struct failure *failure);

#endif
