/* Mining: transcripts in, a tally out. */
#include "corpus/miner.h"
#include "base/limits.h"
#include "base/progress.h"
#include "base/say.h"
#include "base/text.h"
#include "corpus/speech.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { WARNINGS = 5 }; /* records named in warnings, of one file and worker */

/* One of the workers side by side, with whatever it needs alone. */
struct worker {
	const struct mining *mining;
	struct transcript *transcript;
	struct tally tally;
	struct door_parser *parser;
	struct answer answer;
	struct sightings sightings;
	struct text scratch;
	ARRAY(char) id;
	ARRAY(struct failure) warnings;
	bool shows; /* draws the progress */
	pthread_t thread;
};

/* ---- one answer ---- */

static bool is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '_';
}

static bool holds_word(struct door_text text, const char *name, size_t length)
{
	const char *end = text.bytes + text.length;
	for (const char *at = text.bytes; at < end;) {
		const char *found = memmem(at, (size_t)(end - at), name, length);
		if (found == NULL)
			return false;
		bool begins = found == text.bytes || !is_word(found[-1]);
		bool ends = found + length == end || !is_word(found[length]);
		if (begins && ends)
			return true;
		at = found + 1;
	}
	return false;
}

/* Whether the user, the system or a tool had said the name. */
static bool is_echo(const struct answer *answer, const char *name, size_t length)
{
	for (size_t i = 0; i < answer->turns.count; i++) {
		const struct turn *turn = &answer->turns.items[i];
		if (turn->quoted && holds_word(turn->text, name, length))
			return true;
	}
	return false;
}

/* The record's id, its file and line where it has none, and the number of a further choice. */
static struct door_text id_of(struct worker *worker, const struct record *record, uint32_t choice)
{
	struct door_text own = worker->answer.id;
	const char *path = transcript_path(worker->transcript);
	char tail[64] = "";
	size_t length = own.length > 0 ? own.length : strlen(path);
	if (own.length == 0)
		snprintf(tail, sizeof tail, ":%zu", record->line);
	if (choice > 0)
		snprintf(tail + strlen(tail), sizeof tail - strlen(tail), "#%u", choice + 1);
	worker->id.items = memory_grow(
		worker->id.items, &worker->id.room, length + sizeof tail, sizeof *worker->id.items);
	memcpy(worker->id.items, own.length > 0 ? own.bytes : path, length);
	memcpy(worker->id.items + length, tail, strlen(tail));
	return (struct door_text){worker->id.items, length + strlen(tail)};
}

/* A sighting and the row of its name. */
struct numbered {
	uint32_t number;
	const struct sighting *sighting;
};

static int compare_numbers(const void *a, const void *b)
{
	const struct numbered *left = a, *right = b;
	if (left->number != right->number)
		return left->number < right->number ? -1 : 1;
	return (left->sighting > right->sighting) - (left->sighting < right->sighting);
}

/* The COUNT sightings of one name. */
static struct tallied_name sum_up(
	const struct worker *worker, const struct numbered *items, size_t count)
{
	const struct sightings *sightings = &worker->sightings;
	struct tallied_name said = {.number = items[0].number};
	bool only_modules = true;
	for (size_t i = 0; i < count; i++) {
		const struct sighting *item = items[i].sighting;
		const char *name = sighting_name(sightings, item);
		said.kinds[item->kind] = true;
		if (item->kind == SIGHTING_QUOTED)
			continue;
		only_modules = only_modules && item->module;
		said.local = said.local || sightings_define(sightings, name, item->length);
		said.echoed = said.echoed || is_echo(&worker->answer, name, item->length);
	}
	said.local = said.local && only_modules;
	return said;
}

/* The names of an answer, each once, over all kinds and spellings. */
static void tally_names(struct worker *worker, const struct tallied *tallied)
{
	const struct sightings *sightings = &worker->sightings;
	size_t count = sightings->items.count;
	struct numbered *items = memory_new(count + 1, sizeof *items);
	for (size_t i = 0; i < count; i++) {
		const struct sighting *item = &sightings->items.items[i];
		const char *name = sighting_name(sightings, item);
		items[i] =
			(struct numbered){tally_number(&worker->tally, name, item->length), item};
	}
	qsort(items, count, sizeof *items, compare_numbers);
	for (size_t i = 0, same; i < count; i += same) {
		for (same = 1; i + same < count && items[i + same].number == items[i].number;)
			same++;
		struct tallied_name said = sum_up(worker, &items[i], same);
		tally_say(&worker->tally, tallied, &said);
	}
	free(items);
}

static void tell_observer(const struct worker *worker, struct door_text id)
{
	const struct observer *observer = worker->mining->observer;
	const struct sightings *sightings = &worker->sightings;
	for (size_t i = 0; i < sightings->items.count; i++) {
		const struct sighting *item = &sightings->items.items[i];
		const struct sighting *last = item - (i > 0);
		/* A name quoted as a module and as a project is told once. */
		if (i > 0 && last->kind == item->kind && last->length == item->length &&
			memcmp(sighting_name(sightings, last), sighting_name(sightings, item),
				item->length) == 0)
			continue;
		observer->tell(observer->context, id, item->kind, sighting_name(sightings, item),
			item->length);
	}
}

static void read_turns(struct worker *worker, uint32_t choice)
{
	const struct answer *answer = &worker->answer;
	struct sightings *sightings = &worker->sightings;
	sightings_clear(sightings);
	for (size_t i = 0; i < answer->files.count; i++) {
		struct door_text path = answer->files.items[i];
		sightings_add_file(sightings, path.bytes, path.length - strlen(".py"));
	}
	for (size_t i = 0; i < answer->turns.count; i++) {
		const struct turn *turn = &answer->turns.items[i];
		if (!turn->quoted && turn->choice != choice)
			continue;
		sightings->quoted = turn->quoted;
		if (turn->python)
			speech_read_python(
				sightings, turn->text.bytes, turn->text.length, &worker->scratch);
		else
			speech_read(
				sightings, turn->text.bytes, turn->text.length, &worker->scratch);
	}
	sightings_finish(sightings);
}

static void count_answer(struct worker *worker, const struct record *record)
{
	const struct mining *mining = worker->mining;
	const struct answer *answer = &worker->answer;
	if (!answer->has_answer)
		worker->tally.without_answer++;
	for (uint32_t choice = 0; choice < answer->choices; choice++) {
		read_turns(worker, choice);
		worker->tally.left_out += worker->sightings.left_out;
		struct door_text id = id_of(worker, record, choice);
		if (mining->observer != NULL)
			tell_observer(worker, id);
		bool says = answer->model.length > 0;
		struct tallied tallied = {.id = id.bytes,
			.id_length = id.length,
			.model = says ? answer->model.bytes : mining->model,
			.model_length = says ? answer->model.length : strlen(mining->model),
			.source = mining->source,
			.source_length = strlen(mining->source),
			.prompt = answer->prompt,
			.day = answer->day};
		if (answer->has_answer)
			tally_answer(&worker->tally, &tallied);
		tally_names(worker, &tallied);
	}
}

/* ---- one record ---- */

static void cannot_read(struct worker *worker, const struct record *record, const char *what)
{
	worker->tally.unreadable++;
	if (worker->warnings.count < WARNINGS)
		fail(array_add(&worker->warnings), ERR_INPUT, "%s:%zu: %s; the record was skipped",
			transcript_path(worker->transcript), record->line, what);
}

/* A file of text is one answer of nobody in particular. */
static void read_text_file(struct worker *worker, const struct record *record, bool python)
{
	struct answer *answer = &worker->answer;
	answer_clear(answer);
	answer->has_answer = true;
	*array_add(&answer->turns) =
		(struct turn){.text = {record->bytes, record->length}, .python = python};
	count_answer(worker, record);
}

static void read_record(struct worker *worker, const struct piece *piece, struct record *record)
{
	struct door_value value;
	worker->tally.records++;
	if (piece->form == FORM_MARKDOWN || piece->form == FORM_PYTHON) {
		read_text_file(worker, record, piece->form == FORM_PYTHON);
		return;
	}
	const char *wrong = door_read(worker->parser, record->bytes, record->length, &value);
	if (wrong == NULL && door_type(value) != DOOR_OBJECT)
		wrong = "this is no JSON object";
	if (wrong != NULL) {
		cannot_read(worker, record, wrong);
		return;
	}
	answer_read(&worker->answer, value, &worker->mining->path);
	count_answer(worker, record);
}

static void *work(void *context)
{
	struct worker *worker = context;
	struct piece piece = {0};
	struct record record;
	while (transcript_next(worker->transcript, &piece)) {
		while (piece_next(&piece, &record))
			read_record(worker, &piece, &record);
		if (worker->shows)
			progress_show(worker->mining->progress,
				worker->mining->bytes_before +
					transcript_bytes_read(worker->transcript));
	}
	piece_release(&piece);
	return NULL;
}

/* ---- one file ---- */

static void worker_begin(
	struct worker *worker, const struct mining *mining, struct transcript *transcript)
{
	*worker = (struct worker){.mining = mining,
		.transcript = transcript,
		.tally = tally_new(mining->examples),
		.parser = door_new(LIMIT_JSON_DEPTH),
		.scratch = text_new(LIMIT_RECORD_BYTES + LIMIT_LINE_BYTES)};
}

static void worker_end(struct worker *worker, struct tally *into, bool *partial)
{
	tally_merge(into, &worker->tally);
	for (size_t i = 0; i < worker->warnings.count; i++)
		say_warning("%s", worker->warnings.items[i].text);
	if (worker->tally.unreadable > worker->warnings.count)
		say_warning("%s: %zu more records could not be read and were skipped",
			transcript_path(worker->transcript),
			(size_t)worker->tally.unreadable - worker->warnings.count);
	*partial = *partial || worker->tally.unreadable > 0 || worker->tally.left_out > 0;
	tally_release(&worker->tally);
	door_free(worker->parser);
	answer_release(&worker->answer);
	sightings_release(&worker->sightings);
	text_release(&worker->scratch);
	array_release(&worker->id);
	array_release(&worker->warnings);
}

static void say_end(const struct transcript *transcript, struct tally *tally, bool *partial)
{
	struct failure failure;
	size_t line, count = transcript_too_long(transcript, &line);
	if (transcript_error(transcript, &failure) != OK) {
		say_warning("%s", failure.text);
		*partial = true;
	}
	if (count > 0) {
		say_warning("%s:%zu: %zu records have more than %d bytes (LIMIT_RECORD_BYTES) and "
			    "were skipped, the first of them here",
			transcript_path(transcript), line, count, LIMIT_RECORD_BYTES);
		tally->records += count;
		tally->unreadable += count;
		*partial = true;
	}
}

enum error mine_file(const struct mining *mining, const char *path, struct tally *tally,
	bool *partial, struct failure *failure)
{
	struct transcript *transcript = transcript_open(path, mining->form, failure);
	if (transcript == NULL)
		return ERR_INPUT;
	unsigned jobs = mining->observer != NULL || mining->jobs == 0 ? 1 : mining->jobs;
	struct worker *workers = memory_new(jobs, sizeof *workers);
	unsigned started = 1;
	for (unsigned i = 0; i < jobs; i++)
		worker_begin(&workers[i], mining, transcript);
	/* The first worker is this thread; a machine that starts fewer threads is served as well.
	 */
	while (started < jobs &&
		pthread_create(&workers[started].thread, NULL, work, &workers[started]) == 0)
		started++;
	workers[0].shows = true;
	work(&workers[0]);
	for (unsigned i = 1; i < started; i++)
		pthread_join(workers[i].thread, NULL);
	for (unsigned i = 0; i < jobs; i++)
		worker_end(&workers[i], tally, partial);
	say_end(transcript, tally, partial);
	free(workers);
	transcript_close(transcript);
	return OK;
}
