/* The message that carries the disclosure report: send/mail.eml (RFC 5322, text/plain in UTF-8).
 *
 * `X-Unsent: 1` opens it as a draft in the mail programs that know it: a person reads and sends it.
 * What comes from outside reaches a header only as an address of the plain form (mail_is_address)
 * or as words of RFC 2047, in which a line break cannot stand; so no header can be injected. */
#ifndef BUNDLE_MAIL_H
#define BUNDLE_MAIL_H

#include <stdbool.h>

struct asked;
struct text;

void mail_render(const struct asked *asked, struct text *out);

/* Whether ADDRESS is a dot-atom, an `@` and a domain of labels (RFC 5322, 3.4.1, without comments,
 * quotes and literals), in ASCII, at most 254 bytes. */
bool mail_is_address(const char *address);

/* A header with words from outside, folded at 76 columns, ended by CR LF. */
void mail_header(struct text *out, const char *name, const char *words);

#endif
