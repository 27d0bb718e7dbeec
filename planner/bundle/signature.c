/* Ed25519 signatures in OpenSSH's format. */
#include "bundle/signature.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/text.h"
#include "bundle/ssh_keygen.h"

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const char signature_namespace[] = "nameward";

static const char magic[] = "SSHSIG";
static const char key_type[] = "ssh-ed25519";
static const char hash_name[] = "sha512";
static const char armour_begin[] = "-----BEGIN SSH SIGNATURE-----\n";
static const char armour_end[] = "-----END SSH SIGNATURE-----\n";
static const char openssh_begin[] = "-----BEGIN OPENSSH PRIVATE KEY-----";

enum {
	ARMOUR_COLUMNS = 70, /* as ssh-keygen writes it */
	SIGNATURE_BYTES = 64,
	HASH_BYTES = 64,
	KEY_FILE_BYTES = 64 * 1024,
	SIGNATURE_FILE_BYTES = 16 * 1024,
	PASSPHRASE_BYTES = 1024,
};

struct signer {
	EVP_PKEY *key; /* NULL: ssh-keygen signs */
	char *path;
	bool is_locked; /* an OPENSSH key that asks for `passphrase` */
	char passphrase[PASSPHRASE_BYTES + 1];
	struct signature_key public;
};

/* ---- SSH's wire format ---- */

static void put_number(struct text *out, size_t number)
{
	const char bytes[4] = {
		(char)(number >> 24), (char)(number >> 16), (char)(number >> 8), (char)number};
	text_add_bytes(out, bytes, 4);
}

static void put_bytes(struct text *out, const void *bytes, size_t length)
{
	put_number(out, length);
	text_add_bytes(out, bytes, length);
}

static void put_string(struct text *out, const char *string)
{
	put_bytes(out, string, strlen(string));
}

static void put_key(struct text *out, const struct signature_key *key)
{
	autotext struct text blob = text_new(256);
	put_string(&blob, key_type);
	put_bytes(&blob, key->bytes, sizeof key->bytes);
	put_bytes(out, blob.bytes, blob.length);
}

/* What is signed: PROTOCOL.sshsig, "Signed Data, of which the signature goes into the blob above".
 */
static void signed_data(struct text *out, const char *bytes, size_t length)
{
	unsigned char hash[HASH_BYTES];
	unsigned size = 0;
	if (EVP_Digest(bytes, length, hash, &size, EVP_sha512(), NULL) != 1)
		memory_exhausted();
	text_add(out, magic);
	put_string(out, signature_namespace);
	put_string(out, "");
	put_string(out, hash_name);
	put_bytes(out, hash, size);
}

static void add_base64(struct text *out, const struct text *bytes, size_t columns)
{
	size_t length = 4 * ((bytes->length + 2) / 3);
	autofree char *encoded = memory_new(length + 1, 1);
	EVP_EncodeBlock(
		(unsigned char *)encoded, (const unsigned char *)bytes->bytes, (int)bytes->length);
	for (size_t at = 0; at < length; at += columns) {
		size_t size = length - at < columns ? length - at : columns;
		text_add_bytes(out, encoded + at, size);
		if (columns < length || columns == ARMOUR_COLUMNS)
			text_add_char(out, '\n');
	}
}

static void armour(
	struct text *out, const struct signature_key *key, const unsigned char *signature)
{
	autotext struct text blob = text_new(SIGNATURE_FILE_BYTES);
	autotext struct text inner = text_new(SIGNATURE_FILE_BYTES);
	text_add(&blob, magic);
	put_number(&blob, 1);
	put_key(&blob, key);
	put_string(&blob, signature_namespace);
	put_string(&blob, "");
	put_string(&blob, hash_name);
	put_string(&inner, key_type);
	put_bytes(&inner, signature, SIGNATURE_BYTES);
	put_bytes(&blob, inner.bytes, inner.length);
	text_add(out, armour_begin);
	add_base64(out, &blob, ARMOUR_COLUMNS);
	text_add(out, armour_end);
}

/* ---- keys ---- */

void signature_key_line(const struct signature_key *key, struct text *out)
{
	autotext struct text blob = text_new(256);
	put_string(&blob, key_type);
	put_bytes(&blob, key->bytes, sizeof key->bytes);
	text_addf(out, "%s ", key_type);
	add_base64(out, &blob, SIZE_MAX);
}

/* LENGTH characters of base64 into at most ROOM bytes; how many they are, 0 where they are none. */
static size_t decode(const char *at, size_t length, unsigned char *out, size_t room)
{
	if (length == 0 || length % 4 != 0 || length / 4 * 3 > room)
		return 0;
	int size = EVP_DecodeBlock(out, (const unsigned char *)at, (int)length);
	if (size < 0)
		return 0;
	return (size_t)size - (at[length - 1] == '=') - (at[length - 2] == '=');
}

bool signature_key_read(struct signature_key *key, const char *bytes, size_t length)
{
	const char *at = memmem(bytes, length, "ssh-ed25519 ", 12);
	const char *end = bytes + length;
	while (at != NULL) {
		unsigned char blob[96];
		const char *word = at + 12;
		size_t size = 0;
		while (word + size < end && strchr(" \t\r\n", word[size]) == NULL)
			size++;
		autotext struct text head = text_new(256);
		put_string(&head, key_type);
		put_number(&head, SIGNATURE_KEY_BYTES);
		size_t got = decode(word, size, blob, sizeof blob);
		if (got == head.length + SIGNATURE_KEY_BYTES &&
			memcmp(blob, head.bytes, head.length) == 0) {
			memcpy(key->bytes, blob + head.length, SIGNATURE_KEY_BYTES);
			return true;
		}
		at = memmem(word, (size_t)(end - word), "ssh-ed25519 ", 12);
	}
	return false;
}

/* ---- private keys ---- */

struct passphrase {
	int descriptor;
	bool asked;
};

/* OpenSSL's pem_password_cb. */
static int give_passphrase(char *buffer, int size, int writing, void *user)
{
	struct passphrase *passphrase = user;
	int length = 0;
	(void)writing;
	passphrase->asked = true;
	if (passphrase->descriptor < 0) {
		if (EVP_read_pw_string(buffer, size, "Passphrase of the signing key: ", 0) != 0)
			return -1;
		return (int)strlen(buffer);
	}
	while (length < size && length < PASSPHRASE_BYTES &&
		read(passphrase->descriptor, buffer + length, 1) == 1) {
		if (buffer[length] == '\n')
			break;
		length++;
	}
	if (length < size)
		buffer[length] = '\0';
	return length;
}

static enum error open_openssh(
	struct signer *signer, const struct file *file, int passphrase_fd, struct failure *failure)
{
	struct passphrase passphrase = {passphrase_fd, false};
	char program[] = "ssh-keygen", show[] = "-y", path[] = "-f";
	char *const words[] = {program, show, path, signer->path, NULL};
	autotext struct text line = text_new(KEY_FILE_BYTES);
	signer->is_locked = ssh_keygen_is_locked(file->bytes, file->length);
	/* It would ask for every signature again. */
	if (signer->is_locked &&
		give_passphrase(signer->passphrase, PASSPHRASE_BYTES, 0, &passphrase) < 0)
		return fail(failure, ERR_INPUT, "%s: needs its passphrase", signer->path);
	enum error error = ssh_keygen_run(
		words, signer->is_locked ? signer->passphrase : NULL, "", 0, &line, failure);
	if (error == OK && !signature_key_read(&signer->public, line.bytes, line.length))
		error = fail(failure, ERR_INPUT,
			"%s: is no Ed25519 key; make one with ssh-keygen -t ed25519", signer->path);
	return error;
}

static enum error open_pem(
	struct signer *signer, const struct file *file, int passphrase_fd, struct failure *failure)
{
	struct passphrase passphrase = {passphrase_fd, false};
	size_t size = SIGNATURE_KEY_BYTES;
	BIO *bio = BIO_new_mem_buf(file->bytes, (int)file->length);
	if (bio == NULL)
		memory_exhausted();
	signer->key = PEM_read_bio_PrivateKey(bio, NULL, give_passphrase, &passphrase);
	BIO_free(bio);
	ERR_clear_error();
	if (signer->key == NULL)
		return fail(failure, ERR_INPUT,
			passphrase.asked
				? "%s: the passphrase is wrong, or the key damaged"
				: "%s: holds no private key (PKCS#8 PEM or OPENSSH, Ed25519)",
			signer->path);
	if (EVP_PKEY_get_id(signer->key) != EVP_PKEY_ED25519 ||
		EVP_PKEY_get_raw_public_key(signer->key, signer->public.bytes, &size) != 1)
		return fail(failure, ERR_INPUT,
			"%s: is no Ed25519 key; make one with openssl genpkey -algorithm ed25519",
			signer->path);
	return OK;
}

enum error signer_open(
	struct signer **signer, const char *path, int passphrase_fd, struct failure *failure)
{
	struct file file;
	enum error error = file_read(&file, path, KEY_FILE_BYTES, failure);
	if (error != OK)
		return error;
	struct signer *opened = memory_new(1, sizeof *opened);
	opened->path = memory_copy(path, strlen(path));
	bool openssh = file.length >= sizeof openssh_begin - 1 &&
		       memcmp(file.bytes, openssh_begin, sizeof openssh_begin - 1) == 0;
	error = openssh ? open_openssh(opened, &file, passphrase_fd, failure)
			: open_pem(opened, &file, passphrase_fd, failure);
	if (file.length > 0)
		OPENSSL_cleanse((char *)file.bytes, file.length);
	file_release(&file);
	if (error != OK) {
		signer_close(opened);
		return error;
	}
	*signer = opened;
	return OK;
}

void signer_close(struct signer *signer)
{
	if (signer == NULL)
		return;
	EVP_PKEY_free(signer->key);
	OPENSSL_cleanse(signer->passphrase, sizeof signer->passphrase);
	free(signer->path);
	free(signer);
}

const struct signature_key *signer_key(const struct signer *signer)
{
	return &signer->public;
}

enum error signer_sign(const struct signer *signer, const char *bytes, size_t length,
	struct text *out, struct failure *failure)
{
	if (signer->key == NULL) {
		char program[] = "ssh-keygen", what[] = "-Y", sign[] = "sign", space[] = "-n";
		char file[] = "-f", quiet[] = "-q", name[sizeof signature_namespace + 16];
		snprintf(name, sizeof name, "%s", signature_namespace);
		char *const words[] = {
			program, what, sign, quiet, space, name, file, signer->path, NULL};
		return ssh_keygen_run(words, signer->is_locked ? signer->passphrase : NULL, bytes,
			length, out, failure);
	}
	unsigned char signature[SIGNATURE_BYTES];
	size_t size = sizeof signature;
	autotext struct text data = text_new(SIGNATURE_FILE_BYTES);
	signed_data(&data, bytes, length);
	EVP_MD_CTX *context = EVP_MD_CTX_new();
	bool good = context != NULL &&
		    EVP_DigestSignInit(context, NULL, NULL, NULL, signer->key) == 1 &&
		    EVP_DigestSign(context, signature, &size, (const unsigned char *)data.bytes,
			    data.length) == 1;
	EVP_MD_CTX_free(context);
	if (!good || size != SIGNATURE_BYTES)
		return fail(failure, ERR_INPUT, "%s: the key does not sign", signer->path);
	armour(out, &signer->public, signature);
	return OK;
}

/* ---- checking ---- */

static bool verify_raw(const struct signature_key *key, const unsigned char *signature,
	const char *bytes, size_t length)
{
	autotext struct text data = text_new(SIGNATURE_FILE_BYTES);
	signed_data(&data, bytes, length);
	EVP_PKEY *public =
		EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, NULL, key->bytes, sizeof key->bytes);
	EVP_MD_CTX *context = EVP_MD_CTX_new();
	bool good = public != NULL && context != NULL &&
		    EVP_DigestVerifyInit(context, NULL, NULL, NULL, public) == 1 &&
		    EVP_DigestVerify(context, signature, SIGNATURE_BYTES,
			    (const unsigned char *)data.bytes, data.length) == 1;
	EVP_MD_CTX_free(context);
	EVP_PKEY_free(public);
	ERR_clear_error();
	return good;
}

/* Ours has one form for one key and signature: key and signature are taken from their places, and
 * what they give is compared with what is there, byte for byte. */
enum error signature_check(const char *file, const char *armoured, size_t armoured_length,
	const char *bytes, size_t length, struct signature_key *key, struct failure *failure)
{
	static const unsigned char none[SIGNATURE_BYTES];
	const struct signature_key empty = {{0}};
	autotext struct text form = text_new(SIGNATURE_FILE_BYTES);
	autotext struct text again = text_new(SIGNATURE_FILE_BYTES);
	autotext struct text joined = text_new(SIGNATURE_FILE_BYTES);
	unsigned char blob[SIGNATURE_FILE_BYTES];
	armour(&form, &empty, none);
	if (armoured_length != form.length)
		return fail(failure, ERR_INPUT, "%s: is no signature as OpenSSH writes it", file);
	const char *at = armoured + sizeof armour_begin - 1;
	const char *end = armoured + armoured_length - (sizeof armour_end - 1);
	for (; at < end; at++) {
		if (*at != '\n')
			text_add_char(&joined, *at);
	}
	size_t size = decode(joined.bytes, joined.length, blob, sizeof blob);
	/* magic, version, then the key behind its own length, type and length. */
	size_t key_at = sizeof magic - 1 + 4 + 4 + 4 + sizeof key_type - 1 + 4;
	if (size < key_at + SIGNATURE_KEY_BYTES + SIGNATURE_BYTES)
		return fail(failure, ERR_INPUT, "%s: is no signature as OpenSSH writes it", file);
	memcpy(key->bytes, blob + key_at, SIGNATURE_KEY_BYTES);
	const unsigned char *signature = blob + size - SIGNATURE_BYTES;
	armour(&again, key, signature);
	if (again.length != armoured_length || memcmp(again.bytes, armoured, armoured_length) != 0)
		return fail(failure, ERR_INPUT, "%s: is no signature as OpenSSH writes it", file);
	if (!verify_raw(key, signature, bytes, length))
		return fail(failure, ERR_INPUT, "%s: does not sign what stands beside it", file);
	return OK;
}
