/* public/: HMAC against RFC 4231, commitments against Python's hmac, and counts that cannot be
 * worked out. What is expected of a notice is by hand. */
#include "bundle/notice.h"
#include "base/digest.h"
#include "base/file.h"
#include "base/intern.h"
#include "base/text.h"
#include "bundle/asked.h"
#include "bundle/commitment.h"
#include "unit.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void check_digits(struct digest digest, const char *expected)
{
	char digits[DIGEST_TEXT_BYTES];
	digest_format(&digest, digits);
	ck_assert_str_eq(digits, expected);
}

static void fill(unsigned char *bytes, int value, size_t length)
{
	memset(bytes, value, length);
}

/* RFC 4231, test cases 1 to 4, 6 and 7 (5 is a cut digest). */
START_TEST(hmac_of_rfc_4231)
{
	unsigned char key[131], data[50];
	fill(key, 0x0b, 20);
	check_digits(digest_keyed(key, 20, "Hi There", 8),
		"b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
	check_digits(digest_keyed("Jefe", 4, "what do ya want for nothing?", 28),
		"5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
	fill(key, 0xaa, 20);
	fill(data, 0xdd, 50);
	check_digits(digest_keyed(key, 20, data, 50),
		"773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe");
	for (int i = 0; i < 25; i++)
		key[i] = (unsigned char)(i + 1);
	fill(data, 0xcd, 50);
	check_digits(digest_keyed(key, 25, data, 50),
		"82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b");
	fill(key, 0xaa, 131);
	check_digits(digest_keyed(key, 131,
			     "Test Using Larger Than Block-Size Key - Hash Key First", 54),
		"60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
	static const char long_text[] =
		"This is a test using a larger than block-size key and a larger than block-size "
		"data. The key needs to be hashed before being used by the HMAC algorithm.";
	check_digits(digest_keyed(key, 131, long_text, sizeof long_text - 1),
		"9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2");
	/* python3: hmac.new(b"", b"", "sha256") */
	check_digits(digest_keyed(NULL, 0, "", 0),
		"b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
}
END_TEST

START_TEST(digests_read_again)
{
	static const char good[] =
		"00ff10a0B1c2D3e4F5060718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4bFf";
	struct digest digest;
	ck_assert(digest_parse(&digest, good, 64));
	check_digits(digest, "00ff10a0b1c2d3e4f5060718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4bff");
	ck_assert(!digest_parse(&digest, good, 63));
	static const char bad[] = {'g', 'G', '/', ':', '@', '`', ' ', '\0', '\x10', '\x19', '\xb0'};
	for (size_t i = 0; i < sizeof bad; i++) {
		char text[65];
		memcpy(text, good, sizeof text);
		text[i * 6] = bad[i];
		ck_assert_msg(!digest_parse(&digest, text, 64), "byte %02x", (unsigned char)bad[i]);
	}
}
END_TEST

/* By python3's hmac, as bundle/commitment.h defines it: key = bytes(range(32)). */
START_TEST(commitments_of_python)
{
	struct commit_key key;
	date day;
	for (size_t i = 0; i < sizeof key.bytes; i++)
		key.bytes[i] = (unsigned char)i;
	ck_assert(date_parse("2026-11-23", &day));
	struct digest series =
		commit_series(&key, "Quillhaven Mutual", "nameward-2026-11-23-80d60aa9", day);
	struct digest salt = commit_salt(&key, &series, "claimspine");
	check_digits(series, "b12cf05fd5e0ae30ee65a9ca5778a269e25a9237c3dfb0af57a5582edb9ce0db");
	check_digits(salt, "b1d809c327ecdea6c4c972ebb0ad52a9f782147a542999055ea72cab72fd7868");
	check_digits(commitment_of(&salt, "claimspine"),
		"2f5ce85367ab7bddf39d1a2321be5c2ff6b1e56dfc01632f6efa37adccb826a8");
}
END_TEST

/* ---- counts ---- */

static uint64_t state = 20261126;

static uint32_t dice(uint32_t sides)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (uint32_t)(state >> 33) % sides;
}

static const char *name_of(struct asked *asked, enum ask ask, uint32_t number)
{
	char name[64];
	int length = snprintf(name, sizeof name, "%s-%u", ask_name(ask), number);
	return intern_text(asked->pool, name, (size_t)length);
}

static void add_request(
	struct asked *asked, enum ask ask, uint32_t names, const uint32_t counts[NOTICE_COUNTS])
{
	struct asked_request *request = array_add(&asked->requests);
	*request = (struct asked_request){.ask = ask};
	if (ask == ASK_NAMESPACE)
		request->target = name_of(asked, ask, (uint32_t)asked->requests.count);
	for (uint32_t i = 0; ask != ASK_NAMESPACE && i < names; i++)
		*array_add(&request->names) = (struct asked_name){.name = name_of(asked, ask, i),
			.in_use = i < counts[NOTICE_IN_USE],
			.exception = i < counts[NOTICE_GENERIC] ? "a reason" : NULL};
}

/* What is asked, so that it counts so much of each. */
static struct asked asked_of(const uint32_t counts[NOTICE_COUNTS])
{
	struct asked asked = {.pool = intern_new(), .program = "nameward", .as_of = 20000};
	asked.organisation.name = "Quillhaven Mutual";
	asked.organisation.role = "Product Security";
	for (uint32_t i = 0; i < counts[NOTICE_NAMESPACES]; i++)
		add_request(&asked, ASK_NAMESPACE, 0, counts);
	add_request(&asked, ASK_PROHIBIT, counts[NOTICE_PROHIBITED], counts);
	add_request(&asked, ASK_HOLD, counts[NOTICE_HELD], counts);
	add_request(&asked, ASK_CONVERT, counts[NOTICE_CONVERTED], counts);
	return asked;
}

/* Everything that such a notice tells, but for its commitments' values. */
static struct text told(const uint32_t counts[NOTICE_COUNTS])
{
	struct digest series = {0};
	struct asked asked = asked_of(counts);
	struct notice notice = notice_new(&asked, NULL, &series, 20001, true);
	struct text out = text_new(LIMIT_FILE_BYTES);
	notice_text_render(&notice, &out);
	notice_json_render(&notice, &out);
	notice_release(&notice);
	asked_release(&asked);
	return out;
}

static void random_counts(uint32_t counts[NOTICE_COUNTS])
{
	for (size_t i = 0; i < NOTICE_KINDS; i++)
		counts[i] = dice(4) == 0 ? dice(40) : dice(9);
	counts[NOTICE_IN_USE] = dice(counts[NOTICE_PROHIBITED] + 1);
	counts[NOTICE_GENERIC] = dice(counts[NOTICE_PROHIBITED] + 1);
}

/* Of the names to prohibit, some are counted again: these cannot be more. */
static void keep_true(uint32_t counts[NOTICE_COUNTS], size_t changed)
{
	uint32_t *all = &counts[NOTICE_PROHIBITED];
	if (changed >= NOTICE_KINDS && *all < counts[changed])
		*all = counts[changed];
	for (size_t i = NOTICE_KINDS; i < NOTICE_COUNTS; i++) {
		if (counts[i] > *all)
			counts[i] = *all;
	}
}

/* Whatever a reader works out of a notice, every count may have each of the five values of its
 * step: another world with that value tells the same, byte for byte. Seen to catch: in
 * fill_counts(), `least[i] + NOTICE_STEP` with counts[i] rounded up to a step in its place;
 * notice_step() with `return count`. */
START_TEST(no_count_is_worked_out)
{
	printf("seed %llu\n", (unsigned long long)state);
	for (size_t cases = 0; cases < 10000; cases++) {
		uint32_t counts[NOTICE_COUNTS];
		random_counts(counts);
		size_t cell = dice(NOTICE_COUNTS);
		autotext struct text expected = told(counts);
		uint32_t least = counts[cell] / 5 * 5;
		for (uint32_t value = least; value < least + 5; value++) {
			uint32_t other[NOTICE_COUNTS];
			memcpy(other, counts, sizeof other);
			other[cell] = value;
			keep_true(other, cell);
			autotext struct text found = told(other);
			ck_assert_msg(strcmp(found.bytes, expected.bytes) == 0,
				"case %zu: %s is known not to be %u", cases,
				notice_count_name((enum notice_count)cell), value);
		}
	}
}
END_TEST

static bool has(const struct notice *notice, const struct digest *commitment)
{
	for (size_t i = 0; i < notice->commitments.count; i++) {
		if (digest_compare(&notice->commitments.items[i], commitment) == 0)
			return true;
	}
	return false;
}

static size_t missing(const struct notice *from, const struct notice *in)
{
	size_t count = 0;
	for (size_t i = 0; i < from->commitments.count; i++)
		count += !has(in, &from->commitments.items[i]);
	return count;
}

static void check_commitments(
	const struct notice *notice, const struct asked *asked, const struct commit_key *key)
{
	uint32_t expected = 0;
	for (size_t i = 0; i < NOTICE_KINDS; i++)
		expected += notice->least[i] + 5;
	ck_assert_uint_eq(notice->commitments.count, expected);
	for (size_t i = 0; i < asked->requests.count; i++) {
		const struct asked_request *request = &asked->requests.items[i];
		for (size_t k = 0; k < request->names.count; k++) {
			struct digest salt =
				commit_salt(key, &notice->series, request->names.items[k].name);
			struct digest wanted = commitment_of(&salt, request->names.items[k].name);
			ck_assert(has(notice, &wanted));
		}
	}
	autotext struct text lines = text_new(LIMIT_FILE_BYTES);
	notice_commitments_render(notice, &lines);
	ck_assert(notice_commitments_are_well_formed(lines.bytes, lines.length, expected));
	ck_assert(
		notice_holds(lines.bytes, lines.length, &notice->commitments.items[expected / 2]));
	ck_assert(!notice_commitments_are_well_formed(lines.bytes, lines.length, expected - 5));
	ck_assert(!notice_commitments_are_well_formed(lines.bytes, lines.length - 65, expected));
	ck_assert(!notice_commitments_are_well_formed(lines.bytes, lines.length - 1, expected));
	lines.bytes[0] = 'G';
	ck_assert(!notice_commitments_are_well_formed(lines.bytes, lines.length, expected));
}

/* One asked name for another: one commitment for another, and nothing else. Seen to catch:
 * collect_names() without targets. */
START_TEST(another_name_is_another_commitment)
{
	struct commit_key key = {{1, 2, 3}};
	for (size_t cases = 0; cases < 1000; cases++) {
		uint32_t counts[NOTICE_COUNTS];
		random_counts(counts);
		struct asked asked = asked_of(counts);
		struct notice before = notice_new(&asked, &key, NULL, 20001, true);
		check_commitments(&before, &asked, &key);
		struct asked_request *request =
			&asked.requests.items[dice((uint32_t)asked.requests.count)];
		bool any = request->target != NULL || request->names.count > 0;
		if (request->target != NULL)
			request->target = "another";
		else if (any)
			request->names.items[dice((uint32_t)request->names.count)].name = "another";
		struct notice after = notice_new(&asked, &key, NULL, 20001, true);
		ck_assert_uint_eq(missing(&before, &after), any);
		ck_assert_uint_eq(missing(&after, &before), any);
		autotext struct text one = text_new(LIMIT_FILE_BYTES);
		autotext struct text two = text_new(LIMIT_FILE_BYTES);
		notice_text_render(&before, &one);
		notice_json_render(&before, &one);
		notice_text_render(&after, &two);
		notice_json_render(&after, &two);
		ck_assert_str_eq(one.bytes, two.bytes);
		notice_release(&before);
		notice_release(&after);
		asked_release(&asked);
	}
}
END_TEST

/* Another bundle, another day or another key: no commitment in common. */
START_TEST(series_are_apart)
{
	static const uint32_t counts[NOTICE_COUNTS] = {1, 7, 1, 1, 2, 0};
	struct commit_key keys[2] = {{{1}}, {{2}}};
	struct notice notices[5];
	for (size_t i = 0; i < 5; i++) {
		struct asked asked = asked_of(counts);
		asked.organisation.reference = i == 1 ? "another" : "one";
		asked.organisation.name = i == 2 ? "Another" : "One";
		asked.as_of = i == 3 ? 20000 : 19999;
		notices[i] = notice_new(&asked, &keys[i == 4], NULL, 20001, true);
		asked_release(&asked);
	}
	for (size_t i = 0; i < 5; i++) {
		for (size_t k = 0; k < i; k++)
			ck_assert_uint_eq(missing(&notices[i], &notices[k]), 25);
	}
	for (size_t i = 0; i < 5; i++)
		notice_release(&notices[i]);
}
END_TEST

START_TEST(said_again)
{
	static const uint32_t counts[NOTICE_COUNTS] = {0, 12, 3, 0, 1, 0};
	struct commit_key key = {{9}};
	struct failure failure;
	struct notice_said said;
	struct asked asked = asked_of(counts);
	struct notice notice = notice_new(&asked, &key, NULL, 20001, true);
	autotext struct text json = text_new(LIMIT_FILE_BYTES);
	notice_json_render(&notice, &json);
	ck_assert_int_eq(
		notice_said_read(&said, "notice.json", json.bytes, json.length, &failure), OK);
	ck_assert_int_eq(said.day, 20001);
	ck_assert(said.answered);
	ck_assert_int_eq(digest_compare(&said.series, &notice.series), 0);
	ck_assert_uint_eq(said.commitment_count, 30);
	static const char *const bad[] = {"", "[]", "{}", "{\"date\": \"2026-13-01\"}",
		"{\"date\": \"2026-11-26\", \"answered\": 1}",
		"{\"date\": \"2026-11-26\", \"answered\": true, \"commitments\": []}",
		"{\"date\": \"2026-11-26\", \"answered\": true, \"commitments\": {\"series\": 1}}",
		("{\"date\": \"2026-11-26\", \"answered\": true, "
		 "\"commitments\": {\"series\": \"xx\"}}")};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		ck_assert_int_eq(
			notice_said_read(&said, "notice.json", bad[i], strlen(bad[i]), &failure),
			ERR_INPUT);
	notice_release(&notice);
	asked_release(&asked);
}
END_TEST

/* ---- the key's file ---- */

static char folder[64], bundle[80];

static const char *path_in(const char *place, const char *name)
{
	static char path[200];
	snprintf(path, sizeof path, "%s/%s", place, name);
	return path;
}

static void put(const char *path, const char *bytes, mode_t mode)
{
	FILE *file = fopen(path, "w");
	ck_assert_ptr_nonnull(file);
	fputs(bytes, file);
	fclose(file);
	ck_assert_int_eq(chmod(path, mode), 0);
}

START_TEST(key_is_made_once)
{
	struct failure failure;
	struct commit_key key, again;
	bool made;
	strcpy(folder, "/tmp/nameward-notice-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(folder));
	snprintf(bundle, sizeof bundle, "%s/bundle", folder);
	ck_assert_int_eq(mkdir(bundle, 0700), 0);
	const char *path = path_in(folder, "key");
	ck_assert_int_eq(commit_key_read(&key, path, bundle, &failure), ERR_INPUT);
	ck_assert_int_eq(commit_key_open(&key, path, bundle, &made, &failure), OK);
	ck_assert(made);
	struct stat status;
	ck_assert_int_eq(stat(path, &status), 0);
	ck_assert_int_eq(status.st_mode & 07777, 0600);
	ck_assert_int_eq(commit_key_open(&again, path, bundle, &made, &failure), OK);
	ck_assert(!made);
	ck_assert_mem_eq(&key, &again, sizeof key);
	unlink(path);
	ck_assert_int_eq(commit_key_open(&again, path, bundle, &made, &failure), OK);
	ck_assert(made && memcmp(&key, &again, sizeof key) != 0);
	unlink(path);

	static const char digits[] =
		"000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
	put(path, digits, 0400);
	ck_assert_int_eq(commit_key_read(&key, path, bundle, &failure), OK);
	ck_assert_uint_eq(key.bytes[31], 31);
	for (mode_t bit = 1; bit <= 040; bit <<= 1) {
		ck_assert_int_eq(chmod(path, 0600 | bit), 0);
		ck_assert_int_eq(commit_key_read(&key, path, bundle, &failure), ERR_INPUT);
		ck_assert_ptr_nonnull(strstr(failure.text, "chmod 600"));
	}
	put(path, "000102", 0600);
	ck_assert_int_eq(commit_key_open(&key, path, bundle, &made, &failure), ERR_INPUT);
	unlink(path);
	/* A link to nowhere is not followed. */
	ck_assert_int_eq(symlink("nowhere", path), 0);
	ck_assert_int_eq(commit_key_open(&key, path, bundle, &made, &failure), ERR_INPUT);
	unlink(path);
	rmdir(bundle);
	rmdir(folder);
}
END_TEST

UNIT_MAIN("notice", hmac_of_rfc_4231, digests_read_again, commitments_of_python,
	no_count_is_worked_out, another_name_is_another_commitment, series_are_apart, said_again,
	key_is_made_once)
