/* Text as a model writes it: fences, commands, manifests, loose code. */
#include "fuzz.h"

#include "base/limits.h"
#include "base/text.h"
#include "corpus/speech.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	struct sightings sightings = {0};
	struct text scratch = text_new(LIMIT_RECORD_BYTES);
	/* An exact copy: a byte too far is seen. */
	char *copy = malloc(length + 1);
	if (copy == NULL)
		return 0;
	memcpy(copy, length > 0 ? (const char *)bytes : "", length);
	speech_read(&sightings, copy, length, &scratch);
	sightings_finish(&sightings);
	for (size_t i = 1; i < sightings.items.count; i++) {
		if (sightings.items.items[i].kind < sightings.items.items[i - 1].kind)
			abort();
	}
	sightings_release(&sightings);
	text_release(&scratch);
	free(copy);
	return 0;
}
