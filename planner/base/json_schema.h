/* Whether a JSON document has the form that one of our published schemas describes.
 *
 * This reads the part of JSON Schema (2020-12) that policy/ uses, so that the schema that others
 * validate with is the one that the program goes by: type, const, enum, required, properties,
 * additionalProperties (false), items, minItems, maxItems, minLength, maxLength, pattern, minimum,
 * maximum, multipleOf, oneOf, if, then, else, and $ref into the document's own $defs. A keyword that
 * it does not know fails every document, so that none is silently skipped; title, description,
 * $schema and $defs say nothing. tests/checks/approve holds it against python3-jsonschema. */
#ifndef BASE_JSON_SCHEMA_H
#define BASE_JSON_SCHEMA_H

#include "base/json.h"

/* ERR_INPUT with file, key path and what is wrong where DOCUMENT is of another form. */
enum error json_schema_check(
	const struct json *document, const cJSON *schema, struct failure *failure);

/* The same by the embedded schema of that name ("policy/request.schema.json"). */
enum error json_schema_check_embedded(
	const struct json *document, const char *name, struct failure *failure);

#endif
