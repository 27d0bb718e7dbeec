/* What the checks of `nameward verify` share; `approve` makes the same ones before it writes.
 *
 * A fault is something that is not as it was written; a remark something that is, and that a person
 * should know. What was found good is told on standard output, unless the caller is quiet. */
#ifndef COMMANDS_VERIFYING_H
#define COMMANDS_VERIFYING_H

#include "base/error.h"
#include "bundle/signature.h"
#include "commands/command.h"

#include <stdbool.h>
#include <stddef.h>

struct intern;
struct plan;
struct text;

struct verifying {
	const struct arguments *arguments;
	struct failure failure;
	struct intern *pool;
	size_t faults, remarks;
	bool is_quiet;            /* tell nothing that is good */
	const char *organisation; /* whose bundle it says it is; NULL: it does not say */
	bool must_be_signed;      /* it names a key: each of its folders is signed, then */
	bool is_signed;           /* a folder is, with `key` */
	struct signature_key key; /* the first one that signed */
};

void verifying_fault(struct verifying *verifying, const char *path, const char *what);
void verifying_remark(struct verifying *verifying, const char *path, const char *what);
/* A line on standard output, escaped: "PATH: what is good of it". */
void verifying_say(const struct verifying *verifying, const char *path, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* OUT becomes FOLDER/NAME. */
void verifying_join(struct text *out, const char *folder, const char *name);

/* The whole of a bundle, or of one of its folders: digests, unlisted files, signatures, and that
 * each file is what plan.json gives; PLAN, which is new, is filled where there is one and no fault
 * yet (*HAS_PLAN). An error is what cannot be looked at at all. */
enum error verify_bundle(
	struct verifying *verifying, const char *bundle, struct plan *plan, bool *has_plan);

/* verify_signature.c: the signature of FOLDER over its SHA256SUMS. */
struct file;
void verify_signature(struct verifying *verifying, const char *folder, const struct file *sums);
/* Whether the folder itself names a key, and which. */
bool verify_own_key(const char *folder, struct signature_key *key);
/* Whose key it was: that of --signer, the one that is known of the organisation, or one that only
 * the bundle vouches for. With --trust it is known from now on. */
enum error verify_signer(struct verifying *verifying, const char *bundle);

/* verify_request.c: that FOLDER's request.json has the form of its schema, and prohibit.txt the
 * names that it asks to prohibit. IS_ALONE: there is no plan.json to say that it is a draft. */
void verify_request(struct verifying *verifying, const char *folder, bool is_alone);

/* verify_plan.c: that every file is what the plan gives, with the digest that is approved. */
void verify_renderings(struct verifying *verifying, const char *bundle, const struct plan *plan);
/* Whether it may be sent: approvals, draft, age. */
void verify_readiness(struct verifying *verifying, const char *bundle, const struct plan *plan);
/* Whether evidence of that day is too old for the registry's policy. */
void verify_age(struct verifying *verifying, const char *bundle, date evidence);

/* verify_holds.c: with --snapshot, which requests hold no more; and the collateral of every asked
 * name by the default policy. */
enum error verify_holds(struct verifying *verifying, const char *bundle, const struct plan *plan);

#endif
