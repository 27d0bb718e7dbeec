/* SBOMs: CycloneDX JSON and SPDX 2 JSON, by their package URLs (purl-spec, type pypi), also as
 * GitHub and in-toto wrap them. */
#include "base/text.h"
#include "inputs/manifest.h"
#include "inputs/purl.h"
#include "inputs/url.h"

#include <string.h>

/* Where a component was fetched from, if it says so: the qualifier repository_url, that of the
 * file, else OTHER. */
static void add_purl(
	const struct manifest *manifest, const struct tree *value, const char *other, bool own)
{
	struct place place = manifest_place(manifest, value);
	struct purl purl;
	switch (purl_read(value->text, &purl)) {
	case PURL_OTHER:
		return;
	case PURL_WRONG:
		seeds_skip(manifest->seeds, place, "\"%.120s\" is no package URL", value->text);
		return;
	case PURL_PYPI:
		break;
	}
	other = purl.download[0] ? purl.download : other;
	if (own && other == NULL && purl.repository[0] == '\0') {
		seeds_add(manifest->seeds, SEED_PROJECT, purl.name, strlen(purl.name), place);
		return;
	}
	size_t length = strlen(purl.name);
	bool vcs = purl.vcs[0] != '\0';
	/* The specification's own examples leave the scheme out: `repository_url=gcr.io`. */
	autotext struct text with_scheme = text_new(LIMIT_LINE_BYTES);
	const char *index = purl.repository[0] ? purl.repository : NULL;
	if (index != NULL && strstr(index, "://") == NULL) {
		text_addf(&with_scheme, "https://%s", index);
		index = with_scheme.bytes;
	}
	/* Where the sources are kept is said of public projects, too: that alone makes none ours.
	 */
	if (vcs || (index == NULL && other != NULL && url_is_version_control(other)))
		seeds_add(manifest->seeds, SEED_FORGE, purl.name, length, place);
	else if (index == NULL && other != NULL)
		seeds_add_file(manifest->seeds, purl.name, length, place, other);
	else
		seeds_add_from(manifest->seeds, purl.name, length, place, index, false);
}

/* The URL of an external reference of type distribution, or of one of type vcs that begins with
 * `git+`, as what was installed from there has it: a plain one is where the sources are kept. */
static const char *distribution_of(const struct tree *component)
{
	const struct tree *list = tree_find(component, "externalReferences");
	for (const struct tree *item = tree_first(list); item != NULL; item = item->next) {
		const char *type = tree_text(item, "type"), *url = tree_text(item, "url");
		bool found = type != NULL && url != NULL &&
			     (strcmp(type, "distribution") == 0 ||
				     (strcmp(type, "vcs") == 0 && url_is_version_control(url)));
		if (found)
			return url;
	}
	return NULL;
}

static void read_components(const struct manifest *manifest, const struct tree *parent);

static void read_component(const struct manifest *manifest, const struct tree *component, bool own)
{
	if (!manifest_is(manifest, component, TREE_TABLE))
		return;
	const struct tree *purl = manifest_get(manifest, component, "purl", TREE_TEXT);
	if (purl != NULL)
		add_purl(manifest, purl, distribution_of(component), own);
	read_components(manifest, component);
}

static void read_components(const struct manifest *manifest, const struct tree *parent)
{
	const struct tree *list = manifest_get(manifest, parent, "components", TREE_LIST);
	for (const struct tree *item = tree_first(list); item != NULL; item = item->next)
		read_component(manifest, item, false);
}

/* The table that says KEY: the root, or what an export of GitHub's or an attestation of in-toto
 * wraps. */
static const struct tree *document_of(const struct manifest *manifest, const char *key)
{
	static const char *const wraps[] = {"sbom", "predicate"};
	const struct tree *root = manifest->root;
	for (size_t i = 0; tree_find(root, key) == NULL && i < sizeof wraps / sizeof *wraps; i++) {
		const struct tree *inner = tree_find(root, wraps[i]);
		if (tree_find(inner, key) != NULL)
			return inner;
	}
	return root;
}

static void read_cyclonedx(const struct manifest *manifest)
{
	const struct tree *document = document_of(manifest, "bomFormat");
	const struct tree *metadata = manifest_get(manifest, document, "metadata", TREE_TABLE);
	const struct tree *own = manifest_get(manifest, metadata, "component", TREE_TABLE);
	if (own != NULL)
		read_component(manifest, own, true);
	read_components(manifest, document);
}

/* `purl`, or with the address that RDF gives it: http://spdx.org/rdf/references/purl. */
static bool is_purl_type(const char *type)
{
	const char *slash = strrchr(type, '/');
	return strcmp(slash ? slash + 1 : type, "purl") == 0;
}

static void read_package(const struct manifest *manifest, const struct tree *package)
{
	const struct tree *from = manifest_get(manifest, package, "downloadLocation", TREE_TEXT);
	const char *url = from && strstr(from->text, "://") ? from->text : NULL;
	const struct tree *list = manifest_get(manifest, package, "externalRefs", TREE_LIST);
	for (const struct tree *item = tree_first(list); item != NULL; item = item->next) {
		if (!manifest_is(manifest, item, TREE_TABLE))
			continue;
		const char *type = tree_text(item, "referenceType");
		const struct tree *purl =
			manifest_get(manifest, item, "referenceLocator", TREE_TEXT);
		if (purl != NULL && type != NULL && is_purl_type(type))
			add_purl(manifest, purl, url, false);
	}
}

static void read_spdx(const struct manifest *manifest)
{
	const struct tree *document = document_of(manifest, "spdxVersion");
	const struct tree *list = manifest_get(manifest, document, "packages", TREE_LIST);
	if (tree_find(document, "@graph") != NULL)
		seeds_skip(manifest->seeds, manifest_place(manifest, document),
			"is SPDX 3, which is not read; export it as SPDX 2.3 or CycloneDX");
	for (const struct tree *item = tree_first(list); item != NULL; item = item->next) {
		if (manifest_is(manifest, item, TREE_TABLE))
			read_package(manifest, item);
	}
}

static enum error read_one(struct seeds *seeds, const struct file *file, struct failure *failure)
{
	return manifest_read(seeds, file, tree_read_json, read_cyclonedx, failure);
}

static enum error read_other(struct seeds *seeds, const struct file *file, struct failure *failure)
{
	return manifest_read(seeds, file, tree_read_json, read_spdx, failure);
}

/* The marks stand near the begin in practice, but nothing says so. */
static bool holds(const struct file *file, const char *word)
{
	return memmem(file->bytes, file->length, word, strlen(word)) != NULL;
}

static bool is_cyclonedx(const struct file *file)
{
	return holds(file, "\"bomFormat\"") || strstr(file->name, ".cdx.json") != NULL;
}

static bool is_spdx(const struct file *file)
{
	return holds(file, "\"spdxVersion\"") || holds(file, "https://spdx.org/rdf/3.") ||
	       strstr(file->name, ".spdx.json") != NULL;
}

const struct seed_reader cyclonedx_reader = {
	.name = "CycloneDX",
	.summary = "an SBOM in JSON; components by purl, nested ones too",
	.names = (const char *const[]){"*.json", NULL},
	.recognises = is_cyclonedx,
	.anywhere = true,
	.read = read_one,
};

const struct seed_reader spdx_reader = {
	.name = "SPDX",
	.summary = "an SBOM of SPDX 2 in JSON; packages by purl",
	.names = (const char *const[]){"*.json", NULL},
	.recognises = is_spdx,
	.anywhere = true,
	.read = read_other,
};
