/* nameward approve: a role agrees to exactly what send/ will say.
 *
 * The approval goes into internal/plan.json, and the whole bundle is rendered from it again:
 * nothing is planned, nothing is asked of the network. The bundle is the old one or the new one,
 * never between. */
#include "base/escape.h"
#include "base/intern.h"
#include "base/say.h"
#include "base/text.h"
#include "base/utf8.h"
#include "bundle/approval.h"
#include "bundle/bundle.h"
#include "bundle/format.h"
#include "commands/approve_ledger.h"
#include "commands/command.h"
#include "commands/signing.h"
#include "commands/verifying.h"
#include "plan/approvals.h"
#include "plan/plan.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct option approve_options[] = {
	{.name = "role",
		.kind = OPTION_TEXT,
		.value = "ROLE",
		.help = "which role agrees: one that the policy names under `approvals`"},
	{.name = "by", .kind = OPTION_TEXT, .value = "NAME", .help = "who speaks for that role"},
	{.name = "digest",
		.kind = OPTION_TEXT,
		.value = "HEX",
		.help = "the approval digest of what was read (plan and verify print it); another "
			"one is refused"},
	{.name = "note", .kind = OPTION_TEXT, .value = "TEXT", .help = "what is to be remembered"},
	{.name = "ledger",
		.kind = OPTION_TEXT,
		.value = "FILE",
		.help = "the ledger, in which the bundle's requests become reviewed with the first "
			"approval and approved with the last"},
	{.name = "as-of",
		.kind = OPTION_DATE,
		.value = "DATE",
		.help = "the day of the approval, YYYY-MM-DD (default: today, UTC)"},
	{0},
};

struct approving {
	const struct arguments *arguments;
	const char *bundle, *role;
	struct plan plan;
	struct verifying verifying;
	struct signer *signer;
	bool is_repeated; /* the role has approved these bytes already */
};

/* Words of people go into reports and logs: one line that is shown as it is. */
static enum error check_line(
	const struct approving *approving, const char *option, size_t most, struct failure *failure)
{
	const char *text = arguments_text(approving->arguments, option, "");
	size_t length = strlen(text);
	bool good = length <= most;
	for (size_t i = 0; good && i < length;) {
		uint32_t point = 0;
		size_t size = utf8_read(text + i, length - i, &point);
		good = size > 0 && utf8_is_showable(point);
		i += size;
	}
	return good ? OK
		    : fail(failure, ERR_INPUT,
			      "--%s takes one line of at most %zu bytes, without characters that "
			      "cannot be shown",
			      option, most);
}

static enum error check_words(struct approving *approving, struct failure *failure)
{
	const struct arguments *arguments = approving->arguments;
	if (arguments->word_count != 1)
		return fail(failure, ERR_INPUT,
			"name one bundle's folder; see nameward approve --help");
	approving->bundle = arguments->words[0];
	approving->role = arguments_text(arguments, "role", "");
	if (approving->role[0] == '\0' || arguments_text(arguments, "by", "")[0] == '\0')
		return fail(failure, ERR_INPUT,
			"an approval needs --role ROLE and --by NAME: somebody answers for it");
	enum error error = check_line(approving, "by", LIMIT_ORGANISATION_BYTES, failure);
	return error == OK ? check_line(approving, "note", LIMIT_NOTE_BYTES, failure) : error;
}

/* Two approvals at once must not lose one: the second waits, and then looks at the bundle that the
 * first one put in this one's place. The lock goes with the process. */
static enum error lock_bundle(const char *bundle, struct failure *failure)
{
	for (;;) {
		struct stat held, now;
		int folder = open(bundle, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		if (folder < 0)
			return fail(failure, ERR_INPUT, "%s: %s", bundle, strerror(errno));
		bool locked = flock(folder, LOCK_EX) == 0 && fstat(folder, &held) == 0;
		if (locked && stat(bundle, &now) == 0 && held.st_ino == now.st_ino &&
			held.st_dev == now.st_dev)
			return OK;
		close(folder);
		if (!locked)
			return fail(failure, ERR_IO, "%s: cannot be locked", bundle);
	}
}

/* The bundle, as it was written; and what is to be approved. */
static enum error read_bundle(struct approving *approving, struct failure *failure)
{
	bool has_plan;
	enum error error = lock_bundle(approving->bundle, failure);
	if (error != OK)
		return error;
	error = verify_bundle(
		&approving->verifying, approving->bundle, &approving->plan, &has_plan);
	if (error != OK) {
		*failure = approving->verifying.failure;
		return error;
	}
	if (approving->verifying.faults > 0)
		return fail(failure, ERR_INPUT,
			"%s: is not as this version of nameward wrote it, and nobody can approve "
			"it: take an unchanged copy, or plan again",
			approving->bundle);
	if (!has_plan)
		return fail(failure, ERR_INPUT,
			"%s: has no internal/plan.json: approve the bundle, not its send/ alone",
			approving->bundle);
	return OK;
}

static enum error check_role(struct approving *approving, struct failure *failure)
{
	const struct plan *plan = &approving->plan;
	autotext struct text roles = text_new(LIMIT_MESSAGE_BYTES / 2);
	for (size_t i = 0; i < plan->approvals.roles.count; i++) {
		if (strcmp(plan->approvals.roles.items[i], approving->role) == 0)
			return OK;
		text_addf(&roles, "%s%s", i > 0 ? ", " : "", plan->approvals.roles.items[i]);
	}
	if (plan->approvals.digest[0] == '\0')
		return fail(failure, ERR_INPUT,
			"%s: asks PyPI for nothing: there is nothing to approve",
			approving->bundle);
	return fail(failure, ERR_INPUT,
		"\"%s\" is no role that must approve %s; those are: %s (the policy's `approvals`)",
		approving->role, approving->bundle,
		plan->approvals.roles.count > 0 ? roles.bytes : "none");
}

static enum error check_digest(const struct approving *approving, struct failure *failure)
{
	const char *read = arguments_text(approving->arguments, "digest", NULL);
	if (read == NULL || strcmp(read, approving->plan.approvals.digest) == 0)
		return OK;
	return fail(failure, ERR_INPUT,
		"%s: its digest is %s, not that of --digest: what you read is not what would be "
		"sent; read send/ again",
		approving->bundle, approving->plan.approvals.digest);
}

/* What was signed is signed again, and by the same key. */
static enum error open_key(struct approving *approving, struct failure *failure)
{
	const char *path = arguments_text(approving->arguments, "sign-key", NULL);
	if (path == NULL && approving->verifying.is_signed)
		return fail(failure, ERR_INPUT,
			"%s: is signed, and an approval changes it: give the key that signed it "
			"with --sign-key FILE",
			approving->bundle);
	enum error error = signing_open(approving->arguments, &approving->signer, failure);
	if (error == OK && approving->verifying.is_signed &&
		memcmp(signer_key(approving->signer), &approving->verifying.key,
			sizeof approving->verifying.key) != 0)
		error = fail(failure, ERR_INPUT,
			"%s: is not the key that signed %s: who approves does not change whose "
			"bundle it is; plan again to change the key",
			path, approving->bundle);
	return error;
}

static int role_number(const struct plan *plan, const char *role)
{
	int i = 0;
	while ((size_t)i < plan->approvals.roles.count &&
		strcmp(plan->approvals.roles.items[i], role) != 0)
		i++;
	return i;
}

/* Puts the approval at its place; one of the same role that was of other bytes makes room. */
static void add_approval(struct approving *approving)
{
	struct plan *plan = &approving->plan;
	struct approval approval = {.role = intern_string(plan->pool, approving->role),
		.by = intern_string(plan->pool, arguments_text(approving->arguments, "by", NULL)),
		.day = arguments_as_of(approving->arguments)};
	const char *note = arguments_text(approving->arguments, "note", NULL);
	if (note != NULL && note[0] != '\0')
		approval.note = intern_string(plan->pool, note);
	memcpy(approval.digest, plan->approvals.digest, sizeof approval.digest);
	size_t kept = 0;
	for (size_t i = 0; i < plan->approvals.given.count; i++) {
		if (strcmp(plan->approvals.given.items[i].role, approval.role) != 0)
			plan->approvals.given.items[kept++] = plan->approvals.given.items[i];
	}
	plan->approvals.given.count = kept;
	size_t at = kept;
	*array_add(&plan->approvals.given) = approval;
	for (; at > 0 && role_number(plan, plan->approvals.given.items[at - 1].role) >
				 role_number(plan, approval.role);
		at--)
		plan->approvals.given.items[at] = plan->approvals.given.items[at - 1];
	plan->approvals.given.items[at] = approval;
}

/* LINE, where it is not empty, and then it is: a bundle may be anybody's, and its words too. */
static void print_escaped(struct text *line)
{
	autotext struct text shown = text_new(8 * LIMIT_LINE_BYTES);
	escape_terminal(&shown, line->bytes, line->length);
	if (line->length > 0)
		puts(shown.bytes);
	text_clear(line);
}

static void tell(const struct approving *approving)
{
	const struct plan *plan = &approving->plan;
	const char *missing = approvals_missing(plan);
	autotext struct text line = text_new(LIMIT_LINE_BYTES);
	text_addf(&line, "%s: approved by %u of %zu that must", approving->bundle,
		approvals_given(plan), plan->approvals.roles.count);
	print_escaped(&line);
	printf("  digest  %s\n", plan->approvals.digest);
	if (missing != NULL) {
		text_addf(&line, "  %s", missing);
		print_escaped(&line);
	}
	for (size_t i = 0; plan->draft && i < plan->draft_reasons.count; i++)
		text_addf(&line, "%s%s%s", i == 0 ? "  It remains a DRAFT, not to be sent: " : "; ",
			plan->draft_reasons.items[i],
			i + 1 == plan->draft_reasons.count ? "." : "");
	print_escaped(&line);
	if (!plan_is_draft(plan))
		printf("  Nobody is missing: send/ can be sent.\n");
}

/* Everything that can be refused is, before anything is written; the ledger keeps its words back
 * until the bundle stands. */
static enum error write_both(struct approving *approving, struct failure *failure)
{
	struct approve_ledger ledger = {0};
	enum error error =
		approve_ledger_begin(&ledger, approving->arguments, &approving->plan, failure);
	if (error == OK && !approving->is_repeated)
		error = bundle_write(
			&approving->plan, approving->bundle, approving->signer, failure);
	if (error == OK)
		error = approve_ledger_commit(&ledger, failure);
	approve_ledger_end(&ledger);
	return error;
}

static enum error approve(struct approving *approving, struct failure *failure)
{
	enum error error = check_words(approving, failure);
	if (error == OK)
		error = read_bundle(approving, failure);
	if (error == OK)
		error = check_role(approving, failure);
	if (error == OK)
		error = check_digest(approving, failure);
	if (error != OK)
		return error;
	const struct approval *before = approvals_of(&approving->plan, approving->role);
	approving->is_repeated = before != NULL;
	if (before != NULL)
		say_note("%s has approved these bytes already, by %s; nothing changes",
			approving->role, before->by);
	else
		error = open_key(approving, failure);
	if (error == OK && !approving->is_repeated)
		add_approval(approving);
	if (error == OK)
		error = write_both(approving, failure);
	if (error == OK)
		tell(approving);
	return error;
}

static enum status run(const struct arguments *arguments)
{
	struct failure failure;
	struct intern *pool = intern_new();
	struct approving approving = {.arguments = arguments, .plan = plan_new(pool)};
	approving.verifying =
		(struct verifying){.arguments = arguments, .pool = pool, .is_quiet = true};
	enum error error = approve(&approving, &failure);
	if (error != OK)
		say_failure(&failure);
	signer_close(approving.signer);
	plan_release(&approving.plan);
	intern_free(pool);
	return error == OK ? STATUS_DONE : STATUS_WRONG;
}

const struct command approve_command = {
	.name = "approve",
	.usage = "DIR --role ROLE --by NAME [--digest HEX] [OPTION]...",
	.summary = "a role agrees to what a bundle's send/ says; without all, it is a draft",
	.description =
		"Records in DIR, a bundle that is as it was written, that one of the roles that "
		"the policy names under `approvals` agrees to it, and writes the bundle again "
		"from its plan.json. An approval is of exact bytes: those of send/ as it will be "
		"sent, by their digest, which leaves signer.pub and allowed_signers out. When the "
		"last role is there, send/ is marked DRAFT no more, save for its evidence. A "
		"bundle that is planned again must be approved again.",
	.groups = (const struct option *const[]){approve_options, signing_options, common_options,
		NULL},
	.run = run,
};
