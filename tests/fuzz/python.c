/* Python text, whole or broken: imports are words of it, in its order, and what a session shows
 * around code comes off without harm. */
#include "fuzz.h"

#include "base/limits.h"
#include "base/text.h"
#include "corpus/python_imports.h"
#include "corpus/python_run.h"
#include "corpus/python_session.h"

#include <stdlib.h>
#include <string.h>

struct range {
	const char *at, *end;
};

static void is_inside(void *context, const char *module, size_t length)
{
	struct range *range = context;
	if (length == 0 || module < range->at || module + length > range->end)
		abort();
	range->at = module;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	char *copy = malloc(length > 0 ? length : 1);
	if (copy == NULL)
		return 0;
	if (length > 0)
		memcpy(copy, bytes, length);
	struct range range = {copy, copy + length};
	python_imports(copy, length, is_inside, &range);
	if (python_run(copy, length, copy + length) > length)
		abort();
	python_begins(copy, length);
	const char *last = python_last_import(copy, length);
	if (last != NULL && (last < copy || last >= copy + length))
		abort();
	struct text code = text_new(LIMIT_RECORD_BYTES);
	python_undress(copy, length, &code);
	text_release(&code);
	free(copy);
	return 0;
}
