/* base/: strings, interning, escaping, dates, JSON, files. Expected values by hand. */
#include "base/date.h"
#include "base/digest.h"
#include "base/escape.h"
#include "base/file.h"
#include "base/intern.h"
#include "base/json.h"
#include "base/text.h"
#include "base/utf8.h"
#include "unit.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

START_TEST(text_keeps_its_ceiling)
{
	autotext struct text text = text_new(5);
	ck_assert_str_eq(text.bytes, "");
	text_add(&text, "abc");
	text_addf(&text, "%d", 1234);
	ck_assert(text.overflowed);
	ck_assert_str_eq(text.bytes, "abc");
	text_clear(&text);
	text_add(&text, "12345");
	ck_assert(!text.overflowed);
}
END_TEST

START_TEST(interned_once)
{
	struct intern *pool = intern_new();
	const char *first = intern_string(pool, "acme");
	for (int i = 0; i < 100000; i++) {
		char name[32];
		int length = snprintf(name, sizeof name, "name-%d", i);
		ck_assert_uint_eq(intern_number(pool, name, (size_t)length), (uint32_t)i + 1);
	}
	ck_assert_ptr_eq(intern_text(pool, "acme!", 4), first);
	ck_assert_uint_eq(intern_find(pool, "name-99999", 10), 100000);
	ck_assert_uint_eq(intern_find(pool, "none", 4), INTERN_NONE);
	ck_assert_str_eq(intern_at(pool, 0), "acme");
	ck_assert_uint_eq(intern_count(pool), 100001);
	intern_free(pool);
}
END_TEST

static void check_escape(void (*escape)(struct text *, const char *, size_t), const char *in,
	size_t length, const char *expected)
{
	autotext struct text out = text_new(4096);
	escape(&out, in, length);
	ck_assert_str_eq(out.bytes, expected);
}

START_TEST(outside_text_is_harmless)
{
	check_escape(escape_terminal, "a\x1b[31m\xc3\xa9\n", 9, "a\\x1b[31m\xc3\xa9\\n");
	check_escape(escape_terminal,
		"\xe2\x80\xae"
		"x\xff",
		5, "\\u202ex\\xff");
	check_escape(
		escape_name, "\xc3\xa9\\\n\t\xf0\x9f\x98\x80", 9, "\\xe9\\\\\\n\\t\\U0001f600");
	check_escape(escape_html, "<a href='x'>&\"", 14, "&lt;a href=&#39;x&#39;&gt;&amp;&quot;");
	check_escape(escape_csv, "=1+\"2\"", 6, "\"'=1+\"\"2\"\"\"");
	check_escape(escape_csv, "plain", 5, "\"plain\"");
	check_escape(
		escape_markdown, "GH-1 a-b !x %", 13, "GH&#45;<!-- -->1 a&#45;b &#33;<!-- -->x %");
	check_escape(escape_markdown, "s://x/y", 7, "s&#58;&#47;<!-- -->&#47;x&#47;y");
	check_escape(escape_markdown, "@x <b>#1", 8, "&#64;<!-- -->x &#60;b&#62;&#35;<!-- -->1");
}
END_TEST

START_TEST(names_unescape)
{
	static const char in[] = "\xc3\xa9\\\n\t\xf0\x9f\x98\x80\x00z";
	autotext struct text escaped = text_new(4096);
	autotext struct text back = text_new(4096);
	escape_name(&escaped, in, sizeof in - 1);
	ck_assert(unescape_name(&back, escaped.bytes, escaped.length));
	ck_assert_uint_eq(back.length, sizeof in - 1);
	ck_assert_mem_eq(back.bytes, in, sizeof in - 1);
	ck_assert(!unescape_name(&back, "\\q", 2));
	ck_assert(!unescape_name(&back, "\\x4", 3));
	ck_assert(!unescape_name(&back, "\\", 1));
}
END_TEST

START_TEST(strict_utf8)
{
	static const char *const bad[] = {
		"\xc0\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\x80", "\xe2\x82"};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		ck_assert_uint_eq(utf8_valid_length(bad[i], strlen(bad[i])), 0);
	ck_assert_uint_eq(utf8_valid_length("\xe2\x82\xac!", 4), 4);
}
END_TEST

START_TEST(dates)
{
	date day;
	char text[DATE_TEXT_BYTES];
	ck_assert(date_parse("1970-01-01", &day) && day == 0);
	ck_assert(date_parse("2024-02-29", &day) && day == 19782);
	date_format(date_add_months(day, 12), text);
	ck_assert_str_eq(text, "2025-02-28");
	date_format(date_add_months(day, 24 - 1), text);
	ck_assert_str_eq(text, "2026-01-29");
	ck_assert(!date_parse("2023-02-29", &day) && !date_parse("2023-2-9", &day));
	ck_assert(!date_parse("2023-13-01", &day) && !date_parse("2023-01-01x", &day));
	ck_assert(month_parse("2026-11", &day) && !month_parse("2026-1", &day));
	date_format(date_of_seconds(-1), text);
	ck_assert_str_eq(text, "1969-12-31");
	for (date each = 0; each < 80000; each++) {
		date again;
		date_format(each, text);
		ck_assert(date_parse(text, &again) && again == each);
	}
}
END_TEST

START_TEST(sha256)
{
	/* FIPS 180-4, example "abc". */
	char text[DIGEST_TEXT_BYTES];
	struct digester *digester = digester_new();
	digester_add(digester, "a", 1);
	digester_add(digester, "", 0);
	digester_add(digester, "bc", 2);
	struct digest pieces = digester_end(digester);
	struct digest digest = digest_of("abc", 3);
	ck_assert_mem_eq(pieces.bytes, digest.bytes, DIGEST_BYTES);
	digest_format(&digest, text);
	ck_assert_str_eq(text, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}
END_TEST

START_TEST(json_refusals)
{
	static const struct {
		const char *json, *sentence;
	} cases[] = {
		{"{\"a\": 1, \"a\": 2}", "t.json: (top): the key \"a\" stands twice; keep one"},
		{"{\"b\": {\"a\": 1, \"a\": 2}}",
			"t.json: b: the key \"a\" stands twice; keep one"},
		{"[1]\n x", "t.json:2: text after the end of the document"},
		{"[\n\"a\\u0000b\"]", "t.json:2: \\u0000 in a text is refused"},
		{"[\"\\ud800\"]", "t.json:1: half a surrogate pair"},
		{"[\"\xff\"]", "t.json:1: byte 0xff is no UTF-8"},
		{"[\n\n1,", "t.json:3: is no JSON from here on"},
		{"", "t.json:1: is no JSON from here on"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct json_document document;
		struct failure failure;
		enum error error = json_read(
			&document, "t.json", cases[i].json, strlen(cases[i].json), &failure);
		ck_assert_int_eq(error, ERR_INPUT);
		ck_assert_str_eq(failure.text, cases[i].sentence);
	}
	char deep[200];
	struct json_document document;
	memset(deep, '[', sizeof deep);
	ck_assert_int_lt(json_read(&document, "t", deep, sizeof deep, NULL), 0);
}
END_TEST

START_TEST(json_by_key)
{
	static const char text[] = "{\"a\": {\"b\": [1, \"x\", 1.5]}, \"c\": true}";
	struct json_document document;
	struct failure failure;
	ck_assert_int_eq(json_read(&document, "t.json", text, sizeof text - 1, &failure), OK);
	struct json a, b, item = {0};
	ck_assert_int_eq(json_member(&document.root, "a", JSON_OBJECT, &a, &failure), OK);
	ck_assert_int_eq(json_member(&a, "b", JSON_ARRAY, &b, &failure), OK);
	ck_assert(json_next(&b, &item) && json_integer(&item) == 1);
	ck_assert(json_next(&b, &item));
	ck_assert_int_eq(json_expect(&item, JSON_INTEGER, &failure), ERR_INPUT);
	ck_assert_str_eq(failure.text, "t.json: a.b[1]: should be a whole number, is a text");
	ck_assert(json_next(&b, &item) && json_type(&item) == JSON_NUMBER);
	ck_assert(!json_next(&b, &item));
	ck_assert_int_eq(json_member(&a, "z", JSON_TEXT, &b, &failure), ERR_INPUT);
	ck_assert_str_eq(failure.text, "t.json: a: the key \"z\" is missing; it should be a text");
	static const char *const keys[] = {"a", NULL};
	ck_assert_int_eq(json_only(&document.root, keys, &failure), ERR_INPUT);
	ck_assert_str_eq(failure.text, "t.json: c: is no known key; known here: a");
	json_release(&document);
}
END_TEST

START_TEST(json_printed_harmless)
{
	/* DEL, a C1 control character, a bidirectional override, a tag character; and an e acute,
	 * which may be seen. Expected: RFC 8259, 7. */
	static const char value[] = "a\x7f\xc2\x9b\xe2\x80\xae\xf3\xa0\x80\x81\xc3\xa9\x01";
	struct json_document document;
	struct failure failure;
	cJSON *list = cJSON_CreateArray();
	autotext struct text out = text_new(4096);
	json_push_text(list, value);
	json_print(list, &out);
	cJSON_Delete(list);
	ck_assert_str_eq(out.bytes, "[\"a\\u007f\\u009b\\u202e\\udb40\\udc01\xc3\xa9\\u0001\"]\n");
	ck_assert_int_eq(json_read(&document, "x", out.bytes, out.length, &failure), OK);
	ck_assert_str_eq(cJSON_GetArrayItem(document.tree, 0)->valuestring, value);
	json_release(&document);
}
END_TEST

START_TEST(lines_and_ends)
{
	static const char text[] = "\xef\xbb\xbf"
				   "a\r\nb\n\nlast";
	struct lines lines = lines_of("t", text, sizeof text - 1);
	static const char *const expected[] = {"a", "b", "", "last"};
	for (size_t i = 0; i < 4; i++) {
		ck_assert(lines_next(&lines));
		ck_assert_uint_eq(lines.number, i + 1);
		ck_assert_uint_eq(lines.length, strlen(expected[i]));
		ck_assert_mem_eq(lines.text, expected[i], lines.length);
	}
	ck_assert(!lines_next(&lines) && lines.error == OK);
	char *line = calloc(LIMIT_LINE_BYTES + 2, 1);
	memset(line, 'x', LIMIT_LINE_BYTES + 1);
	lines = lines_of("t", line, LIMIT_LINE_BYTES + 1);
	ck_assert(!lines_next(&lines) && lines.error == ERR_LIMIT);
	free(line);
}
END_TEST

START_TEST(folders_whole_or_not)
{
	char place[] = "/tmp/nameward-unit-XXXXXX";
	ck_assert_ptr_nonnull(mkdtemp(place));
	ck_assert_int_eq(chdir(place), 0);
	struct folder folder;
	struct failure failure;
	ck_assert_int_eq(folder_begin(&folder, "out/deep", "a/mark", &failure), OK);
	ck_assert_int_eq(folder_add(&folder, "a/mark", "1", 1, &failure), OK);
	struct stat status;
	ck_assert_int_ne(stat("out/deep", &status), 0);
	ck_assert_int_eq(folder_commit(&folder, &failure), OK);
	ck_assert_int_eq(stat("out/deep/a/mark", &status), 0);
	ck_assert_uint_eq(status.st_mode & 0777, 0600);
	/* Replaced in one step by the next, left alone by one that is abandoned. */
	ck_assert_int_eq(folder_begin(&folder, "out/deep/", "a/mark", &failure), OK);
	ck_assert_int_eq(folder_add(&folder, "a/other", "2", 1, &failure), OK);
	folder_abandon(&folder);
	ck_assert_int_eq(stat("out/deep/a/mark", &status), 0);
	ck_assert_int_eq(folder_begin(&folder, "out/deep", "a/mark", &failure), OK);
	ck_assert_int_eq(folder_add(&folder, "a/other", "2", 1, &failure), OK);
	ck_assert_int_eq(folder_commit(&folder, &failure), OK);
	ck_assert_int_ne(stat("out/deep/a/mark", &status), 0);
	/* A folder of somebody's files is refused. */
	ck_assert_int_eq(folder_begin(&folder, "out/deep", "a/mark", &failure), ERR_INPUT);
	struct file file;
	ck_assert_int_eq(file_read(&file, "out", 10, &failure), ERR_INPUT);
	ck_assert_int_eq(file_read(&file, "out/deep/a/other", 0, &failure), ERR_LIMIT);
	ck_assert_int_eq(system("rm -rf /tmp/nameward-unit-*"), 0);
}
END_TEST

UNIT_MAIN("base", text_keeps_its_ceiling, interned_once, outside_text_is_harmless, names_unescape,
	strict_utf8, dates, sha256, json_refusals, json_by_key, json_printed_harmless,
	lines_and_ends, folders_whole_or_not)
