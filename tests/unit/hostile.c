/* bundle/ under hostile text: whatever a name, an owner, a reason or a policy holds, no file acts
 * where it is shown, and nothing that is not asked for leaves.
 *
 * The sample plan is taken again and again with every text exchanged for a random hostile one (some
 * 60,000 in all); what is expected is worked out here from RFC 4180, RFC 5322, RFC 8259, HTML's
 * syntax and Python's str.split. */
#include "base/escape.h"
#include "base/json.h"
#include "base/text.h"
#include "base/utf8.h"
#include "bundle/format.h"
#include "plans.h"
#include "python.h"

#include <ctype.h>
#include <string.h>

enum { PLANS = 200, SEED = 20261123, CSV_COLUMNS = 21 };

/* Check writes a line for every assertion that holds: too slow for one a byte. */
#define must(condition, ...)                                                                       \
	do {                                                                                       \
		if (!(condition))                                                                  \
			ck_abort_msg(__VA_ARGS__);                                                 \
	} while (0)

struct random {
	uint64_t state;
};

/* splitmix64 (Vigna). */
static uint64_t next_random(struct random *random)
{
	uint64_t z = random->state += 0x9e3779b97f4a7c15u;
	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
	z = (z ^ z >> 27) * 0x94d049bb133111ebu;
	return z ^ z >> 31;
}

static const char *const fragments[] = {"\r\nBcc: victim@example.org\r\n", "\n\n.\n",
	"</script><script>window.pwned=1</script>", "<img src=x onerror=alert(1)>", "-->", "<!--",
	"]]>", "=cmd|'/c calc'!A0", "+1", "-1", "@sum", "\t=1", "\x1b[31m", "\x1b]0;x\x07",
	"\xc2\x9b[2J", "\xe2\x80\xae", "\xe2\x80\xa8", "\xef\xbb\xbf", "\xff\xfe", "\xc3", "\"",
	"'", "\\", "\",\"", "`", "|", "[x](javascript:alert(1))", "@everyone", "fixes #1", "%00",
	"&lt;", "&#10;", "=?utf-8?q?=0d=0aX: y?=", "\xf0\x9f\x98\x80", "\xe6\xbc\xa2\xe5\xad\x97",
	"\xc3\xa9", "\xc2\xa0", "\x7f", "\x01", "{\"a\":1}", "\\u003c", "${x}",
	"a very long word: ", "-", "_", ".", "acmeworks", "\xf3\xa0\x80\x81", " ", "\r"};

struct hostile {
	uint64_t seed;
	bool utf8;        /* only what JSON can hold */
	bool names_stand; /* asked names stay as they are; else none of them is a valid name */
};

/* Hostile text for PLAIN: the same for the same text, another for any other. */
static const char *make_hostile(void *context, const char *plain, enum plan_text kind)
{
	static struct text made;
	const struct hostile *hostile = context;
	struct random random = {hash_bytes(plain, strlen(plain)) ^ hostile->seed};
	if (made.ceiling == 0)
		made = text_new(LIMIT_FILE_BYTES);
	if (kind == PLAN_ASKED && hostile->names_stand)
		return plain;
	text_clear(&made);
	text_add(&made, kind == PLAN_ASKED ? "_" : "");
	for (size_t count = next_random(&random) % 6; count > 0; count--) {
		if (next_random(&random) % 4 == 0) {
			for (size_t i = next_random(&random) % 90; i > 0; i--)
				text_add_char(&made, (char)(1 + next_random(&random) % 255));
		} else {
			text_add(&made, fragments[next_random(&random) %
						  (sizeof fragments / sizeof *fragments)]);
		}
	}
	text_addf(&made, "%016llx", (unsigned long long)hash_bytes(plain, strlen(plain)));
	if (!hostile->utf8)
		return made.bytes;
	static struct text escaped;
	if (escaped.ceiling == 0)
		escaped = text_new(LIMIT_FILE_BYTES);
	text_clear(&escaped);
	for (size_t at = 0; at < made.length;) {
		uint32_t code_point;
		size_t size = utf8_read(made.bytes + at, made.length - at, &code_point);
		text_add_bytes(&escaped, size > 0 ? made.bytes + at : "?", size > 0 ? size : 1);
		at += size > 0 ? size : 1;
	}
	return escaped.bytes;
}

/* Harmless text for PLAIN, of the same sameness. */
static const char *make_harmless(void *context, const char *plain, enum plan_text kind)
{
	static char made[32];
	const struct hostile *hostile = context;
	if (kind == PLAN_ASKED && hostile->names_stand)
		return plain;
	snprintf(made, sizeof made, "%sx%016llx", kind == PLAN_ASKED ? "_" : "",
		(unsigned long long)hash_bytes(plain, strlen(plain)));
	return made;
}

static struct plan plan_with(plan_exchange exchange, void *context)
{
	struct plan plan = plan_sample();
	*array_add(&plan.given_back) = "quernlight";
	plan_give_evidence(&plan, "acmeworks", 1u << FINDING_OURS | 1u << FINDING_EMPTY, "us");
	plan_give_evidence(&plan, "acmeworks-etl", 1u << FINDING_CONFUSION, "stranger");
	for (size_t i = 0; i < plan.names.count; i++) {
		if (strcmp(plan.names.items[i].name, "acmeworks-etl") == 0)
			plan.names.items[i].mechanism = MECHANISM_CLAIM;
	}
	plan_exchange_texts(&plan, exchange, context);
	return plan;
}

static struct text rendered(const struct plan *plan, const struct report_format *format)
{
	struct text out = text_new(LIMIT_BULK_BYTES);
	report_format_render(format, plan, &out);
	return out;
}

static struct text rendered_as(const struct plan *plan, const char *format)
{
	return rendered(plan, report_format_find(format));
}

static void add_shown(struct text *out, const char *text)
{
	escape_terminal(out, text, strlen(text));
}

/* Every byte is UTF-8 that may be shown, but for line feeds and what the format itself is made of.
 */
static void check_showable(const struct report_format *format, const struct text *out)
{
	const char *own = strcmp(format->name, "csv") == 0 || strcmp(format->name, "mail") == 0
				  ? "\n\r"
			  : strcmp(format->name, "disclosure") == 0 ||
					  strncmp(format->name, "prohibit", 8) == 0 ||
					  strcmp(format->name, "convert") == 0 ||
					  strcmp(format->name, "release") == 0 ||
					  strcmp(format->name, "claims") == 0 ||
					  strcmp(format->name, "tickets") == 0
				  ? "\n"
				  : "\n\t";
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

static void check_more(const struct plan *plan, const struct plan *plain)
{
	struct text sarif = rendered_as(plan, "sarif"), tickets = rendered_as(plan, "tickets");
	struct text links = rendered_as(plan, "prohibit-links");
	struct text space = rendered_as(plan, "namespace");
	struct text plain_space = rendered_as(plain, "namespace");
	check_sarif(&sarif);
	check_tickets(&tickets);
	check_links(&links);
	check_markdown(&space, &plain_space);
	static const char *const sheets[] = {"convert", "release", "claims"};
	for (size_t i = 0; i < sizeof sheets / sizeof *sheets; i++) {
		struct text sheet = rendered_as(plan, sheets[i]);
		check_lines(&sheet, 72);
		text_release(&sheet);
	}
	struct text *const all[] = {&sarif, &tickets, &links, &space, &plain_space};
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		text_release(all[i]);
}

static void check_plan(uint64_t seed, size_t *prohibited)
{
	struct hostile hostile = {.seed = seed, .names_stand = seed % 3 != 0};
	struct plan plan = plan_with(make_hostile, &hostile);
	struct plan plain = plan_with(make_harmless, &hostile);
	for (const struct report_format *const *format = report_formats; *format; format++) {
		struct text out = rendered(&plan, *format);
		ck_assert(!out.overflowed);
		check_showable(*format, &out);
		text_release(&out);
	}
	struct text csv = rendered_as(&plan, "csv");
	check_csv(&plan, &csv);
	struct text page = rendered_as(&plan, "html"), plain_page = rendered_as(&plain, "html");
	check_page(&plan, &page, &plain_page);
	struct text md = rendered_as(&plan, "md"), plain_md = rendered_as(&plain, "md");
	check_markdown(&md, &plain_md);
	struct text news = rendered_as(&plan, "changes"),
		    plain_news = rendered_as(&plain, "changes");
	check_markdown(&news, &plain_news);
	struct text mail = rendered_as(&plan, "mail");
	struct text disclosure = rendered_as(&plan, "disclosure");
	struct text request = rendered_as(&plan, "request");
	struct text prohibit = rendered_as(&plan, "prohibit");
	struct text comment = rendered_as(&plan, "prohibit-comment");
	if (mail.length > 0) {
		check_mail(&mail);
		check_json(request.bytes, request.length);
	}
	check_more(&plan, &plain);
	check_lines(&disclosure, 72);
	check_lines(&comment, LIMIT_COMMENT_BYTES);
	*prohibited += check_prohibit(&plan, &prohibit);
	struct text *const all[] = {&csv, &page, &plain_page, &md, &plain_md, &news, &plain_news,
		&mail, &disclosure, &request, &prohibit, &comment};
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		text_release(all[i]);
	plan_sample_release(&plan);
	plan_sample_release(&plain);
}

/* Seen to catch, each alone: braces not doubled, and `](` not parted, in sarif.c's add_message; a
 * file's `:` left as it is in may_stand(); add_code for an owner's words in tickets.c without
 * escape_markdown; add_encoded() in prohibit.c letting `#` stand; `=` left out of escape_csv's
 * first characters; text_add for escape_html in page_text; `c == '<'` left out of page_data.c's
 * add_string; a contact taken without mail_is_address; is_askable_name by length alone; `space`
 * left out of sheet.c's fill; escape_terminal for escape_markdown in markdown.c's add_prose, and in
 * changes_md.c's. */
START_TEST(hostile_text_is_inert)
{
	size_t prohibited = 0;
	printf("seed %d, %d plans\n", SEED, PLANS);
	for (uint64_t i = 0; i < PLANS; i++)
		check_plan(SEED + i, &prohibited);
	ck_assert_uint_gt(prohibited, PLANS);
}
END_TEST

static char *lower_case(const struct text *text)
{
	char *copy = memory_copy(text->bytes, text->length);
	for (size_t i = 0; i < text->length; i++)
		copy[i] = (char)tolower((unsigned char)copy[i]);
	return copy;
}

struct markers {
	ARRAY(const char *) hidden;
	struct intern *pool;
};

/* A marker for every text that may not leave; what may leave stays, and quotes a hidden name. */
static const char *plant(void *context, const char *plain, enum plan_text kind)
{
	struct markers *markers = context;
	static char made[512];
	if (kind != PLAN_HIDDEN)
		return plain;
	snprintf(made, sizeof made, "marker%012llx",
		(unsigned long long)(hash_bytes(plain, strlen(plain)) & 0xffffffffffff));
	*array_add(&markers->hidden) = intern_string(markers->pool, made);
	return made;
}

static const char *quote(void *context, const char *plain, enum plan_text kind)
{
	static char made[4096];
	const char *hidden = context;
	if (kind != PLAN_TOLD)
		return plain;
	snprintf(made, sizeof made, "%s (as %s, lib/%s.git)", plain, hidden, hidden);
	return made;
}

/* No place, owner, own-side weakness, input, secret name or name that is not asked for is in send/.
 * Seen to catch, each alone: asked.c's `tell` without withhold_text; target_words returning its
 * target; refusal_of returning name->why. */
START_TEST(nothing_hidden_leaves)
{
	struct markers markers = {.pool = intern_new()};
	struct plan plan = plan_with(plant, &markers);
	const char *secret = NULL;
	for (size_t i = 0; i < plan.names.count; i++) {
		if (plan.names.items[i].secret)
			secret = plan.names.items[i].name;
	}
	ck_assert_ptr_nonnull(secret);
	plan_exchange_texts(&plan, quote, (void *)(uintptr_t)secret);
	ck_assert_uint_gt(markers.hidden.count, 50);
	size_t looked_at = 0;
	for (const struct report_format *const *format = report_formats; *format; format++) {
		if ((*format)->scope != SCOPE_SEND)
			continue;
		struct text out = rendered(&plan, *format);
		char *text = lower_case(&out);
		for (size_t i = 0; i < markers.hidden.count; i++)
			ck_assert_msg(strstr(text, markers.hidden.items[i]) == NULL,
				"%s tells %.99s", (*format)->file,
				strstr(text, markers.hidden.items[i]) - 50);
		ck_assert_uint_gt(out.length, 0);
		ck_assert_ptr_null(strstr(text, "<"
						"html"));
		looked_at++;
		free(text);
		text_release(&out);
	}
	ck_assert_uint_eq(looked_at, 9);
	array_release(&markers.hidden);
	intern_free(markers.pool);
	plan_sample_release(&plan);
}
END_TEST

/* plan -> plan.json -> plan gives every file again, byte for byte; and so does the same plan. */
START_TEST(same_plan_same_bytes)
{
	for (uint64_t seed = 1; seed <= 40; seed++) {
		struct hostile hostile = {.seed = seed, .utf8 = true, .names_stand = true};
		struct plan plan = plan_with(make_hostile, &hostile);
		struct text json = rendered_as(&plan, "json");
		struct plan again = plan_new(intern_new());
		struct failure failure;
		enum error error =
			plan_parse(&again, "plan.json", json.bytes, json.length, &failure);
		ck_assert_msg(error == OK, "seed %d: %s", (int)seed, failure.text);
		for (const struct report_format *const *format = report_formats; *format;
			format++) {
			struct text a = rendered(&plan, *format), b = rendered(&plan, *format);
			struct text c = rendered(&again, *format);
			ck_assert_msg(
				a.length == b.length && memcmp(a.bytes, b.bytes, a.length) == 0,
				"seed %d: %s differs", (int)seed, (*format)->file);
			ck_assert_msg(
				a.length == c.length && memcmp(a.bytes, c.bytes, a.length) == 0,
				"seed %d: %s differs when read again", (int)seed, (*format)->file);
			text_release(&a);
			text_release(&b);
			text_release(&c);
		}
		text_release(&json);
		plan_sample_release(&plan);
		plan_sample_release(&again);
	}
}
END_TEST

UNIT_MAIN("hostile", hostile_text_is_inert, nothing_hidden_leaves, same_plan_same_bytes)
