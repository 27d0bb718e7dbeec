/* Bars and lines as inline SVG, with their table. */
#include "base/chart.h"
#include "base/escape.h"
#include "base/text.h"

#include <stdbool.h>
#include <string.h>

/* In the units of the view box, which is as wide as a column of text. */
enum {
	WIDTH = 720,
	ROW = 30,
	BAR = 18,
	LABEL_CHARACTERS = 23, /* what fits before the bars */
	MARK_CHARACTERS = 48,  /* and in a corner of a curve */
	LINE_AT = 8,
	LINE_TOP = 28,
	LINE_BOTTOM = 200,
};

static void add_html(struct text *out, const char *text)
{
	escape_html(out, text, strlen(text));
}

/* Where bars stand, in the whole width and in half of it. */
struct frame {
	unsigned width, bars_at, bars_wide;
};

static const struct frame frames[] = {{WIDTH, 210, 350}, {480, 180, 220}};

/* The first MOST characters of a label that is too long for its place, cut between code points. */
static void add_short(struct text *out, const char *label, size_t most)
{
	size_t length = 0, characters = 0;
	while (label[length] != '\0') {
		if (((unsigned char)label[length] & 0xC0) != 0x80 && ++characters > most)
			break;
		length++;
	}
	escape_html(out, label, length);
	text_add(out, label[length] != '\0' ? "…" : "");
}

static unsigned scaled(const struct frame *frame, uint64_t value, uint64_t most)
{
	if (most == 0)
		return 0;
	double part = value >= most ? 1 : (double)value / (double)most;
	return (unsigned)(frame->bars_wide * part + 0.5);
}

static void add_bar(struct text *out, const struct frame *frame, const struct chart_bar *bar,
	size_t row, uint64_t most)
{
	unsigned top = (unsigned)row * ROW, middle = top + ROW / 2, at = frame->bars_at;
	unsigned wide = scaled(frame, bar->value, most), end = scaled(frame, bar->high, most);
	if (wide == 0 && bar->value > 0)
		wide = 1;
	text_addf(out, "<text class=\"label\" x=\"%u\" y=\"%u\" text-anchor=\"end\">", at - 12,
		middle + 5);
	add_short(out, bar->label, LABEL_CHARACTERS);
	text_addf(out, "</text><rect class=\"bar\" x=\"%u\" y=\"%u\" width=\"%u\" height=\"%d\"/>",
		at, top + (ROW - BAR) / 2, wide, BAR);
	if (bar->high > 0)
		text_addf(out, "<path class=\"whisker\" d=\"M%u %uH%uM%u %uv8M%u %uv8\"/>",
			at + scaled(frame, bar->low, most), middle, at + end,
			at + scaled(frame, bar->low, most), middle - 4, at + end, middle - 4);
	text_addf(out, "<text class=\"figure\" x=\"%u\" y=\"%u\">",
		at + 8 + (wide > end ? wide : end), middle + 5);
	add_html(out, bar->figure);
	text_add(out, "</text>\n");
}

/* The table's begin and end; its rows are added between. */
static void begin_table(struct text *out, const struct chart_facts *facts)
{
	text_add(out, "<details><summary>The numbers</summary>\n<table><thead><tr>"
		      "<th scope=\"col\">");
	add_html(out, facts->columns[0]);
	text_add(out, "</th><th scope=\"col\">");
	add_html(out, facts->columns[1]);
	text_add(out, "</th></tr></thead>\n<tbody>\n");
}

static void add_row(struct text *out, const char *label, const char *figure)
{
	text_add(out, "<tr><th scope=\"row\">");
	add_html(out, label);
	text_add(out, "</th><td>");
	add_html(out, figure);
	text_add(out, "</td></tr>\n");
}

static void end_table(struct text *out)
{
	text_add(out, "</tbody></table>\n</details>\n");
}

static void begin_section(struct text *out, const struct chart_facts *facts)
{
	text_addf(out, "<section id=\"%s\" aria-labelledby=\"%s-title\">\n<h2 id=\"%s-title\">",
		facts->id, facts->id, facts->id);
	add_html(out, facts->title);
	text_add(out, "</h2>\n<p class=\"lead\">");
	add_html(out, facts->says);
	text_add(out, "</p>\n");
}

static void begin_drawing(struct text *out, const struct chart_facts *facts, size_t high)
{
	text_addf(out,
		"<svg class=\"chart\" viewBox=\"0 0 %u %zu\" role=\"img\" "
		"aria-labelledby=\"%s-title\">\n",
		frames[facts->half].width, high, facts->id);
}

static void end_section(struct text *out, const struct chart_facts *facts)
{
	if (facts->note != NULL) {
		text_add(out, "<p class=\"soft\">");
		add_html(out, facts->note);
		text_add(out, "</p>\n");
	}
	text_add(out, "</section>\n");
}

void chart_bars(struct text *out, const struct chart_facts *facts, const struct chart_bar *bars,
	size_t count)
{
	uint64_t most = 0;
	for (size_t i = 0; i < count; i++) {
		uint64_t end = bars[i].high > bars[i].value ? bars[i].high : bars[i].value;
		most = end > most ? end : most;
	}
	begin_section(out, facts);
	if (count > 0) {
		begin_drawing(out, facts, count * ROW);
		for (size_t i = 0; i < count; i++)
			add_bar(out, &frames[facts->half], &bars[i], i, most);
		text_add(out, "</svg>\n");
		begin_table(out, facts);
		for (size_t i = 0; i < count; i++)
			add_row(out, bars[i].label, bars[i].figure);
		end_table(out);
	}
	end_section(out, facts);
}

/* ---- lines ---- */

/* How points become places: from FIRST along LENGTH, and from 0 up to MOST. */
struct scale {
	int64_t first, length;
	uint64_t most;
};

static struct scale scale_of(const struct chart_point *points, size_t count, uint64_t most)
{
	struct scale scale = {points[0].at, points[count - 1].at - points[0].at, most};
	for (size_t i = 0; i < count; i++)
		scale.most = points[i].value > scale.most ? points[i].value : scale.most;
	return scale;
}

static double along(const struct scale *scale, int64_t at)
{
	double part = scale->length > 0 ? (double)(at - scale->first) / (double)scale->length : 0.5;
	return LINE_AT + part * (WIDTH - 2 * LINE_AT);
}

static double up(const struct scale *scale, uint64_t value)
{
	double part = scale->most > 0 ? (double)value / (double)scale->most : 0;
	return LINE_BOTTOM - part * (LINE_BOTTOM - LINE_TOP);
}

static void add_curve(
	struct text *out, const struct scale *scale, const struct chart_point *points, size_t count)
{
	text_addf(out, "<path class=\"axis\" d=\"M%d %dH%d\"/>\n<polyline class=\"line\" points=\"",
		LINE_AT, LINE_BOTTOM, WIDTH - LINE_AT);
	for (size_t i = 0; i < count; i++)
		text_addf(out, "%s%.1f,%.1f", i > 0 ? " " : "", along(scale, points[i].at),
			up(scale, points[i].value));
	text_add(out, "\"/>\n");
}

static void add_mark(struct text *out, unsigned x, unsigned y, const char *anchor, const char *what,
	const char *text)
{
	text_addf(
		out, "<text class=\"figure\" x=\"%u\" y=\"%u\" text-anchor=\"%s\">", x, y, anchor);
	text_add(out, what);
	add_short(out, text, MARK_CHARACTERS);
	text_add(out, "</text>\n");
}

static const struct chart_point *highest(const struct chart_point *points, size_t count)
{
	const struct chart_point *highest = &points[0];
	for (size_t i = 1; i < count; i++) {
		if (points[i].value > highest->value)
			highest = &points[i];
	}
	return highest;
}

static void add_table(struct text *out, const struct chart_facts *facts,
	const struct chart_point *points, size_t count)
{
	begin_table(out, facts);
	for (size_t i = 0; i < count; i++)
		add_row(out, points[i].label, points[i].figure);
	end_table(out);
}

void chart_line(struct text *out, const struct chart_facts *facts, const struct chart_point *points,
	size_t count)
{
	begin_section(out, facts);
	if (count > 0) {
		struct scale scale = scale_of(points, count, 0);
		begin_drawing(out, facts, LINE_BOTTOM + ROW);
		add_curve(out, &scale, points, count);
		add_mark(out, LINE_AT, LINE_TOP - 8, "start", "most ",
			highest(points, count)->figure);
		add_mark(out, LINE_AT, LINE_BOTTOM + 20, "start", "", points[0].label);
		add_mark(
			out, WIDTH - LINE_AT, LINE_BOTTOM + 20, "end", "", points[count - 1].label);
		add_mark(out, WIDTH - LINE_AT, LINE_TOP - 8, "end", "last ",
			points[count - 1].figure);
		text_add(out, "</svg>\n");
		add_table(out, facts, points, count);
	}
	end_section(out, facts);
}

/* The level that can be reached at the best, and the point that is marked, with their words: these
 * on the side where the curve is not. */
static void add_bounds(struct text *out, const struct scale *scale,
	const struct chart_point *points, const struct chart_mark *mark)
{
	const struct chart_point *point = &points[mark->point];
	double x = along(scale, point->at), level = up(scale, mark->most);
	bool left = x > WIDTH / 2.0;
	text_addf(out, "<path class=\"level\" d=\"M%d %.1fH%d\"/>\n", LINE_AT, level,
		WIDTH - LINE_AT);
	add_mark(out, LINE_AT, LINE_TOP - 8, "start", "", mark->most_words);
	text_addf(out, "<path class=\"chosen\" d=\"M%.1f %dV%d\"/>\n", x, LINE_BOTTOM, LINE_TOP);
	add_mark(out, (unsigned)(left ? x - 10 : x + 10), LINE_BOTTOM - 12, left ? "end" : "start",
		"", mark->words);
}

void chart_steps(struct text *out, const struct chart_facts *facts,
	const struct chart_point *points, size_t count, const struct chart_mark *mark)
{
	begin_section(out, facts);
	if (count > 0) {
		struct scale scale = scale_of(points, count, mark->most);
		begin_drawing(out, facts, LINE_BOTTOM + ROW);
		add_bounds(out, &scale, points, mark);
		add_curve(out, &scale, points, count);
		for (size_t i = 0; i < count; i++)
			text_addf(out,
				"<circle class=\"dot%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"4\"/>\n",
				i == mark->point ? " chosen" : "", along(&scale, points[i].at),
				up(&scale, points[i].value));
		add_mark(out, LINE_AT, LINE_BOTTOM + 20, "start", "", points[0].label);
		if (count > 1)
			add_mark(out, WIDTH - LINE_AT, LINE_BOTTOM + 20, "end", "",
				points[count - 1].label);
		text_add(out, "</svg>\n");
		add_table(out, facts, points, count);
	}
	end_section(out, facts);
}
