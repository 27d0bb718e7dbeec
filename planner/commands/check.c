/* nameward check: what PyPI would answer to somebody who registers these names. */
#include "base/error.h"
#include "base/escape.h"
#include "base/file.h"
#include "base/intern.h"
#include "base/json.h"
#include "base/say.h"
#include "base/text.h"
#include "commands/check_live.h"
#include "commands/command.h"
#include "commands/judging.h"
#include "commands/network.h"
#include "registry/namespaces.h"
#include "registry/rules.h"
#include "registry/snapshot.h"

#include <string.h>

static const struct option check_options[] = {
	{.name = "zero",
		.letter = '0',
		.kind = OPTION_FLAG,
		.help = "names on standard input end with a NUL byte and are taken "
			"as they are"},
	{.name = "alarm-ranks",
		.kind = OPTION_NUMBER,
		.value = "N",
		.least = 0,
		.most = 65535,
		.help = "the alarm's corpus is the names of download rank 1 to N "
			"(default: 10000, PyPI's)"},
	{.name = "live",
		.kind = OPTION_FLAG,
		.help = "look each name up at the index too: the names leave this machine"},
	{0},
};

struct check {
	const struct arguments *arguments;
	const struct rules *rules;
	struct live live;
	struct file input; /* standard input, where names come from there */
	enum format format;
	struct text line;
	size_t count[VERDICTS];
};

static void add_blockers(
	struct text *out, const struct rules *rules, const struct judgement *judgement)
{
	for (size_t i = 0; i < judgement->blocker_count; i++) {
		const char *name = snapshot_name(rules_snapshot(rules), judgement->blockers[i]);
		text_addf(out, "%s%s", i ? "," : "", name ? name : "");
	}
}

/* {"name": "requestz", "verdict": "unregistered", "blockers": [], "alarm": "common_typos", ...} */
static void print_json(const struct check *check, const char *name, const struct checked *checked)
{
	const struct judgement *judgement = &checked->judgement;
	cJSON *row = cJSON_CreateObject();
	json_add_text(row, "name", name);
	json_add_text(row, "verdict", verdict_name(judgement->verdict));
	cJSON *blockers = json_add_array(row, "blockers");
	for (size_t i = 0; i < judgement->blocker_count; i++)
		json_push_text(blockers,
			snapshot_name(rules_snapshot(check->rules), judgement->blockers[i]));
	json_add_text(row, "alarm", judgement->alarm ? alarm_name(judgement->alarm) : NULL);
	json_add_text(row, "alarm_target", judgement->alarm_target);
	if (check->live.asked)
		live_add_json(&check->live, checked, row);
	json_print_line(row, stdout);
	cJSON_Delete(row);
}

/* requestz                         unregistered  alarm: common_typos of requests */
static void print_table(struct check *check, const struct checked *checked)
{
	const struct judgement *judgement = &checked->judgement;
	struct text *line = &check->line;
	text_addf(line, "%*s", line->length < 32 ? (int)(32 - line->length) : 0, "");
	text_addf(line, " %-13s", verdict_name(judgement->verdict));
	add_blockers(line, check->rules, judgement);
	if (judgement->alarm != ALARM_NONE)
		text_addf(line, "alarm: %s of %s", alarm_name(judgement->alarm),
			judgement->alarm_target);
	if (check->live.asked)
		live_add_words(&check->live, checked, line);
}

static enum error check_name(
	void *context, const char *name, size_t length, struct failure *failure)
{
	struct check *check = context;
	struct checked checked = {0};
	(void)failure;
	live_settle(&check->live, check->rules, name, length, &checked);
	const struct judgement *judgement = &checked.judgement;
	check->count[judgement->verdict]++;
	struct text *line = &check->line;
	text_clear(line);
	escape_name(line, name, length);
	if (check->format == FORMAT_JSONL) {
		print_json(check, line->bytes, &checked);
		judgement_release(&checked.judgement);
		return OK;
	}
	if (check->format == FORMAT_TABLE) {
		print_table(check, &checked);
	} else {
		text_addf(line, "\t%s\t", verdict_name(judgement->verdict));
		add_blockers(line, check->rules, judgement);
		text_addf(line, "\t%s\t%s", alarm_name(judgement->alarm),
			judgement->alarm_target ? judgement->alarm_target : "");
		if (check->live.asked)
			live_add_columns(&check->live, &checked, line);
	}
	text_add_char(line, '\n');
	fwrite(line->bytes, 1, line->length, stdout);
	judgement_release(&checked.judgement);
	return OK;
}

static enum error note_name(void *context, const char *name, size_t length, struct failure *failure)
{
	struct check *check = context;
	return live_note(&check->live, check->rules, name, length, failure);
}

typedef enum error visitor(void *context, const char *name, size_t length, struct failure *failure);

/* Names each ended by NUL, or one a line. */
static enum error walk_input(struct check *check, visitor *visit, struct failure *failure)
{
	enum error error = OK;
	const struct file *file = &check->input;
	if (arguments_have(check->arguments, "zero")) {
		const char *at = file->bytes, *end = file->bytes + file->length;
		while (at < end && error == OK) {
			const char *stop = memchr(at, '\0', (size_t)(end - at));
			size_t length = (size_t)((stop ? stop : end) - at);
			error = visit(check, at, length, failure);
			at += length + 1;
		}
		return error;
	}
	struct lines lines = lines_of(file->name, file->bytes, file->length);
	while (error == OK && lines_next(&lines))
		error = visit(check, lines.text, lines.length, failure);
	return error;
}

/* Looked through before the first row is printed: an unusable input gives none. */
static enum error read_input(struct check *check, struct failure *failure)
{
	enum error error = file_read(&check->input, "-", LIMIT_BULK_BYTES, failure);
	if (error != OK || arguments_have(check->arguments, "zero"))
		return error;
	struct lines lines =
		lines_of(check->input.name, check->input.bytes, check->input.length);
	while (lines_next(&lines))
		;
	return lines.error == OK ? OK : fail(failure, lines.error, "%s", lines.failure.text);
}

static enum error walk(struct check *check, visitor *visit, struct failure *failure)
{
	const struct arguments *arguments = check->arguments;
	enum error error = OK;
	for (size_t i = 0; i < arguments->word_count && error == OK; i++)
		error = visit(check, arguments->words[i], strlen(arguments->words[i]), failure);
	return error == OK && arguments->word_count == 0 ? walk_input(check, visit, failure)
							 : error;
}

static enum error check_all(struct check *check, struct failure *failure)
{
	enum error error = OK;
	if (check->arguments->word_count == 0)
		error = read_input(check, failure);
	if (error == OK && arguments_have(check->arguments, "live")) {
		error = walk(check, note_name, failure);
		if (error == OK)
			error = live_look_up(&check->live, check->arguments, failure);
	}
	if (error != OK)
		return error;
	if (check->format == FORMAT_TSV)
		printf("name\tverdict\tblockers\talarm\talarm_target%s\n",
			check->live.asked ? live_columns : "");
	return walk(check, check_name, failure);
}

static enum status run(const struct arguments *arguments)
{
	struct failure failure;
	struct snapshot *snapshot;
	struct namespaces namespaces = {0};
	struct intern *pool = intern_new();
	if (judging_open(arguments, &snapshot, &failure) != OK) {
		say_failure(&failure);
		intern_free(pool);
		return STATUS_WRONG;
	}
	int64_t ranks = arguments_number(arguments, "alarm-ranks", ALARM_CORPUS);
	struct rules *rules = rules_new(snapshot, (uint32_t)ranks);
	struct check check = {.arguments = arguments,
		.rules = rules,
		.live = live_new(pool),
		.format = arguments_format(arguments),
		.line = text_new(LIMIT_BULK_BYTES)};
	enum error error = judging_namespaces(arguments, snapshot, pool, &namespaces, &failure);
	rules_reserve(rules, &namespaces);
	if (error == OK)
		error = check_all(&check, &failure);
	if (error != OK)
		say_failure(&failure);
	enum status status = error != OK             ? STATUS_WRONG
			     : check.live.doubts > 0 ? STATUS_PARTIAL
						     : STATUS_DONE;
	file_release(&check.input);
	text_release(&check.line);
	live_release(&check.live);
	rules_free(rules);
	namespaces_release(&namespaces);
	snapshot_close(snapshot);
	intern_free(pool);
	return status;
}

const struct command check_command = {
	.name = "check",
	.usage = "[OPTION]... [NAME... | < NAMES]",
	.summary = "say what PyPI would answer to somebody who registers these names",
	.description = "Judges each name by the registry's rules, in its order: invalid, "
		       "stdlib, exists, similar, unregistered. `unregistered` always means: "
		       "unregistered, or prohibited, which cannot be told from outside. For "
		       "such a name it also says which check of PyPI's own alarm would note "
		       "it for administrators. Names come as arguments or, one a line, on "
		       "standard input, where every line is a name and gives a row, an empty "
		       "one too. Nothing leaves the machine, except with --live: then "
		       "each name, and the project that blocks it, is looked up at the index, "
		       "and a notice says beforehand which names those are.",
	.groups = (const struct option *const[]){check_options, policy_options, network_options,
		format_options, snapshot_options, common_options, NULL},
	.run = run,
};
