/* corpus/: the published forms, merged, told apart, and recurrence. Expected values by hand from
 * corpus.h's formula and from the lists. */
#include "corpus/corpus.h"
#include "base/memory.h"
#include "base/text.h"
#include "corpus/reader.h"
#include "registry/rules.h"
#include "registry/snapshot.h"
#include "unit.h"

#include <string.h>

static enum error parse(struct corpus *corpus, const char *name, const char *text, size_t length,
	struct failure *failure)
{
	struct file file = {name, memory_copy(text, length), length};
	struct corpus_source source = {
		.name = intern_string(corpus->pool, name), .file = name, .trust = 1000000};
	*array_add(&corpus->sources) = source;
	enum error error = corpus_parse(corpus, &file, failure);
	free(file.bytes);
	return error;
}

static const struct corpus_name *find(const struct corpus *corpus, const char *name)
{
	for (size_t i = 0; i < corpus->names.count; i++) {
		if (strcmp(corpus->names.items[i].name, name) == 0)
			return &corpus->names.items[i];
	}
	return NULL;
}

START_TEST(forms_and_classes)
{
	static const char csv[] =
		"rank,Package,count,models,first_seen\r\n1,\"acme-sdk\",4,a;b,2026-03\n"
		"2,Acme_SDK,2,a,2026-01\n3,requests,9,,\n4,json,1,,\n5,Cryptodome,1,,\n"
		"6,installed,1,,\n7,\"no, name\",1,,\n";
	static const char tsv[] = "name\truns\nacme.sdk\t10\nzzgrobble-flim\t1\n";
	static const char json[] = "[{\"name\": \"acme-sdk\", \"models\": [\"x\", \"y\", \"z\"]}, "
				   "\"zzgrobble-flim\"]";
	static const char plain[] = "# list\nacme-sdk\n  zzgrobble-flim  \n";
	static const char lines[] = "{\"library\": \"acme-sdk\", \"count\": 3, \"prompts\": 2}\n";
	struct intern *pool = intern_new();
	struct corpus corpus = corpus_new(pool);
	struct failure failure = {""};
	struct snapshot *snapshot;
	ck_assert_int_eq(parse(&corpus, "c", csv, sizeof csv - 1, &failure), OK);
	ck_assert_int_eq(parse(&corpus, "t", tsv, sizeof tsv - 1, &failure), OK);
	ck_assert_int_eq(parse(&corpus, "j", json, sizeof json - 1, &failure), OK);
	ck_assert_int_eq(parse(&corpus, "p", plain, sizeof plain - 1, &failure), OK);
	ck_assert_int_eq(parse(&corpus, "l", lines, sizeof lines - 1, &failure), OK);
	ck_assert_int_eq(snapshot_open(&snapshot, "embedded", &failure), OK);
	struct rules *rules = rules_new(snapshot, 0);
	corpus_finish(&corpus, rules, 600000, 4);
	const struct corpus_name *sdk = find(&corpus, "acme-sdk");
	ck_assert_int_eq(sdk->class, CORPUS_INVENTED);
	ck_assert_uint_eq(sdk->mentions.count, 5);
	ck_assert_uint_eq(sdk->mentions.items[0].runs, 6); /* "c": 4 + 2 */
	ck_assert_uint_eq(sdk->mentions.items[0].models, 2);
	ck_assert_uint_eq(sdk->mentions.items[1].models, 3);  /* "j" */
	ck_assert_uint_eq(sdk->mentions.items[2].prompts, 2); /* "l" */
	ck_assert_uint_eq(sdk->mentions.items[4].runs, 10);   /* "t" */
	char month[MONTH_TEXT_BYTES];
	month_format(sdk->first_seen, month);
	ck_assert_str_eq(month, "2026-01");
	/* min(cap, runs / (runs + 4)): 0.6, 0.2, 0.428571, 0.2, 0.6 (capped from 0.714285);
	 * 1 - 0.4 * 0.8 * 0.571429 * 0.8 * 0.4, rounded down at each step. */
	ck_assert_uint_eq(sdk->recurrence, 1000000 - 58514);
	ck_assert_int_eq(find(&corpus, "requests")->class, CORPUS_REGISTERED);
	ck_assert_int_eq(find(&corpus, "json")->class, CORPUS_STDLIB);
	ck_assert_int_eq(find(&corpus, "cryptodome")->class, CORPUS_MODULE);
	ck_assert_int_eq(find(&corpus, "installed")->class, CORPUS_PROSE);
	ck_assert_int_eq(find(&corpus, "no, name")->class, CORPUS_INVALID);
	ck_assert_int_eq(find(&corpus, "zzgrobble-flim")->class, CORPUS_INVENTED);
	ck_assert_uint_eq(corpus.class_count[CORPUS_INVENTED], 2);
	rules_free(rules);
	snapshot_close(snapshot);
	corpus_release(&corpus);
	intern_free(pool);
}
END_TEST

START_TEST(errors_name_the_line)
{
	static const struct {
		const char *text, *sentence;
	} cases[] = {
		{"rank,count\n1,2\n", "t:1: the header names no column `name`"},
		{"name,count\na,many\n", "t:2: the count should be a whole number"},
		{"name,count\na,1\n,2\n", "t:3: the name is missing"},
		{"name,first_seen\na,soon\n", "t:2: first_seen should be a month or day"},
		{"name,count\n\"a,1\n", "t:2: the last row ends inside quotes"},
		{"[{\"name\": 1}]", "t: [0].name: should be a text, is a whole number"},
		{"[{\"name\": \"a\", \"count\": \"x\"}]", "t: [0].count: should be a whole number"},
		{"[{\"nam\": \"a\"}]", "t: [0]: has no name"},
		{"{\"name\": \"a\"}\n{\"name\": \n", "t:2:1: is no JSON from here on"},
		{"[1]", "t: [0]: should be an object, is a whole number"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct intern *pool = intern_new();
		struct corpus corpus = corpus_new(pool);
		struct failure failure = {""};
		ck_assert_int_ne(
			parse(&corpus, "t", cases[i].text, strlen(cases[i].text), &failure), OK);
		ck_assert_msg(strstr(failure.text, cases[i].sentence) == failure.text, "%s\n%s\n%s",
			cases[i].text, failure.text, cases[i].sentence);
		corpus_release(&corpus);
		intern_free(pool);
	}
}
END_TEST

/* Random changes and cuts of every form end in an answer. 10,000 of them. */
START_TEST(mutated_lists)
{
	static const char *const seeds[] = {"name,count,models\nacme,1,\"a;b\"\n\"b\"\"c\",2,x\n",
		"[{\"name\": \"acme\", \"models\": [\"x\"]}, \"b\"]", "{\"name\": \"a\"}\n",
		"acme\n# x\nb\n", "name\tprompts\na\t1\n"};
	uint64_t state = 13;
	printf("corpus: 10000 mutations from seed 13\n");
	for (int i = 0; i < 10000; i++) {
		const char *seed = seeds[i % 5];
		size_t length = strlen(seed);
		char *text = memory_copy(seed, length);
		for (int k = 0; k < 3; k++) {
			state = state * 6364136223846793005u + 1442695040888963407u;
			uint32_t dice = (uint32_t)(state >> 33);
			if (dice % 4 > 0)
				text[dice % length] = (char)(dice >> 8);
			else if (k == 0)
				length = dice / 4 % length + 1;
		}
		struct intern *pool = intern_new();
		struct corpus corpus = corpus_new(pool);
		parse(&corpus, "t", text, length, NULL);
		corpus_release(&corpus);
		intern_free(pool);
		free(text);
	}
}
END_TEST

UNIT_MAIN("corpus", forms_and_classes, errors_name_the_line, mutated_lists)
