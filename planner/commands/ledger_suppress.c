/* nameward ledger suppress: what is not told again until a day. */
#include "ledger/suppressions.h"
#include "audit/changes.h"
#include "base/limits.h"
#include "commands/command.h"
#include "commands/ledgering.h"
#include "ledger/ledger.h"
#include "names/name.h"

#include <string.h>

enum error ledger_suppress(struct ledgering *ledgering)
{
	const struct arguments *arguments = ledgering->arguments;
	const char *class = arguments_text(arguments, "class", "*");
	const char *reason = arguments_text(arguments, "reason", "");
	date day = arguments_as_of(arguments);
	date until = (date)arguments_number(arguments, "until", DATE_NONE);
	enum error error = ledger_words_must_be(
		ledgering, 1, SIZE_MAX, "suppress NAME... --until DATE --reason TEXT");
	if (error == OK && (reason[0] == '\0' || until == DATE_NONE))
		error = fail(&ledgering->failure, ERR_INPUT,
			"a suppression needs --reason TEXT and --until DATE: nobody remembers why, "
			"and nothing is silent for ever");
	if (error == OK && until <= day)
		error = fail(&ledgering->failure, ERR_INPUT, "--until is a day after --as-of");
	if (error == OK && strcmp(class, "*") != 0 && change_class_of_name(class) < 0)
		error = fail(&ledgering->failure, ERR_INPUT,
			"\"%s\" is no class of changes; nameward audit --help names them", class);
	if (error == OK)
		error = ledger_one_organisation(ledgering);
	if (error != OK)
		return error;
	ledger_begin(ledgering->ledger);
	for (size_t i = 1; i < arguments->word_count; i++) {
		char canonical[LIMIT_NAME_BYTES + 1];
		const char *name = arguments->words[i];
		bool is_name =
			strlen(name) <= LIMIT_NAME_BYTES && name_is_valid(name, strlen(name));
		if (is_name)
			name_canonical(name, strlen(name), canonical);
		struct suppression suppression = {.class = class,
			.name = is_name ? canonical : name,
			.reason = reason,
			.who = ledger_who(arguments),
			.day = day,
			.until = until};
		suppressions_add(ledgering->ledger, ledgering->organisation, &suppression);
	}
	return ledger_commit(ledgering->ledger, &ledgering->failure);
}
