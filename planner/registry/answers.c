/* Answers about single projects, read from what an index sent. */
#include "registry/answers.h"
#include "base/intern.h"
#include "base/json.h"
#include "names/name.h"

#include <libxml/HTMLparser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const presence_names[PRESENCES] = {"unknown", "absent", "present"};
static const char *const marker_names[MARKERS] = {
	"", "active", "archived", "quarantined", "deprecated"};

const char *presence_name(enum presence presence)
{
	return presence_names[presence];
}

const char *marker_name(enum marker marker)
{
	return marker_names[marker];
}

static int place_of(const char *const *names, int count, const char *name)
{
	for (int i = 0; i < count; i++) {
		if (strcmp(names[i], name) == 0)
			return i;
	}
	return -1;
}

int presence_of_name(const char *name)
{
	return place_of(presence_names, PRESENCES, name);
}

int marker_of_name(const char *name)
{
	return place_of(marker_names, MARKERS, name);
}

static void unknown(struct answer *answer, struct intern *pool, const char *reason)
{
	answer->presence = PRESENCE_UNKNOWN;
	answer->reason = intern_string(pool, reason);
}

/* "2026-11-20T12:34:56.123456Z" as seconds since 1970; -1 where it is none. */
static int64_t moment_of(const char *text)
{
	char day_text[DATE_TEXT_BYTES] = "";
	unsigned hour, minute, second;
	date day;
	if (strlen(text) < 19 || text[10] != 'T')
		return -1;
	memcpy(day_text, text, DATE_TEXT_BYTES - 1);
	if (!date_parse(day_text, &day) ||
		sscanf(text + 11, "%2u:%2u:%2u", &hour, &minute, &second) != 3 || hour > 23 ||
		minute > 59 || second > 60)
		return -1;
	return (int64_t)day * 86400 + hour * 3600 + minute * 60 + second;
}

static bool is_about(const struct answer *answer, const char *name)
{
	char canonical[LIMIT_NAME_BYTES + 1];
	size_t length = strlen(name);
	if (length > LIMIT_NAME_BYTES || !name_is_valid(name, length))
		return false;
	name_canonical(name, length, canonical);
	return strcmp(canonical, answer->name) == 0;
}

/* A member that is a text, or "". */
static const char *text_of(const struct json *object, const char *key)
{
	struct json member = json_find(object, key);
	return member.node != NULL && cJSON_IsString(member.node) ? json_text(&member) : "";
}

static void read_files(struct answer *answer, const struct json *files)
{
	struct json file = {0};
	while (json_next(files, &file)) {
		int64_t moment = moment_of(text_of(&file, "upload-time"));
		answer->files++;
		if (moment >= 0 && (answer->first_upload < 0 || moment < answer->first_upload))
			answer->first_upload = moment;
	}
}

/* PEP 792: {"project-status": {"status": "quarantined", "reason": ...}}. No member means active. */
static enum marker marker_of(const struct json *root)
{
	struct json status = json_find(root, "project-status");
	int marker = marker_of_name(text_of(&status, "status"));
	return status.node == NULL ? MARKER_NONE : (enum marker)(marker < 0 ? MARKER_NONE : marker);
}

static void read_json(struct answer *answer, const char *body, size_t length, struct intern *pool)
{
	struct json_document document;
	struct failure failure;
	if (json_read(&document, "the page", body, length, &failure) != OK) {
		char reason[LIMIT_MESSAGE_BYTES / 4];
		snprintf(
			reason, sizeof reason, "answers what cannot be read: %.200s", failure.text);
		unknown(answer, pool, reason);
		return;
	}
	struct json files = json_find(&document.root, "files");
	if (!is_about(answer, text_of(&document.root, "name"))) {
		unknown(answer, pool, "answers with the page of another project");
	} else if (files.node == NULL || !cJSON_IsArray(files.node)) {
		unknown(answer, pool, "answers with a page that has no list of files");
	} else {
		answer->presence = PRESENCE_PRESENT;
		answer->marker = marker_of(&document.root);
		read_files(answer, &files);
	}
	json_release(&document);
}

/* Counts links, and looks for what says that this is an index's page (PEP 629): any portal's
 * sign-in page is HTML too. */
struct html {
	uint32_t links;
	bool is_index;
};

static void see_element(void *context, const xmlChar *name, const xmlChar **attributes)
{
	struct html *html = context;
	bool meta = strcmp((const char *)name, "meta") == 0;
	html->links += strcmp((const char *)name, "a") == 0;
	for (size_t i = 0; attributes != NULL && attributes[i] != NULL; i += 2) {
		const char *value = (const char *)attributes[i + 1];
		html->is_index |= meta && value != NULL &&
				  strcmp((const char *)attributes[i], "name") == 0 &&
				  strcmp(value, "pypi:repository-version") == 0;
	}
}

static void read_html(
	struct answer *answer, const char *body, size_t length, bool declared, struct intern *pool)
{
	struct html html = {.is_index = declared};
	htmlSAXHandler handler = {.startElement = see_element};
	htmlParserCtxtPtr parser =
		htmlCreatePushParserCtxt(&handler, &html, NULL, 0, NULL, XML_CHAR_ENCODING_UTF8);
	if (parser == NULL)
		memory_exhausted();
	htmlCtxtUseOptions(parser, HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET);
	htmlParseChunk(parser, body, (int)length, 1);
	htmlFreeParserCtxt(parser);
	if (!html.is_index) {
		unknown(answer, pool,
			"answers with a web page that does not say it is an index's (PEP 629)");
		return;
	}
	answer->presence = PRESENCE_PRESENT;
	answer->files = html.links;
}

void answer_read_page(struct answer *answer, const char *type, const char *body, size_t length,
	struct intern *pool)
{
	answer->first_upload = -1;
	if (strcmp(type, "application/vnd.pypi.simple.v1+json") == 0 ||
		strcmp(type, "application/json") == 0)
		read_json(answer, body, length, pool);
	else if (strcmp(type, "application/vnd.pypi.simple.v1+html") == 0)
		read_html(answer, body, length, true, pool);
	else if (strcmp(type, "text/html") == 0)
		read_html(answer, body, length, false, pool);
	else
		unknown(answer, pool, "answers with a content type that is no index's");
}

static int compare_texts(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* A name of an account, as Warehouse takes them: shaped as a project's name, 50 characters. Any
 * other text in its place is a stranger's prose, and is not kept. */
static bool is_account(const char *text)
{
	size_t length = strlen(text);
	return length <= LIMIT_ACCOUNT_BYTES && name_is_valid(text, length);
}

static bool read_roles(struct answer *answer, const struct json *roles, struct intern *pool)
{
	struct json role = {0};
	answer->users = memory_new(LIMIT_ROLES, sizeof *answer->users);
	while (answer->user_count < LIMIT_ROLES && json_next(roles, &role)) {
		const char *user = text_of(&role, "user");
		if (!is_account(user))
			return false;
		bool known = false;
		for (size_t i = 0; i < answer->user_count; i++)
			known |= strcmp(answer->users[i], user) == 0;
		if (!known)
			answer->users[answer->user_count++] = intern_string(pool, user);
	}
	if (answer->user_count > 1)
		qsort(answer->users, answer->user_count, sizeof *answer->users, compare_texts);
	return true;
}

void answer_read_ownership(
	struct answer *answer, const char *body, size_t length, struct intern *pool)
{
	struct json_document document;
	if (json_read(&document, "the page", body, length, NULL) != OK)
		return;
	struct json info = json_find(&document.root, "info");
	struct json ownership = json_find(&document.root, "ownership");
	struct json roles = json_find(&ownership, "roles");
	const char *organisation = text_of(&ownership, "organization");
	bool fits = is_about(answer, text_of(&info, "name")) && roles.node != NULL &&
		    cJSON_IsArray(roles.node) &&
		    (organisation[0] == '\0' || is_account(organisation));
	if (fits && read_roles(answer, &roles, pool)) {
		answer->owned = true;
		answer->organisation = intern_string(pool, organisation);
	} else {
		answer->user_count = 0;
	}
	json_release(&document);
}

static int compare_answers(const void *a, const void *b)
{
	return strcmp(((const struct answer *)a)->name, ((const struct answer *)b)->name);
}

void answers_sort(struct answers *answers)
{
	if (answers->items.count > 1)
		qsort(answers->items.items, answers->items.count, sizeof *answers->items.items,
			compare_answers);
}

const struct answer *answers_find(const struct answers *answers, const char *name)
{
	struct answer key = {.name = name};
	if (answers == NULL || answers->items.count == 0)
		return NULL;
	return bsearch(&key, answers->items.items, answers->items.count,
		sizeof *answers->items.items, compare_answers);
}

void answers_release(struct answers *answers)
{
	for (size_t i = 0; i < answers->items.count; i++)
		free(answers->items.items[i].users);
	array_release(&answers->items);
}
