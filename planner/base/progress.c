/* A progress bar. */
#include "base/progress.h"
#include "base/say.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

enum { FIRST_AFTER = 1000, AGAIN_AFTER = 100, BAR = 24 };

static uint64_t now(void)
{
	struct timespec time;
	clock_gettime(CLOCK_MONOTONIC, &time);
	return (uint64_t)time.tv_sec * 1000 + (uint64_t)time.tv_nsec / 1000000;
}

struct progress progress_begin(const char *label, size_t total)
{
	struct progress progress = {.label = label, .total = total, .next = 1};
	progress.on = isatty(STDERR_FILENO) && !say_is_quiet();
	progress.begun = progress.on ? now() : 0;
	progress.shown = progress.begun + FIRST_AFTER - AGAIN_AFTER;
	return progress;
}

/* A count as people read it: 1200000, or 12.3 MB. */
static void put_count(const struct progress *progress, double count)
{
	if (progress->bytes)
		fprintf(stderr, "%.1f MB", count / 1e6);
	else
		fprintf(stderr, "%.0f", count);
}

/* reading names [######------------------]  25 %, 1200000 of 4800000, 90000 a second, 12 s left */
static void draw(const struct progress *progress, size_t done, uint64_t passed)
{
	double seconds = (double)(passed > 0 ? passed : 1) / 1000;
	fprintf(stderr, "\r\033[K%s", progress->label);
	if (progress->total >= done && done > 0) {
		double part = (double)done / (double)progress->total;
		fputs(" [", stderr);
		for (int i = 0; i < BAR; i++)
			putc(i < part * BAR ? '#' : '-', stderr);
		fprintf(stderr, "] %3.0f %%, ", part * 100);
		put_count(progress, (double)done);
		fputs(" of ", stderr);
		put_count(progress, (double)progress->total);
		fprintf(stderr, ", %.0f s left, ", seconds * (1 - part) / part);
	} else {
		fputs(": ", stderr);
		put_count(progress, (double)done);
		fputs(", ", stderr);
	}
	put_count(progress, (double)done / seconds);
	fputs(" a second", stderr);
}

void progress_show(struct progress *progress, size_t done)
{
	if (progress == NULL || !progress->on || done < progress->next)
		return;
	uint64_t time = now();
	/* The clock is looked at some hundred times between two pictures. */
	progress->next = done + 1 + done / 1024;
	if (time < progress->shown + AGAIN_AFTER)
		return;
	progress->shown = time;
	progress->drawn = true;
	draw(progress, done, time - progress->begun);
	fflush(stderr);
}

void progress_end(struct progress *progress)
{
	if (!progress->drawn)
		return;
	fputs("\r\033[K", stderr);
	fflush(stderr);
}
