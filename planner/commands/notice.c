/* nameward notice: what the public is told, without a name, once the requests are answered. */
#include "bundle/notice.h"
#include "base/escape.h"
#include "base/file.h"
#include "base/intern.h"
#include "base/say.h"
#include "base/text.h"
#include "bundle/asked.h"
#include "bundle/bundle.h"
#include "bundle/commitment.h"
#include "bundle/format.h"
#include "bundle/signature.h"
#include "commands/bundled.h"
#include "commands/command.h"
#include "commands/notice_answers.h"
#include "commands/notice_declared.h"
#include "commands/signing.h"
#include "plan/approvals.h"
#include "plan/plan.h"

#include <string.h>
#include <unistd.h>

static const struct option notice_options[] = {
	{.name = "commit-key",
		.kind = OPTION_TEXT,
		.value = "FILE",
		.help = "the key that proves names later, 64 hexadecimal digits, outside of the "
			"bundle and for your eyes alone; made where it is missing"},
	{.name = "ledger",
		.kind = OPTION_TEXT,
		.value = "FILE",
		.help = "the ledger, which must hold an answer to every request"},
	{.name = "embargo-over",
		.kind = OPTION_FLAG,
		.help = "in the place of --ledger: you say that the embargo is over, answers or "
			"not"},
	{.name = "as-of",
		.kind = OPTION_DATE,
		.value = "DATE",
		.help = "the day of the notice, YYYY-MM-DD (default: today, UTC)"},
	{0},
};

struct noticing {
	const struct arguments *arguments;
	const char *bundle;
	struct failure failure;
	struct plan plan;
	struct asked asked;
	struct bundled bundled;
};

static enum error check_words(struct noticing *noticing)
{
	const struct arguments *arguments = noticing->arguments;
	if (arguments->word_count != 1)
		return fail(&noticing->failure, ERR_INPUT,
			"name one bundle's folder; see nameward notice --help");
	if (!arguments_have(arguments, "commit-key"))
		return fail(&noticing->failure, ERR_INPUT,
			"notice needs --commit-key FILE, outside of the bundle");
	if (arguments_have(arguments, "ledger") == arguments_have(arguments, "embargo-over"))
		return fail(&noticing->failure, ERR_INPUT,
			"notice needs --ledger FILE, which knows the answers, or --embargo-over, "
			"and not both");
	return OK;
}

/* Whether a notice of this plan would be true, and is due. */
static enum error check_due(struct noticing *noticing)
{
	const char *ledger = arguments_text(noticing->arguments, "ledger", NULL);
	char day[DATE_TEXT_BYTES] = "";
	date_format(noticing->plan.embargo_until, day);
	if (noticing->asked.requests.count == 0)
		return fail(&noticing->failure, ERR_INPUT,
			"%s: asks for nothing, so there is nothing to tell", noticing->bundle);
	if (arguments_as_of(noticing->arguments) < noticing->plan.as_of)
		return fail(&noticing->failure, ERR_INPUT,
			"%s: is of a later day than --as-of: a notice comes after its requests",
			noticing->bundle);
	if (ledger == NULL)
		return OK;
	if (noticing->plan.embargo_until != DATE_NONE &&
		arguments_as_of(noticing->arguments) < noticing->plan.embargo_until)
		return fail(&noticing->failure, ERR_INPUT,
			"%s: is under an embargo until %s; --embargo-over says that it has ended "
			"before",
			noticing->bundle, day);
	if (plan_is_draft(&noticing->plan))
		return fail(&noticing->failure, ERR_INPUT,
			"%s: is a draft (%s), which is not sent and has no answers; --embargo-over "
			"writes a notice that is marked as a draft too",
			noticing->bundle, plan_draft_reason(&noticing->plan));
	return notice_answers_check(&noticing->asked, ledger, &noticing->failure);
}

/* One bundle, one key: a signed bundle's notice that is not signed would look forged. */
static enum error open_signer(struct noticing *noticing, struct signer **signer)
{
	enum error error = signing_open(noticing->arguments, signer, &noticing->failure);
	if (error != OK || !noticing->bundled.is_signed)
		return error;
	if (*signer == NULL)
		return fail(&noticing->failure, ERR_INPUT,
			"%s: is signed; sign its notice with the same key, --sign-key FILE",
			noticing->bundle);
	if (memcmp(signer_key(*signer), &noticing->bundled.key, sizeof noticing->bundled.key) != 0)
		return fail(&noticing->failure, ERR_INPUT,
			"%s: is signed with another key than that of --sign-key; sign its notice "
			"with the same one",
			noticing->bundle);
	return OK;
}

static enum error read_older(struct noticing *noticing, const char *path, struct notice_said *older)
{
	struct file file;
	enum error error = file_read(&file, path, LIMIT_FILE_BYTES, &noticing->failure);
	if (error != OK)
		return error;
	error = notice_said_read(older, file.name, file.bytes, file.length, &noticing->failure);
	file_release(&file);
	return error;
}

/* The key of this bundle's commitments. Where a notice is there already, it must be the same: names
 * may have been proven with it. */
static enum error open_key(struct noticing *noticing, struct commit_key *key)
{
	const char *path = arguments_text(noticing->arguments, "commit-key", "");
	struct notice_said older;
	bool made;
	autotext struct text notice = text_new(LIMIT_LINE_BYTES);
	text_addf(
		&notice, "%s/%s/%s", noticing->bundle, scope_name(SCOPE_PUBLIC), notice_json_file);
	if (access(notice.bytes, F_OK) != 0) {
		enum error error =
			commit_key_open(key, path, noticing->bundle, &made, &noticing->failure);
		if (error == OK && made)
			say_warning("%s: a new key; keep it as long as names may have to be "
				    "proven, and away from the bundle",
				path);
		return error;
	}
	enum error error = commit_key_read(key, path, noticing->bundle, &noticing->failure);
	if (error == OK)
		error = read_older(noticing, notice.bytes, &older);
	if (error != OK)
		return error;
	struct digest series = commit_series(key, noticing->asked.organisation.name,
		noticing->asked.organisation.reference, noticing->asked.as_of);
	return digest_compare(&series, &older.series) == 0
		       ? OK
		       : fail(&noticing->failure, ERR_INPUT,
				 "%s: was written with another commit key than %s; give that key, "
				 "or remove %s/%s to begin anew (what was proven by it is void "
				 "then)",
				 notice.bytes, path, noticing->bundle, scope_name(SCOPE_PUBLIC));
}

static enum error write_notice(struct noticing *noticing, const struct signer *signer)
{
	struct commit_key key;
	enum error error = open_key(noticing, &key);
	if (error != OK)
		return error;
	notice_warn_declared(&noticing->plan);
	struct notice notice =
		notice_new(&noticing->asked, &key, NULL, arguments_as_of(noticing->arguments),
			arguments_have(noticing->arguments, "ledger"));
	error = bundle_write_notice(&notice, noticing->bundle, signer, &noticing->failure);
	autotext struct text where = text_new(LIMIT_LINE_BYTES);
	escape_terminal(&where, noticing->bundle, strlen(noticing->bundle));
	if (error == OK)
		printf("%s/%s: the notice, with %u commitments%s\n", where.bytes,
			scope_name(SCOPE_PUBLIC), notice.commitment_count,
			notice.draft ? "; DRAFT, not to be published" : "");
	notice_release(&notice);
	return error;
}

static enum error make(struct noticing *noticing)
{
	struct signer *signer = NULL;
	enum error error = check_due(noticing);
	if (error == OK)
		error = open_signer(noticing, &signer);
	if (error == OK)
		error = write_notice(noticing, signer);
	signer_close(signer);
	return error;
}

static enum status run(const struct arguments *arguments)
{
	struct noticing noticing = {.arguments = arguments};
	struct intern *pool = intern_new();
	noticing.plan = plan_new(pool);
	enum error error = check_words(&noticing);
	if (error == OK) {
		noticing.bundle = arguments->words[0];
		error = bundled_read(
			&noticing.plan, noticing.bundle, &noticing.bundled, &noticing.failure);
	}
	if (error == OK) {
		noticing.asked = asked_new(&noticing.plan);
		error = make(&noticing);
		asked_release(&noticing.asked);
	}
	if (error != OK)
		say_failure(&noticing.failure);
	plan_release(&noticing.plan);
	intern_free(pool);
	return error == OK ? STATUS_DONE : STATUS_WRONG;
}

const struct command notice_command = {
	.name = "notice",
	.usage = "BUNDLE --commit-key FILE (--ledger FILE | --embargo-over) [OPTION]...",
	.summary = "what the public is told, without a name, once the requests are answered",
	.description =
		"Writes public/ into BUNDLE: who asked, how much in steps of five, what it costs "
		"others, that silence is release, and a commitment to each name, which nameward "
		"verify --open proves one by one. Refused while a request is open, unless you say "
		"that the embargo is over. The key behind the commitments stays with you: whoever "
		"has it can try every name, and without it nothing can be proven.",
	.groups = (const struct option *const[]){notice_options, signing_options, common_options,
		NULL},
	.run = run,
};
