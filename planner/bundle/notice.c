/* The notice: steps, commitments, and what reads them again. */
#include "bundle/notice.h"
#include "base/file.h"
#include "base/intern.h"
#include "base/json.h"
#include "base/text.h"
#include "bundle/asked.h"
#include "bundle/commitment.h"

#include <stdlib.h>
#include <string.h>

const char notice_json_file[] = "notice.json", notice_commitments_file[] = "commitments.txt";

const char notice_marking[] = "TLP:CLEAR";

const struct notice_file notice_files[] = {
	{"notice.txt", notice_text_render},
	{notice_json_file, notice_json_render},
	{notice_commitments_file, notice_commitments_render},
	{0},
};

const char *notice_count_name(enum notice_count count)
{
	static const char *const names[] = {
		"namespaces", "prohibited", "held", "converted", "in_use", "generic"};
	return names[count];
}

uint32_t notice_step(uint32_t count)
{
	return count - count % NOTICE_STEP;
}

/* ---- counts ---- */

static enum notice_count kind_of(enum ask ask)
{
	static const enum notice_count kinds[ASKS] = {
		[ASK_NAMESPACE] = NOTICE_NAMESPACES,
		[ASK_PROHIBIT] = NOTICE_PROHIBITED,
		[ASK_HOLD] = NOTICE_HELD,
		[ASK_CONVERT] = NOTICE_CONVERTED,
	};
	return kinds[ask];
}

static void count_request(uint32_t counts[NOTICE_COUNTS], const struct asked_request *request)
{
	counts[kind_of(request->ask)] +=
		request->ask == ASK_NAMESPACE ? 1 : (uint32_t)request->names.count;
	for (size_t i = 0; request->ask == ASK_PROHIBIT && i < request->names.count; i++) {
		counts[NOTICE_IN_USE] += request->names.items[i].in_use;
		counts[NOTICE_GENERIC] += request->names.items[i].exception != NULL;
	}
}

static void fill_counts(struct notice *notice, const struct asked *asked)
{
	uint32_t counts[NOTICE_COUNTS] = {0};
	for (size_t i = 0; i < asked->requests.count; i++)
		count_request(counts, &asked->requests.items[i]);
	for (size_t i = 0; i < NOTICE_COUNTS; i++)
		notice->least[i] = notice_step(counts[i]);
	for (size_t i = 0; i < NOTICE_KINDS; i++)
		notice->commitment_count += notice->least[i] + NOTICE_STEP;
}

/* ---- commitments ---- */

static void commit_to(struct notice *notice, const struct commit_key *key, const char *name)
{
	struct digest salt = commit_salt(key, &notice->series, name);
	*array_add(&notice->commitments) = commitment_of(&salt, name);
}

/* Every asked name and prefix, once. */
static void collect_names(struct intern *names, const struct asked *asked)
{
	for (size_t i = 0; i < asked->requests.count; i++) {
		const struct asked_request *request = &asked->requests.items[i];
		if (request->target != NULL)
			intern_string(names, request->target);
		for (size_t k = 0; k < request->names.count; k++)
			intern_string(names, request->names.items[k].name);
	}
}

static int by_value(const void *a, const void *b)
{
	return digest_compare(a, b);
}

/* No name begins with a hyphen, so these labels stand for none. */
static void fill_up(struct notice *notice, const struct commit_key *key)
{
	for (uint32_t number = 1; notice->commitments.count < notice->commitment_count; number++) {
		char label[16];
		snprintf(label, sizeof label, "-%u", number);
		commit_to(notice, key, label);
	}
}

static void fill_commitments(
	struct notice *notice, const struct asked *asked, const struct commit_key *key)
{
	struct intern *names = intern_new();
	collect_names(names, asked);
	for (uint32_t i = 0; i < intern_count(names); i++)
		commit_to(notice, key, intern_at(names, i));
	intern_free(names);
	fill_up(notice, key);
	qsort(notice->commitments.items, notice->commitments.count,
		sizeof *notice->commitments.items, by_value);
}

/* ---- all ---- */

static const char *keep(struct notice *notice, const char *string)
{
	return string ? intern_string(notice->pool, string) : NULL;
}

static void fill_organisation(struct notice *notice, const struct asked *asked)
{
	notice->organisation.name = keep(notice, asked->organisation.name);
	notice->organisation.role = keep(notice, asked->organisation.role);
	notice->organisation.pypi_organisation =
		keep(notice, asked->organisation.pypi_organisation);
	notice->organisation.key_url = keep(notice, asked->organisation.key_url);
	for (size_t i = 0; i < asked->organisation.contacts.count; i++)
		*array_add(&notice->organisation.contacts) =
			keep(notice, asked->organisation.contacts.items[i]);
	for (size_t i = 0; i < asked->organisation.domains.count; i++)
		*array_add(&notice->organisation.domains) =
			keep(notice, asked->organisation.domains.items[i]);
}

struct notice notice_new(const struct asked *asked, const struct commit_key *key,
	const struct digest *series, date day, bool answered)
{
	struct notice notice = {
		.pool = intern_new(), .day = day, .draft = asked->draft, .answered = answered};
	notice.program = keep(&notice, asked->program);
	fill_organisation(&notice, asked);
	fill_counts(&notice, asked);
	notice.series = key ? commit_series(key, asked->organisation.name,
				      asked->organisation.reference, asked->as_of)
			    : *series;
	if (key != NULL)
		fill_commitments(&notice, asked, key);
	return notice;
}

void notice_release(struct notice *notice)
{
	array_release(&notice->organisation.contacts);
	array_release(&notice->organisation.domains);
	array_release(&notice->commitments);
	intern_free(notice->pool);
	*notice = (struct notice){0};
}

/* ---- commitments.txt ---- */

void notice_commitments_render(const struct notice *notice, struct text *out)
{
	for (size_t i = 0; i < notice->commitments.count; i++) {
		char digits[DIGEST_TEXT_BYTES];
		digest_format(&notice->commitments.items[i], digits);
		text_addf(out, "%s\n", digits);
	}
}

bool notice_holds(const char *bytes, size_t length, const struct digest *commitment)
{
	struct lines lines = lines_of(notice_commitments_file, bytes, length);
	struct digest line;
	while (lines_next(&lines)) {
		if (digest_parse(&line, lines.text, lines.length) &&
			digest_compare(&line, commitment) == 0)
			return true;
	}
	return false;
}

bool notice_commitments_are_well_formed(const char *bytes, size_t length, uint32_t count)
{
	struct lines lines = lines_of(notice_commitments_file, bytes, length);
	struct digest before = {0}, line;
	uint32_t found = 0;
	for (; lines_next(&lines); found++) {
		if (!digest_parse(&line, lines.text, lines.length) ||
			(found > 0 && digest_compare(&before, &line) >= 0))
			return false;
		before = line;
	}
	return lines.error == OK && found == count && length == (size_t)count * DIGEST_TEXT_BYTES;
}

/* ---- notice.json, read again ---- */

static enum error read_commitments(
	struct notice_said *said, const struct json *root, struct failure *failure)
{
	struct json commitments, series, count;
	enum error error = json_member(root, "commitments", JSON_OBJECT, &commitments, failure);
	if (error == OK)
		error = json_member(&commitments, "series", JSON_TEXT, &series, failure);
	if (error == OK &&
		!digest_parse(&said->series, json_text(&series), strlen(json_text(&series))))
		error = json_fail(&series, failure, "should be 64 hexadecimal digits");
	if (error == OK)
		error = json_member(&commitments, "count", JSON_INTEGER, &count, failure);
	if (error == OK && (json_integer(&count) < 0 || json_integer(&count) > UINT32_MAX))
		error = json_fail(&count, failure, "is no number of lines");
	if (error == OK)
		said->commitment_count = (uint32_t)json_integer(&count);
	return error;
}

enum error notice_said_read(struct notice_said *said, const char *file, const char *bytes,
	size_t length, struct failure *failure)
{
	struct json_document document;
	struct json day, answered;
	enum error error = json_read(&document, file, bytes, length, failure);
	if (error != OK)
		return error;
	error = json_expect(&document.root, JSON_OBJECT, failure);
	if (error == OK)
		error = json_member(&document.root, "date", JSON_TEXT, &day, failure);
	if (error == OK && !date_parse(json_text(&day), &said->day))
		error = json_fail(&day, failure, "should be a day such as 2026-11-23");
	if (error == OK)
		error = json_member(&document.root, "answered", JSON_BOOL, &answered, failure);
	if (error == OK) {
		said->answered = json_bool(&answered);
		error = read_commitments(said, &document.root, failure);
	}
	json_release(&document);
	return error;
}
