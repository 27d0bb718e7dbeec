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
static const char *index_of(const struct seeds *seeds, struct place place)
{
	return seeds->settings.file == place.file && seeds->settings.index != NULL
		       ? seeds->settings.index
		       : "URL";
}

static void find_extra_index(
	struct seeds *seeds, struct place place, enum setting_form form, const char *url)
{
	static const char *const before[] = {"--index-url ",
		"index-url = ", "PIP_INDEX_URL=", "UV_DEFAULT_INDEX=", "index-url = \""};
	autotext struct text host = text_new(LIMIT_LINE_BYTES);
	autotext struct text what = text_new(LIMIT_MESSAGE_BYTES);
	autotext struct text change = text_new(LIMIT_MESSAGE_BYTES);
	without_secrets(&host, url, strlen(url));
	bool public = url_is_public(url);
	text_add(&what, "pip takes the highest version that any of its indexes offers: ");
	if (public)
		text_addf(&what,
			"an internal name is taken from %.400s as soon as somebody registers it "
			"there",
			url_host(url, strlen(url)) == URL_PYPI ? "PyPI" : host.bytes);
	else
		text_addf(&what,
			"a name that is internal on %.400s is taken from the other index as soon "
			"as somebody registers it there",
			host.bytes);
	text_addf(&change, "replace all index lines by one, `%s%.400s%s`", before[form],
		public ? index_of(seeds, place) : host.bytes, form == FORM_TOML ? "\"" : "");
	text_add(&change,
		", of an index that serves internal names itself and passes only the others on to "
		"PyPI (or, with uv, give the internal index `explicit = true` and name it in "
		"[tool.uv.sources])");
	seeds_weakness(seeds, "extra-index-url", place, what.bytes, change.bytes);
}

/* uv keeps to the first index that has a name, and asks extra ones before the default: only a
 * public one before the internal one is weak. */
static void find_uv_order(struct seeds *seeds, struct place place, const char *url)
{
	if (!url_is_public(url))
		return;
	seeds_weakness(seeds, "index-order", place,
		"uv asks this index before the default one and keeps to the first that has a name: "
		"an internal name is taken from there as soon as somebody registers it",
		"remove the public index from the extra ones; where it is needed, let the internal "
		"index stand first and PyPI be the default");
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
		"remove the setting (uv's default is `first-index`), and give the internal index "
		"`explicit = true` with its packages in [tool.uv.sources]");
}

static void find_trusted_host(struct seeds *seeds, struct place place, const char *value)
{
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

/* What lies in a folder or on a page of our own competes with every index. */
static void find_links(struct seeds *seeds, struct place place, const char *value)
{
	if (url_is_public(value) || seeds->settings.no_index || seeds->settings.no_index_here)
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
static void use_no_index(struct seeds *seeds, struct place place, bool of_command)
{
	struct settings_said *said = &seeds->settings;
	bool *here = of_command ? &said->no_index_here : &said->no_index;
	if (*here)
		return;
	*here = true;
	size_t kept = of_command ? said->command : 0;
	for (size_t i = kept; i < seeds->weaknesses.count; i++) {
		const struct weakness *weakness = &seeds->weaknesses.items[i];
		if (weakness->cause != links_cause || weakness->place.file != place.file)
			seeds->weaknesses.items[kept++] = *weakness;
	}
	seeds->weaknesses.count = kept;
}

static void use_index(struct seeds *seeds, struct place place, const char *url)
{
	find_plain(seeds, place, url);
	if (url_host(url, strlen(url)) == URL_NONE || url_is_public(url))
		return;
	autotext struct text shown = text_new(LIMIT_LINE_BYTES);
	without_secrets(&shown, url, strlen(url));
	seeds->settings.index = intern_string(seeds->pool, shown.bytes);
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

static void use_value(struct seeds *seeds, struct place place, enum setting_form form,
	enum setting_use use, const char *value)
{
	bool uv = form == FORM_UV || form == FORM_TOML;
	switch (use) {
	case USE_EXTRA:
		if (uv)
			find_uv_order(seeds, place, value);
		else
			find_extra_index(seeds, place, form, value);
		find_plain(seeds, place, value);
		break;
	case USE_UV_INDEX:
		if (uv)
			find_uv_order(seeds, place, without_name(value));
		find_plain(seeds, place, without_name(value));
		break;
	case USE_INDEX:
		use_index(seeds, place, without_name(value));
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
	case USE_NO_INDEX:
		break;
	}
}

static void begin_file(struct seeds *seeds, struct place place)
{
	if (seeds->settings.file != place.file)
		seeds->settings = (struct settings_said){.file = place.file};
}

void setting_command(struct seeds *seeds, struct place place)
{
	begin_file(seeds, place);
	seeds->settings.command = seeds->weaknesses.count;
	seeds->settings.no_index_here = false;
}

bool setting_look(struct seeds *seeds, struct place place, enum setting_form form, const char *name,
	const char *value)
{
	char normal[64];
	normalise(name, normal);
	const struct setting *setting = NULL;
	for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) {
		if (strcmp(settings[i].name, normal) == 0)
			setting = &settings[i];
	}
	if (setting == NULL)
		return false;
	begin_file(seeds, place);
	bool off = strcmp(value, "0") == 0 || strcasecmp(value, "false") == 0 ||
		   strcasecmp(value, "no") == 0;
	if (setting->use == USE_NO_INDEX && !off)
		use_no_index(seeds, place, strncmp(name, "--", 2) == 0);
	/* pip and uv split several values at blanks. */
	for (const char *at = value + strspn(value, " \t\r\n"); *at != '\0';) {
		size_t length = strcspn(at, " \t\r\n");
		autofree char *one = memory_copy(at, length);
		use_value(seeds, place, form, setting->use, one);
		at += length;
		at += strspn(at, " \t\r\n");
	}
	return true;
}
