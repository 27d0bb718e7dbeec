/* Names that stand in what an organisation says of itself. */
#include "commands/notice_declared.h"
#include "base/limits.h"
#include "base/say.h"
#include "base/text.h"
#include "bundle/withhold.h"
#include "names/name.h"
#include "plan/plan.h"

#include <string.h>

static void tell(struct withhold *withhold, const char *text)
{
	char canonical[LIMIT_NAME_BYTES + 1], words[LIMIT_NAME_BYTES + 1];
	size_t length = text ? strlen(text) : 0;
	if (length == 0 || length > LIMIT_NAME_BYTES)
		return;
	for (size_t i = 0; i < length; i++)
		words[i] = name_may_hold(text[i]) ? text[i] : '-';
	name_canonical(words, length, canonical);
	withhold_tell(withhold, canonical);
}

static void look_at(const struct withhold *withhold, const char *what, const char *text)
{
	autotext struct text shown = text_new(LIMIT_LINE_BYTES);
	if (text == NULL)
		return;
	withhold_text(withhold, text, &shown);
	if (strcmp(shown.bytes, text) != 0)
		say_warning("organisation.%s, \"%s\", holds a name of this plan, and the notice "
			    "repeats it",
			what, text);
}

void notice_warn_declared(const struct plan *plan)
{
	struct withhold withhold = withhold_new();
	for (size_t i = 0; i < plan->names.count; i++)
		withhold_hide(&withhold, plan->names.items[i].name);
	tell(&withhold, plan->organisation.name);
	tell(&withhold, plan->organisation.pypi_organisation);
	for (size_t i = 0; i < plan->organisation.domains.count; i++)
		tell(&withhold, plan->organisation.domains.items[i]);
	look_at(&withhold, "role", plan->organisation.role);
	look_at(&withhold, "key_url", plan->organisation.key_url);
	for (size_t i = 0; i < plan->organisation.contacts.count; i++)
		look_at(&withhold, "contacts", plan->organisation.contacts.items[i]);
	withhold_release(&withhold);
}
