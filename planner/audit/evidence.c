/* What a change is told by: days, owners, look-ups. */
#include "audit/evidence.h"
#include "audit/comparing.h"
#include "base/text.h"
#include "ledger/outlook.h"
#include "registry/snapshot.h"

#include <string.h>

enum { USERS_SHOWN = 5 };

void evidence_day(struct text *out, const char *before, date day)
{
	char written[DATE_TEXT_BYTES];
	date_format(day, written);
	text_addf(out, "%s%s", before, written);
}

static date index_day(const struct comparing *comparing)
{
	return snapshot_info(rules_snapshot(comparing->facts->rules))->day;
}

void evidence_interval(const struct comparing *comparing, struct text *out)
{
	date before = comparing->facts->past->snapshot_day, now = index_day(comparing);
	if (now != DATE_NONE)
		evidence_day(out, "since the index of ", now);
	else
		text_add(out, "since this index");
	if (before != DATE_NONE && before != now)
		evidence_day(out, ", not in that of ", before);
}

void evidence_index(const struct comparing *comparing, struct text *out)
{
	date now = index_day(comparing);
	if (now != DATE_NONE)
		evidence_day(out, "by the index of ", now);
	else
		text_add(out, "by this index");
}

void evidence_look_up(const struct comparing *comparing, struct text *out, const char *project)
{
	const struct answer *answer = comparing_answer(comparing, project);
	if (answer == NULL || answer->status == 0)
		return;
	evidence_day(out, " (",
		answer->made >= 0 ? date_of_seconds(answer->made) : comparing->facts->as_of);
	text_addf(out, ": %s answers %u)", answer->url, answer->status);
}

/* "; of mallory", from an answer that is there. */
static void add_users(struct text *out, const struct answer *answer)
{
	if (!answer->owned) {
		text_add(out, "; whose it is PyPI did not tell");
	} else if (answer->organisation[0] != '\0') {
		text_addf(out, "; of the organisation %s", answer->organisation);
	} else if (answer->user_count == 0) {
		text_add(out, "; of nobody that PyPI tells");
	} else {
		text_add(out, "; of ");
		for (size_t i = 0; i < answer->user_count && i < USERS_SHOWN; i++)
			text_addf(out, "%s%s", i > 0 ? ", " : "", answer->users[i]);
		if (answer->user_count > USERS_SHOWN)
			text_addf(out, " and %zu more", answer->user_count - USERS_SHOWN);
	}
}

/* Our first sight of a name: its first use, or the day the ledger first held it. */
static date first_sight(const struct past_name *name)
{
	return name->since != DATE_NONE ? name->since : name->seen;
}

/* "our first use (2024-03)", "the ledger's first sight of it (2026-11-21)" */
static void add_first_sight(struct text *out, const struct past_name *name)
{
	char month[MONTH_TEXT_BYTES];
	if (name->since != DATE_NONE) {
		month_format(name->since, month);
		text_addf(out, "our first use (%s)", month);
	} else {
		evidence_day(out, "the ledger's first sight of it (", name->seen);
		text_add_char(out, ')');
	}
}

/* A project that was in no index before the last one appeared after all that came before that.
 * SHOWN: it is in this one. */
static void add_order(const struct comparing *comparing, struct text *out,
	const struct past_name *name, date first, bool shown)
{
	date ours = first_sight(name), before = comparing->facts->past->snapshot_day;
	if (ours == DATE_NONE)
		return;
	if (first != DATE_NONE) {
		text_addf(out, ", %s ", first >= ours ? "after" : "before");
		add_first_sight(out, name);
		if (first >= ours && name->kind == KIND_INTERNAL)
			text_add(out, ": your machines may have installed it");
		return;
	}
	/* What the index hides may have been there before it. */
	bool after = shown && name->id != 0 && before != DATE_NONE && ours <= before;
	text_add(out, after ? "; it appeared after " : "; ");
	add_first_sight(out, name);
}

void evidence_owner(const struct comparing *comparing, struct text *out, const char *project,
	const struct past_name *name)
{
	const struct answer *answer = comparing_answer(comparing, project);
	bool present = answer != NULL && answer->presence == PRESENCE_PRESENT;
	date first = present && answer->first_upload >= 0 ? date_of_seconds(answer->first_upload)
							  : DATE_NONE;
	if (present)
		add_users(out, answer);
	else
		text_add(out, "; whose it is was not looked up (--confirm)");
	if (first != DATE_NONE)
		evidence_day(out, "; first upload ", first);
	add_order(comparing, out, name, first,
		comparing_verdict(comparing, project) == VERDICT_EXISTS);
	evidence_look_up(comparing, out, project);
}

void evidence_requests(const struct comparing *comparing, struct text *out, const char *name,
	enum verdict verdict, bool ours)
{
	const struct compare_facts *facts = comparing->facts;
	for (size_t i = 0; i < facts->requests->items.count; i++) {
		struct ledger_request request = facts->requests->items.items[i];
		if (strcmp(request.target, name) != 0 || strcmp(request.team, facts->team) != 0)
			continue;
		request.verdict = verdict;
		request.verdict_day = facts->as_of;
		request.ours = ours;
		request.missing = DATE_NONE;
		struct outlook outlook = outlook_of(&request, facts->as_of);
		if (outlook.kind != OUTLOOK_MOOT)
			continue;
		text_addf(out, "; of its request (%s, %s", request.mechanism,
			request_state_name(request.state));
		evidence_day(out, " since ", request.day);
		text_addf(out, "): %s", outlook.next);
	}
}

void evidence_closed(const struct comparing *comparing, struct text *out, const char *name)
{
	const struct compare_facts *facts = comparing->facts;
	for (size_t i = 0; i < facts->requests->items.count; i++) {
		const struct ledger_request *request = &facts->requests->items.items[i];
		if (!request_stands(request->state) && strcmp(request->target, name) == 0 &&
			strcmp(request->team, facts->team) == 0)
			text_addf(out,
				"; its request (%s) was %s: set it drafted to ask for it again",
				request->mechanism, request_state_name(request->state));
	}
}
