/* Reading policy/priors.json, strictly. */
#include "candidates/priors.h"
#include "base/embedded.h"
#include "base/json.h"
#include "base/say.h"
#include "candidates/generator.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *const where_names[] = {"first", "second", "inner", "late", "last", "boundary"};
static const char *const doubled_names[] = {"no", "yes"};
static const char *const character_names[] = {
	"none", "vowel", "frequent", "consonant", "rare", "digit", "hyphen"};
static const char *const keys_names[] = {"none", "qwerty", "other"};
static const char *const common_names[] = {"top", "often", "some", "rare", "least"};
static const char *const sound_names[] = {"other", "alike"};
static const char *const letters_names[] = {
	"none", "easier", "same", "harder", "strange", "unheard"};
static const char *const length_names[] = {"1-4", "5-6", "7-8", "9-11", "12-15", "16-"};

const struct prior_feature prior_features[PRIOR_FEATURES] = {
	{"where", where_names, WHERES},
	{"doubled", doubled_names, DOUBLEDS},
	{"character", character_names, CHARACTERS},
	{"keys", keys_names, KEYSES},
	{"common", common_names, COMMONS},
	{"sound", sound_names, SOUNDS},
	{"letters", letters_names, LETTERSES},
	{"length", length_names, LENGTHS},
};

uint32_t prior_without_sound(const struct prior *prior, const struct form_place *place)
{
	uint32_t strength = prior_times(MILLION, prior->factors[0][place->where]);
	strength = prior_times(strength, prior->factors[1][place->doubled]);
	strength = prior_times(strength, prior->factors[2][place->character]);
	strength = prior_times(strength, prior->factors[3][place->keys]);
	return prior_times(strength, prior->factors[4][place->common]);
}

uint32_t prior_strength(const struct prior *prior, const struct form_place *place)
{
	return prior_with_sound(prior, prior_without_sound(prior, place), place);
}

uint32_t prior_share(const struct prior *prior, enum length_class length)
{
	uint32_t share = prior_times(prior->share, prior->factors[PRIOR_LENGTH][length]);
	return share > MILLION ? MILLION : share;
}

/* One number of an object. */
struct member {
	const char *key;
	int64_t least, most;
	uint32_t *value;
};

enum { MEMBERS = 12 };

static enum error read_member(
	const struct json *json, const struct member *member, struct failure *failure)
{
	struct json value;
	enum error error = json_member(json, member->key, JSON_INTEGER, &value, failure);
	if (error != OK)
		return error;
	int64_t number = json_integer(&value);
	if (number < member->least || number > member->most)
		return json_fail(&value, failure, "should be from %lld to %lld",
			(long long)member->least, (long long)member->most);
	*member->value = (uint32_t)number;
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

/* The object at KEY: COUNT numbers and a source, nothing else. */
static enum error read_part(const struct json *root, const char *key, const struct member *members,
	size_t count, struct failure *failure)
{
	const char *known[MEMBERS + 2] = {"source"};
	for (size_t i = 0; i < count; i++)
		known[i + 1] = members[i].key;
	struct json part;
	enum error error = json_member(root, key, JSON_OBJECT, &part, failure);
	if (error == OK)
		error = json_only(&part, known, failure);
	for (size_t i = 0; error == OK && i < count; i++)
		error = read_member(&part, &members[i], failure);
	return error == OK ? read_source(&part, failure) : error;
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
		struct member member = {known[v], 0, PRIOR_FACTOR_MOST, &factors[v]};
		if (json_find(json, known[v]).node != NULL)
			error = read_member(json, &member, failure);
	}
	return error;
}

static enum error read_operator(
	const struct json *json, struct prior *prior, struct failure *failure)
{
	const struct member members[] = {
		{"start", 0, MILLION, &prior->start},
		{"share", 0, MILLION, &prior->share},
		{"pairs", 0, LIMIT_PAIRS, &prior->pairs},
	};
	enum { KNOWN = sizeof members / sizeof *members + 1 };
	const char *known[PRIOR_FEATURES + KNOWN + 1] = {"start", "share", "pairs", "source"};
	for (size_t f = 0; f < PRIOR_FEATURES; f++)
		known[f + KNOWN] = prior_features[f].name;
	enum error error = json_only(json, known, failure);
	for (size_t i = 0; error == OK && i < sizeof members / sizeof *members; i++)
		error = read_member(json, &members[i], failure);
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
	const char *known[OPERATORS_MOST + 1] = {0};
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

static enum error read_parts(
	struct priors *priors, const struct json *root, struct failure *failure)
{
	struct collateral_weights *weights = &priors->collateral;
	const struct member weight[] = {
		{"rank_scale", 1, MILLION, &priors->rank_scale},
		{"unranked", 0, MILLION, &priors->unranked},
		{"use_half", 1, MILLION, &priors->use_half},
	};
	const struct member recurrence[] = {
		{"cap", 0, MILLION, &priors->recurrence.cap},
		{"half", 1, MILLION, &priors->recurrence.half},
	};
	const struct member invented[] = {
		{"index", 0, MILLION / 2, &priors->invented.index},
		{"novelty", 0, 100 * MILLION, &priors->invented.novelty},
		{"near", 0, MILLION, &priors->invented.near},
	};
	const struct member collateral[] = {
		{"dictionary_word", 0, MILLION, &weights->dictionary_word},
		{"dictionary_words", 0, MILLION, &weights->dictionary_words},
		{"words_half", 1, MILLION, &weights->words_half},
		{"very_short", 0, MILLION, &weights->very_short},
		{"short", 0, MILLION, &weights->is_short},
		{"short_length", 5, 64, &weights->short_length},
		{"known_elsewhere", 0, MILLION, &weights->known_elsewhere},
		{"prefix_most", 0, MILLION, &weights->prefix_most},
		{"prefix_half", 1, MILLION, &weights->prefix_half},
	};
	enum error error =
		read_part(root, "weight", weight, sizeof weight / sizeof *weight, failure);
	if (error == OK)
		error = read_part(root, "recurrence", recurrence,
			sizeof recurrence / sizeof *recurrence, failure);
	if (error == OK)
		error = read_part(root, "invented", invented, sizeof invented / sizeof *invented,
			failure);
	if (error == OK)
		error = read_part(root, "collateral", collateral,
			sizeof collateral / sizeof *collateral, failure);
	return error;
}

static enum error read_root(struct priors *priors, const struct json *root, struct failure *failure)
{
	static const char *const known[] = {
		"version", "how", "operators", "weight", "recurrence", "invented",
		"collateral", NULL};
	uint32_t version;
	struct member member = {"version", 1, 1, &version};
	struct json how;
	enum error error = json_expect(root, JSON_OBJECT, failure);
	if (error == OK)
		error = json_only(root, known, failure);
	if (error == OK)
		error = read_member(root, &member, failure);
	if (error == OK)
		error = json_member(root, "how", JSON_TEXT, &how, failure);
	if (error == OK)
		error = read_operators(priors, root, failure);
	return error == OK ? read_parts(priors, root, failure) : error;
}

enum error priors_read(struct priors *priors, const char *name, const char *bytes, size_t length,
	struct failure *failure)
{
	struct json_document document;
	enum error error = json_read(&document, name, bytes, length, failure);
	if (error != OK)
		return error;
	*priors = (struct priors){0};
	error = read_root(priors, &document.root, failure);
	json_release(&document);
	return error;
}

void priors_embedded(struct priors *priors)
{
	static const char name[] = "policy/priors.json";
	const struct embedded_file *file = embedded_get(name);
	struct failure failure;
	if (priors_read(priors, name, file->bytes, embedded_size(file), &failure) != OK) {
		say_failure(&failure);
		exit(2);
	}
}

/* (scale / (scale + rank)) to the power of one and a half. The root of a double is exact to the last
 * bit everywhere (IEEE 754), and so is what comes out. */
uint32_t weight_of_rank(const struct priors *priors, uint32_t rank)
{
	if (rank == 0)
		return priors->unranked;
	double part = (double)priors->rank_scale / ((double)priors->rank_scale + rank);
	uint32_t weight = (uint32_t)(MILLION * part * sqrt(part));
	return weight > priors->unranked ? weight : priors->unranked;
}

uint32_t weight_of_use(const struct priors *priors, uint32_t uses)
{
	return (uint32_t)((uint64_t)MILLION * uses / ((uint64_t)uses + priors->use_half));
}
