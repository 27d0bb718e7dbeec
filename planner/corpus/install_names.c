/* Names behind a command. */
#include "corpus/install_names.h"
#include "corpus/command_words.h"
#include "corpus/requirement_name.h"

/* Words of prose that follow `pip install`, and end a list of names. */
static bool is_prose(struct part word)
{
	static const char *const words[] = {"a", "again", "all", "an", "and", "any", "as", "before",
		"can", "command", "commands", "failed", "fails", "first", "for", "from", "hint",
		"hints", "if", "in", "inside", "instead", "instructions", "into", "is", "it", "its",
		"library", "line", "lines", "may", "missing", "must", "needed", "of", "on", "or",
		"package", "package-name", "package_name", "packages", "required", "should", "some",
		"step", "steps", "that", "the", "their", "them", "then", "these", "this", "to",
		"using", "via", "when", "will", "with", "works", "would", "your"};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (part_is(word, words[i]))
			return true;
	}
	return false;
}

/* False where the word is none that a list of names holds: the list ends. */
static bool add_name(struct sightings *sightings, enum sighting_kind kind, struct part word)
{
	/* conda: `channel::name=1.2` */
	for (const char *at = word.at; kind == SIGHTING_CONDA && at + 1 < word.end; at++) {
		if (at[0] == ':' && at[1] == ':')
			word.at = at + 2;
	}
	size_t length = requirement_name(word.at, part_length(word));
	struct part name = {word.at, word.at + length};
	if (is_prose(name))
		return false;
	sightings_add(sightings, kind, false, name.at, length);
	return *word.at != '(';
}

/* `>=2.0`, `==`, `>`: a version that stands apart from its name. An operator alone takes the next
 * word with it. */
static bool is_operator(struct part word, bool *alone)
{
	const char *at = word.at;
	while (at < word.end && strchr("<>=!~,", *at) != NULL)
		at++;
	*alone = at == word.end;
	return at > word.at;
}

void install_names(struct sightings *sightings, const struct installer *installer, struct part rest,
	bool prose)
{
	struct part word;
	bool skips = false, names_next = false;
	while (command_word(&rest, &word)) {
		bool operator_alone;
		if (names_next) {
			if (!add_name(sightings, installer->kind, word) ||
				installer->naming != NULL)
				return;
			names_next = false;
		} else if (skips) {
			skips = false;
		} else if (word.at[0] == '-') {
			bool has_value = memchr(word.at, '=', part_length(word)) != NULL;
			bool with = part_is(word, "--with") ||
				    (installer->naming != NULL && part_is(word, installer->naming));
			names_next = with;
			if (part_begins(word, "--with=") && installer->kind == SIGHTING_TOOL)
				add_name(sightings, installer->kind,
					(struct part){word.at + 7, word.end});
			skips = !with && !has_value && installer_values(installer, word);
		} else if (is_operator(word, &operator_alone)) {
			skips = operator_alone;
		} else if (!installer->only_with) {
			if (!add_name(sightings, installer->kind, word) || prose ||
				installer->first_only)
				return;
		} else {
			return;
		}
	}
}

static void skip_any(struct part *part, const char *characters)
{
	while (part->at < part->end && *part->at != '\0' && strchr(characters, *part->at) != NULL)
		part->at++;
}

/* A command line as a list of texts: how far it was read. */
struct list {
	const struct installer *installer;
	size_t wanted; /* the command's word that comes next */
	bool skips;    /* the text that comes next is an option's value */
};

enum listed {
	LISTED_NAME,
	LISTED_OTHER,   /* a word of the command, an option, its value */
	LISTED_FOREIGN, /* of another command: this is no list of the installer's */
};

static enum listed list_word(struct list *list, struct part word)
{
	const struct installer *installer = list->installer;
	if (list->wanted < INSTALLER_WORDS && installer->words[list->wanted] != NULL)
		return part_is(word, installer->words[list->wanted++]) ? LISTED_OTHER
								       : LISTED_FOREIGN;
	bool value = list->skips, option = word.at[0] == '-';
	list->skips = !value && option && installer_values(installer, word);
	return value || option ? LISTED_OTHER : LISTED_NAME;
}

void install_names_of_list(
	struct sightings *sightings, const struct installer *installer, struct part rest)
{
	char mark = rest.at[0];
	struct list list = {installer, 1, false};
	rest.at++;
	for (;;) {
		skip_any(&rest, " \t\r\n,");
		struct part word;
		if (rest.at == rest.end || *rest.at != mark || !quoted_word(&rest, 1, &word))
			return;
		/* The key of an object: no list goes on there. */
		if (rest.at < rest.end && *rest.at == ':')
			return;
		enum listed listed = list_word(&list, word);
		if (listed == LISTED_NAME)
			add_name(sightings, installer->kind, word);
		if (listed == LISTED_FOREIGN || (listed == LISTED_NAME && installer->first_only))
			return;
	}
}

void install_names_of_arguments(
	struct sightings *sightings, const struct installer *installer, struct part rest)
{
	enum { NEAR = 400 };
	if (rest.end - rest.at > NEAR)
		rest.end = rest.at + NEAR;
	const char *args = memmem(rest.at, part_length(rest), "args", 4);
	const char *open = args ? memchr(args, '[', (size_t)(rest.end - args)) : NULL;
	if (open == NULL)
		return;
	rest.at = open + 1;
	struct list list = {installer, 1, false};
	enum listed listed;
	struct part word;
	do {
		skip_any(&rest, " \t\r\n,");
		size_t quote = quote_bytes(rest);
		if (quote == 0 || !quoted_word(&rest, quote, &word))
			return;
		listed = list_word(&list, word);
	} while (listed == LISTED_OTHER);
	if (listed == LISTED_NAME)
		add_name(sightings, installer->kind, word);
}

void install_names_of_micropip(struct sightings *sightings, struct part rest)
{
	if (!part_begins(rest, ".install("))
		return;
	rest.at += strlen(".install(");
	for (;;) {
		skip_any(&rest, " \t\r\n,[");
		size_t quote = quote_bytes(rest);
		struct part word;
		if (quote == 0 || !quoted_word(&rest, quote, &word))
			return;
		add_name(sightings, SIGHTING_TOOL, word);
	}
}
