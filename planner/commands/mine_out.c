/* What comes out of `mine`. */
#include "commands/mine_out.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/say.h"
#include "base/text.h"
#include "corpus/meaning.h"
#include "corpus/mined_page.h"
#include "registry/snapshot.h"

#include <stdio.h>
#include <string.h>

/* The snapshot by which classes were given, as the corpus names it. */
static void snapshot_label(const struct snapshot *snapshot, char label[96])
{
	const struct snapshot_info *info = snapshot_info(snapshot);
	char day[DATE_TEXT_BYTES] = "";
	if (info->day != DATE_NONE)
		date_format(info->day, day);
	snprintf(label, 96, "%s %s", info->digest, day);
}

enum error mine_out_corpus(struct tally *tally, const struct snapshot *snapshot,
	const struct rules *rules, struct text *out, struct failure *failure)
{
	char label[96];
	tally_classify(tally, rules);
	snapshot_label(snapshot, label);
	tally_write(tally, label, out);
	if (!out->overflowed)
		return OK;
	return fail(failure, ERR_LIMIT,
		"the corpus has more than %d bytes (LIMIT_BULK_BYTES); mine less at once",
		LIMIT_BULK_BYTES);
}

static enum error write_report(const struct arguments *arguments, const struct tally *tally,
	const struct snapshot *snapshot, struct failure *failure)
{
	char label[96], phrase[96];
	const char *path = arguments_text(arguments, "report", NULL);
	autotext struct text page = text_new(LIMIT_BULK_BYTES);
	if (path == NULL)
		return OK;
	snapshot_label(snapshot, label);
	snprintf(phrase, sizeof phrase, "%.12s%s", label, strchr(label, ' '));
	mined_page(tally, phrase, &page);
	return file_write(path, page.bytes, page.length, 0600, failure);
}

enum error mine_out(const struct arguments *arguments, struct tally *tally,
	const struct snapshot *snapshot, const struct rules *rules, struct failure *failure)
{
	const char *out = arguments_text(arguments, "out", NULL);
	autotext struct text bytes = text_new(LIMIT_BULK_BYTES);
	enum error error = mine_out_corpus(tally, snapshot, rules, &bytes, failure);
	if (error == OK)
		error = write_report(arguments, tally, snapshot, failure);
	if (error != OK || out != NULL)
		return error != OK ? error
				   : file_write(out, bytes.bytes, bytes.length, 0600, failure);
	fwrite(bytes.bytes, 1, bytes.length, stdout);
	return OK;
}

/* nameward: note: 448 answers in 448 records name 120 registered, 95 invented ... names
 * nameward: note: gpt-5-mini: 448 answers; 180 of 900 packages named (20.0 %) do not exist */
void mine_out_say(const struct tally *tally)
{
	autotext struct text classes = text_new(LIMIT_MESSAGE_BYTES);
	for (unsigned class = 0; class < CORPUS_CLASSES; class ++) {
		if (tally->class_count[class] > 0)
			text_addf(&classes, "%s%llu %s", classes.length > 0 ? ", " : "",
				(unsigned long long)tally->class_count[class],
				corpus_class_name((enum corpus_class) class));
	}
	say_note("%llu records: %llu answers, %llu without one, %llu unreadable",
		(unsigned long long)tally->records, (unsigned long long)tally->answers,
		(unsigned long long)tally->without_answer, (unsigned long long)tally->unreadable);
	say_note("%zu names: %s", tally->names.count,
		classes.length > 0 ? classes.bytes : "nothing was named");
	for (uint32_t i = 0; i < tally->models.count; i++) {
		const struct sampled *model = &tally->models.items[i];
		struct share share = share_of_model(tally, model->key);
		if (share.said > 0)
			say_note("%s: %u answers; %llu of %llu packages named (%.1f %%) do not "
				 "exist",
				model->label[0] ? model->label : "model not said", model->runs,
				share.invented, share.said,
				100.0 * (double)share.invented / (double)share.said);
	}
}
