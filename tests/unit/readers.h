/* What must hold of each kind of file of a bundle, whatever it holds: worked out from RFC 4180, RFC
 * 5322, RFC 8259, HTML's syntax and Python's str.split. look_at() finds the kind by the end of the
 * file's name. */
#ifndef TESTS_READERS_H
#define TESTS_READERS_H

#include "base/escape.h"
#include "base/json.h"
#include "base/text.h"
#include "base/utf8.h"
#include "bundle/format.h"
#include "plans.h"
#include "python.h"

#include <ctype.h>
#include <string.h>

enum { CSV_COLUMNS = 21 };

/* Check writes a line for every assertion that holds: too slow for one a byte. */
#define must(condition, ...)                                                                       \
	do {                                                                                       \
		if (!(condition))                                                                  \
			ck_abort_msg(__VA_ARGS__);                                                 \
	} while (0)

static void add_shown(struct text *out, const char *text)
{
	escape_terminal(out, text, strlen(text));
}

/* Every byte is UTF-8 that may be shown, but for OWN: what the format itself is made of. */
static void check_showable(
	const struct report_format *format, const struct text *out, const char *own)
{
	for (size_t at = 0; at < out->length;) {
		uint32_t code_point;
		size_t size = utf8_read(out->bytes + at, out->length - at, &code_point);
		bool is_own = code_point < 0x80 && strchr(own, (int)code_point) != NULL;
		must(size > 0, "%s: no UTF-8 at %zu", format->name, at);
		must(code_point != 0 && (is_own || utf8_is_showable(code_point)),
			"%s: U+%04X at %zu", format->name, code_point, at);
		at += size;
	}
}

/* RFC 4180, read by the letter: the fields of one record, unquoted, into FIELDS. Returns where the
 * record ends, or NULL where it is none. */
static const char *read_record(const char *at, struct text *fields, size_t *count)
{
	for (*count = 0;; at++) {
		must(*count < CSV_COLUMNS, "too many columns");
		struct text *field = &fields[(*count)++];
		text_clear(field);
		if (*at == '"') {
			for (at++; *at != '"' || at[1] == '"'; at += *at == '"' ? 2 : 1) {
				if (*at == '\0')
					return NULL;
				text_add_char(field, *at);
			}
			at++;
		} else {
			while (*at != '\0' && strchr(",\r\n\"", *at) == NULL)
				text_add_char(field, *at++);
		}
		if (*at == '\r' && at[1] == '\n')
			return at + 2;
		if (*at != ',')
			return NULL;
	}
}

static void check_csv(const struct plan *plan, const struct text *out)
{
	struct text fields[CSV_COLUMNS];
	for (size_t i = 0; i < CSV_COLUMNS; i++)
		fields[i] = text_new(LIMIT_FILE_BYTES);
	const char *at = out->bytes;
	for (size_t row = 0; *at != '\0'; row++) {
		size_t count;
		at = read_record(at, fields, &count);
		ck_assert_ptr_nonnull(at);
		ck_assert_uint_eq(count, CSV_COLUMNS);
		ck_assert_uint_le(row, plan->names.count);
		for (size_t i = 0; i < count; i++)
			must(fields[i].length == 0 || !strchr("=+-@\t\r", fields[i].bytes[0]),
				"a spreadsheet would run: %s", fields[i].bytes);
		if (row == 0)
			continue;
		autotext struct text name = text_new(LIMIT_FILE_BYTES);
		add_shown(&name, plan->names.items[row - 1].name);
		const char *found = fields[0].bytes + (fields[0].bytes[0] == '\'' ? 1 : 0);
		ck_assert_str_eq(found, name.bytes + (name.bytes[0] == '\'' ? 1 : 0));
	}
	for (size_t i = 0; i < CSV_COLUMNS; i++)
		text_release(&fields[i]);
}

/* A header's lines end with CR LF, and every header is one of ours, once. */
static void check_mail(const struct text *out)
{
	static const char *const known[] = {"Date", "From", "Cc", "To", "Subject", "Message-ID",
		"X-Unsent", "MIME-Version", "Content-Type", "Content-Transfer-Encoding"};
	size_t seen[sizeof known / sizeof *known] = {0};
	const char *end = strstr(out->bytes, "\r\n\r\n");
	ck_assert_ptr_nonnull(end);
	for (const char *line = out->bytes; line < end + 2;) {
		const char *next = strstr(line, "\r\n") + 2;
		ck_assert_int_le(next - line, 998 + 2);
		for (const char *c = line; c < next - 2; c++)
			must(*c >= ' ' && *c <= '~', "header: %.60s", line);
		size_t which = 0;
		while (which < sizeof known / sizeof *known &&
			(strncmp(line, known[which], strlen(known[which])) != 0 ||
				line[strlen(known[which])] != ':'))
			which++;
		ck_assert_msg(*line == ' ' || which < sizeof known / sizeof *known, "header: %.60s",
			line);
		if (*line != ' ')
			ck_assert_uint_eq(++seen[which], 1);
		line = next;
	}
	for (const char *c = end; *c != '\0'; c++) {
		must(*c != '\n' || c[-1] == '\r', "a bare line feed in the body");
		must(*c != '\r' || c[1] == '\n', "a bare carriage return in the body");
	}
}

/* Every word is a name that the plan asks to prohibit, canonical and without a project. */
static size_t check_prohibit(const struct plan *plan, const struct text *out)
{
	size_t words = 0;
	for (size_t at = 0; at < out->length;) {
		size_t space = python_space(out->bytes + at, out->length - at);
		if (space > 0) {
			at += space;
			continue;
		}
		size_t start = at;
		while (at < out->length && python_space(out->bytes + at, out->length - at) == 0)
			at++;
		bool asked = false;
		for (size_t i = 0; i < plan->names.count && !asked; i++) {
			const struct plan_name *name = &plan->names.items[i];
			asked = strlen(name->name) == at - start &&
				memcmp(name->name, out->bytes + start, at - start) == 0 &&
				plan_asks_for(plan, name) &&
				(name->verdict == VERDICT_UNREGISTERED ||
					name->verdict == VERDICT_SIMILAR);
		}
		ck_assert_msg(asked, "not asked: %.*s", (int)(at - start), out->bytes + start);
		words++;
	}
	return words;
}

static void check_lines(const struct text *out, size_t most)
{
	size_t columns = 0;
	for (size_t i = 0; i < out->length; i++) {
		columns += ((unsigned char)out->bytes[i] & 0xc0) != 0x80;
		if (out->bytes[i] != '\n')
			continue;
		must(columns - 1 <= most, "%zu columns", columns - 1);
		columns = 0;
	}
}

static void check_json(const char *bytes, size_t length)
{
	struct json_document document;
	struct failure failure;
	enum error error = json_read(&document, "(rendered)", bytes, length, &failure);
	ck_assert_msg(error == OK, "%s", failure.text);
	json_release(&document);
}

/* What follows MARK in the page, up to END; moves *AT behind it. */
static const char *cut_out(const char **at, const char *mark, const char *end, size_t *length)
{
	const char *start = strstr(*at, mark);
	ck_assert_ptr_nonnull(start);
	start += strlen(mark);
	const char *stop = strstr(start, end);
	ck_assert_ptr_nonnull(stop);
	*length = (size_t)(stop - start);
	*at = stop;
	return start;
}

/* The page's tags alone, without what links point to; and its texts, entities undone. */
static void take_apart(const struct text *page, struct text *tags, struct text *texts)
{
	static const struct {
		const char *entity;
		char meant;
	} entities[] = {
		{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&#39;", '\''}};
	const char *at = strstr(page->bytes, "</style>");
	const char *end = strstr(page->bytes, "<script type=");
	ck_assert(at != NULL && end != NULL);
	while (at < end) {
		if (*at == '<') {
			size_t length = strcspn(at, ">") + 1;
			size_t shown = strncmp(at, "<a class=\"name\"", 15) == 0 ? 15 : length;
			bool typed =
				strncmp(at, "<code>", 6) == 0 || strncmp(at, "</code>", 7) == 0;
			text_add_bytes(tags, at, typed ? 0 : shown);
			text_add(tags, typed ? "" : "\n");
			at += length;
			continue;
		}
		size_t which = 0;
		while (which < sizeof entities / sizeof *entities &&
			strncmp(at, entities[which].entity, strlen(entities[which].entity)) != 0)
			which++;
		if (which < sizeof entities / sizeof *entities) {
			text_add_char(texts, entities[which].meant);
			at += strlen(entities[which].entity);
		} else {
			must(*at != '&', "a bare &: %.30s", at);
			text_add_char(texts, *at++);
		}
	}
}

/* The hostile plan's page has the tags of the harmless plan's, and says what the plan says. */
static void check_page(
	const struct plan *plan, const struct text *page, const struct text *harmless)
{
	autotext struct text tags = text_new(LIMIT_FILE_BYTES), texts = text_new(LIMIT_FILE_BYTES);
	autotext struct text plain_tags = text_new(LIMIT_FILE_BYTES);
	autotext struct text plain_texts = text_new(LIMIT_FILE_BYTES);
	take_apart(page, &tags, &texts);
	take_apart(harmless, &plain_tags, &plain_texts);
	size_t same = 0;
	while (tags.bytes[same] != '\0' && tags.bytes[same] == plain_tags.bytes[same])
		same++;
	must(tags.bytes[same] == plain_tags.bytes[same], "other tags: %.60s, not %.60s",
		tags.bytes + same, plain_tags.bytes + same);
	for (size_t i = 0; i < plan->appendix.count; i++) {
		autotext struct text what = text_new(LIMIT_FILE_BYTES);
		add_shown(&what, plan->appendix.items[i].fact);
		ck_assert_msg(strstr(texts.bytes, what.bytes) != NULL, "not said: %s", what.bytes);
	}
	const char *at = page->bytes;
	size_t length;
	const char *data = cut_out(&at, "id=\"data\">", "</script>", &length);
	check_json(data, length);
	ck_assert(memchr(data, '<', length) == NULL && memchr(data, '&', length) == NULL);
	/* Nothing but the page's own script and its end may follow. */
	ck_assert_ptr_nonnull(at = strstr(at, "<script>"));
	ck_assert_ptr_null(strstr(at + 1, "<script"));
	ck_assert_str_eq(strstr(at, "</script>"), "</script>\n</body>\n</html>\n");
}

/* No markup but ours: outside text has no character that starts any. */
static void check_markdown(const struct text *out, const struct text *harmless)
{
	static const char marks[] = "<>@`[]|*_#";
	for (const char *mark = marks; *mark != '\0'; mark++) {
		size_t here = 0, there = 0;
		for (size_t i = 0; i < out->length; i++)
			here += out->bytes[i] == *mark;
		for (size_t i = 0; i < harmless->length; i++)
			there += harmless->bytes[i] == *mark;
		if (*mark == '<' || *mark == '>' || *mark == '#')
			ck_assert_uint_ge(here, there); /* <!-- --> and &#64; */
		else
			ck_assert_msg(here == there, "%c: %zu, %zu", *mark, here, there);
	}
	ck_assert_ptr_null(strstr(out->bytes, "<img"));
	ck_assert_ptr_null(strstr(out->bytes, "<script"));
}

static const char *text_of(const struct json *json, const char *key)
{
	struct json found = json_find(json, key);
	ck_assert_ptr_nonnull(found.node);
	return json_text(&found);
}

/* No placeholder and no link (SARIF 3.11.5, 3.11.6), and nothing that acts on a terminal. */
static void check_message(const struct json *result)
{
	struct json message = json_find(result, "message");
	const char *text = text_of(&message, "text");
	must(strstr(text, "](") == NULL, "a link: %s", text);
	for (const char *at = text; *at != '\0'; at++) {
		must((unsigned char)*at >= 0x20, "a control character: %s", text);
		bool is_brace = *at == '{' || *at == '}';
		must(!is_brace || at[1] == *at, "a placeholder: %s", text);
		at += is_brace;
	}
}

/* RFC 3986: an address of a file or of an index, and no other scheme. */
static void check_uri(const struct json *place)
{
	struct json physical = json_find(place, "physicalLocation");
	struct json artifact = json_find(&physical, "artifactLocation");
	const char *uri = text_of(&artifact, "uri");
	const char *known[] = {"file:///", "https://", "http://"};
	bool has_scheme = false;
	for (size_t i = 0; i < 3; i++)
		has_scheme |= strncmp(uri, known[i], strlen(known[i])) == 0;
	for (const char *at = uri; *at != '\0'; at++) {
		bool stands = isalnum((unsigned char)*at) || strchr("-._~/%", *at) != NULL;
		must(stands || (has_scheme && strchr(":?&=", *at) != NULL), "address: %s", uri);
		must(*at != '%' ||
				(isxdigit((unsigned char)at[1]) && isxdigit((unsigned char)at[2])),
			"address: %s", uri);
	}
}

static void check_sarif(const struct text *out)
{
	struct json_document document;
	struct failure failure;
	ck_assert_int_eq(json_read(&document, "sarif", out->bytes, out->length, &failure), OK);
	struct json runs = json_find(&document.root, "runs"), run = {0}, result = {0};
	ck_assert(json_next(&runs, &run));
	struct json results = json_find(&run, "results");
	size_t count = 0;
	for (; json_next(&results, &result); count++) {
		struct json places = json_find(&result, "locations"), place = {0};
		check_message(&result);
		while (json_next(&places, &place))
			check_uri(&place);
	}
	ck_assert_uint_gt(count, 10);
	json_release(&document);
}

/* Markdown without what our own words bring: nothing is left that starts markup or a mention. */
static void check_ticket_body(const char *body)
{
	static const char *const ours[] = {"<code>", "</code>", "<!-- -->", "**To do:**",
		"**Change:**", "names.csv and report.html"};
	for (const char *at = body; *at != '\0';) {
		size_t which = 0;
		while (which < sizeof ours / sizeof *ours &&
			strncmp(at, ours[which], strlen(ours[which])) != 0)
			which++;
		if (which < sizeof ours / sizeof *ours) {
			at += strlen(ours[which]);
			continue;
		}
		must(strchr("<>@`[]|*_", *at) == NULL, "%c in a ticket: %.60s", *at, at);
		must(*at != '#' || (at > body && at[-1] == '&'), "# in a ticket: %.60s", at);
		must(*at == '\n' || (unsigned char)*at >= 0x20, "a control character");
		at++;
	}
}

static void check_tickets(const struct text *out)
{
	struct lines lines = lines_of("tickets.jsonl", out->bytes, out->length);
	size_t count = 0;
	for (; lines_next(&lines); count++) {
		struct json_document document;
		struct failure failure;
		enum error error = json_read(&document, "line", lines.text, lines.length, &failure);
		ck_assert_msg(error == OK, "%s", failure.text);
		const char *title = text_of(&document.root, "title");
		for (const char *at = title; *at != '\0'; at++)
			must(isalnum((unsigned char)*at) || strchr(" ',:.()-", *at) != NULL,
				"title: %s", title);
		check_ticket_body(text_of(&document.root, "body"));
		json_release(&document);
	}
	ck_assert_int_eq(lines.error, OK);
	ck_assert_uint_gt(count, 4);
}

/* Paths alone: no host, no second line's worth of anything. */
static void check_links(const struct text *out)
{
	static const char path[] = "/admin/prohibited_project_names/add/?project=";
	struct lines lines = lines_of("links", out->bytes, out->length);
	while (lines_next(&lines)) {
		ck_assert_int_eq(strncmp(lines.text, path, sizeof path - 1), 0);
		for (size_t i = sizeof path - 1; i < lines.length; i++)
			must(isalnum((unsigned char)lines.text[i]) ||
					strchr("-._~%&=", lines.text[i]) != NULL,
				"link: %.*s", (int)lines.length, lines.text);
	}
}

/* What must hold of a file by the end of its name. A format of a new kind is added here, and of an
 * old kind is looked at without being named. */
struct rendering {
	const struct report_format *format;
	const struct plan *plan;
	const struct text *out;
	const struct text *harmless; /* the same of a plan with nothing hostile in it */
};

static void look_at_json(const struct rendering *rendering)
{
	check_json(rendering->out->bytes, rendering->out->length);
}

static void look_at_sarif(const struct rendering *rendering)
{
	check_sarif(rendering->out);
}

static void look_at_lines_of_json(const struct rendering *rendering)
{
	check_tickets(rendering->out);
}

static void look_at_csv(const struct rendering *rendering)
{
	check_csv(rendering->plan, rendering->out);
}

static void look_at_mail(const struct rendering *rendering)
{
	check_mail(rendering->out);
}

static void look_at_page(const struct rendering *rendering)
{
	check_page(rendering->plan, rendering->out, rendering->harmless);
}

static void look_at_markdown(const struct rendering *rendering)
{
	check_markdown(rendering->out, rendering->harmless);
}

static void look_at_sheet(const struct rendering *rendering)
{
	const char *name = rendering->format->name;
	if (strcmp(name, "prohibit-links") == 0)
		check_links(rendering->out);
	else if (strcmp(name, "prohibit-comment") == 0)
		check_lines(rendering->out, LIMIT_COMMENT_BYTES);
	else if (strcmp(name, "prohibit") != 0)
		check_lines(rendering->out, 72);
}

static const struct {
	const char *end;
	const char *own; /* control characters that its form is made of */
	void (*look_at)(const struct rendering *rendering);
} kinds[] = {
	{".json", "\n\t", look_at_json},
	{".sarif", "\n\t", look_at_sarif},
	{".jsonl", "\n", look_at_lines_of_json},
	{".csv", "\r\n", look_at_csv},
	{".eml", "\r\n", look_at_mail},
	{".html", "\n\t", look_at_page},
	{".md", "\n\t", look_at_markdown},
	{".txt", "\n", look_at_sheet},
};

static void look_at(const struct rendering *rendering)
{
	const char *end = strrchr(rendering->format->file, '.');
	size_t kind = 0;
	while (kind < sizeof kinds / sizeof *kinds && strcmp(kinds[kind].end, end) != 0)
		kind++;
	ck_assert_msg(kind < sizeof kinds / sizeof *kinds,
		"%s: say in `kinds` what must hold of it", rendering->format->file);
	ck_assert(!rendering->out->overflowed);
	check_showable(rendering->format, rendering->out, kinds[kind].own);
	kinds[kind].look_at(rendering);
}

#endif
