/* What a name that was said means. */
#include "corpus/meaning.h"
#include "base/limits.h"
#include "names/name.h"
#include "names/wordlist.h"
#include "registry/rules.h"

#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

struct meaning {
	const struct rules *rules;
	struct intern *modules;
	struct wordlist common, placeholders;
};

struct meaning *meaning_new(const struct rules *rules)
{
	struct meaning *meaning = memory_new(1, sizeof *meaning);
	*meaning = (struct meaning){.rules = rules,
		.modules = intern_new(),
		.common = wordlist_embedded("wordlists/common.txt", 1, 1),
		.placeholders = wordlist_embedded("wordlists/placeholders.tsv", 2, 2)};
	struct wordlist modules = wordlist_embedded("wordlists/import-names.tsv", 2, 2);
	for (size_t i = 0; i < modules.count; i++) {
		char canonical[LIMIT_NAME_BYTES + 1];
		const char *module = modules.rows[i].columns[0];
		size_t length = strlen(module);
		if (length <= LIMIT_NAME_BYTES)
			intern_number(meaning->modules, canonical,
				name_canonical(module, length, canonical));
	}
	wordlist_release(&modules);
	return meaning;
}

void meaning_free(struct meaning *meaning)
{
	intern_free(meaning->modules);
	wordlist_release(&meaning->common);
	wordlist_release(&meaning->placeholders);
	free(meaning);
}

/* Whether what stands before the first dot is itself registered, standard or a module. */
static bool is_submodule(const struct meaning *meaning, const char *written)
{
	char canonical[LIMIT_NAME_BYTES + 1];
	size_t length = strcspn(written, ".");
	if (written[length] != '.' || length > LIMIT_NAME_BYTES || !name_is_valid(written, length))
		return false;
	length = name_canonical(written, length, canonical);
	enum verdict verdict = rules_verdict(meaning->rules, canonical, length);
	return verdict == VERDICT_EXISTS || verdict == VERDICT_STDLIB ||
	       intern_find(meaning->modules, canonical, length) != INTERN_NONE;
}

static bool is_placeholder(const struct meaning *meaning, const char *name)
{
	for (size_t i = 0; i < meaning->placeholders.count; i++) {
		if (fnmatch(meaning->placeholders.rows[i].columns[0], name, FNM_NOESCAPE) == 0)
			return true;
	}
	return false;
}

/* `__future__` and `_thread` are no names for a project, but modules of the standard library. */
static bool is_private_stdlib(const struct meaning *meaning, const char *written)
{
	char canonical[LIMIT_NAME_BYTES + 1];
	const char *start = written + strspn(written, "_");
	size_t length = strlen(start);
	while (length > 0 && start[length - 1] == '_')
		length--;
	if (start == written || length > LIMIT_NAME_BYTES || !name_is_valid(start, length))
		return false;
	length = name_canonical(start, length, canonical);
	return rules_verdict(meaning->rules, canonical, length) == VERDICT_STDLIB;
}

enum corpus_class meaning_class(
	const struct meaning *meaning, const char *name, const char *written, bool imported)
{
	autojudgement struct judgement judgement = {0};
	size_t length = strlen(name);
	rules_judge(meaning->rules, name, length, &judgement);
	if (judgement.verdict == VERDICT_INVALID)
		return is_private_stdlib(meaning, written) ? CORPUS_STDLIB : CORPUS_INVALID;
	if (judgement.verdict == VERDICT_STDLIB)
		return CORPUS_STDLIB;
	bool module = intern_find(meaning->modules, name, length) != INTERN_NONE;
	if (module && imported)
		return CORPUS_MODULE;
	if (judgement.verdict == VERDICT_EXISTS || judgement.verdict == VERDICT_SIMILAR)
		return CORPUS_REGISTERED;
	if (module)
		return CORPUS_MODULE;
	if (is_submodule(meaning, written))
		return CORPUS_SUBMODULE;
	if (is_placeholder(meaning, name))
		return CORPUS_PLACEHOLDER;
	if (wordlist_has(&meaning->common, name, length))
		return CORPUS_PROSE;
	return CORPUS_INVENTED;
}
