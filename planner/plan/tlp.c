/* The labels of the Traffic Light Protocol. */
#include "plan/tlp.h"

#include <stddef.h>
#include <string.h>

const char *const tlp_labels[] = {"RED", "AMBER+STRICT", "AMBER", "GREEN", "CLEAR", NULL};
const char tlp_internal[] = "AMBER+STRICT";

static size_t place_of(const char *label)
{
	size_t i = 0;
	while (tlp_labels[i] != NULL && strcmp(tlp_labels[i], label) != 0)
		i++;
	return i;
}

const char *tlp_find(const char *name)
{
	return tlp_labels[place_of(name)];
}

const char *tlp_meaning(const char *label)
{
	static const char *const meanings[] = {
		"For those it is addressed to alone",
		"For your organisation alone, as far as needed",
		"For your organisation and its clients, as far as needed",
		"For your community, not for the public", "For anybody",
		"For those it is addressed to alone", /* no label of the table: the strictest */
	};
	return meanings[place_of(label)];
}

const char *tlp_stricter(const char *one, const char *other)
{
	return place_of(one) <= place_of(other) ? one : other;
}
