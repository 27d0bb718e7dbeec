/* The list of an internal index, fetched and handed to inputs/. */
#include "commands/seeds_index.h"
#include "base/digest.h"
#include "base/memory.h"
#include "base/say.h"
#include "commands/network.h"
#include "commands/transfer.h"
#include "inputs/seeds.h"
#include "registry/builder.h"
#include "registry/embedded_list.h"
#include "registry/http.h"
#include "registry/import.h"
#include "registry/snapshot_file.h"

#include <stdlib.h>
#include <string.h>

static const char accept_index[] =
	"application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.2, "
	"text/html;q=0.01";

/* An answer of one index. */
struct listing {
	struct seeds *seeds;
	const char *url; /* interned; without credentials, which http_new() refuses */
	struct failure *failure;
	enum error error;
};

/* Every name of the document, once, in byte order. */
static enum error add_names(
	struct listing *listing, struct import *import, struct builder_counts *counts)
{
	const struct embedded_list no_ranks = {0};
	struct builder_facts facts = {.url = "", .day = DATE_NONE, .list = &no_ranks};
	struct snapshot *snapshot;
	char *image;
	size_t size;
	builder_finish(import->builder, &facts, &image, &size, counts);
	enum error error =
		snapshot_of_image(&snapshot, listing->url, image, size, false, listing->failure);
	if (error != OK)
		return error;
	const struct place place = {listing->url, 1};
	for (uint32_t i = 0; i < counts->names; i++) {
		const char *name = snapshot_name(snapshot, i);
		if (name != NULL)
			seeds_add_from(listing->seeds, name, strlen(name), place, listing->url, false);
	}
	snapshot_close(snapshot);
	return OK;
}

static enum error read_answer(struct listing *listing, const struct http_answer *answer)
{
	struct file file = {.name = listing->url, .bytes = answer->body, .length = answer->length};
	struct import import = {.builder = builder_new()};
	struct builder_counts counts = {0};
	builder_document(import.builder);
	enum error error = strstr(answer->type, "json") != NULL
				   ? import_json(&import, &file, listing->failure)
				   : import_html(&import, &file, listing->failure);
	if (error == OK)
		error = add_names(listing, &import, &counts);
	builder_free(import.builder);
	if (error == OK && counts.names == 0)
		return fail(listing->failure, ERR_INPUT, "%s: lists no project", listing->url);
	if (error != OK)
		return error;
	struct seed_input input = {
		.file = listing->url, .format = "index", .seed_count = counts.names};
	struct digest digest = digest_of(answer->body, answer->length);
	digest_format(&digest, input.digest);
	*array_add(&listing->seeds->inputs) = input;
	say_note("%s: %u projects", listing->url, counts.names);
	return OK;
}

static void hear(void *context, size_t number, const struct http_answer *answer)
{
	struct listing *listing = context;
	(void)number;
	if (!answer->settled)
		listing->error = fail(listing->failure, ERR_INPUT, "%s: %s", listing->url,
			answer->reason);
	else if (answer->status != 200)
		listing->error = fail(listing->failure, ERR_INPUT, "%s: answers %ld, no index",
			listing->url, answer->status);
	else
		listing->error = read_answer(listing, answer);
}

static enum error read_one(const struct arguments *arguments, const struct policy *policy,
	const char *url, struct seeds *seeds, struct failure *failure)
{
	struct http *http;
	if (http_is_registry_url(url))
		return fail(failure, ERR_INPUT,
			"--seeds-index names PyPI itself: it takes an index of your own");
	enum error error = network_open_at(arguments, policy, url, &http, failure);
	if (error != OK)
		return error;
	struct http_request request = {.path = "",
		.accept = accept_index,
		.ceiling = LIMIT_INDEX_BYTES,
		.bulk = true};
	const char *base = intern_string(seeds->pool, http_base(http));
	struct listing listing = {seeds, base, failure, OK};
	seeds->repository = intern_number(seeds->repositories, base, strlen(base));
	http_run(http, &request, 1, hear, &listing);
	transfer_end();
	http_free(http);
	return listing.error;
}

enum error seeds_index_read(const struct arguments *arguments, const struct policy *policy,
	struct seeds *seeds, struct failure *failure)
{
	size_t at = 0;
	const char *url;
	enum error error = OK;
	while (error == OK && (url = arguments_each(arguments, "seeds-index", &at)) != NULL)
		error = read_one(arguments, policy, url, seeds, failure);
	return error;
}
