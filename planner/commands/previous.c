/* The bundle of last time. */
#include "commands/previous.h"
#include "base/intern.h"
#include "base/say.h"

#include <string.h>

static enum error check_fit(const struct plan *plan, const char *dir, const char *organisation,
	date as_of, struct failure *failure)
{
	char day[DATE_TEXT_BYTES] = "no day";
	if (strcmp(plan->organisation.name, organisation) != 0)
		return fail(failure, ERR_INPUT,
			"%s: is the bundle of \"%s\", and the policy is that of \"%s\": "
			"--previous takes the organisation's own last bundle",
			dir, plan->organisation.name, organisation);
	if (plan->as_of != DATE_NONE && plan->as_of <= as_of)
		return OK;
	if (plan->as_of != DATE_NONE)
		date_format(plan->as_of, day);
	return fail(failure, ERR_INPUT,
		"%s: is of %s, not of a day before this plan's (--as-of): --previous takes an "
		"older bundle",
		dir, day);
}

enum error previous_read(struct previous *previous, const char *dir, const char *organisation,
	date as_of, struct failure *failure)
{
	previous->pool = intern_new();
	previous->plan = plan_new(previous->pool);
	previous->is_there = true;
	enum error error = bundled_read(&previous->plan, dir, &previous->bundled, failure);
	if (error == OK)
		error = check_fit(&previous->plan, dir, organisation, as_of, failure);
	if (error == OK)
		previous->sticky = sticky_of_plan(&previous->plan);
	return error;
}

void previous_compare_signer(const struct previous *previous, const struct signer *signer)
{
	if (!previous->is_there || !previous->bundled.is_signed)
		return;
	if (signer == NULL)
		say_warning("the bundle before was signed, and this one is not (--sign-key): "
			    "nobody can "
			    "tell that both come from the same hands");
	else if (memcmp(signer_key(signer), &previous->bundled.key, sizeof previous->bundled.key) !=
		 0)
		say_warning(
			"the bundle before was signed with another key: the same key asks, renews "
			"and releases; publish the new one beside the old, and say so");
}

void previous_release(struct previous *previous)
{
	if (!previous->is_there)
		return;
	sticky_release(&previous->sticky);
	plan_release(&previous->plan);
	intern_free(previous->pool);
}
