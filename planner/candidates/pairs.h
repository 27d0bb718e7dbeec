/* Labelled pairs: a target, and a name that was registered or invented in its place. What `fit`
 * learns from.
 *
 * Tab-separated, with a header line that names the columns: `target` (or `base`); `name` (or
 * `squat`); and, where they are there, `weight` (a number above 0, 1 where empty) and `first_seen`
 * (a day). Other columns are passed over. A file without a target column holds names alone: their
 * targets are looked for (fit_find_targets). Names are made canonical. Errors name file and line.
 */
#ifndef CANDIDATES_PAIRS_H
#define CANDIDATES_PAIRS_H

#include "base/date.h"
#include "base/error.h"
#include "base/intern.h"
#include "base/memory.h"

struct pair {
	const char *target; /* canonical, interned; NULL: not known */
	const char *name;   /* canonical, interned */
	double weight;
	unsigned file; /* from 0, in the order read */
};

struct pairs {
	struct intern *pool; /* borrowed */
	date before;         /* only names first seen before this day; DATE_NONE: all */
	ARRAY(struct pair) items;
	unsigned files;
	size_t later; /* left out since seen later, or without a day */
};

/* Adds what the file at PATH holds ("-": standard input). */
enum error pairs_read(struct pairs *pairs, const char *path, struct failure *failure);
void pairs_release(struct pairs *pairs);

#endif
