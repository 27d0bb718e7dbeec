/* Settings of package managers that decide which index a name comes from. Each way in which a
 * public index can win over the internal one becomes a `struct weakness`:
 *
 *	extra-index-url    pip takes the highest version that any of its indexes offers; Azure's
 *	                   PipAuthenticate with onlyAddExtraIndex sets it beside PyPI
 *	find-links         packages in a folder or on a page, beside an index: the same
 *	index-strategy     uv with unsafe-first-match or unsafe-best-match: the same
 *	index-order        uv: a public index is asked before the internal one
 *	poetry-source      Poetry: PyPI beside an internal source that is not `explicit`
 *	pdm-source         PDM: sources without include_packages that are not asked before PyPI
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

/* Around the reading of one file and of what it includes. An index to which no stranger can add
 * (url_is_closed()) is weak only beside one of our own: what was found of it is dropped at the end
 * of a file that names none. */
void settings_begin(struct seeds *seeds);
void settings_end(struct seeds *seeds);

/* Looks at one setting by its name: `extra-index-url`, `index_url`, `PIP_TRUSTED_HOST`,
 * `--index-strategy`. VALUE may hold several URLs separated by blanks; of `no-index` it may be
 * empty. A name that does not matter here is nothing. */
void setting_look(struct seeds *seeds, struct place place, enum setting_form form, const char *name,
	const char *value);

/* How the variable PIP_x or UV_x is written. */
enum setting_form setting_form_of(const char *variable);

/* Whether it is the name of a setting that matters here. */
bool setting_is_known(const char *name);

/* A new command or list begins: `--find-links`, `--no-index` and the order of uv's indexes are said
 * of one, while settings and variables hold for their whole file. What the one before said and left
 * in doubt is no finding. */
void setting_command(struct seeds *seeds);

/* The environment variables of pip and uv in a table, and in the tables and lists in it: whatever
 * the tools call it, a key that begins with PIP_ or UV_ is one, and so is a name that a text in it
 * gives a value. */
void settings_of_variables(const struct manifest *manifest, const struct tree *table);

/* The table of uv.toml, or [tool.uv]. */
void settings_of_uv(const struct manifest *manifest, const struct tree *table);

/* [pypi-options] of pixi.toml or [tool.pixi]. */
void settings_of_pixi(const struct manifest *manifest, const struct tree *options);

/* [[tool.poetry.source]], [tool.pdm], and the sources of a Pipfile. */
void settings_of_poetry(const struct manifest *manifest, const struct tree *sources);
void settings_of_pdm(const struct manifest *manifest, const struct tree *pdm);
void settings_of_pipfile(const struct manifest *manifest);

/* The URL of the source or index called NAME in LIST, NULL where there is none. */
const char *settings_source_url(const struct tree *list, const char *name);

/* Whether the source, a table with `url` or the `name` PyPI, is for everybody; whether any stranger
 * can add to it too (not url_is_closed()); and how it is shown, which the caller releases. */
bool source_is_public(const struct tree *source);
bool source_is_open(const struct tree *source);
struct text source_shown(const struct tree *source);

#endif
