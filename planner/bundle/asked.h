/* What is asked of the registry: the part of a plan that may leave the company.
 *
 * Renderings of send/ take a `const struct asked` and never see the plan (they do not include
 * plan/plan.h), so that what is not copied here cannot leave: no place, no owner, no own-side
 * weakness, no input, no secret name, no name that is not asked for. Sentences that come from
 * people or from other stages went through bundle/withhold.h.
 *
 * A plan should ask only for what may be asked (design 6); asked_new() does not rely on it. What a
 * mistake or a changed plan.json could make dangerous is left out here: PyPI's bulk form deletes an
 * existing project of a listed name and takes any other word for a name (Warehouse,
 * admin/views/prohibited_project_names.py, bulk_add_prohibited_project_names). So a name to
 * prohibit or hold has no project (`unregistered`, or `similar`: a look-alike's), one to convert
 * has, and (a draft apart) PyPI itself says that it is ours; each is a valid canonical name of at
 * most ASKED_NAME_BYTES, asked for once, in this bundle, and not secret. */
#ifndef BUNDLE_ASKED_H
#define BUNDLE_ASKED_H

#include "base/date.h"
#include "base/digest.h"
#include "base/limits.h"
#include "base/memory.h"

#include <stdbool.h>
#include <stdint.h>

struct intern;
struct plan;
struct text;

/* The longest name that stands unbroken on a line of 72 columns. */
enum { ASKED_NAME_BYTES = 70 };

/* What the administrator is asked to do. */
enum ask {
	ASK_NAMESPACE, /* decide about a namespace grant */
	ASK_PROHIBIT,  /* paste the names into the bulk form */
	ASK_HOLD,      /* the same until a day, when the project is published */
	ASK_CONVERT,   /* delete our own empty project and prohibit its name */
	ASKS,
};

/* "namespace", "prohibit", "hold", "convert" */
const char *ask_name(enum ask ask);

/* One part of a score. */
struct asked_part {
	const char *what;
	const char *fact;
	uint32_t value; /* millionths */
};

struct asked_reason {
	const char *words; /* "a character left out of acme-vault" */
	uint32_t value;    /* millionths: weight x probability; the largest where several have the
			      same words */
};

struct asked_name {
	const char *name;
	ARRAY(struct asked_reason) reasons; /* strongest first: the parts of its exposure */
	uint32_t reasons_left_out;          /* weaker ones */
	bool in_use;                        /* itself, not only a name that it is a variant of */
	bool locked_out; /* PyPI refuses it only while a stranger's look-alike stands */
	date since;      /* in use since; DATE_NONE: not known */
	uint32_t exposure, collateral;
	uint32_t exposure_before; /* larger where PyPI's own alarm would note the name */
	ARRAY(struct asked_part) collateral_parts;
	const char *exception; /* the organisation's reason for a generic name; NULL: none */
	const char *proof;     /* to convert: whose PyPI says the project is; NULL: not looked up */
};

struct asked_request {
	enum ask ask;
	const char *id;                    /* "R1" */
	const char *target;                /* of a namespace: the prefix; else NULL */
	ARRAY(struct asked_name) names;    /* by name; empty for a namespace */
	uint32_t covered;                  /* namespace: internal names inside it */
	date since;                        /* the earliest of them */
	ARRAY(const char *) foreign;       /* namespace: projects of others inside it */
	ARRAY(struct asked_part) criteria; /* namespace: PEP 755's five */
	const char *why, *cost_to_others, *release;
	date term;
	const char *comment; /* for PyPI's form; at most LIMIT_COMMENT_BYTES bytes; "" for a
				namespace */
};

/* So many names were not asked for, for one reason. */
struct asked_refusal {
	uint32_t count;
	const char *reason; /* goes after "12 names: "; static */
};

struct asked {
	struct intern *pool; /* owned: every string that is not static */
	const char *program;
	date as_of;
	struct {
		const char *name, *role, *registry_mail;
		const char *pypi_organisation, *pypi_user, *key_url, *reference; /* NULL: none */
		const char *trademark, *trademark_registration; /* NULL: none is claimed */
		ARRAY(const char *) contacts;
		ARRAY(const char *) domains;
	} organisation;
	ARRAY(const char *) prefixes; /* what asked names begin with: "acme" */
	ARRAY(const char *) policy_differences;
	ARRAY(const char *) draft_reasons;
	bool draft;         /* for its evidence, or because an approval is missing */
	const char *tlp;    /* how far it may be passed on: a label of TLP 2.0 */
	date embargo_until; /* DATE_NONE: none */
	struct {
		char digest[DIGEST_TEXT_BYTES];
		const char *url; /* NULL: no public place */
		uint64_t serial;
		date day;
		uint32_t name_count;
	} snapshot;
	ARRAY(struct asked_request) requests;
	/* Names that PyPI prohibits for us and that we need no more; in byte order, none asked for.
	 */
	ARRAY(const char *) given_back;
	ARRAY(struct asked_refusal) not_asked;
	uint32_t name_count; /* of all requests */
	uint32_t left_out;   /* names and prefixes that the plan asked for and may not */
};

struct asked asked_new(const struct plan *plan);
void asked_release(struct asked *asked);

/* Whether there is anything to tell the registry: a request, or a name given back. */
bool asked_tells(const struct asked *asked);

/* Whether the plan asks for anything that may be asked; and `left_out`, for the reports inside. */
bool asked_anything(const struct plan *plan);
uint32_t asked_left_out(const struct plan *plan);

/* How many names the requests of this kind hold. */
size_t asked_count(const struct asked *asked, enum ask ask);

#endif
