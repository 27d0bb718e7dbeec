/* Writing priors. */
#include "candidates/priors_write.h"
#include "base/limits.h"
#include "base/text.h"
#include "candidates/generator.h"

static void write_factors(
	cJSON *operator, const struct prior *prior, const struct prior_feature *feature, size_t number)
{
	cJSON *object = NULL;
	for (size_t v = 0; v < feature->count; v++) {
		if (prior->factors[number][v] == MILLION)
			continue;
		if (object == NULL)
			object = json_add_object(operator, feature->name);
		json_add_integer(object, feature->values[v], prior->factors[number][v]);
	}
}

static void write_operator(cJSON *operators, const char *name, const struct prior *prior,
	const struct json *source)
{
	cJSON *operator = json_add_object(operators, name);
	json_add_integer(operator, "start", prior->start);
	json_add_text(operator, "source", json_text(source));
	json_add_integer(operator, "share", prior->share);
	json_add_integer(operator, "pairs", prior->pairs);
	for (size_t f = 0; f < PRIOR_FEATURES; f++)
		write_factors(operator, prior, &prior_features[f], f);
}

void priors_write(
	const struct priors *priors, const struct json *start, const char *how, struct text *out)
{
	static const char *const kept[] = {"weight", "recurrence", "invented", "collateral"};
	cJSON *root = cJSON_CreateObject();
	json_add_integer(root, "version", 1);
	json_add_text(root, "how", how);
	for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
		struct json part = json_find(start, kept[i]);
		cJSON_AddItemToObject(root, kept[i], cJSON_Duplicate(part.node, true));
	}
	cJSON *operators = json_add_object(root, "operators");
	struct json old = json_find(start, "operators");
	for (size_t g = 0; g < generator_count(); g++) {
		struct json operator = json_find(&old, generators[g].name);
		struct json source = json_find(&operator, "source");
		write_operator(operators, generators[g].name, &priors->operators[g], &source);
	}
	autotext struct text printed = text_new(LIMIT_FILE_BYTES);
	json_print(root, &printed);
	cJSON_Delete(root);
	/* cJSON puts a TAB behind a key's colon; a reader, and a diff, want a blank. No text of the
	 * document holds a TAB: cJSON writes it \t. */
	for (size_t i = 0; i < printed.length; i++) {
		bool behind_colon = i > 0 && printed.bytes[i] == '\t' && printed.bytes[i - 1] == ':';
		text_add_char(out, behind_colon ? ' ' : printed.bytes[i]);
	}
}
