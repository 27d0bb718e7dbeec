/* nameward check: what PyPI would answer to somebody who registers these names. */
#include "base/error.h"
#include "base/escape.h"
#include "base/file.h"
#include "base/json.h"
#include "base/say.h"
#include "base/text.h"
#include "commands/command.h"
#include "commands/judging.h"
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
	{0},
};

struct check {
	const struct rules *rules;
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
static void print_json(
	const struct check *check, const char *name, const struct judgement *judgement)
{
	cJSON *row = cJSON_CreateObject();
	json_add_text(row, "name", name);
	json_add_text(row, "verdict", verdict_name(judgement->verdict));
	cJSON *blockers = json_add_array(row, "blockers");
	for (size_t i = 0; i < judgement->blocker_count; i++)
		json_push_text(blockers,
			snapshot_name(rules_snapshot(check->rules), judgement->blockers[i]));
	json_add_text(row, "alarm", judgement->alarm ? alarm_name(judgement->alarm) : NULL);
	json_add_text(row, "alarm_target", judgement->alarm_target);
	json_print_line(row, stdout);
	cJSON_Delete(row);
}

static void check_name(struct check *check, const char *name, size_t length)
{
	autojudgement struct judgement judgement = {0};
	rules_judge(check->rules, name, length, &judgement);
	check->count[judgement.verdict]++;
	struct text *line = &check->line;
	text_clear(line);
	escape_name(line, name, length);
	if (check->format == FORMAT_JSONL) {
		print_json(check, line->bytes, &judgement);
		return;
	}
	bool table = check->format == FORMAT_TABLE;
	if (table)
		text_addf(line, "%*s", line->length < 32 ? (int)(32 - line->length) : 0, "");
	text_addf(line, table ? " %-13s" : "\t%s\t", verdict_name(judgement.verdict));
	add_blockers(line, check->rules, &judgement);
	if (!table)
		text_addf(line, "\t%s\t%s", alarm_name(judgement.alarm),
			judgement.alarm_target ? judgement.alarm_target : "");
	else if (judgement.alarm != ALARM_NONE)
		text_addf(line, "alarm: %s of %s", alarm_name(judgement.alarm),
			judgement.alarm_target);
	text_add_char(line, '\n');
	fwrite(line->bytes, 1, line->length, stdout);
}

static void print_header(const struct check *check)
{
	if (check->format == FORMAT_TSV)
		puts("name\tverdict\tblockers\talarm\talarm_target");
}

/* Names on standard input: one a line, or each ended by NUL. */
static enum error check_input(struct check *check, bool zero, struct failure *failure)
{
	struct file file;
	enum error error = file_read(&file, "-", LIMIT_BULK_BYTES, failure);
	if (error != OK)
		return error;
	if (zero) {
		print_header(check);
		const char *at = file.bytes, *end = file.bytes + file.length;
		while (at < end) {
			const char *stop = memchr(at, '\0', (size_t)(end - at));
			size_t length = (size_t)((stop ? stop : end) - at);
			check_name(check, at, length);
			at += length + 1;
		}
	} else {
		struct lines lines = lines_of(file.name, file.bytes, file.length);
		/* Looked through before the first row is printed: an unusable input gives none. */
		while (lines_next(&lines))
			;
		if (lines.error != OK)
			error = fail(failure, lines.error, "%s", lines.failure.text);
		if (error == OK)
			print_header(check);
		lines = lines_of(file.name, file.bytes, file.length);
		while (error == OK && lines_next(&lines))
			check_name(check, lines.text, lines.length);
	}
	file_release(&file);
	return error;
}

static enum status run(const struct arguments *arguments)
{
	struct failure failure;
	struct snapshot *snapshot;
	if (judging_open(arguments, &snapshot, &failure) != OK) {
		say_failure(&failure);
		return STATUS_WRONG;
	}
	int64_t ranks = arguments_number(arguments, "alarm-ranks", ALARM_CORPUS);
	struct rules *rules = rules_new(snapshot, (uint32_t)ranks);
	struct check check = {.rules = rules,
		.format = arguments_format(arguments),
		.line = text_new(LIMIT_BULK_BYTES)};
	if (arguments->word_count > 0)
		print_header(&check);
	enum error error = OK;
	for (size_t i = 0; i < arguments->word_count; i++)
		check_name(&check, arguments->words[i], strlen(arguments->words[i]));
	if (arguments->word_count == 0)
		error = check_input(&check, arguments_have(arguments, "zero"), &failure);
	if (error != OK)
		say_failure(&failure);
	text_release(&check.line);
	rules_free(rules);
	snapshot_close(snapshot);
	return error == OK ? STATUS_DONE : STATUS_WRONG;
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
		       "one too. Nothing leaves the machine.",
	.groups = (const struct option *const[]){check_options, format_options, snapshot_options,
		common_options, NULL},
	.run = run,
};
