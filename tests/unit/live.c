/* The live registry's pure parts: pace, answers, what a snapshot and an answer say together,
 * grants. */
#include "base/intern.h"
#include "names/name.h"
#include "registry/address.h"
#include "registry/answers.h"
#include "registry/builder.h"
#include "registry/feed.h"
#include "registry/findings.h"
#include "registry/http.h"
#include "registry/namespaces.h"
#include "registry/pace.h"
#include "registry/settle.h"
#include "registry/snapshot_file.h"
#include "unit.h"

#include <string.h>

enum { CASES = 10000, SEED = 20261123 };

static uint64_t seed = SEED;

static uint32_t chance(uint32_t below)
{
	seed = seed * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(seed >> 33) % below;
}

/* In no 60 seconds are there more requests than the rate, however they come and whatever pauses a
 * server asks for. Catches: `interval` rounded down in pace_of(). */
START_TEST(rates_are_kept)
{
	printf("pace: %d rates from seed %d\n", CASES, SEED);
	for (int i = 0; i < CASES; i++) {
		uint32_t rate = 1 + chance(600);
		struct pace pace = pace_of(rate);
		int64_t now = chance(100000), sent[256];
		size_t count = 0;
		while (count < 256) {
			if (chance(50) == 0)
				pace_pause(&pace, now + chance(5000));
			int64_t wait = pace_wait(&pace, now);
			if (wait > 0) {
				now += wait;
				continue;
			}
			pace_take(&pace, now);
			sent[count++] = now;
			now += chance(3) == 0 ? chance(200) : 0;
		}
		for (size_t k = rate; k < count; k++)
			ck_assert_msg(sent[k] - sent[k - rate] >= 60000,
				"rate %u: %u requests within %lld ms", rate, rate + 1,
				(long long)(sent[k] - sent[k - rate]));
	}
}
END_TEST

/* Between half of the measure and the whole of it, doubling up to 30 s, the same from the same
 * seed. Catches: the half left out. */
START_TEST(backoff_grows)
{
	for (unsigned i = 0; i < CASES; i++) {
		uint64_t one = i, other = i;
		int64_t whole = 500;
		for (unsigned attempt = 1; attempt < 12; attempt++) {
			int64_t wait = pace_backoff(&one, attempt);
			ck_assert_int_eq(wait, pace_backoff(&other, attempt));
			ck_assert_int_ge(wait, whole / 2);
			ck_assert_int_le(wait, whole);
			whole = whole * 2 < 30000 ? whole * 2 : 30000;
		}
	}
}
END_TEST

START_TEST(retry_after)
{
	ck_assert_int_eq(pace_retry_after("120", -1, -1), 120000);
	ck_assert_int_eq(pace_retry_after("0", -1, 5), 0);
	ck_assert_int_eq(pace_retry_after("Fri, 31 Dec 1999 23:59:59 GMT", 100, 40), 60000);
	ck_assert_int_eq(pace_retry_after("Fri, 31 Dec 1999 23:59:59 GMT", 40, 100), 0);
	ck_assert_int_eq(pace_retry_after("soon", -1, 100), -1);
	ck_assert_int_eq(pace_retry_after("-5", -1, 100), -1);
	ck_assert_int_eq(pace_retry_after("12345678901234567890", -1, 100), -1);
	ck_assert_int_eq(pace_retry_after(NULL, -1, 100), -1);
}
END_TEST

/* Only this host, this scheme, its port: what request evidence may come from. */
START_TEST(registry_addresses)
{
	static const char *const good[] = {"https://pypi.org/simple/x/", "https://PyPI.org/",
		"https://pypi.org:443/simple/", "https://pypi.org"};
	static const char *const bad[] = {"http://pypi.org/simple/",
		"https://pypi.org.evil.example/", "https://pypi.org:8443/",
		"https://user@pypi.org/", "https://evil.example/pypi.org", "https://test.pypi.org/",
		"https://evil.example#@pypi.org/", "", "pypi.org"};
	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		ck_assert_msg(address_is_registry(good[i]), "%s", good[i]);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		ck_assert_msg(!address_is_registry(bad[i]), "%s", bad[i]);
}
END_TEST

static struct snapshot *snapshot_of(const char *const *names, size_t count, int64_t made)
{
	struct builder *builder = builder_new();
	for (size_t i = 0; i < count; i++)
		builder_add(builder, names[i], strlen(names[i]));
	struct embedded_list list = {0};
	struct builder_facts facts = {
		.url = "https://pypi.org/simple/", .day = 20000, .made = made, .list = &list};
	struct builder_counts counts;
	struct snapshot *snapshot;
	struct failure failure;
	char *image;
	size_t size;
	builder_finish(builder, &facts, &image, &size, &counts);
	builder_free(builder);
	ck_assert_int_eq(snapshot_of_image(&snapshot, "test", image, size, false, &failure), OK);
	return snapshot;
}

/* The table of issue 4: what a snapshot and an answer say together. */
START_TEST(settled)
{
	static const char *const names[] = {"larkmoor-there", "larkm0or-there", "quillhaven"};
	static const struct {
		const char *name;
		enum presence presence;
		int64_t made;
		enum verdict verdict;
		enum disagreement disagreement;
	} cases[] = {
		{"quillhaven", PRESENCE_PRESENT, 1000, VERDICT_EXISTS, DISAGREEMENT_NONE},
		{"quillhaven", PRESENCE_UNKNOWN, 1000, VERDICT_EXISTS, DISAGREEMENT_NONE},
		{"quillhaven", PRESENCE_ABSENT, 1000, VERDICT_UNREGISTERED, DISAGREEMENT_GONE},
		{"quillhaven", PRESENCE_ABSENT, -1, VERDICT_UNREGISTERED, DISAGREEMENT_GONE},
		{"quillhaven", PRESENCE_ABSENT, 400, VERDICT_EXISTS, DISAGREEMENT_OLDER},
		{"larkmoor-there", PRESENCE_ABSENT, 1000, VERDICT_SIMILAR, DISAGREEMENT_GONE},
		{"larkmoorthere", PRESENCE_UNKNOWN, 1000, VERDICT_SIMILAR, DISAGREEMENT_NONE},
		{"larkmoorthere", PRESENCE_PRESENT, 1000, VERDICT_EXISTS, DISAGREEMENT_APPEARED},
		{"larkmoor-new", PRESENCE_ABSENT, 1000, VERDICT_UNREGISTERED, DISAGREEMENT_NONE},
		{"larkmoor-new", PRESENCE_UNKNOWN, 1000, VERDICT_UNKNOWN, DISAGREEMENT_NONE},
		{"larkmoor-new", PRESENCE_PRESENT, 1000, VERDICT_EXISTS, DISAGREEMENT_APPEARED},
		{"os", PRESENCE_PRESENT, 1000, VERDICT_STDLIB, DISAGREEMENT_NONE},
		{"-x", PRESENCE_PRESENT, 1000, VERDICT_INVALID, DISAGREEMENT_NONE},
	};
	struct snapshot *snapshot = snapshot_of(names, 3, 500);
	struct rules *rules = rules_new(snapshot, ALARM_CORPUS);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct answer answer = {.name = cases[i].name,
			.presence = cases[i].presence,
			.made = cases[i].made};
		autojudgement struct judgement judgement = {0};
		enum disagreement found =
			settle(rules, cases[i].name, strlen(cases[i].name), &answer, &judgement);
		ck_assert_msg(
			judgement.verdict == cases[i].verdict && found == cases[i].disagreement,
			"case %zu, %s: %s, %d", i, cases[i].name, verdict_name(judgement.verdict),
			found);
	}
	rules_free(rules);
	snapshot_close(snapshot);
}
END_TEST

/* PEP 752 by brute force: a grant covers a name that is it or begins with it and a hyphen.
 * Catches: the hyphen forgotten in namespaces_cover(). */
START_TEST(grants_cover)
{
	static const char *const words[] = {"a", "b", "ab", "aa", "ba"};
	printf("grants: %d sets from seed %d\n", CASES, SEED);
	for (int i = 0; i < CASES; i++) {
		struct namespaces namespaces = {.supported = true, .known = true};
		struct intern *pool = intern_new();
		char document[512] = "{\"namespaces\": [", names[6][32];
		size_t count = 1 + chance(6);
		for (size_t k = 0; k < count; k++) {
			names[k][0] = '\0';
			for (uint32_t w = 0, most = 1 + chance(3); w < most; w++)
				snprintf(names[k] + strlen(names[k]),
					sizeof names[k] - strlen(names[k]), "%s%s", w ? "-" : "",
					words[chance(5)]);
			snprintf(document + strlen(document), sizeof document - strlen(document),
				"%s\"%s\"", k ? "," : "", names[k]);
		}
		strcat(document, "]}");
		ck_assert_int_eq(namespaces_parse(&namespaces, "test", document, strlen(document),
					 pool, NULL),
			OK);
		for (int q = 0; q < 20; q++) {
			char name[32];
			bool covered = false, inside = false;
			snprintf(name, sizeof name, "%s-%s%s%s", words[chance(5)], words[chance(5)],
				chance(2) ? "-" : "", words[chance(5)]);
			size_t length = strlen(name);
			for (size_t k = 0; k < count; k++) {
				size_t size = strlen(names[k]);
				covered |= strncmp(name, names[k], size) == 0 &&
					   (name[size] == '-' || name[size] == '\0');
				inside |= strncmp(name, names[k], length) == 0 &&
					  (names[k][length] == '-' || names[k][length] == '\0');
			}
			ck_assert_msg(
				(namespaces_cover(&namespaces, name, length) != NULL) == covered,
				"%s in %s", name, document);
			ck_assert_msg((namespaces_inside(&namespaces, name) != NULL) == inside,
				"%s around %s", name, document);
		}
		namespaces_release(&namespaces);
		intern_free(pool);
	}
}
END_TEST

/* Pages and feeds with bytes changed, cut and doubled: read or refused, never a crash, and a page
 * is PRESENT only where it still is JSON about this name. */
START_TEST(hostile_answers)
{
	static const char page[] =
		"{\"meta\": {\"api-version\": \"1.4\"}, \"name\": \"larkmoor\", \"files\": "
		"[{\"upload-time\": \"2024-02-03T04:05:06.789Z\"}], \"project-status\": "
		"{\"status\": \"quarantined\"}}";
	static const char feed_text[] =
		"<?xml "
		"version=\"1.0\"?><rss><channel><item><link>https://pypi.org/project/a/</link>"
		"<pubDate>x</pubDate></item></channel></rss>";
	static const char *const types[] = {"application/vnd.pypi.simple.v1+json", "text/html",
		"application/vnd.pypi.simple.v1+html", "text/plain", ""};
	struct intern *pool = intern_new();
	struct answer whole = {.name = "larkmoor"};
	answer_read_page(&whole, types[0], page, sizeof page - 1, pool);
	ck_assert_int_eq(whole.presence, PRESENCE_PRESENT);
	ck_assert_int_eq(whole.marker, MARKER_QUARANTINED);
	ck_assert_int_eq(whole.files, 1);
	ck_assert_int_eq(whole.first_upload, 1706933106); /* date -d 2024-02-03T04:05:06Z +%s */
	printf("answers: %d mutations from seed %d\n", CASES, SEED);
	for (int i = 0; i < CASES; i++) {
		char bytes[512];
		bool rss = chance(3) == 0;
		size_t length = rss ? sizeof feed_text - 1 : sizeof page - 1;
		memcpy(bytes, rss ? feed_text : page, length + 1);
		for (uint32_t k = chance(4); k > 0; k--)
			bytes[chance((uint32_t)length)] = (char)chance(256);
		if (chance(4) == 0)
			length = chance((uint32_t)length);
		bytes[length] = '\0';
		struct feed feed = {0};
		struct answer answer = {.name = "larkmoor"};
		if (rss) {
			feed_parse(&feed, "feed", bytes, length, pool, NULL);
			feed_release(&feed);
			continue;
		}
		answer_read_page(&answer, types[chance(5)], bytes, length, pool);
		if (answer.presence != PRESENCE_PRESENT)
			ck_assert_str_ne(answer.reason, "");
		answer_read_ownership(&answer, bytes, length, pool);
		free(answer.users);
	}
	intern_free(pool);
}
END_TEST

/* Of a stranger's texts only what may be an account's name is kept, and never his summary. Seen to
 * catch: is_account without its length, or without its shape. */
START_TEST(accounts_alone_are_kept)
{
	static const struct {
		const char *organisation, *user;
		bool kept;
	} cases[] = {{"null", "lark.moor-1", true}, {"\"larkmoor\"", "lark_moor", true},
		{"\"https://evil.example\"", "lark", false}, {"null", "", false},
		{"null", "lark\\nBcc: x", false}, {"null", "@everyone", false},
		{"\"<b>us</b>\"", "lark", false},
		{"null", "a23456789b123456789c123456789d123456789e1234567890", true},
		{"null", "a23456789b123456789c123456789d123456789e12345678901", false}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct intern *pool = intern_new();
		struct answer answer = {.name = "lark", .organisation = ""};
		char page[512];
		int length = snprintf(page, sizeof page,
			"{\"info\": {\"name\": \"lark\", \"summary\": \"marker\"}, \"ownership\": "
			"{\"organization\": %s, \"roles\": [{\"role\": \"Owner\", \"user\": "
			"\"%s\"}]}}",
			cases[i].organisation, cases[i].user);
		answer_read_ownership(&answer, page, (size_t)length, pool);
		ck_assert_msg(answer.owned == cases[i].kept, "%s", page);
		ck_assert_uint_eq(answer.user_count, cases[i].kept);
		ck_assert_uint_eq(intern_find(pool, "marker", 6), INTERN_NONE);
		free(answer.users);
		intern_free(pool);
	}
}
END_TEST

/* Whose a project is, and whether it came after us. */
START_TEST(findings)
{
	const char *users[] = {"larkmoor-release"}, *strangers[] = {"somebody"};
	struct us us = {"larkmoor", users, 1}, nobody = {0};
	struct answer answer = {.presence = PRESENCE_PRESENT,
		.files = 2,
		.first_upload = 20000 * INT64_C(86400),
		.owned = true,
		.organisation = "",
		.users = strangers,
		.user_count = 1};
	ck_assert_uint_eq(
		findings_of(&answer, &us, 19000), 1u << FINDING_STRANGER | 1u << FINDING_CONFUSION);
	ck_assert_uint_eq(findings_of(&answer, &us, 21000), 1u << FINDING_STRANGER);
	ck_assert_uint_eq(findings_of(&answer, &us, DATE_NONE), 1u << FINDING_STRANGER);
	ck_assert_uint_eq(findings_of(&answer, &nobody, DATE_NONE), 0);
	answer.users = users;
	ck_assert_uint_eq(findings_of(&answer, &us, 19000), 1u << FINDING_OURS);
	answer.organisation = "larkmoor";
	answer.user_count = 0;
	answer.files = 0;
	answer.first_upload = -1;
	ck_assert_uint_eq(
		findings_of(&answer, &us, 19000), 1u << FINDING_OURS | 1u << FINDING_EMPTY);
	answer.owned = false;
	answer.marker = MARKER_ARCHIVED;
	ck_assert_uint_eq(
		findings_of(&answer, &us, 19000), 1u << FINDING_EMPTY | 1u << FINDING_ARCHIVED);
	answer.presence = PRESENCE_UNKNOWN;
	ck_assert_uint_eq(findings_of(&answer, &us, 19000), 0);
	ck_assert_uint_eq(findings_of(NULL, &us, 19000), 0);
}
END_TEST

UNIT_MAIN("live", rates_are_kept, backoff_grows, retry_after, registry_addresses, settled,
	grants_cover, hostile_answers, accounts_alone_are_kept, findings)
