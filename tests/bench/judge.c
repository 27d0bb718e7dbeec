/* How many single-edit candidates a second are formed and judged, on one core, over every ranked
 * name of the embedded list; beside a naive reference, which forms the same edits one by one and
 * asks rules_judge() of each, on the first 1,000 targets, and must count the same verdicts.
 *
 *	judge: 23456789 71.3 M candidates/s
 *	judge+rank: 23456789 20.1 M candidates/s
 */
#include "base/error.h"
#include "base/memory.h"
#include "candidates/sweep.h"
#include "names/name.h"
#include "registry/alarm.h"
#include "registry/snapshot.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { RUNS = 5, REFERENCE = 1000, ROOM = LIMIT_NAME_BYTES + 2 };

static const char alphabet[] = "abcdefghijklmnopqrstuvwxyz0123456789-";

static double seconds(void)
{
	struct timespec now;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

struct forms {
	char (*names)[ROOM];
	size_t count, room;
};

static void add(struct forms *forms, const char *name, size_t length)
{
	if (!name_is_canonical(name, length))
		return;
	forms->names =
		memory_grow(forms->names, &forms->room, forms->count + 1, sizeof *forms->names);
	memcpy(forms->names[forms->count], name, length);
	forms->names[forms->count++][length] = '\0';
}

static int compare(const void *a, const void *b)
{
	return strcmp(a, b);
}

/* Every single edit, formed the plain way, each once. */
static void edit(struct forms *forms, const char *name)
{
	size_t length = strlen(name);
	char form[ROOM + 1];
	forms->count = 0;
	for (size_t i = 0; i <= length; i++) {
		memcpy(form, name, i);
		if (i < length) {
			memcpy(form + i, name + i + 1, length - i - 1);
			add(forms, form, length - 1);
		}
		if (i + 1 < length) {
			memcpy(form, name, length);
			form[i] = name[i + 1];
			form[i + 1] = name[i];
			add(forms, form, length);
		}
		for (const char *c = alphabet; *c != '\0'; c++) {
			memcpy(form, name, i);
			form[i] = *c;
			memcpy(form + i + 1, name + i, length - i);
			add(forms, form, length + 1);
			memcpy(form, name, length);
			form[i] = *c;
			if (i < length)
				add(forms, form, length);
		}
	}
	qsort(forms->names, forms->count, sizeof *forms->names, compare);
	size_t kept = 0;
	for (size_t i = 0; i < forms->count; i++) {
		bool again = kept > 0 && strcmp(forms->names[kept - 1], forms->names[i]) == 0;
		if (!again && strcmp(forms->names[i], name) != 0)
			memmove(forms->names[kept++], forms->names[i], ROOM);
	}
	forms->count = kept;
}

static struct sweep_counts count_naively(const struct rules *rules, uint32_t targets)
{
	struct sweep_counts counts = {0};
	struct forms forms = {0};
	for (uint32_t rank = 1, done = 0; done < targets && rank <= 65535; rank++) {
		const char *name = snapshot_ranked(rules_snapshot(rules), rank);
		if (name == NULL)
			continue;
		done++;
		edit(&forms, name);
		for (size_t i = 0; i < forms.count; i++) {
			autojudgement struct judgement judgement = {0};
			rules_judge(rules, forms.names[i], strlen(forms.names[i]), &judgement);
			counts.candidates++;
			counts.verdicts[judgement.verdict]++;
			counts.alarms += judgement.alarm != ALARM_NONE;
		}
	}
	free(forms.names);
	return counts;
}

static struct sweep_counts run(struct sweep *sweep, const struct snapshot *snapshot,
	uint32_t targets, const struct sweep_weights *weights)
{
	static struct sweep_best best[SWEEP_BEST];
	struct sweep_counts counts = {0};
	for (uint32_t rank = 1, done = 0; done < targets && rank <= snapshot_ranks(snapshot);
		rank++) {
		const char *name = snapshot_ranked(snapshot, rank);
		if (name == NULL)
			continue;
		done++;
		if (weights != NULL)
			sweep_rank(sweep, name, strlen(name), weights, 250000, &counts, best);
		else
			sweep_judge(sweep, name, strlen(name), &counts);
	}
	return counts;
}

static bool same(const struct sweep_counts *a, const struct sweep_counts *b, bool alarms)
{
	return a->candidates == b->candidates &&
	       memcmp(a->verdicts, b->verdicts, sizeof a->verdicts) == 0 &&
	       (!alarms || a->alarms == b->alarms);
}

static int compare_doubles(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

static void measure(const char *what, struct sweep *sweep, const struct snapshot *snapshot,
	const struct sweep_weights *weights)
{
	double rates[RUNS];
	struct sweep_counts counts = {0};
	for (int i = 0; i < RUNS; i++) {
		double begin = seconds();
		counts = run(sweep, snapshot, UINT32_MAX, weights);
		rates[i] = (double)counts.candidates / (seconds() - begin) / 1e6;
	}
	qsort(rates, RUNS, sizeof *rates, compare_doubles);
	printf("%s: %llu %.1f M candidates/s\n", what, (unsigned long long)counts.candidates,
		rates[RUNS / 2]);
}

/* Some weights: what they are changes nothing in the work, only which names are kept. */
static void fill(struct sweep_weights *weights)
{
	weights->omission = 12000;
	weights->transposition = 9000;
	for (int a = 0; a < 128; a++) {
		for (int b = 0; b < 128; b++) {
			weights->insertion[a][b] = (uint32_t)(100 + (a * 31 + b * 17) % 400);
			weights->substitution[a][b] = (uint32_t)(100 + (a * 13 + b * 29) % 700);
		}
	}
}

int main(void)
{
	static struct sweep_weights weights;
	struct failure failure;
	struct snapshot *snapshot;
	if (snapshot_open(&snapshot, "embedded", &failure) != OK) {
		fprintf(stderr, "%s\n", failure.text);
		return 2;
	}
	fill(&weights);
	struct rules *rules = rules_new(snapshot, ALARM_CORPUS);
	struct sweep *sweep = sweep_new(rules);
	struct sweep_counts naive = count_naively(rules, REFERENCE);
	struct sweep_counts swept = run(sweep, snapshot, REFERENCE, NULL);
	struct sweep_counts ranked = run(sweep, snapshot, REFERENCE, &weights);
	bool equal = same(&naive, &swept, false) && same(&naive, &ranked, true);
	printf("reference: %llu candidates of %d targets, %s\n",
		(unsigned long long)naive.candidates, REFERENCE, equal ? "equal" : "DIFFERENT");
	for (int i = 0; i < VERDICTS; i++)
		printf("  %-13s %10llu %10llu\n", verdict_name((enum verdict)i),
			(unsigned long long)naive.verdicts[i],
			(unsigned long long)swept.verdicts[i]);
	printf("  %-13s %10llu %10llu\n", "alarm", (unsigned long long)naive.alarms,
		(unsigned long long)ranked.alarms);
	measure("judge", sweep, snapshot, NULL);
	measure("judge+rank", sweep, snapshot, &weights);
	sweep_free(sweep);
	rules_free(rules);
	snapshot_close(snapshot);
	return equal ? 0 : 1;
}
