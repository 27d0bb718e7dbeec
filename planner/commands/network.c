/* How a command asks a server. */
#include "commands/network.h"
#include "base/escape.h"
#include "base/say.h"
#include "base/text.h"
#include "commands/transfer.h"
#include "registry/address.h"
#include "registry/answers.h"
#include "registry/http.h"

#include <string.h>
#include <sys/random.h>

enum { TIMEOUT_SECONDS = 30, NOTICE_COLUMNS = 96 };

const struct option policy_options[] = {
	{.name = "policy",
		.kind = OPTION_TEXT,
		.value = "FILE",
		.help = "a policy: its contact, rates, organisation and authority count"},
	{0},
};

#define CA_FILE                                                                                    \
	{                                                                                          \
		.name = "ca-file", .kind = OPTION_TEXT, .value = "FILE",                           \
		.help = "a private certificate authority (PEM) beside the system's"                \
	}
#define TIMEOUT                                                                                    \
	{                                                                                          \
		.name = "timeout", .kind = OPTION_NUMBER, .value = "SECONDS", .least = 1,          \
		.most = 3600,                                                                      \
		.help = "give a silent or stalling server up after so long (default: 30)"          \
	}
#define DEADLINE                                                                                   \
	{                                                                                          \
		.name = "deadline", .kind = OPTION_NUMBER, .value = "SECONDS", .least = 1,         \
		.most = 86400,                                                                     \
		.help = "give all requests of the run up after so long (default: the policy's, "   \
			"3600)"                                                                    \
	}

const struct option network_options[] = {
	{.name = "index-url",
		.kind = OPTION_TEXT,
		.value = "URL",
		.help = "the index that is asked (default: https://pypi.org/simple/)"},
	CA_FILE,
	TIMEOUT,
	DEADLINE,
	{0},
};

const struct option plan_network_options[] = {CA_FILE, TIMEOUT, DEADLINE, {0}};

enum error network_policy(const struct arguments *arguments, struct policy *policy,
	struct intern *pool, struct failure *failure)
{
	const char *path = arguments_text(arguments, "policy", NULL);
	if (path != NULL)
		return policy_read(policy, path, false, pool, failure);
	policy_default(policy, pool);
	return OK;
}

static uint32_t smaller(uint32_t a, uint32_t b)
{
	return a < b ? a : b;
}

/* PyPI's ceilings, which a draft's policy does not loosen. */
static void be_polite(struct http_options *options, const struct policy *policy)
{
	struct intern *pool = intern_new();
	struct policy registry;
	policy_default(&registry, pool);
	options->requests_a_minute =
		smaller(policy->registry.requests_a_minute, registry.registry.requests_a_minute);
	options->in_flight = smaller(policy->registry.in_flight, registry.registry.in_flight);
	options->requests_max =
		smaller(policy->registry.requests_max, registry.registry.requests_max);
	policy_release(&registry);
	intern_free(pool);
}

/* The authority named on the command line, else by the policy, relative to its folder. */
static void write_ca_file(
	const struct arguments *arguments, const struct policy *policy, struct text *path)
{
	const char *given = arguments_text(arguments, "ca-file", NULL);
	const char *named = policy->index.ca_file;
	const char *file = arguments_text(arguments, "policy", "");
	const char *slash = strrchr(file, '/');
	if (given == NULL && named != NULL && slash != NULL && named[0] != '/')
		text_add_bytes(path, file, (size_t)(slash - file) + 1);
	text_add(path, given ? given : named ? named : "");
}

/* The registry's own index: its address and /simple/. */
static void write_base(
	const struct arguments *arguments, const struct policy *policy, struct text *base)
{
	const char *given = arguments_text(arguments, "index-url", NULL);
	if (given != NULL)
		text_add(base, given);
	else
		text_addf(base, "%s/simple/", policy->registry.url);
}

enum error network_open(const struct arguments *arguments, const struct policy *policy,
	struct http **http, struct failure *failure)
{
	autotext struct text base = text_new(LIMIT_LINE_BYTES);
	write_base(arguments, policy, &base);
	return network_open_at(arguments, policy, base.bytes, http, failure);
}

enum error network_open_at(const struct arguments *arguments, const struct policy *policy,
	const char *base, struct http **http, struct failure *failure)
{
	autotext struct text ca_file = text_new(LIMIT_LINE_BYTES);
	const struct texts *contacts = &policy->organisation.contacts;
	write_ca_file(arguments, policy, &ca_file);
	struct http_options options = {.contact = contacts->count > 0 ? contacts->items[0] : NULL,
		.ca_file = ca_file.length > 0 ? ca_file.bytes : NULL,
		.requests_a_minute = policy->index.requests_a_minute,
		.in_flight = policy->index.in_flight,
		.requests_max = policy->index.requests_max,
		.stall_seconds = (uint32_t)arguments_number(arguments, "timeout", TIMEOUT_SECONDS),
		.deadline_seconds = (uint32_t)arguments_number(
			arguments, "deadline", policy->index.deadline_seconds),
		.progress = transfer_wanted() ? transfer_show : NULL};
	if (getrandom(&options.seed, sizeof options.seed, 0) < 0)
		options.seed = 0;
	if (address_is_registry(base))
		be_polite(&options, policy);
	if (options.contact == NULL)
		say_note("nobody stands in the User-Agent whom a server's people could write to; "
			 "--policy FILE names a contact");
	return http_new(http, base, &options, failure);
}

/* nameward: notice: these names will leave this machine, to https://pypi.org/simple/ (3):
 *   acme-auth acme-billing acme-web */
void network_notice(const struct http *http, const char *const *names, size_t count)
{
	autotext struct text line = text_new(LIMIT_LINE_BYTES);
	escape_terminal(&line, http_base(http), strlen(http_base(http)));
	if (say_hides_names()) {
		fprintf(stderr,
			"nameward: notice: names that will leave this machine, to %s: %zu\n",
			line.bytes, count);
		return;
	}
	fprintf(stderr, "nameward: notice: %s leave this machine, to %s (%zu):",
		count == 1 ? "this name will" : "these names will", line.bytes, count);
	size_t column = NOTICE_COLUMNS;
	for (size_t i = 0; i < count; i++) {
		text_clear(&line);
		escape_terminal(&line, names[i], strlen(names[i]));
		column += line.length + 1;
		fputs(column > NOTICE_COLUMNS ? "\n  " : " ", stderr);
		if (column > NOTICE_COLUMNS)
			column = line.length + 2;
		fputs(line.bytes, stderr);
	}
	fputc('\n', stderr);
}

size_t network_doubts(const struct answers *answers)
{
	size_t doubts = 0;
	for (size_t i = 0; i < answers->items.count; i++) {
		const struct answer *answer = &answers->items.items[i];
		if (answer->presence != PRESENCE_UNKNOWN)
			continue;
		doubts++;
		if (!say_hides_names())
			say_warning(
				"%s: unknown: %s %s", answer->name, answer->url, answer->reason);
	}
	if (doubts > 0 && say_hides_names())
		say_warning("%zu look-ups told nothing", doubts);
	return doubts;
}
