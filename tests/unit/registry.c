/* registry/: rules and alarm against tests/data/registry-rules.tsv (computed with Warehouse's
 * functions), snapshots against their own list, and damaged ones. */
#include "base/date.h"
#include "base/escape.h"
#include "base/file.h"
#include "base/intern.h"
#include "base/memory.h"
#include "base/text.h"
#include "registry/alarm.h"
#include "registry/builder.h"
#include "registry/import.h"
#include "registry/rules.h"
#include "registry/snapshot_file.h"
#include "unit.h"

#include <string.h>

static uint64_t state;

static uint32_t dice(uint32_t sides)
{
	state = state * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(state >> 33) % sides;
}

static struct snapshot *embedded(void)
{
	static struct snapshot *snapshot;
	struct failure failure;
	if (snapshot == NULL && snapshot_open(&snapshot, "embedded", &failure) != OK)
		ck_abort_msg("%s", failure.text);
	return snapshot;
}

/* A row as `check` prints it. */
static void print_row(struct text *out, const struct rules *rules, const char *name, size_t length)
{
	autojudgement struct judgement judgement = {0};
	rules_judge(rules, name, length, &judgement);
	text_addf(out, "%s\t", verdict_name(judgement.verdict));
	for (size_t i = 0; i < judgement.blocker_count; i++)
		text_addf(out, "%s%s", i ? "," : "",
			snapshot_name(rules_snapshot(rules), judgement.blockers[i]));
	text_addf(out, "\t%s\t%s", alarm_name(judgement.alarm),
		judgement.alarm_target ? judgement.alarm_target : "");
}

/* Seen to catch: the alphabet of omissions without its hyphen; `>` for `>=` in SHORTEST_OMISSION.
 */
START_TEST(rules_equal_warehouse)
{
	struct file file;
	struct failure failure;
	char *path = unit_path("tests/data/registry-rules.tsv");
	ck_assert_msg(file_read(&file, path, LIMIT_BULK_BYTES, &failure) == OK, "%s", failure.text);
	struct rules *rules = rules_new(embedded(), ALARM_CORPUS);
	struct lines lines = lines_of(path, file.bytes, file.length);
	unsigned rows = 0;
	lines_next(&lines);
	while (lines_next(&lines)) {
		autotext struct text name = text_new(4096), found = text_new(4096);
		size_t size = strcspn(lines.text, "\t");
		ck_assert(unescape_name(&name, lines.text, size));
		print_row(&found, rules, name.bytes, name.length);
		bool same = found.length == lines.length - size - 1 &&
			    memcmp(found.bytes, lines.text + size + 1, found.length) == 0;
		ck_assert_msg(same, "line %zu: %.*s\nfound: %s", lines.number, (int)lines.length,
			lines.text, found.bytes);
		rows++;
	}
	ck_assert_uint_eq(rows, 6083);
	rules_free(rules);
	file_release(&file);
	free(path);
}
END_TEST

/* The comparison that the sweep uses says the same as the rule: 200,000 edits of corpus names. */
START_TEST(alarm_comparison_equals_the_rule)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789-";
	struct alarm *alarm = alarm_new(embedded(), ALARM_CORPUS);
	struct intern *corpus = intern_new();
	for (uint32_t rank = 1; rank <= ALARM_CORPUS; rank++) {
		const char *name = snapshot_ranked(embedded(), rank);
		if (name != NULL)
			intern_string(corpus, name);
	}
	printf("alarm: 200000 edits from seed 7\n");
	state = 7;
	for (int i = 0; i < 200000; i++) {
		uint32_t number = dice(intern_count(corpus));
		const char *target = intern_at(corpus, number);
		char name[LIMIT_NAME_BYTES + 2];
		size_t length = strlen(target), at = dice((uint32_t)length);
		memcpy(name, target, length);
		switch (dice(4)) {
		case 0:
			name[at] = letters[dice(sizeof letters - 1)];
			break;
		case 1:
			memmove(name + at, name + at + 1, length - at - 1);
			length--;
			break;
		case 2:
			memmove(name + at + 1, name + at, length - at);
			length++;
			name[at] = letters[dice(sizeof letters - 1)];
			break;
		case 3:
			name[at] = target[at + 1 < length ? at + 1 : at];
			name[at + 1 < length ? at + 1 : at] = target[at];
			break;
		}
		const char *hit;
		if (length == 0 || intern_find(corpus, name, length) != INTERN_NONE)
			continue;
		bool near = alarm_is_near(alarm, name, length, number);
		enum alarm_check check = alarm_find(alarm, name, length, &hit);
		/* Near one name trips the rule; the rule's hit is near that name. */
		ck_assert_msg(
			!near || check != ALARM_NONE, "%.*s is near %s", (int)length, name, target);
		if (check != ALARM_NONE)
			ck_assert_msg(alarm_is_near(alarm, name, length,
					      intern_find(corpus, hit, strlen(hit))),
				"%.*s: %s of %s", (int)length, name, alarm_name(check), hit);
	}
	intern_free(corpus);
	alarm_free(alarm);
}
END_TEST

START_TEST(every_name_is_found)
{
	const struct snapshot *snapshot = embedded();
	const struct snapshot_info *info = snapshot_info(snapshot);
	ck_assert_uint_eq(info->name_count, 886323);
	unsigned ranked = 0;
	for (uint32_t i = 0; i < info->name_count; i++) {
		const char *name = snapshot_name(snapshot, i);
		ck_assert_uint_eq(snapshot_find(snapshot, name, strlen(name)), i);
		ranked += snapshot_rank(snapshot, i) > 0;
	}
	ck_assert_uint_eq(ranked, 14985);
	ck_assert_uint_eq(snapshot_find(snapshot, "no-such-project-on-pypi", 23), SNAPSHOT_NONE);
	ck_assert_ptr_null(snapshot_name(snapshot, info->name_count));
	/* django-allauth's neighbours: grep -c '^django-' of the list, by hand. */
	uint32_t first, end;
	snapshot_prefix(snapshot, "quillhaven", 10, &first, &end);
	ck_assert_uint_eq(first, end);
	snapshot_prefix(snapshot, "requests", 8, &first, &end);
	for (uint32_t i = first; i < end; i++)
		ck_assert_int_eq(strncmp(snapshot_name(snapshot, i), "requests", 8), 0);
	ck_assert_int_ne(strncmp(snapshot_name(snapshot, first - 1), "requests", 8), 0);
	ck_assert_int_ne(strncmp(snapshot_name(snapshot, end), "requests", 8), 0);
}
END_TEST

/* A small snapshot, for damage and for words. */
static char *small_image(size_t *size, struct builder_counts *counts)
{
	static const char *const names[] = {"Acme.Auth_Client", "acme-auth-client", "acme-billing",
		"zeta-auth", "il", "l1", "1I", "x", "a-b-a", "AUTH"};
	struct embedded_list list = {0};
	struct builder *builder = builder_new();
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		ck_assert_int_eq(builder_add(builder, names[i], strlen(names[i])), BUILDER_ADDED);
	ck_assert_int_eq(builder_add(builder, "-no", 3), BUILDER_INVALID);
	builder_leave_out(builder, "X", 1);
	builder_leave_out(builder, "absent", 6);
	struct builder_facts facts = {
		.url = "https://example.test/simple/", .serial = 42, .day = 20000, .list = &list};
	char *image;
	builder_finish(builder, &facts, &image, size, counts);
	builder_free(builder);
	return image;
}

START_TEST(small_snapshot)
{
	size_t size;
	struct builder_counts counts;
	struct failure failure;
	struct snapshot *snapshot;
	char *image = small_image(&size, &counts);
	ck_assert_uint_eq(counts.names, 8);
	ck_assert_uint_eq(counts.merged, 1);
	ck_assert_uint_eq(counts.left_out, 1);
	ck_assert_uint_eq(counts.left_out_absent, 1);
	ck_assert_int_eq(snapshot_of_image(&snapshot, "t", image, size, false, &failure), OK);
	ck_assert_int_eq(snapshot_verify(snapshot, &failure), OK);
	ck_assert_uint_eq(snapshot_word_count(snapshot, "auth", 4), 3);
	ck_assert_uint_eq(snapshot_word_count(snapshot, "a", 1), 1); /* once a name */
	ck_assert_uint_eq(snapshot_word_count(snapshot, "none", 4), 0);
	uint32_t numbers[8];
	ck_assert_uint_eq(snapshot_lookalikes(snapshot, "11", 2, numbers, 8), 3);
	ck_assert_str_eq(snapshot_name(snapshot, numbers[0]), "1i");
	ck_assert_str_eq(snapshot_name(snapshot, numbers[2]), "l1");
	ck_assert_uint_eq(snapshot_info(snapshot)->serial, 42);
	ck_assert_str_eq(snapshot_info(snapshot)->url, "https://example.test/simple/");
	snapshot_close(snapshot);
}
END_TEST

/* All 59,049 spellings of ten characters that look like 1, one of them left out: every one is
 * found, the missing one is blocked by all others in byte order, none is dropped. Seen to catch: a
 * fixed array of blockers; `around` that does not move on. */
START_TEST(one_form_of_many_names)
{
	enum { LENGTH = 10, SPELLINGS = 59049, MISSING = 31415 };
	struct embedded_list none = {0};
	struct builder *builder = builder_new();
	char name[LENGTH], missing[LENGTH];
	for (unsigned i = 0; i < SPELLINGS; i++) {
		unsigned rest = i;
		for (size_t k = LENGTH; k-- > 0; rest /= 3)
			name[k] = "1il"[rest % 3];
		if (i == MISSING)
			memcpy(missing, name, LENGTH);
		else
			ck_assert_int_eq(builder_add(builder, name, LENGTH), BUILDER_ADDED);
	}
	struct builder_facts facts = {.url = "", .day = DATE_NONE, .list = &none};
	struct builder_counts counts;
	struct snapshot *snapshot;
	char *image;
	size_t size;
	builder_finish(builder, &facts, &image, &size, &counts);
	builder_free(builder);
	ck_assert_uint_eq(counts.names, SPELLINGS - 1);
	ck_assert_int_eq(snapshot_of_image(&snapshot, "t", image, size, false, NULL), OK);
	struct rules *rules = rules_new(snapshot, 0);
	autojudgement struct judgement judgement = {0};
	rules_judge(rules, missing, LENGTH, &judgement);
	ck_assert_int_eq(judgement.verdict, VERDICT_SIMILAR);
	ck_assert_uint_eq(judgement.blocker_count, SPELLINGS - 1);
	for (uint32_t i = 0; i < SPELLINGS - 1; i++)
		ck_assert_uint_eq(judgement.blockers[i], i);
	for (uint32_t i = 0; i < SPELLINGS - 1; i += 997)
		ck_assert_uint_eq(snapshot_find(snapshot, snapshot_name(snapshot, i), LENGTH), i);
	rules_free(rules);
	snapshot_close(snapshot);
}
END_TEST

static void look_around(const struct snapshot *snapshot)
{
	static const char *const names[] = {"acme-auth-client", "il", "nothing", "auth", "a"};
	uint32_t numbers[64], first, end;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		size_t length = strlen(names[i]);
		uint32_t number = snapshot_find(snapshot, names[i], length);
		if (number != SNAPSHOT_NONE)
			ck_assert_ptr_nonnull(snapshot_name(snapshot, number));
		snapshot_word_count(snapshot, names[i], length);
		snapshot_prefix(snapshot, names[i], length, &first, &end);
	}
	snapshot_lookalikes(snapshot, "11", 2, numbers, 64);
	for (uint32_t i = 0; i < 12; i++) {
		const char *name = snapshot_name(snapshot, i);
		if (name != NULL)
			(void)strlen(name);
		snapshot_rank(snapshot, i);
		snapshot_month(snapshot, i);
		snapshot_ranked(snapshot, i);
	}
}

/* 10,000 random bytes flipped, one after another, with the header's checksum repaired every second
 * time so that the body is reached; and every length cut off. No look-up may crash. */
START_TEST(damage_never_crashes)
{
	size_t size;
	struct builder_counts counts;
	char *image = small_image(&size, &counts);
	printf("snapshot: 10000 flips from seed 3\n");
	state = 3;
	unsigned opened = 0;
	for (int i = 0; i < 10000; i++) {
		char *damaged = memory_copy(image, size);
		struct layout_header *header = (void *)damaged;
		bool body = i % 2;
		size_t at = body ? sizeof *header + dice((uint32_t)(size - sizeof *header))
				 : dice((uint32_t)sizeof *header);
		damaged[at] = (char)(damaged[at] ^ (char)(1u << dice(8)));
		for (int more = 0; body && more < 20; more++)
			damaged[sizeof *header + dice((uint32_t)(size - sizeof *header))] =
				(char)dice(256);
		if (i % 4 == 0) {
			header->checksum = 0;
			header->checksum = hash_bytes(damaged, sizeof *header);
		}
		struct snapshot *snapshot;
		if (snapshot_of_image(&snapshot, "t", damaged, size, false, NULL) != OK)
			continue;
		opened++;
		look_around(snapshot);
		if (body)
			ck_assert_int_ne(snapshot_verify(snapshot, NULL), OK);
		snapshot_close(snapshot);
	}
	ck_assert_uint_gt(opened, 4000);
	for (size_t cut = 0; cut < size; cut += 1 + cut / 50) {
		struct snapshot *snapshot;
		char *damaged = memory_copy(image, cut);
		ck_assert_int_ne(snapshot_of_image(&snapshot, "t", damaged, cut, false, NULL), OK);
	}
	free(image);
}
END_TEST

/* Which words stand beside which, against a count that keeps every pair of words in a table. */
START_TEST(vocabulary_equals_a_naive_count)
{
	enum { WORDS = 40, NAMES = 6000 };
	static uint32_t follows[WORDS][WORDS], holds[WORDS];
	struct embedded_list list = {0};
	struct builder *builder = builder_new();
	struct intern *seen = intern_new();
	state = 7;
	for (size_t n = 0; n < NAMES; n++) {
		struct text name = text_new(LIMIT_NAME_BYTES);
		uint32_t words[4], count = 1 + dice(4);
		bool held[WORDS] = {false};
		for (uint32_t w = 0; w < count; w++) {
			/* Words of low number are drawn more often; w0 to w39. */
			words[w] = dice(1 + dice(WORDS));
			text_addf(&name, "%sw%u", w ? "-" : "", words[w]);
		}
		bool fresh = intern_find(seen, name.bytes, name.length) == INTERN_NONE;
		intern_number(seen, name.bytes, name.length);
		builder_add(builder, name.bytes, name.length);
		for (uint32_t w = 0; fresh && w < count; w++) {
			holds[words[w]] += !held[words[w]];
			held[words[w]] = true;
			if (w > 0)
				follows[words[w - 1]][words[w]]++;
		}
		text_release(&name);
	}
	struct builder_facts facts = {.url = "", .day = DATE_NONE, .list = &list};
	struct builder_counts counts;
	struct failure failure;
	struct snapshot *snapshot;
	char *image;
	size_t size;
	builder_finish(builder, &facts, &image, &size, &counts);
	ck_assert_int_eq(snapshot_of_image(&snapshot, "t", image, size, false, &failure), OK);
	uint32_t kept = snapshot_vocabulary(snapshot), last = UINT32_MAX, expected = 0;
	for (uint32_t w = 0; w < WORDS; w++)
		expected += holds[w] >= 10;
	ck_assert_uint_eq(kept, expected);
	for (uint32_t w = 0; w < kept; w++) {
		size_t length, neighbours;
		uint32_t count, checked = 0;
		const char *word = snapshot_word(snapshot, w, &length, &count);
		uint32_t own = (uint32_t)strtoul(word + 1, NULL, 10);
		ck_assert_uint_eq(count, holds[own]);
		ck_assert_uint_le(count, last);
		last = count;
		for (int side = 0; side < 2; side++) {
			const struct snapshot_neighbour *beside = snapshot_neighbours(
				snapshot, w, (enum snapshot_side)side, &neighbours);
			for (size_t i = 0; i < neighbours; i++) {
				uint32_t times;
				const char *other =
					snapshot_word(snapshot, beside[i].word, &length, &times);
				uint32_t number = (uint32_t)strtoul(other + 1, NULL, 10);
				ck_assert_uint_eq(beside[i].count,
					side ? follows[number][own] : follows[own][number]);
				ck_assert(i == 0 || beside[i - 1].count >= beside[i].count);
				checked += side == 0;
			}
		}
		for (uint32_t o = 0; o < WORDS; o++)
			checked -= holds[o] >= 10 && follows[own][o] > 1;
		ck_assert_uint_eq(checked, 0);
	}
	size_t none;
	ck_assert_ptr_null(snapshot_word(snapshot, kept, &none, &last));
	ck_assert_ptr_null(snapshot_neighbours(snapshot, kept, SNAPSHOT_FOLLOWERS, &none));
	snapshot_close(snapshot);
	builder_free(builder);
	intern_free(seen);
}
END_TEST

UNIT_MAIN("registry", rules_equal_warehouse, alarm_comparison_equals_the_rule, every_name_is_found,
	small_snapshot, one_form_of_many_names, damage_never_crashes,
	vocabulary_equals_a_naive_count)
