/* The narrow door to simdjson: a record in, values that can be walked. Nothing of C++ is seen.
 *
 * cJSON copies every text and reads some 100 MB a second; transcripts come in gigabytes. What
 * simdjson refuses is refused here: bad UTF-8, trailing text, depth above LIMIT_JSON_DEPTH. Of
 * keys given twice the first one counts. Texts may hold NUL and are not ended by it. */
#ifndef BASE_JSON_DOOR_H
#define BASE_JSON_DOOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct door_parser;

enum { DOOR_PADDING = 64 }; /* bytes behind a record that may be read, whatever they hold */

enum door_type { DOOR_NULL, DOOR_BOOL, DOOR_NUMBER, DOOR_TEXT, DOOR_LIST, DOOR_OBJECT };

/* A value of the record that was read last; it dies with the next one. */
struct door_value {
	const void *document;
	size_t at;
};

struct door_text {
	const char *bytes;
	size_t length;
};

struct door_parser *door_new(unsigned depth);
void door_free(struct door_parser *parser);

/* Reads LENGTH bytes, with DOOR_PADDING readable bytes behind them; NULL, or what is wrong. */
const char *door_read(
	struct door_parser *parser, const char *bytes, size_t length, struct door_value *root);

enum door_type door_type(struct door_value value);
/* The member KEY of an object; false where VALUE is none or has no such member. */
bool door_member(struct door_value value, const char *key, struct door_value *out);
/* A text's bytes; false where VALUE is no text. */
bool door_text(struct door_value value, struct door_text *out);
/* Whether a text or key is this word. */
bool door_text_is(struct door_text text, const char *word);
/* A whole number (a fraction is cut off); false where VALUE is no number that fits. */
bool door_integer(struct door_value value, int64_t *out);

/* Calls VISIT with each element of a list, or with each member of an object and its key. */
typedef void door_visit(void *context, struct door_text key, struct door_value value);
void door_each(struct door_value value, door_visit *visit, void *context);

#endif
