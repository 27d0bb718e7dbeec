/* The plan: every name worth knowing with its verdict, standing and scores; the few requests
 * worth making; what the company mends itself.
 *
 * This struct is plan.json (schema policy/plan.schema.json), and plan.json is the only source of
 * every other file of a bundle: plan_write() and plan_parse() are inverse, and a rendering takes a
 * `const struct plan` and nothing else. All scores are whole millionths. Order is fixed, so that
 * the same inputs in any order give the same bytes. */
#ifndef PLAN_PLAN_H
#define PLAN_PLAN_H

#include "base/date.h"
#include "base/error.h"
#include "base/intern.h"
#include "base/memory.h"
#include "candidates/candidate.h"
#include "registry/rules.h"

#include <stdbool.h>
#include <stdint.h>

struct text;

enum standing {
	STANDING_NONE,        /* nobody's of ours: only for the appendix */
	STANDING_OTHER,       /* near a stranger's project that we use */
	STANDING_OWN_PROJECT, /* slip or variant of a public project of ours */
	STANDING_OWN_PRIVATE, /* an internal name, or a slip or variant of one */
	STANDING_OWN_PREFIX,  /* begins with a prefix that the policy declares */
	STANDINGS,
};

enum mechanism {
	MECHANISM_NONE,
	MECHANISM_OWN_SIDE,
	MECHANISM_NAMESPACE,
	MECHANISM_PROHIBIT,
	MECHANISM_HOLD,
	MECHANISM_CONVERT,
	MECHANISM_PUBLISH,
	MECHANISM_CLAIM,
	MECHANISM_REPORT,
	MECHANISM_WATCH,
	MECHANISMS,
};

/* "own-prefix", "prohibit", ...; and back, -1 where there is none of that name. */
const char *standing_name(enum standing standing);
const char *mechanism_name(enum mechanism mechanism);
int standing_of_name(const char *name);
int mechanism_of_name(const char *name);

/* One part of a score, with what a person needs to recompute it. */
struct score_part {
	const char *what; /* "dictionary word", "words common on PyPI", "length", ... */
	const char *fact; /* "client stands in 12,410 names" */
	uint32_t value;   /* millionths */
};

struct answer;

struct plan_name {
	const char *name; /* canonical */
	enum verdict verdict;
	const char **blockers; /* names, byte order */
	size_t blocker_count;
	enum alarm_check alarm;
	const char *alarm_target; /* NULL: none */
	enum standing standing;
	bool is_private; /* the internal name itself, not a variant of one */
	bool secret;     /* never in anything that leaves */
	struct origin *origins;
	size_t origin_count, origins_left_out;
	const char *said;  /* what corpora say of it (corpus_said); NULL: it stands in none */
	uint32_t exposure; /* after verdict and alarm factor */
	uint32_t exposure_before; /* 1 - prod(1 - w * p), before them */
	uint32_t collateral;      /* the largest of its parts */
	struct score_part *collateral_parts;
	size_t collateral_part_count;
	const char *generic;   /* why it is generic; NULL: it is not */
	const char *exception; /* the policy's reason for asking all the same; NULL: none */
	date since;            /* in use since; DATE_NONE: not known */
	const char *owner;     /* NULL: not known; internal only */
	const char **places;   /* "file:line"; internal only */
	size_t place_count;
	enum mechanism mechanism; /* what the plan does about it */
	const char *why;          /* a sentence: why asked, or why not */
	uint32_t request;         /* number in plan.requests + 1; 0: in none */
	struct answer *evidence;  /* what the index answered of this one name; NULL: not asked */
	unsigned findings;        /* a bit each (registry/findings.h) */
};

/* Projects of others inside a namespace that are listed; more are counted in words. */
enum { REQUEST_FOREIGN_MOST = 50 };

struct request {
	const char *id; /* "R1": by order in the plan */
	enum mechanism mechanism;
	const char *target; /* the prefix, or the name of a hold or conversion; NULL for the list */
	uint32_t *names;    /* numbers in plan.names, rising */
	size_t name_count;
	uint64_t covers; /* millionths of exposure: sum over its names, durability applied */
	uint32_t cost;
	uint32_t bundle; /* 1: this bundle; 2 and more: a later one, in order */
	const char *why;
	const char *cost_to_others;
	const char **foreign; /* projects of others inside a namespace */
	size_t foreign_count;
	struct score_part *criteria; /* PEP 755's five criteria: what, fact, value 0 weak .. 10^6 */
	size_t criterion_count;
	const char *release; /* the release condition, a sentence */
	date term;           /* until when */
};

/* What the company mends itself: by cause, then file and line. */
struct own_action {
	const char *cause;
	const char *file;
	size_t line;       /* 0: no place */
	const char *owner; /* of that file or name; NULL: not said */
	const char *what;
	const char *change;
	uint32_t names; /* how many internal names it concerns; 0: not known */
};

struct appendix_entry {
	const char *name;
	const char *fact; /* "said by 3 models in 2 sources; unregistered, or prohibited" */
};

struct plan_input {
	const char *kind; /* "seeds", "corpus", "policy" */
	const char *file;
	const char *format;
	char digest[65];
	uint32_t names;
};

/* What is different since the plan before, in the order of the page (plan/difference.h). */
enum plan_change_class {
	PLAN_CHANGE_ASKED, /* requests of the first bundle: each name, each namespace */
	PLAN_CHANGE_DROPPED,
	PLAN_CHANGE_AMENDED, /* its term is another */
	PLAN_CHANGE_WAITING, /* in a later bundle, and was in none */
	PLAN_CHANGE_GIVEN_BACK,
	PLAN_CHANGE_TAKEN, /* names, as audit/changes.h has them */
	PLAN_CHANGE_LOOKALIKE,
	PLAN_CHANGE_FREE,
	PLAN_CHANGE_BLOCKED,
	PLAN_CHANGE_DOUBT, /* a look-up left it open, or left it open before */
	PLAN_CHANGE_PUBLISHED,
	PLAN_CHANGE_NEARBY,
	PLAN_CHANGE_NEW,
	PLAN_CHANGE_UNUSED,
	PLAN_CHANGE_WEAKNESS, /* own-side, by cause and file */
	PLAN_CHANGE_MENDED,
	PLAN_CHANGE_CLASSES,
};

struct plan_change_facts {
	const char *name;  /* "dropped" */
	const char *title; /* "Asked for no longer" */
};

extern const struct plan_change_facts plan_change_classes[PLAN_CHANGE_CLASSES];
/* -1 where there is none of that name. */
int plan_change_class_of_name(const char *name);

struct plan_change {
	enum plan_change_class class;
	const char *name;      /* what it is about: a name, a prefix, a cause and its file */
	const char *was, *now; /* in words; "" where there is nothing to say */
};

struct plan_total {
	const char *what; /* the key in plan.json: "seeds", "asked_names", "exposure_total", ... */
	int64_t value;
};

/* That a role has agreed to exact bytes (plan/approvals.h). */
struct approval {
	const char *role, *by;
	date day;
	char digest[65];  /* of send/, as it would be sent */
	const char *note; /* NULL: none */
};

struct plan {
	struct intern *pool; /* borrowed: holds every string */
	const char *program; /* "nameward 0.1.0" */
	date as_of;
	struct {
		const char *name, *role, *pypi_organisation, *key_url, *registry_mail, *reference;
		const char *pypi_user; /* the first of ours; NULL: none */
		struct texts_view {
			const char **items;
			size_t count;
		} contacts, domains, policy_differences;
		/* A claim of a trademark, which only a person adds: both, or both NULL. */
		const char *trademark, *trademark_registration;
	} organisation;
	const char *tlp;    /* of send/, out of plan/tlp.h */
	date embargo_until; /* nothing is told in public before it; DATE_NONE: none */
	struct {
		struct texts_view roles;      /* who must approve; none where nothing is asked */
		char digest[65];              /* of what they approve; "" where nothing is asked */
		ARRAY(struct approval) given; /* in the order of the roles */
	} approvals;
	char policy_digest[65];
	struct {
		char digest[65];
		const char *url; /* "" for a list */
		uint64_t serial;
		date day;
		uint32_t name_count;
		bool embedded;
	} snapshot;
	bool draft; /* the evidence allows no sending; see plan_is_draft() for approvals */
	ARRAY(const char *) draft_reasons; /* a sentence each */
	ARRAY(struct plan_input) inputs;   /* sorted by kind and file */
	ARRAY(struct plan_name) names;     /* sorted by name */
	ARRAY(struct request) requests;    /* by bundle, then mechanism, then target */
	ARRAY(struct own_action) own_side; /* by cause, file, line */
	/* Names that PyPI prohibits for us and that we need no more; byte order. */
	ARRAY(const char *) given_back;
	ARRAY(struct appendix_entry) appendix;
	ARRAY(struct plan_total) totals; /* in the order of the report */
	struct {
		bool is_there; /* a plan before was given */
		date as_of, snapshot_day;
		char digest[65]; /* SHA-256 of its plan.json */
		char policy_digest[65];
		uint32_t snapshot_names;
		uint32_t standing; /* names and namespaces asked for then and now, unchanged */
	} previous;
	ARRAY(struct plan_change) changes; /* by class, then name; without a plan before, none */
};

struct plan plan_new(struct intern *pool);
void plan_release(struct plan *plan);
/* What one name holds. */
void plan_name_release(struct plan_name *name);

/* plan.json: adds the document to OUT. */
void plan_write(const struct plan *plan, struct text *out);

/* Reads plan.json again; FILE is its name for messages. Unknown keys, wrong types and numbers that
 * point nowhere are errors with their key path. */
enum error plan_parse(struct plan *plan, const char *file, const char *bytes, size_t length,
	struct failure *failure);

/* The value of a total, 0 where there is none of that name. */
int64_t plan_total(const struct plan *plan, const char *what);

#endif
