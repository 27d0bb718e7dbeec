/* Suppressions. */
#include "ledger/suppressions.h"
#include "base/json.h"
#include "ledger/log.h"
#include "ledger/sql.h"

#include <string.h>

void suppressions_load(struct ledger *ledger, int64_t organisation, struct intern *pool,
	struct suppressions *suppressions)
{
	sqlite3_stmt *row = sql(ledger,
		"SELECT suppressions.id, class, suppressions.name, reason, who,"
		" organisations.name, day, until FROM suppressions"
		" JOIN organisations ON organisations.id = organisation"
		" WHERE ?1 IN (0, organisation) ORDER BY suppressions.id",
		"i", organisation);
	while (sql_next(ledger, row))
		*array_add(&suppressions->items) = (struct suppression){
			sqlite3_column_int64(row, 0), intern_string(pool, sql_text(row, 1)),
			intern_string(pool, sql_text(row, 2)),
			intern_string(pool, sql_text(row, 3)),
			intern_string(pool, sql_text(row, 4)),
			intern_string(pool, sql_text(row, 5)), sql_date(row, 6), sql_date(row, 7)};
	sql_end(row);
}

void suppressions_add(
	struct ledger *ledger, int64_t organisation, const struct suppression *suppression)
{
	sql_do(ledger,
		"INSERT INTO suppressions(organisation, class, name, reason, day, until, who)"
		" VALUES (?,?,?,?,?,?,?)",
		"itttddt", organisation, suppression->class, suppression->name, suppression->reason,
		suppression->day, suppression->until, suppression->who);
	cJSON *detail = cJSON_CreateObject();
	json_add_integer(detail, "suppression", sqlite3_last_insert_rowid(ledger->db));
	json_add_text(detail, "class", suppression->class);
	json_add_text(detail, "name", suppression->name);
	json_add_text(detail, "reason", suppression->reason);
	json_add_integer(detail, "until", suppression->until);
	log_detail(ledger, suppression->day, suppression->who, "suppress", detail);
}

const struct suppression *suppressions_find(
	const struct suppressions *suppressions, const char *class, const char *name, date day)
{
	/* The newest that speaks of exactly this, else the newest that speaks of more. */
	for (int wide = 0; wide < 2; wide++) {
		for (size_t i = suppressions->items.count; i-- > 0;) {
			const struct suppression *it = &suppressions->items.items[i];
			bool any_class = strcmp(it->class, "*") == 0;
			bool any_name = strcmp(it->name, "*") == 0;
			bool fits = (any_class || strcmp(it->class, class) == 0) &&
				    (any_name || strcmp(it->name, name) == 0) &&
				    (any_class || any_name) == wide;
			if (!fits)
				continue;
			if (day < it->until)
				return it;
			if (wide == 0)
				return NULL; /* lifted, or run out */
		}
	}
	return NULL;
}
