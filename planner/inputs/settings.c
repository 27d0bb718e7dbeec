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

static void find_extra_index(
	struct seeds *seeds, struct place place, enum setting_form form, const char *url)
{
	static const char *const before[] = {"--index-url ",
		"index-url = ", "PIP_INDEX_URL=", "UV_DEFAULT_INDEX=", "index-url = \""};
	autotext struct text host = text_new(LIMIT_LINE_BYTES);
	autotext struct text what = text_new(LIMIT_MESSAGE_BYTES);
	autotext struct text change = text_new(LIMIT_MESSAGE_BYTES);
	without_secrets(&host, url, strlen(url));
	bool public = url_host(url, strlen(url)) == URL_PYPI;
	if (public)
		text_add(&what,
			"pip takes the highest version that any of its indexes offers: an internal "
			"name is taken from PyPI as soon as somebody registers it there");
	else
		text_addf(&what,
			"pip takes the highest version that any of its indexes offers: a name that "
			"is internal on %.400s is taken from the other index as soon as somebody "
			"registers it there",
			host.bytes);
	text_addf(&change, "replace all index lines by one, `%s%.400s%s`", before[form],
		public ? "URL" : host.bytes, form == FORM_TOML ? "\"" : "");
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
	if (url_host(url, strlen(url)) != URL_PYPI)
		return;
	seeds_weakness(seeds, "index-order", place,
		"uv asks this index before the default one and keeps to the first that has a name: "
		"an internal name is taken from PyPI as soon as somebody registers it there",
		"remove PyPI from the extra indexes; where it is needed, let the internal index "
		"stand first and PyPI be the default");
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

/* `name=https://...` of uv, without its name. */
static const char *without_name(const char *value)
{
	const char *mark = strstr(value, "://"), *equals = strchr(value, '=');
	return mark != NULL && equals != NULL && equals < mark ? equals + 1 : value;
}

enum setting_use { USE_INDEX, USE_EXTRA, USE_UV_INDEX, USE_STRATEGY, USE_HOST, USE_LINKS };

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
		find_plain(seeds, place, without_name(value));
		break;
	case USE_STRATEGY:
		find_strategy(seeds, place, value);
		break;
	case USE_HOST:
		find_trusted_host(seeds, place, value);
		break;
	case USE_LINKS:
		find_plain(seeds, place, value);
		break;
	}
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
