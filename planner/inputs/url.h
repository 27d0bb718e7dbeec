/* URLs: what may be shown of them, and whose host they name. */
#ifndef INPUTS_URL_H
#define INPUTS_URL_H

#include <stdbool.h>
#include <stddef.h>

struct text;

/* Adds TEXT, which may hold URLs, without user, password, query and fragment of any of them (RFC
 * 3986, 3.2.1), nor a part of a path that looks like a token: they stand in all five. What follows
 * `://` up to the last `@` before the next `/` is left out, and so is what follows `?` or `#`, up
 * to a blank. People write passwords unescaped: an `@` further behind ends one too, unless it
 * stands before a revision (`x.git@v1`) or in the path of a plain host (`https://h.org/@scope/x`).
 * Where that cannot be told, too much is left out. */
void url_without_secrets(struct text *out, const char *text, size_t length);

/* The same for a sentence that quotes a line of a file: what stands behind `=` or `:` and a word
 * that holds `password`, `token`, `secret` or the like is left out too, up to a quote, and behind a
 * blank where the word ends so or is an option (`--password x`, .netrc's `login x`); so are user
 * and password before an `@` that no `://` announces. */
void without_secrets(struct text *out, const char *text, size_t length);

enum url_host {
	URL_NONE,   /* names no host: a path, a variable, nothing */
	URL_PYPI,   /* pypi.org, files.pythonhosted.org and their older names */
	URL_OPEN,   /* where PyPI's names stand too: test.pypi.org, mirrors of PyPI, piwheels */
	URL_VENDOR, /* an index for everybody to which its owner alone adds: PyTorch's, NVIDIA's,
		       channels of Anaconda's */
	URL_PAGE,   /* a page for everybody: github.io, gitlab.io, storage.googleapis.com,
		       huggingface.co. Whose it is cannot be told: treated as a forge's */
	URL_FORGE,  /* a forge for everybody: github.com, gitlab.com, bitbucket.org, codeberg.org,
		       sourceforge.net, sr.ht */
	URL_ELSEWHERE,
};

/* Whose host TEXT names, with or without `git+` before it. */
enum url_host url_host(const char *text, size_t length);

/* Whether it begins with `git+`, `hg+`, `svn+` or `bzr+`, in any case. */
bool url_is_version_control(const char *text);

/* Whether an index of that host is for everybody: nothing on it is internal. */
bool url_is_public(const char *text);

/* Whether it is, and no stranger can add a name to it (URL_VENDOR, URL_PAGE). */
bool url_is_closed(const char *text);

/* Whether it is fetched without TLS: `http://` to another host than this machine. */
bool url_is_plain(const char *text);

/* Adds how an index is called: without secrets and without a final slash. */
void url_index(struct text *out, const char *text);

#endif
