/* What an administrator pastes into PyPI's bulk form: prohibit.txt and prohibit-comment.txt. */
#include "base/text.h"
#include "bundle/asked.h"
#include "bundle/sends.h"

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
