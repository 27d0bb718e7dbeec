/* Package URLs (purl-spec): `pkg:pypi/larkmoor-core@1.2?repository_url=https%3A%2F%2Fx.test`. */
#ifndef INPUTS_PURL_H
#define INPUTS_PURL_H

#include "base/limits.h"

enum purl_answer {
	PURL_PYPI,
	PURL_OTHER, /* of another type */
	PURL_WRONG,
};

struct purl {
	char name[LIMIT_NAME_BYTES + 1];
	char repository[LIMIT_MESSAGE_BYTES]; /* repository_url; "" where it says none */
	char vcs[LIMIT_MESSAGE_BYTES];        /* vcs_url; "" where it says none */
	char download[LIMIT_MESSAGE_BYTES];   /* download_url, of the file itself; likewise */
};

enum purl_answer purl_read(const char *text, struct purl *purl);

#endif
