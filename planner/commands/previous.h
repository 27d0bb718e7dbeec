/* The bundle of last time: `plan --previous DIR`.
 *
 * A plan rests on it (its requests stand), so it must be whole: plan.json is what internal/
 * SHA256SUMS says, that is what its signature says where there is one, the organisation is the same
 * and the day no later. It is read before anything is written, so DIR may be where the new bundle
 * goes. */
#ifndef COMMANDS_PREVIOUS_H
#define COMMANDS_PREVIOUS_H

#include "commands/bundled.h"
#include "plan/plan.h"
#include "plan/sticky.h"

struct previous {
	bool is_there;
	struct intern *pool;
	struct plan plan;
	struct sticky sticky; /* its requests; borrows the plan */
	struct bundled bundled;
};

/* Reads the bundle at DIR. ORGANISATION and AS_OF are those of the plan to be made. Errors: no
 * bundle, not as it was written, another's, of a later day. The caller releases, a failed one too.
 */
enum error previous_read(struct previous *previous, const char *dir, const char *organisation,
	date as_of, struct failure *failure);
/* Warns where the new bundle is not signed with the key of the one before: the same key asks,
 * renews and releases, or nobody can tell that it is the same organisation. SIGNER may be NULL. */
void previous_compare_signer(const struct previous *previous, const struct signer *signer);
void previous_release(struct previous *previous);

#endif
