/* Settings of pip and uv by their names, in whatever file they stand. */
#include "inputs/settings.h"
#include "base/text.h"
#include "inputs/url.h"

#include <string.h>

static void find_plain(struct seeds *seeds, struct place place, const char *url)
{
	if (!url_is_plain(url))
		return;
	autotext struct text shown = text_new(LIMIT_LINE_BYTES);
	autotext struct text what = text_new(LIMIT_MESSAGE_BYTES);
	without_secrets(&shown, url, strlen(url));
	text_addf(&what,
		"%.400s is read without TLS: whoever is on the way can answer with any package",
		shown.bytes);
	seeds_weakness(
		seeds, "index-without-tls", place, what.bytes, "write https:// instead of http://");
}

/* The index that the file named before, where that is one of our own; the user's to fill in, else.
 */
static const char *index_of(const struct seeds *seeds)
{
	return seeds->settings.index ? seeds->settings.index : "URL";
}

/* The index of our own that holds where an extra one is said: in the same command, or in the same
 * settings. NULL: none is known. */
static const char *index_beside(const struct seeds *seeds, bool of_command)
{
	const struct settings_said *said = &seeds->settings;
	return said->index_holds && said->index_of_command == of_command ? said->index : NULL;
}

static bool are_same(const char *index, const char *shown)
{
	size_t length = strlen(index), size = strlen(shown);
	length -= length > 0 && index[length - 1] == '/';
	size -= size > 0 && shown[size - 1] == '/';
	return length == size && memcmp(index, shown, size) == 0;
}

static struct weakness *last_weakness(struct seeds *seeds)
{
	return &seeds->weaknesses.items[seeds->weaknesses.count - 1];
}

/* Whether WEAKNESS is none after all, at the end of its command or file: it is in doubt still, or
 * of an extra index that is the index itself, said behind it. */
static bool is_none(const struct settings_said *said, const struct weakness *weakness)
{
	bool holds = said->index_holds && said->index_of_command == weakness->of_command;
	return weakness->doubtful ||
	       (holds && weakness->extra != NULL && are_same(said->index, weakness->extra));
}

/* Drops what was found from FROM on and is none. Of a command, what its own options say. */
static void settle(struct seeds *seeds, size_t from, bool of_command)
{
	size_t kept = from;
	for (size_t i = from; i < seeds->weaknesses.count; i++) {
		const struct weakness *weakness = &seeds->weaknesses.items[i];
		bool ended = weakness->of_command || !of_command;
		if (!ended || !is_none(&seeds->settings, weakness))
			seeds->weaknesses.items[kept++] = *weakness;
	}
	seeds->weaknesses.count = kept;
}

/* The file names an index of our own: what was in doubt holds. */
static void note_own(struct seeds *seeds)
{
	for (size_t i = seeds->settings.doubtful; i < seeds->weaknesses.count; i++)
		seeds->weaknesses.items[i].doubtful = false;
	seeds->settings.doubtful = seeds->weaknesses.count;
	seeds->settings.own = true;
}

static void find_extra_index(struct seeds *seeds, struct place place, enum setting_form form,
	const char *url, bool of_command)
{
	static const char *const before[] = {"--index-url ",
		"index-url = ", "PIP_INDEX_URL=", "UV_DEFAULT_INDEX=", "index-url = \""};
	autotext struct text host = text_new(LIMIT_LINE_BYTES);
	autotext struct text what = text_new(LIMIT_MESSAGE_BYTES);
	autotext struct text change = text_new(LIMIT_MESSAGE_BYTES);
	without_secrets(&host, url, strlen(url));
	bool public = url_is_public(url), closed = url_is_closed(url);
	const char *beside = index_beside(seeds, of_command);
	if (!public && beside != NULL && are_same(beside, host.bytes))
		return;
	text_add(&what, "pip takes the highest version that any of its indexes offers: ");
	if (public)
		text_addf(&what, "an internal name is taken from %.400s as soon as %s",
			url_host(url, strlen(url)) == URL_PYPI ? "PyPI" : host.bytes,
			closed ? "that index carries one of that name"
			       : "somebody registers it there");
	else
		text_addf(&what,
			"a name that is internal on %.400s is taken from %s as soon as somebody "
			"registers it there",
			host.bytes,
			beside ? "PyPI where the other index passes PyPI on" : "the other index");
	text_addf(&change, "replace all index lines by one, `%s%.400s%s`", before[form],
		public ? index_of(seeds) : host.bytes, form == FORM_TOML ? "\"" : "");
	text_add(&change,
		", of an index that serves internal names itself and passes only the others on to "
		"PyPI (or, with uv, give the internal index `explicit = true` and name it in "
		"[tool.uv.sources])");
	seeds_weakness(seeds, "extra-index-url", place, what.bytes, change.bytes);
	struct weakness *weakness = last_weakness(seeds);
	weakness->doubtful = closed && !seeds->settings.own;
	weakness->of_command = of_command && !closed;
	weakness->extra = public ? NULL : intern_string(seeds->pool, host.bytes);
	if (!public)
		note_own(seeds);
}

/* uv keeps to the first index that has a name, and asks extra ones before the default: only a
 * public one before the internal one is weak. PyPI among the extra ones is there because another
 * one is the default; behind one of our own it takes nothing from that one. */
static void find_uv_order(struct seeds *seeds, struct place place, const char *url, bool of_command)
{
	struct settings_said *said = &seeds->settings;
	if (!url_is_public(url)) {
		said->extra_before |= url_host(url, strlen(url)) != URL_NONE;
		note_own(seeds);
		return;
	}
	bool closed = url_is_closed(url);
	bool sure = said->index != NULL || (!closed && !said->extra_before);
	autotext struct text what = text_new(LIMIT_MESSAGE_BYTES);
	text_addf(&what,
		"uv asks this index before the default one and keeps to the first that has a name: "
		"an internal name is taken from there as soon as %s",
		closed ? "it carries one of that name" : "somebody registers it");
	seeds_weakness(seeds, "index-order", place, what.bytes,
		"remove the public index from the extra ones; where it is needed, let the internal "
		"index stand first and PyPI be the default");
	last_weakness(seeds)->doubtful = !sure;
	last_weakness(seeds)->of_command = of_command && !closed;
}

/* Azure's task gives pip its feeds by PIP_EXTRA_INDEX_URL alone. */
static void find_only_extra(struct seeds *seeds, struct place place, const char *value)
{
	if (strcasecmp(value, "true") != 0)
		return;
	seeds_weakness(seeds, "extra-index-url", place,
		"PipAuthenticate gives pip the feeds beside PyPI, and pip takes the highest "
		"version that any of its indexes offers: a name that is internal on a feed is "
		"taken from PyPI as soon as somebody registers it there",
		"remove `onlyAddExtraIndex: true`, so that the first feed is the only index, and "
		"let that feed have PyPI as its upstream source");
	note_own(seeds);
}

static void find_strategy(struct seeds *seeds, struct place place, const char *value)
{
	if (strncmp(value, "unsafe-", 7) != 0)
		return;
	autotext struct text what = text_new(LIMIT_MESSAGE_BYTES);
	text_addf(&what,
		"with %.40s uv looks at every index: an internal name is taken from PyPI "
		"as soon as somebody registers a higher version there",
		value);
	seeds_weakness(seeds, "index-strategy", place, what.bytes,
		"remove the setting: by default uv keeps to the first index that has a name; let "
		"the internal index be the first, or give it `explicit = true` with its packages "
		"in [tool.uv.sources] (pixi: `index` with each package)");
}

static void find_trusted_host(struct seeds *seeds, struct place place, const char *value)
{
	if (strncasecmp(value, "localhost", 9) == 0 || strncmp(value, "127.0.0.1", 9) == 0)
		return;
	autotext struct text host = text_new(LIMIT_LINE_BYTES);
	autotext struct text what = text_new(LIMIT_MESSAGE_BYTES);
	without_secrets(&host, value, strlen(value));
	text_addf(&what,
		"any certificate is accepted from %.400s: whoever is on the way can answer with "
		"any package",
		host.bytes);
	seeds_weakness(seeds, "trusted-host", place, what.bytes,
		"give that host a certificate that your machines trust, and remove the line");
}

static const char links_cause[] = "find-links";

/* What lies in a folder or on a page of our own competes with every index; what a forge or a vendor
 * shows to everybody is nobody's secret. */
static void find_links(struct seeds *seeds, struct place place, const char *value)
{
	enum url_host host = url_host(value, strlen(value));
	if (url_is_public(value) || host == URL_FORGE || seeds->settings.no_index ||
		seeds->settings.no_index_here)
		return;
	autotext struct text shown = text_new(LIMIT_LINE_BYTES);
	autotext struct text what = text_new(LIMIT_MESSAGE_BYTES);
	without_secrets(&shown, value, strlen(value));
	text_addf(&what,
		"the highest version of what lies in %.400s and of what the index offers is taken: "
		"a name that is internal there is taken from PyPI as soon as somebody registers it",
		shown.bytes);
	seeds_weakness(seeds, links_cause, place, what.bytes,
		"add `no-index` where all that is needed lies there, else put the packages on the "
		"internal index and remove the line");
}

/* The links of this file, or of this command alone, are all that is looked at: what was found of
 * them is no finding. */
static void use_no_index(struct seeds *seeds, bool of_command)
{
	struct settings_said *said = &seeds->settings;
	bool *here = of_command ? &said->no_index_here : &said->no_index;
	if (*here)
		return;
	*here = true;
	size_t kept = of_command ? said->command : said->first;
	said->doubtful = said->doubtful < kept ? said->doubtful : kept;
	for (size_t i = kept; i < seeds->weaknesses.count; i++) {
		const struct weakness *weakness = &seeds->weaknesses.items[i];
		if (weakness->cause != links_cause)
			seeds->weaknesses.items[kept++] = *weakness;
	}
	seeds->weaknesses.count = kept;
}

static void use_index(struct seeds *seeds, struct place place, const char *url, bool of_command)
{
	struct settings_said *said = &seeds->settings;
	find_plain(seeds, place, url);
	if (url_is_public(url)) /* the extra ones are beside this one now */
		said->index_holds &= said->index_of_command != of_command;
	if (url_host(url, strlen(url)) == URL_NONE || url_is_public(url))
		return;
	autotext struct text shown = text_new(LIMIT_LINE_BYTES);
	without_secrets(&shown, url, strlen(url));
	said->index = intern_string(seeds->pool, shown.bytes);
	said->index_holds = true;
	said->index_of_command = of_command;
	note_own(seeds);
}

/* `name=https://...` of uv, without its name. */
static const char *without_name(const char *value)
{
	const char *mark = strstr(value, "://"), *equals = strchr(value, '=');
	return mark != NULL && equals != NULL && equals < mark ? equals + 1 : value;
}

enum setting_use {
	USE_INDEX,
	USE_EXTRA,
	USE_UV_INDEX,
	USE_STRATEGY,
	USE_HOST,
	USE_LINKS,
	USE_NO_INDEX,
	USE_ONLY_EXTRA,
};

static const struct setting {
	const char *name;
	enum setting_use use;
} settings[] = {
	{"index-url", USE_INDEX},
	{"pypi-url", USE_INDEX},
	{"default-index", USE_INDEX},
	{"extra-index-url", USE_EXTRA},
	{"index", USE_UV_INDEX},
	{"index-strategy", USE_STRATEGY},
	{"trusted-host", USE_HOST},
	{"allow-insecure-host", USE_HOST},
	{"insecure-host", USE_HOST},
	{"find-links", USE_LINKS},
	{"no-index", USE_NO_INDEX},
	{"onlyaddextraindex", USE_ONLY_EXTRA},
};

/* `PIP_EXTRA_INDEX_URL`, `--extra-index-url`, `extra_index_url` as `extra-index-url`. */
static void normalise(const char *name, char out[64])
{
	if (strncmp(name, "PIP_", 4) == 0)
		name += 4;
	else if (strncmp(name, "UV_", 3) == 0)
		name += 3;
	name += strncmp(name, "--", 2) == 0 ? 2 : 0;
	size_t length = 0;
	for (; name[length] != '\0' && length < 63; length++) {
		char c = name[length];
		out[length] = c == '_' ? '-' : c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
	}
	out[length] = '\0';
}

/* Whether it can be an index: a word of a sentence, such as what follows `--extra-index-url` in a
 * script's help, names none. */
static bool is_index(const char *value)
{
	return strpbrk(value, "/\\$%<({@") != NULL;
}

static void use_value(struct seeds *seeds, struct place place, enum setting_form form,
	enum setting_use use, const char *value, bool of_command)
{
	bool uv = form == FORM_UV || form == FORM_TOML;
	bool index = use == USE_EXTRA || use == USE_UV_INDEX || use == USE_INDEX;
	if (index && !is_index(value))
		return;
	switch (use) {
	case USE_EXTRA:
		if (uv)
			find_uv_order(seeds, place, value, of_command);
		else
			find_extra_index(seeds, place, form, value, of_command);
		find_plain(seeds, place, value);
		break;
	case USE_UV_INDEX:
		if (uv)
			find_uv_order(seeds, place, without_name(value), of_command);
		find_plain(seeds, place, without_name(value));
		break;
	case USE_INDEX:
		use_index(seeds, place, without_name(value), of_command);
		break;
	case USE_STRATEGY:
		find_strategy(seeds, place, value);
		break;
	case USE_HOST:
		find_trusted_host(seeds, place, value);
		break;
	case USE_LINKS:
		find_links(seeds, place, value);
		find_plain(seeds, place, value);
		break;
	case USE_ONLY_EXTRA:
		find_only_extra(seeds, place, value);
		break;
	case USE_NO_INDEX:
		break;
	}
}

void settings_begin(struct seeds *seeds)
{
	size_t count = seeds->weaknesses.count;
	seeds->settings =
		(struct settings_said){.first = count, .doubtful = count, .command = count};
}

void settings_end(struct seeds *seeds)
{
	setting_command(seeds);
	settle(seeds, seeds->settings.first, false);
}

void setting_command(struct seeds *seeds)
{
	struct settings_said *said = &seeds->settings;
	settle(seeds, said->command, true);
	said->command = seeds->weaknesses.count;
	said->doubtful = said->doubtful < said->command ? said->doubtful : said->command;
	said->no_index_here = said->extra_before = false;
	said->index_holds &= !said->index_of_command;
}

static const struct setting *setting_of(const char *name)
{
	char normal[64];
	normalise(name, normal);
	for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) {
		if (strcmp(settings[i].name, normal) == 0)
			return &settings[i];
	}
	return NULL;
}

enum setting_form setting_form_of(const char *variable)
{
	return strncmp(variable, "UV_", 3) == 0 ? FORM_UV : FORM_PIP;
}

bool setting_is_known(const char *name)
{
	return setting_of(name) != NULL;
}

void setting_look(struct seeds *seeds, struct place place, enum setting_form form, const char *name,
	const char *value)
{
	const struct setting *setting = setting_of(name);
	if (setting == NULL)
		return;
	bool off = strcmp(value, "0") == 0 || strcasecmp(value, "false") == 0 ||
		   strcasecmp(value, "no") == 0;
	bool of_command = strncmp(name, "--", 2) == 0;
	if (setting->use == USE_NO_INDEX && !off)
		use_no_index(seeds, of_command);
	/* pip and uv split several values at blanks. */
	for (const char *at = value + strspn(value, " \t\r\n"); *at != '\0';) {
		size_t length = strcspn(at, " \t\r\n");
		autofree char *one = memory_copy(at, length);
		use_value(seeds, place, form, setting->use, one, of_command);
		at += length;
		at += strspn(at, " \t\r\n");
	}
}
