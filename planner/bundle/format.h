/* Formats: renderings of a plan, one file each, each a row of one table.
 *
 * To add a format: write bundle/NAME.c with a `const struct report_format` and add its row to the
 * table in bundle/format.c. A rendering is a pure function of the plan: same plan, same bytes. */
#ifndef BUNDLE_FORMAT_H
#define BUNDLE_FORMAT_H

#include "plan/plan.h"

struct text;

enum scope {
	SCOPE_INTERNAL, /* everything: never leaves the company */
	SCOPE_SEND,     /* only what is asked: for the registry's administrators */
};

struct report_format {
	const char *name; /* for `report --format`: "md" */
	const char *file; /* in the bundle: "report.md" */
	enum scope scope;
	const char *summary;                      /* one line for help */
	bool (*applies)(const struct plan *plan); /* NULL: always */
	void (*render)(const struct plan *plan, struct text *out);
};

extern const struct report_format *const report_formats[]; /* ended by NULL */

#endif
