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

/* Where the host of a URL begins, whose authority begins at FROM and ends at *END: behind the last
 * `@`. A port is digits: other text behind a colon is a password, with its slashes up to an `@`. */
static size_t host_at(const char *text, size_t from, size_t length, size_t *end)
{
	size_t name = *end > from && text[from] == '[' ? until(text, from, *end, "]")
						       : from; /* of IPv6 */
	const char *colon = memchr(text + name, ':', *end - name);
	const char *at = memrchr(text + from, '@', *end - from);
	size_t port = colon ? (size_t)(colon - text) + 1 : *end;
	while (port < *end && text[port] >= '0' && text[port] <= '9')
		port++;
	if (at == NULL && port < *end) {
		size_t stop = until(text, *end, length, " \t\"'");
		at = memrchr(text + from, '@', stop - from);
		*end = at ? until(text, (size_t)(at - text), length, "/?# \t\"'")
			  : (size_t)(colon - text);
	}
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
	for (size_t at = 0; at < length;) {
		if (length - at < 3 || memcmp(text + at, "://", 3) != 0) {
			text_add_char(out, text[at++]);
			continue;
		}
		size_t end = until(text, at + 3, length, "/?# \t\"'");
		size_t host = host_at(text, at + 3, length, &end);
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

/* How long the secret's name at AT is, where one begins there: a word that holds one of these. */
static size_t secret_word(const char *text, size_t at, size_t length)
{
	static const char *const names[] = {"password", "passwd", "secret", "token", "api-key",
		"api_key", "apikey", "credential", "username", "authorization"};
	size_t end = at;
	while (end < length && is_word(text[end]))
		end++;
	for (size_t i = at; i < end; i++) {
		for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
			size_t size = strlen(names[k]);
			if (end - i >= size && strncasecmp(text + i, names[k], size) == 0)
				return end - at;
		}
	}
	return 0;
}

void without_secrets(struct text *out, const char *text, size_t length)
{
	autotext struct text clean = text_new(LIMIT_LINE_BYTES);
	url_without_secrets(&clean, text, length);
	for (size_t at = 0; at < clean.length;) {
		size_t word = 0;
		while (at + word < clean.length && is_word(clean.bytes[at + word]))
			word++;
		size_t secret = secret_word(clean.bytes, at, clean.length);
		size_t behind = at + word;
		bool assigned = false;
		while (behind < clean.length && strchr(" \t=:\"'", clean.bytes[behind]) != NULL)
			assigned |= strchr("=:", clean.bytes[behind++]) != NULL;
		text_add_bytes(out, clean.bytes + at, word);
		if (secret > 0 && assigned) {
			text_add(out, "=...");
			at = until(clean.bytes, behind, clean.length, "\"'");
			continue;
		}
		at += word;
		/* `user:password@host` without a scheme. */
		size_t end = until(clean.bytes, at, clean.length, " \t/\"'");
		const char *sign = at < end && clean.bytes[at] == ':'
					   ? memchr(clean.bytes + at, '@', end - at)
					   : NULL;
		if (sign != NULL) {
			text_add(out, ":...");
			at = (size_t)(sign - clean.bytes);
		} else if (at < clean.length) {
			text_add_char(out, clean.bytes[at++]);
		}
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
	size_t end = until(text, begin, length, "/?# \t\"'");
	begin = host_at(text, begin, length, &end);
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
