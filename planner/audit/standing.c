/* What the ledger says is asked for, granted or declined, for the planner. */
#include "audit/standing.h"
#include "audit/origin.h"
#include "base/text.h"
#include "ledger/outlook.h"
#include "ledger/past.h"
#include "ledger/requests.h"

#include <stdlib.h>
#include <string.h>

static void stand(struct standing_requests *standing, const struct ledger_request *request,
	const struct past *past, const char *team, date as_of, struct intern *pool)
{
	int mechanism = mechanism_of_name(request->mechanism);
	bool space = mechanism == MECHANISM_NAMESPACE, own = strcmp(request->team, team) == 0;
	/* What another team had is not in our way for ever. */
	bool over =
		!request_stands(request->state) || outlook_of(request, as_of).kind == OUTLOOK_OVER;
	if (mechanism < 0 || (!own && over))
		return;
	struct sticky_request *kept = sticky_add(&standing->sticky, (enum mechanism)mechanism,
		space ? request->target : NULL, request->term);
	autotext struct text why = text_new(LIMIT_MESSAGE_BYTES);
	if (own)
		text_addf(&why, "it was %s", request_state_name(request->state));
	else
		text_addf(&why, "team %s has asked for it already", request->team);
	kept->why = intern_string(pool, why.bytes);
	kept->state = !own                                ? STICKY_OTHERS
		      : request->state == REQUEST_GRANTED ? STICKY_GRANTED
		      : request_stands(request->state)    ? STICKY_STANDS
							  : STICKY_CLOSED;
	if (space)
		return;
	const struct past_name *name = past_find(past, request->target);
	struct origin *origin = array_add(&standing->origins);
	bool known = name != NULL && origin_read(pool, name->origin, origin);
	*array_add(&kept->names) =
		(struct sticky_name){request->target, known ? origin : NULL, known};
}

/* What is near others' projects is judged by the index alone (audit/changes.h). */
static struct intern *projects_of(const struct past *past)
{
	struct intern *projects = intern_new();
	for (size_t i = 0; i < past->names.count; i++) {
		const struct past_name *name = &past->names.items[i];
		if (name->active && name->kind != KIND_NEARBY && name->verdict == VERDICT_EXISTS)
			intern_string(projects, name->name);
	}
	return projects;
}

struct standing_requests standing_of_ledger(const struct past *past,
	const struct ledger_requests *requests, const char *team, date as_of, struct intern *pool)
{
	struct standing_requests standing = {.projects = projects_of(past)};
	standing.sticky.projects = standing.projects;
	standing.sticky.policy_digest = past->policy[0] ? past->policy : NULL;
	/* Room for all at once: requests point into it. */
	standing.origins.items = memory_grow(standing.origins.items, &standing.origins.room,
		requests->items.count + 1, sizeof *standing.origins.items);
	for (size_t i = 0; i < requests->items.count; i++)
		stand(&standing, &requests->items.items[i], past, team, as_of, pool);
	return standing;
}

void standing_release(struct standing_requests *standing)
{
	sticky_release(&standing->sticky);
	array_release(&standing->origins);
	intern_free(standing->projects);
}
