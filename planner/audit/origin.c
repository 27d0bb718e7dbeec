/* Origins of recorded names, written and read. */
#include "audit/origin.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

const char *origin_text(struct intern *pool, const struct plan_name *name)
{
	if (name->origin_count == 0)
		return "";
	const struct origin *origin = &name->origins[0];
	for (size_t i = 1; i < name->origin_count; i++) {
		uint64_t best = (uint64_t)origin->weight * origin->probability;
		if ((uint64_t)name->origins[i].weight * name->origins[i].probability > best)
			origin = &name->origins[i];
	}
	autotext struct text text = text_new(LIMIT_MESSAGE_BYTES);
	text_addf(&text, "%s %s %u %u", origin->operator, origin->target, origin->weight,
		origin->probability);
	return text.overflowed ? "" : intern_string(pool, text.bytes);
}

/* The word before END, which moves to the space before that word. False where there is no space. */
static bool word_before(const char *text, const char **end, const char **word, size_t *length)
{
	const char *at = *end;
	while (at > text && at[-1] != ' ')
		at--;
	if (at == text)
		return false;
	*word = at;
	*length = (size_t)(*end - at);
	*end = at - 1;
	return true;
}

static bool number_before(const char *text, const char **end, uint32_t *number)
{
	const char *word;
	size_t length;
	if (!word_before(text, end, &word, &length) || length == 0 || length > 9 ||
		strspn(word, "0123456789") < length)
		return false;
	*number = (uint32_t)strtoul(word, NULL, 10);
	return true;
}

bool origin_read(struct intern *pool, const char *text, struct origin *origin)
{
	const char *end = text + strlen(text), *target;
	uint32_t weight, probability;
	size_t length;
	if (!number_before(text, &end, &probability) || !number_before(text, &end, &weight) ||
		!word_before(text, &end, &target, &length) || end == text)
		return false;
	*origin = (struct origin){intern_text(pool, text, (size_t)(end - text)),
		intern_text(pool, target, length), weight, probability};
	return true;
}
