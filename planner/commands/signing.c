/* The key that a command signs with. */
#include "commands/signing.h"
#include "base/say.h"
#include "bundle/signature.h"
#include "plan/plan.h"

const struct option signing_options[] = {
	{.name = "sign-key",
		.kind = OPTION_TEXT,
		.value = "FILE",
		.help = "sign the bundle with this Ed25519 key (PKCS#8 PEM, or OPENSSH through "
			"ssh-keygen)"},
	{.name = "passphrase-fd",
		.kind = OPTION_NUMBER,
		.value = "N",
		.least = 0,
		.most = 1023,
		.help = "read the passphrase of an encrypted key there (default: asked for on the "
			"terminal)"},
	{0},
};

void signing_warn(const struct arguments *arguments, const struct plan *plan)
{
	if (arguments_have(arguments, "sign-key") && plan->organisation.key_url == NULL)
		say_warning("policy: without organisation.key_url the mail cannot name where the "
			    "key is published, and only the bundle vouches for it");
}

enum error signing_open(
	const struct arguments *arguments, struct signer **signer, struct failure *failure)
{
	const char *key = arguments_text(arguments, "sign-key", NULL);
	*signer = NULL;
	if (key == NULL)
		return OK;
	return signer_open(
		signer, key, (int)arguments_number(arguments, "passphrase-fd", -1), failure);
}
