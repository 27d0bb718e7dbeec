/* Every single-byte change of every file of a signed bundle is a fault. */
#include "base/file.h"
#include "base/intern.h"
#include "base/memory.h"
#include "base/text.h"
#include "bundle/approval.h"
#include "bundle/bundle.h"
#include "bundle/signature.h"
#include "commands/verifying.h"
#include "plans.h"
#include "unit.h"

#include <dirent.h>
#include <fcntl.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SEED = 20261126 };

struct world {
	char root[64], bundle[80];
	struct plan plan;
};

static void write_key(const char *path)
{
	EVP_PKEY *key = EVP_PKEY_Q_keygen(NULL, NULL, "ED25519");
	FILE *file = fopen(path, "w");
	ck_assert_ptr_nonnull(file);
	ck_assert_int_eq(PEM_write_PrivateKey(file, key, NULL, NULL, 0, NULL, NULL), 1);
	fclose(file);
	EVP_PKEY_free(key);
}

static struct world world_new(void)
{
	struct world world = {.root = "/tmp/nameward-verify-XXXXXX", .plan = plan_sample()};
	struct failure failure = {""};
	struct signer *signer;
	char key[96];
	ck_assert_ptr_nonnull(mkdtemp(world.root));
	snprintf(key, sizeof key, "%s/key.pem", world.root);
	snprintf(world.bundle, sizeof world.bundle, "%s/b", world.root);
	write_key(key);
	ck_assert_int_eq(signer_open(&signer, key, -1, &failure), OK);
	approval_settle(&world.plan);
	ck_assert_msg(bundle_write(&world.plan, world.bundle, signer, &failure) == OK, "%s",
		failure.text);
	signer_close(signer);
	/* A fault a byte. */
	ck_assert_ptr_nonnull(freopen("/dev/null", "w", stderr));
	return world;
}

static void world_release(struct world *world)
{
	char command[128];
	snprintf(command, sizeof command, "rm -rf %s", world->root);
	ck_assert_int_eq(system(command), 0);
	plan_sample_release(&world->plan);
}

static size_t faults_of(const char *folder)
{
	const struct arguments arguments = {0};
	struct verifying verifying = {
		.arguments = &arguments, .pool = intern_new(), .is_quiet = true};
	struct plan plan = plan_new(verifying.pool);
	bool has_plan;
	enum error error = verify_bundle(&verifying, folder, &plan, &has_plan);
	plan_release(&plan);
	intern_free(verifying.pool);
	return verifying.faults + (error != OK);
}

/* Changes each byte of the file in turn, by one bit, and looks at FOLDER. */
static size_t change_each(const char *folder, const char *name)
{
	char path[512];
	struct stat status;
	size_t noticed = 0;
	snprintf(path, sizeof path, "%s/%s", folder, name);
	int file = open(path, O_RDWR);
	ck_assert(file >= 0 && fstat(file, &status) == 0);
	for (off_t at = 0; at < status.st_size; at++) {
		char byte, changed;
		ck_assert_int_eq(pread(file, &byte, 1, at), 1);
		changed = (char)(byte ^ (1 << rand() % 8));
		ck_assert_int_eq(pwrite(file, &changed, 1, at), 1);
		ck_assert_msg(faults_of(folder) > 0, "%s: byte %lld", path, (long long)at);
		noticed++;
		ck_assert_int_eq(pwrite(file, &byte, 1, at), 1);
	}
	close(file);
	return noticed;
}

static size_t change_folder(const char *folder)
{
	size_t noticed = 0;
	DIR *open = opendir(folder);
	ck_assert_ptr_nonnull(open);
	ck_assert_uint_eq(faults_of(folder), 0);
	for (struct dirent *entry; (entry = readdir(open)) != NULL;) {
		if (entry->d_name[0] != '.')
			noticed += change_each(folder, entry->d_name);
	}
	closedir(open);
	ck_assert_uint_eq(faults_of(folder), 0);
	return noticed;
}

/* Seen to catch: signature_check() without its comparison of the armour. */
START_TEST(every_byte_of_what_is_sent)
{
	struct world world = world_new();
	char folder[96];
	srand(SEED);
	snprintf(folder, sizeof folder, "%s/send", world.bundle);
	printf("verify: %zu bytes of send/ changed, from seed %d\n", change_folder(folder), SEED);
	world_release(&world);
}
END_TEST

/* The files of internal/ are large, so each stands by itself in a folder with its own line of
 * SHA256SUMS: what notices a change is the same. */
START_TEST(every_byte_of_what_stays)
{
	struct world world = world_new();
	char folder[96], alone[96];
	size_t noticed = 0;
	srand(SEED);
	snprintf(folder, sizeof folder, "%s/internal", world.bundle);
	snprintf(alone, sizeof alone, "%s/alone", world.root);
	DIR *open = opendir(folder);
	for (struct dirent *entry; (entry = readdir(open)) != NULL;) {
		char command[2048];
		if (entry->d_name[0] == '.' || strncmp(entry->d_name, "SHA256SUMS", 10) == 0)
			continue;
		snprintf(command, sizeof command,
			"rm -rf %s && mkdir %s && cp %s/%s %s && cd %s && sha256sum %s >SHA256SUMS",
			alone, alone, folder, entry->d_name, alone, alone, entry->d_name);
		ck_assert_int_eq(system(command), 0);
		ck_assert_uint_eq(faults_of(alone), 0);
		noticed += change_each(alone, entry->d_name);
	}
	closedir(open);
	printf("verify: %zu bytes of internal/ changed, from seed %d\n", noticed, SEED);
	world_release(&world);
}
END_TEST

UNIT_MAIN("verify", every_byte_of_what_is_sent, every_byte_of_what_stays)
