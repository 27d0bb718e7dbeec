/* pip.conf, pip.ini: pip's own settings. */
#include "inputs/ini.h"
#include "inputs/settings.h"

static enum error read_conf(struct seeds *seeds, const struct file *file, struct failure *failure)
{
	struct ini ini = ini_of(file);
	while (ini_next(&ini))
		setting_look(
			seeds, (struct place){file->name, ini.line}, FORM_INI, ini.key, ini.value);
	if (ini.wrong > 0)
		seeds_skip(seeds, (struct place){file->name, ini.wrong},
			"is neither a [section] nor a `key = value`");
	ini_release(&ini);
	return ini.lines.error == OK ? OK
				     : fail(failure, ini.lines.error, "%s", ini.lines.failure.text);
}

const struct seed_reader pip_conf_reader = {
	.name = "pip.conf",
	.summary = "settings of pip: indexes, trusted hosts",
	.names = (const char *const[]){"pip.conf", "pip.ini", "*.pip.conf", "pip/*.conf", NULL},
	.read = read_conf,
};
