/* registry/import.h: bulk indexes in every form, in pieces, mutated. */
#include "base/file.h"
#include "base/memory.h"
#include "base/text.h"
#include "registry/builder.h"
#include "registry/import.h"
#include "unit.h"

#include <string.h>

static uint64_t state;

static uint32_t dice(uint32_t sides)
{
	state = state * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(state >> 33) % sides;
}

static enum error import_text(
	const char *text, size_t length, struct import *import, struct failure *failure)
{
	struct file file = {"t", memory_copy(text, length), length};
	*import = (struct import){.builder = builder_new()};
	enum error error = import_read(import, &file, failure);
	free(file.bytes);
	return error;
}

/* A document in pieces cut at every place is read as the whole is, and one that ends anywhere early
 * is refused. Seen to catch: a text's escape forgotten between two pieces. */
START_TEST(pieces_of_a_document)
{
	static const char text[] =
		"{\"meta\": {\"a\": \"}\\\"\", \"_last-serial\": 7},\n \"projects\": "
		"[{\"name\": \"A\", \"x\": [1, {}]},\n{\"name\": \"b\\u002dc\"}], \"n\": 12 }\n";
	size_t length = sizeof text - 1, whole = length - 1;
	for (size_t cut = 0; cut <= length; cut++) {
		for (size_t stop = cut; stop <= length; stop++) {
			struct import import = {.builder = builder_new()};
			struct import_stream *stream = import_json_begin(&import, "t");
			struct failure failure = {""};
			ck_assert_int_eq(import_json_feed(stream, text, cut, &failure), OK);
			ck_assert_int_eq(
				import_json_feed(stream, text + cut, stop - cut, &failure), OK);
			bool read = import_json_end(stream, &failure) == OK;
			ck_assert_int_eq(read, stop >= whole);
			if (read)
				ck_assert_uint_eq(import.serial, 7);
			else
				ck_assert_ptr_nonnull(strstr(failure.text, "ends early"));
			ck_assert_uint_eq(import.invalid_count, 0);
			builder_free(import.builder);
		}
	}
}
END_TEST

/* A document's name that stands twice as written is told; spellings, and other documents, merge.
 * Seen to catch: comparing canonical forms; comparing across documents. */
START_TEST(repeated_names)
{
	static const struct {
		const char *text, *repeated;
		unsigned names, merged;
	} cases[] = {
		{"{\"projects\": [{\"name\": \"a-b\"}, {\"name\": \"A.b\"}]}", "", 1, 1},
		{"{\"projects\": [{\"name\": \"A.b\"}, {\"name\": \"c\"}, {\"name\": \"a-b\"}, "
		 "{\"name\": \"A.b\"}]}",
			"A.b", 2, 2},
		{"<html><a>c</a><a>c</a></html>", "c", 1, 1},
		{"c\nc\n", "", 1, 1},
		{"<html><a>c</a></html>\n<!--SERIAL 31-->\n", "", 1, 0},
	};
	struct embedded_list none = {0};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct import import;
		ck_assert_int_eq(
			import_text(cases[i].text, strlen(cases[i].text), &import, NULL), OK);
		ck_assert_uint_eq(import.serial, i == 4 ? 31 : 0);
		struct builder_facts facts = {.url = "", .day = DATE_NONE, .list = &none};
		struct builder_counts counts;
		char *image;
		size_t size;
		builder_finish(import.builder, &facts, &image, &size, &counts);
		ck_assert_str_eq(counts.repeated, cases[i].repeated);
		ck_assert_uint_eq(counts.names, cases[i].names);
		ck_assert_uint_eq(counts.merged, cases[i].merged);
		builder_free(import.builder);
		free(image);
	}
}
END_TEST

START_TEST(forms_of_an_index)
{
	static const struct {
		const char *text;
		const char *failure; /* NULL: read */
	} cases[] = {
		{"{\"meta\": {\"_last-serial\": 7}, \"projects\": [{\"name\": \"A\"}, {\"name\": "
		 "\"b\"}]}",
			NULL},
		{"{\"projects\": []}", NULL},
		{"<!DOCTYPE html><html><body><a "
		 "href='/simple/a/'>A</a>\n<a>b&amp;c</a></body></html>",
			NULL},
		{"name\tmonth\na\t2026-01\n", NULL},
		{"# comment\na\nB\n", NULL},
		{"{\"projects\": [{\"name\": \"a\"}", "t:1: the document ends early; download it "
						      "again"},
		{"{\"projects\": [{\"nam\": \"a\"}]}", "t:1: a project without a text \"name\""},
		{"{\"projects\": {}}", "t:1: \"projects\" should be a list"},
		{"{\"meta\": {}}", "t: has no \"projects\"; it should be the answer of GET "
				   "/simple/ as PEP 691 JSON"},
		{"{\"projects\": []} x", "t:1: text after the end of the document"},
		{"{\"projects\": [{\"name\": \"a\\u0000b\"}]}", "t:1: \\u0000 in a text is "
								"refused"},
		{"<html><a>a</a>", "t: the document ends early (no </html>); download it again"},
		{"<html></html>", "t: holds no anchors; it should be the answer of GET /simple/ "
				  "as PEP 503 HTML"},
		{"", "t: is empty; it should hold the names of an index"},
		{"a\nb\xff\n", "t:2: byte 0xff is no UTF-8; save the file as UTF-8"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct import import;
		struct failure failure = {""};
		enum error error =
			import_text(cases[i].text, strlen(cases[i].text), &import, &failure);
		ck_assert_msg((error == OK) == (cases[i].failure == NULL), "%s: %s", cases[i].text,
			failure.text);
		if (cases[i].failure != NULL)
			ck_assert_str_eq(failure.text, cases[i].failure);
		builder_free(import.builder);
	}
	struct import import;
	ck_assert_int_eq(import_text("<html><a> A </a><a>b c</a></html>", 33, &import, NULL), OK);
	ck_assert_uint_eq(import.invalid_count, 1);
	builder_free(import.builder);
	ck_assert_int_eq(import_text(cases[0].text, strlen(cases[0].text), &import, NULL), OK);
	ck_assert_uint_eq(import.serial, 7);
	builder_free(import.builder);
}
END_TEST

/* Random changes of every form end in an answer, never in a crash. */
START_TEST(mutated_documents)
{
	static const char *const seeds[] = {
		"{\"meta\": {\"_last-serial\": 7, \"api-version\": \"1.4\"}, \"projects\": "
		"[{\"_last-serial\": 1, \"name\": \"acme\"}, {\"name\": \"b\"}]}",
		"<!DOCTYPE html><html><body><a "
		"href='/simple/a/'>acme</a><br><a>b</a></body></html>",
		"name\tmonth\trank\nacme\t2026-01\t1\nb\t\t\n"};
	printf("import: 6000 mutations from seed 11\n");
	state = 11;
	for (int i = 0; i < 6000; i++) {
		const char *seed = seeds[i % 3];
		size_t length = strlen(seed);
		char *text = memory_copy(seed, length);
		for (uint32_t k = dice(4); k-- > 0;)
			text[dice((uint32_t)length)] = (char)dice(256);
		if (dice(3) == 0)
			length = dice((uint32_t)length);
		struct import import;
		import_text(text, length, &import, NULL);
		builder_free(import.builder);
		free(text);
	}
}
END_TEST

UNIT_MAIN("import", pieces_of_a_document, repeated_names, forms_of_an_index, mutated_documents)
