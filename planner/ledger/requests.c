/* Requests and what became of them. */
#include "ledger/requests.h"
#include "base/json.h"
#include "ledger/ledger.h"
#include "ledger/log.h"
#include "ledger/sql.h"

#include <stdlib.h>
#include <string.h>

const char *const request_state_names[] = {"drafted", "reviewed", "approved", "sent",
	"acknowledged", "granted", "declined", "withdrawn", "released", NULL};

const char *request_state_name(enum request_state state)
{
	return request_state_names[state];
}

int request_state_of_name(const char *name)
{
	for (int i = 0; i < REQUEST_STATES; i++) {
		if (strcmp(request_state_names[i], name) == 0)
			return i;
	}
	return -1;
}

bool request_stands(enum request_state state)
{
	return state <= REQUEST_GRANTED;
}

static bool may_follow(enum request_state now, enum request_state next)
{
	bool open = now <= REQUEST_ACKNOWLEDGED;
	switch (next) {
	case REQUEST_DRAFTED:
		return !request_stands(now);
	case REQUEST_REVIEWED:
	case REQUEST_APPROVED:
	case REQUEST_SENT:
	case REQUEST_ACKNOWLEDGED:
		return open && next > now;
	case REQUEST_GRANTED:
	case REQUEST_DECLINED:
		return now == REQUEST_SENT || now == REQUEST_ACKNOWLEDGED;
	case REQUEST_WITHDRAWN:
		return open;
	case REQUEST_RELEASED:
		return now == REQUEST_GRANTED;
	case REQUEST_STATES:
		break;
	}
	return false;
}

static enum verdict verdict_of(int64_t stored)
{
	return stored >= 0 && stored < VERDICTS ? (enum verdict)stored : VERDICT_UNKNOWN;
}

void requests_load(struct ledger *ledger, int64_t organisation, struct intern *pool,
	struct ledger_requests *requests)
{
	sqlite3_stmt *row = sql(ledger,
		"SELECT requests.id, organisations.name, team, mechanism, target, state,"
		" requests.day, term, told_overdue, told_term, told_over,"
		" (SELECT max(number) FROM states WHERE request = requests.id),"
		" coalesce(names.verdict, -1), runs.day,"
		" EXISTS (SELECT 1 FROM changes WHERE run = names.changed AND changes.name ="
		" target AND class = 'published'), names.missing FROM requests"
		" JOIN organisations ON organisations.id = requests.organisation"
		" LEFT JOIN names ON names.organisation = requests.organisation AND"
		" names.name = target LEFT JOIN runs ON runs.id = names.changed"
		" WHERE ?1 IN (0, requests.organisation) ORDER BY target, mechanism, team,"
		" requests.id",
		"i", organisation);
	while (sql_next(ledger, row)) {
		int state = request_state_of_name(sql_text(row, 5));
		if (state < 0)
			continue;
		*array_add(&requests->items) =
			(struct ledger_request){.id = sqlite3_column_int64(row, 0),
				.organisation = intern_string(pool, sql_text(row, 1)),
				.team = intern_string(pool, sql_text(row, 2)),
				.mechanism = intern_string(pool, sql_text(row, 3)),
				.target = intern_string(pool, sql_text(row, 4)),
				.state = (enum request_state)state,
				.day = sql_date(row, 6),
				.term = sql_date(row, 7),
				.told_overdue = sqlite3_column_int64(row, 8),
				.told_term = sql_date(row, 9),
				.told_over = sql_date(row, 10),
				.number = sqlite3_column_int64(row, 11),
				.verdict = verdict_of(sqlite3_column_int64(row, 12)),
				.verdict_day = sql_date(row, 13),
				.ours = sqlite3_column_int(row, 14) != 0,
				.missing = sql_date(row, 15)};
	}
	sql_end(row);
}

static void log_word(struct ledger *ledger, int64_t request, int64_t number, const char *mechanism,
	const char *target, const struct request_word *word)
{
	cJSON *detail = cJSON_CreateObject();
	json_add_integer(detail, "request", request);
	json_add_integer(detail, "number", number);
	json_add_text(detail, "mechanism", mechanism);
	json_add_text(detail, "target", target);
	json_add_text(detail, "state", request_state_name(word->state));
	json_add_integer(detail, "day", word->day);
	json_add_text(detail, "who", word->who);
	json_add_text(detail, "ref", word->ref);
	json_add_text(detail, "note", word->note);
	json_add_text(detail, "digest", word->digest);
	if (word->term != DATE_NONE)
		json_add_integer(detail, "term", word->term);
	log_detail(ledger, word->day, word->who, "request", detail);
}

static void add_word(struct ledger *ledger, int64_t request, const char *mechanism,
	const char *target, const struct request_word *word)
{
	const char *state = request_state_name(word->state);
	int64_t number =
		1 + sql_number(ledger, 0, "SELECT max(number) FROM states WHERE request = ?", "i",
			    request);
	sql_do(ledger,
		"INSERT INTO states(request, number, state, day, who, ref, note, digest, term)"
		" VALUES (?,?,?,?,?,?,?,?,?)",
		"iitdttttd", request, number, state, word->day, word->who, word->ref, word->note,
		word->digest, word->term);
	/* What is drafted again asks for a term of its own: the old one is over or was given up. */
	sql_do(ledger,
		"UPDATE requests SET state = ?1, day = ?2, term = CASE ?1 WHEN 'drafted' THEN ?3"
		" ELSE coalesce(?3, term) END WHERE id = ?4",
		"tddi", state, word->day, word->term, request);
	log_word(ledger, request, number, mechanism, target, word);
}

int64_t requests_draft(struct ledger *ledger, int64_t organisation, const char *team,
	const char *mechanism, const char *target, const struct request_word *word)
{
	sql_do(ledger,
		"INSERT INTO requests(organisation, team, mechanism, target, state, day, term)"
		" VALUES (?,?,?,?,?,?,?)",
		"itttt"
		"dd",
		organisation, team, mechanism, target, request_state_name(word->state), word->day,
		word->term);
	int64_t id = sqlite3_last_insert_rowid(ledger->db);
	add_word(ledger, id, mechanism, target, word);
	return id;
}

void requests_draft_again(struct ledger *ledger, const struct ledger_request *request,
	const struct request_word *word)
{
	add_word(ledger, request->id, request->mechanism, request->target, word);
}

static bool is_renewal(const struct ledger_request *request, const struct request_word *word)
{
	return request->state == REQUEST_GRANTED && word->state == REQUEST_GRANTED &&
	       word->term != DATE_NONE;
}

/* A grant ends after its own day, and one that is renewed later than before. */
static bool is_term_good(const struct ledger_request *request, const struct request_word *word)
{
	if (word->state != REQUEST_GRANTED || word->term == DATE_NONE)
		return true;
	return word->term > word->day &&
	       (!is_renewal(request, word) || request->term == DATE_NONE ||
		       word->term > request->term);
}

enum error requests_set(struct ledger *ledger, const struct ledger_request *request,
	const struct request_word *word, struct failure *failure)
{
	if (!is_renewal(request, word) && !may_follow(request->state, word->state)) {
		bool early = request->state < REQUEST_SENT &&
			     (word->state == REQUEST_GRANTED || word->state == REQUEST_DECLINED);
		return fail(failure, ERR_INPUT,
			"%s: a request that is %s cannot become %s%s; nameward ledger show %s "
			"tells what was said of it",
			request->target, request_state_name(request->state),
			request_state_name(word->state),
			early ? ": set it sent first, on the day on which it was" : "",
			request->target);
	}
	if (word->state == REQUEST_APPROVED && word->digest[0] == '\0')
		return fail(failure, ERR_INPUT,
			"%s: an approval names what was approved: --digest HEX, the approval "
			"digest of the bundle, or --bundle DIR",
			request->target);
	if (word->day < request->day)
		return fail(failure, ERR_INPUT,
			"%s: what was said last of it is of a later day; see nameward ledger show",
			request->target);
	if (!is_term_good(request, word))
		return fail(failure, ERR_INPUT,
			"%s: a term ends after the day on which it is granted, and a renewal later "
			"than the term so far",
			request->target);
	add_word(ledger, request->id, request->mechanism, request->target, word);
	return sql_error(ledger, failure);
}

void requests_told_overdue(struct ledger *ledger, int64_t request, int64_t number)
{
	sql_do(ledger, "UPDATE requests SET told_overdue = ? WHERE id = ?", "ii", number, request);
}

void requests_told_term(struct ledger *ledger, int64_t request, date term)
{
	sql_do(ledger, "UPDATE requests SET told_term = ? WHERE id = ?", "di", term, request);
}

void requests_told_over(struct ledger *ledger, int64_t request, date term)
{
	sql_do(ledger, "UPDATE requests SET told_over = ? WHERE id = ?", "di", term, request);
}

void requests_each_word(struct ledger *ledger, int64_t request,
	void (*visit)(void *context, const struct request_word *word), void *context)
{
	sqlite3_stmt *row = sql(ledger,
		"SELECT state, day, who, ref, note, digest, term FROM states WHERE request = ?"
		" ORDER BY number",
		"i", request);
	while (sql_next(ledger, row)) {
		int state = request_state_of_name(sql_text(row, 0));
		struct request_word word = {(enum request_state)(state < 0 ? 0 : state),
			sql_date(row, 1), sql_text(row, 2), sql_text(row, 3), sql_text(row, 4),
			sql_text(row, 5), sql_date(row, 6)};
		visit(context, &word);
	}
	sql_end(row);
}

struct merging {
	struct ledger *ledger;
	int64_t request, have, seen, taken;
	const char *mechanism, *target;
};

static void take_word(void *context, const struct request_word *word)
{
	struct merging *merging = context;
	if (++merging->seen <= merging->have)
		return;
	add_word(merging->ledger, merging->request, merging->mechanism, merging->target, word);
	merging->taken++;
}

/* The request of that key here, made where it is new. */
static int64_t find_or_add(
	struct ledger *ledger, int64_t organisation, const char *team, sqlite3_stmt *theirs)
{
	sql_do(ledger,
		"INSERT OR IGNORE INTO requests(organisation, team, mechanism, target, state, day,"
		" term) VALUES (?,?,?,?,?,?,?)",
		"itttt"
		"dd",
		organisation, team, sql_text(theirs, 3), sql_text(theirs, 4), sql_text(theirs, 5),
		sql_date(theirs, 6), sql_date(theirs, 7));
	return sql_number(ledger, 0,
		"SELECT id FROM requests WHERE organisation = ? AND team = ? AND mechanism = ? AND "
		"target = ?",
		"ittt", organisation, team, sql_text(theirs, 3), sql_text(theirs, 4));
}

enum error requests_merge(struct ledger *ledger, struct ledger *other, const char *team, date day,
	const char *who, int64_t *taken, struct failure *failure)
{
	autofree char *own = ledger_team(ledger), *their = ledger_team(other);
	const char *called = their[0] ? their : team;
	if (called[0] == '\0' || strcmp(called, own) == 0)
		return fail(failure, ERR_INPUT,
			"%s: its requests are of no team, or of the same team as here (\"%s\"): "
			"say whose it is with --team NAME",
			other->path, own);
	struct merging merging = {.ledger = ledger};
	sqlite3_stmt *row = sql(other,
		"SELECT requests.id, organisations.name, team, mechanism, target, state, day, term"
		" FROM requests JOIN organisations ON organisations.id = organisation ORDER BY 1",
		"");
	while (sql_next(other, row)) {
		const char *whose = sql_text(row, 2)[0] ? sql_text(row, 2) : called;
		/* What they took over from us stays ours. */
		if (strcmp(whose, own) == 0)
			continue;
		int64_t organisation = ledger_organisation(ledger, sql_text(row, 1), true);
		merging.request = find_or_add(ledger, organisation, whose, row);
		merging.have = sql_number(ledger, 0,
			"SELECT count(*) FROM states WHERE request = ?", "i", merging.request);
		merging.seen = 0;
		merging.mechanism = sql_text(row, 3);
		merging.target = sql_text(row, 4);
		int64_t before = merging.taken;
		requests_each_word(other, sqlite3_column_int64(row, 0), take_word, &merging);
		/* Words of older versions do not tell their term. */
		if (merging.taken > before)
			sql_do(ledger, "UPDATE requests SET term = ? WHERE id = ?", "di",
				sql_date(row, 7), merging.request);
	}
	sql_end(row);
	cJSON *detail = cJSON_CreateObject();
	json_add_text(detail, "team", called);
	json_add_integer(detail, "words", merging.taken);
	log_detail(ledger, day, who, "merge", detail);
	*taken = merging.taken;
	return sql_error(other, failure) != OK ? other->error : sql_error(ledger, failure);
}
