/* What `check --live` adds: the look-ups, and what they say of each name. */
#ifndef COMMANDS_CHECK_LIVE_H
#define COMMANDS_CHECK_LIVE_H

#include "commands/command.h"
#include "plan/policy.h"
#include "registry/answers.h"
#include "registry/settle.h"

struct text;
struct cJSON;

struct live {
	struct intern *pool;
	struct intern *names; /* to be looked up: canonical, each once */
	struct answers answers;
	struct policy policy;
	bool asked;
	size_t doubts;
};

struct checked {
	struct judgement judgement;
	enum disagreement disagreement;
	const struct answer *answer; /* NULL: not looked up */
};

struct live live_new(struct intern *pool);
void live_release(struct live *live);

/* Notes a name, and what blocks it, to be looked up; names that no project can have are not. */
enum error live_note(struct live *live, const struct rules *rules, const char *name, size_t length,
	struct failure *failure);

/* Gives notice, then looks all of them up. */
enum error live_look_up(
	struct live *live, const struct arguments *arguments, struct failure *failure);

void live_settle(const struct live *live, const struct rules *rules, const char *name,
	size_t length, struct checked *checked);

/* The further columns of tsv with their TABs, their values, and the same for the other formats. */
extern const char live_columns[];
void live_add_columns(const struct live *live, const struct checked *checked, struct text *line);
void live_add_words(const struct live *live, const struct checked *checked, struct text *line);
void live_add_json(const struct live *live, const struct checked *checked, struct cJSON *row);

#endif
