/* nameward verify: send/ by itself, as an administrator has it. */
#include "base/file.h"
#include "base/json_schema.h"
#include "base/say.h"
#include "base/text.h"
#include "commands/verifying.h"
#include "plan/policy.h"

#include <string.h>
#include <unistd.h>

static const char schema[] = "policy/request.schema.json";

/* The names that it asks to prohibit, a line each: what prohibit.txt must be. */
static void add_prohibited(const struct json *root, struct text *out)
{
	struct json requests = json_find(root, "requests"), request = {0};
	while (json_next(&requests, &request)) {
		struct json mechanism = json_find(&request, "mechanism");
		struct json names = json_find(&request, "names"), name = {0};
		if (strcmp(json_text(&mechanism), "prohibit") != 0)
			continue;
		while (json_next(&names, &name)) {
			struct json text = json_find(&name, "name");
			text_addf(out, "%s\n", json_text(&text));
		}
	}
}

/* PyPI deletes a project whose name is pasted: the list must be what was asked for. */
static void check_list(struct verifying *verifying, const char *folder, const struct json *root)
{
	autotext struct text names = text_new(LIMIT_REQUEST_BYTES);
	autotext struct text path = text_new(LIMIT_LINE_BYTES);
	struct file file = {0};
	add_prohibited(root, &names);
	verifying_join(&path, folder, "prohibit.txt");
	bool is_there = access(path.bytes, F_OK) == 0;
	if (is_there &&
		file_read(&file, path.bytes, LIMIT_REQUEST_BYTES, &verifying->failure) != OK) {
		verifying_fault(verifying, path.bytes, "cannot be read");
		return;
	}
	if (file.length != names.length ||
		(file.length > 0 && memcmp(file.bytes, names.bytes, names.length) != 0))
		verifying_fault(verifying, path.bytes,
			"holds other names than request.json asks to prohibit");
	if (is_there)
		file_release(&file);
}

/* What its own request.json says of sending it. */
static void check_readiness(
	struct verifying *verifying, const char *folder, const struct json *root)
{
	struct json draft = json_find(root, "draft"), reasons = json_find(root, "draft_reasons");
	struct json evidence = json_find(root, "evidence"), day = json_find(&evidence, "date");
	struct json reason = {0};
	autotext struct text what = text_new(LIMIT_MESSAGE_BYTES);
	text_add(&what, "is a DRAFT, not to be sent");
	while (json_next(&reasons, &reason))
		text_addf(&what, "; %s", json_text(&reason));
	if (json_bool(&draft))
		verifying_remark(verifying, folder, what.bytes);
	date made = DATE_NONE;
	if (json_type(&day) == JSON_TEXT && !date_parse(json_text(&day), &made))
		verifying_fault(verifying, folder, "request.json: evidence.date: is no day");
	else
		verify_age(verifying, folder, made);
}

static void check_document(
	struct verifying *verifying, const char *folder, const struct json *root, bool is_alone)
{
	if (json_schema_check_embedded(root, schema, &verifying->failure) != OK) {
		say_failure(&verifying->failure);
		verifying->faults++;
		return;
	}
	struct json organisation = json_find(root, "organisation");
	struct json name = json_find(&organisation, "name");
	verifying->organisation = intern_string(verifying->pool, json_text(&name));
	check_list(verifying, folder, root);
	if (is_alone)
		check_readiness(verifying, folder, root);
}

void verify_request(struct verifying *verifying, const char *folder, bool is_alone)
{
	struct file file;
	struct json_document document;
	autotext struct text path = text_new(LIMIT_LINE_BYTES);
	verifying_join(&path, folder, "request.json");
	/* What older versions wrote where names were only given back has none. */
	if (access(path.bytes, F_OK) != 0)
		return;
	enum error error = file_read(&file, path.bytes, LIMIT_REQUEST_BYTES, &verifying->failure);
	if (error == OK) {
		error = json_read(
			&document, path.bytes, file.bytes, file.length, &verifying->failure);
		if (error == OK) {
			check_document(verifying, folder, &document.root, is_alone);
			json_release(&document);
		}
		file_release(&file);
	}
	if (error != OK) {
		say_failure(&verifying->failure);
		verifying->faults++;
	}
}
