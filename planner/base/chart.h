/* Bars and lines as inline SVG, with the same numbers in a table beside them: for eyes, for screen
 * readers, and for whoever wants to copy them. Nothing but attributes, since the page's policy
 * allows no style on an element; colours come from the classes of chart.css. */
#ifndef BASE_CHART_H
#define BASE_CHART_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct text;

struct chart_bar {
	const char *label;  /* escaped and shortened here */
	const char *figure; /* what is written behind the bar: "20.6 %" */
	uint64_t value;     /* the bar's length, as a part of the largest */
	uint64_t low, high; /* a whisker from LOW to HIGH; both 0: none */
};

struct chart_facts {
	const char *id;         /* of the element, a word */
	const char *title;      /* a heading */
	const char *says;       /* what it shows, a sentence */
	const char *columns[2]; /* the table's headings: of the labels, of the figures */
	const char *note;       /* a sentence below; NULL: none. Escaped, as all texts are */
	bool half;              /* of bars: stands beside another, in half a column's width */
};

void chart_bars(struct text *out, const struct chart_facts *facts, const struct chart_bar *bars,
	size_t count);

struct chart_point {
	const char *label; /* of the table: "2026-11-23" */
	const char *figure;
	int64_t at; /* along, rising */
	uint64_t value;
};

/* A line over time, from 0 to the largest value. The first and last label stand below it. */
void chart_line(struct text *out, const struct chart_facts *facts, const struct chart_point *points,
	size_t count);

struct chart_mark {
	size_t point;      /* number of the point at which a line stands up */
	const char *words; /* beside it */
	uint64_t most;     /* what the curve can reach at the best: a level line */
	const char *most_words;
};

/* What is gained with each step, from 0 to MARK's most or the largest value: every point a dot. One
 * of the points is marked. */
void chart_steps(struct text *out, const struct chart_facts *facts,
	const struct chart_point *points, size_t count, const struct chart_mark *mark);

#endif
