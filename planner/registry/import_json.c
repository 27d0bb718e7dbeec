/* PEP 691 JSON, read project by project.
 *
 *	{"meta": {"_last-serial": 123, "api-version": "1.4"}, "projects": [{"name": "a", ...}, ...]}
 *
 * cJSON builds a tree of whatever it is given, so it is given one value at a time: the members of
 * the outer object and the elements of `projects` are told apart here, each is parsed by cJSON,
 * looked at and thrown away. */
#include "base/json.h"
#include "registry/import.h"

#include <string.h>

struct cursor {
	const struct file *file;
	const char *at, *end;
	struct failure *failure;
};

static size_t line_at(const struct cursor *cursor)
{
	size_t line = 1;
	for (const char *c = cursor->file->bytes; c < cursor->at; c++)
		line += *c == '\n';
	return line;
}

static enum error broken(const struct cursor *cursor, const char *what)
{
	if (cursor->at >= cursor->end)
		return fail(cursor->failure, ERR_INPUT,
			"%s:%zu: the document ends early; download it again", cursor->file->name,
			line_at(cursor));
	return fail(cursor->failure, ERR_INPUT, "%s:%zu: %s", cursor->file->name, line_at(cursor),
		what);
}

static void skip_space(struct cursor *cursor)
{
	while (cursor->at < cursor->end && (*cursor->at == ' ' || *cursor->at == '\n' ||
						   *cursor->at == '\r' || *cursor->at == '\t'))
		cursor->at++;
}

static bool take(struct cursor *cursor, char wanted)
{
	skip_space(cursor);
	if (cursor->at == cursor->end || *cursor->at != wanted)
		return false;
	cursor->at++;
	return true;
}

/* One value, parsed by cJSON; NULL where there is none. The caller deletes it. */
static cJSON *value(struct cursor *cursor)
{
	skip_space(cursor);
	const char *stop = cursor->at;
	cJSON *node =
		cJSON_ParseWithLengthOpts(cursor->at, (size_t)(cursor->end - cursor->at), &stop, 0);
	cursor->at = stop <= cursor->end ? stop : cursor->end;
	return node;
}

static enum error read_project(struct import *import, struct cursor *cursor)
{
	cJSON *project = value(cursor);
	const cJSON *name = cJSON_GetObjectItemCaseSensitive(project, "name");
	enum error error;
	if (project == NULL)
		error = broken(cursor, "is no JSON from here on");
	else if (!cJSON_IsString(name))
		error = broken(cursor, "a project without a text \"name\"");
	else
		error = import_name(import, cursor->file, name->valuestring,
			strlen(name->valuestring), cursor->failure);
	cJSON_Delete(project);
	return error;
}

static enum error read_projects(struct import *import, struct cursor *cursor)
{
	if (!take(cursor, '['))
		return broken(cursor, "\"projects\" should be a list");
	if (take(cursor, ']'))
		return OK;
	do {
		enum error error = read_project(import, cursor);
		if (error != OK)
			return error;
	} while (take(cursor, ','));
	return take(cursor, ']') ? OK : broken(cursor, "is no JSON from here on");
}

static void read_meta(struct import *import, const cJSON *meta)
{
	const cJSON *serial = cJSON_GetObjectItemCaseSensitive(meta, "_last-serial");
	if (cJSON_IsNumber(serial) && serial->valuedouble > 0 && serial->valuedouble < 9e15)
		import->serial = (uint64_t)serial->valuedouble;
}

static enum error read_member(struct import *import, struct cursor *cursor, bool *projects)
{
	cJSON *key = value(cursor);
	enum error error = OK;
	if (!cJSON_IsString(key) || !take(cursor, ':')) {
		error = broken(cursor, "is no JSON from here on");
	} else if (strcmp(key->valuestring, "projects") == 0) {
		error = *projects ? broken(cursor, "\"projects\" stands twice")
				  : read_projects(import, cursor);
		*projects = true;
	} else {
		cJSON *member = value(cursor);
		if (member == NULL)
			error = broken(cursor, "is no JSON from here on");
		else if (strcmp(key->valuestring, "meta") == 0)
			read_meta(import, member);
		cJSON_Delete(member);
	}
	cJSON_Delete(key);
	return error;
}

enum error import_json(struct import *import, const struct file *file, struct failure *failure)
{
	enum error error = json_look_over(file->name, file->bytes, file->length, failure);
	struct cursor cursor = {file, file->bytes, file->bytes + file->length, failure};
	bool projects = false;
	if (error != OK)
		return error;
	if (!take(&cursor, '{'))
		return broken(&cursor, "should be an object");
	do {
		error = read_member(import, &cursor, &projects);
		if (error != OK)
			return error;
	} while (take(&cursor, ','));
	if (!take(&cursor, '}'))
		return broken(&cursor, "is no JSON from here on");
	skip_space(&cursor);
	if (cursor.at != cursor.end)
		return broken(&cursor, "text after the end of the document");
	if (!projects)
		return fail(failure, ERR_INPUT,
			"%s: has no \"projects\"; it should be the answer of GET /simple/ as "
			"PEP 691 JSON",
			file->name);
	return OK;
}
