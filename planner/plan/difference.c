/* What is different since the plan before. */
#include "plan/difference.h"
#include "base/text.h"
#include "plan/planning.h"
#include "registry/findings.h"
#include "registry/snapshot.h"

#include <stdlib.h>
#include <string.h>

const struct plan_change_facts plan_change_classes[PLAN_CHANGE_CLASSES] = {
	[PLAN_CHANGE_ASKED] = {"asked", "Asked for now"},
	[PLAN_CHANGE_DROPPED] = {"dropped", "Asked for no longer"},
	[PLAN_CHANGE_AMENDED] = {"amended", "Asked for until another day"},
	[PLAN_CHANGE_WAITING] = {"waiting", "Worth asking for in a later mail"},
	[PLAN_CHANGE_GIVEN_BACK] = {"given-back", "Given back now"},
	[PLAN_CHANGE_TAKEN] = {"taken", "Names of yours taken by somebody else"},
	[PLAN_CHANGE_LOOKALIKE] = {"lookalike", "Internal names locked by a stranger's look-alike"},
	[PLAN_CHANGE_FREE] = {"free", "Names that were closed, and that anybody can take now"},
	[PLAN_CHANGE_BLOCKED] = {"blocked", "Names that PyPI's own rules block now"},
	[PLAN_CHANGE_DOUBT] = {"doubt", "Names that became doubtful, or are so no longer"},
	[PLAN_CHANGE_PUBLISHED] = {"published", "Projects of your own that appeared"},
	[PLAN_CHANGE_NEARBY] = {"nearby", "Slips of projects you use that were registered"},
	[PLAN_CHANGE_NEW] = {"new", "Internal names that were not there"},
	[PLAN_CHANGE_UNUSED] = {"unused", "Internal names that your files hold no more"},
	[PLAN_CHANGE_WEAKNESS] = {"weakness", "Places to mend that were not there"},
	[PLAN_CHANGE_MENDED] = {"mended", "Places that were mended"},
};

int plan_change_class_of_name(const char *name)
{
	for (int i = 0; i < PLAN_CHANGE_CLASSES; i++) {
		if (strcmp(plan_change_classes[i].name, name) == 0)
			return i;
	}
	return -1;
}

static void add_change(struct planning *planning, enum plan_change_class class, const char *name,
	const char *was, const char *now)
{
	*array_add(&planning->plan->changes) =
		(struct plan_change){class, intern_string(planning->pool, name),
			intern_string(planning->pool, was), intern_string(planning->pool, now)};
}

static int compare_to_name(const void *key, const void *element)
{
	return strcmp(key, ((const struct plan_name *)element)->name);
}

static const struct plan_name *find(const struct plan *plan, const char *name)
{
	return plan->names.count == 0 ? NULL
				      : bsearch(name, plan->names.items, plan->names.count,
						sizeof *plan->names.items, compare_to_name);
}

/* ---- requests ---- */

/* One thing asked for: a name with its mechanism, or a namespace. */
struct item {
	enum mechanism mechanism;
	const char *name;
	const struct request *request;
};

struct items {
	ARRAY(struct item) of; /* by mechanism, then name */
};

static int compare_items(const void *a, const void *b)
{
	const struct item *x = a, *y = b;
	if (x->mechanism != y->mechanism)
		return x->mechanism < y->mechanism ? -1 : 1;
	return strcmp(x->name, y->name);
}

static struct items items_of(const struct plan *plan)
{
	struct items items = {0};
	for (size_t i = 0; i < plan->requests.count; i++) {
		const struct request *request = &plan->requests.items[i];
		bool space = request->mechanism == MECHANISM_NAMESPACE;
		/* A plan.json that somebody wrote by hand. */
		if (space && request->target == NULL)
			continue;
		for (size_t k = 0; k < (space ? 1 : request->name_count); k++)
			*array_add(&items.of) = (struct item){request->mechanism,
				space ? request->target : plan->names.items[request->names[k]].name,
				request};
	}
	if (items.of.count > 1)
		qsort(items.of.items, items.of.count, sizeof *items.of.items, compare_items);
	return items;
}

static const struct item *item_find(const struct items *items, const struct item *item)
{
	return items->of.count == 0 ? NULL
				    : bsearch(item, items->of.items, items->of.count,
					      sizeof *items->of.items, compare_items);
}

/* "prohibit, R2, until 2028-11-23" */
static const char *request_words(const struct planning *planning, const struct request *request)
{
	char term[DATE_TEXT_BYTES] = "-";
	if (request->bundle != 1)
		return intern_format(
			planning->pool, "%s, in a later mail", mechanism_name(request->mechanism));
	if (request->term != DATE_NONE)
		date_format(request->term, term);
	return intern_format(planning->pool, "%s, %s, until %s", mechanism_name(request->mechanism),
		request->id, term);
}

/* What PLAN does about a name that it asks nothing for now. */
static const char *otherwise(
	const struct planning *planning, const struct plan *plan, const struct item *item)
{
	const struct plan_name *name = find(plan, item->name);
	for (size_t i = 0; item->mechanism == MECHANISM_NAMESPACE && i < plan->own_side.count;
		i++) {
		const struct own_action *action = &plan->own_side.items[i];
		autotext struct text begin = text_new(LIMIT_MESSAGE_BYTES);
		text_addf(&begin, "the prefix %s is not asked for", item->name);
		if (strncmp(action->what, begin.bytes, begin.length) == 0)
			return action->what;
	}
	if (item->mechanism == MECHANISM_NAMESPACE)
		return "not asked for as a namespace";
	if (name == NULL)
		return plan == planning->plan ? "your files and your policy name it no more"
					      : "not there";
	const struct request *request =
		name->request > 0 ? &plan->requests.items[name->request - 1] : NULL;
	if (request != NULL && request->mechanism != item->mechanism)
		return request_words(planning, request);
	return name->why[0] ? name->why : verdict_name(name->verdict);
}

static void compare_asked(struct planning *planning, const struct items *before,
	const struct item *item, const struct plan *last)
{
	const struct item *same = item_find(before, item);
	const char *was =
		same ? request_words(planning, same->request) : otherwise(planning, last, item);
	const char *now = request_words(planning, item->request);
	bool stood = same != NULL && same->request->bundle == 1;
	if (item->request->bundle != 1 && same == NULL)
		add_change(planning, PLAN_CHANGE_WAITING, item->name, was, now);
	else if (item->request->bundle == 1 && !stood)
		add_change(planning, PLAN_CHANGE_ASKED, item->name, was, now);
	else if (item->request->bundle == 1 && same->request->term != item->request->term)
		add_change(planning, PLAN_CHANGE_AMENDED, item->name, was, now);
	else
		planning->plan->previous.standing += item->request->bundle == 1;
}

static void compare_requests(struct planning *planning, const struct plan *last)
{
	struct items before = items_of(last), now = items_of(planning->plan);
	for (size_t i = 0; i < now.of.count; i++)
		compare_asked(planning, &before, &now.of.items[i], last);
	for (size_t i = 0; i < before.of.count; i++) {
		const struct item *item = &before.of.items[i];
		const struct item *same = item_find(&now, item);
		if (item->request->bundle != 1 || (same != NULL && same->request->bundle == 1))
			continue;
		add_change(planning, PLAN_CHANGE_DROPPED, item->name,
			request_words(planning, item->request),
			same ? request_words(planning, same->request)
			     : otherwise(planning, planning->plan, item));
	}
	array_release(&before.of);
	array_release(&now.of);
}

/* Both lists are in byte order. */
static void compare_given_back(struct planning *planning, const struct plan *last)
{
	const struct plan *plan = planning->plan;
	size_t at = 0;
	for (size_t i = 0; i < plan->given_back.count; i++) {
		const char *name = plan->given_back.items[i];
		while (at < last->given_back.count && strcmp(last->given_back.items[at], name) < 0)
			at++;
		if (at == last->given_back.count || strcmp(last->given_back.items[at], name) != 0)
			add_change(planning, PLAN_CHANGE_GIVEN_BACK, name, "prohibited for you",
				"to be released");
	}
}

/* ---- names ---- */

/* "similar to acme-vau1t", "exists", "unregistered" */
static const char *state_words(const struct planning *planning, const struct plan_name *name)
{
	return name->verdict == VERDICT_SIMILAR && name->blocker_count > 0
		       ? intern_format(planning->pool, "similar to %s", name->blockers[0])
		       : verdict_name(name->verdict);
}

static bool is_ours(const struct planning *planning, const struct plan_name *name)
{
	return is_own_project(planning, name->name) || (name->findings & 1u << FINDING_OURS);
}

/* Whether a project locks an internal name: that is told, and once is enough. */
static bool is_told_as_lookalike(const struct plan *plan, const char *project)
{
	for (size_t i = 0; i < plan->names.count; i++) {
		const struct plan_name *name = &plan->names.items[i];
		bool locked =
			name->is_private && name->verdict == VERDICT_SIMILAR && name->exposure > 0;
		for (size_t k = 0; locked && k < name->blocker_count; k++) {
			if (strcmp(name->blockers[k], project) == 0)
				return true;
		}
	}
	return false;
}

/* What became of a name whose verdict is another one now; PLAN_CHANGE_CLASSES: nothing to tell. */
static enum plan_change_class class_of(const struct planning *planning,
	const struct plan_name *before, const struct plan_name *now)
{
	bool matters = now->is_private || before->request > 0;
	if (now->verdict == VERDICT_EXISTS)
		return is_ours(planning, now) ? PLAN_CHANGE_PUBLISHED
		       : !now->is_private && is_told_as_lookalike(planning->plan, now->name)
			       ? PLAN_CHANGE_CLASSES
		       : now->standing >= STANDING_OWN_PROJECT ? PLAN_CHANGE_TAKEN
							       : PLAN_CHANGE_NEARBY;
	if (!matters)
		return PLAN_CHANGE_CLASSES;
	if (now->verdict == VERDICT_UNKNOWN || before->verdict == VERDICT_UNKNOWN)
		return PLAN_CHANGE_DOUBT;
	if (now->verdict == VERDICT_UNREGISTERED)
		return PLAN_CHANGE_FREE;
	return now->verdict == VERDICT_SIMILAR && now->is_private && now->exposure > 0
		       ? PLAN_CHANGE_LOOKALIKE
		       : PLAN_CHANGE_BLOCKED;
}

static void compare_names(struct planning *planning, const struct plan *last)
{
	const struct plan *plan = planning->plan;
	for (size_t i = 0; i < plan->names.count; i++) {
		const struct plan_name *now = &plan->names.items[i];
		const struct plan_name *before = find(last, now->name);
		if (now->is_private && (before == NULL || !before->is_private))
			add_change(planning, PLAN_CHANGE_NEW, now->name, "",
				intern_format(planning->pool, "%s%s%s", state_words(planning, now),
					now->why[0] ? ": " : "", now->why));
		if (before == NULL || before->verdict == now->verdict)
			continue;
		enum plan_change_class class = class_of(planning, before, now);
		if (class != PLAN_CHANGE_CLASSES)
			add_change(planning, class, now->name, state_words(planning, before),
				state_words(planning, now));
	}
	for (size_t i = 0; i < last->names.count; i++) {
		const struct plan_name *before = &last->names.items[i];
		const struct plan_name *now = find(plan, before->name);
		if (before->is_private && (now == NULL || !now->is_private))
			add_change(planning, PLAN_CHANGE_UNUSED, before->name,
				state_words(planning, before), "");
	}
}

/* ---- weaknesses ---- */

/* How many actions of the same cause and file begin at FIRST: they stand together. */
static size_t run_of(const struct plan *plan, size_t first)
{
	const struct own_action *one = &plan->own_side.items[first];
	size_t count = 0;
	for (size_t i = first; i < plan->own_side.count; i++) {
		const struct own_action *action = &plan->own_side.items[i];
		if (strcmp(action->cause, one->cause) != 0 || strcmp(action->file, one->file) != 0)
			break;
		count++;
	}
	return count;
}

static size_t places_of(const struct plan *plan, const struct own_action *like)
{
	size_t count = 0;
	for (size_t i = 0; i < plan->own_side.count; i++)
		count += strcmp(plan->own_side.items[i].cause, like->cause) == 0 &&
			 strcmp(plan->own_side.items[i].file, like->file) == 0;
	return count;
}

static const char *places_words(const struct planning *planning, size_t count)
{
	return count == 0   ? "none"
	       : count == 1 ? "1 place"
			    : intern_format(planning->pool, "%zu places", count);
}

/* Those that FROM has more of than TO: new weaknesses from now to last, mended ones from last to
 * now. */
static void compare_own_side(
	struct planning *planning, const struct plan *from, const struct plan *to, bool mended)
{
	for (size_t i = 0; i < from->own_side.count;) {
		const struct own_action *action = &from->own_side.items[i];
		size_t count = run_of(from, i), other = places_of(to, action);
		i += count;
		if (count <= other)
			continue;
		const char *what = action->file[0] ? intern_format(planning->pool, "%s: %s",
							     action->cause, action->file)
						   : action->cause;
		add_change(planning, mended ? PLAN_CHANGE_MENDED : PLAN_CHANGE_WEAKNESS, what,
			places_words(planning, mended ? count : other),
			places_words(planning, mended ? other : count));
	}
}

static int compare_changes(const void *a, const void *b)
{
	const struct plan_change *x = a, *y = b;
	if (x->class != y->class)
		return x->class < y->class ? -1 : 1;
	int order = strcmp(x->name, y->name);
	return order ? order : strcmp(x->now, y->now);
}

void difference_gather(struct planning *planning)
{
	const struct plan *last = planning->facts->previous;
	struct plan *plan = planning->plan;
	if (last == NULL)
		return;
	plan->previous.is_there = true;
	plan->previous.as_of = last->as_of;
	memcpy(plan->previous.digest, planning->facts->previous_digest,
		sizeof plan->previous.digest);
	memcpy(plan->previous.policy_digest, last->policy_digest,
		sizeof plan->previous.policy_digest);
	plan->previous.snapshot_day = last->snapshot.day;
	plan->previous.snapshot_names = last->snapshot.name_count;
	compare_requests(planning, last);
	compare_given_back(planning, last);
	compare_names(planning, last);
	compare_own_side(planning, plan, last, false);
	compare_own_side(planning, last, plan, true);
	if (plan->changes.count > 1)
		qsort(plan->changes.items, plan->changes.count, sizeof *plan->changes.items,
			compare_changes);
}
