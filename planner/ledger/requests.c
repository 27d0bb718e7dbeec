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

void requests_load(struct ledger *ledger, int64_t organisation, struct intern *pool,
	struct ledger_requests *requests)
{
	sqlite3_stmt *row = sql(ledger,
		"SELECT id, team, mechanism, target, state, day, term, told_overdue, told_term,"
		" (SELECT max(number) FROM states WHERE request = requests.id) FROM requests"
		" WHERE ?1 IN (0, organisation) ORDER BY target, mechanism, team, id",
		"i", organisation);
	while (sql_next(ledger, row)) {
		int state = request_state_of_name(sql_text(row, 4));
		if (state < 0)
			continue;
		*array_add(&requests->items) =
			(struct ledger_request){.id = sqlite3_column_int64(row, 0),
				.team = intern_string(pool, sql_text(row, 1)),
				.mechanism = intern_string(pool, sql_text(row, 2)),
				.target = intern_string(pool, sql_text(row, 3)),
				.state = (enum request_state)state,
				.day = sql_date(row, 5),
				.term = sql_date(row, 6),
				.told_overdue = sqlite3_column_int64(row, 7),
				.told_term = sql_date(row, 8),
				.number = sqlite3_column_int64(row, 9)};
	}
	sql_end(row);
}

static void add_word(struct ledger *ledger, int64_t request, const char *mechanism,
	const char *target, const struct request_word *word)
{
	const char *state = request_state_name(word->state);
	int64_t number =
		1 + sql_number(ledger, 0, "SELECT max(number) FROM states WHERE request = ?", "i",
			    request);
	sql_do(ledger,
		"INSERT INTO states(request, number, state, day, who, ref, note, digest)"
		" VALUES (?,?,?,?,?,?,?,?)",
		"iitdtttt", request, number, state, word->day, word->who, word->ref, word->note,
		word->digest);
	sql_do(ledger, "UPDATE requests SET state = ?, day = ? WHERE id = ?", "tdi", state,
		word->day, request);
	cJSON *detail = cJSON_CreateObject();
	json_add_integer(detail, "request", request);
	json_add_integer(detail, "number", number);
	json_add_text(detail, "mechanism", mechanism);
	json_add_text(detail, "target", target);
	json_add_text(detail, "state", state);
	json_add_integer(detail, "day", word->day);
	json_add_text(detail, "who", word->who);
	json_add_text(detail, "ref", word->ref);
	json_add_text(detail, "note", word->note);
	json_add_text(detail, "digest", word->digest);
	log_detail(ledger, word->day, word->who, "request", detail);
}

int64_t requests_draft(struct ledger *ledger, int64_t organisation, const char *team,
	const char *mechanism, const char *target, date term, const struct request_word *word)
{
	sql_do(ledger,
		"INSERT INTO requests(organisation, team, mechanism, target, state, day, term)"
		" VALUES (?,?,?,?,?,?,?)",
		"itttt"
		"dd",
		organisation, team, mechanism, target, request_state_name(word->state), word->day,
		term);
	int64_t id = sqlite3_last_insert_rowid(ledger->db);
	add_word(ledger, id, mechanism, target, word);
	return id;
}

static enum error check_step(const struct ledger_request *request, const struct request_word *word,
	bool may, struct failure *failure)
{
	if (!may)
		return fail(failure, ERR_INPUT,
			"%s: a request that is %s cannot become %s; nameward ledger show %s tells "
			"what was said of it",
			request->target, request_state_name(request->state),
			request_state_name(word->state), request->target);
	if (word->state == REQUEST_APPROVED && word->digest[0] == '\0')
		return fail(failure, ERR_INPUT,
			"%s: an approval names what was approved: --digest HEX, the approval "
			"digest of the bundle, or --bundle DIR",
			request->target);
	if (word->day < request->day)
		return fail(failure, ERR_INPUT,
			"%s: what was said last of it is of a later day; see nameward ledger show",
			request->target);
	return OK;
}

enum error requests_set(struct ledger *ledger, const struct ledger_request *request,
	const struct request_word *word, struct failure *failure)
{
	enum error error =
		check_step(request, word, may_follow(request->state, word->state), failure);
	if (error != OK)
		return error;
	add_word(ledger, request->id, request->mechanism, request->target, word);
	return sql_error(ledger, failure);
}

enum error requests_grant(struct ledger *ledger, const struct ledger_request *request,
	const struct request_word *word, date term, struct failure *failure)
{
	bool again = request->state == REQUEST_GRANTED;
	enum error error = check_step(
		request, word, again || may_follow(request->state, word->state), failure);
	if (error == OK && (term <= word->day ||
				   (again && request->term != DATE_NONE && term <= request->term)))
		error = fail(failure, ERR_INPUT,
			"%s: a term ends after the day on which it is granted, and a renewal later "
			"than the term so far",
			request->target);
	if (error != OK)
		return error;
	add_word(ledger, request->id, request->mechanism, request->target, word);
	sql_do(ledger, "UPDATE requests SET term = ? WHERE id = ?", "di", term, request->id);
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

void requests_each_word(struct ledger *ledger, int64_t request,
	void (*visit)(void *context, const struct request_word *word), void *context)
{
	sqlite3_stmt *row = sql(ledger,
		"SELECT state, day, who, ref, note, digest FROM states WHERE request = ?"
		" ORDER BY number",
		"i", request);
	while (sql_next(ledger, row)) {
		int state = request_state_of_name(sql_text(row, 0));
		struct request_word word = {(enum request_state)(state < 0 ? 0 : state),
			sql_date(row, 1), sql_text(row, 2), sql_text(row, 3), sql_text(row, 4),
			sql_text(row, 5)};
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
		requests_each_word(other, sqlite3_column_int64(row, 0), take_word, &merging);
	}
	sql_end(row);
	cJSON *detail = cJSON_CreateObject();
	json_add_text(detail, "team", called);
	json_add_integer(detail, "words", merging.taken);
	log_detail(ledger, day, who, "merge", detail);
	*taken = merging.taken;
	return sql_error(other, failure) != OK ? other->error : sql_error(ledger, failure);
}
