/* inputs/: plain lists, and requirements.txt against what pip itself reads
 * (tests/data/requirements.tsv, written by tests/data/make-requirements); owners, package URLs,
 * variables, and where a package came from. */
#include "base/digest.h"
#include "base/escape.h"
#include "base/text.h"
#include "inputs/owners.h"
#include "inputs/purl.h"
#include "inputs/requirement.h"
#include "inputs/seeds.h"
#include "inputs/variables.h"
#include "names/name.h"
#include "scratch.h"

#include <sys/stat.h>

START_TEST(list_columns)
{
	struct intern *pool = intern_new();
	struct seeds seeds;
	struct failure failure;
	static const char text[] = "# ours\nAcme.Auth\t42\t2021-03\tidentity\tsecret # why\n"
				   "acme-billing\t\t\tpayments\nacme_auth\t8\t2020-01\tother\n\n"
				   "acme-x\tmany\nacme y\nacme-z\t1\t2021-13\nacme-w\t1\t\t\tyes\n"
				   "a\tb\tc\td\te\tf\n";
	ck_assert_int_eq(read_text(&seeds, pool, "list.tsv", text, &failure), OK);
	ck_assert_uint_eq(seeds.names.count, 2);
	const struct seed *auth = seeds_find(&seeds, "acme-auth");
	ck_assert_uint_eq(auth->weight, 50);
	ck_assert_int_eq(auth->secret, true);
	ck_assert_str_eq(auth->owner, "identity");
	char month[MONTH_TEXT_BYTES];
	month_format(auth->since, month);
	ck_assert_str_eq(month, "2020-01");
	ck_assert_uint_eq(auth->places.count, 2);
	ck_assert_uint_eq(auth->places.items[0].line, 2);
	ck_assert_uint_eq(seeds_find(&seeds, "acme-billing")->weight, 1);
	ck_assert_uint_eq(seeds.skipped.count, 5);
	ck_assert_uint_eq(seeds.skipped.items[0].place.line, 6);
	ck_assert_ptr_nonnull(strstr(seeds.skipped.items[0].reason, "weight"));
	seeds_release(&seeds);
	ck_assert_int_eq(read_text(&seeds, pool, "bad.txt", "a b\nc d\n", &failure), ERR_INPUT);
	ck_assert_ptr_nonnull(strstr(failure.text, "bad.txt:1: no line can be used"));
	seeds_release(&seeds);
	intern_free(pool);
	clean_up();
}
END_TEST

/* Whether the seeds are the names of a row, `Acme.Auth,acme-auth,requests`, each once. */
static bool is_names(const struct seeds *seeds, const char *names, size_t length)
{
	struct intern *expected = intern_new();
	for (size_t at = 0; at < length;) {
		const char *comma = memchr(names + at, ',', length - at);
		size_t size = comma ? (size_t)(comma - names) - at : length - at;
		char canonical[LIMIT_NAME_BYTES + 1];
		intern_number(expected, canonical, name_canonical(names + at, size, canonical));
		at += size + 1;
	}
	bool same = intern_count(expected) == seeds->names.count;
	for (size_t i = 0; same && i < seeds->names.count; i++) {
		const char *name = seeds->names.items[i].name;
		same = intern_find(expected, name, strlen(name)) != INTERN_NONE;
	}
	intern_free(expected);
	return same;
}

/* 2,145 texts of a requirements file, each kind of line 50 times and more. Catches, for one, a
 * comment that does not end a continuation (comment_at() left out of read_text()). */
START_TEST(equals_pip)
{
	struct file file;
	struct failure failure;
	char *path = unit_path("tests/data/requirements.tsv");
	ck_assert_int_eq(file_read(&file, path, LIMIT_FILE_BYTES, &failure), OK);
	write_file("more.txt", "acme-more==1\n", 13);
	ck_assert_int_eq(mkdir(beside("deep"), 0700), 0);
	write_file("deep/inner.txt", "acme-deep\n-r ../more.txt\n", 25);
	struct lines lines = lines_of(path, file.bytes, file.length);
	unsigned rows = 0, wrong = 0;
	lines_next(&lines);
	while (lines_next(&lines)) {
		size_t size = strcspn(lines.text, "\t");
		bool accepted = lines.text[size + 1] == 'y';
		const char *names = lines.text + size + (accepted ? 5 : 4);
		size_t names_length = lines.length - (size_t)(names - lines.text);
		autotext struct text line = text_new(LIMIT_LINE_BYTES);
		ck_assert(unescape_name(&line, lines.text, size));
		bool one_line = memchr(line.bytes, '\n', line.length) == NULL;
		text_add_char(&line, '\n');
		struct intern *pool = intern_new();
		struct seeds seeds;
		read_text(&seeds, pool, "requirements.txt", line.bytes, &failure);
		/* What pip refuses must give no name, and be said where it says anything; of
		 * several lines the others are read. */
		bool same =
			accepted ? is_names(&seeds, names, names_length)
				 : seeds.skipped.count > 0 && (!one_line || seeds.names.count == 0);
		if (!same) {
			printf("line %zu: %.*s\n  skipped %zu, found:", lines.number,
				(int)lines.length, lines.text, seeds.skipped.count);
			for (size_t i = 0; i < seeds.names.count; i++)
				printf(" %s", seeds.names.items[i].written);
			printf("\n");
		}
		wrong += !same;
		rows++;
		seeds_release(&seeds);
		intern_free(pool);
	}
	ck_assert_uint_ge(rows, 2000);
	ck_assert_uint_eq(wrong, 0);
	file_release(&file);
	free(path);
	clean_up();
}
END_TEST

START_TEST(includes_and_findings)
{
	struct intern *pool = intern_new();
	struct seeds seeds;
	struct failure failure;
	write_file("more.txt", "acme-b\n-r requirements.txt\n-c missing.txt\n", 42);
	static const char text[] =
		"--extra-index-url https://user:secret-token@x.test/simple?key=secret-key\n"
		"-r more.txt\nacme-a\n-i http://plain.test/simple\n--trusted-host t.test\n"
		"-r https://x.test/r.txt\nacme-c @ git+https://u:secret-pass@x.test/c.git\n"
		"git+https://u:secret-four@x.test/d.git\n";
	ck_assert_int_eq(read_text(&seeds, pool, "requirements.txt", text, &failure), OK);
	ck_assert_uint_eq(seeds.names.count, 3);
	ck_assert_int_eq(seeds_find(&seeds, "acme-c")->kind, SEED_DIRECT);
	ck_assert_int_eq(seeds_find(&seeds, "acme-a")->kind, SEED_REQUIRED);
	ck_assert_uint_eq(seeds.weaknesses.count, 3);
	ck_assert_str_eq(seeds.weaknesses.items[0].cause, "extra-index-url");
	ck_assert_uint_eq(seeds.weaknesses.items[0].place.line, 1);
	ck_assert_uint_eq(seeds.skipped.count, 4);
	for (size_t i = 0; i < seeds.skipped.count; i++)
		ck_assert_ptr_null(strstr(seeds.skipped.items[i].reason, "secret"));
	for (size_t i = 0; i < seeds.weaknesses.count; i++) {
		ck_assert_ptr_null(strstr(seeds.weaknesses.items[i].what, "secret"));
		ck_assert_ptr_null(strstr(seeds.weaknesses.items[i].change, "secret"));
	}
	seeds_release(&seeds);
	intern_free(pool);
	clean_up();
}
END_TEST

/* What a line gives to the variable A, by the languages' own rules: sh, Dockerfile, make, YAML,
 * cmd, PowerShell, fish, Python, Azure Pipelines. NULL: nothing, it is only used. */
START_TEST(variables)
{
	static const struct {
		const char *line, *value;
	} cases[] = {{"A=x", "x"}, {"export A='x y'", "x y"}, {"A: x", "x"}, {"A: &b !!str x", "x"},
		{"\"A\": \"x\"", "x"}, {"A:", ""}, {"A: >-", ">-"}, {"- A=x", "x"},
		{"ENV A x", "x"}, {"ENV A=x B=y", "x"}, {"ARG A", NULL}, {"A ?= x", "x"},
		{"A := x", "x"}, {"A ::= x", "x"}, {"A += x", "x"}, {"set A=x", "x"},
		{"set \"A=x\"", "x"}, {"setx A x", "x"}, {"set -gx A x", "x"}, {"setenv A x", "x"},
		{"set A x", NULL}, {"$env:A = 'x'", "x"}, {"SetEnvironmentVariable('A', 'x')", "x"},
		{"os.environ[\"A\"] = \"x\"", "x"}, {"os.environ.get(\"A\", \"x\")", NULL},
		{"A = x", "x"}, {"##vso[task.setvariable variable=A;issecret=true]x", "x"},
		{": ${A:=x}", "x"}, {"${A:-x}", NULL}, {"[ -z \"$A\" ]", NULL}, {"$A = x", NULL},
		{"%A%", NULL}, {"$(A) = x", NULL}, {"unset A B", NULL}, {"if: env.A != ''", NULL},
		{"if: env.A == 'x'", NULL}, {"A=~x", NULL}, {"passenv = A B", NULL},
		{"echo A is set", NULL}, {"A=$(cat /x y)z", "$(...)z"},
		{"A=https://${{ secrets.B }}@h", "https://${...}@h"}, {"A=${B:-x}", "${B:-x}"},
		{"(A=x)", "x"}, {"--mount=type=secret,id=b,env=A pip", "$A"}, {"A=", ""},
		{"A: x y", "x y"}, {"- A: x y, B: z", "x y"}, {"{A: x y}", "x y"},
		{"echo A: x y", "x"}, {"{name: A, value: x y}", "x y"},
		{"{\"name\": \"A\", \"value\": \"x\"}", "x"}, {"{name: A, valid: x}", NULL}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *line = cases[i].line, *end = line + strlen(line), *behind;
		const char *word = strchr(line, 'A');
		while (word[1] >= 'a' && word[1] <= 'z')
			word = strchr(word + 1, 'A');
		if (strncmp(word, "ARG", 3) == 0)
			word = strchr(word + 1, 'A');
		autofree char *value = variable_value(line, word, word + 1, end, &behind);
		ck_assert_msg((value == NULL) == (cases[i].value == NULL), "%s", line);
		if (value != NULL)
			ck_assert_msg(strcmp(value, cases[i].value) == 0, "%s: %s", line, value);
	}
	/* A name in a value is passed by: a line of many names is read once. */
	static const char line[] = "A=A=A=x B", option[] = "--a=--a=x --no-index --b x";
	const char *behind;
	free(variable_value(line, line, line + 1, line + sizeof line - 1, &behind));
	ck_assert_ptr_eq(behind, line + 7);
	free(option_value(option + 3, option + sizeof option - 1, &behind));
	ck_assert_ptr_eq(behind, option + 4);
	autofree char *none = option_value(option + 20, option + sizeof option - 1, &behind);
	ck_assert_str_eq(none, "");
}
END_TEST

/* The rules of gitignore that CODEOWNERS keeps (GitHub, "About code owners"). */
START_TEST(owners)
{
	static const struct {
		const char *pattern, *path;
		bool fits;
	} cases[] = {{"*", "a/b.txt", true}, {"*.lock", "a/b/uv.lock", true},
		{"*.lock", "a/uv.locked", false}, {"/core/", "core/x.txt", true},
		{"/core/", "a/core/x.txt", false}, {"core/", "a/core/x.txt", true},
		{"core/", "core", false}, {"docs/*", "docs/a.txt", true},
		{"docs/*", "docs/a/b.txt", false}, {"apps/x", "apps/x/y/z", true},
		{"**/logs", "a/b/logs/x", true}, {"**/logs", "logs/x", true},
		{"/a/**", "a/b/c", true}, {"/a/**", "b/a/c", false}, {"", "a", false}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		ck_assert_msg(owners_pattern_fits(cases[i].pattern, cases[i].path) == cases[i].fits,
			"%s %s", cases[i].pattern, cases[i].path);
}
END_TEST

START_TEST(package_urls)
{
	struct purl purl;
	ck_assert_int_eq(purl_read("pkg:pypi/Foo_Bar@1.0", &purl), PURL_PYPI);
	ck_assert_str_eq(purl.name, "Foo_Bar");
	ck_assert_int_eq(
		purl_read("pkg://pypi/a%2Db?repository_url=https%3A%2F%2Fx.test&x=y#z", &purl),
		PURL_PYPI);
	ck_assert_str_eq(purl.name, "a-b");
	ck_assert_str_eq(purl.repository, "https://x.test");
	ck_assert_int_eq(purl_read("pkg:npm/left-pad@1", &purl), PURL_OTHER);
	static const char *const wrong[] = {"", "pypi/a", "pkg:pypi", "pkg:pypi/", "pkg:pypi/a%",
		"pkg:pypi/a%0", "pkg:pypi/a%00b"};
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		ck_assert_msg(purl_read(wrong[i], &purl) == PURL_WRONG, "%s", wrong[i]);
}
END_TEST

/* Where a package came from, by the formats' own documents: purl-spec (repository_url without
 * scheme), SPDX 2.3 (referenceType as an address), Pipenv (one source), setuptools (`;` in a value
 * of one line). */
START_TEST(where_from)
{
	static const struct {
		const char *file, *text, *name;
		enum seed_kind kind;
	} cases[] = {
		{"a.cdx.json",
			"{\"bomFormat\": \"CycloneDX\", \"components\": [{\"purl\": "
			"\"pkg:pypi/larkmoor@1?repository_url=pkg.test/simple\"}]}",
			"larkmoor", SEED_INDEXED},
		{"a.spdx.json",
			"{\"spdxVersion\": \"SPDX-2.3\", \"packages\": [{\"downloadLocation\": "
			"\"git+https://git.test/x\", \"externalRefs\": [{\"referenceType\": "
			"\"http://spdx.org/rdf/references/purl\", \"referenceLocator\": "
			"\"pkg:pypi/larkmoor@1\"}]}]}",
			"larkmoor", SEED_FORGE},
		{"Pipfile.lock",
			"{\"_meta\": {\"sources\": [{\"name\": \"pypi\", \"url\": "
			"\"https://pypi.org/simple\"}]}, \"default\": {\"larkmoor\": "
			"{\"version\": \"==1\"}}}",
			"larkmoor", SEED_PUBLIC},
		{"Pipfile.lock",
			"{\"_meta\": {\"sources\": [{\"name\": \"pypi\", \"url\": "
			"\"https://pypi.org/simple\"}, {\"name\": \"x\", \"url\": "
			"\"https://x.test\"}]}, "
			"\"default\": {\"larkmoor\": {\"version\": \"==1\"}}}",
			"larkmoor", SEED_REQUIRED},
		{"conda-linux-64.lock",
			"# platform: "
			"linux-64\n@EXPLICIT\nhttps://conda.anaconda.org/a/pip-24.0-0.conda#f\n"
			"# pip six @ https://files.pythonhosted.org/six-1.whl --hash=sha256:00\n"
			"# pip larkmoor @ https://pkg.test/larkmoor-1.whl --hash=sha256:00\n",
			"larkmoor", SEED_INDEXED},
		{"setup.cfg", "[options]\ninstall_requires = pytest; larkmoor\n", "larkmoor",
			SEED_REQUIRED},
		{"uv.lock",
			"[[package]]\nname = \"larkmoor\"\nsource = { registry = "
			"\"https://www.piwheels.org/simple\" }\n",
			"larkmoor", SEED_REQUIRED},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct intern *pool = intern_new();
		struct seeds seeds;
		struct failure failure;
		ck_assert_int_eq(
			read_text(&seeds, pool, cases[i].file, cases[i].text, &failure), OK);
		const struct seed *seed = seeds_find(&seeds, cases[i].name);
		ck_assert_msg(
			seed != NULL && seed->kind == cases[i].kind && seeds.skipped.count == 0,
			"case %zu: %s", i, seed ? seed_kind_name(seed->kind) : "not found");
		seeds_release(&seeds);
		intern_free(pool);
		clean_up();
	}
}
END_TEST

/* What PowerShell's `pip freeze > requirements.txt` writes, and pip reads; by RFC 2781. */
START_TEST(wide)
{
	static const char text[] = "larkmoor==1\r\nlarkmoor-\xe9==2\r\nlarkmoor-two\r\n";
	for (int big = 0; big < 2; big++) {
		char bytes[2 * sizeof text + 2];
		size_t length = 0;
		for (size_t i = 0; i < sizeof text; i++) {
			char unit[2] = {i ? text[i - 1] : '\xff', i ? '\0' : '\xfe'};
			bytes[length++] = unit[big];
			bytes[length++] = unit[!big];
		}
		struct intern *pool = intern_new();
		struct seeds seeds = seeds_new(pool);
		seeds.digests = true;
		struct failure failure;
		const char *path = write_file("requirements.txt", bytes, length);
		ck_assert_int_eq(seeds_read(&seeds, path, &failure), OK);
		seeds_finish(&seeds);
		ck_assert(seeds_find(&seeds, "larkmoor") && seeds_find(&seeds, "larkmoor-two"));
		ck_assert_int_eq(seeds.skipped.count, 1);
		ck_assert_int_eq(seeds.skipped.items[0].place.line, 2);
		struct digest digest = digest_of(bytes, length);
		char written[65];
		digest_format(&digest, written);
		ck_assert_str_eq(seeds.inputs.items[0].digest, written);
		seeds_release(&seeds);
		intern_free(pool);
		clean_up();
	}
}
END_TEST

/* The short way for `name==1.2` says what the long one says. 100,000 texts; without the look at the
 * end (`.tar.bz2`) in requirement_pinned() it fails. */
START_TEST(pinned_is_indexed)
{
	static const char *const pieces[] = {"a", "B-", "_c", "==", "==", "=", "1", ".2", "3", "*",
		"+x4", "!", ".tar.bz2", ".zip", "[x]", " ", "#", ";", "-", "/", "@"};
	uint64_t state = 20261126;
	size_t pinned = 0;
	for (int i = 0; i < 100 * 1000; i++) {
		autotext struct text line = text_new(256);
		state = state * 6364136223846793005u + 1442695040888963407u;
		text_add(&line, state >> 62 ? "a-b==" : "");
		for (uint64_t left = 1 + (state >> 58) % 8; left > 0; left--) {
			state = state * 6364136223846793005u + 1442695040888963407u;
			text_add(&line, pieces[(state >> 33) % (sizeof pieces / sizeof *pieces)]);
		}
		size_t length = requirement_pinned(line.bytes, line.length);
		if (length == 0)
			continue;
		struct requirement found = requirement_read(line.bytes, line.length, false);
		ck_assert_msg(found.kind == REQUIREMENT_INDEXED, "%s", line.bytes);
		ck_assert_ptr_eq(found.name, line.bytes);
		ck_assert_uint_eq(found.length, length);
		pinned++;
	}
	printf("inputs: %zu of 100000 texts from seed 20261126 are pinned\n", pinned);
	ck_assert_uint_gt(pinned, 500);
}
END_TEST

UNIT_MAIN("inputs", list_columns, equals_pip, includes_and_findings, variables, owners,
	package_urls, where_from, wide, pinned_is_indexed)
