/* inputs/url.h: what of URLs and sentences is not shown, and whose host a URL names. */
#include "base/text.h"
#include "inputs/url.h"
#include "unit.h"

#include <string.h>

START_TEST(secrets_of_urls)
{
	static const char *const cases[][2] = {
		{"https://u:p@h.test/simple", "https://h.test/simple"},
		{"a https://t@h.test/x?token=1 b", "a https://h.test/x b"},
		{"git+ssh://git@h.test/x.git@v1#egg=a", "git+ssh://h.test/x.git@v1"},
		{"https://u:p@q@h.test", "https://h.test"}, {"no url", "no url"},
		{"https://u:p/w+d=@h.test/x", "https://h.test/x"},
		{"https://h.test:8443/x.git@v1", "https://h.test:8443/x.git@v1"},
		{"https://u:secret", "https://u"}, {"http://[::1]:80/x", "http://[::1]:80/x"},
		{"https://h.test/t/s3cr3tT0kenS3cr3t/simple", "https://h.test/t/.../simple"},
		{"https://h.test/x/https://u:p@i.test/y", "https://h.test/x/https://i.test/y"},
		{"`https://u:p@h.test/x`, of", "`https://h.test/x`, of"}, {"https://", "https://"},
		/* What looks like a port or ends a user begins a password as well. */
		{"http://user:12345/abc@host/simple", "http://host/simple"},
		{"http://john.doe:12345/abc@host/simple", "http://host/simple"},
		{"http://user:s3@cr/et@host/simple", "http://host/simple"},
		{"http://user:s3@cr/et@host:80/x y@z", "http://host:80/x y@z"},
		{"http://user:123?abc@host/simple", "http://host/simple"},
		{"http://user:s3@c/r?et@host/simple", "http://host/simple"},
		{"http://user:p://q@host/simple", "http://host/simple"},
		{"http://to/ken@host/simple", "http://host/simple"},
		{"git+https://user:12345/abc@h.test/x.git@v1", "git+https://h.test/x.git@v1"},
		{"git+https://u:s3@cr/et@h.test/x", "git+https://h.test/x"},
		/* Revisions, ports and paths are none. */
		{"git+https://u:p@h.test/x@v1", "git+https://h.test/x@v1"},
		{"git+https://h.test/x@feature/a", "git+https://h.test/x@feature/a"},
		{"git+https://forge/x.git@a/b", "git+https://forge/x.git@a/b"},
		{"https://h.test/@scope/x", "https://h.test/@scope/x"},
		{"https://pypi:8443/simple", "https://pypi:8443/simple"},
		{"https://u:p@h.test/x?mail=a@b.test", "https://h.test/x"},
		{"file:///a@b/c", "file:///a@b/c"}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		autotext struct text out = text_new(200);
		url_without_secrets(&out, cases[i][0], strlen(cases[i][0]));
		ck_assert_str_eq(out.bytes, cases[i][1]);
	}
}
END_TEST

START_TEST(secrets_of_sentences)
{
	static const char *const cases[][2] = {
		{"\"password = hunter2\": no option", "\"password=...\": no option"},
		{"\"api_token: 'abc'\" x", "\"api_token=...'\" x"},
		{"user:hunter2@host.test/x", "user:...@host.test/x"},
		{"https://u:hunter2@h.test/x y", "https://h.test/x y"},
		{"tokenizers is a name", "tokenizers is a name"}, {"a:b c", "a:b c"},
		{"\"foo --password hunter2\": no", "\"foo --password=...\": no"},
		{"\"foo --token-file hunter2\": no", "\"foo --token-file=...\": no"},
		{"\"machine h.test login hunter2 x\"", "\"machine h.test login=...\""},
		{"DB_PASSWORD 'hunter2' x", "DB_PASSWORD=...' x"},
		{"\"acme-token\" is a name", "\"acme-token\" is a name"},
		{"https://pypi-secrets:8443/simple", "https://pypi-secrets:8443/simple"},
		{"https://h.test/password=hunter", "https://h.test/password=..."},
		{"u:hunter2@h u:b v:hunter2@i", "u:...@h u:b v:...@i"}, {"x://", "x://"}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		autotext struct text out = text_new(200);
		without_secrets(&out, cases[i][0], strlen(cases[i][0]));
		ck_assert_str_eq(out.bytes, cases[i][1]);
	}
}
END_TEST

START_TEST(hosts)
{
	static const struct {
		const char *url;
		enum url_host host;
	} cases[] = {{"https://pypi.org/simple", URL_PYPI},
		{"https://files.pythonhosted.org/x", URL_PYPI},
		{"https://pypi.org.evil.test/simple", URL_ELSEWHERE},
		{"https://notpypi.org/simple", URL_ELSEWHERE},
		{"https://pypi.org@evil.test/simple", URL_ELSEWHERE},
		{"https://test.pypi.org/simple", URL_OPEN},
		{"https://download.pytorch.org/whl/cpu", URL_VENDOR},
		{"https://storage.googleapis.com/jax-releases/jax.html", URL_VENDOR},
		{"https://storage.googleapis.com/larkmoor/simple", URL_PAGE},
		{"https://larkmoor.github.io/simple/", URL_PAGE},
		{"https://github.io.evil.test/simple/", URL_ELSEWHERE},
		{"git+ssh://git@github.com/a/b.git", URL_FORGE},
		{"https://u:p@PKG.test:8080/simple", URL_ELSEWHERE}, {"../x", URL_NONE},
		{"https://${HOST}/simple", URL_NONE}, {"", URL_NONE},
		{"https://pypi.org:p/w@evil.test/simple", URL_ELSEWHERE},
		{"https://u:a/b@pypi.org/simple", URL_PYPI},
		{"https://www.piwheels.org/simple", URL_OPEN}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		ck_assert_msg(url_host(cases[i].url, strlen(cases[i].url)) == cases[i].host, "%s",
			cases[i].url);
	ck_assert(url_is_plain("http://h.test/") && !url_is_plain("http://localhost:80/") &&
		  !url_is_plain("https://h.test"));
}
END_TEST

UNIT_MAIN("urls", secrets_of_urls, secrets_of_sentences, hosts)
