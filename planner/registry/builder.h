/* Building a snapshot: names in any order and spelling in, the image of a snapshot file out.
 *
 *	struct builder *builder = builder_new();
 *	builder_add(builder, "Zope.Interface", 14) ...
 *	builder_finish(builder, &facts, &image, &size);
 *	builder_free(builder);
 *
 * Time grows linearly with the names where they arrive in byte order, as PyPI's index nearly
 * does; else they are sorted first. */
#ifndef REGISTRY_BUILDER_H
#define REGISTRY_BUILDER_H

#include "base/date.h"
#include "base/limits.h"
#include "registry/embedded_list.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct builder;

struct builder *builder_new(void);
void builder_free(struct builder *builder);

enum builder_answer {
	BUILDER_ADDED,
	BUILDER_INVALID, /* no project name, or longer than LIMIT_NAME_BYTES: not added */
	BUILDER_FULL,    /* LIMIT_SNAPSHOT_NAMES is reached: not added */
};

/* Adds one name as written; spellings of one canonical name are merged at the end. */
enum builder_answer builder_add(struct builder *builder, const char *name, size_t length);

/* What is added from here on is one index document, in which no name should stand twice as written
 * (builder_counts.repeated). What was added before any such call may repeat itself. */
void builder_document(struct builder *builder);

/* From here on names may repeat themselves again: a list. */
void builder_list(struct builder *builder);

/* Leaves a name out, in whatever spelling it was or will be added. */
void builder_leave_out(struct builder *builder, const char *name, size_t length);

struct builder_facts {
	const char *url; /* "" for a list */
	uint64_t serial;
	date day;         /* DATE_NONE: not known */
	const char *etag; /* NULL: none */
	int64_t made;     /* as in snapshot_info; 0 counts as not known */
	bool verified;
	bool embedded;
	/* Ranks and months come from here; released once they are taken: it is large too. */
	struct embedded_list *list;
};

struct builder_counts {
	uint32_t names;
	uint32_t merged;          /* further spellings of a name */
	uint32_t left_out;        /* names left out */
	uint32_t left_out_absent; /* asked to be left out, but never added */
	/* A name that stands twice, as written, in one index document; "": none. Such a document is
	 * damaged or forged: whoever imports refuses it. */
	char repeated[LIMIT_NAME_BYTES + 1];
};

/* Sorts, merges, and writes every table; the builder is empty afterwards. The image is allocated;
 * the caller frees it. */
void builder_finish(struct builder *builder, const struct builder_facts *facts, char **image,
	size_t *size, struct builder_counts *counts);

#endif
