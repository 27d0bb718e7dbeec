/* What an administrator pastes into PyPI's forms: prohibit.txt, prohibit-comment.txt and
 * prohibit-links.txt. */
#include "base/text.h"
#include "bundle/asked.h"
#include "bundle/sends.h"

#include <string.h>

void prohibit_render(const struct asked *asked, struct text *out)
{
	for (size_t i = 0; i < asked->requests.count; i++) {
		const struct asked_request *request = &asked->requests.items[i];
		for (size_t j = 0; request->ask == ASK_PROHIBIT && j < request->names.count; j++)
			text_addf(out, "%s\n", request->names.items[j].name);
	}
}

void prohibit_comment_render(const struct asked *asked, struct text *out)
{
	for (size_t i = 0; i < asked->requests.count; i++) {
		if (asked->requests.items[i].ask != ASK_PROHIBIT)
			continue;
		text_addf(out, "%s\n", asked->requests.items[i].comment);
		return;
	}
}

static void add_encoded(struct text *out, const char *text)
{
	for (const char *at = text; *at != '\0'; at++) {
		bool stands = (*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z') ||
			      (*at >= '0' && *at <= '9') || strchr("-._~", *at) != NULL;
		if (stands)
			text_add_char(out, *at);
		else
			text_addf(out, "%%%02X", (unsigned char)*at);
	}
}

void prohibit_link_add(struct text *out, const char *name, const char *comment)
{
	text_add(out, "/admin/prohibited_project_names/add/?project=");
	add_encoded(out, name);
	text_add(out, "&comment=");
	add_encoded(out, comment);
}

static bool is_linked(const struct asked *asked, enum ask ask)
{
	size_t count = asked_count(asked, ask);
	return count > 0 && count <= LINKED_NAMES;
}

bool prohibit_links_apply(const struct asked *asked)
{
	return is_linked(asked, ASK_PROHIBIT) || is_linked(asked, ASK_HOLD);
}

void prohibit_links_render(const struct asked *asked, struct text *out)
{
	for (size_t i = 0; i < asked->requests.count; i++) {
		const struct asked_request *request = &asked->requests.items[i];
		bool is_kind = request->ask == ASK_PROHIBIT || request->ask == ASK_HOLD;
		if (!is_kind || !is_linked(asked, request->ask))
			continue;
		for (size_t j = 0; j < request->names.count; j++) {
			prohibit_link_add(out, request->names.items[j].name, request->comment);
			text_add_char(out, '\n');
		}
	}
}
