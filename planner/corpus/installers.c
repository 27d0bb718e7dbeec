/* The commands that install packages by name. */
#include "corpus/installers.h"
#include "corpus/command_words.h"

static const char *const pip_valued[] = {"-r", "--requirement", "-c", "--constraint", "-e",
	"--editable", "-t", "--target", "-i", "--index-url", "--extra-index-url", "-f",
	"--find-links", "--platform", "--python-version", "--implementation", "--abi", "--root",
	"--prefix", "--src", "--upgrade-strategy", "--no-binary", "--only-binary", "--progress-bar",
	"--config-settings", "-C", "--global-option", "--install-option", "--report", "--log",
	"--proxy", "--retries", "--timeout", "--exists-action", "--trusted-host", "--cert",
	"--client-cert", "--cache-dir", "--python", "-p", "--index", "--default-index",
	"--resolution", "--prerelease", "--overrides", "--override", NULL};
static const char *const uv_valued[] = {"-r", "--requirements", "--group", "--optional", "--extra",
	"--index", "--default-index", "--index-url", "-i", "--extra-index-url", "-f",
	"--find-links", "--python", "-p", "--package", "--script", "--bounds", "--rev", "--tag",
	"--branch", "--with-requirements", "--with-editable", "--directory", "--project", "-c",
	"--constraints", "--env-file", "--module", "-m", "--marker", NULL};
static const char *const poetry_valued[] = {"-G", "--group", "-E", "--extras", "--python",
	"--platform", "--source", "--markers", "--directory", "-C", "--project", "-P", NULL};
static const char *const pdm_valued[] = {"-G", "--group", "-p", "--project", "-e", "--editable",
	"--save-strategy", "-L", "--lockfile", "-k", "--skip", "--venv", NULL};
static const char *const pipx_valued[] = {"--suffix", "--python", "--index-url", "-i", "--pip-args",
	"--preinstall", "--backend", "--fetch-python", NULL};
static const char *const conda_valued[] = {"-c", "--channel", "-n", "--name", "-p", "--prefix",
	"--file", "-f", "--solver", "--repodata-fn", "--subdir", "--platform", NULL};

const struct installer installers[] = {
	{{"pip", "install"}, SIGHTING_INSTALL, .valued = pip_valued},
	{{"uv", "add"}, SIGHTING_TOOL, .valued = uv_valued},
	{{"uv", "tool", "install"}, SIGHTING_TOOL, .first_only = true, .naming = "--from",
		.valued = uv_valued},
	{{"uv", "tool", "run"}, SIGHTING_TOOL, .first_only = true, .naming = "--from",
		.valued = uv_valued},
	{{"uv", "run"}, SIGHTING_TOOL, .only_with = true, .valued = uv_valued},
	{{"uvx"}, SIGHTING_TOOL, .first_only = true, .naming = "--from", .valued = uv_valued},
	{{"poetry", "add"}, SIGHTING_TOOL, .valued = poetry_valued},
	{{"pdm", "add"}, SIGHTING_TOOL, .valued = pdm_valued},
	{{"pipx", "install"}, SIGHTING_TOOL, .valued = pipx_valued},
	{{"pipx", "run"}, SIGHTING_TOOL, .first_only = true, .naming = "--spec",
		.valued = pipx_valued},
	{{"pipx", "inject"}, SIGHTING_TOOL, .valued = pipx_valued},
	{{"conda", "install"}, SIGHTING_CONDA, .valued = conda_valued},
	{{"conda", "create"}, SIGHTING_CONDA, .valued = conda_valued},
	{.words = {NULL}},
};

const char *installer_program(struct part word)
{
	if (part_begins(word, "pip")) {
		const char *at = word.at + 3;
		while (at < word.end && ((*at >= '0' && *at <= '9') || *at == '.'))
			at++;
		if (at == word.end)
			return "pip";
	}
	if (part_is(word, "mamba") || part_is(word, "micromamba"))
		return "conda";
	static const char *const known[] = {
		"uv", "uvx", "poetry", "pdm", "pipx", "conda", "micropip"};
	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		if (part_is(word, known[i]))
			return known[i];
	}
	return NULL;
}

bool installer_takes(const struct installer *installer, struct part *rest)
{
	for (size_t i = 1; i < INSTALLER_WORDS && installer->words[i] != NULL; i++) {
		struct part word;
		do {
			if (!command_word(rest, &word))
				return false;
		} while (word.at[0] == '-' && word.end - word.at > 1);
		if (!part_is(word, installer->words[i]))
			return false;
	}
	return true;
}

bool installer_values(const struct installer *installer, struct part option)
{
	for (const char *const *valued = installer->valued; *valued != NULL; valued++) {
		if (part_is(option, *valued))
			return true;
	}
	return false;
}
