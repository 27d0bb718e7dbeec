/* Single look-ups, through http.h; what is read from them is in answers.h. */
#include "registry/live.h"
#include "base/intern.h"
#include "names/name.h"
#include "registry/address.h"
#include "registry/http.h"

#include <stdlib.h>
#include <string.h>

static const char accept_page[] =
	"application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.2, "
	"text/html;q=0.01";

/* Questions of one kind: which answer each belongs to. */
struct asking {
	struct answers *answers;
	struct intern *pool;
	size_t *places; /* of the answers, by request */
};

/* Whether the address that answered ends with the name: a redirect to its canonical spelling does,
 * one to anything else answers another question. */
static bool is_about(const char *url, const char *name)
{
	char canonical[LIMIT_NAME_BYTES + 1];
	size_t length = strlen(url);
	while (length > 0 && url[length - 1] == '/')
		length--;
	size_t from = length;
	while (from > 0 && url[from - 1] != '/')
		from--;
	if (length - from > LIMIT_NAME_BYTES || !name_is_valid(url + from, length - from))
		return false;
	canonical[name_canonical(url + from, length - from, canonical)] = '\0';
	return strcmp(canonical, name) == 0;
}

static void hear_page(void *context, size_t number, const struct http_answer *heard)
{
	struct asking *asking = context;
	struct answer *answer = &asking->answers->items.items[asking->places[number]];
	answer->status = (uint32_t)heard->status;
	answer->url = intern_string(asking->pool, heard->url);
	answer->etag = intern_string(asking->pool, heard->etag);
	answer->made = heard->made;
	answer->fit = heard->verified && address_is_registry(heard->url);
	if (!heard->settled)
		answer->reason = intern_string(asking->pool, heard->reason);
	else if (!is_about(heard->url, answer->name))
		answer->reason =
			intern_string(asking->pool, "redirects to the page of another project");
	else if (heard->status == 404)
		answer->presence = PRESENCE_ABSENT;
	else
		answer_read_page(answer, heard->type, heard->body, heard->length, asking->pool);
}

static void hear_ownership(void *context, size_t number, const struct http_answer *heard)
{
	struct asking *asking = context;
	struct answer *answer = &asking->answers->items.items[asking->places[number]];
	if (heard->settled && heard->status == 200)
		answer_read_ownership(answer, heard->body, heard->length, asking->pool);
}

/* Asks for PATTERN with the name in it, of each answer from FIRST on that WANTS takes. */
static void ask(struct http *http, struct asking *asking, size_t first, const char *before,
	const char *after, const char *accept, bool (*wants)(const struct answer *),
	http_heard *heard)
{
	size_t count = asking->answers->items.count - first, asked = 0;
	struct http_request *requests = memory_new(count, sizeof *requests);
	asking->places = memory_new(count, sizeof *asking->places);
	for (size_t i = first; i < first + count; i++) {
		const struct answer *answer = &asking->answers->items.items[i];
		if (!wants(answer))
			continue;
		requests[asked] = (struct http_request){
			.path = intern_format(asking->pool, "%s%s%s", before, answer->name, after),
			.accept = accept,
			.ceiling = LIMIT_ANSWER_BYTES};
		asking->places[asked++] = i;
	}
	http_run(http, requests, asked, heard, asking);
	free(asking->places);
	free(requests);
}

static bool wants_page(const struct answer *answer)
{
	(void)answer;
	return true;
}

/* Warehouse answers 404 there for projects in quarantine or without releases. */
static bool wants_ownership(const struct answer *answer)
{
	return answer->presence == PRESENCE_PRESENT && answer->marker != MARKER_QUARANTINED &&
	       answer->files > 0;
}

void live_ask(struct http *http, const char *const *names, size_t count, struct answers *answers,
	struct intern *pool)
{
	size_t first = answers->items.count;
	struct asking asking = {.answers = answers, .pool = pool};
	for (size_t i = 0; i < count; i++)
		*array_add(&answers->items) = (struct answer){.name = intern_string(pool, names[i]),
			.reason = "",
			.url = "",
			.etag = "",
			.made = -1,
			.first_upload = -1,
			.organisation = ""};
	ask(http, &asking, first, "", "/", accept_page, wants_page, hear_page);
	ask(http, &asking, first, "/pypi/", "/json", "application/json", wants_ownership,
		hear_ownership);
	answers_sort(answers);
}
