/* candidates/: the generators. Expected forms are written by hand (tests/data/generators.tsv); the
 * properties are checked by code that knows nothing of the generators: naive edits, edit distance,
 * a look-alike form of its own. */
#include "base/file.h"
#include "base/intern.h"
#include "candidates/former.h"
#include "candidates/generator.h"
#include "names/name.h"
#include "names/wordlist.h"
#include "unit.h"

#include <string.h>

enum { CASES = 10000, SEED = 20261123 };

static struct priors priors;
static struct lists *lists;
static struct former *former;

static void set_up(void)
{
	priors_embedded(&priors);
	lists = lists_new(NULL);
	*array_add(&lists->partners) = (struct listed_word){"examplekit", 10, COMMON_TOP};
	static const char *const words[] = {"plot", "data", "lib"};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		intern_string(lists->vocabulary, words[i]);
		*array_add(&lists->pieces) = 5000;
	}
	former = former_new(&priors, lists);
}

static void tear_down(void)
{
	former_free(former);
	lists_free(lists);
}

static uint32_t state;

static uint32_t draw(uint32_t below)
{
	state ^= state << 13;
	state ^= state >> 17;
	state ^= state << 5;
	return state % below;
}

/* A canonical name of 1 to 16 characters, with few letters, so that doubles and hyphens abound. */
static size_t draw_name(char name[32])
{
	static const char alphabet[] = "abelio0152sty-rnp-m";
	for (;;) {
		size_t length = 1 + draw(16);
		for (size_t i = 0; i < length; i++)
			name[i] = alphabet[draw(sizeof alphabet - 1)];
		if (draw(3) == 0 && length > 8)
			memcpy(name, "python-", 7);
		name[length] = '\0';
		if (name_is_canonical(name, length))
			return length;
	}
}

static bool is_formed(const char *form)
{
	size_t count;
	const struct formed *formed = former_all(former, &count);
	for (size_t i = 0; i < count; i++) {
		if (strcmp(former_text(former, &formed[i]), form) == 0)
			return true;
	}
	return false;
}

static void check_row(const struct wordlist_row *row)
{
	int generator = generator_find(row->columns[0]);
	ck_assert_msg(generator >= 0, "line %zu: no operator %s", row->line, row->columns[0]);
	bool is_public = strcmp(row->columns[1], "public") == 0;
	const char *target = row->columns[2], *mode = row->columns[3], *at = row->columns[4];
	former_form(former, target, strlen(target), is_public ? TARGET_PUBLIC : TARGET_PRIVATE,
		generator, NULL);
	size_t expected = 0, count;
	former_all(former, &count);
	while (strcmp(at, "-") != 0 && *at != '\0') {
		char form[64];
		size_t length = strcspn(at, ",");
		snprintf(form, sizeof form, "%.*s", (int)length, at);
		ck_assert_msg(is_formed(form) == (strcmp(mode, "not") != 0),
			"generators.tsv:%zu: %s of %s: %s %s", row->line, row->columns[0], target,
			mode, form);
		expected++;
		at += length + (at[length] == ',');
	}
	if (strcmp(mode, "is") == 0) {
		const struct formed *all = former_all(former, &count);
		ck_assert_msg(count == expected,
			"generators.tsv:%zu: %s of %s: %zu forms, expected %zu (one is %s)",
			row->line, row->columns[0], target, count, expected,
			count ? former_text(former, &all[count - 1]) : "none");
	}
}

START_TEST(forms_written_by_hand)
{
	set_up();
	char *path = unit_path("tests/data/generators.tsv");
	struct file file;
	struct failure failure;
	ck_assert_msg(file_read(&file, path, LIMIT_FILE_BYTES, &failure) == OK, "%s", failure.text);
	struct wordlist rows;
	ck_assert_msg(wordlist_read(&rows, path, file.bytes, file.length, 5, 5, &failure) == OK,
		"%s", failure.text);
	for (size_t i = 0; i < rows.count; i++)
		check_row(&rows.rows[i]);
	for (int g = 0; generators[g].name != NULL; g++) {
		const char *name = generators[g].name;
		ck_assert_msg(generators[g].form == NULL ||
				      wordlist_find(&rows, name, strlen(name)) != NULL,
			"generators.tsv has no row for %s", name);
	}
	wordlist_release(&rows);
	file_release(&file);
	free(path);
	tear_down();
}
END_TEST

/* The number of insertions, deletions, substitutions and, where SWAPS, swaps of neighbours. */
static size_t distance(const char *a, const char *b, bool swaps)
{
	static size_t table[300][300];
	size_t m = strlen(a), n = strlen(b);
	for (size_t i = 0; i <= m; i++) {
		for (size_t j = 0; j <= n; j++) {
			size_t best = i == 0 ? j : j == 0 ? i : SIZE_MAX;
			if (i > 0 && j > 0) {
				best = table[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
				best = table[i - 1][j] + 1 < best ? table[i - 1][j] + 1 : best;
				best = table[i][j - 1] + 1 < best ? table[i][j - 1] + 1 : best;
				if (swaps && i > 1 && j > 1 && a[i - 1] == b[j - 2] &&
					a[i - 2] == b[j - 1] && table[i - 2][j - 2] + 1 < best)
					best = table[i - 2][j - 2] + 1;
			}
			table[i][j] = best;
		}
	}
	return table[m][n];
}

/* Warehouse's ultranormalize, written again: without separators, l and i as 1, o as 0. */
static bool look_alike(const char *a, const char *b)
{
	for (;;) {
		while (*a == '-')
			a++;
		while (*b == '-')
			b++;
		char x = *a == 'l' || *a == 'i' ? '1' : *a == 'o' ? '0' : *a;
		char y = *b == 'l' || *b == 'i' ? '1' : *b == 'o' ? '0' : *b;
		if (x != y)
			return false;
		if (x == '\0')
			return true;
		a++;
		b++;
	}
}

/* What an independent look at target and form must find for this operator. */
static bool is_of(const char *operator, const char * target, const char *form)
{
	static const char *const one_edit[] = {"omission", "repetition", "overwrite",
		"substitution", "insertion", "contained", "appended", "prepended", "keyboard",
		"key-insertion", "bit-flip", "vowel", "separator-added", NULL};
	size_t length = strlen(form), own = strlen(target);
	for (size_t i = 0; one_edit[i] != NULL; i++) {
		if (strcmp(operator, one_edit[i]) == 0)
			return distance(target, form, false) == 1;
	}
	if (strcmp(operator, "transposition") == 0)
		return length == own && distance(target, form, true) == 1;
	if (strcmp(operator, "move") == 0)
		return length == own && distance(target, form, false) <= 2;
	if (strcmp(operator, "twice") == 0) /* `es` may be put for a plural */
		return distance(target, form, true) <= 4;
	if (strcmp(operator, "double-hit") == 0)
		return length == own && distance(target, form, false) == 2;
	if (strcmp(operator, "version-off") == 0 || strcmp(operator, "truncation") == 0)
		return strstr(target, form) != NULL;
	if (strcmp(operator, "affix") == 0 || strcmp(operator, "joined") == 0 ||
		strcmp(operator, "affix-rare") == 0 || strcmp(operator, "requirement-line") == 0)
		return strstr(form, target) != NULL;
	if (strcmp(operator, "separator-dropped") == 0 || strcmp(operator, "separator-moved") == 0)
		return look_alike(target, form);
	return true;
}

static void check_forms(const char *target, enum target_kind kind, int g)
{
	size_t count, length = strlen(target);
	const struct formed *formed = former_all(former, &count);
	ck_assert_msg(count <= bound_of(&generators[g].bound, length), "%s of %s: %zu forms",
		generators[g].name, target, count);
	for (size_t i = 0; i < count; i++) {
		const char *form = former_text(former, &formed[i]);
		bool fine = name_is_valid(form, strlen(form)) &&
			    name_is_canonical(form, strlen(form)) && strcmp(form, target) != 0 &&
			    (kind == TARGET_PRIVATE || !look_alike(form, target)) &&
			    is_of(generators[g].name, target, form);
		ck_assert_msg(fine, "%s of %s target %s: %s", generators[g].name,
			kind == TARGET_PUBLIC ? "public" : "private", target, form);
	}
}

/* Seen to catch: may_be_kept() comparing `length` instead of `length - hyphens` (look-alikes with
 * another number of hyphens, and the target itself, get through). */
START_TEST(properties_of_forms)
{
	set_up();
	state = SEED;
	printf("seed %u\n", state);
	for (size_t n = 0; n < CASES; n++) {
		char target[32];
		size_t length = draw_name(target);
		enum target_kind kind = n % 2 ? TARGET_PUBLIC : TARGET_PRIVATE;
		int g = (int)(n / 2 % generator_count());
		former_form(former, target, length, kind, g, NULL);
		check_forms(target, kind, g);
	}
	tear_down();
}
END_TEST

static void keep(struct intern *set, const char *form, size_t length, const char *target,
	enum target_kind kind)
{
	char text[64];
	memcpy(text, form, length);
	text[length] = '\0';
	if (name_is_valid(text, length) && name_is_canonical(text, length) &&
		strcmp(text, target) != 0 && (kind == TARGET_PRIVATE || !look_alike(text, target)))
		intern_number(set, text, length);
}

/* Every deletion, insertion, substitution and swap of neighbours, written down naively. */
static void naive_edits(struct intern *set, const char *t, size_t length, enum target_kind kind)
{
	static const char all[] = "-0123456789abcdefghijklmnopqrstuvwxyz";
	char form[64];
	for (size_t i = 0; i <= length; i++) {
		for (const char *c = all; *c != '\0'; c++) {
			size_t n = (size_t)snprintf(
				form, sizeof form, "%.*s%c%s", (int)i, t, *c, t + i);
			keep(set, form, n, t, kind);
			if (i == length)
				continue;
			n = (size_t)snprintf(
				form, sizeof form, "%.*s%c%s", (int)i, t, *c, t + i + 1);
			keep(set, form, n, t, kind);
		}
		if (i == length)
			continue;
		size_t n = (size_t)snprintf(form, sizeof form, "%.*s%s", (int)i, t, t + i + 1);
		keep(set, form, n, t, kind);
		if (i + 1 < length) {
			n = (size_t)snprintf(form, sizeof form, "%.*s%c%c%s", (int)i, t, t[i + 1],
				t[i], t + i + 2);
			keep(set, form, n, t, kind);
		}
	}
}

/* The operators that are one edit, together, form exactly the naive set (of a private target: with
 * its separators dropped and added, of which dropping all at once may be more than one edit).
 * Seen to catch: `s < SYMBOL_HYPHEN` in form_appended() as `s < 26`. */
START_TEST(single_edits_are_complete)
{
	static const char *const operators[] = {"omission", "repetition", "transposition",
		"substitution", "insertion", "contained", "appended", "prepended", "keyboard",
		"key-insertion", "vowel", "bit-flip", "overwrite", "separator-dropped",
		"separator-added"};
	set_up();
	state = SEED + 1;
	printf("seed %u\n", state);
	for (size_t n = 0; n < CASES / 10; n++) {
		char target[32];
		size_t length = draw_name(target);
		enum target_kind kind = n % 2 ? TARGET_PUBLIC : TARGET_PRIVATE;
		struct intern *naive = intern_new(), *ours = intern_new();
		naive_edits(naive, target, length, kind);
		for (size_t o = 0; o < sizeof operators / sizeof *operators; o++) {
			size_t count;
			former_form(
				former, target, length, kind, generator_find(operators[o]), NULL);
			const struct formed *formed = former_all(former, &count);
			for (size_t i = 0; i < count; i++) {
				const char *form = former_text(former, &formed[i]);
				intern_string(ours, form);
				ck_assert_msg(
					intern_find(naive, form, strlen(form)) != INTERN_NONE ||
						strcmp(operators[o], "separator-dropped") == 0,
					"%s of %s: %s is not one edit", operators[o], target, form);
			}
		}
		for (uint32_t i = 0; i < intern_count(naive); i++) {
			const char *form = intern_at(naive, i);
			ck_assert_msg(intern_find(ours, form, strlen(form)) != INTERN_NONE,
				"%s: %s is not formed", target, form);
		}
		intern_free(naive);
		intern_free(ours);
	}
	tear_down();
}
END_TEST

/* One single edit of a target, spelled out here: FORMS holds those seen, NUMBERS their edits. */
static void check_edit(const char *target, size_t at, size_t drop, const char *insert,
	struct intern *forms, uint16_t *numbers)
{
	char form[64], written[64];
	size_t length = strlen(target), put = strlen(insert);
	size_t size = (size_t)snprintf(
		form, sizeof form, "%.*s%s%s", (int)at, target, insert, target + at + drop);
	uint16_t edit = edit_of_splice(target, length, at, drop, insert, put);
	ck_assert_uint_lt(edit, edits_count(length));
	ck_assert_uint_eq(edit_of_form(target, length, form, size), edit);
	ck_assert_uint_eq(edit_write(edit, target, length, written), size);
	ck_assert_str_eq(written, form);
	uint32_t number = intern_number(forms, form, size);
	ck_assert_msg(numbers[edit] == 0 || numbers[edit] == number + 1, "%s of %s", form, target);
	numbers[edit] = (uint16_t)(number + 1);
}

/* All single edits of random targets: a form has one number, a number one form, and what is none
 * has none. Seen to catch, each alone: edit_of_splice() without its walk along a run;
 * edit_of_form() without its memcmp(); `>=` for `>` beside SYMBOLS in edit_write(). */
START_TEST(edits_have_one_number)
{
	size_t cases = 0, others = 0;
	state = SEED + 2;
	printf("seed %u\n", state);
	for (size_t n = 0; n < 1000; n++) {
		char target[32], other[32];
		uint16_t numbers[18 * EDITS_AT_PLACE] = {0};
		size_t length = draw_name(target);
		struct intern *forms = intern_new();
		for (size_t at = 0; at <= length; at++) {
			for (size_t way = 0; way < EDITS_AT_PLACE; way++) {
				size_t drop = way == 0 || way > SYMBOLS;
				char insert[2] = {way > 0 ? symbols[(way - 1) % SYMBOLS] : '\0'};
				if (at + drop <= length && !(drop && *insert == target[at]))
					check_edit(target, at, drop, insert, forms, numbers);
			}
		}
		for (size_t i = 0; i < 100; i++) {
			size_t size = draw_name(other), same = draw((uint32_t)length + 1);
			memcpy(other, target, same < size ? same : size);
			bool edited = intern_find(forms, other, size) != INTERN_NONE;
			ck_assert_int_eq(
				edit_of_form(target, length, other, size) != EDIT_NONE, edited);
			others += !edited;
		}
		ck_assert_uint_eq(edit_of_form(target, length, target, length), EDIT_NONE);
		cases += intern_count(forms);
		intern_free(forms);
	}
	ck_assert_uint_ge(cases, CASES);
	ck_assert_uint_ge(others, CASES);
}
END_TEST

/* 6! - 1 = 719 orders of six words; of seven (5,039) and nine (362,879) the rest is counted. */
START_TEST(orders_of_words_are_bounded)
{
	static const struct {
		const char *target;
		size_t formed_least, formed_most, all;
	} cases[] = {{"a-b-c-d-e-f", 719, 719, 719}, {"a-b-c-d-e-f-g", 600, 720, 5039},
		{"a-b-c-d-e-f-g-h-j", 60, 720, 362879}, {"a-b", 1, 1, 1}};
	set_up();
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		size_t count;
		former_form(former, cases[i].target, strlen(cases[i].target), TARGET_PUBLIC,
			generator_find("word-order"), NULL);
		former_all(former, &count);
		ck_assert_uint_ge(count, cases[i].formed_least);
		ck_assert_uint_le(count, cases[i].formed_most);
		size_t cut = former_orders_left_out(former);
		ck_assert_uint_le(cases[i].all - cut, LIMIT_PERMUTATIONS);
		ck_assert_uint_ge(count + cut, cases[i].all);
	}
	tear_down();
}
END_TEST

/* The longest name there may be: nothing longer comes out, and it ends. */
START_TEST(longest_name)
{
	set_up();
	char target[LIMIT_NAME_BYTES + 1];
	for (size_t i = 0; i < LIMIT_NAME_BYTES; i++)
		target[i] = i % 2 && i + 1 < LIMIT_NAME_BYTES ? '-' : 'a';
	target[LIMIT_NAME_BYTES] = '\0';
	former_form(former, target, LIMIT_NAME_BYTES, TARGET_PRIVATE, EVERY_GENERATOR, NULL);
	size_t count;
	const struct formed *formed = former_all(former, &count);
	ck_assert_uint_gt(count, 1000);
	for (size_t i = 0; i < count; i++)
		ck_assert_uint_le(formed[i].length, LIMIT_NAME_BYTES);
	tear_down();
}
END_TEST

UNIT_MAIN("generators", forms_written_by_hand, properties_of_forms, single_edits_are_complete,
	edits_have_one_number, orders_of_words_are_bounded, longest_name)
