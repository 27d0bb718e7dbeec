/* Requests of plan.json, and what else it says to do. */
#include "plan/reading.h"

#include <stdlib.h>
#include <string.h>

static int compare_to_name(const void *key, const void *element)
{
	return strcmp(key, ((const struct plan_name *)element)->name);
}

/* The numbers of a request's names, which must stand in `names`. */
static void read_request_names(
	struct reading *reading, const struct json *node, struct request *request)
{
	size_t count;
	const char **items = reading_texts(reading, node, "names", &count);
	request->names = memory_new(count, sizeof *request->names);
	const struct plan_name *first = reading->plan->names.items;
	for (size_t i = 0; i < count && reading->error == OK; i++) {
		const struct plan_name *name =
			reading->plan->names.count == 0
				? NULL
				: bsearch(items[i], first, reading->plan->names.count,
					  sizeof *first, compare_to_name);
		if (name == NULL)
			reading->error = json_fail(node, reading->failure,
				"asks for \"%s\", which stands not in \"names\"", items[i]);
		else
			request->names[request->name_count++] = (uint32_t)(name - first);
	}
	free(items);
}

void read_request(struct reading *reading, const struct json *node)
{
	static const char *const keys[] = {"id", "mechanism", "target", "names", "covers", "cost",
		"bundle", "why", "cost_to_others", "foreign", "criteria", "release", "term", NULL};
	reading_only(reading, node, keys);
	if (reading->error != OK)
		return;
	struct request *request = array_add(&reading->plan->requests);
	*request = (struct request){.id = reading_text(reading, node, "id")};
	request->mechanism =
		(enum mechanism)reading_choice(reading, node, "mechanism", mechanism_of_name);
	request->target = reading_text_or_null(reading, node, "target");
	read_request_names(reading, node, request);
	request->covers = (uint64_t)reading_integer(reading, node, "covers", INT64_C(1) << 53);
	request->cost = reading_number(reading, node, "cost");
	request->bundle = reading_number(reading, node, "bundle");
	request->why = reading_text(reading, node, "why");
	request->cost_to_others = reading_text(reading, node, "cost_to_others");
	request->foreign = reading_texts(reading, node, "foreign", &request->foreign_count);
	request->criteria = reading_parts(reading, node, "criteria", &request->criterion_count);
	request->release = reading_text(reading, node, "release");
	request->term = reading_day(reading, node, "term", date_parse);
}

void read_own_side(struct reading *reading, const struct json *node)
{
	static const char *const keys[] = {
		"cause", "file", "line", "owner", "what", "change", "names", NULL};
	reading_only(reading, node, keys);
	bool owned = json_find(node, "owner").node != NULL;
	*array_add(&reading->plan->own_side) =
		(struct own_action){.cause = reading_text(reading, node, "cause"),
			.file = reading_text(reading, node, "file"),
			.line = (size_t)reading_integer(reading, node, "line", UINT32_MAX),
			.owner = owned ? reading_text(reading, node, "owner") : NULL,
			.what = reading_text(reading, node, "what"),
			.change = reading_text(reading, node, "change"),
			.names = reading_number(reading, node, "names")};
}
