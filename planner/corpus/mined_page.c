/* What was mined, as one page. */
#include "corpus/mined_page.h"
#include "base/chart.h"
#include "base/escape.h"
#include "base/html.h"
#include "base/text.h"
#include "corpus/tally.h"

#include <stdlib.h>
#include <string.h>

enum {
	MODELS_SHOWN = 30,
	TENTHS = 10,
	FIGURE_BYTES = 96,
};

static bool is_package(const struct tally_name *name)
{
	return name->class == CORPUS_INVENTED || name->class == CORPUS_REGISTERED ||
	       name->class == CORPUS_MODULE;
}

struct share share_of_model(const struct tally *tally, unsigned long long model)
{
	struct share share = {0};
	for (size_t i = 0; i < tally->names.count; i++) {
		const struct tally_name *name = &tally->names.items[i];
		uint32_t runs = is_package(name) ? sample_runs(&name->models, model) : 0;
		share.said += runs;
		share.invented += name->class == CORPUS_INVENTED ? runs : 0;
	}
	return share;
}

static struct share share_of_all(const struct tally *tally)
{
	struct share share = {0};
	for (size_t i = 0; i < tally->names.count; i++) {
		const struct tally_name *name = &tally->names.items[i];
		uint32_t runs = is_package(name) ? name->runs : 0;
		share.said += runs;
		share.invented += name->class == CORPUS_INVENTED ? runs : 0;
	}
	return share;
}

static uint32_t narrow(unsigned long long count)
{
	return count < UINT32_MAX ? (uint32_t)count : UINT32_MAX;
}

static double percent(uint64_t part, uint64_t whole)
{
	return whole > 0 ? 100.0 * (double)part / (double)whole : 0;
}

/* ---- by model ---- */

static int by_runs(const void *a, const void *b)
{
	const struct sampled *left = a, *right = b;
	if (left->runs != right->runs)
		return left->runs > right->runs ? -1 : 1;
	return strcmp(left->label, right->label);
}

static void add_models(struct text *out, const struct tally *tally)
{
	struct chart_bar bars[MODELS_SHOWN];
	char figures[MODELS_SHOWN][FIGURE_BYTES];
	size_t count = 0, all = tally->models.count;
	struct sampled *models = memory_new(all + 1, sizeof *models);
	if (all > 0) {
		memcpy(models, tally->models.items, all * sizeof *models);
		qsort(models, all, sizeof *models, by_runs);
	}
	for (size_t i = 0; i < all && count < MODELS_SHOWN; i++) {
		struct share share = share_of_model(tally, models[i].key);
		struct recurrence range =
			recurrence_of_counts(narrow(share.invented), narrow(share.said));
		snprintf(figures[count], FIGURE_BYTES, "%.1f %% (%llu of %llu)",
			percent(share.invented, share.said), share.invented, share.said);
		if (share.said == 0)
			continue;
		bars[count] = (struct chart_bar){
			.label = models[i].label[0] ? models[i].label : "model not said",
			.figure = figures[count],
			.value = range.rate,
			.low = range.low,
			.high = range.high};
		count++;
	}
	struct chart_facts facts = {.id = "models",
		.title = "Packages that do not exist, by model",
		.says = "Of all packages a model named, answer by answer, the part that is "
			"registered under no reading of its name. The line is the 95 % interval of "
			"that share (Wilson), as if answers were drawn one by one.",
		.columns = {"model", "invented"}};
	char note[FIGURE_BYTES];
	snprintf(note, sizeof note, "Of %zu models, those with the most answers.", all);
	if (all > MODELS_SHOWN)
		facts.note = note;
	chart_bars(out, &facts, bars, count);
	free(models);
}

/* ---- recurrence ---- */

/* Names that came back: of the answers to their prompts, in what part they are. */
struct histogram {
	uint64_t tenths[TENTHS];      /* [9]: above 90 %, all of them too */
	uint64_t names, always, once; /* once: their prompts had one answer each */
};

static struct histogram histogram_of(const struct tally *tally)
{
	struct histogram histogram = {0};
	for (size_t i = 0; i < tally->names.count; i++) {
		const struct tally_name *name = &tally->names.items[i];
		if (name->class != CORPUS_INVENTED)
			continue;
		struct recurrence recurrence = tally_recurrence(tally, name);
		if (recurrence.asked <= sample_distinct(&name->prompts, LIMIT_NAME_PROMPTS)) {
			histogram.once++;
			continue;
		}
		unsigned tenth = recurrence.rate == 0 ? 0 : (recurrence.rate - 1) / 100000;
		histogram.tenths[tenth]++;
		histogram.names++;
		histogram.always += recurrence.said >= recurrence.asked;
	}
	return histogram;
}

static void add_recurrence(struct text *out, const struct histogram *histogram)
{
	struct chart_bar bars[TENTHS];
	char labels[TENTHS][32], figures[TENTHS][FIGURE_BYTES];
	for (unsigned i = 0; i < TENTHS; i++) {
		snprintf(labels[i], sizeof labels[i], "%s%u to %u %%", i == 0 ? "" : "above ",
			i * 10, i * 10 + 10);
		snprintf(
			figures[i], FIGURE_BYTES, "%llu", (unsigned long long)histogram->tenths[i]);
		bars[i] = (struct chart_bar){
			.label = labels[i], .figure = figures[i], .value = histogram->tenths[i]};
	}
	struct chart_facts facts = {.id = "recurrence",
		.title = "How often an invented name comes back",
		.says = "Invented names by the part of all answers to the same prompts in which "
			"they stand. What comes back is what an attacker registers.",
		.columns = {"part of the answers", "names"}};
	char note[4 * FIGURE_BYTES];
	snprintf(note, sizeof note,
		"%llu of %llu are in every answer to their prompts. Not shown are %llu names of "
		"which no prompt is known, or none that was answered twice.",
		(unsigned long long)histogram->always, (unsigned long long)histogram->names,
		(unsigned long long)histogram->once);
	facts.note = note;
	chart_bars(out, &facts, bars, histogram->names > 0 ? TENTHS : 0);
}

/* ---- meaning and kinds ---- */

static void add_classes(struct text *out, const struct tally *tally)
{
	struct chart_bar bars[CORPUS_CLASSES];
	char figures[CORPUS_CLASSES][FIGURE_BYTES];
	size_t count = 0;
	for (unsigned class = 0; class < CORPUS_CLASSES; class ++) {
		uint64_t names = tally->class_count[class];
		if (names == 0)
			continue;
		snprintf(figures[count], FIGURE_BYTES, "%llu", (unsigned long long)names);
		bars[count] =
			(struct chart_bar){.label = corpus_class_name((enum corpus_class) class),
				.figure = figures[count],
				.value = names};
		count++;
	}
	struct chart_facts facts = {.id = "classes",
		.title = "What the names mean",
		.says = "Every name that was said, each once, by what it turned out to be. Nothing "
			"was dropped.",
		.columns = {"meaning", "names"}};
	chart_bars(out, &facts, bars, count);
}

static void add_kinds(struct text *out, const struct tally *tally)
{
	struct chart_bar bars[SIGHTING_KINDS];
	char figures[SIGHTING_KINDS][FIGURE_BYTES];
	size_t count = 0;
	for (unsigned kind = 0; kind < SIGHTING_KINDS; kind++) {
		uint64_t answers = 0;
		for (size_t i = 0; i < tally->names.count; i++) {
			const struct tally_name *name = &tally->names.items[i];
			answers += name->class == CORPUS_INVENTED ? name->kinds[kind] : 0;
		}
		if (answers == 0)
			continue;
		snprintf(figures[count], FIGURE_BYTES, "%llu", (unsigned long long)answers);
		bars[count] =
			(struct chart_bar){.label = sighting_kind_name((enum sighting_kind)kind),
				.figure = figures[count],
				.value = answers};
		count++;
	}
	struct chart_facts facts = {.id = "kinds",
		.title = "Where invented names stood",
		.says = "How often an answer had an invented name in an import, in a command, in a "
			"manifest; quoted: in what the model was told.",
		.columns = {"place", "answers"}};
	chart_bars(out, &facts, bars, count);
}

/* ---- the page ---- */

static void add_numbers(
	struct text *out, const struct tally *tally, const struct histogram *histogram)
{
	char figure[FIGURE_BYTES], note[2 * FIGURE_BYTES];
	struct share share = share_of_all(tally);
	text_add(out, "<section id=\"numbers\" class=\"chart-tiles\" aria-label=\"Four "
		      "numbers\">\n<dl class=\"tiles\">\n");
	snprintf(figure, sizeof figure, "%llu", (unsigned long long)tally->answers);
	snprintf(note, sizeof note, "in %llu records, %llu of them unreadable",
		(unsigned long long)tally->records, (unsigned long long)tally->unreadable);
	html_tile(out, "Answers", figure, note);
	snprintf(figure, sizeof figure, "%.1f %%", percent(share.invented, share.said));
	snprintf(note, sizeof note, "%llu of %llu packages named do not exist", share.invented,
		share.said);
	html_tile(out, "Invented", figure, note);
	snprintf(figure, sizeof figure, "%llu",
		(unsigned long long)tally->class_count[CORPUS_INVENTED]);
	html_tile(out, "Invented names", figure, "each counted once");
	snprintf(figure, sizeof figure, "%.0f %%", percent(histogram->always, histogram->names));
	snprintf(note, sizeof note, "of the invented names whose prompts were asked again");
	html_tile(out, "In every answer", figure, note);
	text_add(out, "</dl>\n</section>\n");
}

void mined_page(const struct tally *tally, const char *snapshot, struct text *out)
{
	struct histogram histogram = histogram_of(tally);
	const struct html_page page = {.title = "What models said",
		.styles = {"planner/bundle/page.css", "planner/base/chart.css"}};
	html_begin(out, &page);
	text_add(out,
		"<div class=\"page\">\n<header class=\"top\">\n"
		"<p class=\"eyebrow\"><b>nameward</b> · mined transcripts</p>\n"
		"<h1>What models said</h1>\n<p class=\"meta\">Told apart by PyPI's names in the "
		"list <code>");
	escape_html(out, snapshot, strlen(snapshot));
	text_add(out, "</code>. This page holds counts and no name of a package.</p>\n</header>\n"
		      "<main>\n");
	add_numbers(out, tally, &histogram);
	add_models(out, tally);
	add_recurrence(out, &histogram);
	add_classes(out, tally);
	add_kinds(out, tally);
	text_add(out, "</main>\n</div>\n");
	html_end(out, &page);
}
