/* nameward audit: policies, and the internal names of each. */
#include "base/intern.h"
#include "base/text.h"
#include "commands/auditing.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Policies of one run. */
enum { ORGANISATIONS_MOST = 200 };

static bool is_folder(const char *path)
{
	struct stat status;
	return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

/* The internal names beside DIR/NAME.json. */
static enum error find_seeds(
	struct auditing *auditing, const char *folder, const char *name, struct text *out)
{
	static const char *const endings[] = {"", ".tsv", ".txt"};
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
		text_clear(out);
		text_addf(out, "%s/%s%s", folder, name, endings[i]);
		if (access(out->bytes, R_OK) == 0)
			return OK;
	}
	return fail(&auditing->failure, ERR_INPUT,
		"%s/%s.json: its internal names are missing: a folder or list %s, %s.tsv or "
		"%s.txt beside it",
		folder, name, name, name, name);
}

static enum error read_one(
	struct auditing *auditing, const char *policy, const char *seeds, const char *label)
{
	struct job *job = array_add(&auditing->jobs);
	*job = job_new(auditing->arguments, &auditing->index);
	*array_add(&auditing->labels) = intern_string(auditing->pool, label);
	enum error error = job_read(job, intern_string(auditing->pool, policy), seeds);
	if (error != OK)
		auditing->failure = job->failure;
	auditing->partial |= error == OK && job_is_partial(job);
	return error;
}

/* The names of one would be missing from the other's lists, and told as unused. */
static enum error check_new(struct auditing *auditing, const char *policy)
{
	size_t last = auditing->jobs.count - 1;
	const char *name = auditing->jobs.items[last].policy.organisation.name;
	for (size_t i = 0; i < last; i++) {
		const struct job *job = &auditing->jobs.items[i];
		if (strcmp(job->policy.organisation.name, name) == 0)
			return fail(&auditing->failure, ERR_INPUT,
				"%s: is of \"%s\", as %s is: one policy an organisation", policy,
				name, job->policy_path);
	}
	return OK;
}

static int is_policy(const struct dirent *entry)
{
	size_t length = strlen(entry->d_name);
	return length > 5 && entry->d_name[0] != '.' &&
	       strcmp(entry->d_name + length - 5, ".json") == 0;
}

static enum error read_folder(struct auditing *auditing, const char *folder)
{
	struct dirent **entries;
	int count = scandir(folder, &entries, is_policy, alphasort);
	enum error error = OK;
	if (arguments_have(auditing->arguments, "seeds") ||
		arguments_have(auditing->arguments, "seeds-index"))
		error = fail(&auditing->failure, ERR_INPUT,
			"with a folder of policies the internal names stand beside each; --seeds "
			"would be nobody's");
	else if (count <= 0)
		error = fail(&auditing->failure, ERR_INPUT,
			"%s: holds no NAME.json that could be a policy", folder);
	else if (count > ORGANISATIONS_MOST)
		error = fail(&auditing->failure, ERR_LIMIT, "%s: more than %d policies", folder,
			ORGANISATIONS_MOST);
	for (int i = 0; i < count; i++) {
		char *name = entries[i]->d_name;
		autotext struct text policy = text_new(LIMIT_LINE_BYTES);
		autotext struct text seeds = text_new(LIMIT_LINE_BYTES);
		text_addf(&policy, "%s/%s", folder, name);
		name[strlen(name) - 5] = '\0';
		if (error == OK)
			error = find_seeds(auditing, folder, name, &seeds);
		if (error == OK)
			error = read_one(auditing, policy.bytes, seeds.bytes, name);
		if (error == OK)
			error = check_new(auditing, policy.bytes);
		free(entries[i]);
	}
	if (count >= 0)
		free(entries);
	return error;
}

enum error audit_read(struct auditing *auditing)
{
	const char *policy = arguments_text(auditing->arguments, "policy", NULL);
	return is_folder(policy) ? read_folder(auditing, policy)
				 : read_one(auditing, policy, NULL, "");
}
