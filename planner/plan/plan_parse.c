/* plan.json, read again: strictly, since every rendering depends on it. */
#include "plan/reading.h"

#include <stdlib.h>
#include <string.h>

static void read_appendix(struct reading *reading, const struct json *node)
{
	static const char *const keys[] = {"name", "fact", NULL};
	reading_only(reading, node, keys);
	*array_add(&reading->plan->appendix) = (struct appendix_entry){
		reading_text(reading, node, "name"), reading_text(reading, node, "fact")};
}

static void read_totals(struct reading *reading, const struct json *root)
{
	struct json totals = reading_member(reading, root, "totals", JSON_OBJECT), item = {0};
	while (totals.node != NULL && reading->error == OK && json_next(&totals, &item)) {
		const char *what = intern_string(reading->plan->pool, item.node->string);
		int64_t value = reading_integer(reading, &totals, what, INT64_C(1) << 53);
		*array_add(&reading->plan->totals) = (struct plan_total){what, value};
	}
}

/* Plans before it was thought of have none. */
static void read_given_back(struct reading *reading, const struct json *root)
{
	if (json_find(root, "given_back").node == NULL)
		return;
	size_t count;
	const char **names = reading_texts(reading, root, "given_back", &count);
	for (size_t i = 0; i < count; i++)
		*array_add(&reading->plan->given_back) = names[i];
	free(names);
}

static void read_root(struct reading *reading, const struct json *root)
{
	static const char *const keys[] = {"schema", "program", "as_of", "organisation", "tlp",
		"embargo_until", "approvals", "policy_digest", "snapshot", "draft", "draft_reasons",
		"inputs", "names", "requests", "own_side", "given_back", "appendix", "totals",
		"previous", "changes", NULL};
	struct plan *plan = reading->plan;
	reading_only(reading, root, keys);
	if (reading->error == OK && reading_integer(reading, root, "schema", UINT32_MAX) != 1 &&
		reading->error == OK)
		reading->error = json_fail(root, reading->failure,
			"is of another schema than 1, the one this program reads");
	plan->program = reading_text(reading, root, "program");
	plan->as_of = reading_day(reading, root, "as_of", date_parse);
	read_organisation(reading, root);
	read_sending(reading, root);
	reading_digest(reading, root, "policy_digest", plan->policy_digest);
	read_snapshot(reading, root);
	plan->draft = reading_boolean(reading, root, "draft");
	size_t count;
	const char **reasons = reading_texts(reading, root, "draft_reasons", &count);
	for (size_t i = 0; i < count; i++)
		*array_add(&plan->draft_reasons) = reasons[i];
	free(reasons);
	reading_each(reading, root, "inputs", read_input);
	reading_each(reading, root, "names", read_name);
	reading_each(reading, root, "requests", read_request);
	reading_each(reading, root, "own_side", read_own_side);
	read_given_back(reading, root);
	reading_each(reading, root, "appendix", read_appendix);
	read_totals(reading, root);
	read_previous(reading, root);
}

static void check_order(struct reading *reading, const struct json *root)
{
	const struct plan *plan = reading->plan;
	for (size_t i = 0; reading->error == OK && i < plan->names.count; i++) {
		const struct plan_name *name = &plan->names.items[i];
		if (i > 0 && strcmp(name[-1].name, name->name) >= 0)
			reading->error = json_fail(root, reading->failure,
				"\"names\" should be in byte order, each once: \"%s\"", name->name);
		else if (name->request > plan->requests.count)
			reading->error = json_fail(root, reading->failure,
				"\"%s\" points to request %u of %zu", name->name, name->request,
				plan->requests.count);
	}
}

enum error plan_parse(struct plan *plan, const char *file, const char *bytes, size_t length,
	struct failure *failure)
{
	struct json_document document;
	enum error error = json_read(&document, file, bytes, length, failure);
	if (error != OK)
		return error;
	struct reading reading = {.plan = plan, .failure = failure};
	read_root(&reading, &document.root);
	check_order(&reading, &document.root);
	json_release(&document);
	return reading.error;
}
