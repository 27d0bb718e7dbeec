/* The planning job, which `plan` and `audit` share: what the command line names is read, planned,
 * and confirmed by single look-ups. */
#ifndef COMMANDS_JOB_H
#define COMMANDS_JOB_H

#include "candidates/priors.h"
#include "commands/command.h"
#include "corpus/corpus.h"
#include "inputs/seeds.h"
#include "plan/planner.h"
#include "plan/policy.h"
#include "registry/answers.h"
#include "registry/namespaces.h"

struct http;
struct snapshot;

/* --seeds, --seeds-index, --corpus, --confirm, --draft */
extern const struct option job_options[];

/* The index that is judged by: opened once, whatever the number of jobs. */
struct job_index {
	struct snapshot *snapshot;
	struct namespaces namespaces;
	struct rules *rules;
	/* Set by who opens it: it is verified only before something is said that was read from it,
	 * by job_index_verify(): to judge takes half as long as that. */
	bool verify_later;
	bool verified;
};

struct job {
	const struct arguments *arguments;
	struct failure failure; /* of whichever step failed */
	struct intern *pool;
	const char *policy_path;
	struct policy policy;
	struct seeds seeds;
	struct corpus corpus;
	bool corpus_is_finished;
	const struct job_index *index; /* borrowed; opened before job_plan() */
	struct answers answers;
	size_t doubts; /* look-ups that told nothing */
	struct priors priors;
	const struct sticky *sticky; /* borrowed; NULL: no requests stand */
	const struct plan *previous; /* borrowed; NULL: no plan before */
	const char *previous_digest; /* of its plan.json */
};

/* Opens and verifies what `--snapshot` names, with its namespace grants. Texts live in POOL. */
enum error job_index_open(struct job_index *index, const struct arguments *arguments,
	struct intern *pool, struct failure *failure);
/* Verifies every byte, once. */
enum error job_index_verify(struct job_index *index, struct failure *failure);
void job_index_close(struct job_index *index);

struct job job_new(const struct arguments *arguments, const struct job_index *index);
void job_release(struct job *job);

/* Reads the policy at POLICY_PATH, the seeds at SEEDS_PATH (NULL: those of the command line), and
 * the corpora of both. Says what is skipped. */
enum error job_read(struct job *job, const char *policy_path, const char *seeds_path);

/* Fills PLAN, which is new and of the job's pool, from all that is known so far. */
void job_plan(struct job *job, struct plan *plan);

/* Looks up, one by one, what the plan asks for and claims, and what blocks it, and plans again,
 * until nothing new is named. Only where the user asked for it (job_confirms). */
bool job_confirms(const struct job *job);
enum error job_confirm(struct job *job, struct plan *plan);

/* Looks these names up too; false where nothing was answered. Answers are kept in the job. */
enum error job_look_up(struct job *job, const struct intern *names);

/* Whether part of the input was skipped, or a look-up told nothing. */
bool job_is_partial(const struct job *job);

#endif
