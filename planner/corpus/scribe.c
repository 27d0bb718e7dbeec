/* Turns of an answer, as they are heard. */
#include "corpus/scribe.h"
#include "base/intern.h"

#include <string.h>

/* The prompt is told by what was said before the first answer, wherever no id tells it. */
static void add_to_prompt(struct scribe *scribe, struct door_text text)
{
	if (scribe->voice != VOICE_QUOTED || scribe->spoken)
		return;
	uint64_t digest = hash_bytes(text.bytes, text.length);
	scribe->answer->prompt = (scribe->answer->prompt ^ digest) * UINT64_C(0x9E3779B97F4A7C15);
}

void scribe_turn(struct scribe *scribe, struct door_text text)
{
	struct answer *answer = scribe->answer;
	bool quoted = scribe->voice == VOICE_QUOTED;
	add_to_prompt(scribe, text);
	if (!quoted) {
		scribe->spoken = true;
		answer->has_answer = true;
	}
	*array_add(&answer->turns) = (struct turn){.text = text,
		.quoted = quoted,
		.python = scribe->python,
		.choice = quoted ? 0 : scribe->choice};
}

size_t scribe_begin(const struct scribe *scribe)
{
	return scribe->answer->joined.count;
}

void scribe_join(struct scribe *scribe, struct door_text text)
{
	struct answer *answer = scribe->answer;
	answer->joined.items = memory_grow(answer->joined.items, &answer->joined.room,
		answer->joined.count + text.length, sizeof *answer->joined.items);
	memcpy(answer->joined.items + answer->joined.count, text.bytes, text.length);
	answer->joined.count += text.length;
}

void scribe_end(struct scribe *scribe, size_t at)
{
	struct answer *answer = scribe->answer;
	scribe_turn(scribe, (struct door_text){"", 0});
	*array_add(&answer->joined_turns) =
		(struct joined_turn){answer->turns.count - 1, at, answer->joined.count - at};
}

void scribe_settle(struct scribe *scribe)
{
	struct answer *answer = scribe->answer;
	for (size_t i = 0; i < answer->joined_turns.count; i++) {
		const struct joined_turn *joined = &answer->joined_turns.items[i];
		answer->turns.items[joined->turn].text =
			(struct door_text){answer->joined.items + joined->at, joined->length};
	}
}
