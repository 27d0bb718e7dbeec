/* Slips on a stem: the name without its digits, its Python affix, its hyphens or its last word. */
#include "candidates/generator.h"

#include <string.h>

enum { SHORTEST_STEM = 3 };

static const char *const before_stems[] = {"python-", "python3-", "py-", "python", "py"};
static const char *const after_stems[] = {"-python", "-python3", "-py", "python", "py"};

void form_on_stem(
	struct forming *f, const char *stem, size_t length, const char *tail, unsigned stems)
{
	char name[LIMIT_NAME_BYTES + 1];
	memcpy(name, stem, length);
	name[length] = '\0';
	if (length == 0 || !name_is_canonical(name, length))
		return;
	struct forming inner = *f;
	forming_set_name(&inner, name, length);
	inner.is_target = false;
	inner.tail = tail;
	inner.tail_length = strlen(tail);
	for (int g = 0; generators[g].name != NULL; g++) {
		if ((generators[g].stems & stems) == 0)
			continue;
		inner.inner = g;
		generators[g].form(&inner);
	}
}

/* Where the digits at the end begin, a hyphen before them among them. */
static size_t tail_start(const struct forming *f)
{
	size_t at = f->length;
	while (at > 0 && f->name[at - 1] >= '0' && f->name[at - 1] <= '9')
		at--;
	if (at < f->length && at > 0 && f->name[at - 1] == '-')
		at--;
	return at;
}

void form_stem_slips(struct forming *f)
{
	size_t stem = tail_start(f);
	if (stem < f->length && stem >= SHORTEST_STEM)
		form_on_stem(f, f->name, stem, "", STEM_DIGITS);
}

void form_affix_slips(struct forming *f)
{
	for (size_t i = 0; i < sizeof before_stems / sizeof *before_stems; i++) {
		size_t length = strlen(before_stems[i]);
		if (f->length >= length + SHORTEST_STEM &&
			memcmp(f->name, before_stems[i], length) == 0) {
			form_on_stem(f, f->name + length, f->length - length, "", STEM_DIGITS);
			break;
		}
	}
	for (size_t i = 0; i < sizeof after_stems / sizeof *after_stems; i++) {
		size_t length = strlen(after_stems[i]);
		if (f->length >= length + SHORTEST_STEM &&
			memcmp(f->name + f->length - length, after_stems[i], length) == 0) {
			form_on_stem(f, f->name, f->length - length, "", STEM_DIGITS);
			break;
		}
	}
}

void form_stem_slips_with_tail(struct forming *f)
{
	size_t stem = tail_start(f);
	if (stem < f->length && stem >= SHORTEST_STEM)
		form_on_stem(f, f->name, stem, f->name + stem, STEM_TAIL);
}

void form_glued_slips(struct forming *f)
{
	char glued[LIMIT_NAME_BYTES];
	size_t length = 0;
	for (size_t i = 0; i < f->length; i++) {
		if (f->name[i] != '-')
			glued[length++] = f->name[i];
	}
	if (f->word_count > 1)
		form_on_stem(f, glued, length, "", STEM_GLUED);
}

void form_base_slips(struct forming *f)
{
	if (f->word_count < 2)
		return;
	size_t length = (size_t)f->words[f->word_count - 1].start - 1;
	if (length >= SHORTEST_STEM)
		form_on_stem(f, f->name, length, "", STEM_BASE);
}
