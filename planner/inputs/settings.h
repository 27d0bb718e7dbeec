/* Settings of package managers that decide which index a name comes from. Each way in which a
 *public index can win over the internal one becomes a `struct weakness`:
 *
 *	extra-index-url    pip takes the highest version that any of its indexes offers
 *	find-links         packages in a folder or on a page, beside an index: the same
 *	index-strategy     uv with unsafe-first-match or unsafe-best-match: the same
 *	index-order        uv: a public index is asked before the internal one
 *	poetry-source      Poetry: PyPI beside an internal source that is not `explicit`
 *	pdm-source         PDM: sources without include_packages or respect-source-order
 *	pipfile-source     Pipenv: packages without `index`, or install_search_all_sources
 *	ignored-errors     uv: a refused log-in at the internal index falls through to PyPI
 *	index-without-tls  whoever is on the way can answer
 *	trusted-host       the same, by an option that accepts any certificate
 *
 * Sources: pip's documentation of --extra-index-url; uv, "Package indexes"; Poetry, "Repositories"
 * (priorities); PDM, "Configure the package indexes"; Pipenv, "Specifying Package Indexes". */
#ifndef INPUTS_SETTINGS_H
#define INPUTS_SETTINGS_H

#include "inputs/manifest.h"

/* How a setting is written where it stands, so that the change can be given to the letter. */
enum setting_form {
	FORM_OPTION, /* --index-url URL */
	FORM_INI,    /* index-url = URL */
	FORM_PIP,    /* PIP_INDEX_URL=URL */
	FORM_UV,     /* UV_DEFAULT_INDEX=URL */
	FORM_TOML,   /* of uv: index-url = "URL" */
};

/* Looks at one setting by its name: `extra-index-url`, `index_url`, `PIP_TRUSTED_HOST`,
 * `--index-strategy`. VALUE may hold several URLs separated by blanks; of `no-index` it may be
 * empty. Settings of one file should come one after the other. Returns whether the name is one that
 * matters here. */
bool setting_look(struct seeds *seeds, struct place place, enum setting_form form, const char *name,
	const char *value);

/* A new command begins: `--find-links` and `--no-index` are said of one command, while settings and
 * variables hold for their whole file. */
void setting_command(struct seeds *seeds, struct place place);

/* The table of uv.toml, or [tool.uv]. */
void settings_of_uv(const struct manifest *manifest, const struct tree *table);

/* [[tool.poetry.source]], [tool.pdm], and the sources of a Pipfile. */
void settings_of_poetry(const struct manifest *manifest, const struct tree *sources);
void settings_of_pdm(const struct manifest *manifest, const struct tree *pdm);
void settings_of_pipfile(const struct manifest *manifest);

/* The URL of the source or index called NAME in LIST, NULL where there is none. */
const char *settings_source_url(const struct tree *list, const char *name);

#endif
