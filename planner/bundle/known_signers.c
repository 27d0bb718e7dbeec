/* Keys of organisations whose bundles a person trusted before. */
#include "bundle/known_signers.h"
#include "base/file.h"
#include "base/intern.h"
#include "base/limits.h"
#include "base/text.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

static const char key_type[] = "ssh-ed25519 ";

bool known_signers_takes(const char *organisation)
{
	size_t length = strlen(organisation);
	if (length == 0 || length > LIMIT_ORGANISATION_BYTES || organisation[0] == ' ' ||
		organisation[length - 1] == ' ')
		return false;
	for (size_t i = 0; i < length;) {
		uint32_t point = 0;
		size_t size = utf8_read(organisation + i, length - i, &point);
		if (size == 0 || !utf8_is_showable(point))
			return false;
		i += size;
	}
	return true;
}

/* One line, ended by NUL: its key in the one form that signature_key_line() gives. */
static bool read_line(const char *line, struct known_signer *signer)
{
	const char *day = strncmp(line, key_type, sizeof key_type - 1) == 0
				  ? strchr(line + sizeof key_type - 1, ' ')
				  : NULL;
	if (day == NULL || strlen(++day) < DATE_TEXT_BYTES || day[DATE_TEXT_BYTES - 1] != ' ' ||
		!signature_key_read(&signer->key, line, (size_t)(day - line)))
		return false;
	char since[DATE_TEXT_BYTES];
	memcpy(since, day, sizeof since);
	since[sizeof since - 1] = '\0';
	autotext struct text key = text_new(LIMIT_LINE_BYTES);
	signature_key_line(&signer->key, &key);
	signer->organisation = day + DATE_TEXT_BYTES;
	return date_parse(since, &signer->since) && known_signers_takes(signer->organisation) &&
	       key.length == (size_t)(day - line) - 1 && memcmp(key.bytes, line, key.length) == 0;
}

static enum error add_line(struct known_signers *known, const struct lines *lines, const char *line,
	struct failure *failure)
{
	struct known_signer signer;
	if (!read_line(line, &signer))
		return fail(failure, ERR_INPUT,
			"%s:%zu: is no line `ssh-ed25519 KEY YYYY-MM-DD ORGANISATION`; mend or "
			"remove it",
			lines->name, lines->number);
	if (known_signers_find(known, signer.organisation) != NULL)
		return fail(failure, ERR_INPUT, "%s:%zu: \"%s\" stands here twice; keep one",
			lines->name, lines->number, signer.organisation);
	signer.organisation = intern_string(known->pool, signer.organisation);
	*array_add(&known->items) = signer;
	return OK;
}

enum error known_signers_parse(struct known_signers *known, struct intern *pool, const char *file,
	const char *bytes, size_t length, struct failure *failure)
{
	struct lines lines = lines_of(file, bytes, length);
	enum error error = OK;
	known->pool = pool;
	while (error == OK && lines_next(&lines)) {
		autotext struct text line = text_new(LIMIT_LINE_BYTES);
		text_add_bytes(&line, lines.text, lines.length);
		if (line.length > 0 && line.bytes[0] != '#')
			error = add_line(known, &lines, line.bytes, failure);
	}
	if (error == OK && lines.error != OK) {
		*failure = lines.failure;
		error = lines.error;
	}
	return error;
}

void known_signers_release(struct known_signers *known)
{
	array_release(&known->items);
}

static int by_organisation(const void *a, const void *b)
{
	const struct known_signer *x = a, *y = b;
	return strcmp(x->organisation, y->organisation);
}

void known_signers_print(const struct known_signers *known, struct text *out)
{
	text_add(out, "# Keys that sign bundles, by `nameward verify --trust`: key, since, "
		      "organisation\n");
	if (known->items.count > 1)
		qsort(known->items.items, known->items.count, sizeof *known->items.items,
			by_organisation);
	for (size_t i = 0; i < known->items.count; i++) {
		const struct known_signer *signer = &known->items.items[i];
		char since[DATE_TEXT_BYTES];
		date_format(signer->since, since);
		signature_key_line(&signer->key, out);
		text_addf(out, " %s %s\n", since, signer->organisation);
	}
}

const struct known_signer *known_signers_find(
	const struct known_signers *known, const char *organisation)
{
	for (size_t i = 0; i < known->items.count; i++) {
		if (strcmp(known->items.items[i].organisation, organisation) == 0)
			return &known->items.items[i];
	}
	return NULL;
}

void known_signers_set(struct known_signers *known, const char *organisation,
	const struct signature_key *key, date day)
{
	struct known_signer *signer = NULL;
	for (size_t i = 0; i < known->items.count; i++) {
		if (strcmp(known->items.items[i].organisation, organisation) == 0)
			signer = &known->items.items[i];
	}
	if (signer != NULL && memcmp(&signer->key, key, sizeof *key) == 0)
		return;
	if (signer == NULL)
		signer = array_add(&known->items);
	*signer = (struct known_signer){*key, day, intern_string(known->pool, organisation)};
}
