/* The progress line, and the only state it needs: when it was last drawn. */
#include "commands/transfer.h"
#include "base/text.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

enum { REDRAW = 200, BAR = 24 };

static struct {
	int64_t begin, drawn;
	bool shown;
} line;

bool transfer_wanted(void)
{
	return isatty(STDERR_FILENO) == 1;
}

static int64_t clock_now(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* [#####                   ] 2.1 of 9.8 MB, 3.4 MB/s, 2 s left */
void transfer_show(void *context, uint64_t now, uint64_t total)
{
	int64_t moment = clock_now();
	(void)context;
	if (line.begin == 0)
		line.begin = moment;
	if (now == 0 || moment - line.drawn < REDRAW)
		return;
	line.drawn = moment;
	line.shown = true;
	double seconds = (double)(moment - line.begin) / 1000;
	double rate = seconds > 0 ? (double)now / seconds : 0;
	fputs("\r\033[K", stderr);
	if (total >= now && total > 0) {
		int filled = (int)(now * BAR / total);
		fputc('[', stderr);
		for (int i = 0; i < BAR; i++)
			fputc(i < filled ? '#' : ' ', stderr);
		fprintf(stderr, "] %.1f of %.1f MB", (double)now / 1e6, (double)total / 1e6);
	} else {
		fprintf(stderr, "%.1f MB", (double)now / 1e6);
	}
	fprintf(stderr, ", %.1f MB/s", rate / 1e6);
	if (total >= now && total > 0 && rate > 0)
		fprintf(stderr, ", %.0f s left", (double)(total - now) / rate);
}

void transfer_end(void)
{
	if (line.shown)
		fputs("\r\033[K", stderr);
	line.begin = line.drawn = 0;
	line.shown = false;
}
