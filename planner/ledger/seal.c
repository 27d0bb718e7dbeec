/* What the tables hold, as one line of the log. */
#include "ledger/seal.h"
#include "base/digest.h"
#include "base/json.h"
#include "base/limits.h"
#include "base/text.h"
#include "ledger/log.h"
#include "ledger/schema.h"
#include "ledger/sql.h"

#include <stdio.h>
#include <string.h>

/* Its type and its bytes, a text with its length, so that no two rows look the same. Numbers are
 * eight bytes, the lowest first. */
static void add_number(struct text *out, uint64_t number)
{
	char bytes[8];
	for (size_t i = 0; i < sizeof bytes; i++)
		bytes[i] = (char)(number >> 8 * i & 0xff);
	text_add_bytes(out, bytes, sizeof bytes);
}

static void add_value(struct text *out, sqlite3_stmt *row, int column)
{
	int type = sqlite3_column_type(row, column);
	text_add_char(out, (char)('0' + type));
	if (type == SQLITE_INTEGER) {
		add_number(out, (uint64_t)sqlite3_column_int64(row, column));
	} else if (type != SQLITE_NULL) {
		const char *text = sql_text(row, column);
		int length = sqlite3_column_bytes(row, column);
		add_number(out, (uint64_t)length);
		text_add_bytes(out, text, (size_t)length);
	}
}

static void digest_of_table(
	struct ledger *ledger, const struct schema_table *table, char out[DIGEST_TEXT_BYTES])
{
	char query[128];
	autotext struct text bytes = text_new(LIMIT_BULK_BYTES);
	struct digester *digester = digester_new();
	snprintf(query, sizeof query, "SELECT * FROM %s ORDER BY %s", table->name, table->order);
	sqlite3_stmt *row = sql(ledger, query, "");
	int columns = row ? sqlite3_column_count(row) : 0;
	while (sql_next(ledger, row)) {
		text_clear(&bytes);
		for (int i = 0; i < columns; i++)
			add_value(&bytes, row, i);
		digester_add(digester, bytes.bytes, bytes.length);
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
