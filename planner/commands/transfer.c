/* The progress line of a download, and the only state it needs: one is drawn at a time. */
#include "commands/transfer.h"
#include "base/progress.h"

static struct progress line;

bool transfer_wanted(void)
{
	line = progress_begin("downloading", 0);
	line.bytes = true;
	return line.on;
}

void transfer_show(void *context, uint64_t now, uint64_t total)
{
	(void)context;
	line.total = total;
	progress_show(&line, now);
}

void transfer_end(void)
{
	progress_end(&line);
}
