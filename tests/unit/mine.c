/* corpus/: what answers say (commands, code, pieces of transcripts), and the law of merging. What
 * is expected was written by hand from pip's, uv's, poetry's and Python's documentation. */
#include "base/json_door.h"
#include "base/memory.h"
#include "base/text.h"
#include "corpus/installs.h"
#include "corpus/speech.h"
#include "corpus/tally.h"
#include "corpus/transcript.h"
#include "unit.h"

#include <string.h>
#include <unistd.h>

/* ---- what a text says ---- */

/* "import:a install:b", in the order of sightings. */
static void said_in(const char *text, bool python, struct text *out)
{
	struct sightings sightings = {0};
	struct text scratch = text_new(1 << 20);
	if (python)
		speech_read_python(&sightings, text, strlen(text), &scratch);
	else
		speech_read(&sightings, text, strlen(text), &scratch);
	sightings_finish(&sightings);
	text_clear(out);
	for (size_t i = 0; i < sightings.items.count; i++) {
		const struct sighting *item = &sightings.items.items[i];
		text_addf(out, "%s%s:%.*s", i > 0 ? " " : "", sighting_kind_name(item->kind),
			(int)item->length, sighting_name(&sightings, item));
	}
	sightings_release(&sightings);
	text_release(&scratch);
}

struct example {
	const char *text, *says;
};

static void check_examples(const struct example *examples, size_t count, bool python)
{
	struct text said = text_new(1 << 16);
	for (size_t i = 0; i < count; i++) {
		said_in(examples[i].text, python, &said);
		ck_assert_msg(strcmp(said.bytes, examples[i].says) == 0,
			"%s\n  says     %s\n  expected %s", examples[i].text, said.bytes,
			examples[i].says);
	}
	text_release(&said);
}

START_TEST(commands)
{
	static const struct example examples[] = {
		{"pip install aa", "install:aa"},
		{"$ pip install aa bb", "install:aa install:bb"},
		{"> pip3 install aa", "install:aa"},
		{"python -m pip install --upgrade aa", "install:aa"},
		{"python3.11 -m pip install aa", "install:aa"},
		{"py -m pip install aa", "install:aa"},
		{"sudo pip install aa", "install:aa"},
		{"`pip install aa` and `pip install bb`", "install:aa install:bb"},
		{"To get it, pip install aa and go on.", "install:aa"},
		{"pip install aa[x,y]==1.0 'bb>=2' \"cc<3\"", "install:aa install:bb install:cc"},
		{"pip install -r requirements.txt aa", "install:aa"},
		{"pip install --index-url https://x.example/simple aa", "install:aa"},
		{"pip install --index-url=https://x.example/simple aa", "install:aa"},
		{"pip install -U aa", "install:aa"},
		{"pip install -e .", ""},
		{"pip install .", ""},
		{"pip install ./aa/bb", ""},
		{"pip install git+https://x.example/aa.git", ""},
		{"pip install https://x.example/aa-1.0.whl", ""},
		{"pip install aa.whl", ""},
		{"pip install aa && python bb.py", "install:aa"},
		{"pip install aa; pip install bb", "install:aa install:bb"},
		{"pip install aa | tee log", "install:aa"},
		{"pip install aa # and bb", "install:aa"},
		{"pip install aa \\\n  bb", "install:aa install:bb"},
		{"pip uninstall aa", ""},
		{"pip show aa", ""},
		{"pip freeze", ""},
		{"!pip install aa", "install:aa"},
		{"%pip install aa", "install:aa"},
		{"uv pip install aa", "install:aa"},
		{"uv add aa bb", "tool:aa tool:bb"},
		{"uv add --dev aa", "tool:aa"},
		{"uv run --with aa python x.py", "tool:aa"},
		{"uvx aa --help bb", "tool:aa"},
		{"uvx --from aa bb", "tool:aa"},
		{"uv tool install aa", "tool:aa"},
		{"uv tool run aa bb", "tool:aa"},
		{"poetry add aa --group dev", "tool:aa"},
		{"pdm add -G test aa", "tool:aa"},
		{"pipx install aa", "tool:aa"},
		{"pipx run --spec aa bb", "tool:aa"},
		{"await micropip.install(\"aa\")", "tool:aa"},
		{"micropip.install(['aa', 'bb'])", "tool:aa tool:bb"},
		{"conda install -c conda-forge aa", "conda:aa"},
		{"mamba install aa", "conda:aa"},
		{"{\"command\": \"uvx\", \"args\": [\"aa\", \"--x\"]}", "tool:aa"},
		{"{\"command\": \"uvx\", \"args\": [\"--from\", \"aa\", \"bb\"]}", "tool:aa"},
		{"subprocess.run([\"pip\", \"install\", \"aa\"])", "install:aa"},
		{"subprocess.check_call([sys.executable, \"-m\", \"pip\", \"install\", \"aa\"])",
			"install:aa"},
		{"os.system('pip install aa')", "install:aa"},
		{"os.system(\"pip install aa bb\")", "install:aa install:bb"},
		{"pipinstall aa", ""},
		{"npm install aa", ""},
	};
	check_examples(examples, sizeof examples / sizeof *examples, false);
}
END_TEST

START_TEST(code)
{
	static const struct example examples[] = {
		{"import a", "import:a"},
		{"import a, b.c as d", "import:a import:b"},
		{"from a.b import c", "import:a"},
		{"from . import a", ""},
		{"from .a import b", ""},
		{"from ...a import b", ""},
		{"def f():\n    import a\n", "import:a"},
		{"try:\n    import a\nexcept ImportError:\n    import b\n", "import:a import:b"},
		{"if x: import a", "import:a"},
		{"x = 1; import a", "import:a"},
		{"from a import (\n    b,\n    c)\n", "import:a"},
		{"from a import b, \\\n    c\nimport d", "import:a import:d"},
		{"'''\nimport a\n'''\nimport b", "import:b"},
		{"r\"\"\"import a\"\"\"", ""},
		{"x = 'import a'", ""},
		{"# import a\nimport b", "import:b"},
		{"f(\nimport_a)\n", ""},
		{"x = (\n    1,\n)\nimport a", "import:a"},
		{"importlib.import_module('a')", ""},
		{"imports = 1", ""},
		{"import a as b; from c import d as e", "import:a import:c"},
		{"import\ta", "import:a"},
		{"from a import *", "import:a"},
		{"class X:\n\timport a\n", "import:a"},
		{"x = (1,\nimport a\n", "import:a"},
		{"s = 'open\nimport a\n", "import:a"},
		{"s = '''open\nimport a\n", "import:a"},
		{"lambda: 1\nimport a", "import:a"},
		{"import \xc3\xa4rger", "import:\xc3\xa4rger"},
		{"yield from a", ""},
		{"raise E from a", ""},
		{"async def f():\n  import a", "import:a"},
		{"match x:\n  case 1: import a", "import:a"},
	};
	check_examples(examples, sizeof examples / sizeof *examples, true);
}
END_TEST

START_TEST(prose_and_fences)
{
	static const struct example examples[] = {
		{"```python\nimport a\n```", "import:a"},
		{"```PYTHON3\nimport a\n```", "import:a"},
		{"~~~~py\nimport a\n```\nimport b\n~~~~", "import:a import:b"},
		{"```\nimport a\n```", "import:a"},
		{"```js\nimport a from 'b'\n```", ""},
		{"```java\nimport a.b.C;\n```", ""},
		{"- x\n  ```python\n  import a\n  ```\n", "import:a"},
		{"```python\nimport a\n", "import:a"},
		{"```pycon\n>>> import a\n>>> a.b\nimport c\n```", "import:a"},
		{"You should import a library.", ""},
		{"import a\nimport b\n\na.run()\n", "loose:a loose:b"},
		{"import ant as it may sound, this is prose.", ""},
		{"```toml\n[project]\ndependencies = [\"a>=1\"]\n```", "manifest:a"},
		{"```dockerfile\nFROM x\nRUN pip install aa\n```", "install:aa manifest:aa"},
		{"", ""},
	};
	check_examples(examples, sizeof examples / sizeof *examples, false);
}
END_TEST

/* ---- merging ---- */

struct random {
	uint64_t state;
};

static uint64_t next_random(struct random *random)
{
	uint64_t z = random->state += 0x9e3779b97f4a7c15u;
	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	return z ^ (z >> 31);
}

enum { PROMPT_LIMIT = 6, EXAMPLES = 2 };

static struct tally small_tally(void)
{
	struct tally tally = tally_new(EXAMPLES);
	tally.prompts.limit = PROMPT_LIMIT;
	return tally;
}

/* One answer: some names in some spellings, of a few models, to some prompts. */
static void count_answer(struct tally *tally, uint64_t seed)
{
	static const char *const names[] = {"quill-frame", "Quill_Frame", "quill.frame",
		"fernpatch", "FernPatch", "no name!", "__x__", "tarn", "a;b=c", "\xff\x01"};
	struct random random = {seed};
	char id[32], model[32];
	size_t id_length = (size_t)sprintf(id, "r%llu", (unsigned long long)(seed % 40));
	size_t model_length =
		(size_t)sprintf(model, "%s%llu", next_random(&random) % 9 ? "m" : "m;=",
			(unsigned long long)(next_random(&random) % 50));
	struct tallied answer = {.id = id,
		.id_length = id_length,
		.model = model,
		.model_length = model_length,
		.source = "s",
		.source_length = 1,
		.prompt = next_random(&random) % 30 * 0x0123456789abcdefu,
		.day = next_random(&random) % 4 ? (date)(20000 + next_random(&random) % 9)
						: DATE_NONE};
	tally->records++;
	if (next_random(&random) % 8 == 0) {
		tally->without_answer++;
		return;
	}
	unsigned char seen[8] = {0};
	tally_answer(tally, &answer);
	for (size_t count = next_random(&random) % 5; count > 0; count--) {
		const char *name = names[next_random(&random) % (sizeof names / sizeof *names)];
		uint32_t number = tally_number(tally, name, strlen(name));
		if (seen[number / 8 % sizeof seen] >> number % 8 & 1)
			continue; /* each once, over all spellings */
		seen[number / 8 % sizeof seen] |= (unsigned char)(1 << number % 8);
		struct tallied_name said = {.number = number,
			.local = next_random(&random) % 7 == 0,
			.echoed = next_random(&random) % 3 == 0};
		said.kinds[next_random(&random) % SIGHTING_KINDS] = true;
		said.kinds[next_random(&random) % SIGHTING_KINDS] = true;
		tally_say(tally, &answer, &said);
	}
}

static void write_down(struct tally *tally, struct text *out)
{
	text_clear(out);
	tally_settle(tally);
	tally_write(tally, "snapshot", out);
}

/* PART into INTO, by way of its file every other time. */
static void merge_part(struct random *random, struct tally *into, struct tally *part)
{
	if (next_random(random) % 2) {
		struct text file = text_new(1 << 24);
		struct tally again = small_tally();
		struct failure failure = {""};
		write_down(part, &file);
		ck_assert_msg(tally_read(&again, "part", file.bytes, file.length, &failure) == OK,
			"%s", failure.text);
		tally_merge(into, &again);
		tally_release(&again);
		text_release(&file);
	} else {
		tally_merge(into, part);
	}
}

/* Any order, any grouping: parts are merged two by two, whichever, until one is left. */
START_TEST(parts_add_up_to_the_whole)
{
	enum { CASES = 10000, MOST_PARTS = 8 };
	struct text expected = text_new(1 << 24), found = text_new(1 << 24);
	for (uint64_t seed = 1; seed <= CASES; seed++) {
		struct random random = {seed};
		struct tally whole = small_tally(), parts[MOST_PARTS];
		size_t count = 1 + next_random(&random) % MOST_PARTS;
		for (size_t i = 0; i < count; i++)
			parts[i] = small_tally();
		for (size_t answers = next_random(&random) % 60; answers > 0; answers--) {
			uint64_t answer = next_random(&random);
			count_answer(&whole, answer);
			count_answer(&parts[next_random(&random) % count], answer);
		}
		while (count > 1) {
			size_t into = next_random(&random) % count, from;
			do
				from = next_random(&random) % count;
			while (from == into);
			merge_part(&random, &parts[into], &parts[from]);
			tally_release(&parts[from]);
			parts[from] = parts[--count];
		}
		write_down(&whole, &expected);
		write_down(&parts[0], &found);
		bool same = strcmp(expected.bytes, found.bytes) == 0;
		if (!same)
			printf("--- whole\n%s--- parts\n%s", expected.bytes, found.bytes);
		fflush(stdout);
		ck_assert_msg(same, "case %llu", (unsigned long long)seed);
		tally_release(&whole);
		tally_release(&parts[0]);
	}
	text_release(&expected);
	text_release(&found);
}
END_TEST

/* Above its limit a sample estimates: within four standard errors, over a hundred samples. */
START_TEST(distinct_things_are_estimated)
{
	double sum = 0;
	for (uint64_t seed = 1; seed <= 100; seed++) {
		struct random random = {seed};
		struct sample sample = {0};
		enum { TRUTH = 5000 };
		for (size_t i = 0; i < TRUTH; i++)
			sample_add(&sample, LIMIT_NAME_PROMPTS, next_random(&random) | 1, NULL, 1);
		ck_assert_uint_eq(sample.count, LIMIT_NAME_PROMPTS);
		double off = sample_distinct(&sample, LIMIT_NAME_PROMPTS) / (double)TRUTH - 1;
		ck_assert_msg(off > -0.36 && off < 0.36, "off by %f", off);
		sum += off;
		sample_release(&sample);
	}
	ck_assert_msg(sum > -3.6 && sum < 3.6, "biased by %f", sum / 100);
}
END_TEST

/* Wilson's interval as Newcombe prints it (Statistics in Medicine 17, 1998, table I, method 3):
 * 81/263: 0.2553 to 0.3662; 15/148: 0.0624 to 0.1605; 0/20: 0 to 0.1611; 1/29: 0.0061 to 0.1718. */
START_TEST(intervals)
{
	static const struct {
		uint32_t said, asked;
		double low, high;
	} known[] = {{81, 263, 0.2553, 0.3662}, {15, 148, 0.0624, 0.1605}, {0, 20, 0, 0.1611},
		{1, 29, 0.0061, 0.1718}};
	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		struct recurrence found = recurrence_of_counts(known[i].said, known[i].asked);
		ck_assert_double_eq_tol(found.low / 1e6, known[i].low, 0.00006);
		ck_assert_double_eq_tol(found.high / 1e6, known[i].high, 0.00006);
	}
	ck_assert_uint_eq(recurrence_of_counts(0, 0).high, 0);
	ck_assert_uint_eq(recurrence_of_counts(9, 3).rate, 1000000);
}
END_TEST

/* ---- pieces ---- */

/* Records longer and shorter than a piece, with and without a line end, as a list and line by line:
 * each comes once, whole, with its line. */
START_TEST(records_come_whole)
{
	enum { PIECE_BYTES = 2 << 20 };
	for (int list = 0; list < 2; list++) {
		char path[] = "/tmp/nameward-records-XXXXXX";
		int descriptor = mkstemp(path);
		FILE *file = fdopen(descriptor, "w");
		static const size_t sizes[] = {10, PIECE_BYTES - 40, 1, 3 * PIECE_BYTES, 100, 7};
		size_t count = sizeof sizes / sizeof *sizes;
		if (list)
			fputs("[\n", file);
		for (size_t i = 0; i < count; i++) {
			fprintf(file, "{\"id\":\"r%zu\",\"x\":\"", i);
			for (size_t k = 0; k < sizes[i]; k++)
				fputc(k % 97 == 5 && k + 1 < sizes[i] ? ']' : 'a', file);
			fputs(list && i + 1 < count ? "\"},\n"
				: i + 1 < count     ? "\"}\n"
						    : "\"}",
				file);
		}
		if (list)
			fputs("\n]", file);
		fclose(file);
		struct failure failure = {""};
		struct transcript *transcript = transcript_open(path, FORM_AUTO, &failure);
		struct piece piece = {0};
		struct record record;
		size_t found = 0;
		ck_assert_ptr_nonnull(transcript);
		while (transcript_next(transcript, &piece)) {
			while (piece_next(&piece, &record)) {
				char head[32];
				int length = snprintf(
					head, sizeof head, "{\"id\":\"r%zu\",\"x\":\"", found);
				ck_assert_uint_lt(found, count);
				ck_assert_uint_eq(record.length, (size_t)length + sizes[found] + 2);
				ck_assert_mem_eq(record.bytes, head, (size_t)length);
				ck_assert_uint_eq(record.line, found + 1 + (size_t)list);
				found++;
			}
		}
		ck_assert_uint_eq(found, count);
		ck_assert_int_eq(transcript_error(transcript, &failure), OK);
		piece_release(&piece);
		transcript_close(transcript);
		unlink(path);
	}
}
END_TEST

UNIT_MAIN("mine", commands, code, prose_and_fences, parts_add_up_to_the_whole,
	distinct_things_are_estimated, intervals, records_come_whole)
