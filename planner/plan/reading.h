/* A reading of plan.json: one walk over the document, which fills a plan.
 *
 * The first failure stays, in `error` and `failure`; later reads then do nothing and give the zero
 * of their type, so that the readers (plan_parse_*.c) need not look at every answer. Where a value
 * is judged by hand, look at `error` first: a text may be "" because nothing could be read. Texts
 * live in the plan's pool. Errors are ERR_INPUT, and name the file and the place in the document. */
#ifndef PLAN_READING_H
#define PLAN_READING_H

#include "base/json.h"
#include "plan/plan.h"

struct reading {
	struct plan *plan;
	enum error error;
	struct failure *failure;
};

/* The member KEY of an object, which must be there and of this type; its node is NULL otherwise. */
struct json reading_member(
	struct reading *reading, const struct json *object, const char *key, enum json_type type);
const char *reading_text(struct reading *reading, const struct json *object, const char *key);
/* A text, or NULL for null. */
const char *reading_text_or_null(
	struct reading *reading, const struct json *object, const char *key);
/* A list of texts; the caller frees the list. */
const char **reading_texts(
	struct reading *reading, const struct json *object, const char *key, size_t *count);
/* From 0 to MOST; to UINT32_MAX; to a million: millionths of a whole. */
int64_t reading_integer(
	struct reading *reading, const struct json *object, const char *key, int64_t most);
uint32_t reading_number(struct reading *reading, const struct json *object, const char *key);
uint32_t reading_share(struct reading *reading, const struct json *object, const char *key);
bool reading_boolean(struct reading *reading, const struct json *object, const char *key);
/* What PARSE takes (date_parse, month_parse); DATE_NONE for null. */
date reading_day(struct reading *reading, const struct json *object, const char *key,
	bool (*parse)(const char *, date *));
/* Seconds since 1970, or -1 for null. */
int64_t reading_moment(struct reading *reading, const struct json *object, const char *key);
/* A SHA-256 in lower case; OUT is left alone on failure. */
void reading_digest(
	struct reading *reading, const struct json *object, const char *key, char out[65]);
/* The place of a text in an enumeration: OF_NAME gives -1 for none. */
int reading_choice(struct reading *reading, const struct json *object, const char *key,
	int (*of_name)(const char *));
/* What a score is put together from; the caller frees the list. */
struct score_part *reading_parts(
	struct reading *reading, const struct json *object, const char *key, size_t *count);

/* That it is an object, and has no other members than KEYS, which NULL ends. */
void reading_only(struct reading *reading, const struct json *object, const char *const *keys);
/* Calls READ for each element of a list, up to the first failure. */
void reading_each(struct reading *reading, const struct json *root, const char *key,
	void (*read)(struct reading *, const struct json *));
/* The length of a list; 0 of one that is not there. */
size_t reading_length(const struct json *list);

/* plan_parse_names.c: one name, with its evidence. */
void read_name(struct reading *reading, const struct json *node);

/* plan_parse_requests.c: one request, whose names must have been read; one own-side action. */
void read_request(struct reading *reading, const struct json *node);
void read_own_side(struct reading *reading, const struct json *node);

/* plan_parse_head.c: for whom the plan is, from what it was made, whom it may be sent to, and since
 * which plan it tells changes. */
void read_organisation(struct reading *reading, const struct json *root);
void read_snapshot(struct reading *reading, const struct json *root);
void read_input(struct reading *reading, const struct json *node);
void read_sending(struct reading *reading, const struct json *root);
void read_previous(struct reading *reading, const struct json *root);

#endif
