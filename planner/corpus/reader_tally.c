/* Corpora that `nameward mine` wrote. */
#include "corpus/reader.h"
#include "corpus/tally.h"

#include <string.h>

/* What was said to the model before it said it is no vote: a planted page could cast it. */
static uint32_t votes_of(const struct tally_name *name)
{
	return name->runs > name->echoed ? name->runs - name->echoed : 0;
}

enum error corpus_parse_tally(
	struct corpus *corpus, const struct file *file, struct failure *failure)
{
	struct tally tally = tally_new(0);
	enum error error = tally_read(&tally, file->name, file->bytes, file->length, failure);
	for (size_t i = 0; i < tally.names.count && error == OK; i++) {
		const struct tally_name *name = &tally.names.items[i];
		struct recurrence recurrence = tally_recurrence(&tally, name);
		uint32_t votes = votes_of(name);
		if (votes == 0)
			continue;
		struct corpus_row row = {.name = name->written,
			.length = strlen(name->written),
			.runs = votes,
			.prompts = sample_distinct(&name->prompts, LIMIT_NAME_PROMPTS),
			.models = sample_distinct(&name->models, LIMIT_NAME_MODELS),
			.said = recurrence.said < votes ? recurrence.said : votes,
			.asked = recurrence.asked,
			.first_seen = name->first_seen};
		error = corpus_add(corpus, &row, failure);
	}
	tally_release(&tally);
	return error;
}
