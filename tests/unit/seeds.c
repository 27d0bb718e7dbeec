/* inputs/seeds.h: what is kept and counted of many files, whatever the order of the reads. */
#include "base/text.h"
#include "inputs/seeds.h"
#include "scratch.h"

#include <sys/stat.h>
#include <unistd.h>

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

UNIT_MAIN("seeds", any_bytes_any_order, first_places, many_indexes, counted_once,
	advice_in_any_order, included_once)
