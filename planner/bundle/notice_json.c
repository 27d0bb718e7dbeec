/* The notice for a program to read: public/notice.json (schema policy/notice.schema.json). */
#include "base/json.h"
#include "base/memory.h"
#include "base/text.h"
#include "bundle/notice.h"

static void add_organisation(cJSON *root, const struct notice *notice)
{
	cJSON *object = json_add_object(root, "organisation");
	json_add_text(object, "name", notice->organisation.name);
	json_add_text(object, "role", notice->organisation.role);
	json_add_texts(object, "contacts", notice->organisation.contacts.items,
		notice->organisation.contacts.count);
	json_add_text(object, "pypi_organisation", notice->organisation.pypi_organisation);
	json_add_texts(object, "domains", notice->organisation.domains.items,
		notice->organisation.domains.count);
	json_add_text(object, "key_url", notice->organisation.key_url);
}

static void add_counts(cJSON *root, const struct notice *notice)
{
	cJSON *object = json_add_object(root, "counts");
	for (enum notice_count i = 0; i < NOTICE_COUNTS; i++) {
		cJSON *count = json_add_object(object, notice_count_name(i));
		json_add_integer(count, "least", notice->least[i]);
		json_add_integer(count, "most", notice->least[i] + NOTICE_STEP - 1);
	}
}

static void add_commitments(cJSON *root, const struct notice *notice)
{
	char series[DIGEST_TEXT_BYTES];
	cJSON *object = json_add_object(root, "commitments");
	digest_format(&notice->series, series);
	json_add_text(object, "file", notice_commitments_file);
	json_add_text(object, "scheme", "HMAC-SHA-256(salt, name)");
	json_add_text(object, "series", series);
	json_add_integer(object, "count", notice->commitment_count);
}

void notice_json_render(const struct notice *notice, struct text *out)
{
	char day[DATE_TEXT_BYTES];
	cJSON *root = cJSON_CreateObject();
	if (root == NULL)
		memory_exhausted();
	date_format(notice->day, day);
	json_add_text(root, "schema", "nameward-notice-1");
	json_add_text(root, "program", notice->program);
	json_add_text(root, "tlp", notice_marking);
	json_add_text(root, "date", day);
	json_add_bool(root, "draft", notice->draft);
	json_add_bool(root, "answered", notice->answered);
	add_organisation(root, notice);
	json_add_bool(root, "nothing_was_registered", true);
	add_counts(root, notice);
	json_add_bool(root, "silence_is_release", true);
	add_commitments(root, notice);
	json_print(root, out);
	cJSON_Delete(root);
}
