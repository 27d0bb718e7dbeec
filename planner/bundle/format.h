/* Formats: renderings of a plan, one file each, each a row of one table.
 *
 * To add a format: write bundle/NAME.c with its rendering and add its row to the table in
 * bundle/format.c. A rendering is a pure function: same plan, same bytes. One of internal/ takes
 * the plan; one of send/ takes what is asked (bundle/asked.h) and never sees the plan, so that what
 * may not leave the company cannot. Files of public/ have a table of their own (bundle/notice.h).
 */
#ifndef BUNDLE_FORMAT_H
#define BUNDLE_FORMAT_H

#include <stdbool.h>
#include <stddef.h>

struct asked;
struct plan;
struct text;

enum scope {
	SCOPE_INTERNAL, /* everything: never leaves the company */
	SCOPE_SEND,     /* only what is asked: for the registry's administrators */
	SCOPE_PUBLIC,   /* no name: for everybody, once the requests are answered */
	SCOPES,
};

/* "internal", "send", "public": the folder. */
const char *scope_name(enum scope scope);

struct report_format {
	const char *name; /* for `report --format`: "md" */
	const char *file; /* in its scope's folder: "report.md" */
	enum scope scope;
	const char *summary; /* one line for help */
	/* SCOPE_INTERNAL */
	void (*render)(const struct plan *plan, struct text *out);
	bool (*applies_inside)(const struct plan *plan); /* NULL: always */
	/* SCOPE_SEND */
	void (*render_asked)(const struct asked *asked, struct text *out);
	bool (*applies)(const struct asked *asked); /* NULL: where anything is asked */
	/* SCOPE_SEND, in the place of render_asked: one of several files, from 1; `file` is then a
	 * format for its number ("namespace-%02zu.md"). False past the last. */
	bool (*render_part)(const struct asked *asked, size_t part, struct text *out);
};

extern const struct report_format *const report_formats[]; /* ended by NULL */
extern const char *const report_format_names[]; /* the same, by name; for a command line's choice */

/* The row of that name, or NULL. */
const struct report_format *report_format_find(const char *name);

/* Adds the file's bytes to OUT. False, and nothing added, where the plan asks for nothing that this
 * format would hold: then the bundle has no such file. */
bool report_format_render(
	const struct report_format *format, const struct plan *plan, struct text *out);

/* The same of one of several files; `part` is from 1, and 1 for a format of one file. False past
 * the last. */
bool report_format_render_part(
	const struct report_format *format, const struct plan *plan, size_t part, struct text *out);

/* The name of that file, in its scope's folder. */
void report_format_file(const struct report_format *format, size_t part, struct text *out);

#endif
