/* The facts that generators form names from, read from wordlists/. */
#include "candidates/lists.h"
#include "base/limits.h"
#include "names/name.h"
#include "names/wordlist.h"
#include "registry/snapshot.h"

#include <stdlib.h>
#include <string.h>

const char symbols[SYMBOLS + 1] = "abcdefghijklmnopqrstuvwxyz0123456789-";

/* Two keys are near: the next in the row, and, since each row stands half a key right of the one
 * above, the two that touch in the row below. */
static void join_keys(uint64_t near[SYMBOLS], char a, char b)
{
	int left = symbol_of(a), right = symbol_of(b);
	if (left < 0 || right < 0)
		return;
	near[left] |= symbol_bit(right);
	near[right] |= symbol_bit(left);
}

static void read_layout(uint64_t near[SYMBOLS], const struct wordlist_row *row)
{
	for (size_t r = 1; r < row->count; r++) {
		const char *keys = row->columns[r];
		const char *below = r + 1 < row->count ? row->columns[r + 1] : "";
		size_t length = strlen(keys), below_length = strlen(below);
		for (size_t i = 0; i < length; i++) {
			if (i + 1 < length)
				join_keys(near, keys[i], keys[i + 1]);
			if (i < below_length)
				join_keys(near, keys[i], below[i]);
			if (i > 0 && i - 1 < below_length)
				join_keys(near, keys[i], below[i - 1]);
		}
	}
}

static void read_keyboards(struct lists *lists)
{
	struct wordlist list = wordlist_embedded("wordlists/keyboards.tsv", 2, WORDLIST_COLUMNS);
	for (size_t i = 0; i < list.count; i++) {
		read_layout(lists->near, &list.rows[i]);
		if (strcmp(list.rows[i].columns[0], "qwerty") == 0)
			read_layout(lists->near_qwerty, &list.rows[i]);
	}
	wordlist_release(&list);
}

static void read_sounds(struct lists *lists)
{
	struct wordlist list = wordlist_embedded("wordlists/sounds.tsv", 2, 2);
	for (size_t i = 0; i < list.count; i++) {
		int one = symbol_of(list.rows[i].columns[0][0]);
		int other = symbol_of(list.rows[i].columns[1][0]);
		if (one < 0 || other < 0)
			continue;
		lists->alike[one] |= symbol_bit(other);
		lists->alike[other] |= symbol_bit(one);
	}
	wordlist_release(&list);
}

static void add_exchange(
	struct lists *lists, struct exchanges *exchanges, const char *from, const char *to)
{
	*array_add(&exchanges->all) = (struct exchange){intern_string(lists->pool, from),
		intern_string(lists->pool, to), (uint8_t)strlen(from), (uint8_t)strlen(to)};
}

static int compare_exchanges(const void *a, const void *b)
{
	const struct exchange *left = a, *right = b;
	int order = symbol_of(left->from[0]) - symbol_of(right->from[0]);
	if (order == 0)
		order = strcmp(left->from, right->from);
	return order ? order : strcmp(left->to, right->to);
}

/* A list of two columns, each of which may stand for the other. */
static void read_exchanges(struct lists *lists, struct exchanges *exchanges, const char *name)
{
	struct wordlist list = wordlist_embedded(name, 2, 2);
	for (size_t i = 0; i < list.count; i++) {
		const char *const *columns = list.rows[i].columns;
		add_exchange(lists, exchanges, columns[0], columns[1]);
		add_exchange(lists, exchanges, columns[1], columns[0]);
	}
	wordlist_release(&list);
	qsort(exchanges->all.items, exchanges->all.count, sizeof *exchanges->all.items,
		compare_exchanges);
	size_t at = 0;
	for (int s = 0; s <= SYMBOLS; s++) {
		while (at < exchanges->all.count && symbol_of(exchanges->all.items[at].from[0]) < s)
			at++;
		if (s < SYMBOLS)
			exchanges->start[s] = (uint32_t)at;
	}
	exchanges->start[SYMBOLS] = (uint32_t)exchanges->all.count;
}

static enum common class_of(uint32_t count, const uint32_t least[COMMONS - 1])
{
	int class = COMMON_TOP;
	while (class < COMMON_LEAST && count < least[class])
		class ++;
	return (enum common) class;
}

static void read_affixes(struct lists *lists)
{
	static const uint32_t least[] = {1800, 600, 250, 120};
	struct wordlist list = wordlist_embedded("wordlists/affixes.tsv", 4, 4);
	for (size_t i = 0; i < list.count; i++) {
		const char *const *columns = list.rows[i].columns;
		uint32_t hyphened = (uint32_t)strtoul(columns[2], NULL, 10);
		uint32_t glued = (uint32_t)strtoul(columns[3], NULL, 10);
		*array_add(&lists->affixes) = (struct affix){
			.text = intern_string(lists->pool, columns[0]),
			.length = (uint8_t)strlen(columns[0]),
			.before = strcmp(columns[1], "before") == 0,
			.with_hyphen = class_of(hyphened, least),
			.without = class_of(glued, least),
			.hyphened = hyphened >= 20,
			.glued = glued >= 30,
		};
	}
	wordlist_release(&list);
}

static int compare_aliases(const void *a, const void *b)
{
	const struct alias *left = a, *right = b;
	int order = strcmp(left->project, right->project);
	return order ? order : strcmp(left->name, right->name);
}

/* The canonical form, interned; NULL where TEXT is no name. */
static const char *canonical_of(struct lists *lists, const char *text)
{
	char canonical[LIMIT_NAME_BYTES + 1];
	size_t length = strlen(text);
	while (length > 0 && (text[0] == '_' || text[0] == '.' || text[0] == '-')) {
		text++;
		length--;
	}
	if (length > LIMIT_NAME_BYTES || !name_is_valid(text, length))
		return NULL;
	length = name_canonical(text, length, canonical);
	return intern_text(lists->pool, canonical, length);
}

/* Rows `module or command`, `project`; REVERSED: the project is the alias of the module. */
static void read_aliases(struct lists *lists, const char *file, bool reversed, struct alias **items,
	size_t *count)
{
	struct wordlist list = wordlist_embedded(file, 2, 2);
	ARRAY(struct alias) aliases = {0};
	for (size_t i = 0; i < list.count; i++) {
		const char *const *columns = list.rows[i].columns;
		const char *name = canonical_of(lists, columns[0]);
		const char *project = canonical_of(lists, columns[1]);
		if (name != NULL && project != NULL && name != project)
			*array_add(&aliases) = reversed ? (struct alias){name, project}
							: (struct alias){project, name};
	}
	wordlist_release(&list);
	if (aliases.count > 1)
		qsort(aliases.items, aliases.count, sizeof *aliases.items, compare_aliases);
	*items = aliases.items;
	*count = aliases.count;
}

static const struct alias *find_aliases(
	const struct alias *aliases, size_t all, const char *project, size_t *count)
{
	size_t low = 0, high = all;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (strcmp(aliases[middle].project, project) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	size_t end = low;
	while (end < all && strcmp(aliases[end].project, project) == 0)
		end++;
	*count = end - low;
	return aliases + low;
}

const struct alias *lists_modules(const struct lists *lists, const char *project, size_t *count)
{
	return find_aliases(lists->modules.items, lists->modules.count, project, count);
}

const struct alias *lists_owners(const struct lists *lists, const char *module, size_t *count)
{
	return find_aliases(lists->owners.items, lists->owners.count, module, count);
}

const struct alias *lists_commands(const struct lists *lists, const char *project, size_t *count)
{
	return find_aliases(lists->commands.items, lists->commands.count, project, count);
}

static int compare_words(const void *a, const void *b)
{
	const struct listed_word *left = a, *right = b;
	if (left->common != right->common)
		return left->common < right->common ? -1 : 1;
	return strcmp(left->text, right->text);
}

static void read_last_words(struct lists *lists)
{
	static const uint32_t least[] = {3500, 1500, 1000, 550};
	struct wordlist list = wordlist_embedded("wordlists/last-words.tsv", 2, 2);
	for (size_t i = 0; i < list.count; i++) {
		const char *const *columns = list.rows[i].columns;
		*array_add(&lists->last_words) = (struct listed_word){
			intern_string(lists->pool, columns[0]), (uint8_t)strlen(columns[0]),
			class_of((uint32_t)strtoul(columns[1], NULL, 10), least)};
	}
	wordlist_release(&list);
	qsort(lists->last_words.items, lists->last_words.count, sizeof *lists->last_words.items,
		compare_words);
}

static void read_partners(struct lists *lists, const struct snapshot *snapshot)
{
	for (uint32_t rank = 1; rank <= LIMIT_PARTNERS; rank++) {
		const char *name = snapshot_ranked(snapshot, rank);
		if (name == NULL || strlen(name) > LIMIT_NAME_BYTES)
			continue;
		enum common common = rank <= 10   ? COMMON_TOP
				     : rank <= 30 ? COMMON_OFTEN
				     : rank <= 60 ? COMMON_SOME
						  : COMMON_RARE;
		*array_add(&lists->partners) = (struct listed_word){
			intern_string(lists->pool, name), (uint8_t)strlen(name), common};
	}
}

/* A word of few letters is a piece of names only where it stands in many; a longer one where it is
 * English, since else it is the name of a project. */
static bool is_piece(
	const struct wordlist *english, const char *word, size_t length, uint32_t count)
{
	enum { SHORT = 5, SHORT_LEAST = 400, LEAST = 20 };
	if (length <= SHORT && count >= SHORT_LEAST)
		return true;
	return length > 2 && count >= LEAST && wordlist_has(english, word, length);
}

static void read_vocabulary(struct lists *lists, const struct snapshot *snapshot)
{
	struct wordlist english = wordlist_embedded("wordlists/common.txt", 1, 1);
	for (uint32_t w = 0; w < snapshot_vocabulary(snapshot); w++) {
		size_t length = 0;
		uint32_t count = 0;
		const char *word = snapshot_word(snapshot, w, &length, &count);
		if (word == NULL || intern_number(lists->vocabulary, word, length) != w)
			break; /* a damaged file */
		*array_add(&lists->pieces) = is_piece(&english, word, length, count) ? count : 0;
	}
	wordlist_release(&english);
}

uint32_t lists_piece(const struct lists *lists, const char *text, size_t length)
{
	uint32_t number = intern_find(lists->vocabulary, text, length);
	return number < lists->pieces.count ? lists->pieces.items[number] : 0;
}

struct lists *lists_new(const struct snapshot *snapshot)
{
	struct lists *lists = memory_new(1, sizeof *lists);
	lists->pool = intern_new();
	lists->vocabulary = intern_new();
	lists->snapshot = snapshot;
	read_keyboards(lists);
	read_sounds(lists);
	read_exchanges(lists, &lists->lookalikes, "wordlists/lookalikes.tsv");
	read_exchanges(lists, &lists->misspellings, "wordlists/misspellings.tsv");
	read_exchanges(lists, &lists->british, "wordlists/british.tsv");
	read_exchanges(lists, &lists->homophones, "wordlists/homophones.tsv");
	read_exchanges(lists, &lists->numerals, "wordlists/numerals.tsv");
	read_exchanges(lists, &lists->plurals, "wordlists/plurals.tsv");
	read_exchanges(lists, &lists->abbreviations, "wordlists/abbreviations.tsv");
	read_affixes(lists);
	read_aliases(lists, "wordlists/import-names.tsv", false, &lists->modules.items,
		&lists->modules.count);
	read_aliases(lists, "wordlists/import-names.tsv", true, &lists->owners.items,
		&lists->owners.count);
	read_aliases(lists, "wordlists/console-scripts.tsv", false, &lists->commands.items,
		&lists->commands.count);
	read_last_words(lists);
	trigrams_count(&lists->trigrams, snapshot);
	if (snapshot != NULL) {
		read_partners(lists, snapshot);
		read_vocabulary(lists, snapshot);
	}
	return lists;
}

void lists_free(struct lists *lists)
{
	if (lists == NULL)
		return;
	array_release(&lists->lookalikes.all);
	array_release(&lists->misspellings.all);
	array_release(&lists->british.all);
	array_release(&lists->homophones.all);
	array_release(&lists->numerals.all);
	array_release(&lists->plurals.all);
	array_release(&lists->abbreviations.all);
	array_release(&lists->affixes);
	array_release(&lists->modules);
	array_release(&lists->commands);
	array_release(&lists->owners);
	array_release(&lists->pieces);
	intern_free(lists->vocabulary);
	array_release(&lists->last_words);
	array_release(&lists->partners);
	intern_free(lists->pool);
	free(lists);
}
