/* inputs/: plain lists, and requirements.txt against what pip itself reads
 * (tests/data/requirements.tsv, written by tests/data/make-requirements). */
#include "base/digest.h"
#include "base/escape.h"
#include "base/text.h"
#include "inputs/owners.h"
#include "inputs/purl.h"
#include "inputs/requirement.h"
#include "inputs/seeds.h"
#include "inputs/url.h"
#include "inputs/variables.h"
#include "names/name.h"
#include "unit.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[64];

/* A path in a folder of this test's own, which stays valid. */
static const char *beside(const char *name)
{
	static char paths[16][64];
	static unsigned next;
	char *path = paths[next++ % 16];
	if (folder[0] == '\0') {
		strcpy(folder, "/tmp/nameward-inputs-XXXXXX");
		ck_assert_ptr_nonnull(mkdtemp(folder));
	}
	snprintf(path, sizeof paths[0], "%s/%s", folder, name);
	return path;
}

/* Writes a file into that folder and gives its path. */
static const char *write_file(const char *name, const char *bytes, size_t length)
{
	const char *path = beside(name);
	FILE *file = fopen(path, "wb");
	ck_assert_ptr_nonnull(file);
	fwrite(bytes, 1, length, file);
	fclose(file);
	return path;
}

static enum error read_text(struct seeds *seeds, struct intern *pool, const char *name,
	const char *text, struct failure *failure)
{
	*seeds = seeds_new(pool);
	enum error error = seeds_read(seeds, write_file(name, text, strlen(text)), failure);
	seeds_finish(seeds);
	return error;
}

static void clean_up(void)
{
	char command[96];
	snprintf(command, sizeof command, "rm -rf %s", folder);
	ck_assert_int_eq(system(command), 0);
	folder[0] = '\0';
}

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

START_TEST(secrets_of_urls)
{
	static const char *const cases[][2] = {
		{"https://u:p@h.test/simple", "https://h.test/simple"},
		{"a https://t@h.test/x?token=1 b", "a https://h.test/x b"},
		{"git+ssh://git@h.test/x.git@v1#egg=a", "git+ssh://h.test/x.git@v1"},
		{"https://u:p@q@h.test", "https://h.test"}, {"no url", "no url"},
		{"https://u:p/w+d=@h.test/x", "https://h.test/x"},
		{"https://h.test:8443/x.git@v1", "https://h.test:8443/x.git@v1"},
		{"https://u:secret", "https://u"}, {"http://[::1]:80/x", "http://[::1]:80/x"},
		{"https://h.test/t/s3cr3tT0kenS3cr3t/simple", "https://h.test/t/.../simple"},
		{"https://h.test/x/https://u:p@i.test/y", "https://h.test/x/https://i.test/y"},
		{"`https://u:p@h.test/x`, of", "`https://h.test/x`, of"}, {"https://", "https://"},
		/* What looks like a port or ends a user begins a password as well. */
		{"http://user:12345/abc@host/simple", "http://host/simple"},
		{"http://john.doe:12345/abc@host/simple", "http://host/simple"},
		{"http://user:s3@cr/et@host/simple", "http://host/simple"},
		{"http://user:s3@cr/et@host:80/x y@z", "http://host:80/x y@z"},
		{"http://user:123?abc@host/simple", "http://host/simple"},
		{"http://user:s3@c/r?et@host/simple", "http://host/simple"},
		{"http://user:p://q@host/simple", "http://host/simple"},
		{"http://to/ken@host/simple", "http://host/simple"},
		{"git+https://user:12345/abc@h.test/x.git@v1", "git+https://h.test/x.git@v1"},
		{"git+https://u:s3@cr/et@h.test/x", "git+https://h.test/x"},
		/* Revisions, ports and paths are none. */
		{"git+https://u:p@h.test/x@v1", "git+https://h.test/x@v1"},
		{"git+https://h.test/x@feature/a", "git+https://h.test/x@feature/a"},
		{"git+https://forge/x.git@a/b", "git+https://forge/x.git@a/b"},
		{"https://h.test/@scope/x", "https://h.test/@scope/x"},
		{"https://pypi:8443/simple", "https://pypi:8443/simple"},
		{"https://u:p@h.test/x?mail=a@b.test", "https://h.test/x"},
		{"file:///a@b/c", "file:///a@b/c"}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		autotext struct text out = text_new(200);
		url_without_secrets(&out, cases[i][0], strlen(cases[i][0]));
		ck_assert_str_eq(out.bytes, cases[i][1]);
	}
}
END_TEST

START_TEST(secrets_of_sentences)
{
	static const char *const cases[][2] = {
		{"\"password = hunter2\": no option", "\"password=...\": no option"},
		{"\"api_token: 'abc'\" x", "\"api_token=...'\" x"},
		{"user:hunter2@host.test/x", "user:...@host.test/x"},
		{"https://u:hunter2@h.test/x y", "https://h.test/x y"},
		{"tokenizers is a name", "tokenizers is a name"}, {"a:b c", "a:b c"},
		{"\"foo --password hunter2\": no", "\"foo --password=...\": no"},
		{"\"foo --token-file hunter2\": no", "\"foo --token-file=...\": no"},
		{"\"machine h.test login hunter2 x\"", "\"machine h.test login=...\""},
		{"DB_PASSWORD 'hunter2' x", "DB_PASSWORD=...' x"},
		{"\"acme-token\" is a name", "\"acme-token\" is a name"},
		{"https://pypi-secrets:8443/simple", "https://pypi-secrets:8443/simple"},
		{"https://h.test/password=hunter", "https://h.test/password=..."},
		{"u:hunter2@h u:b v:hunter2@i", "u:...@h u:b v:...@i"}, {"x://", "x://"}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		autotext struct text out = text_new(200);
		without_secrets(&out, cases[i][0], strlen(cases[i][0]));
		ck_assert_str_eq(out.bytes, cases[i][1]);
	}
}
END_TEST

START_TEST(hosts)
{
	static const struct {
		const char *url;
		enum url_host host;
	} cases[] = {{"https://pypi.org/simple", URL_PYPI},
		{"https://files.pythonhosted.org/x", URL_PYPI},
		{"https://pypi.org.evil.test/simple", URL_ELSEWHERE},
		{"https://notpypi.org/simple", URL_ELSEWHERE},
		{"https://pypi.org@evil.test/simple", URL_ELSEWHERE},
		{"https://test.pypi.org/simple", URL_OPEN},
		{"https://download.pytorch.org/whl/cpu", URL_VENDOR},
		{"https://storage.googleapis.com/jax-releases/jax.html", URL_VENDOR},
		{"https://storage.googleapis.com/larkmoor/simple", URL_PAGE},
		{"https://larkmoor.github.io/simple/", URL_PAGE},
		{"https://github.io.evil.test/simple/", URL_ELSEWHERE},
		{"git+ssh://git@github.com/a/b.git", URL_FORGE},
		{"https://u:p@PKG.test:8080/simple", URL_ELSEWHERE}, {"../x", URL_NONE},
		{"https://${HOST}/simple", URL_NONE}, {"", URL_NONE},
		{"https://pypi.org:p/w@evil.test/simple", URL_ELSEWHERE},
		{"https://u:a/b@pypi.org/simple", URL_PYPI},
		{"https://www.piwheels.org/simple", URL_OPEN}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		ck_assert_msg(url_host(cases[i].url, strlen(cases[i].url)) == cases[i].host, "%s",
			cases[i].url);
	ck_assert(url_is_plain("http://h.test/") && !url_is_plain("http://localhost:80/") &&
		  !url_is_plain("https://h.test"));
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

/* Any order of the reads gives the same seeds; random bytes end in an answer. 10,000 texts. */
START_TEST(any_bytes_any_order)
{
	static const char *const pieces[] = {"acme-a\t3\n", "acme-b==1\n", "-r x\n", "\\\n", "#\n",
		"\xff", "--extra-index-url ", "https://u:p@x/", "[", "]", ";", "@", "\t", "\r\n",
		"acme_A\t2\t2020-01\n", " ", "\"", "'", "-e ", "."};
	uint64_t state = 5;
	printf("inputs: 10000 texts from seed 5\n");
	for (int i = 0; i < 10000; i++) {
		autotext struct text one = text_new(4096);
		for (int k = 0; k < 8; k++) {
			state = state * 6364136223846793005u + 1442695040888963407u;
			text_add(&one, pieces[(state >> 33) % (sizeof pieces / sizeof *pieces)]);
		}
		struct intern *pool = intern_new();
		struct seeds seeds = seeds_new(pool), turned = seeds_new(pool);
		const char *first = write_file("a.txt", one.bytes, one.length);
		const char *second = write_file("b.txt", "acme-a\t5\t2019-01\to\n", 20);
		struct failure failure;
		seeds_read(&seeds, first, &failure);
		seeds_read(&seeds, second, &failure);
		seeds_read(&turned, second, &failure);
		seeds_read(&turned, first, &failure);
		seeds_finish(&seeds);
		seeds_finish(&turned);
		ck_assert_uint_eq(seeds.names.count, turned.names.count);
		for (size_t k = 0; k < seeds.names.count; k++) {
			const struct seed *a = &seeds.names.items[k], *b = &turned.names.items[k];
			ck_assert_ptr_eq(a->name, b->name);
			ck_assert_uint_eq(a->weight, b->weight);
			ck_assert_ptr_eq(a->written, b->written);
			ck_assert_int_eq(a->since, b->since);
		}
		seeds_release(&seeds);
		seeds_release(&turned);
		intern_free(pool);
	}
	clean_up();
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

static void write_mentions(char name, size_t count)
{
	autotext struct text text = text_new(1 << 16);
	for (size_t i = 0; i < count; i++)
		text_add(&text, i % 2 == 0 ? "acme-a==1\n" : "Acme.A>=2\n");
	write_file((char[]){name, '.', 't', 'x', 't', '\0'}, text.bytes, text.length);
}

/* Of 70, 100 and 130 mentions in three files the first hundred are kept, whatever the order of the
 * reads: all of the first file and thirty of the second. Fails where add_place() forgets that
 * places came out of order. */
START_TEST(first_places)
{
	static const char *const orders[] = {"abc", "acb", "bac", "bca", "cab", "cba"};
	write_mentions('a', 70);
	write_mentions('b', 100);
	write_mentions('c', 130);
	for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
		struct intern *pool = intern_new();
		struct seeds seeds = seeds_new(pool);
		struct failure failure;
		for (const char *file = orders[i]; *file != '\0'; file++) {
			char name[] = {*file, '.', 't', 'x', 't', '\0'};
			ck_assert_int_eq(seeds_read(&seeds, beside(name), &failure), OK);
		}
		seeds_finish(&seeds);
		const struct seed *seed = seeds_find(&seeds, "acme-a");
		ck_assert_str_eq(seed->written, "Acme.A");
		ck_assert_uint_eq(seed->places.count, LIMIT_PLACES);
		for (size_t k = 0; k < LIMIT_PLACES; k++) {
			const struct place *place = &seed->places.items[k];
			const char *end = strrchr(place->file, '/');
			ck_assert_str_eq(end, k < 70 ? "/a.txt" : "/b.txt");
			ck_assert_uint_eq(place->line, k < 70 ? k + 1 : k - 69);
		}
		seeds_release(&seeds);
		intern_free(pool);
	}
	clean_up();
}
END_TEST

/* Of more indexes than are kept, the first in byte order, whatever the order of the reads, and a
 * note. Fails where add_index() leaves a new one out once there are enough. */
START_TEST(many_indexes)
{
	enum { FILES = LIMIT_SEED_INDEXES + 20 };
	for (int turned = 0; turned < 2; turned++) {
		struct intern *pool = intern_new();
		struct seeds seeds = seeds_new(pool);
		struct failure failure;
		for (int i = 0; i < FILES; i++) {
			char text[128];
			int length = snprintf(text, sizeof text,
				"--index-url https://i%03d.test/simple\na==1 --hash=sha256:aa\n",
				turned ? FILES - 1 - i : i);
			const char *path = write_file("requirements.txt", text, (size_t)length);
			ck_assert_int_eq(seeds_read(&seeds, path, &failure), OK);
		}
		seeds_finish(&seeds);
		const struct seed *seed = seeds_find(&seeds, "a");
		ck_assert_uint_eq(seed->indexes.count, LIMIT_SEED_INDEXES);
		for (int i = 0; i < LIMIT_SEED_INDEXES; i++) {
			char expected[64];
			snprintf(expected, sizeof expected, "https://i%03d.test/simple", i);
			ck_assert_str_eq(seed->indexes.items[i], expected);
		}
		ck_assert_uint_eq(seeds.skipped.count, 1);
		seeds_release(&seeds);
		intern_free(pool);
		clean_up();
	}
}
END_TEST

/* What one name counts for, the paths, beside() each other, read in this order and the opposite. */
static void check_counts(const char *const *paths, size_t count, size_t repositories,
	uint32_t mentions, uint32_t weight)
{
	for (int turned = 0; turned < 2; turned++) {
		struct intern *pool = intern_new();
		struct seeds seeds = seeds_new(pool);
		struct failure failure;
		for (size_t i = 0; i < count; i++)
			ck_assert_int_eq(
				seeds_read(&seeds, beside(paths[turned ? count - 1 - i : i]),
					&failure),
				OK);
		seeds_finish(&seeds);
		const struct seed *seed = seeds_find(&seeds, "acme");
		ck_assert_uint_eq(seed->repositories.count, repositories);
		ck_assert_uint_eq(seed->mentions, mentions);
		ck_assert_uint_eq(seed->weight, weight);
		seeds_release(&seeds);
		intern_free(pool);
	}
}

/* A file counts once, by whatever path it is read; a repository that includes a file of another one
 * is a second one; folders of one name in two places are two. */
START_TEST(counted_once)
{
	static const char *const folders[] = {
		"", "t", "t/app", "a", "a/svc", "b", "b/svc", "m", "m/one", "m/two"};
	for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
		mkdir(beside(folders[i]), 0700);
	write_file("t/requirements.txt", "other\n", 6);
	write_file("t/app/requirements.txt", "acme\n", 5);
	write_file("a/svc/requirements.txt", "acme\n", 5);
	write_file("b/svc/requirements.txt", "acme\n", 5);
	write_file("m/one/requirements.txt", "-r ../two/requirements.txt\n", 27);
	write_file("m/two/requirements.txt", "acme\n", 5);
	ck_assert_int_eq(symlink("t", beside("link")), 0);
	check_counts((const char *[]){"t", "t/app/requirements.txt"}, 2, 1, 1, 1);
	check_counts((const char *[]){"t", "./t/"}, 2, 1, 1, 1);
	check_counts((const char *[]){"t", "link"}, 2, 1, 1, 1);
	check_counts((const char *[]){"a/svc/requirements.txt", "./a/svc//requirements.txt"}, 2, 1,
		1, 1);
	check_counts((const char *[]){"a", "b"}, 2, 2, 2, 2);
	check_counts((const char *[]){"m"}, 1, 2, 1, 2);
	check_counts((const char *[]){"m", "m/two/requirements.txt"}, 2, 2, 1, 2);
	clean_up();
}
END_TEST

/* What a place could do is said once, by the reading that knows most, whatever the order. */
static void check_advice(const char *text, const char *what, const char *change)
{
	static const char includes[] = "--index-url https://pypi.acme.test/simple\n-r z.txt\n";
	write_file("a-requirements.txt", includes, sizeof includes - 1);
	write_file("z.txt", text, strlen(text));
	for (int turned = 0; turned < 2; turned++) {
		struct intern *pool = intern_new();
		struct seeds seeds = seeds_new(pool);
		struct failure failure;
		const char *paths[] = {beside("a-requirements.txt"), beside("z.txt")};
		ck_assert_int_eq(seeds_read(&seeds, paths[turned], &failure), OK);
		ck_assert_int_eq(seeds_read(&seeds, paths[!turned], &failure), OK);
		seeds_finish(&seeds);
		ck_assert_uint_eq(seeds.weaknesses.count, 1);
		ck_assert_ptr_nonnull(strstr(seeds.weaknesses.items[0].what, what));
		ck_assert_ptr_nonnull(strstr(seeds.weaknesses.items[0].change, change));
		seeds_release(&seeds);
		intern_free(pool);
	}
	clean_up();
}

START_TEST(advice_in_any_order)
{
	check_advice("--extra-index-url https://pypi.org/simple\nfoo\n", "from PyPI as soon",
		"`--index-url https://pypi.acme.test/simple`");
	check_advice("--extra-index-url https://other.acme.test/simple\nfoo\n",
		"from PyPI where the other index passes PyPI on",
		"`--index-url https://other.acme.test/simple`");
}
END_TEST

/* What is included again is not read again: the limit is of files. Fails where seeds_include()
 * forgets what it met. */
START_TEST(included_once)
{
	autotext struct text text = text_new(1 << 16);
	for (int i = 0; i < LIMIT_INCLUDED_FILES + 100; i++)
		text_add(&text, i % 2 ? "-r more.txt\n" : "-r ./x/../more.txt\n");
	mkdir(beside("x"), 0700);
	write_file("more.txt", "acme\n", 5);
	struct intern *pool = intern_new();
	struct seeds seeds;
	struct failure failure;
	ck_assert_int_eq(read_text(&seeds, pool, "requirements.txt", text.bytes, &failure), OK);
	ck_assert_uint_eq(seeds_find(&seeds, "acme")->mentions, 1);
	ck_assert_uint_eq(seeds.skipped.count, 0);
	ck_assert_uint_eq(seeds.passes, 2);
	seeds_release(&seeds);
	intern_free(pool);
	clean_up();
}
END_TEST

UNIT_MAIN("inputs", list_columns, equals_pip, includes_and_findings, secrets_of_urls,
	secrets_of_sentences, hosts, variables, owners, package_urls, where_from, wide,
	any_bytes_any_order, pinned_is_indexed, first_places, many_indexes, counted_once,
	advice_in_any_order, included_once)
