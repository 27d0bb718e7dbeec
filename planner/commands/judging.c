/* What every command that judges begins with. */
#include "commands/judging.h"
#include "base/say.h"
#include "base/text.h"
#include "registry/cache.h"
#include "registry/namespaces.h"
#include "registry/snapshot.h"

#include <string.h>

int judging_age(const struct arguments *arguments, const struct snapshot *snapshot)
{
	date day = snapshot_info(snapshot)->day;
	date today = arguments_as_of(arguments);
	return day == DATE_NONE || day > today ? -1 : today - day;
}

/* nameward: note: judging by the embedded list of 2026-11-01 (22 days old), 886323 names */
enum error judging_open(
	const struct arguments *arguments, struct snapshot **snapshot, struct failure *failure)
{
	enum error error =
		snapshot_open(snapshot, arguments_text(arguments, "snapshot", NULL), failure);
	if (error != OK)
		return error;
	const struct snapshot_info *info = snapshot_info(*snapshot);
	char day[DATE_TEXT_BYTES + 8] = "an unknown day";
	char age[48] = "age unknown";
	if (info->day != DATE_NONE)
		date_format(info->day, day);
	int days = judging_age(arguments, *snapshot);
	if (days >= 0)
		snprintf(age, sizeof age, "%d days old", days);
	else if (info->day != DATE_NONE)
		snprintf(age, sizeof age, "later than the day of this run");
	say_note("judging by %s%s of %s (%s), %u names",
		info->embedded ? "the embedded list"
		: info->url[0] ? "the index "
			       : "a list",
		info->url, day, age, info->name_count);
	return OK;
}

enum error judging_namespaces(const struct arguments *arguments, const struct snapshot *snapshot,
	struct intern *pool, struct namespaces *namespaces, struct failure *failure)
{
	autotext struct text path = text_new(LIMIT_LINE_BYTES);
	const struct snapshot_info *info = snapshot_info(snapshot);
	const char *which = arguments_text(arguments, "snapshot", NULL);
	*namespaces = (struct namespaces){0};
	if (info->url[0] == '\0')
		return OK;
	if (which != NULL)
		text_add(&path, which);
	else if (!cache_newest(&path))
		return OK;
	return namespaces_read(namespaces, path.bytes, info->digest, pool, failure);
}
