/* What the tables hold, as one line of the log. */
#include "ledger/seal.h"
#include "base/digest.h"
#include "base/json.h"
#include "ledger/log.h"
#include "ledger/schema.h"
#include "ledger/sql.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Type, length and bytes, so that no two rows look the same. */
static void add_value(struct digester *digester, sqlite3_stmt *row, int column)
{
	char head[32];
	int type = sqlite3_column_type(row, column);
	const char *text = sql_text(row, column);
	size_t length = strlen(text);
	int size = snprintf(head, sizeof head, "%d %zu ", type, length);
	digester_add(digester, head, (size_t)size);
	digester_add(digester, text, length);
}

static void digest_of_table(
	struct ledger *ledger, const struct schema_table *table, char out[DIGEST_TEXT_BYTES])
{
	char query[128];
	struct digester *digester = digester_new();
	snprintf(query, sizeof query, "SELECT * FROM %s ORDER BY %s", table->name, table->order);
	sqlite3_stmt *row = sql(ledger, query, "");
	int columns = row ? sqlite3_column_count(row) : 0;
	while (sql_next(ledger, row)) {
		for (int i = 0; i < columns; i++)
			add_value(digester, row, i);
	}
	sql_end(row);
	struct digest digest = digester_end(digester);
	digest_format(&digest, out);
}

void seal_add(struct ledger *ledger)
{
	cJSON *detail = cJSON_CreateObject();
	for (const struct schema_table *table = schema_tables; table->name != NULL; table++) {
		char digest[DIGEST_TEXT_BYTES];
		if (!table->changes)
			continue;
		digest_of_table(ledger, table, digest);
		json_add_text(detail, table->name, digest);
	}
	sqlite3_stmt *newest =
		sql(ledger, "SELECT day, who FROM log ORDER BY seq DESC LIMIT 1", "");
	if (sql_next(ledger, newest))
		log_detail(ledger, sql_date(newest, 0), sql_text(newest, 1), "state", detail);
	sql_end(newest);
}

const char *seal_differs(struct ledger *ledger, const struct json *detail)
{
	for (const struct schema_table *table = schema_tables; table->name != NULL; table++) {
		char digest[DIGEST_TEXT_BYTES];
		struct json told = json_find(detail, table->name);
		if (!table->changes)
			continue;
		digest_of_table(ledger, table, digest);
		if (told.node == NULL || !cJSON_IsString(told.node) ||
			strcmp(told.node->valuestring, digest) != 0)
			return table->name;
	}
	return NULL;
}
