/* The list of an internal index, fetched and handed to inputs/. */
#include "commands/seeds_index.h"
#include "base/digest.h"
#include "base/memory.h"
#include "base/say.h"
#include "commands/judging.h"
#include "commands/network.h"
#include "commands/transfer.h"
#include "inputs/seeds.h"
#include "registry/address.h"
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
	const struct arguments *arguments;
	struct seeds *seeds;
	const char *url; /* interned; without credentials, which http_new() refuses */
	struct failure *failure;
	enum error error;
};

/* The names of LISTED, those left out that PUBLIC holds (NULL: none is). Returns how many. */
static size_t add_listed(
	struct listing *listing, const struct snapshot *listed, const struct snapshot *public)
{
	const struct place place = {listing->url, 1};
	size_t added = 0;
	for (uint32_t i = 0; i < snapshot_info(listed)->name_count; i++) {
		const char *name = snapshot_name(listed, i);
		if (name == NULL || (public != NULL && snapshot_find(public, name, strlen(name)) !=
							       SNAPSHOT_NONE))
			continue;
		seeds_add_from(listing->seeds, name, strlen(name), place, listing->url, false);
		added++;
	}
	return added;
}

/* An index of so many projects passes all of PyPI on, as devpi does: what PyPI has is not ours. */
static enum error add_without_public(
	struct listing *listing, const struct snapshot *listed, size_t *added)
{
	struct snapshot *public;
	enum error error = judging_open(listing->arguments, &public, listing->failure);
	if (error != OK)
		return error;
	*added = add_listed(listing, listed, public);
	say_note("%s: passes PyPI on; %zu of its projects that PyPI has too are left out",
		listing->url, snapshot_info(listed)->name_count - *added);
	snapshot_close(public);
	return OK;
}

/* Every name of the document, once, in byte order. */
static enum error add_names(struct listing *listing, struct import *import, size_t *added)
{
	struct embedded_list no_ranks = {0};
	struct builder_facts facts = {.url = "", .day = DATE_NONE, .list = &no_ranks};
	struct builder_counts counts = {0};
	struct snapshot *listed;
	char *image;
	size_t size;
	builder_finish(import->builder, &facts, &image, &size, &counts);
	if (counts.names == 0)
		return fail(listing->failure, ERR_INPUT, "%s: lists no project", listing->url);
	enum error error =
		snapshot_of_image(&listed, listing->url, image, size, false, listing->failure);
	if (error != OK)
		return error;
	if (counts.names > LIMIT_OWN_PROJECTS)
		error = add_without_public(listing, listed, added);
	else
		*added = add_listed(listing, listed, NULL);
	snapshot_close(listed);
	return error;
}

static enum error read_answer(struct listing *listing, const struct http_answer *answer)
{
	struct file file = {.name = listing->url, .bytes = answer->body, .length = answer->length};
	struct import import = {.builder = builder_new()};
	size_t added = 0;
	builder_document(import.builder);
	enum error error = strstr(answer->type, "json") != NULL
				   ? import_json(&import, &file, listing->failure)
				   : import_html(&import, &file, listing->failure);
	if (error == OK)
		error = add_names(listing, &import, &added);
	builder_free(import.builder);
	if (error != OK)
		return error;
	struct seed_input input = {.file = listing->url, .format = "index", .seed_count = added};
	struct digest digest = digest_of(answer->body, answer->length);
	digest_format(&digest, input.digest);
	*array_add(&listing->seeds->inputs) = input;
	say_note("%s: %zu projects", listing->url, added);
	if (import.invalid_count > 0)
		seeds_skip(listing->seeds, (struct place){listing->url, 1},
			"%u entries are no project names; the first: \"%.80s\"",
			import.invalid_count, import.first_invalid);
	return OK;
}

static void hear(void *context, size_t number, const struct http_answer *answer)
{
	struct listing *listing = context;
	(void)number;
	if (!answer->settled)
		listing->error =
			fail(listing->failure, ERR_INPUT, "%s: %s", listing->url, answer->reason);
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
	if (address_is_registry(url))
		return fail(failure, ERR_INPUT,
			"--seeds-index names PyPI itself: it takes an index of your own");
	enum error error = network_open_at(arguments, policy, url, &http, failure);
	if (error != OK)
		return error;
	struct http_request request = {
		.path = "", .accept = accept_index, .ceiling = LIMIT_INDEX_BYTES, .bulk = true};
	const char *base = intern_string(seeds->pool, http_base(http));
	struct listing listing = {arguments, seeds, base, failure, OK};
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
