/* Hyphens moved, added, dropped: the same look-alike form, so only for a target that does not
 * exist; there, whoever registers one locks the owner out of the name itself. */
#include "candidates/generator.h"

#include <string.h>

void form_separators_dropped(struct forming *f)
{
	char form[LIMIT_NAME_BYTES + 1];
	size_t put = 0;
	for (size_t i = 0; i < f->length; i++) {
		if (f->name[i] == '-')
			form_splice(f, i, 1, "", 0, place_of(f, i));
		else
			form[put++] = f->name[i];
	}
	form_emit(f, form, put, (struct form_place){.where = WHERE_BOUNDARY});
}

void form_separators_added(struct forming *f)
{
	for (size_t i = 1; i < f->length; i++)
		form_splice(f, i, 0, "-", 1, place_before(f, i));
}

/* One hyphen taken out and put between two other characters, not further than three from where it
 * stood. */
void form_separators_moved(struct forming *f)
{
	enum { FARTHEST = 3 };
	char form[LIMIT_NAME_BYTES + 1];
	for (size_t i = 0; i < f->length; i++) {
		if (f->name[i] != '-')
			continue;
		size_t low = i > FARTHEST ? i - FARTHEST : 0;
		size_t high = i + FARTHEST < f->length ? i + FARTHEST : f->length - 1;
		for (size_t to = low; to <= high; to++) {
			memcpy(form, f->name, f->length);
			if (i < to)
				memmove(form + i, form + i + 1, to - i);
			else
				memmove(form + to + 1, form + to, i - to);
			form[to] = '-';
			form_emit(f, form, f->length, place_of(f, to));
		}
	}
}
