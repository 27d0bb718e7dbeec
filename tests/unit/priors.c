/* candidates/priors: strict reading of policy/priors.json, factors, weights. Expected messages and
 * numbers are written by hand from the header. */
#include "base/file.h"
#include "base/json.h"
#include "base/memory.h"
#include "base/text.h"
#include "candidates/generator.h"
#include "candidates/priors.h"
#include "unit.h"

#include <string.h>

/* The file itself, with OLD replaced by NEW once. */
static char *changed(const char *old, const char *new)
{
	char *path = unit_path("policy/priors.json");
	struct file file;
	struct failure failure;
	ck_assert_msg(file_read(&file, path, LIMIT_FILE_BYTES, &failure) == OK, "%s", failure.text);
	char *at = strstr(file.bytes, old);
	ck_assert_msg(at != NULL, "priors.json does not hold %s", old);
	struct text text = text_new(LIMIT_FILE_BYTES);
	text_add_bytes(&text, file.bytes, (size_t)(at - file.bytes));
	text_add(&text, new);
	text_add(&text, at + strlen(old));
	char *bytes = memory_copy(text.bytes, text.length);
	text_release(&text);
	file_release(&file);
	free(path);
	return bytes;
}

START_TEST(wrong_documents)
{
	static const struct {
		const char *old, *new, *message;
	} cases[] = {
		{"\"omission\": {", "\"omision\": {", "operators.omision: is no known key"},
		{"\"how\":", "\"who\":", "who"},
		{"\"version\": 1", "\"version\": 2", "version: should be from 1 to 1"},
		{"\"version\": 1", "\"version\": \"1\"", "version: should be a whole number"},
		{"\"rank_scale\": ", "\"rank_scale\": -", "weight.rank_scale: should be"},
		{"\"omission\": {", "\"omission\": {\"shares\": 1,", "operators.omission"},
		{"\"private\": {", "\"private\": {\"length\": {\"17\": 1},",
			"operators.private.length"},
		{"\"private\": {", "\"private\": {\"length\": 3,", "operators.private.length"},
		{"\"private\": {", "\"private\": {\"length\": {\"1-4\": -1},",
			"operators.private.length.1-4"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char *bytes = changed(cases[i].old, cases[i].new);
		struct priors priors;
		struct failure failure = {""};
		enum error error = priors_read(&priors, "p.json", bytes, strlen(bytes), &failure);
		ck_assert_msg(error == ERR_INPUT, "case %zu was read", i);
		ck_assert_msg(strncmp(failure.text, "p.json: ", 8) == 0 &&
				      strstr(failure.text, cases[i].message) != NULL,
			"case %zu: %s", i, failure.text);
		free(bytes);
	}
}
END_TEST

START_TEST(missing_operator)
{
	char *bytes = changed("\"bit-flip\": {", "\"bit-flip-\": {");
	struct priors priors;
	struct failure failure;
	ck_assert_int_eq(priors_read(&priors, "p.json", bytes, strlen(bytes), &failure), ERR_INPUT);
	ck_assert_msg(strstr(failure.text, "bit-flip") != NULL, "%s", failure.text);
	free(bytes);
}
END_TEST

/* 1,000,000 x 0.5 x 2 x 0.3333 = 333,300, rounded down at each step; the share times its length's
 * factor, at most 1. */
START_TEST(factors_multiply)
{
	struct prior prior = {.share = 140000};
	for (size_t f = 0; f < PRIOR_FEATURES; f++) {
		for (size_t v = 0; v < PRIOR_VALUES; v++)
			prior.factors[f][v] = MILLION;
	}
	prior.factors[0][WHERE_LAST] = 500000;
	prior.factors[1][DOUBLED_YES] = 2000000;
	prior.factors[4][COMMON_RARE] = 333300;
	prior.factors[PRIOR_LENGTH][LENGTH_4] = 1500000;
	prior.factors[PRIOR_LENGTH][LENGTH_6] = 9000000;
	struct form_place place = {
		.where = WHERE_LAST, .doubled = DOUBLED_YES, .common = COMMON_RARE};
	ck_assert_uint_eq(prior_strength(&prior, &place), 333300);
	ck_assert_uint_eq(prior_strength(&prior, &(struct form_place){0}), 1000000);
	ck_assert_uint_eq(prior_share(&prior, LENGTH_4), 210000);
	ck_assert_uint_eq(prior_share(&prior, LENGTH_6), 1000000);
	ck_assert_uint_eq(prior_share(&prior, LENGTH_8), 140000);
}
END_TEST

/* (scale / (scale + rank))^1.5, and uses / (uses + half). */
START_TEST(weights)
{
	struct priors priors = {.rank_scale = 150, .unranked = 2000, .use_half = 3};
	ck_assert_uint_eq(weight_of_rank(&priors, 150), 353553); /* 1 / sqrt(8) */
	ck_assert_uint_eq(weight_of_rank(&priors, 450), 125000); /* 1 / 8 */
	ck_assert_uint_eq(weight_of_rank(&priors, 0), 2000);
	ck_assert_uint_eq(weight_of_rank(&priors, 1000000), 2000);
	ck_assert_uint_eq(weight_of_use(&priors, 3), 500000);
	ck_assert_uint_eq(weight_of_use(&priors, 1), 250000);
	ck_assert_uint_eq(weight_of_use(&priors, 0), 0);
}
END_TEST

static void same_keys(
	const struct json *schema, const char *key, size_t count, const char *(*name_of)(size_t))
{
	struct json properties = json_find(schema, "properties");
	struct json item = {0};
	size_t found = 0;
	while (json_next(&properties, &item))
		found++;
	ck_assert_msg(
		found == count, "%s: %zu in the schema, %zu in the program", key, found, count);
	for (size_t i = 0; i < count; i++)
		ck_assert_msg(json_find(&properties, name_of(i)).node != NULL,
			"the schema has no %s %s", key, name_of(i));
}

static const char *operator_name(size_t number)
{
	return generators[number].name;
}

static const struct prior_feature *feature;

static const char *value_name(size_t number)
{
	return feature->values[number];
}

/* policy/priors.schema.json knows the operators, features and values of the tables, and no other.
 */
START_TEST(schema_and_tables_agree)
{
	char *path = unit_path("policy/priors.schema.json");
	struct file file;
	struct failure failure;
	struct json_document document;
	ck_assert(file_read(&file, path, LIMIT_FILE_BYTES, &failure) == OK);
	ck_assert_msg(json_read(&document, path, file.bytes, file.length, &failure) == OK, "%s",
		failure.text);
	struct json properties = json_find(&document.root, "properties");
	struct json operators = json_find(&properties, "operators");
	same_keys(&operators, "operator", generator_count(), operator_name);
	struct json definitions = json_find(&document.root, "$defs");
	struct json operator= json_find(&definitions, "operator");
	struct json members = json_find(&operator, "properties");
	for (size_t f = 0; f < PRIOR_FEATURES; f++) {
		feature = &prior_features[f];
		struct json values = json_find(&members, feature->name);
		ck_assert_msg(values.node != NULL, "the schema has no feature %s", feature->name);
		same_keys(&values, feature->name, feature->count, value_name);
	}
	json_release(&document);
	file_release(&file);
	free(path);
}
END_TEST

UNIT_MAIN("priors", wrong_documents, missing_operator, factors_multiply, weights,
	schema_and_tables_agree)
