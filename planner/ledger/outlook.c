/* What became of a request without anybody having said so. */
#include "ledger/outlook.h"
#include "base/text.h"

#include <string.h>

/* Why a request for this target can no longer be granted, by its mechanism and the newest verdict.
 * Mechanisms are told apart by their names: the ledger does not know plans. */
static const char *why_moot(const struct ledger_request *request)
{
	bool space = strcmp(request->mechanism, "namespace") == 0;
	bool convert = strcmp(request->mechanism, "convert") == 0;
	switch (request->verdict) {
	case VERDICT_EXISTS:
		return space || convert ? NULL
		       : request->ours  ? "PyPI has a project of yours of this name"
					: "PyPI has a project of this name";
	case VERDICT_RESERVED:
		return "a namespace that PyPI granted covers it";
	case VERDICT_STDLIB:
	case VERDICT_INVALID:
		return space ? NULL : "PyPI refuses this name to everybody";
	case VERDICT_SIMILAR:
	case VERDICT_UNREGISTERED:
		return convert ? "no project of this name is left to convert" : NULL;
	case VERDICT_UNKNOWN:
	case VERDICTS:
		break;
	}
	return NULL;
}

static const char *next_of_moot(const struct ledger_request *request)
{
	bool is_out = request->state == REQUEST_SENT || request->state == REQUEST_ACKNOWLEDGED;
	if (request->verdict == VERDICT_RESERVED)
		return "it is granted where that namespace is yours, else set it withdrawn";
	if (is_out && strcmp(request->mechanism, "convert") == 0)
		return "set it granted where PyPI did so, else withdrawn";
	if (request->verdict == VERDICT_EXISTS && request->missing != DATE_NONE)
		return "the index lacks it by now, which may hide it: let nameward audit --confirm "
		       "look it up first";
	if (request->verdict == VERDICT_EXISTS && is_out)
		return "tell PyPI at once, whose form would delete that project, and set it "
		       "withdrawn";
	return is_out ? "tell PyPI, and set it withdrawn" : "do not send it, set it withdrawn";
}

/* What a grant closed looks free or reserved: that is no news. Nor is a project that was seen
 * before the grant, which deletes it, or one that we published under a name held for us. */
static bool is_in_vain(const struct ledger_request *request)
{
	return request->verdict == VERDICT_EXISTS && !request->ours &&
	       request->verdict_day > request->day;
}

static struct outlook moot(const struct ledger_request *request)
{
	struct outlook outlook = {
		.kind = OUTLOOK_MOOT, .since = request->verdict_day, .what = why_moot(request)};
	if (request->state == REQUEST_GRANTED) {
		outlook.next = "somebody got it all the same: set it released";
		return outlook.what != NULL && is_in_vain(request)
			       ? outlook
			       : (struct outlook){.since = DATE_NONE};
	}
	outlook.next = next_of_moot(request);
	return outlook.what != NULL ? outlook : (struct outlook){.since = DATE_NONE};
}

struct outlook outlook_of(const struct ledger_request *request, date as_of)
{
	struct outlook good = {.since = DATE_NONE};
	if (!request_stands(request->state))
		return good;
	struct outlook outlook = moot(request);
	if (outlook.kind != OUTLOOK_GOOD || request->term == DATE_NONE || request->term > as_of)
		return outlook;
	return request->state == REQUEST_GRANTED
		       ? (struct outlook){OUTLOOK_OVER, request->term, "its term is over",
				 "set it granted with --term DATE where PyPI renewed it, else "
				 "released"}
		       : (struct outlook){OUTLOOK_OVER, request->term,
				 "the term that it asks for is over", "set it withdrawn"};
}

void outlook_say(const struct outlook *outlook, struct text *out)
{
	char day[DATE_TEXT_BYTES];
	if (outlook->kind == OUTLOOK_GOOD)
		return;
	text_add(out, outlook->what);
	if (outlook->since != DATE_NONE) {
		date_format(outlook->since, day);
		text_addf(out, " since %s", day);
	}
	text_addf(out, ": %s", outlook->next);
}
