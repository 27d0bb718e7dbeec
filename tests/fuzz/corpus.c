/* A mined corpus: read, written and read again, it is the same. */
#include "fuzz.h"

#include "base/limits.h"
#include "base/text.h"
#include "corpus/tally.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	struct failure failure;
	struct tally tally = tally_new(0);
	if (length > 0 && tally_read(&tally, "x", (const char *)bytes, length, &failure) == OK) {
		struct text first = text_new(LIMIT_BULK_BYTES), second = text_new(LIMIT_BULK_BYTES);
		struct tally again = tally_new(0);
		tally_settle(&tally);
		tally_write(&tally, "s", &first);
		if (tally_read(&again, "y", first.bytes, first.length, &failure) != OK)
			abort();
		tally_settle(&again);
		tally_write(&again, "s", &second);
		if (first.length != second.length ||
			memcmp(first.bytes, second.bytes, first.length) != 0)
			abort();
		tally_release(&again);
		text_release(&first);
		text_release(&second);
	}
	tally_release(&tally);
	return 0;
}
