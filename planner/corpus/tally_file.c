/* A mined corpus as a file: a line a name, TSV with a header; facts of the whole in `#` lines.
 *
 *	#nameward-corpus	1
 *	#answers	448
 *	#model	448	gpt-5-mini
 *	name	class	runs	asked	...
 *	larkmoor-auth	invented	7	10	...
 *	#prompt	0f3a...	10
 *
 * Texts are escaped as escape_name() does, and `;` and `=` in lists. */
#include "base/escape.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/text.h"
#include "base/utf8.h"
#include "corpus/tally.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static const char magic[] = "#nameward-corpus\t1\n";
static const char header[] =
	"name\tclass\truns\tasked\tsaid\trate\tlow\thigh\tprompts\tmodels\t"
	"sources\tfirst_seen\tlast_seen\techoed\tlocal\tquoted\tkinds\twritten\t"
	"model_runs\tsource_runs\texamples\tprompt_runs";

bool tally_is_file(const char *bytes, size_t length)
{
	return length >= sizeof magic - 1 && memcmp(bytes, magic, sizeof magic - 1) == 0;
}

/* ---- writing ---- */

static void add_escaped(struct text *out, const char *bytes)
{
	autotext struct text escaped = text_new(LIMIT_LINE_BYTES);
	escape_name(&escaped, bytes, strlen(bytes));
	for (size_t i = 0; i < escaped.length; i++) {
		char c = escaped.bytes[i];
		if (c == ';' || c == '=' || c == '#')
			text_addf(out, "\\x%02x", c);
		else
			text_add_char(out, c);
	}
}

static void add_day(struct text *out, date day)
{
	char written[DATE_TEXT_BYTES] = "";
	if (day != DATE_NONE)
		date_format(day, written);
	text_addf(out, "\t%s", written);
}

/* `gpt-5-mini=7;other=1`, in the order of digests. */
static void add_labels(struct text *out, const struct sample *sample)
{
	text_add_char(out, '\t');
	for (uint32_t i = 0; i < sample->count; i++) {
		text_add(out, i > 0 ? ";" : "");
		add_escaped(out, sample->items[i].label);
		text_addf(out, "=%" PRIu32, sample->items[i].runs);
	}
}

static void add_prompts(struct text *out, const struct sample *sample)
{
	text_add_char(out, '\t');
	for (uint32_t i = 0; i < sample->count; i++)
		text_addf(out, "%s%" PRIx64 "=%" PRIu32, i > 0 ? ";" : "", sample->items[i].key,
			sample->items[i].runs);
}

static void add_kinds(struct text *out, const struct tally_name *name)
{
	bool first = true;
	text_add_char(out, '\t');
	for (unsigned kind = 0; kind < SIGHTING_KINDS; kind++) {
		if (name->kinds[kind] == 0)
			continue;
		text_addf(out, "%s%s=%" PRIu32, first ? "" : ";",
			sighting_kind_name((enum sighting_kind)kind), name->kinds[kind]);
		first = false;
	}
}

static void write_name(const struct tally *tally, const struct tally_name *name, struct text *out)
{
	struct recurrence recurrence = tally_recurrence(tally, name);
	add_escaped(out, name->name);
	text_addf(out,
		"\t%s\t%" PRIu32 "\t%" PRIu32 "\t%" PRIu32 "\t%" PRIu32 "\t%" PRIu32 "\t%" PRIu32
		"\t%" PRIu32 "\t%" PRIu32 "\t%" PRIu32,
		corpus_class_name(name->class), name->runs, recurrence.asked, recurrence.said,
		recurrence.rate, recurrence.low, recurrence.high,
		sample_distinct(&name->prompts, LIMIT_NAME_PROMPTS),
		sample_distinct(&name->models, LIMIT_NAME_MODELS),
		sample_distinct(&name->sources, LIMIT_NAME_SOURCES));
	add_day(out, name->first_seen);
	add_day(out, name->last_seen);
	text_addf(out, "\t%" PRIu32 "\t%" PRIu32 "\t%" PRIu32, name->echoed, name->local,
		name->quoted);
	add_kinds(out, name);
	text_add_char(out, '\t');
	add_escaped(out, name->written);
	add_labels(out, &name->models);
	add_labels(out, &name->sources);
	add_labels(out, &name->examples);
	add_prompts(out, &name->prompts);
	text_add_char(out, '\n');
}

static int compare_keys(const void *a, const void *b)
{
	uint64_t left = *(const uint64_t *)a, right = *(const uint64_t *)b;
	return (left > right) - (left < right);
}

static void write_prompts(const struct prompt_table *table, struct text *out)
{
	uint64_t *keys = memory_new(table->count + 1, sizeof *keys);
	size_t count = 0;
	for (size_t i = 0; i < table->room; i++) {
		if (table->keys[i] != 0)
			keys[count++] = table->keys[i];
	}
	qsort(keys, count, sizeof *keys, compare_keys);
	for (size_t i = 0; i < count; i++)
		text_addf(out, "#prompt\t%" PRIx64 "\t%" PRIu32 "\n", keys[i],
			prompt_table_runs(table, keys[i]));
	free(keys);
}

void tally_write(const struct tally *tally, const char *snapshot, struct text *out)
{
	text_add(out, magic);
	text_addf(out, "#snapshot\t%s\n#examples\t%" PRIu32 "\n", snapshot, tally->example_limit);
	text_addf(out,
		"#records\t%" PRIu64 "\n#answers\t%" PRIu64 "\n#without_answer\t%" PRIu64
		"\n#unreadable\t%" PRIu64 "\n#left_out\t%" PRIu64 "\n",
		tally->records, tally->answers, tally->without_answer, tally->unreadable,
		tally->left_out);
	for (uint32_t i = 0; i < tally->models.count; i++) {
		text_addf(out, "#model\t%" PRIu32 "\t", tally->models.items[i].runs);
		add_escaped(out, tally->models.items[i].label);
		text_add_char(out, '\n');
	}
	text_add(out, header);
	text_add_char(out, '\n');
	for (size_t i = 0; i < tally->names.count; i++)
		write_name(tally, &tally->names.items[i], out);
	write_prompts(&tally->prompts, out);
}

/* ---- reading ---- */

enum { COLUMNS = 22 };

struct field {
	const char *bytes;
	size_t length;
};

struct reading {
	struct tally *tally;
	const char *name;
	size_t line;
	struct failure *failure;
	struct text scratch;
};

static enum error refuse(const struct reading *reading, const char *what)
{
	return fail(reading->failure, ERR_INPUT,
		"%s:%zu: %s; only files that `nameward mine` wrote can be merged", reading->name,
		reading->line, what);
}

static bool read_number(struct field field, unsigned base, uint64_t most, uint64_t *out)
{
	uint64_t value = 0;
	if (field.length == 0 || field.length > 20)
		return false;
	for (size_t i = 0; i < field.length; i++) {
		char c = field.bytes[i];
		unsigned digit = c >= '0' && c <= '9'   ? (unsigned)(c - '0')
				 : c >= 'a' && c <= 'f' ? (unsigned)(c - 'a' + 10)
							: 99;
		if (digit >= base || value > (most - digit) / base)
			return false;
		value = value * base + digit;
	}
	*out = value;
	return true;
}

static bool read_count(struct field field, uint32_t *out)
{
	uint64_t value;
	bool good = read_number(field, 10, UINT32_MAX, &value);
	if (good)
		*out = (uint32_t)value;
	return good;
}

static struct field cut(struct field *rest, char separator)
{
	const char *stop = memchr(rest->bytes, separator, rest->length);
	struct field field = {rest->bytes, stop ? (size_t)(stop - rest->bytes) : rest->length};
	size_t used = field.length + (stop != NULL);
	rest->bytes += used;
	rest->length -= used;
	return field;
}

/* A text with its escapes undone, in the reading's scratch. */
static bool unescape(struct reading *reading, struct field field)
{
	text_clear(&reading->scratch);
	return unescape_name(&reading->scratch, field.bytes, field.length) &&
	       reading->scratch.length <= LIMIT_NAME_BYTES &&
	       utf8_valid_length(reading->scratch.bytes, reading->scratch.length) ==
		       reading->scratch.length &&
	       memchr(reading->scratch.bytes, '\0', reading->scratch.length) == NULL;
}

/* A list `key=runs;...`. HEX: keys are digests. */
static bool read_sample(
	struct reading *reading, struct field list, struct sample *sample, size_t limit, bool hex)
{
	while (list.length > 0) {
		struct field item = cut(&list, ';');
		struct field key = cut(&item, '=');
		const char *label = NULL;
		uint64_t digest;
		uint32_t runs;
		if (!read_count(item, &runs))
			return false;
		if (hex) {
			if (!read_number(key, 16, UINT64_MAX, &digest))
				return false;
		} else {
			if (!unescape(reading, key))
				return false;
			digest = hash_bytes(reading->scratch.bytes, reading->scratch.length);
			label = intern_text(reading->tally->pool, reading->scratch.bytes,
				reading->scratch.length);
		}
		sample_add(sample, limit, digest, label, runs);
	}
	return true;
}

static bool read_kinds(struct field list, struct tally_name *name)
{
	while (list.length > 0) {
		struct field item = cut(&list, ';');
		struct field key = cut(&item, '=');
		enum sighting_kind kind = sighting_kind_of(key.bytes, key.length);
		if (kind == SIGHTING_KINDS || !read_count(item, &name->kinds[kind]))
			return false;
	}
	return true;
}

static bool read_day(struct field field, date *out)
{
	char day[DATE_TEXT_BYTES] = "";
	*out = DATE_NONE;
	if (field.length == 0)
		return true;
	if (field.length != sizeof day - 1)
		return false;
	memcpy(day, field.bytes, field.length);
	return date_parse(day, out);
}

static bool read_text(struct reading *reading, struct field field, const char **out)
{
	if (!unescape(reading, field) || reading->scratch.length == 0)
		return false;
	*out = intern_text(reading->tally->pool, reading->scratch.bytes, reading->scratch.length);
	return true;
}

/* What is computed (class, recurrence, distinct counts) is not read back: it is computed again. */
static enum error read_name(struct reading *reading, struct field row)
{
	struct field fields[COLUMNS];
	size_t count = 0;
	struct tally *tally = reading->tally;
	while (count < COLUMNS)
		fields[count++] = cut(&row, '\t');
	struct tally_name name = {0};
	bool good = row.length == 0 && read_text(reading, fields[0], &name.name) &&
		    read_count(fields[2], &name.runs) && read_day(fields[11], &name.first_seen) &&
		    read_day(fields[12], &name.last_seen) && read_count(fields[13], &name.echoed) &&
		    read_count(fields[14], &name.local) && read_count(fields[15], &name.quoted) &&
		    read_kinds(fields[16], &name) && read_text(reading, fields[17], &name.written);
	good = good && read_sample(reading, fields[18], &name.models, LIMIT_NAME_MODELS, false) &&
	       read_sample(reading, fields[19], &name.sources, LIMIT_NAME_SOURCES, false) &&
	       read_sample(reading, fields[20], &name.examples, LIMIT_EXAMPLES, false) &&
	       read_sample(reading, fields[21], &name.prompts, LIMIT_NAME_PROMPTS, true);
	uint32_t number = good ? intern_number(tally->index, name.name, strlen(name.name)) : 0;
	bool again = good && number != tally->names.count;
	if (!good || again) {
		sample_release(&name.models);
		sample_release(&name.sources);
		sample_release(&name.examples);
		sample_release(&name.prompts);
		return refuse(reading, again ? "the name stands here twice" : "the row is damaged");
	}
	*array_add(&tally->names) = name;
	return OK;
}

static bool field_is(struct field field, const char *word)
{
	return field.length == strlen(word) && memcmp(field.bytes, word, field.length) == 0;
}

static enum error read_fact(struct reading *reading, struct field row)
{
	struct tally *tally = reading->tally;
	struct field key = cut(&row, '\t');
	struct field value = cut(&row, '\t');
	const struct {
		const char *key;
		uint64_t *place;
	} totals[] = {{"#records", &tally->records}, {"#answers", &tally->answers},
		{"#without_answer", &tally->without_answer}, {"#unreadable", &tally->unreadable},
		{"#left_out", &tally->left_out}};
	for (size_t i = 0; i < sizeof totals / sizeof *totals; i++) {
		if (field_is(key, totals[i].key))
			return read_number(value, 10, UINT64_MAX / 2, totals[i].place)
				       ? OK
				       : refuse(reading, "this should be a whole number");
	}
	uint64_t number;
	uint32_t runs;
	if (field_is(key, "#snapshot"))
		return OK;
	if (field_is(key, "#examples") && read_count(value, &tally->example_limit) &&
		tally->example_limit <= LIMIT_EXAMPLES)
		return OK;
	if (field_is(key, "#prompt") && read_number(value, 16, UINT64_MAX, &number) &&
		read_count(row, &runs)) {
		prompt_table_add(&tally->prompts, number, runs);
		return OK;
	}
	if (field_is(key, "#model") && read_count(value, &runs) && unescape(reading, row)) {
		sample_add(&tally->models, LIMIT_MODELS,
			hash_bytes(reading->scratch.bytes, reading->scratch.length),
			intern_text(tally->pool, reading->scratch.bytes, reading->scratch.length),
			runs);
		return OK;
	}
	return refuse(reading, "this line is not understood");
}

enum error tally_read(struct tally *tally, const char *name, const char *bytes, size_t length,
	struct failure *failure)
{
	struct reading reading = {tally, name, 1, failure, text_new(LIMIT_LINE_BYTES)};
	enum error error = OK;
	bool seen_header = false;
	struct field rest = {bytes, length};
	if (!tally_is_file(bytes, length))
		error = refuse(&reading, "this is no corpus of nameward");
	else if (bytes[length - 1] != '\n')
		error = refuse(&reading, "the file ends inside a line");
	else
		cut(&rest, '\n');
	while (error == OK && rest.length > 0) {
		struct field line = cut(&rest, '\n');
		reading.line++;
		if (line.length > 0 && line.bytes[0] == '#')
			error = read_fact(&reading, line);
		else if (seen_header)
			error = read_name(&reading, line);
		else if (field_is(line, header))
			seen_header = true;
		else
			error = refuse(&reading, "the header is not that of this version");
	}
	if (error == OK && !seen_header)
		error = refuse(&reading, "the header is missing");
	text_release(&reading.scratch);
	return error;
}
