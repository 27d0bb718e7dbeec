/* What can be registered only beside a name that does not exist on PyPI: the name itself, its
 * separators moved, and the look-alikes that lock its owner out. */
#include "candidates/generator.h"

#include <string.h>

enum { ROOM = LIMIT_NAME_BYTES + 32, ONE = 1000, SHORTEST_PART = 2 };

void form_private(struct forms *forms, const char *name, size_t length)
{
	forms_add(forms, name, length, PLACE_INNER, ONE);
}

/* acme-auth-client: acmeauth-client, acme-authclient, acmeauthclient, and a hyphen put in or moved
 * by one. All have the look-alike form of the name. */
void form_separator(struct forms *forms, const char *name, size_t length)
{
	char form[ROOM], bare[ROOM] = "";
	size_t bare_length = 0;
	for (size_t i = 0; i < length; i++) {
		if (name[i] != '-') {
			bare[bare_length++] = name[i];
			continue;
		}
		memcpy(form, name, i); /* dropped */
		memcpy(form + i, name + i + 1, length - i - 1);
		forms_add(forms, form, length - 1, PLACE_BOUNDARY, 4 * ONE);
		memcpy(form, name, length); /* moved to the left, to the right */
		form[i] = name[i - 1];
		form[i - 1] = '-';
		forms_add(forms, form, length, PLACE_BOUNDARY, ONE);
		memcpy(form, name, length);
		form[i] = name[i + 1];
		form[i + 1] = '-';
		forms_add(forms, form, length, PLACE_BOUNDARY, ONE);
	}
	forms_add(forms, bare, bare_length, PLACE_BOUNDARY, 8 * ONE);
	for (size_t i = SHORTEST_PART; i + SHORTEST_PART <= length; i++) { /* added */
		memcpy(form, name, i);
		form[i] = '-';
		memcpy(form + i + 1, name + i, length - i);
		forms_add(forms, form, length + 1, PLACE_INNER, ONE);
	}
}

/* l, i and 1 for one another, o and 0: the exchanges that Warehouse's look-alike form undoes. */
void form_lookalike_twin(struct forms *forms, const char *name, size_t length)
{
	static const char *const twins[] = {"li1", "o0"};
	char form[ROOM];
	memcpy(form, name, length);
	for (size_t i = 0; i < length; i++) {
		for (size_t k = 0; k < sizeof twins / sizeof *twins; k++) {
			if (strchr(twins[k], name[i]) == NULL)
				continue;
			for (const char *twin = twins[k]; *twin != '\0'; twin++) {
				form[i] = *twin;
				if (*twin != name[i])
					forms_add(forms, form, length, place_of(name, length, i),
						ONE);
			}
			form[i] = name[i];
		}
	}
}
