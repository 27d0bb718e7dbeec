/* Standing requests: what was asked for already, and stays asked for. */
#include "plan/sticky.h"
#include "plan/choice.h"

#include <stdlib.h>
#include <string.h>

struct sticky_request *sticky_add(
	struct sticky *sticky, enum mechanism mechanism, const char *target, date term)
{
	struct sticky_request *request = array_add(&sticky->requests);
	*request = (struct sticky_request){.mechanism = mechanism, .target = target, .term = term};
	return request;
}

struct sticky sticky_of_plan(const struct plan *plan)
{
	struct sticky sticky = {
		.policy_digest = plan->policy_digest, .reference = plan->organisation.reference};
	for (size_t i = 0; i < plan->requests.count; i++) {
		const struct request *request = &plan->requests.items[i];
		bool space = request->mechanism == MECHANISM_NAMESPACE;
		if (request->bundle != 1)
			continue;
		struct sticky_request *kept = sticky_add(
			&sticky, request->mechanism, space ? request->target : NULL, request->term);
		for (size_t k = 0; !space && k < request->name_count; k++) {
			const struct plan_name *name = &plan->names.items[request->names[k]];
			*array_add(&kept->names) =
				(struct sticky_name){name->name, name->origins, name->origin_count};
		}
	}
	return sticky;
}

void sticky_release(struct sticky *sticky)
{
	for (size_t i = 0; i < sticky->requests.count; i++)
		array_release(&sticky->requests.items[i].names);
	array_release(&sticky->requests);
}

static bool is_over(const struct sticky_request *request, date as_of)
{
	return request->term != DATE_NONE && request->term <= as_of;
}

static bool lists(const struct sticky_request *request, const char *name)
{
	for (size_t i = 0; i < request->names.count; i++) {
		if (strcmp(request->names.items[i].name, name) == 0)
			return true;
	}
	return false;
}

const struct sticky_request *sticky_granted(
	const struct sticky *sticky, const char *name, date as_of)
{
	for (size_t i = 0; sticky != NULL && i < sticky->requests.count; i++) {
		const struct sticky_request *request = &sticky->requests.items[i];
		if (request->state == STICKY_GRANTED && !is_over(request, as_of) &&
			(request->target != NULL ? choice_is_under(name, request->target)
						 : lists(request, name)))
			return request;
	}
	return NULL;
}

static bool closes(const struct sticky_request *request, const char *name)
{
	if (request->target == NULL)
		return lists(request, name);
	return request->state == STICKY_OTHERS ? choice_is_under(name, request->target)
					       : strcmp(name, request->target) == 0;
}

const struct sticky_request *sticky_closed(const struct sticky *sticky, const char *name)
{
	for (size_t i = 0; sticky != NULL && i < sticky->requests.count; i++) {
		const struct sticky_request *request = &sticky->requests.items[i];
		bool closed = request->state == STICKY_CLOSED || request->state == STICKY_OTHERS;
		if (closed && closes(request, name))
			return request;
	}
	return NULL;
}

const struct sticky_request *sticky_name_request(
	const struct sticky *sticky, enum mechanism mechanism, const char *name, date as_of)
{
	for (size_t i = 0; sticky != NULL && i < sticky->requests.count; i++) {
		const struct sticky_request *request = &sticky->requests.items[i];
		if (request->state == STICKY_STANDS && request->mechanism == mechanism &&
			!is_over(request, as_of) && lists(request, name))
			return request;
	}
	return NULL;
}

const struct sticky_request *sticky_prefix_request(
	const struct sticky *sticky, const char *prefix, date as_of)
{
	for (size_t i = 0; sticky != NULL && i < sticky->requests.count; i++) {
		const struct sticky_request *request = &sticky->requests.items[i];
		if (request->target != NULL && request->state == STICKY_STANDS &&
			!is_over(request, as_of) && strcmp(request->target, prefix) == 0)
			return request;
	}
	return NULL;
}

bool sticky_was_project(const struct sticky *sticky, const char *name)
{
	return sticky != NULL && sticky->projects != NULL &&
	       intern_find(sticky->projects, name, strlen(name)) != INTERN_NONE;
}

bool sticky_is_same_policy(const struct sticky *sticky, const char *policy_digest)
{
	return sticky->policy_digest == NULL || strcmp(sticky->policy_digest, policy_digest) == 0;
}
