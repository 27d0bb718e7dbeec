/* Priors, read from policy/priors.json. */
#include "candidates/priors.h"
#include "base/embedded.h"
#include "base/json.h"
#include "base/say.h"
#include "candidates/generator.h"

#include <stdlib.h>

static const char *const place_names[PLACES] = {"first", "inner", "last", "boundary", "doubled"};

/* A whole number of an object, within bounds; OTHERWISE where the key is missing and MAY_MISS. */
static enum error number(const struct json *object, const char *key, int64_t least, int64_t most,
	uint32_t *out, struct failure *failure)
{
	struct json value;
	enum error error = json_member(object, key, JSON_INTEGER, &value, failure);
	if (error != OK)
		return error;
	int64_t found = json_integer(&value);
	if (found < least || found > most)
		return json_fail(&value, failure, "should be from %lld to %lld", (long long)least,
			(long long)most);
	*out = (uint32_t)found;
	return OK;
}

static enum error read_operator(
	struct prior *prior, const struct json *object, struct failure *failure)
{
	static const char *const keys[] = {
		"share", "first", "inner", "last", "boundary", "doubled", "source", NULL};
	struct json source;
	enum error error = json_only(object, keys, failure);
	if (error == OK)
		error = json_member(object, "source", JSON_TEXT, &source, failure);
	if (error == OK)
		error = number(object, "share", 0, 1000000, &prior->share, failure);
	for (size_t i = 0; error == OK && i < PLACES; i++) {
		prior->place[i] = 1000;
		if (json_find(object, place_names[i]).node != NULL)
			error = number(
				object, place_names[i], 0, 100000, &prior->place[i], failure);
	}
	return error;
}

static enum error read_operators(
	struct priors *priors, const struct json *operators, struct failure *failure)
{
	struct json item = {0};
	enum error error = OK;
	while (error == OK && json_next(operators, &item)) {
		int place = generator_of_name(item.node->string);
		if (place < 0)
			return json_fail(&item, failure, "is no operator of this program");
		error = json_expect(&item, JSON_OBJECT, failure);
		if (error == OK)
			error = read_operator(&priors->operators[place], &item, failure);
	}
	for (size_t i = 0; error == OK && generators[i].name != NULL; i++) {
		if (json_find(operators, generators[i].name).node == NULL)
			error = json_fail(operators, failure, "the operator \"%s\" is missing",
				generators[i].name);
	}
	return error;
}

static enum error read_weights(
	struct priors *priors, const struct json *root, struct failure *failure)
{
	static const char *const weight_keys[] = {
		"rank_half", "unranked", "use_half", "source", NULL};
	static const char *const recurrence_keys[] = {"cap", "half", "source", NULL};
	struct json weight, recurrence;
	enum error error = json_member(root, "weight", JSON_OBJECT, &weight, failure);
	if (error == OK)
		error = json_only(&weight, weight_keys, failure);
	if (error == OK)
		error = number(&weight, "rank_half", 1, 1000000, &priors->rank_half, failure);
	if (error == OK)
		error = number(&weight, "unranked", 0, 1000000, &priors->unranked, failure);
	if (error == OK)
		error = number(&weight, "use_half", 1, 1000000, &priors->use_half, failure);
	if (error == OK)
		error = json_member(root, "recurrence", JSON_OBJECT, &recurrence, failure);
	if (error == OK)
		error = json_only(&recurrence, recurrence_keys, failure);
	if (error == OK)
		error = number(&recurrence, "cap", 0, 1000000, &priors->recurrence.cap, failure);
	if (error == OK)
		error = number(&recurrence, "half", 1, 1000000, &priors->recurrence.half, failure);
	return error;
}

enum error priors_read(struct priors *priors, const char *name, const char *bytes, size_t length,
	struct failure *failure)
{
	static const char *const keys[] = {
		"version", "how", "weight", "recurrence", "operators", NULL};
	struct json_document document;
	*priors = (struct priors){0};
	enum error error = json_read(&document, name, bytes, length, failure);
	if (error != OK)
		return error;
	struct json operators;
	uint32_t version;
	error = json_expect(&document.root, JSON_OBJECT, failure);
	if (error == OK)
		error = json_only(&document.root, keys, failure);
	if (error == OK)
		error = number(&document.root, "version", 1, 1, &version, failure);
	if (error == OK)
		error = read_weights(priors, &document.root, failure);
	if (error == OK)
		error = json_member(&document.root, "operators", JSON_OBJECT, &operators, failure);
	if (error == OK)
		error = read_operators(priors, &operators, failure);
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
