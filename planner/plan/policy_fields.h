/* The table of policy keys: it reads the file, checks it, and is held against the schema by a test.
 *
 * To add a key: a member in plan/policy.h, a row in policy_fields.c, the key in
 * policy/policy.schema.json and a line in policy/README.md. */
#ifndef PLAN_POLICY_FIELDS_H
#define PLAN_POLICY_FIELDS_H

#include "plan/policy.h"

enum policy_type {
	POLICY_NUMBER, /* uint32_t, from `least` to `most` */
	POLICY_BOOL,
	POLICY_TEXT,     /* const char *, not empty, at most `most` bytes */
	POLICY_TEXTS,    /* struct texts, at least `least` of them */
	POLICY_NAMES,    /* struct texts: project names, made canonical */
	POLICY_PATTERNS, /* struct texts: canonical names in which `*` stands for anything */
	POLICY_CORPORA,
	POLICY_EXCEPTIONS,
	POLICY_HOLDS,
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

#endif
