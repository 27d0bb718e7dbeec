/* nameward ledger suppress: what is not told again until a day. */
#include "ledger/suppressions.h"
#include "audit/changes.h"
#include "base/limits.h"
#include "base/say.h"
#include "commands/command.h"
#include "commands/ledgering.h"
#include "ledger/history.h"
#include "ledger/ledger.h"
#include "names/name.h"

#include <string.h>

static void count_event(void *context, const struct name_event *event)
{
	size_t *count = context;
	(*count)++;
	(void)event;
}

/* One that was mistyped would leave the right one loud. A kind of weakness is no name. */
static void warn_unseen(const struct ledgering *ledgering, const char *class, const char *name)
{
	size_t count = 0;
	if (strcmp(class, change_classes[CHANGE_WEAKNESS].name) == 0 || strcmp(name, "*") == 0)
		return;
	history_name(ledgering->ledger, ledgering->organisation, name, count_event, &count);
	if (count == 0)
		say_warning("%s: the ledger has seen no such name so far; suppressed all the same",
			name);
}

static void suppress(
	const struct ledgering *ledgering, const char *word, struct suppression suppression)
{
	char canonical[LIMIT_NAME_BYTES + 1];
	size_t length = strlen(word);
	suppression.name = word;
	if (length <= LIMIT_NAME_BYTES && name_is_valid(word, length)) {
		name_canonical(word, length, canonical);
		suppression.name = canonical;
	}
	warn_unseen(ledgering, suppression.class, suppression.name);
	suppressions_add(ledgering->ledger, ledgering->organisation, &suppression);
}

static enum error check_words(struct ledgering *ledgering, const struct suppression *wanted)
{
	struct failure *failure = &ledgering->failure;
	enum error error = ledger_words_must_be(
		ledgering, 1, SIZE_MAX, "suppress NAME... --until DATE --reason TEXT");
	if (error != OK)
		return error;
	if (wanted->reason[0] == '\0' || wanted->until == DATE_NONE)
		return fail(failure, ERR_INPUT,
			"a suppression needs --reason TEXT and --until DATE: nobody remembers why, "
			"and nothing is silent for ever");
	if (wanted->until <= wanted->day)
		return fail(failure, ERR_INPUT, "--until is a day after --as-of");
	if (strcmp(wanted->class, "*") != 0 && change_class_of_name(wanted->class) < 0)
		return fail(failure, ERR_INPUT,
			"\"%s\" is no class of changes; nameward audit --help names them",
			wanted->class);
	return OK;
}

enum error ledger_suppress(struct ledgering *ledgering)
{
	const struct arguments *arguments = ledgering->arguments;
	struct suppression wanted = {.class = arguments_text(arguments, "class", "*"),
		.reason = arguments_text(arguments, "reason", ""),
		.who = ledger_who(arguments),
		.day = arguments_as_of(arguments),
		.until = (date)arguments_number(arguments, "until", DATE_NONE)};
	enum error error = check_words(ledgering, &wanted);
	if (error == OK)
		error = ledger_one_organisation(ledgering);
	if (error != OK)
		return error;
	ledger_begin(ledgering->ledger);
	for (size_t i = 1; i < arguments->word_count; i++)
		suppress(ledgering, arguments->words[i], wanted);
	error = ledger_commit(ledgering->ledger, &ledgering->failure);
	char until[DATE_TEXT_BYTES];
	date_format(wanted.until, until);
	if (error == OK)
		say_note("not told again before %s: %zu name%s", until, arguments->word_count - 1,
			arguments->word_count == 2 ? "" : "s");
	return error;
}
