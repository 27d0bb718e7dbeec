/* What is asked of the registry: the part of a plan that may leave the company. */
#include "bundle/asked_maker.h"
#include "base/text.h"
#include "bundle/comment.h"
#include "bundle/words.h"
#include "names/name.h"
#include "plan/approvals.h"
#include "plan/plan.h"
#include "registry/answers.h"
#include "registry/findings.h"

#include <stdlib.h>
#include <string.h>

const char *ask_name(enum ask ask)
{
	static const char *const names[] = {"namespace", "prohibit", "hold", "convert"};
	return names[ask];
}

const char *maker_tell(struct maker *maker, const char *sentence)
{
	if (sentence == NULL)
		return NULL;
	autotext struct text told = text_new(LIMIT_LINE_BYTES);
	withhold_text(&maker->withhold, sentence, &told);
	return intern_string(maker->asked->pool, told.bytes);
}

const char *maker_keep(struct maker *maker, const char *string)
{
	return string ? intern_string(maker->asked->pool, string) : NULL;
}

/* The same for what every rendering needs. */
static const char *need(struct maker *maker, const char *string)
{
	return string ? intern_string(maker->asked->pool, string) : "(not said)";
}

/* Marks which names are asked for; everything else is hidden. */
static void mark_names(struct maker *maker)
{
	const struct plan *plan = maker->plan;
	for (size_t i = 0; i < plan->requests.count; i++) {
		const struct request *request = &plan->requests.items[i];
		int ask = ask_of(request);
		if (ask == ASK_NAMESPACE)
			withhold_tell(&maker->withhold, request->target);
		if (ask < 0 || ask == ASK_NAMESPACE)
			continue;
		for (size_t j = 0; j < request->name_count; j++) {
			if (is_askable(&plan->names.items[request->names[j]], (enum ask)ask,
				    plan->draft))
				maker->taken[request->names[j]] = true;
		}
	}
	for (size_t i = 0; i < plan->names.count; i++) {
		const char *name = plan->names.items[i].name;
		if (maker->taken[i]) {
			withhold_tell(&maker->withhold, name);
			intern_string(maker->told, name);
		} else {
			withhold_hide(&maker->withhold, name);
		}
	}
}

/* Why a name of the plan is not asked for: what goes after "12 names: ". */
static const char *refusal_of(const struct plan *plan, const struct plan_name *name)
{
	if (name->request > 0 && plan->requests.items[name->request - 1].bundle > 1)
		return "left for a later mail, so that one mail asks for little";
	if (name->verdict == VERDICT_UNKNOWN)
		return "in doubt, and doubt is no ground for a request";
	if (name->verdict != VERDICT_UNREGISTERED)
		return "refused by PyPI already (a project, a look-alike, the standard library)";
	if (name->standing == STANDING_NONE || name->standing == STANDING_OTHER)
		return "near other people's projects, and so not ours to ask for";
	if (name->generic != NULL)
		return "made of words that anybody may rightly want";
	if (name->mechanism == MECHANISM_OWN_SIDE || name->mechanism == MECHANISM_PUBLISH)
		return "looked after by ourselves";
	return "too little at stake for a row of yours, or too likely to be wanted by others";
}

static void add_not_asked(struct maker *maker, const struct plan_name *name)
{
	const char *reason = refusal_of(maker->plan, name);
	size_t at = 0;
	while (at < maker->asked->not_asked.count &&
		maker->asked->not_asked.items[at].reason != reason)
		at++;
	if (at == maker->asked->not_asked.count)
		*array_add(&maker->asked->not_asked) = (struct asked_refusal){0, reason};
	maker->asked->not_asked.items[at].count++;
}

static int by_count(const void *a, const void *b)
{
	const struct asked_refusal *x = a, *y = b;
	if (x->count != y->count)
		return x->count < y->count ? 1 : -1;
	return strcmp(x->reason, y->reason);
}

/* Counts what is not asked for. Secret names are not even counted. */
static void count_not_asked(struct maker *maker)
{
	const struct plan *plan = maker->plan;
	for (size_t i = 0; i < plan->names.count; i++) {
		const struct plan_name *name = &plan->names.items[i];
		bool is_asked = name->request > 0 && name->request <= plan->requests.count &&
				ask_of(&plan->requests.items[name->request - 1]) >= 0;
		if (!is_asked && !name->secret)
			add_not_asked(maker, name);
	}
	if (maker->asked->not_asked.count > 0)
		qsort(maker->asked->not_asked.items, maker->asked->not_asked.count,
			sizeof *maker->asked->not_asked.items, by_count);
}

/* What is given back leaves the company by name. */
static void add_given_back(struct maker *maker)
{
	const struct plan *plan = maker->plan;
	const char *last = NULL;
	for (size_t i = 0; i < plan->given_back.count; i++) {
		const char *name = plan->given_back.items[i];
		if (!is_askable_name(name) || (last != NULL && strcmp(last, name) == 0) ||
			intern_find(maker->told, name, strlen(name)) != INTERN_NONE)
			continue;
		last = *array_add(&maker->asked->given_back) = maker_keep(maker, name);
		withhold_tell(&maker->withhold, name);
	}
}

/* A prefix once, in the order of arrival. */
static void add_prefix(struct maker *maker, const char *name, size_t length)
{
	const char *prefix = intern_text(maker->asked->pool, name, length);
	for (size_t i = 0; i < maker->asked->prefixes.count; i++) {
		if (maker->asked->prefixes.items[i] == prefix)
			return;
	}
	*array_add(&maker->asked->prefixes) = prefix;
}

static void add_prefixes(struct maker *maker)
{
	const struct plan *plan = maker->plan;
	for (size_t i = 0; i < plan->requests.count; i++) {
		const struct request *request = &plan->requests.items[i];
		if (ask_of(request) == ASK_NAMESPACE)
			add_prefix(maker, request->target, strlen(request->target));
	}
	for (size_t i = 0; i < plan->names.count; i++) {
		const struct plan_name *name = &plan->names.items[i];
		size_t first_word = strcspn(name->name, "-");
		if (maker->taken[i] && name->standing == STANDING_OWN_PREFIX &&
			name->name[first_word] == '-')
			add_prefix(maker, name->name, first_word);
	}
}

static void fill_organisation(struct maker *maker)
{
	const struct plan *plan = maker->plan;
	struct asked *asked = maker->asked;
	asked->organisation.name = need(maker, plan->organisation.name);
	asked->organisation.role = need(maker, plan->organisation.role);
	asked->organisation.registry_mail = need(maker, plan->organisation.registry_mail);
	asked->organisation.pypi_organisation =
		maker_keep(maker, plan->organisation.pypi_organisation);
	asked->organisation.pypi_user = maker_keep(maker, plan->organisation.pypi_user);
	asked->organisation.key_url = maker_keep(maker, plan->organisation.key_url);
	asked->organisation.trademark = maker_tell(maker, plan->organisation.trademark);
	asked->organisation.trademark_registration =
		maker_tell(maker, plan->organisation.trademark_registration);
	if (plan->organisation.reference != NULL && plan->organisation.reference[0] != '\0')
		asked->organisation.reference = maker_keep(maker, plan->organisation.reference);
	for (size_t i = 0; i < plan->organisation.contacts.count; i++)
		*array_add(&asked->organisation.contacts) =
			maker_keep(maker, plan->organisation.contacts.items[i]);
	for (size_t i = 0; i < plan->organisation.domains.count; i++)
		*array_add(&asked->organisation.domains) =
			maker_keep(maker, plan->organisation.domains.items[i]);
	for (size_t i = 0; i < plan->organisation.policy_differences.count; i++)
		*array_add(&asked->policy_differences) =
			maker_tell(maker, plan->organisation.policy_differences.items[i]);
}

/* The evidence. A mirror's address may be the company's own, so only PyPI's is told. */
static void fill_snapshot(struct maker *maker)
{
	const struct plan *plan = maker->plan;
	struct asked *asked = maker->asked;
	static const char public[] = "https://pypi.org/";
	memcpy(asked->snapshot.digest, plan->snapshot.digest, sizeof asked->snapshot.digest);
	if (plan->snapshot.url && strncmp(plan->snapshot.url, public, sizeof public - 1) == 0)
		asked->snapshot.url = maker_keep(maker, plan->snapshot.url);
	asked->snapshot.serial = plan->snapshot.serial;
	asked->snapshot.day = plan->snapshot.day;
	asked->snapshot.name_count = plan->snapshot.name_count;
}

struct asked asked_new(const struct plan *plan)
{
	struct asked asked = {.pool = intern_new(),
		.as_of = plan->as_of,
		.draft = plan_is_draft(plan),
		.tlp = plan->tlp,
		.embargo_until = plan->embargo_until};
	struct maker maker = {.plan = plan, .asked = &asked, .withhold = withhold_new()};
	maker.taken = memory_new(plan->names.count + 1, sizeof *maker.taken);
	maker.told = intern_new();
	mark_names(&maker);
	add_given_back(&maker);
	add_prefixes(&maker);
	asked.program = need(&maker, plan->program);
	fill_organisation(&maker);
	fill_snapshot(&maker);
	for (size_t i = 0; i < plan->draft_reasons.count; i++)
		*array_add(&asked.draft_reasons) = maker_tell(&maker, plan->draft_reasons.items[i]);
	if (!approvals_complete(plan))
		*array_add(&asked.draft_reasons) = maker_tell(&maker, approvals_missing(plan));
	for (size_t i = 0; i < plan->requests.count; i++)
		add_request(&maker, &plan->requests.items[i]);
	count_not_asked(&maker);
	for (size_t i = 0; i < asked.requests.count; i++) {
		autotext struct text comment = text_new(LIMIT_LINE_BYTES);
		comment_add(&comment, &asked, &asked.requests.items[i]);
		asked.requests.items[i].comment = maker_keep(&maker, comment.bytes);
	}
	free(maker.taken);
	intern_free(maker.told);
	withhold_release(&maker.withhold);
	return asked;
}

static void release_request(struct asked_request *request)
{
	for (size_t i = 0; i < request->names.count; i++) {
		array_release(&request->names.items[i].reasons);
		array_release(&request->names.items[i].collateral_parts);
	}
	array_release(&request->names);
	array_release(&request->foreign);
	array_release(&request->criteria);
}

void asked_release(struct asked *asked)
{
	for (size_t i = 0; i < asked->requests.count; i++)
		release_request(&asked->requests.items[i]);
	array_release(&asked->requests);
	array_release(&asked->organisation.contacts);
	array_release(&asked->organisation.domains);
	array_release(&asked->prefixes);
	array_release(&asked->policy_differences);
	array_release(&asked->draft_reasons);
	array_release(&asked->given_back);
	array_release(&asked->not_asked);
	intern_free(asked->pool);
	*asked = (struct asked){0};
}

bool asked_tells(const struct asked *asked)
{
	return asked->requests.count > 0 || asked->given_back.count > 0;
}

bool asked_anything(const struct plan *plan)
{
	struct asked asked = asked_new(plan);
	bool anything = asked.requests.count > 0;
	asked_release(&asked);
	return anything;
}

uint32_t asked_left_out(const struct plan *plan)
{
	struct asked asked = asked_new(plan);
	uint32_t left_out = asked.left_out;
	asked_release(&asked);
	return left_out;
}

size_t asked_count(const struct asked *asked, enum ask ask)
{
	size_t count = 0;
	for (size_t i = 0; i < asked->requests.count; i++) {
		if (asked->requests.items[i].ask == ask)
			count += asked->requests.items[i].names.count;
	}
	return count;
}
