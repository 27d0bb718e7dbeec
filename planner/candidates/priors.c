/* Reading policy/priors.json, and probabilities as one table. */
#include "candidates/priors.h"
#include "base/embedded.h"
#include "base/json.h"
#include "base/memory.h"
#include "base/say.h"
#include "candidates/generator.h"

#include <stdlib.h>
#include <string.h>

static const char *const where_names[] = {"first", "second", "inner", "late", "last", "boundary"};
static const char *const doubled_names[] = {"no", "yes"};
static const char *const character_names[] = {
	"none", "vowel", "consonant", "rare", "digit", "hyphen"};
static const char *const keys_names[] = {"none", "qwerty", "other"};
static const char *const common_names[] = {"top", "often", "some", "rare"};
static const char *const length_names[] = {"1-4", "5-6", "7-8", "9-11", "12-15", "16-"};

const struct prior_feature prior_features[PRIOR_FEATURES] = {
	{"where", where_names, WHERES},
	{"doubled", doubled_names, DOUBLEDS},
	{"character", character_names, CHARACTERS},
	{"keys", keys_names, KEYSES},
	{"common", common_names, COMMONS},
	{"length", length_names, LENGTHS},
};

enum {
	FEATURE_LENGTH = PRIOR_FEATURES - 1,
	PLACES = WHERES * DOUBLEDS * CHARACTERS * KEYSES * COMMONS,
	RANK_POINTS = 64,
	FACTOR_MOST = 1000 * MILLION,
};

struct prior {
	uint32_t probability;
	uint32_t factors[PRIOR_FEATURES][PRIOR_VALUES];
};

struct priors {
	struct prior operators[GENERATORS_MOST];
	uint32_t (*table)[LENGTHS][PLACES]; /* one for each operator */
	struct {
		uint32_t rank, weight;
	} points[RANK_POINTS];
	size_t point_count;
	uint32_t unranked, use_half;
	uint32_t recurrence_cap, recurrence_half;
};

static size_t index_of(const struct place *place)
{
	size_t at = place->where;
	at = at * DOUBLEDS + place->doubled;
	at = at * CHARACTERS + place->character;
	at = at * KEYSES + place->keys;
	return at * COMMONS + place->common;
}

uint32_t priors_probability(const struct priors *priors, int operator, const struct place * place,
	enum length_class length)
{
	return priors->table[operator][length][index_of(place)];
}

uint32_t priors_of_operator(const struct priors *priors, int operator)
{
	return priors->operators[operator].probability;
}

uint32_t priors_recurrence_cap(const struct priors *priors)
{
	return priors->recurrence_cap;
}

uint32_t priors_recurrence_half(const struct priors *priors)
{
	return priors->recurrence_half;
}

static uint64_t times(uint64_t probability, uint32_t factor)
{
	return probability * factor / MILLION;
}

/* The product for one place; the values are the digits of its index. */
static uint32_t product(const struct prior *prior, size_t place, size_t length)
{
	size_t values[PRIOR_FEATURES] = {0};
	for (size_t f = FEATURE_LENGTH; f-- > 0;) {
		values[f] = place % prior_features[f].count;
		place /= prior_features[f].count;
	}
	values[FEATURE_LENGTH] = length;
	uint64_t probability = prior->probability;
	for (size_t f = 0; f < PRIOR_FEATURES; f++)
		probability = times(probability, prior->factors[f][values[f]]);
	return probability > MILLION ? MILLION : (uint32_t)probability;
}

static void fill_table(struct priors *priors)
{
	size_t count = generator_count();
	priors->table = memory_new(count, sizeof *priors->table);
	for (size_t g = 0; g < count; g++) {
		for (size_t length = 0; length < LENGTHS; length++) {
			for (size_t place = 0; place < PLACES; place++)
				priors->table[g][length][place] =
					product(&priors->operators[g], place, length);
		}
	}
}

/* A whole number from LEAST to MOST at KEY. */
static enum error read_number(const struct json *json, const char *key, int64_t least, int64_t most,
	uint32_t *value, struct failure *failure)
{
	struct json member;
	enum error error = json_member(json, key, JSON_INTEGER, &member, failure);
	if (error != OK)
		return error;
	int64_t number = json_integer(&member);
	if (number < least || number > most)
		return json_fail(&member, failure, "should be from %lld to %lld", (long long)least,
			(long long)most);
	*value = (uint32_t)number;
	return OK;
}

static enum error read_source(const struct json *json, struct failure *failure)
{
	struct json source;
	enum error error = json_member(json, "source", JSON_TEXT, &source, failure);
	if (error == OK && json_text(&source)[0] == '\0')
		return json_fail(&source, failure, "should say where the numbers come from");
	return error;
}

static enum error read_feature(const struct json *json, const struct prior_feature *feature,
	uint32_t *factors, struct failure *failure)
{
	const char *known[PRIOR_VALUES + 1] = {0};
	memcpy(known, feature->values, feature->count * sizeof *known);
	enum error error = json_expect(json, JSON_OBJECT, failure);
	if (error == OK)
		error = json_only(json, known, failure);
	for (size_t v = 0; error == OK && v < feature->count; v++) {
		if (json_find(json, known[v]).node != NULL)
			error = read_number(json, known[v], 0, FACTOR_MOST, &factors[v], failure);
	}
	return error;
}

static enum error read_operator(
	const struct json *json, struct prior *prior, struct failure *failure)
{
	const char *known[PRIOR_FEATURES + 3] = {"probability", "source"};
	for (size_t f = 0; f < PRIOR_FEATURES; f++)
		known[f + 2] = prior_features[f].name;
	enum error error = json_only(json, known, failure);
	if (error == OK)
		error = read_number(json, "probability", 0, MILLION, &prior->probability, failure);
	if (error == OK)
		error = read_source(json, failure);
	for (size_t f = 0; f < PRIOR_FEATURES; f++) {
		for (size_t v = 0; v < PRIOR_VALUES; v++)
			prior->factors[f][v] = MILLION;
		struct json feature = json_find(json, prior_features[f].name);
		if (error == OK && feature.node != NULL)
			error = read_feature(
				&feature, &prior_features[f], prior->factors[f], failure);
	}
	return error;
}

static enum error read_operators(
	struct priors *priors, const struct json *root, struct failure *failure)
{
	const char *known[GENERATORS_MOST + 1] = {0};
	for (size_t g = 0; g < generator_count(); g++)
		known[g] = generators[g].name;
	struct json operators;
	enum error error = json_member(root, "operators", JSON_OBJECT, &operators, failure);
	if (error == OK)
		error = json_only(&operators, known, failure);
	for (size_t g = 0; error == OK && known[g] != NULL; g++) {
		struct json operator;
		error = json_member(&operators, known[g], JSON_OBJECT, &operator, failure);
		if (error == OK)
			error = read_operator(&operator, & priors->operators[g], failure);
	}
	return error;
}

/* "rank": [{"rank": 1, "weight": 1000000}, ...]: ranks rise, weights do not. */
static enum error read_points(
	struct priors *priors, const struct json *weight, struct failure *failure)
{
	static const char *const known[] = {"rank", "weight", NULL};
	struct json list, point = {0};
	enum error error = json_member(weight, "rank", JSON_ARRAY, &list, failure);
	while (error == OK && json_next(&list, &point)) {
		size_t n = priors->point_count;
		if (n == RANK_POINTS)
			return json_fail(&list, failure, "has more than %d points", RANK_POINTS);
		error = json_expect(&point, JSON_OBJECT, failure);
		if (error == OK)
			error = json_only(&point, known, failure);
		if (error == OK)
			error = read_number(&point, "rank", n ? priors->points[n - 1].rank + 1 : 1,
				MILLION, &priors->points[n].rank, failure);
		if (error == OK)
			error = read_number(&point, "weight", 0,
				n ? priors->points[n - 1].weight : MILLION,
				&priors->points[n].weight, failure);
		priors->point_count++;
	}
	if (error == OK && priors->point_count == 0)
		return json_fail(&list, failure, "should hold at least one point");
	return error;
}

static enum error read_weight(
	struct priors *priors, const struct json *root, struct failure *failure)
{
	static const char *const known[] = {"rank", "unranked", "use_half", "source", NULL};
	struct json weight;
	enum error error = json_member(root, "weight", JSON_OBJECT, &weight, failure);
	if (error == OK)
		error = json_only(&weight, known, failure);
	if (error == OK)
		error = read_points(priors, &weight, failure);
	if (error == OK)
		error = read_number(&weight, "unranked", 0, MILLION, &priors->unranked, failure);
	if (error == OK)
		error = read_number(&weight, "use_half", 1, MILLION, &priors->use_half, failure);
	return error == OK ? read_source(&weight, failure) : error;
}

static enum error read_recurrence(
	struct priors *priors, const struct json *root, struct failure *failure)
{
	static const char *const known[] = {"cap", "half", "source", NULL};
	struct json recurrence;
	enum error error = json_member(root, "recurrence", JSON_OBJECT, &recurrence, failure);
	if (error == OK)
		error = json_only(&recurrence, known, failure);
	if (error == OK)
		error = read_number(
			&recurrence, "cap", 0, MILLION, &priors->recurrence_cap, failure);
	if (error == OK)
		error = read_number(
			&recurrence, "half", 1, MILLION, &priors->recurrence_half, failure);
	return error == OK ? read_source(&recurrence, failure) : error;
}

static enum error read_root(struct priors *priors, const struct json *root, struct failure *failure)
{
	static const char *const known[] = {
		"version", "operators", "weight", "recurrence", "fitted", NULL};
	uint32_t version;
	struct json fitted;
	enum error error = json_expect(root, JSON_OBJECT, failure);
	if (error == OK)
		error = json_only(root, known, failure);
	if (error == OK)
		error = read_number(root, "version", 1, 1, &version, failure);
	if (error == OK)
		error = json_member(root, "fitted", JSON_TEXT, &fitted, failure);
	if (error == OK)
		error = read_operators(priors, root, failure);
	if (error == OK)
		error = read_weight(priors, root, failure);
	return error == OK ? read_recurrence(priors, root, failure) : error;
}

enum error priors_read(struct priors **out, const char *file, const char *bytes, size_t length,
	struct failure *failure)
{
	struct json_document document;
	enum error error = json_read(&document, file, bytes, length, failure);
	if (error != OK)
		return error;
	struct priors *priors = memory_new(1, sizeof *priors);
	error = read_root(priors, &document.root, failure);
	json_release(&document);
	if (error != OK) {
		priors_free(priors);
		return error;
	}
	fill_table(priors);
	*out = priors;
	return OK;
}

struct priors *priors_embedded(void)
{
	static const char name[] = "policy/priors.json";
	const struct embedded_file *file = embedded_get(name);
	struct priors *priors;
	struct failure failure;
	if (priors_read(&priors, name, file->bytes, embedded_size(file), &failure) != OK) {
		say_failure(&failure);
		exit(2);
	}
	return priors;
}

void priors_free(struct priors *priors)
{
	if (priors == NULL)
		return;
	free(priors->table);
	free(priors);
}

/* Between two points along the straight line; before the first and after the last as there. */
uint32_t weight_of_rank(const struct priors *priors, uint32_t rank)
{
	if (rank == 0)
		return priors->unranked;
	size_t next = 0;
	while (next < priors->point_count && priors->points[next].rank < rank)
		next++;
	if (next == 0)
		return priors->points[0].weight;
	if (next == priors->point_count)
		return priors->points[next - 1].weight;
	uint32_t from = priors->points[next - 1].rank, to = priors->points[next].rank;
	uint64_t high = priors->points[next - 1].weight, low = priors->points[next].weight;
	return (uint32_t)((high * (to - rank) + low * (rank - from)) / (to - from));
}

uint32_t weight_of_use(const struct priors *priors, uint32_t uses)
{
	return (uint32_t)((uint64_t)MILLION * uses / ((uint64_t)uses + priors->use_half));
}
