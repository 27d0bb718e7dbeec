/* A line of a transcript: any JSON, as a record of any form. Its names stand inside limits and
 * every text that is told lies inside the record or the answer's own memory (the sanitizers look).
 */
#include "fuzz.h"

#include "base/json_door.h"
#include "base/limits.h"
#include "base/text.h"
#include "corpus/answer.h"
#include "corpus/field_path.h"
#include "corpus/speech.h"

#include <stdlib.h>
#include <string.h>

static void read_turns(const struct answer *answer)
{
	struct sightings sightings = {0};
	struct text scratch = text_new(LIMIT_RECORD_BYTES);
	for (size_t i = 0; i < answer->turns.count; i++) {
		const struct turn *turn = &answer->turns.items[i];
		sightings.quoted = turn->quoted;
		if (turn->python)
			speech_read_python(
				&sightings, turn->text.bytes, turn->text.length, &scratch);
		else
			speech_read(&sightings, turn->text.bytes, turn->text.length, &scratch);
	}
	sightings_finish(&sightings);
	for (size_t i = 0; i < sightings.items.count; i++) {
		size_t length = sightings.items.items[i].length;
		if (length == 0 || length > LIMIT_NAME_BYTES)
			abort();
	}
	sightings_release(&sightings);
	text_release(&scratch);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	static struct door_parser *parser;
	struct field_path path = {0};
	struct answer answer = {0};
	struct door_value value;
	if (parser == NULL)
		parser = door_new(LIMIT_JSON_DEPTH);
	char *padded = malloc(length + DOOR_PADDING);
	if (padded == NULL)
		return 0;
	if (length > 0)
		memcpy(padded, bytes, length);
	memset(padded + length, 0, DOOR_PADDING);
	for (int form = 0; form < 2; form++) {
		if (form == 1 && !field_path_read(&path, "a.b"))
			abort();
		if (door_read(parser, padded, length, &value) != NULL ||
			door_type(value) != DOOR_OBJECT)
			continue;
		answer_clear(&answer);
		answer_read(&answer, value, &path);
		read_turns(&answer);
	}
	answer_release(&answer);
	field_path_release(&path);
	free(padded);
	return 0;
}
