/* Generators: one table of all ways in which a name is mistaken for another.
 *
 * To add one: write its function in the file of its family, add its row to the table in
 * generator.c, its share to policy/priors.json, and its expected forms, by hand, to
 * tests/data/generators.tsv.
 *
 * A generator hands every form to forms_add() with the place where it was made. There forms that
 * are no canonical name, the target itself, and, for a target that exists on PyPI, forms with the
 * target's own look-alike form (which PyPI always refuses) fall away. */
#ifndef CANDIDATES_GENERATOR_H
#define CANDIDATES_GENERATOR_H

#include "candidates/forms.h"

struct generator {
	const char *name;   /* the operator: "omission" */
	const char *family; /* "slips", "words", ... */
	const char *help;   /* one line: what it does */
	const char *bound;  /* at most how many forms, n = length of the name */
	unsigned kinds;     /* FOR_PUBLIC | FOR_PRIVATE */
	void (*form)(struct forms *forms, const char *name, size_t length);
};

enum { FOR_PUBLIC = 1, FOR_PRIVATE = 2, FOR_ALL = 3 };

extern const struct generator generators[]; /* ended by one without a name */

/* The number of a generator in the table, or -1. */
int generator_of_name(const char *name);

/* The functions, by family. */
void form_omission(struct forms *, const char *, size_t);
void form_repetition(struct forms *, const char *, size_t);
void form_transposition(struct forms *, const char *, size_t);
void form_keyboard(struct forms *, const char *, size_t);
void form_foreign_keyboard(struct forms *, const char *, size_t);
void form_substitution(struct forms *, const char *, size_t);
void form_vowel(struct forms *, const char *, size_t);
void form_look_alike(struct forms *, const char *, size_t);
void form_double_hit(struct forms *, const char *, size_t);
void form_bit_flip(struct forms *, const char *, size_t);
void form_overwrite(struct forms *, const char *, size_t);
void form_move(struct forms *, const char *, size_t);
void form_key_insertion(struct forms *, const char *, size_t);
void form_contained_insertion(struct forms *, const char *, size_t);
void form_insertion(struct forms *, const char *, size_t);
void form_appended(struct forms *, const char *, size_t);
void form_prepended(struct forms *, const char *, size_t);

void form_plural(struct forms *, const char *, size_t);
void form_spelling(struct forms *, const char *, size_t);
void form_numeral(struct forms *, const char *, size_t);
void form_version_tail(struct forms *, const char *, size_t);
void form_stem(struct forms *, const char *, size_t);
void form_stem_slip(struct forms *, const char *, size_t);

void form_word_order(struct forms *, const char *, size_t);
void form_word_dropped(struct forms *, const char *, size_t);
void form_joined(struct forms *, const char *, size_t);
void form_affix_added(struct forms *, const char *, size_t);
void form_affix_removed(struct forms *, const char *, size_t);
void form_py_python(struct forms *, const char *, size_t);
void form_requirement_line(struct forms *, const char *, size_t);
void form_import_name(struct forms *, const char *, size_t);
void form_command_name(struct forms *, const char *, size_t);

void form_private(struct forms *, const char *, size_t);
void form_separator(struct forms *, const char *, size_t);
void form_lookalike_twin(struct forms *, const char *, size_t);

#endif
