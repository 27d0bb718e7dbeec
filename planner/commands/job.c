/* The planning job. */
#include "commands/job.h"
#include "base/memory.h"
#include "base/say.h"
#include "base/text.h"
#include "commands/judging.h"
#include "commands/network.h"
#include "commands/seeds_index.h"
#include "commands/transfer.h"
#include "registry/cache.h"
#include "registry/http.h"
#include "registry/live.h"
#include "registry/rules.h"
#include "registry/snapshot.h"

#include <stdlib.h>
#include <string.h>

const struct option job_options[] = {
	{.name = "seeds",
		.kind = OPTION_LIST,
		.value = "PATH",
		.help = "a list of internal names, a manifest, lock file, SBOM, wheel or settings, "
			"or a folder of them (nameward seeds --help); may be given again"},
	{.name = "seeds-index",
		.kind = OPTION_LIST,
		.value = "URL",
		.help = "list the projects of an index of your own as internal names (PEP 691 or "
			"503; credentials from .netrc); may be given again"},
	{.name = "corpus",
		.kind = OPTION_LIST,
		.value = "FILE",
		.help = "what nameward mine wrote, or a list of names that language models "
			"invented, beside those of the policy"},
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

struct job job_new(const struct arguments *arguments, const struct job_index *index)
{
	struct job job = {.arguments = arguments, .index = index, .pool = intern_new()};
	job.seeds = seeds_new(job.pool);
	job.seeds.digests = true;
	job.corpus = corpus_new(job.pool);
	priors_embedded(&job.priors);
	return job;
}

void job_release(struct job *job)
{
	answers_release(&job->answers);
	corpus_release(&job->corpus);
	seeds_release(&job->seeds);
	policy_release(&job->policy);
	intern_free(job->pool);
}

/* A reason may quote the line. */
static void say_skipped(const struct seeds *seeds)
{
	size_t count = seeds->skipped.count;
	for (size_t i = 0; i < count && !say_hides_names(); i++) {
		const struct skipped *skipped = &seeds->skipped.items[i];
		say_warning("%s:%zu: skipped: %s", skipped->place.file, skipped->place.line,
			skipped->reason);
	}
	if (count > 0 && say_hides_names())
		say_warning(
			"%zu lines of the lists were skipped; nameward seeds says which and why",
			count);
}

static enum error read_seeds(struct job *job, const char *own)
{
	size_t at = 0;
	const char *path;
	enum error error = own ? seeds_read(&job->seeds, own, &job->failure) : OK;
	while (own == NULL && error == OK &&
		(path = arguments_each(job->arguments, "seeds", &at)) != NULL)
		error = seeds_read(&job->seeds, path, &job->failure);
	if (own == NULL && error == OK)
		error = seeds_index_read(job->arguments, &job->policy, &job->seeds, &job->failure);
	seeds_finish(&job->seeds);
	if (error == OK)
		say_skipped(&job->seeds);
	return error;
}

/* Files of the policy are named relative to its own folder. */
static enum error read_corpora(struct job *job)
{
	const char *policy = job->policy_path;
	const char *slash = strrchr(policy, '/');
	enum error error = OK;
	for (size_t i = 0; error == OK && i < job->policy.corpora.count; i++) {
		const struct policy_corpus *named = &job->policy.corpora.items[i];
		autotext struct text path = text_new(LIMIT_LINE_BYTES);
		if (slash != NULL && named->file[0] != '/')
			text_add_bytes(&path, policy, (size_t)(slash - policy) + 1);
		text_add(&path, named->file);
		error = corpus_read(
			&job->corpus, path.bytes, named->digest, named->trust, &job->failure);
	}
	size_t at = 0;
	const char *path;
	while (error == OK && (path = arguments_each(job->arguments, "corpus", &at)) != NULL)
		error = corpus_read(&job->corpus, path, NULL, COMMAND_LINE_TRUST, &job->failure);
	corpus_say_left_out(&job->corpus);
	return error;
}

enum error job_index_verify(struct job_index *index, struct failure *failure)
{
	enum error error = index->verified ? OK : snapshot_verify(index->snapshot, failure);
	index->verified = error == OK;
	if (error != OK && snapshot_info(index->snapshot)->embedded) {
		cache_forget_embedded();
		return fail(failure, ERR_DOUBT,
			"the unpacked embedded list is damaged: run again, and it is made anew");
	}
	return error;
}

/* The unpacked embedded list is made again where it is damaged. */
static enum error verify_first(
	struct job_index *index, const struct arguments *arguments, struct failure *failure)
{
	bool embedded = snapshot_info(index->snapshot)->embedded;
	enum error error = job_index_verify(index, failure);
	if (error == OK || !embedded)
		return error;
	say_note("the unpacked embedded list is damaged; it is made again");
	snapshot_close(index->snapshot);
	index->snapshot = NULL;
	error = judging_open(arguments, &index->snapshot, failure);
	return error == OK ? job_index_verify(index, failure) : error;
}

enum error job_index_open(struct job_index *index, const struct arguments *arguments,
	struct intern *pool, struct failure *failure)
{
	enum error error = judging_open(arguments, &index->snapshot, failure);
	if (error == OK && !index->verify_later)
		error = verify_first(index, arguments, failure);
	if (error == OK)
		error = judging_namespaces(
			arguments, index->snapshot, pool, &index->namespaces, failure);
	if (error != OK)
		return error;
	index->rules = rules_new(index->snapshot, ALARM_CORPUS);
	rules_reserve(index->rules, &index->namespaces);
	return OK;
}

void job_index_close(struct job_index *index)
{
	rules_free(index->rules);
	namespaces_release(&index->namespaces);
	snapshot_close(index->snapshot);
}

enum error job_read(struct job *job, const char *policy_path, const char *seeds_path)
{
	job->policy_path = policy_path;
	enum error error = policy_read(&job->policy, policy_path,
		arguments_have(job->arguments, "draft"), job->pool, &job->failure);
	if (error == OK)
		error = read_seeds(job, seeds_path);
	if (error == OK && job->seeds.inputs.count == 0)
		error = fail(&job->failure, ERR_INPUT,
			"%s needs --seeds FILE, a list of internal names, or --seeds-index URL",
			job->arguments->command->name);
	if (error == OK)
		error = read_corpora(job);
	return error;
}

void job_plan(struct job *job, struct plan *plan)
{
	if (!job->corpus_is_finished)
		corpus_finish(&job->corpus, job->index->rules, job->priors.recurrence.cap,
			job->priors.recurrence.half);
	job->corpus_is_finished = true;
	struct planner_facts facts = {.policy = &job->policy,
		.seeds = &job->seeds,
		.corpus = &job->corpus,
		.rules = job->index->rules,
		.answers = &job->answers,
		.priors = &job->priors,
		.as_of = arguments_as_of(job->arguments),
		.draft = arguments_have(job->arguments, "draft"),
		.sticky = job->sticky,
		.previous = job->previous,
		.previous_digest = job->previous_digest};
	planner_make(plan, &facts);
}

static void note(const struct job *job, struct intern *names, const char *name)
{
	if (answers_find(&job->answers, name) == NULL)
		intern_string(names, name);
}

/* The names that the plan is about to do something about at the registry, and that were not looked
 * up yet: asked for in the bundle at hand, claimed, or the blockers of those. Nothing secret. */
static void note_names(const struct job *job, const struct plan *plan, struct intern *names)
{
	for (size_t i = 0; i < plan->names.count; i++) {
		const struct plan_name *name = &plan->names.items[i];
		const struct request *request =
			name->request > 0 ? &plan->requests.items[name->request - 1] : NULL;
		bool asked = request != NULL && request->bundle == 1 &&
			     request->mechanism != MECHANISM_NAMESPACE;
		if (name->secret || (!asked && name->mechanism != MECHANISM_CLAIM))
			continue;
		note(job, names, name->name);
		for (size_t k = 0; name->verdict == VERDICT_SIMILAR && k < name->blocker_count; k++)
			note(job, names, name->blockers[k]);
	}
}

/* False where every single answer is doubt. */
static bool look_up(struct job *job, struct http *http, const struct intern *names)
{
	size_t count = intern_count(names);
	const char **items = memory_new(count, sizeof *items);
	for (size_t i = 0; i < count; i++)
		items[i] = intern_string(job->pool, intern_at(names, (uint32_t)i));
	network_notice(http, items, count);
	live_ask(http, items, count, &job->answers, job->pool);
	transfer_end();
	bool answered = false;
	for (size_t i = 0; i < count; i++)
		answered |= answers_find(&job->answers, items[i])->presence != PRESENCE_UNKNOWN;
	free(items);
	return answered;
}

bool job_confirms(const struct job *job)
{
	return arguments_have(job->arguments, "confirm") || job->policy.registry.live;
}

/* What the answers close makes room for other names, which are looked up in their turn. */
enum error job_confirm(struct job *job, struct plan *plan)
{
	struct http *http;
	enum error error = network_open(job->arguments, &job->policy, &http, &job->failure);
	if (error != OK)
		return error;
	bool answered = true;
	for (int round = 0; round < LIMIT_CONFIRM_ROUNDS; round++) {
		struct intern *names = intern_new();
		note_names(job, plan, names);
		bool any = intern_count(names) > 0;
		if (any) {
			answered = look_up(job, http, names);
			plan_release(plan);
			*plan = plan_new(job->pool);
			job_plan(job, plan);
		}
		intern_free(names);
		/* Where nothing is answered, no further name is told to anybody. */
		if (!any || !answered)
			break;
	}
	job->doubts = network_doubts(&job->answers);
	http_free(http);
	return OK;
}

enum error job_look_up(struct job *job, const struct intern *names)
{
	struct http *http;
	if (intern_count(names) == 0)
		return OK;
	enum error error = network_open(job->arguments, &job->policy, &http, &job->failure);
	if (error != OK)
		return error;
	look_up(job, http, names);
	job->doubts = network_doubts(&job->answers);
	http_free(http);
	return OK;
}

bool job_is_partial(const struct job *job)
{
	return job->seeds.skipped.count > 0 || job->corpus.left_out_count > 0 || job->doubts > 0;
}
