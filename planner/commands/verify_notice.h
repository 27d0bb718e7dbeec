/* What `verify` says of a bundle's public/. */
#ifndef COMMANDS_VERIFY_NOTICE_H
#define COMMANDS_VERIFY_NOTICE_H

#include "base/error.h"
#include "bundle/sums.h"
#include "commands/command.h"

struct plan;
struct verifying;

/* --open, --commit-key, --salt */
extern const struct option verify_notice_options[];

/* Holds the files of BUNDLE's public/ against its PLAN: byte for byte with the key of
 * --commit-key, and all but the commitments' values without it. FAULT is called for each that
 * differs. */
enum error verify_notice(const struct arguments *arguments, const struct plan *plan,
	const char *bundle, sums_fault fault, void *context, struct failure *failure);

/* What FOLDER, a public/, says by itself: the form of notice.json and of the commitments, whose it
 * is, and whether it is a draft. */
void verify_notice_form(struct verifying *verifying, const char *folder);

/* Whether the name of --open stands among the commitments of FOLDER, by --commit-key or --salt.
 * Prints its proof. ERR_INPUT: it does not. */
enum error verify_open(
	const struct arguments *arguments, const char *folder, struct failure *failure);

#endif
