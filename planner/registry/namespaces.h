/* Namespace grants (PEP 752): `acme` granted means that others can create neither `acme` nor any
 * `acme-*`. An index that knows them says so by `meta.api-version` 1.5 or later and lists them all
 * at /namespaces; PyPI of 2026 does not yet.
 *
 * They are kept in a file beside the snapshot they were fetched with ("FILE.namespaces"), which
 * names the snapshot's digest. A snapshot without such a file knows of no grants. */
#ifndef REGISTRY_NAMESPACES_H
#define REGISTRY_NAMESPACES_H

#include "base/error.h"
#include "base/memory.h"

#include <stdbool.h>
#include <stddef.h>

struct intern;
struct text;

struct namespace_grant {
	const char *name;  /* canonical */
	const char *owner; /* "": not told */
};

struct namespaces {
	bool supported;                       /* the index knows namespaces */
	bool known;                           /* and its list could be read */
	ARRAY(struct namespace_grant) grants; /* byte order, each once */
};

/* Reads what /namespaces answers: {"meta": ..., "namespaces": [NAME | {"name", "owner"}, ...]}. */
enum error namespaces_parse(struct namespaces *namespaces, const char *file, const char *bytes,
	size_t length, struct intern *pool, struct failure *failure);

/* The file beside a snapshot: DIGEST is the snapshot's. A file of another snapshot, or none, gives
 * no grants; a damaged one is an error. */
enum error namespaces_read(struct namespaces *namespaces, const char *snapshot_path,
	const char *digest, struct intern *pool, struct failure *failure);
enum error namespaces_write(const struct namespaces *namespaces, const char *snapshot_path,
	const char *digest, struct failure *failure);

/* The grant that covers a canonical name: the name itself or a part of it that ends before a
 * hyphen; the shortest one, since a grant covers all below it. NULL: none. */
const struct namespace_grant *namespaces_cover(
	const struct namespaces *namespaces, const char *name, size_t length);

/* The first grant that stands below a prefix or is it: `acme` meets `acme`, `acme-web`. A grant
 * that covers the prefix is found by namespaces_cover. NULL: none. */
const struct namespace_grant *namespaces_inside(
	const struct namespaces *namespaces, const char *prefix);

void namespaces_release(struct namespaces *namespaces);

#endif
