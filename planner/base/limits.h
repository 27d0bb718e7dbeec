/* Every ceiling of the program, with its name and its reason.
 *
 * Input is hostile: a list, a depth, a length or a permutation that has no limit here is a
 * mistake. Each limit is far above what honest input needs and far below what hurts; where one
 * is met, the message names it, so that a person can find this line. */
#ifndef BASE_LIMITS_H
#define BASE_LIMITS_H

enum limit {
	/* A name. The longest project on PyPI has 188 characters; Warehouse sets no limit. */
	LIMIT_NAME_BYTES = 255,
	/* A word list or policy entry, a list line, a requirement after its continuations. */
	LIMIT_LINE_BYTES = 64 * 1024,
	/* A sentence that goes to a person: errors, reasons. */
	LIMIT_MESSAGE_BYTES = 1024,
	/* A manifest, list or policy, read whole. Real ones are below 5 MB. */
	LIMIT_FILE_BYTES = 64 * 1024 * 1024,
	/* A corpus or an index, read whole: PyPI's own index is 45 MB. */
	LIMIT_BULK_BYTES = 1024 * 1024 * 1024,
	/* Arrays and objects inside one another; cJSON recurses once a level. */
	LIMIT_JSON_DEPTH = 64,
	/* Keys of one JSON object. */
	LIMIT_JSON_KEYS = 100 * 1000,
	/* `-r` and `-c` inside one another. */
	LIMIT_INCLUDE_DEPTH = 16,
	/* Files one run reads because another file named them. */
	LIMIT_INCLUDED_FILES = 1000,
	/* Internal names of one run: the largest list known of a company has some 20,000. */
	LIMIT_SEEDS = 200 * 1000,
	/* Names of all corpora of one run; the largest published list has 205,474. */
	LIMIT_CORPUS_NAMES = 10 * 1000 * 1000,
	/* Words of one name that are put in another order: 7! = 5,040 (PyPI's own alarm: 8). */
	LIMIT_PERMUTED_WORDS = 7,
	/* Orders of words formed for one target, of those possible. */
	LIMIT_PERMUTATIONS = 720,
	/* Projects that a target is joined with: the most downloaded ones. Each gives four forms.
	 */
	LIMIT_PARTNERS = 60,
	/* Missing members formed for one family of private names. */
	LIMIT_FAMILY_MEMBERS = 2000,
	/* Candidates kept for one target, whatever the user asks for. */
	LIMIT_CANDIDATES_PER_TARGET = 1000 * 1000,
	/* Origins kept of one candidate; more are counted. */
	LIMIT_ORIGINS = 64,
	/* Names in an index or snapshot: PyPI holds 0.9 million; entries are numbered by 32 bits.
	 */
	LIMIT_SNAPSHOT_NAMES = 64 * 1000 * 1000,
	/* Rows of one bundle, even of a draft: more is no request, it is what PyPI removed in 2025.
	 */
	LIMIT_ROWS = 250,
	/* Characters of the comment that goes into PyPI's bulk form. */
	LIMIT_COMMENT_BYTES = 250,
};

#endif
