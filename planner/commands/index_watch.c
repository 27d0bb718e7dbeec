/* nameward index watch: the newest projects, held against a plan's names and their look-alikes. */
#include "base/escape.h"
#include "base/file.h"
#include "base/intern.h"
#include "base/json.h"
#include "base/say.h"
#include "base/text.h"
#include "commands/index_actions.h"
#include "commands/network.h"
#include "commands/transfer.h"
#include "names/name.h"
#include "plan/choice.h"
#include "commands/plan_file.h"
#include "plan/plan.h"
#include "registry/cache.h"
#include "registry/feed.h"
#include "registry/http.h"
#include "registry/snapshot.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Projects of one look-alike form that are looked at; on PyPI a dozen at most. */
enum { LOOKALIKES_MOST = 256 };

struct watch {
	const struct arguments *arguments;
	struct http *http;
	struct failure failure;
	struct intern *pool;
	struct policy policy;
	struct plan plan;
	struct intern *forms;                   /* look-alike forms of the plan's names */
	ARRAY(const struct plan_name *) owners; /* the plan's name behind each form */
	struct intern *last;                    /* names of the last look */
	bool looked;                            /* there was one, at the same address */
	struct feed feed;
	enum error error;
	enum format format;
	size_t found;
};

static const char *form_of(const char *name, char form[LIMIT_NAME_BYTES + 1])
{
	form[name_lookalike(name, strlen(name), form)] = '\0';
	return form;
}

static enum error read_plan(struct watch *watch)
{
	const char *path = arguments_text(watch->arguments, "plan", NULL);
	if (path == NULL)
		return fail(&watch->failure, ERR_INPUT,
			"index watch needs --plan FILE: a bundle's internal/plan.json");
	enum error error = plan_file_read(&watch->plan, path, &watch->failure);
	for (size_t i = 0; error == OK && i < watch->plan.names.count; i++) {
		char form[LIMIT_NAME_BYTES + 1];
		const struct plan_name *name = &watch->plan.names.items[i];
		size_t length = strlen(name->name);
		if (length > LIMIT_NAME_BYTES)
			continue;
		uint32_t number =
			intern_number(watch->forms, form, name_lookalike(name->name, length, form));
		if (number == watch->owners.count)
			*array_add(&watch->owners) = name;
		else if (name->is_private && !watch->owners.items[number]->is_private)
			watch->owners.items[number] = name;
	}
	return error;
}

static bool state_path(struct text *path)
{
	bool has = cache_folder(path);
	text_add(path, "/index.watch");
	return has;
}

/* {"url": ..., "names": [...]}: of the last look. One of another index does not count. */
static enum error read_last(struct watch *watch)
{
	autotext struct text path = text_new(LIMIT_LINE_BYTES);
	struct json_document document;
	struct json url, names, name = {0};
	struct file file;
	if (!state_path(&path) || access(path.bytes, F_OK) != 0)
		return OK;
	enum error error = file_read(&file, path.bytes, LIMIT_FILE_BYTES, &watch->failure);
	if (error != OK)
		return error;
	error = json_read(&document, path.bytes, file.bytes, file.length, &watch->failure);
	file_release(&file);
	if (error != OK)
		return error;
	error = json_member(&document.root, "url", JSON_TEXT, &url, &watch->failure);
	if (error == OK)
		error = json_member(&document.root, "names", JSON_ARRAY, &names, &watch->failure);
	watch->looked = error == OK && strcmp(json_text(&url), http_base(watch->http)) == 0;
	while (watch->looked && error == OK && json_next(&names, &name)) {
		error = json_expect(&name, JSON_TEXT, &watch->failure);
		if (error == OK)
			intern_string(watch->last, json_text(&name));
	}
	json_release(&document);
	return error;
}

static enum error write_last(struct watch *watch)
{
	autotext struct text path = text_new(LIMIT_LINE_BYTES), folder = text_new(LIMIT_LINE_BYTES);
	autotext struct text bytes = text_new(LIMIT_FILE_BYTES);
	if (!cache_folder(&folder) || !state_path(&path))
		return fail(&watch->failure, ERR_INPUT,
			"no cache folder: set NAMEWARD_CACHE to where the last look is kept");
	cJSON *root = cJSON_CreateObject();
	json_add_text(root, "url", http_base(watch->http));
	cJSON *names = json_add_array(root, "names");
	for (size_t i = 0; i < watch->feed.items.count; i++)
		json_push_text(names, watch->feed.items.items[i].name);
	json_print(root, &bytes);
	cJSON_Delete(root);
	enum error error = folder_make(folder.bytes, &watch->failure);
	return error == OK
		       ? file_write(path.bytes, bytes.bytes, bytes.length, 0600, &watch->failure)
		       : error;
}

static void hear_feed(void *context, size_t number, const struct http_answer *answer)
{
	struct watch *watch = context;
	(void)number;
	if (!answer->settled || answer->status != 200)
		watch->error = fail(&watch->failure, ERR_DOUBT, "%.400s: %s", answer->url,
			answer->settled ? "there is no such feed" : answer->reason);
	else
		watch->error = feed_parse(&watch->feed, answer->url, answer->body, answer->length,
			watch->pool, &watch->failure);
}

static void print_found(struct watch *watch, const char *name, const char *relation,
	const char *planned, const char *published)
{
	autotext struct text shown = text_new(LIMIT_LINE_BYTES);
	watch->found++;
	if (watch->format == FORMAT_JSONL) {
		cJSON *row = cJSON_CreateObject();
		json_add_text(row, "name", name);
		json_add_text(row, "relation", relation);
		json_add_text(row, "planned", planned);
		json_add_text(row, "published", published[0] ? published : NULL);
		json_print_line(row, stdout);
		cJSON_Delete(row);
		return;
	}
	escape_name(&shown, published, strlen(published));
	printf(watch->format == FORMAT_TSV ? "%s\t%s\t%s\t%s\n" : "%-32s %-11s %-32s %s\n", name,
		relation, planned, shown.bytes);
}

/* How a new project stands to the plan's names: it is one, looks like one, or stands under a prefix
 * that is asked for. */
static void hold_against(struct watch *watch, const char *name, const char *published)
{
	char form[LIMIT_NAME_BYTES + 1];
	form_of(name, form);
	uint32_t number = intern_find(watch->forms, form, strlen(form));
	if (number != INTERN_NONE) {
		const char *planned = watch->owners.items[number]->name;
		for (size_t i = 0; i < watch->plan.names.count; i++) {
			if (strcmp(watch->plan.names.items[i].name, name) == 0)
				planned = name;
		}
		print_found(watch, name, strcmp(planned, name) == 0 ? "same" : "look-alike",
			planned, published);
		return;
	}
	for (size_t i = 0; i < watch->plan.requests.count; i++) {
		const struct request *request = &watch->plan.requests.items[i];
		if (request->mechanism == MECHANISM_NAMESPACE &&
			choice_is_under(name, request->target)) {
			print_found(watch, name, "prefix", request->target, published);
			return;
		}
	}
}

/* What came between two looks: every plan's name and look-alike of the new index that the old one
 * did not hold. */
static void compare_snapshots(
	struct watch *watch, const struct snapshot *before, const struct snapshot *after)
{
	struct intern *told = intern_new();
	for (size_t i = 0; i < intern_count(watch->forms); i++) {
		const char *form = intern_at(watch->forms, (uint32_t)i);
		uint32_t numbers[LOOKALIKES_MOST];
		size_t count =
			snapshot_lookalikes(after, form, strlen(form), numbers, LOOKALIKES_MOST);
		for (size_t k = 0; k < count && k < LOOKALIKES_MOST; k++) {
			const char *name = snapshot_name(after, numbers[k]);
			if (name != NULL && intern_find(told, name, strlen(name)) == INTERN_NONE &&
				snapshot_find(before, name, strlen(name)) == SNAPSHOT_NONE) {
				intern_string(told, name);
				hold_against(watch, name, "");
			}
		}
	}
	for (size_t i = 0; i < watch->plan.requests.count; i++) {
		const struct request *request = &watch->plan.requests.items[i];
		uint32_t first = 0, end = 0;
		if (request->mechanism == MECHANISM_NAMESPACE)
			snapshot_prefix(
				after, request->target, strlen(request->target), &first, &end);
		for (uint32_t n = first; n < end; n++) {
			const char *name = snapshot_name(after, n);
			if (name != NULL && choice_is_under(name, request->target) &&
				intern_find(told, name, strlen(name)) == INTERN_NONE &&
				snapshot_find(before, name, strlen(name)) == SNAPSHOT_NONE)
				hold_against(watch, name, "");
		}
	}
	intern_free(told);
}

/* The feed holds the newest 40 alone: what is older than them and newer than the last look is found
 * by fetching the index whole. */
static enum status close_gap(struct watch *watch)
{
	autotext struct text path = text_new(LIMIT_LINE_BYTES);
	struct snapshot *before = NULL, *after = NULL;
	say_warning("gap: the feed and the last look have no project in common; the whole index is "
		    "fetched");
	enum error error = snapshot_open(
		&before, arguments_text(watch->arguments, "snapshot", NULL), &watch->failure);
	if (error != OK) {
		say_failure(&watch->failure);
		return STATUS_WRONG;
	}
	enum status status = index_fetch_with(watch->arguments, &watch->policy, watch->http);
	bool whole = status == STATUS_DONE || status == STATUS_PARTIAL;
	if (whole && cache_newest(&path) &&
		snapshot_open(&after, path.bytes, &watch->failure) == OK) {
		compare_snapshots(watch, before, after);
	} else if (whole) {
		say_failure(&watch->failure);
		status = STATUS_PARTIAL;
	}
	snapshot_close(after);
	snapshot_close(before);
	return status;
}

static enum status look(struct watch *watch)
{
	struct http_request request = {.path = "/rss/packages.xml",
		.accept = "application/rss+xml, text/xml",
		.ceiling = LIMIT_ANSWER_BYTES};
	enum status status = STATUS_DONE;
	bool overlaps = !watch->looked;
	http_run(watch->http, &request, 1, hear_feed, watch);
	transfer_end();
	if (watch->error != OK) {
		say_failure(&watch->failure);
		return STATUS_PARTIAL;
	}
	if (watch->format == FORMAT_TSV)
		puts("name\trelation\tplanned\tpublished");
	for (size_t i = 0; i < watch->feed.items.count; i++) {
		const struct feed_item *item = &watch->feed.items.items[i];
		if (intern_find(watch->last, item->name, strlen(item->name)) != INTERN_NONE)
			overlaps = true;
		else
			hold_against(watch, item->name, item->published);
	}
	if (!overlaps)
		status = close_gap(watch);
	/* A gap that could not be closed stays one. */
	if (status == STATUS_DONE && write_last(watch) != OK) {
		say_failure(&watch->failure);
		return STATUS_WRONG;
	}
	say_note("%zu projects in the feed, %zu findings", watch->feed.items.count, watch->found);
	return status == STATUS_DONE && watch->found > 0 ? STATUS_TO_DO : status;
}

enum status index_watch(const struct arguments *arguments)
{
	struct watch watch = {.arguments = arguments,
		.pool = intern_new(),
		.forms = intern_new(),
		.last = intern_new(),
		.format = arguments_format(arguments)};
	watch.plan = plan_new(watch.pool);
	enum status status = STATUS_WRONG;
	enum error error = network_policy(arguments, &watch.policy, watch.pool, &watch.failure);
	if (error == OK)
		error = read_plan(&watch);
	if (error == OK)
		error = network_open(arguments, &watch.policy, &watch.http, &watch.failure);
	if (error == OK)
		error = read_last(&watch);
	if (error == OK)
		status = look(&watch);
	else
		say_failure(&watch.failure);
	http_free(watch.http);
	feed_release(&watch.feed);
	plan_release(&watch.plan);
	policy_release(&watch.policy);
	array_release(&watch.owners);
	intern_free(watch.last);
	intern_free(watch.forms);
	intern_free(watch.pool);
	return status;
}
