/* nameward index fetch: the index, whole, in one polite download. */
#include "base/say.h"
#include "commands/index_actions.h"
#include "commands/network.h"
#include "commands/transfer.h"
#include "registry/fetch.h"
#include "registry/http.h"

/* nameward: note: https://pypi.org/simple/: 886323 names of 2026-11-23 (serial 34567890), read as
 * PEP 691 JSON */
static void say_fetched(const struct http *http, const struct fetch *fetch)
{
	char day[DATE_TEXT_BYTES + 8] = "an unknown day";
	if (fetch->made >= 0)
		date_format(date_of_seconds(fetch->made), day);
	if (fetch->unchanged)
		say_note("%s: unchanged; the snapshot of %u names counts as of %s", http_base(http),
			fetch->counts.names, day);
	else
		say_note("%s: %u names of %s (serial %llu), %u further spellings merged, read as "
			 "%s",
			http_base(http), fetch->counts.names, day,
			(unsigned long long)fetch->serial, fetch->counts.merged, fetch->format);
	if (fetch->grants > 0)
		say_note("%s: %u namespaces are granted", http_base(http), fetch->grants);
}

enum status index_fetch_with(
	const struct arguments *arguments, const struct policy *policy, struct http *http)
{
	struct failure failure;
	struct fetch fetch;
	enum error error = fetch_index(
		http, policy->index.shrink_max, arguments_as_of(arguments), &fetch, &failure);
	transfer_end();
	if (error != OK) {
		say_failure(&failure);
		return error == ERR_DOUBT ? STATUS_PARTIAL : STATUS_WRONG;
	}
	say_fetched(http, &fetch);
	if (fetch.invalid_count > 0)
		say_warning("%u entries are no project names and were left out; the first is "
			    "\"%s\"",
			fetch.invalid_count, fetch.first_invalid);
	if (fetch.namespaces_unknown)
		say_warning("the index grants namespaces, but which could not be read: %s",
			fetch.doubt);
	return fetch.invalid_count > 0 || fetch.namespaces_unknown ? STATUS_PARTIAL : STATUS_DONE;
}

enum status index_fetch(const struct arguments *arguments)
{
	struct failure failure;
	struct policy policy;
	struct http *http = NULL;
	struct intern *pool = intern_new();
	enum status status = STATUS_WRONG;
	enum error error = network_policy(arguments, &policy, pool, &failure);
	if (error == OK) {
		error = network_open(arguments, &policy, &http, &failure);
		if (error == OK)
			status = index_fetch_with(arguments, &policy, http);
		http_free(http);
		policy_release(&policy);
	}
	if (error != OK)
		say_failure(&failure);
	intern_free(pool);
	return status;
}
