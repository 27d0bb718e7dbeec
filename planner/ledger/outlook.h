/* What became of a request without anybody having said so.
 *
 * A state is somebody's word, and only people and mails change it. But a term runs out, and a name
 * that is asked for may be somebody's project by now: then the state alone would mislead. So it is
 * shown beside the state, worked out anew each time and stored nowhere, with what to do next.
 *
 * - over: the day until which it was asked for or granted has come. After it PyPI may give the name
 *   to anybody who wants it (the mail says so, bundle/disclosure.h);
 * - moot: it can no longer be granted, or was granted and became somebody's all the same, by what
 *   the last audits saw. PyPI's form for prohibited names would delete the project that is there:
 *   one that was seen up to the day of the grant is gone, and says nothing against it. */
#ifndef LEDGER_OUTLOOK_H
#define LEDGER_OUTLOOK_H

#include "ledger/requests.h"

struct text;

enum outlook_kind { OUTLOOK_GOOD, OUTLOOK_OVER, OUTLOOK_MOOT };

struct outlook {
	enum outlook_kind kind;
	date since;
	const char *what; /* "its term is over"; NULL: good */
	const char *next; /* "set released, ..." */
};

/* Of a request that stands; any other has a good one: nothing is left to come of it. */
struct outlook outlook_of(const struct ledger_request *request, date as_of);

/* "its term is over since 2027-03-01: ..."; nothing where it is good. */
void outlook_say(const struct outlook *outlook, struct text *out);

#endif
