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

/* reading names [######------------------]  25 %, 1200000 of 4800000, 12 s left */
static void draw(const struct progress *progress, size_t done, uint64_t passed)
{
	fprintf(stderr, "\r\033[K%s", progress->label);
	if (progress->total == 0) {
		fprintf(stderr, ": %zu, %zu a second", done,
			(size_t)((double)done * 1000 / (double)passed));
		return;
	}
	double part = (double)done / (double)progress->total;
	part = part > 1 ? 1 : part;
	fputs(" [", stderr);
	for (int i = 0; i < BAR; i++)
		putc(i < part * BAR ? '#' : '-', stderr);
	fprintf(stderr, "] %3.0f %%, %zu of %zu", part * 100, done, progress->total);
	if (done > 0)
		fprintf(stderr, ", %.0f s left", (double)passed / 1000 * (1 - part) / part);
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
