/* INI files as Python's configparser reads them (pip.conf, setup.cfg): `key = value` or `key:
 * value`, further lines of a value indented, comments on lines of their own.
 *
 * libinih is not used: Debian builds it without line numbers (INI_HANDLER_LINENO), with lines of at
 * most 200 bytes, and findings need both.
 *
 *	struct ini ini = ini_of(file);
 *	while (ini_next(&ini))
 *		... ini.section, ini.key, ini.value, ini.line ...
 *
 * A value of several lines comes line by line under the same key. Section and key come in lower
 * case, `_` in keys as `-`. */
#ifndef INPUTS_INI_H
#define INPUTS_INI_H

#include "base/file.h"

struct ini {
	char section[128], key[128];
	char *value; /* trimmed; may be "" */
	size_t line;
	struct lines lines; /* lines.error tells of a line that is too long */
	size_t wrong;       /* the first line that is none of INI; 0: none */
};

struct ini ini_of(const struct file *file);
bool ini_next(struct ini *ini);
void ini_release(struct ini *ini);

#endif
