/* What every command that asks a server begins with: how it may ask, by policy and command line. */
#ifndef COMMANDS_NETWORK_H
#define COMMANDS_NETWORK_H

#include "commands/command.h"
#include "plan/policy.h"

struct http;
struct answers;

/* --index-url, --ca-file, --timeout, --deadline */
extern const struct option network_options[];
/* Those of them that make sense where only the registry itself is asked: no --index-url. */
extern const struct option plan_network_options[];
/* --policy, for commands that can do without one */
extern const struct option policy_options[];

/* The policy of `--policy`, or the default one. The caller releases it. */
enum error network_policy(const struct arguments *arguments, struct policy *policy,
	struct intern *pool, struct failure *failure);

/* Opens a client for the index of `--index-url`, or the registry's own: its manners from POLICY.
 * PyPI itself is never asked faster than the registry's policy allows, in a draft neither. */
enum error network_open(const struct arguments *arguments, const struct policy *policy,
	struct http **http, struct failure *failure);

/* The same for another index, at the address BASE. */
enum error network_open_at(const struct arguments *arguments, const struct policy *policy,
	const char *base, struct http **http, struct failure *failure);

/* Says which names are about to leave the machine, and where they go; also with --quiet. */
void network_notice(const struct http *http, const char *const *names, size_t count);

/* Says why, for each name that was asked in vain; returns how many. */
size_t network_doubts(const struct answers *answers);

#endif
