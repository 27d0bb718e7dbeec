/* What an index answered about single projects: data, for whoever judges by it.
 *
 * GET /simple/NAME/ decides existence: 404 is absent, 200 is present, also for a project without
 * releases and for a quarantined one, which the bulk index leaves out. Everything else is unknown
 * with its reason, and unknown never becomes a finding. /pypi/NAME/json may add whose it is.
 * registry/live.h asks; this file knows no network. */
#ifndef REGISTRY_ANSWERS_H
#define REGISTRY_ANSWERS_H

#include "base/date.h"
#include "base/error.h"
#include "base/memory.h"

#include <stdbool.h>
#include <stdint.h>

struct intern;

enum presence {
	PRESENCE_UNKNOWN, /* says nothing; `reason` tells why */
	PRESENCE_ABSENT,  /* 404 */
	PRESENCE_PRESENT, /* 200 */
	PRESENCES,
};

/* PEP 792's status markers; MARKER_NONE where the index tells none. */
enum marker {
	MARKER_NONE,
	MARKER_ACTIVE,
	MARKER_ARCHIVED,
	MARKER_QUARANTINED,
	MARKER_DEPRECATED,
	MARKERS,
};

struct answer {
	const char *name; /* canonical */
	enum presence presence;
	const char *reason; /* PRESENCE_UNKNOWN: a half sentence; else "" */
	const char *url;    /* that answered */
	uint32_t status;    /* HTTP; 0: none came */
	const char *etag;   /* "": none */
	int64_t made;       /* Date minus Age, seconds since 1970; -1: not told */
	bool fit;           /* from https://pypi.org, its certificate vouched for by the system */
	enum marker marker;
	uint32_t files;
	int64_t first_upload;     /* the earliest visible one, seconds since 1970; -1: none */
	bool owned;               /* whose it is was told: */
	const char *organisation; /* "": none */
	const char **users;       /* owners and maintainers, byte order */
	size_t user_count;
};

struct answers {
	ARRAY(struct answer) items; /* sorted by name, each once, after answers_sort() */
};

/* "unknown", "absent", "present"; "", "active", "archived", ... */
const char *presence_name(enum presence presence);
const char *marker_name(enum marker marker);
int presence_of_name(const char *name);
int marker_of_name(const char *name);

/* Reads the page of a project, PEP 691 JSON or PEP 503 HTML (TYPE is its Content-Type), into
 * ANSWER, whose name it must be about: then PRESENT, else UNKNOWN with a reason. Texts go to POOL.
 */
void answer_read_page(struct answer *answer, const char *type, const char *body, size_t length,
	struct intern *pool);

/* Reads Warehouse's /pypi/NAME/json, `ownership` ({"organization": NAME or null, "roles": [{"role",
 * "user"}]}). What cannot be read leaves `owned` false, and so does a text that is no account's
 * name. These names are all of a stranger's text that is kept: no summary, description or file
 * name of a project ever is. */
void answer_read_ownership(
	struct answer *answer, const char *body, size_t length, struct intern *pool);

void answers_sort(struct answers *answers);
const struct answer *answers_find(const struct answers *answers, const char *name);
void answers_release(struct answers *answers);

#endif
