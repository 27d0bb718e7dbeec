/* nameward ledger import and merge: what other files hold. */
#include "base/file.h"
#include "base/say.h"
#include "commands/command.h"
#include "commands/ledgering.h"
#include "ledger/exchange.h"
#include "ledger/ledger.h"
#include "ledger/requests.h"

static enum error import(struct ledgering *ledgering, const char *path)
{
	struct file file;
	enum error error = file_read(&file, path, LIMIT_BULK_BYTES, &ledgering->failure);
	if (error != OK)
		return error;
	error = ledger_import(
		ledgering->ledger, file.name, file.bytes, file.length, &ledgering->failure);
	file_release(&file);
	return error;
}

enum error ledger_import_file(struct ledgering *ledgering)
{
	enum error error = ledger_words_must_be(ledgering, 1, 1, "import FILE");
	if (error == OK)
		error = import(ledgering, ledgering->arguments->words[1]);
	if (error != OK) {
		ledger_discard(ledgering->ledger);
		ledgering->ledger = NULL;
	}
	return error;
}

enum error ledger_merge(struct ledgering *ledgering)
{
	struct ledger *other = NULL;
	int64_t taken = 0;
	enum error error = ledger_words_must_be(ledgering, 1, 1, "merge OTHER");
	if (error == OK)
		error = ledger_open(
			&other, ledgering->arguments->words[1], LEDGER_READ, &ledgering->failure);
	if (error != OK)
		return error;
	if (ledger_is_same(ledgering->ledger, other)) {
		ledger_close(other);
		return fail(&ledgering->failure, ERR_INPUT,
			"%s: is this ledger itself; merge takes another team's",
			ledgering->arguments->words[1]);
	}
	ledger_begin(ledgering->ledger);
	error = requests_merge(ledgering->ledger, other,
		arguments_text(ledgering->arguments, "team", ""),
		arguments_as_of(ledgering->arguments), ledger_who(ledgering->arguments), &taken,
		&ledgering->failure);
	if (error == OK)
		error = ledger_commit(ledgering->ledger, &ledgering->failure);
	else
		ledger_abandon(ledgering->ledger);
	ledger_close(other);
	if (error == OK)
		say_note("%lld requests and answers taken over", (long long)taken);
	return error;
}
