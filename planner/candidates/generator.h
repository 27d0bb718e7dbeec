/* Generators: the ways in which a name is mistyped, misremembered, imitated or invented.
 *
 * One table. To add one: write its function in the file of its family, add its row to the table in
 * generator.c, its probability to policy/priors.json, and its forms, by hand, to
 * tests/data/generators.tsv. Rows without a function are operators whose forms come from elsewhere:
 * `private` is the name itself, `family-member` looks at many names at once.
 *
 * Left out, of what other generators form: other code points that look alike (names are ASCII); top
 * domains, subdomains and namespaces (PyPI has none); for a project that exists its separators moved,
 * dropped or exchanged, and l, i, 1 or o, 0 for one another (the same project, or refused as a
 * look-alike); three and more exchanged look-alikes; two slips in a name above 24 characters; orders
 * of words past LIMIT_PERMUTATIONS (a list says so). Others' word lists are data, not rules: ours are
 * in wordlists/.
 *
 * Sources of the definitions: the union of the generators of andrew/typosquatting, dnstwist,
 * OSSGadget, pypi-squatting and others, beside those that none of them has (stem, growth, joined,
 * requirement lines, families). */
#ifndef CANDIDATES_GENERATOR_H
#define CANDIDATES_GENERATOR_H

#include "candidates/forming.h"
#include "candidates/priors.h"

#include <stdbool.h>
#include <stddef.h>

enum generator_kinds {
	FOR_PUBLIC = 1,
	FOR_PRIVATE = 2,
	FOR_BOTH = FOR_PUBLIC | FOR_PRIVATE,
};

enum generator_stems {
	STEM_DIGITS = 1, /* without the digits at the end; without a Python affix */
	STEM_TAIL = 2,   /* the same, the digits put back: what ends the stem, else it is no news */
	STEM_GLUED = 4,  /* without hyphens */
	STEM_BASE = 8,   /* without the last word: the most frequent slips only */
	STEM_TWICE = 16, /* with another slip already on it: the most frequent slips only */
	STEM_GLYPHS = 32, /* with another character already exchanged */
	STEM_PLAIN = STEM_DIGITS | STEM_GLUED,
	STEM_FREQUENT = STEM_DIGITS | STEM_GLUED | STEM_BASE,
};

/* At most fixed + each * n + square * n * n forms of a target with n characters. */
struct bound {
	unsigned fixed, each, square;
};

/* An exclusive generator is one of many forms, none of them likely: it is credited only with names
 * that no generator before it in the table forms, those that are not exclusive all being before it.
 * Its share is divided by the strengths of its forms, but at least by `floor` times a million (a
 * bound of n as above), so that it is known without forming them that they cannot be among the
 * first of a list. */
struct generator {
	const char *name; /* the operator, as origins and priors call it */
	const char *family;
	const char *definition; /* one line */
	struct bound bound;
	unsigned kinds;
	unsigned stems; /* the stems to which it is also applied (stem.c) */
	void (*form)(struct forming *forming);
	struct bound floor; /* of an exclusive generator; 0: it is none */
	bool splices;       /* its forms are splices of the name (form_splice) */
	unsigned again;     /* its forms are slips of those that work on such stems; 0: they are not */
};

bool is_exclusive(const struct generator *generator);

extern const struct generator generators[]; /* ended by one without a name */

size_t generator_count(void);
/* The number of an operator, or -1. */
int generator_find(const char *name);

size_t bound_of(const struct bound *bound, size_t length);

/* slips.c */
void form_omissions(struct forming *forming);
void form_repetitions(struct forming *forming);
void form_overwrites(struct forming *forming);
void form_transpositions(struct forming *forming);
void form_moves(struct forming *forming);
void form_substitutions(struct forming *forming);
void form_insertions(struct forming *forming);
void form_contained(struct forming *forming);
void form_appended(struct forming *forming);
void form_prepended(struct forming *forming);

/* keys.c */
void form_keyboard(struct forming *forming);
void form_key_insertions(struct forming *forming);
void form_double_hits(struct forming *forming);
void form_bit_flips(struct forming *forming);

/* glyphs.c */
void form_vowels(struct forming *forming);
void form_all_vowels(struct forming *forming);
void form_lookalikes(struct forming *forming);

/* spelling.c */
void form_plurals(struct forming *forming);
void form_misspellings(struct forming *forming);
void form_british(struct forming *forming);
void form_homophones(struct forming *forming);
void form_numerals(struct forming *forming);
void form_growth(struct forming *forming);
void form_shortened(struct forming *forming);
void form_versions(struct forming *forming);
void form_without_version(struct forming *forming);

/* words.c */
void form_word_orders(struct forming *forming);
void form_glued_orders(struct forming *forming);
void form_dropped_words(struct forming *forming);
void form_truncations(struct forming *forming);

/* affixes.c */
void form_joined(struct forming *forming);
void form_affixes(struct forming *forming);
void form_rare_affixes(struct forming *forming);
void form_without_affix(struct forming *forming);
void form_other_affix(struct forming *forming);
void form_python_swaps(struct forming *forming);

/* separators.c */
void form_separators_dropped(struct forming *forming);
void form_separators_added(struct forming *forming);
void form_separators_moved(struct forming *forming);

/* stem.c */
/* Runs every generator that works on stems of this kind on the LENGTH characters at STEM, which are
 * put where the name stood; TAIL is put back after each form. */
void form_on_stem(struct forming *forming, const char *stem, size_t length, const char *tail,
	unsigned stems);
void form_stem_slips(struct forming *forming);
void form_stem_slips_with_tail(struct forming *forming);
void form_affix_slips(struct forming *forming);
void form_glued_slips(struct forming *forming);
void form_base_slips(struct forming *forming);

/* twice.c */
void form_twice(struct forming *forming);
void form_lookalikes_twice(struct forming *forming);

/* blends.c */
void form_blends(struct forming *forming);
void form_piece_orders(struct forming *forming);

/* aliases.c */
void form_alias_slips(struct forming *forming);
void form_import_names(struct forming *forming);
void form_command_names(struct forming *forming);

/* lines.c */
void form_requirement_lines(struct forming *forming);

#endif
