/* URLs without their secrets, and whose host they name. */
#include "inputs/url.h"
#include "base/limits.h"
#include "base/text.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

static size_t until(const char *text, size_t from, size_t length, const char *stops)
{
	while (from < length && strchr(stops, text[from]) == NULL)
		from++;
	return from;
}

/* The authority of a URL as RFC 3986 has it, before what people write is told from it. */
struct authority {
	const char *text;
	size_t begin, end;
	size_t sign;   /* where the colon is before a password or port, else `end` */
	bool user;     /* there is an `@` in it */
	bool colon;    /* there is one */
	bool password; /* the colon is followed by what is no port, and no `@` ends it */
	bool dotted;   /* its host is one by its looks: example.org, [::1] */
	bool versions; /* the scheme is version control's */
};

static struct authority authority_at(const char *text, size_t begin, size_t length)
{
	size_t end = until(text, begin, length, "/?# \t\"'");
	const char *at = memrchr(text + begin, '@', end - begin);
	size_t host = at ? (size_t)(at - text) + 1 : begin;
	size_t name = host < end && text[host] == '[' ? until(text, host, end, "]") : host;
	const char *colon = memchr(text + (at ? begin : name), ':', end - (at ? begin : name));
	size_t port = colon ? (size_t)(colon - text) + 1 : end;
	while (port < end && text[port] >= '0' && text[port] <= '9')
		port++;
	size_t scheme = begin - 3;
	while (scheme > 0 && begin - scheme < 16 && strchr(" \t\"'", text[scheme - 1]) == NULL)
		scheme--;
	return (struct authority){text, begin, end, colon ? (size_t)(colon - text) : end,
		at != NULL, colon != NULL, at == NULL && port < end,
		memchr(text + host, '.', end - host) || name > host,
		memchr(text + scheme, '+', begin - scheme) != NULL};
}

/* How far an `@` may stand that ends a password: to the end of the word where a colon announces
 * one, else to the next URL in it and to the query. */
static size_t password_limit(const struct authority *url, size_t length)
{
	bool path = url->end == length || url->text[url->end] == '/';
	const char *stops = url->colon && !(url->dotted && path) ? " \t\"'" : "?# \t\"'";
	size_t at = url->end;
	while (at < length && strchr(stops, url->text[at]) == NULL) {
		bool next = length - at >= 3 && memcmp(url->text + at, "://", 3) == 0;
		if (next && !url->password)
			break;
		at++;
	}
	return at;
}

/* Whether the `@` at AT, behind the authority, names a revision: `x.git@v1`, or `x@v1` of version
 * control. SLASH: one follows. */
static bool is_revision(const struct authority *url, size_t at, bool slash)
{
	if (url->password || (url->end < at && url->text[url->end] != '/'))
		return false;
	if (at - url->end > 4 && memcmp(url->text + at - 4, ".git", 4) == 0)
		return true;
	if (!url->user && !url->colon)
		return url->versions || url->dotted || url->begin == url->end;
	return url->versions && url->dotted && !(url->colon && slash);
}

/* Where the host of a URL begins, whose authority begins at FROM, and where it ends: behind the
 * last `@` of the authority, or behind one after it that is no revision's. No `@` stands between
 * there and *CLEAR: a line of many URLs is not searched to its end for each. */
static size_t host_at(const char *text, size_t from, size_t length, size_t *end, size_t *clear)
{
	struct authority url = authority_at(text, from, length);
	size_t limit = *clear > url.end ? url.end : password_limit(&url, length);
	const char *slash = memrchr(text + url.end, '/', limit - url.end);
	const char *at = memrchr(text + url.end, '@', limit - url.end);
	*clear = at == NULL && limit > *clear ? limit : *clear;
	while (at != NULL && is_revision(&url, (size_t)(at - text), slash && slash > at))
		at = memrchr(text + url.end, '@', (size_t)(at - text) - url.end);
	*end = at ? until(text, (size_t)(at - text), limit, "/?# \t\"'") : url.end;
	if (url.password && at == NULL) /* `user:secret`, whose `@` is missing */
		*end = url.sign;
	if (at == NULL && url.user)
		at = memrchr(text + from, '@', url.end - from);
	return at ? (size_t)(at - text) + 1 : from;
}

/* A part of a path that some indexes take for a password: 16 letters and digits or more, escaped or
 * not, without the hyphens and dots of names. */
static bool is_token(const char *text, size_t length)
{
	size_t digits = 0, letters = 0, others = 0;
	for (size_t i = 0; i < length; i++) {
		bool digit = text[i] >= '0' && text[i] <= '9';
		digits += digit;
		letters += !digit && ((text[i] | 0x20) >= 'a' && (text[i] | 0x20) <= 'z');
		others += strchr("+=%~_", text[i]) != NULL;
	}
	return length >= 16 && digits > 0 && letters > 0 && digits + letters + others == length;
}

/* The path behind a host, up to a blank or another URL in it. Returns where it ends. */
static size_t add_path(struct text *out, const char *text, size_t at, size_t length)
{
	while (at < length && text[at] != ' ' && text[at] != '\t') {
		if (text[at] == '?' || text[at] == '#')
			return until(text, at, length, " \t");
		if (length - at >= 3 && memcmp(text + at, "://", 3) == 0)
			return at;
		size_t end = until(text, at + 1, length, "/?#:@ \t\"'`");
		bool token = text[at] == '/' && is_token(text + at + 1, end - at - 1);
		text_add_bytes(out, text + at, token ? 1 : end - at);
		text_add(out, token ? "..." : "");
		at = end;
	}
	return at;
}

void url_without_secrets(struct text *out, const char *text, size_t length)
{
	for (size_t at = 0, clear = 0; at < length;) {
		if (length - at < 3 || memcmp(text + at, "://", 3) != 0) {
			text_add_char(out, text[at++]);
			continue;
		}
		size_t end, host = host_at(text, at + 3, length, &end, &clear);
		text_add(out, "://");
		text_add_bytes(out, text + host, end - host);
		if (end < length && text[end] == ':')
			end = until(text, end, length, "/?# \t\"'");
		at = add_path(out, text, end, length);
	}
}

static bool is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '_' || c == '-';
}

/* Whether the word names a secret: NAMES_PART, it holds one of these; NAMES_END, and ends with it
 * or is an option, so that a blank before the secret is enough (`--password x`, `login x`). */
enum names { NAMES_NOTHING, NAMES_PART, NAMES_END };

static enum names names_secret(const char *word, size_t length)
{
	static const char *const names[] = {"password", "passwd", "passphrase", "secret", "token",
		"api-key", "api_key", "apikey", "credential", "username", "authorization"};
	enum names found = NAMES_NOTHING;
	for (size_t k = 0; k < sizeof names / sizeof *names && found != NAMES_END; k++) {
		size_t size = strlen(names[k]);
		for (size_t i = 0; i + size <= length && found != NAMES_END; i++) {
			if (strncasecmp(word + i, names[k], size) == 0)
				found = *word == '-' || i + size == length ? NAMES_END : NAMES_PART;
		}
	}
	bool login = length == 5 && strncasecmp(word, "login", 5) == 0; /* of .netrc */
	return login ? NAMES_END : found;
}

/* Where the secret begins behind its name, which ends at BEHIND; 0: nothing gives it one. */
static size_t secret_at(const char *text, size_t behind, size_t length, enum names names)
{
	size_t at = behind;
	bool assigned = false;
	while (at < length && strchr(" \t=:\"'", text[at]) != NULL)
		assigned |= strchr("=:", text[at++]) != NULL;
	bool blank = at < length && (text[behind] == ' ' || text[behind] == '\t');
	return assigned || (names == NAMES_END && blank) ? at : 0;
}

/* `:password@host` without a scheme: where the `@` is for the colon at AT, 0 for none. STOP and
 * SIGN are where the word ends and the next `@` stands, found once for each. */
static size_t sign_at(const struct text *text, size_t at, size_t *stop, size_t *sign)
{
	if (*stop <= at)
		*stop = until(text->bytes, at, text->length, " \t/\"'");
	if (*sign <= at)
		*sign = until(text->bytes, at, text->length, "@");
	return *sign < *stop ? *sign : 0;
}

/* The URL's host, whose secrets are gone already: `https://pypi-secrets:8443` names none. */
static size_t skip_host(const struct text *text, size_t at)
{
	bool url = text->length - at >= 3 && memcmp(text->bytes + at, "://", 3) == 0;
	return url ? until(text->bytes, at + 3, text->length, "/?# \t\"'") : at;
}

void without_secrets(struct text *out, const char *text, size_t length)
{
	autotext struct text clean = text_new(LIMIT_LINE_BYTES);
	url_without_secrets(&clean, text, length);
	size_t stop = 0, at_sign = 0;
	for (size_t at = 0; at < clean.length;) {
		const char *word = clean.bytes + at;
		size_t end = skip_host(&clean, at);
		bool url = end > at;
		while (!url && end < clean.length && is_word(clean.bytes[end]))
			end++;
		enum names names = url ? NAMES_NOTHING : names_secret(word, end - at);
		size_t secret = names ? secret_at(clean.bytes, end, clean.length, names) : 0;
		size_t colon = !url && end == at && *word == ':'
				       ? sign_at(&clean, at, &stop, &at_sign)
				       : 0;
		end += end == at;
		text_add_bytes(out, word, end - at);
		if (secret > 0) {
			text_add(out, "=...");
			end = until(clean.bytes, secret, clean.length, "\"'");
		} else if (colon > 0) {
			text_add(out, "...");
			end = colon;
		}
		at = end;
	}
}

struct host {
	const char *text;
	size_t length;
};

/* The host of a URL, empty where there is none. */
static struct host host_of(const char *text, size_t length)
{
	const char *mark = memmem(text, length, "://", 3);
	size_t begin = mark ? (size_t)(mark - text) + 3 : length;
	size_t end = length, clear = 0;
	begin = mark ? host_at(text, begin, length, &end, &clear) : length;
	/* git+ssh://git@host:group/x names no port, but ends at the colon all the same. */
	end = until(text, begin, end, ":");
	return (struct host){text + begin, end - begin};
}

/* HOST is NAME, of LENGTH bytes, or below it. */
static bool is_under(struct host host, const char *name, size_t length)
{
	return host.length >= length &&
	       (host.length == length || host.text[host.length - length - 1] == '.') &&
	       strncasecmp(host.text + host.length - length, name, length) == 0;
}

/* NAMES are hosts, some with the begin of a path; END is the text's. */
static bool is_under_any(struct host host, const char *const *names, const char *end)
{
	const char *path = memchr(host.text, '/', (size_t)(end - host.text));
	size_t left = path ? (size_t)(end - path) : 0;
	for (; *names != NULL; names++) {
		size_t size = strcspn(*names, "/"), rest = strlen(*names) - size;
		if (is_under(host, *names, size) &&
			(rest == 0 || (left >= rest && memcmp(path, *names + size, rest) == 0)))
			return true;
	}
	return false;
}

/* The hosts of each kind. A host is its own kind before it is that of the one above it. */
static const char *const open_hosts[] = {"test.pypi.org", "piwheels.org",
	"pypi.tuna.tsinghua.edu.cn", "mirrors.tuna.tsinghua.edu.cn", "mirrors.bfsu.edu.cn",
	"mirror.sjtu.edu.cn", "mirrors.sjtug.sjtu.edu.cn", "mirrors.zju.edu.cn",
	"mirror.nju.edu.cn", "mirrors.pku.edu.cn", "mirrors.hit.edu.cn", "mirrors.hust.edu.cn",
	"pypi.hustunique.com", "mirrors.sustech.edu.cn", "mirrors.ustc.edu.cn",
	"mirrors.cernet.edu.cn", "mirrors.aliyun.com", "mirrors.aliyuncs.com",
	"mirrors.cloud.aliyuncs.com", "mirrors.cloud.tencent.com", "mirrors.tencent.com",
	"mirrors.tencentyun.com", "repo.huaweicloud.com", "mirrors.huaweicloud.com",
	"mirrors.volces.com", "mirrors.ivolces.com", "mirrors.163.com", "mirror.baidu.com",
	"pypi.doubanio.com", "pypi.douban.com", "mirror.kakao.com", NULL};
static const char *const vendor_hosts[] = {"download.pytorch.org", "download-r2.pytorch.org",
	"pypi.nvidia.com", "pypi.ngc.nvidia.com", "pypi.anaconda.org", "conda.anaconda.org",
	"wheels.vllm.ai", "flashinfer.ai", "data.pyg.org", "data.dgl.ai", "download.openmmlab.com",
	"pip.repos.neuron.amazonaws.com", "pytorch-extension.intel.com", "repo.radeon.com",
	"rocm.nightlies.amd.com", "wheels.galaxyproject.org", "s3.amazonaws.com/pytorch",
	"storage.googleapis.com/jax-releases", "storage.googleapis.com/libtpu-", NULL};
static const char *const page_hosts[] = {"github.io", "githubusercontent.com", "gitlab.io",
	"storage.googleapis.com", "huggingface.co", "readthedocs.io", NULL};
static const char *const pypi_hosts[] = {"pypi.org", "pypi.python.org", "pythonhosted.org", NULL};
static const char *const forge_hosts[] = {"github.com", "gitlab.com", "bitbucket.org",
	"codeberg.org", "sourceforge.net", "sr.ht", NULL};

enum url_host url_host(const char *text, size_t length)
{
	struct host host = host_of(text, length);
	const char *end = text + length;
	static const char *const most[] = {"pypi.org", "files.pythonhosted.org"};
	for (size_t i = 0; i < sizeof most / sizeof *most; i++) {
		if (host.length == strlen(most[i]) &&
			strncasecmp(host.text, most[i], host.length) == 0)
			return URL_PYPI;
	}
	if (host.length == 0 || host.text[0] == '$' || host.text[0] == '{')
		return URL_NONE;
	return is_under_any(host, open_hosts, end)     ? URL_OPEN
	       : is_under_any(host, vendor_hosts, end) ? URL_VENDOR
	       : is_under_any(host, page_hosts, end)   ? URL_PAGE
	       : is_under_any(host, pypi_hosts, end)   ? URL_PYPI
	       : is_under_any(host, forge_hosts, end)  ? URL_FORGE
						       : URL_ELSEWHERE;
}

bool url_is_closed(const char *text)
{
	enum url_host host = url_host(text, strlen(text));
	return host == URL_VENDOR || host == URL_PAGE;
}

bool url_is_public(const char *text)
{
	enum url_host host = url_host(text, strlen(text));
	return host == URL_PYPI || host == URL_OPEN || url_is_closed(text);
}

bool url_is_version_control(const char *text)
{
	static const char *const schemes[] = {"git+", "hg+", "svn+", "bzr+"};
	for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
		if (strncasecmp(text, schemes[i], strlen(schemes[i])) == 0)
			return true;
	}
	return false;
}

bool url_is_plain(const char *text)
{
	if (strncasecmp(text, "http://", 7) != 0)
		return false;
	struct host host = host_of(text, strlen(text));
	return !is_under(host, "localhost", 9) && !is_under(host, "127.0.0.1", 9);
}

void url_index(struct text *out, const char *text)
{
	size_t before = out->length;
	url_without_secrets(out, text, strlen(text));
	while (out->length > before && out->bytes[out->length - 1] == '/')
		out->bytes[--out->length] = '\0';
}
