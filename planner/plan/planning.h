/* What the steps of the planner share while a plan is made. */
#ifndef PLAN_PLANNING_H
#define PLAN_PLANNING_H

#include "names/wordlist.h"
#include "plan/planner.h"

struct candidates;
struct snapshot;
struct seed;

struct planning {
	const struct planner_facts *facts;
	const struct policy *policy;
	const struct snapshot *snapshot;
	struct plan *plan;
	struct intern *pool;         /* plan->pool */
	struct intern *own_private;  /* our internal names, secret ones too */
	struct intern *own_projects; /* public projects that are ours, placeholders too */
	struct intern *dependencies; /* projects of others that our files require */
	struct intern *mirrors;      /* indexes in our lock files that pass PyPI's projects on */
	struct wordlist common, never;
	struct intern *known_elsewhere; /* modules and commands of other distributions */
	struct {
		uint32_t listed, dependencies, unexplained, own, secret;
	} seeds;
	struct {
		uint32_t all, left_out;
	} candidates;
};

/* planning.c: what the steps share, with nothing planned yet. */
struct planning planning_new(struct plan *plan, const struct planner_facts *facts);
void planning_release(struct planning *planning);

/* standing.c: whether a name is one of ours, and whose a candidate is. */
bool is_own_project(const struct planning *planning, const char *name);
bool is_dependency(const struct planning *planning, const char *name);
bool is_own_private(const struct planning *planning, const char *name);
/* The declared prefix that a name begins with, or NULL. */
const char *own_prefix_of(const struct planning *planning, const char *name);
/* Whether a seed is internal: by its source, a declared prefix, or a pattern of the policy. From an
 * index that passes PyPI on, from a forge for everybody, or by its own name in a source tree, only
 * a name that PyPI does not have: else it is PyPI's project, mirrored, forked or vendored. */
bool seed_is_private(const struct planning *planning, const struct seed *seed);
/* Sorts seeds into ours, public dependencies, and what nobody can explain, and counts them. */
void sort_seeds(struct planning *planning);
enum standing standing_of(const struct planning *planning, const char *name,
	const struct origin *origins, size_t origin_count);

/* evidence.c: the reasons why the plan is a draft. The first looks at the index that was asked, the
 * second at the single names of the first bundle, once they are chosen. */
void look_at_evidence(struct planning *planning);
void look_at_confirmations(struct planning *planning);

/* targets.c: all candidates, ranked by candidates_finish(). The caller frees. */
struct candidates *candidates_of_targets(const struct planning *planning);

/* names.c: plan.names, judged, in byte order. */
void names_gather(struct planning *planning);

/* collateral.c: how likely a stranger will rightly want the name. Fills collateral,
 * collateral_parts and generic. */
void collateral_weigh(const struct planning *planning, struct plan_name *name);
/* The same for a prefix: only its words count. */
uint32_t collateral_of_prefix(const struct planning *planning, const char *prefix);
/* Whether the plan asks for this single name already, under the same policy: then what drifted with
 * the index alone drops it not. */
bool name_stands(const struct planning *planning, const char *name);
/* Whether every word is common: in wordlists/common or in generic_min names of the snapshot. */
bool words_are_common(const struct planning *planning, const char *name);

/* judging.c: verdict, standing, scores and the mechanism of one candidate. */
void plan_name_judge(const struct planning *planning, struct plan_name *name);

/* What the registry says of a project that was looked up, a bit each; and in words. */
unsigned findings_of_project(const struct planning *planning, const char *project, date since);
const char *findings_sentence(const struct planning *planning, unsigned findings);

/* requests.c: the choice, bundle after bundle, and holds and conversions outside it. */
void requests_choose(struct planning *planning);

/* own_side.c: what the company mends itself. */
void own_side_gather(struct planning *planning);

/* totals.c: appendix, inputs, totals. */
void totals_gather(struct planning *planning);

enum {
	/* Candidates kept of one internal name, of one public project of ours. */
	FORMS_PER_PRIVATE = 40,
	FORMS_PER_PROJECT = 100,
	/* Candidates kept of one project of others that our files require; of all, those watched.
	 */
	FORMS_PER_DEPENDENCY = 10,
	WATCHED_OTHERS_MOST = 200,
	/* Names that are only watched, the strongest first; more are counted. */
	WATCHED_MOST = 2000,
	/* Bundles planned ahead: a year's. */
	BUNDLES = 4,
	/* A blocker this old, or with a download rank, is long established. */
	ESTABLISHED_MONTHS = 12,
};

#endif
