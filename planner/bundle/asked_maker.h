/* What the view of bundle/asked.h is made with, shared by the two files that make it. */
#ifndef BUNDLE_ASKED_MAKER_H
#define BUNDLE_ASKED_MAKER_H

#include "base/intern.h"
#include "bundle/asked.h"
#include "bundle/withhold.h"
#include "plan/plan.h"

struct maker {
	const struct plan *plan;
	struct asked *asked;
	struct withhold withhold;
	bool *taken;         /* by number in plan.names: asked for in this bundle */
	struct intern *told; /* the names so marked */
};

/* asked.c: interned copies: of a string, and of a sentence without what may not be told. NULL stays
 * NULL. */
const char *maker_keep(struct maker *maker, const char *string);
const char *maker_tell(struct maker *maker, const char *sentence);

/* asked_requests.c: what a request asks, or -1 where it asks nothing of the registry now. */
int ask_of(const struct request *request);
/* Whether an administrator who does what ASK says with this name does no harm. A draft may show
 * what is not proven yet: it is not sent. */
bool is_askable(const struct plan_name *name, enum ask ask, bool draft);
/* Whether a name can be written where requests go. */
bool is_askable_name(const char *name);
/* Adds the request to the view, as far as it asks anything. Names that still stand in `taken` are
 * those of no earlier request. */
void add_request(struct maker *maker, const struct request *request);

#endif
