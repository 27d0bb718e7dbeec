/* Who asks: what every request says of us, and whom we believe. */
#include "registry/caller.h"
#include "base/file.h"
#include "base/memory.h"
#include "registry/address.h"
#include "registry/http.h"

#include <stdlib.h>
#include <string.h>

static char *copy_of(const char *text)
{
	return text != NULL && text[0] != '\0' ? memory_copy(text, strlen(text)) : NULL;
}

static void read_credentials(struct caller *caller, const struct address *address)
{
	if (!address_is_private(address) || address_is_pypi(address))
		return;
	caller->user = copy_of(getenv("NAMEWARD_INDEX_USER"));
	caller->password = copy_of(getenv("NAMEWARD_INDEX_PASSWORD"));
	caller->token = copy_of(getenv("NAMEWARD_INDEX_TOKEN"));
	const char *netrc = getenv("NETRC"), *home = getenv("HOME");
	autotext struct text path = text_new(LIMIT_LINE_BYTES);
	if (netrc == NULL || netrc[0] == '\0')
		text_addf(&path, "%s/.netrc", home ? home : "");
	caller->netrc = copy_of(path.length > 0 ? path.bytes : netrc);
}

static char *agent_of(const struct http_options *options)
{
	autotext struct text agent = text_new(LIMIT_LINE_BYTES);
	text_add(&agent, "nameward/" NAMEWARD_VERSION);
	if (options->contact != NULL && strpbrk(options->contact, "\r\n") == NULL)
		text_addf(&agent, " (+mailto:%s)", options->contact);
	return memory_copy(agent.bytes, agent.length);
}

/* A private authority stands beside the system's, it does not replace them. */
static enum error read_authorities(
	struct text *out, const char *path, const char *system, struct failure *failure)
{
	struct file file;
	enum error error = file_read(&file, path, LIMIT_FILE_BYTES / 4, failure);
	if (error != OK)
		return error;
	text_add_bytes(out, file.bytes, file.length);
	bool is_pem = memmem(file.bytes, file.length, "-----BEGIN", 10) != NULL;
	file_release(&file);
	if (!is_pem)
		return fail(failure, ERR_INPUT,
			"%s: holds no certificate authority as PEM (-----BEGIN ...)", path);
	text_add_char(out, '\n');
	if (system != NULL && file_read(&file, system, LIMIT_FILE_BYTES / 4, NULL) == OK) {
		text_add_bytes(out, file.bytes, file.length);
		file_release(&file);
	}
	return OK;
}

enum error caller_init(struct caller *caller, const struct address *address,
	const struct http_options *options, const char *system, struct failure *failure)
{
	struct text authorities = text_new(LIMIT_FILE_BYTES);
	if (options->ca_file != NULL) {
		enum error error =
			read_authorities(&authorities, options->ca_file, system, failure);
		if (error != OK) {
			text_release(&authorities);
			return error;
		}
	}
	*caller = (struct caller){.agent = agent_of(options),
		.authorities = authorities,
		.verified = strcmp(address->scheme, "https") == 0 && authorities.length == 0};
	read_credentials(caller, address);
	return OK;
}

void caller_release(struct caller *caller)
{
	free(caller->agent);
	free(caller->user);
	free(caller->password);
	free(caller->token);
	free(caller->netrc);
	text_release(&caller->authorities);
}
