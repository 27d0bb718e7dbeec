/* The actions of `nameward index` that ask a server. */
#ifndef COMMANDS_INDEX_ACTIONS_H
#define COMMANDS_INDEX_ACTIONS_H

#include "commands/command.h"
#include "plan/policy.h"

struct http;

enum status index_fetch(const struct arguments *arguments);
enum status index_watch(const struct arguments *arguments);

/* Fetches with a client that is open, and says what came of it. */
enum status index_fetch_with(
	const struct arguments *arguments, const struct policy *policy, struct http *http);

#endif
