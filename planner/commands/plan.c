/* nameward plan: the main job. Internal names and hallucination lists in, a disclosure bundle out.
 */
#include "plan/plan.h"
#include "base/digest.h"
#include "base/escape.h"
#include "base/memory.h"
#include "base/say.h"
#include "base/text.h"
#include "bundle/bundle.h"
#include "candidates/priors.h"
#include "commands/command.h"
#include "commands/judging.h"
#include "commands/seeds_index.h"
#include "commands/network.h"
#include "commands/transfer.h"
#include "corpus/corpus.h"
#include "inputs/seeds.h"
#include "plan/planner.h"
#include "plan/policy.h"
#include "registry/cache.h"
#include "registry/http.h"
#include "registry/live.h"
#include "registry/namespaces.h"
#include "registry/rules.h"
#include "registry/snapshot.h"

#include <stdlib.h>
#include <string.h>

static const struct option plan_options[] = {
	{.name = "seeds",
		.kind = OPTION_LIST,
		.value = "PATH",
		.help = "a list of internal names, a manifest, lock file, SBOM, wheel or settings, "
			"or "
			"a folder of them (nameward seeds --help); may be given again"},
	{.name = "seeds-index",
		.kind = OPTION_LIST,
		.value = "URL",
		.help = "list the projects of an index of your own as internal names (PEP 691 or "
			"503; credentials from .netrc); may be given again"},
	{.name = "corpus",
		.kind = OPTION_LIST,
		.value = "FILE",
		.help = "a list of names that language models invented, beside those of the "
			"policy"},
	{.name = "policy",
		.kind = OPTION_TEXT,
		.value = "FILE",
		.help = "what the organisation declares about itself (policy/README.md)"},
	{.name = "out",
		.kind = OPTION_TEXT,
		.value = "DIR",
		.help = "the folder of the bundle; an older bundle there is replaced in one step"},
	{.name = "confirm",
		.kind = OPTION_FLAG,
		.help = "look up, one by one, the names about to be asked for: they leave this "
			"machine, after a notice"},
	{.name = "draft",
		.kind = OPTION_FLAG,
		.help = "a bundle that is marked unsendable and may go over the registry's "
			"ceilings"},
	{0},
};

/* Lists named on the command line are trusted half: the policy names those it trusts more. */
enum { COMMAND_LINE_TRUST = 500000 };

struct run {
	const struct arguments *arguments;
	struct failure failure;
	struct intern *pool;
	struct policy policy;
	struct seeds seeds;
	struct corpus corpus;
	struct snapshot *snapshot;
	struct namespaces namespaces;
	struct rules *rules;
	struct answers answers;
	size_t doubts;
	struct priors priors;
};

static enum error read_policy(struct run *run)
{
	const char *path = arguments_text(run->arguments, "policy", NULL);
	if (path == NULL)
		return fail(&run->failure, ERR_INPUT,
			"plan needs --policy FILE; policy/example/policy.json is one to begin "
			"with");
	return policy_read(&run->policy, path, arguments_have(run->arguments, "draft"), run->pool,
		&run->failure);
}

static enum error read_seeds(struct run *run)
{
	size_t at = 0;
	const char *path;
	enum error error = OK;
	while (error == OK && (path = arguments_each(run->arguments, "seeds", &at)) != NULL)
		error = seeds_read(&run->seeds, path, &run->failure);
	if (error == OK)
		error = seeds_index_read(
			run->arguments, &run->policy, &run->seeds, &run->failure);
	seeds_finish(&run->seeds);
	for (size_t i = 0; error == OK && i < run->seeds.skipped.count; i++) {
		const struct skipped *skipped = &run->seeds.skipped.items[i];
		say_warning("%s:%zu: skipped: %s", skipped->place.file, skipped->place.line,
			skipped->reason);
	}
	return error;
}

/* Files of the policy are named relative to its own folder. */
static enum error read_corpora(struct run *run)
{
	const char *policy = arguments_text(run->arguments, "policy", "");
	const char *slash = strrchr(policy, '/');
	enum error error = OK;
	for (size_t i = 0; error == OK && i < run->policy.corpora.count; i++) {
		const struct policy_corpus *named = &run->policy.corpora.items[i];
		autotext struct text path = text_new(LIMIT_LINE_BYTES);
		if (slash != NULL && named->file[0] != '/')
			text_add_bytes(&path, policy, (size_t)(slash - policy) + 1);
		text_add(&path, named->file);
		error = corpus_read(
			&run->corpus, path.bytes, named->digest, named->trust, &run->failure);
	}
	size_t at = 0;
	const char *path;
	while (error == OK && (path = arguments_each(run->arguments, "corpus", &at)) != NULL)
		error = corpus_read(&run->corpus, path, NULL, COMMAND_LINE_TRUST, &run->failure);
	corpus_say_left_out(&run->corpus);
	return error;
}

/* What is asked for depends on every byte of it. The unpacked embedded list is made again where it
 * is damaged. */
static enum error verify_snapshot(struct run *run)
{
	enum error error = snapshot_verify(run->snapshot, &run->failure);
	if (error == OK || !snapshot_info(run->snapshot)->embedded)
		return error;
	say_note("the unpacked embedded list is damaged; it is made again");
	cache_forget_embedded();
	snapshot_close(run->snapshot);
	run->snapshot = NULL;
	error = judging_open(run->arguments, &run->snapshot, &run->failure);
	return error == OK ? snapshot_verify(run->snapshot, &run->failure) : error;
}

static enum error read_all(struct run *run)
{
	if (arguments_text(run->arguments, "out", NULL) == NULL)
		return fail(
			&run->failure, ERR_INPUT, "plan needs --out DIR, where the bundle goes");
	if (run->arguments->word_count > 0)
		return fail(&run->failure, ERR_INPUT,
			"plan takes no \"%s\"; lists are given with "
			"--seeds FILE",
			run->arguments->words[0]);
	enum error error = read_policy(run);
	if (error == OK)
		error = read_seeds(run);
	if (error == OK && run->seeds.inputs.count == 0)
		error = fail(&run->failure, ERR_INPUT,
			"plan needs --seeds FILE, a list of internal names, or --seeds-index URL");
	if (error == OK)
		error = read_corpora(run);
	if (error == OK)
		error = judging_open(run->arguments, &run->snapshot, &run->failure);
	if (error == OK)
		error = verify_snapshot(run);
	return error == OK ? judging_namespaces(run->arguments, run->snapshot, run->pool,
				     &run->namespaces, &run->failure)
			   : error;
}

static void make_rules(struct run *run)
{
	run->rules = rules_new(run->snapshot, ALARM_CORPUS);
	rules_reserve(run->rules, &run->namespaces);
	corpus_finish(
		&run->corpus, run->rules, run->priors.recurrence.cap, run->priors.recurrence.half);
}

static void make_plan(struct run *run, struct plan *plan)
{
	struct planner_facts facts = {.policy = &run->policy,
		.seeds = &run->seeds,
		.corpus = &run->corpus,
		.rules = run->rules,
		.answers = &run->answers,
		.priors = &run->priors,
		.as_of = arguments_as_of(run->arguments),
		.draft = arguments_have(run->arguments, "draft")};
	planner_make(plan, &facts);
}

static void note(const struct run *run, struct intern *names, const char *name)
{
	if (answers_find(&run->answers, name) == NULL)
		intern_string(names, name);
}

/* The names that the plan is about to do something about at the registry, and that were not looked
 * up yet: asked for in the bundle at hand, claimed, or the blockers of those. Nothing secret. */
static void note_names(const struct run *run, const struct plan *plan, struct intern *names)
{
	for (size_t i = 0; i < plan->names.count; i++) {
		const struct plan_name *name = &plan->names.items[i];
		const struct request *request =
			name->request > 0 ? &plan->requests.items[name->request - 1] : NULL;
		bool asked = request != NULL && request->bundle == 1 &&
			     request->mechanism != MECHANISM_NAMESPACE;
		if (name->secret || (!asked && name->mechanism != MECHANISM_CLAIM))
			continue;
		note(run, names, name->name);
		for (size_t k = 0; name->verdict == VERDICT_SIMILAR && k < name->blocker_count; k++)
			note(run, names, name->blockers[k]);
	}
}

/* False where every single answer is doubt. */
static bool look_up(struct run *run, struct http *http, const struct intern *names)
{
	size_t count = intern_count(names);
	const char **items = memory_new(count, sizeof *items);
	for (size_t i = 0; i < count; i++)
		items[i] = intern_at(names, (uint32_t)i);
	network_notice(http, items, count);
	live_ask(http, items, count, &run->answers, run->pool);
	transfer_end();
	bool answered = false;
	for (size_t i = 0; i < count; i++)
		answered |= answers_find(&run->answers, items[i])->presence != PRESENCE_UNKNOWN;
	free(items);
	return answered;
}

/* What the answers close makes room for other names, which are looked up in their turn. */
static enum error confirm(struct run *run, struct plan *plan)
{
	struct http *http;
	enum error error = network_open(run->arguments, &run->policy, &http, &run->failure);
	if (error != OK)
		return error;
	bool answered = true;
	for (int round = 0; round < LIMIT_CONFIRM_ROUNDS; round++) {
		struct intern *names = intern_new();
		note_names(run, plan, names);
		bool any = intern_count(names) > 0;
		if (any) {
			answered = look_up(run, http, names);
			plan_release(plan);
			*plan = plan_new(run->pool);
			make_plan(run, plan);
		}
		intern_free(names);
		/* Where nothing is answered, no further name is told to anybody. */
		if (!any || !answered)
			break;
	}
	run->doubts = network_doubts(&run->answers);
	http_free(http);
	return OK;
}

static void print_line(const char *what, int64_t count, const char *rest)
{
	printf("  %6lld  %s%s\n", (long long)count, what, rest);
}

/* The same four numbers as the report's first page. */
static void print_summary(const struct plan *plan, const char *out)
{
	autotext struct text name = text_new(LIMIT_LINE_BYTES);
	autotext struct text where = text_new(LIMIT_LINE_BYTES);
	escape_terminal(&name, plan->organisation.name, strlen(plan->organisation.name));
	escape_terminal(&where, out, strlen(out));
	char day[DATE_TEXT_BYTES];
	date_format(plan->as_of, day);
	printf("%s, %s\n\n", name.bytes, day);
	print_line(
		"places to mend yourself, before anything else", plan_total(plan, "own_side"), "");
	print_line("of your internal names could be taken by anybody",
		plan_total(plan, "internal_open"), "");
	print_line("internal names are taken by somebody already",
		plan_total(plan, "internal_taken"), "");
	print_line("internal names PyPI's own rules block already",
		plan_total(plan, "internal_blocked"), "");
	print_line("requests worth making now", plan_total(plan, "asks"), "");
	for (size_t i = 0; i < plan->requests.count; i++) {
		const struct request *request = &plan->requests.items[i];
		if (request->bundle == 1)
			printf("          %s  %s%s%s, %zu names\n", request->id,
				mechanism_name(request->mechanism), request->target ? " " : "",
				request->target ? request->target : "", request->name_count);
	}
	int64_t share = plan_total(plan, "share_covered_bundle");
	int64_t year = plan_total(plan, "share_covered_year");
	printf("\n  They cover %lld.%lld %% of the exposure that can be asked for (%lld.%lld %% in "
	       "a "
	       "year).\n",
		(long long)share / 10000, (long long)share / 1000 % 10, (long long)year / 10000,
		(long long)year / 1000 % 10);
	for (size_t i = 0; plan->draft && i < plan->draft_reasons.count; i++)
		printf("%s%s%s", i == 0 ? "  DRAFT, not to be sent: " : "; ",
			plan->draft_reasons.items[i],
			i + 1 == plan->draft_reasons.count ? ".\n" : "");
	printf("  Nothing was registered. The bundle: %s\n", where.bytes);
}

static bool is_something_to_do(const struct plan *plan)
{
	return plan->requests.count > 0 || plan->own_side.count > 0;
}

static enum status finish(struct run *run)
{
	const char *out = arguments_text(run->arguments, "out", NULL);
	struct plan plan = plan_new(run->pool);
	make_rules(run);
	make_plan(run, &plan);
	enum status status = STATUS_WRONG;
	bool confirms = arguments_have(run->arguments, "confirm") || run->policy.registry.live;
	if (confirms && confirm(run, &plan) != OK) {
		say_failure(&run->failure);
	} else if (bundle_write(&plan, out, &run->failure) != OK) {
		say_failure(&run->failure);
	} else {
		print_summary(&plan, out);
		bool partial = run->seeds.skipped.count > 0 || run->corpus.left_out_count > 0 ||
			       run->doubts > 0;
		status = partial                     ? STATUS_PARTIAL
			 : is_something_to_do(&plan) ? STATUS_TO_DO
						     : STATUS_DONE;
	}
	plan_release(&plan);
	return status;
}

static enum status run_plan(const struct arguments *arguments)
{
	struct run run = {.arguments = arguments, .pool = intern_new()};
	run.seeds = seeds_new(run.pool);
	run.corpus = corpus_new(run.pool);
	priors_embedded(&run.priors);
	enum status status = STATUS_WRONG;
	if (read_all(&run) != OK)
		say_failure(&run.failure);
	else
		status = finish(&run);
	rules_free(run.rules);
	answers_release(&run.answers);
	namespaces_release(&run.namespaces);
	snapshot_close(run.snapshot);
	corpus_release(&run.corpus);
	seeds_release(&run.seeds);
	policy_release(&run.policy);
	intern_free(run.pool);
	return status;
}

const struct command plan_command = {
	.name = "plan",
	.usage = "--seeds PATH... --policy FILE --out DIR [OPTION]...",
	.summary = "the main job: internal names in, report and disclosure bundle out",
	.description =
		"Reads your internal names, what language models invent and your policy; works out "
		"which names somebody could register on PyPI to harm you, what you can mend "
		"yourself, "
		"what PyPI blocks already, and the smallest set of requests that closes the rest; "
		"writes internal/ (for you alone) and send/ (for PyPI's administrators) below DIR. "
		"Exit code 1 says that there is something to do. Nothing leaves the machine, "
		"except with "
		"--confirm (or the policy's registry.live): then the names about to be asked for "
		"are looked up at PyPI, after a notice of which; only a plan whose names are "
		"confirmed, by a snapshot fetched from PyPI too, is no draft.",
	.groups = (const struct option *const[]){plan_options, plan_network_options,
		snapshot_options, common_options, NULL},
	.run = run_plan,
};
