/* ssh-keygen, run for keys that it alone reads. */
#include "bundle/ssh_keygen.h"
#include "base/memory.h"
#include "base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <openssl/evp.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

enum { ASKED_AT = 3, ENVIRONMENT_MOST = 4096 };

/* What ssh-keygen starts to ask for a passphrase: it hands over what stands in the pipe. */
static const char answer_script[] = "#!/bin/sh\nexec cat <&3\n";

/* What a run holds open: memory in the place of files, closed at the end. */
struct run {
	int input, script, told[2], printed[2];
	char script_path[64];
	char askpass[96];
	char *environment[ENVIRONMENT_MOST + 3];
};

static int in_memory(const char *name, const char *bytes, size_t length, unsigned flags)
{
	int file = memfd_create(name, flags);
	if (file >= 0 &&
		(write(file, bytes, length) != (ssize_t)length || lseek(file, 0, SEEK_SET) != 0)) {
		close(file);
		return -1;
	}
	return file;
}

static void close_all(const struct run *run)
{
	const int files[] = {run->input, run->script, run->told[0], run->told[1], run->printed[0],
		run->printed[1]};
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		if (files[i] >= 0)
			close(files[i]);
	}
}

/* Its environment: ours, and where a passphrase is told, that it asks our script and nobody else.
 */
static bool set_environment(struct run *run, bool asks)
{
	static char force[] = "SSH_ASKPASS_REQUIRE=force";
	size_t count = 0;
	for (char **at = environ; *at != NULL; at++) {
		if (count == ENVIRONMENT_MOST)
			return false;
		if (strncmp(*at, "SSH_ASKPASS", 11) != 0)
			run->environment[count++] = *at;
	}
	if (asks) {
		run->environment[count++] = run->askpass;
		run->environment[count++] = force;
	}
	run->environment[count] = NULL;
	return true;
}

static bool prepare(struct run *run, const char *passphrase, const char *input, size_t length)
{
	run->input = in_memory("nameward-input", input, length, MFD_CLOEXEC);
	if (run->input < 0 || pipe2(run->printed, O_CLOEXEC) != 0)
		return false;
	if (passphrase != NULL) {
		/* Its path is one of this process, which lives until the child has ended. */
		run->script = in_memory(
			"nameward-askpass", answer_script, sizeof answer_script - 1, MFD_CLOEXEC);
		size_t size = strlen(passphrase);
		if (run->script < 0 || pipe2(run->told, O_CLOEXEC) != 0 ||
			write(run->told[1], passphrase, size) != (ssize_t)size ||
			write(run->told[1], "\n", 1) != 1)
			return false;
		close(run->told[1]);
		run->told[1] = -1;
		snprintf(run->askpass, sizeof run->askpass, "SSH_ASKPASS=/proc/%ld/fd/%d",
			(long)getpid(), run->script);
	}
	return set_environment(run, passphrase != NULL);
}

/* 0, or the number of an error. */
static int start(struct run *run, char *const *words, pid_t *child)
{
	posix_spawn_file_actions_t actions;
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, run->input, STDIN_FILENO);
	posix_spawn_file_actions_adddup2(&actions, run->printed[1], STDOUT_FILENO);
	if (run->told[0] >= 0)
		posix_spawn_file_actions_adddup2(&actions, run->told[0], ASKED_AT);
	int failed = posix_spawnp(child, words[0], &actions, NULL, words, run->environment);
	posix_spawn_file_actions_destroy(&actions);
	close(run->printed[1]);
	run->printed[1] = -1;
	return failed;
}

static bool finish(const struct run *run, pid_t child, struct text *out)
{
	char buffer[4096];
	ssize_t got;
	int status = 1;
	while ((got = read(run->printed[0], buffer, sizeof buffer)) > 0)
		text_add_bytes(out, buffer, (size_t)got);
	return waitpid(child, &status, 0) == child && status == 0 && out->length > 0;
}

enum error ssh_keygen_run(char *const *words, const char *passphrase, const char *input,
	size_t length, struct text *out, struct failure *failure)
{
	struct run run = {.input = -1, .script = -1, .told = {-1, -1}, .printed = {-1, -1}};
	pid_t child;
	enum error error = OK;
	if (!prepare(&run, passphrase, input, length))
		error = fail(failure, ERR_IO, "ssh-keygen cannot be run: %s", strerror(errno));
	else if (start(&run, words, &child) != 0)
		error = fail(failure, ERR_INPUT,
			"an OPENSSH key is used through ssh-keygen, which is not installed; "
			"install openssh-client or give a PKCS#8 PEM");
	else if (!finish(&run, child, out))
		error = fail(failure, ERR_INPUT, "ssh-keygen could not use the key%s",
			passphrase != NULL ? ": the passphrase is wrong, or the key damaged" : "");
	close_all(&run);
	return error;
}

/* "openssh-key-v1\0", and the name of a cipher behind its length (OpenSSH's PROTOCOL.key). */
bool ssh_keygen_is_locked(const char *bytes, size_t length)
{
	static const char open[] = "openssh-key-v1\0\0\0\0\004none";
	enum { HEAD = sizeof open - 1, ENCODED = (HEAD + 2) / 3 * 4 };
	char encoded[ENCODED];
	unsigned char head[ENCODED / 4 * 3];
	const char *end = bytes + length;
	const char *at = memchr(bytes, '\n', length);
	size_t count = 0;
	for (; at != NULL && at < end && count < ENCODED; at++) {
		if (*at != '\n' && *at != '\r')
			encoded[count++] = *at;
	}
	return count < ENCODED || EVP_DecodeBlock(head, (unsigned char *)encoded, ENCODED) < 0 ||
	       memcmp(head, open, HEAD) != 0;
}
