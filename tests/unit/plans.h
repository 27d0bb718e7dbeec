/* Plans for the tests of bundle/: tests/data/plan-sample.json, and the same with other texts. */
#ifndef TESTS_PLANS_H
#define TESTS_PLANS_H

#include "base/file.h"
#include "base/intern.h"
#include "base/text.h"
#include "bundle/format.h"
#include "plan/plan.h"
#include "registry/answers.h"
#include "registry/findings.h"
#include "unit.h"

#include <string.h>

/* What a text of the plan is exchanged for. KIND says which: what an organisation says of itself is
 * PLAN_DECLARED, sentences that leave the company PLAN_TOLD, the names of requests PLAN_ASKED,
 * everything else PLAN_HIDDEN. */
enum plan_text { PLAN_DECLARED, PLAN_TOLD, PLAN_ASKED, PLAN_HIDDEN };

typedef const char *(*plan_exchange)(void *context, const char *plain, enum plan_text kind);

/* The sample, in a pool of its own. */
static inline struct plan plan_sample(void)
{
	struct failure failure;
	struct file file;
	char *path = unit_path("tests/data/plan-sample.json");
	struct plan plan = plan_new(intern_new());
	if (file_read(&file, path, LIMIT_FILE_BYTES, &failure) != OK ||
		plan_parse(&plan, path, file.bytes, file.length, &failure) != OK) {
		fprintf(stderr, "%s\n", failure.text);
		abort();
	}
	file_release(&file);
	free(path);
	return plan;
}

/* Gives a name of the plan what an index told of it: a project of USER's, of an organisation's. */
static inline void plan_give_evidence(
	struct plan *plan, const char *text, unsigned findings, const char *user)
{
	for (size_t i = 0; i < plan->names.count; i++) {
		struct plan_name *name = &plan->names.items[i];
		if (strcmp(name->name, text) != 0)
			continue;
		name->findings = findings;
		name->evidence = memory_new(1, sizeof *name->evidence);
		*name->evidence = (struct answer){.name = name->name,
			.presence = PRESENCE_PRESENT,
			.reason = "",
			.url = "https://pypi.org/simple/",
			.status = 200,
			.etag = "",
			.made = 1795348800, /* 2026-11-22 */
			.fit = true,
			.files = 1,
			.first_upload = 1795262400,
			.owned = true,
			.organisation = "an-organisation"};
		name->evidence->users = memory_new(1, sizeof *name->evidence->users);
		name->evidence->users[0] = user;
		name->evidence->user_count = 1;
	}
}

static inline void plan_sample_release(struct plan *plan)
{
	struct intern *pool = plan->pool;
	plan_release(plan);
	intern_free(pool);
}

struct plan_exchanger {
	struct intern *pool;
	plan_exchange exchange;
	void *context;
};

static inline void plan_swap(
	const struct plan_exchanger *with, const char **text, enum plan_text kind)
{
	if (*text != NULL)
		*text = intern_string(with->pool, with->exchange(with->context, *text, kind));
}

/* The elements of a list are exchanged where they stand, though the plan lends them const. */
static inline void plan_swap_list(const struct plan_exchanger *with, const char *const *items,
	size_t count, enum plan_text kind)
{
	for (size_t i = 0; i < count; i++)
		plan_swap(with, (const char **)(uintptr_t)&items[i], kind);
}

static inline void plan_swap_parts(const struct plan_exchanger *with, struct score_part *parts,
	size_t count, enum plan_text kind)
{
	for (size_t i = 0; i < count; i++) {
		plan_swap(with, &parts[i].what, kind);
		plan_swap(with, &parts[i].fact, kind);
	}
}

/* Whether the name is asked for by itself, in this bundle. */
static inline bool plan_asks_for(const struct plan *plan, const struct plan_name *name)
{
	if (name->request == 0 || name->secret)
		return false;
	const struct request *request = &plan->requests.items[name->request - 1];
	return request->bundle == 1 && request->mechanism != MECHANISM_NAMESPACE;
}

static inline void plan_swap_name(
	const struct plan_exchanger *with, struct plan *plan, struct plan_name *name)
{
	bool asked = plan_asks_for(plan, name);
	enum plan_text told = asked ? PLAN_TOLD : PLAN_HIDDEN;
	plan_swap_parts(with, name->collateral_parts, name->collateral_part_count, told);
	plan_swap(with, &name->exception, told);
	plan_swap_list(with, name->blockers, name->blocker_count, PLAN_HIDDEN);
	plan_swap(with, &name->alarm_target, PLAN_HIDDEN);
	for (size_t i = 0; i < name->origin_count; i++)
		plan_swap(with, &name->origins[i].target, PLAN_HIDDEN);
	plan_swap(with, &name->generic, PLAN_HIDDEN);
	plan_swap(with, &name->owner, PLAN_HIDDEN);
	plan_swap_list(with, (const char *const *)name->places, name->place_count, PLAN_HIDDEN);
	plan_swap(with, &name->why, PLAN_HIDDEN);
	plan_swap(with, &name->said, PLAN_HIDDEN);
	enum plan_text account = asked ? PLAN_DECLARED : PLAN_HIDDEN;
	if (name->evidence != NULL) {
		plan_swap_list(with, (const char *const *)name->evidence->users,
			name->evidence->user_count, account);
		plan_swap(with, &name->evidence->organisation, account);
	}
	plan_swap(with, &name->name, asked ? PLAN_ASKED : PLAN_HIDDEN);
}

static inline void plan_swap_request(const struct plan_exchanger *with, struct request *request)
{
	enum plan_text told = request->bundle == 1 ? PLAN_TOLD : PLAN_HIDDEN;
	plan_swap(with, &request->why, told);
	plan_swap(with, &request->cost_to_others, told);
	plan_swap(with, &request->release, told);
	plan_swap_list(with, request->foreign, request->foreign_count,
		request->bundle == 1 ? PLAN_DECLARED : PLAN_HIDDEN);
	plan_swap_parts(with, request->criteria, request->criterion_count, told);
}

static inline void plan_swap_organisation(const struct plan_exchanger *with, struct plan *plan)
{
	plan_swap(with, &plan->program, PLAN_DECLARED);
	plan_swap(with, &plan->organisation.name, PLAN_DECLARED);
	plan_swap(with, &plan->organisation.role, PLAN_DECLARED);
	plan_swap(with, &plan->organisation.pypi_organisation, PLAN_DECLARED);
	plan_swap(with, &plan->organisation.key_url, PLAN_DECLARED);
	plan_swap(with, &plan->organisation.registry_mail, PLAN_DECLARED);
	plan_swap(with, &plan->organisation.reference, PLAN_DECLARED);
	plan_swap_list(with, plan->organisation.contacts.items, plan->organisation.contacts.count,
		PLAN_DECLARED);
	plan_swap_list(with, plan->organisation.domains.items, plan->organisation.domains.count,
		PLAN_DECLARED);
	plan_swap_list(with, plan->organisation.policy_differences.items,
		plan->organisation.policy_differences.count, PLAN_TOLD);
	plan_swap_list(with, plan->draft_reasons.items, plan->draft_reasons.count, PLAN_TOLD);
}

static inline int plan_by_name(const void *a, const void *b)
{
	return strcmp(((const struct plan_name *)a)->name, ((const struct plan_name *)b)->name);
}

/* Names in byte order again, and the numbers that point to them. */
static inline void plan_sort(struct plan *plan)
{
	for (size_t i = 0; i < plan->names.count; i++)
		plan->names.items[i].origins_left_out = i; /* where it stood */
	qsort(plan->names.items, plan->names.count, sizeof *plan->names.items, plan_by_name);
	for (size_t i = 0; i < plan->requests.count; i++) {
		struct request *request = &plan->requests.items[i];
		size_t count = 0;
		uint32_t *numbers = memory_new(request->name_count, sizeof *numbers);
		for (uint32_t now = 0; now < plan->names.count; now++) {
			for (size_t j = 0; j < request->name_count; j++) {
				if (plan->names.items[now].origins_left_out == request->names[j])
					numbers[count++] = now;
			}
		}
		free(request->names);
		request->names = numbers;
	}
	for (size_t i = 0; i < plan->names.count; i++)
		plan->names.items[i].origins_left_out = 0;
}

/* Every text of the plan goes through EXCHANGE: NULL stays NULL, and equal texts of one kind should
 * be exchanged for equal ones. */
static inline void plan_exchange_texts(struct plan *plan, plan_exchange exchange, void *context)
{
	struct plan_exchanger with = {plan->pool, exchange, context};
	plan_swap_organisation(&with, plan);
	plan_swap(&with, &plan->snapshot.url, PLAN_HIDDEN);
	for (size_t i = 0; i < plan->given_back.count; i++)
		plan_swap(&with, &plan->given_back.items[i], PLAN_ASKED);
	for (size_t i = 0; i < plan->names.count; i++)
		plan_swap_name(&with, plan, &plan->names.items[i]);
	for (size_t i = 0; i < plan->requests.count; i++)
		plan_swap_request(&with, &plan->requests.items[i]);
	for (size_t i = 0; i < plan->inputs.count; i++) {
		plan_swap(&with, &plan->inputs.items[i].kind, PLAN_HIDDEN);
		plan_swap(&with, &plan->inputs.items[i].file, PLAN_HIDDEN);
	}
	for (size_t i = 0; i < plan->own_side.count; i++) {
		plan_swap(&with, &plan->own_side.items[i].cause, PLAN_HIDDEN);
		plan_swap(&with, &plan->own_side.items[i].file, PLAN_HIDDEN);
		plan_swap(&with, &plan->own_side.items[i].owner, PLAN_HIDDEN);
		plan_swap(&with, &plan->own_side.items[i].what, PLAN_HIDDEN);
		plan_swap(&with, &plan->own_side.items[i].change, PLAN_HIDDEN);
	}
	for (size_t i = 0; i < plan->appendix.count; i++) {
		plan_swap(&with, &plan->appendix.items[i].name, PLAN_HIDDEN);
		plan_swap(&with, &plan->appendix.items[i].fact, PLAN_HIDDEN);
	}
	for (size_t i = 0; i < plan->changes.count; i++) {
		plan_swap(&with, &plan->changes.items[i].name, PLAN_HIDDEN);
		plan_swap(&with, &plan->changes.items[i].was, PLAN_HIDDEN);
		plan_swap(&with, &plan->changes.items[i].now, PLAN_HIDDEN);
	}
	plan_sort(plan);
}

static inline struct plan_name *plan_named(struct plan *plan, const char *name)
{
	for (size_t i = 0; i < plan->names.count; i++) {
		if (strcmp(plan->names.items[i].name, name) == 0)
			return &plan->names.items[i];
	}
	ck_abort_msg("the sample has no name %s", name);
	return NULL;
}

/* The bytes of one format; the caller releases. Empty where it does not apply. */
static inline struct text plan_rendered(const struct plan *plan, const char *format)
{
	struct text out = text_new(LIMIT_BULK_BYTES);
	report_format_render(report_format_find(format), plan, &out);
	ck_assert(!out.overflowed);
	return out;
}

static inline size_t count_lines_over(const char *text, size_t columns)
{
	size_t over = 0;
	for (const char *line = text; *line != '\0';) {
		size_t length = strcspn(line, "\n");
		size_t code_points = 0;
		for (size_t i = 0; i < length; i++)
			code_points += ((unsigned char)line[i] & 0xc0) != 0x80;
		over += code_points > columns;
		line += length + (line[length] == '\n');
	}
	return over;
}

/* What PyPI answers of a project of ours without files, on 2026-11-22 at noon. */
static inline void plan_prove(struct plan *plan, const char *text)
{
	struct plan_name *name = plan_named(plan, text);
	name->evidence = memory_new(1, sizeof *name->evidence);
	*name->evidence = (struct answer){.name = name->name,
		.presence = PRESENCE_PRESENT,
		.reason = "",
		.url = "https://pypi.org/simple/acmeworks/",
		.status = 200,
		.etag = "",
		.made = 1795348800,
		.fit = true,
		.first_upload = -1,
		.owned = true,
		.organisation = "acmeworks"};
	name->findings = 1u << FINDING_OURS | 1u << FINDING_EMPTY;
}

#endif
