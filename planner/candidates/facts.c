/* What generators know of the world, from the embedded word lists. */
#include "candidates/facts.h"
#include "base/limits.h"
#include "base/say.h"
#include "base/text.h"
#include "names/name.h"
#include "registry/snapshot.h"

#include <stdlib.h>
#include <string.h>

static void add_key(char *keys, size_t room, char self, char key)
{
	size_t length = strlen(keys);
	if (key == '.' || key == self || strchr(keys, key) != NULL || length + 1 >= room)
		return;
	keys[length] = key;
	keys[length + 1] = '\0';
}

/* Keys touch their neighbours in the row, and in the next row those half a key to either side. */
static void learn_layout(struct facts *facts, const struct wordlist_row *layout)
{
	bool qwerty = strcmp(layout->columns[0], "qwerty") == 0;
	for (size_t r = 1; r < layout->count; r++) {
		const char *row = layout->columns[r];
		for (size_t k = 0; row[k] != '\0'; k++) {
			char near[7] = {0};
			size_t count = 0;
			if (k > 0)
				near[count++] = row[k - 1];
			if (row[k + 1] != '\0')
				near[count++] = row[k + 1];
			for (int step = -1; step <= 1; step += 2) {
				size_t other = step < 0 ? r - 1 : r + 1;
				if (other < 1 || other >= layout->count)
					continue;
				const char *keys = layout->columns[other];
				/* Row r stands half a key to the right of row r - 1. */
				for (int side = 0; side <= 1; side++) {
					size_t place = k + (step < 0 ? (size_t)side : 0) -
						       (step > 0 ? (size_t)side : 0);
					if (place < strlen(keys))
						near[count++] = keys[place];
				}
			}
			unsigned char self = (unsigned char)row[k];
			for (size_t i = 0; self != '.' && i < count; i++) {
				if (qwerty)
					add_key(facts->qwerty[self], sizeof facts->qwerty[self],
						row[k], near[i]);
				else
					add_key(facts->foreign[self], sizeof facts->foreign[self],
						row[k], near[i]);
			}
		}
	}
}

/* A list of pairs, turned so that either column can be looked up first. */
static struct wordlist both_ways(const char *name)
{
	struct wordlist pairs = wordlist_embedded(name, 2, 2);
	autotext struct text text = text_new(LIMIT_FILE_BYTES);
	for (size_t i = 0; i < pairs.count; i++)
		text_addf(&text, "%s\t%s\n%s\t%s\n", pairs.rows[i].columns[0],
			pairs.rows[i].columns[1], pairs.rows[i].columns[1],
			pairs.rows[i].columns[0]);
	struct wordlist turned;
	struct failure failure;
	if (wordlist_read(&turned, name, text.bytes, text.length, 2, 2, &failure) != OK) {
		say_failure(&failure);
		exit(2);
	}
	wordlist_release(&pairs);
	return turned;
}

/* `module TAB project` as `project TAB module`, both canonical; what is no name is left out. */
static struct wordlist by_project(const char *name)
{
	struct wordlist pairs = wordlist_embedded(name, 2, 2);
	autotext struct text text = text_new(LIMIT_FILE_BYTES);
	for (size_t i = 0; i < pairs.count; i++) {
		const char *other = pairs.rows[i].columns[0];
		size_t length = strlen(other);
		char canonical[LIMIT_NAME_BYTES + 1];
		if (length > LIMIT_NAME_BYTES || !name_is_valid(other, length))
			continue;
		name_canonical(other, length, canonical);
		text_addf(&text, "%s\t%s\n", pairs.rows[i].columns[1], canonical);
	}
	struct wordlist turned;
	struct failure failure;
	if (wordlist_read(&turned, name, text.bytes, text.length, 2, 2, &failure) != OK) {
		say_failure(&failure);
		exit(2);
	}
	wordlist_release(&pairs);
	return turned;
}

void facts_read(struct facts *facts, const struct snapshot *snapshot)
{
	memset(facts, 0, sizeof *facts);
	for (uint32_t i = 0; i < FACTS_PARTNERS; i++)
		facts->partners[i] = snapshot_ranked(snapshot, i + 1);
	struct wordlist keyboards = wordlist_embedded("wordlists/keyboards.tsv", 4, 6);
	for (size_t i = 0; i < keyboards.count; i++)
		learn_layout(facts, &keyboards.rows[i]);
	wordlist_release(&keyboards);
	facts->look_alikes = both_ways("wordlists/look-alikes.tsv");
	facts->spelling = both_ways("wordlists/british-american.tsv");
	facts->numerals = wordlist_embedded("wordlists/numerals.tsv", 2, 2);
	facts->affixes = wordlist_embedded("wordlists/affixes.tsv", 2, 2);
	facts->requirement_lines = wordlist_embedded("wordlists/requirement-lines.tsv", 1, 1);
	facts->modules = by_project("wordlists/import-names.tsv");
	facts->commands = by_project("wordlists/console-scripts.tsv");
}

void facts_release(struct facts *facts)
{
	wordlist_release(&facts->look_alikes);
	wordlist_release(&facts->spelling);
	wordlist_release(&facts->numerals);
	wordlist_release(&facts->affixes);
	wordlist_release(&facts->requirement_lines);
	wordlist_release(&facts->modules);
	wordlist_release(&facts->commands);
}
