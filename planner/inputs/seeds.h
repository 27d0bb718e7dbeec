/* Seeds: the names a company uses, where they were seen, and what is weak about how they are
 * resolved. Read from its own lists, manifests, lock files, SBOMs, archives and settings; no socket
 * is opened, nothing is run, nothing is unpacked.
 *
 * To add a format: write inputs/FORMAT.c with a `const struct seed_reader` and add its row to the
 * table in inputs/readers.c. */
#ifndef INPUTS_SEEDS_H
#define INPUTS_SEEDS_H

#include "base/date.h"
#include "base/error.h"
#include "base/file.h"
#include "base/intern.h"
#include "base/memory.h"

#include <stdbool.h>
#include <stdint.h>

struct place {
	const char *file; /* interned, as the user named it */
	size_t line;      /* from 1 */
};

/* Why a name stands in the input. The largest value seen for a name counts. */
enum seed_kind {
	SEED_REQUIRED, /* an index resolves it, which one is not said */
	SEED_PUBLIC,   /* a lock file or SBOM says that it came from pypi.org */
	/* From a forge for everybody (url.h), or an SBOM says where its sources are kept: internal
	 * where PyPI has no such name. */
	SEED_FORGE,
	SEED_PROJECT, /* the name of a project whose source or build we hold: likewise */
	SEED_INDEXED, /* from an index that is not PyPI; `indexes` says which */
	SEED_DIRECT,  /* a path, workspace, VCS or URL of its own: internal by its source */
	SEED_LISTED,  /* the user's own list of internal names */
};

/* "requirement", "public requirement", "forge requirement", "project", "indexed requirement",
 * "direct requirement", "list" */
const char *seed_kind_name(enum seed_kind kind);

struct seed {
	const char *name;    /* canonical, interned */
	const char *written; /* of all spellings the first in byte order, interned */
	enum seed_kind kind;
	/* How much it is used: a list's column (1 to 1,000,000) or a row, plus one for every
	 * repository whose files name it, plus one for every doubling of how often they do. */
	uint32_t weight;
	uint32_t mentions; /* how often it was seen: lines, each once */
	uint32_t rows;     /* of these, how often in lists */
	date since;        /* when its use began; DATE_NONE: not said */
	const char *owner; /* interned; NULL: not said */
	bool secret;       /* mended own-side only; appears in nothing that leaves */
	struct place home; /* the first place of the strongest kind: whose file it is, owns it */
	struct place public_at; /* where a lock file says pypi.org; file NULL: nowhere */
	/* Every index that it was seen to come from, in byte order, at most LIMIT_SEED_INDEXES:
	 * URLs without secrets, interned. */
	ARRAY(const char *) indexes;
	bool indexes_cut;           /* there are more, which `skipped` says */
	ARRAY(struct place) places; /* the first LIMIT_PLACES, by file and line */
	struct place last_kept;     /* while reading: of the places, once they were cut */
	struct place newest;        /* while reading: the last mention */
	bool places_unsorted;       /* while reading */
	ARRAY(uint32_t) repositories;
};

/* What people type for a project that is not called so: its import and command names. */
enum alias_kind { ALIAS_IMPORT, ALIAS_COMMAND };

struct seed_alias {
	const char *project; /* canonical, interned: a seed's name */
	const char *written; /* as the project says it, interned: `larkmoor_core`, `larkctl` */
	enum alias_kind kind;
	struct place place;
};

/* A way in which a public index can win over the internal one, and the change that mends it. */
struct weakness {
	const char *cause; /* "extra-index-url": the kind, for grouping; a static string */
	struct place place;
	const char *what;   /* what could happen, a sentence; interned; no credentials */
	const char *change; /* the exact change, a sentence; interned; no credentials */
	const char *owner;  /* of the file, after seeds_finish(); interned; NULL: not said */
	uint32_t pass;      /* while reading: which reading of the file said it */
	bool doubtful;      /* while its file is read: it holds once an index of our own is named */
	bool of_command;    /* ...in the same command, whose end decides */
	const char *extra;  /* ...unless this extra index is the index itself; interned, or NULL */
};

/* Something that was not understood, with the reason: nothing is dropped silently. */
struct skipped {
	struct place place;
	const char *reason; /* interned */
};

struct seed_input {
	const char *file;   /* interned */
	const char *format; /* the reader's name; static */
	char digest[65];    /* SHA-256 of the bytes, hexadecimal; "" unless `digests` was set */
	size_t seed_count;  /* mentions of names in it */
};

/* Whose a path or a name is: a row of a CODEOWNERS or of a two-column owners file. */
struct owner_rule {
	const char *folder;  /* where the rules hold, with a final slash; "" is everywhere */
	const char *pattern; /* of paths as CODEOWNERS has them, or of names */
	const char *owner;
	bool of_names;
	struct place place;
};

/* What the settings of one file, and of those that it includes, said so far: some findings need two
 * of them. */
struct settings_said {
	size_t first;      /* how many weaknesses there were when the file began */
	size_t doubtful;   /* from which of them on there may be doubtful ones */
	const char *index; /* interned: the index of our own that it names; NULL: none */
	bool index_holds;  /* and not of an earlier command alone */
	bool index_of_command;
	bool own;          /* it names one of our own, as the index or an extra one */
	bool extra_before; /* likewise, of uv and in this command or list */
	bool no_index;
	size_t command;     /* how many weaknesses there were when the command began */
	bool no_index_here; /* in this command */
};

/* A file that was read by one reader. */
struct read_file {
	const char *name;    /* interned: as it was called first */
	uint32_t repository; /* in which it was met; INTERN_NONE: only other files name it so far */
};

struct seeds {
	struct intern *pool;      /* borrowed: every `interned` above */
	bool digests;             /* set before reading: the digest of every input is kept */
	ARRAY(struct seed) names; /* sorted by name after seeds_finish() */
	ARRAY(struct seed_alias)
	aliases; /* sorted by project, text and kind after seeds_finish() */
	ARRAY(struct weakness) weaknesses;
	ARRAY(struct skipped) skipped;
	ARRAY(struct seed_input) inputs;
	ARRAY(struct owner_rule) owners;
	size_t other_files;    /* in walked folders: of no known format, not read */
	size_t folders_passed; /* .git, virtual environments, node_modules */
	/* While reading: a canonical name's number is its place in `names`, and each spelling says
	 * whose it is, since most mentions repeat one. */
	struct intern *index, *spellings;
	ARRAY(uint32_t) of_spellings;
	const char *last_file; /* while reading: of all files that name something, in byte order */
	/* While reading: the files by real path, each with the reader that read it. */
	struct intern *read;
	ARRAY(struct read_file) files;
	bool again;          /* what is read now was read before */
	uint32_t repository; /* of what is read now; a number of `repositories` */
	struct intern *repositories;
	/* While reading: another number of the same repository, its own where there is none. */
	ARRAY(uint32_t) same_repository;
	const char *root;              /* while a folder is walked: its real path; else NULL */
	size_t root_length;            /* and the length of the path by which the user named it */
	struct settings_said settings; /* while reading */
	uint32_t pass, passes; /* while reading: which reading of a file it is, of how many */
	/* While reading: the files that the one named or walked to includes, each with its number.
	 */
	struct intern *included;
	size_t included_count; /* of this file */
};

struct seeds seeds_new(struct intern *pool);
void seeds_release(struct seeds *seeds);

/* Reads the file at PATH (and what it includes), or every file of a known format below the folder
 * PATH (inputs/walk.h), each recognised by name and content.
 * Errors (exit 2): the file is missing, empty, no text, or no line of it can be used; the folder
 * holds no file of a known format. A line that cannot be used among good ones, and a file of a
 * folder that cannot be used, are kept in `skipped`. */
enum error seeds_read(struct seeds *seeds, const char *path, struct failure *failure);

/* Sorts, and merges what several files said: places joined, weights added, the earliest date, the
 * first owner, secret where any said so. The order of the reads does not matter afterwards. */
void seeds_finish(struct seeds *seeds);

/* The index that is shown of a seed, the first one; NULL: none is known. */
const char *seed_index(const struct seed *seed);

/* The seed of a canonical name, NULL where there is none; after seeds_finish(). */
const struct seed *seeds_find(const struct seeds *seeds, const char *name);

/* Where the aliases of a project (canonical, interned) begin in `aliases`; the number of aliases
 * where it has none. After seeds_finish(). */
size_t seeds_first_alias(const struct seeds *seeds, const char *project);

/* Whether *FILE (interned) was read as FORMAT before, by this path or another one; then *FILE
 * becomes the name that it had. What a file names is counted once, whether it is walked to, named
 * or INCLUDED by others. What holds the same file, other than by including it, is one repository.
 */
bool seeds_read_before(struct seeds *seeds, const char **file, const char *format, bool included);

/* For readers of files that name others: how INCLUDED stands in what is read now. Each is read once
 * a file of the user's, and at most LIMIT_INCLUDED_FILES of them. */
enum inclusion { INCLUSION_NEW, INCLUSION_DONE, INCLUSION_TOO_MANY };
enum inclusion seeds_include(struct seeds *seeds, const char *included);

/* For readers. A name as written (any spelling); returns its seed, or NULL after noting in
 * `skipped` why it is no name. */
struct seed *seeds_add(struct seeds *seeds, enum seed_kind kind, const char *written, size_t length,
	struct place place);
/* The same for a name that came from URL (the index, or the file itself): its kind follows from the
 * host, SEED_REQUIRED where URL is NULL or names none. DIRECT: the URL is the package's own. */
struct seed *seeds_add_from(struct seeds *seeds, const char *written, size_t length,
	struct place place, const char *url, bool direct);
/* The same for a name whose file lies at URL: the index is known by scheme and host alone. A file
 * on a forge, or one that version control gives, is the package's own. */
struct seed *seeds_add_file(struct seeds *seeds, const char *written, size_t length,
	struct place place, const char *url);
/* An import or command name of PROJECT (any spelling). What is no identifier is left out. */
void seeds_alias(struct seeds *seeds, const char *project, enum alias_kind kind,
	const char *written, size_t length, struct place place);
/* Notes what was not understood. The sentence may hold text of the file: secrets of URLs and what
 * stands behind words such as `password` are taken out here (inputs/url.h). */
void seeds_skip(struct seeds *seeds, struct place place, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* A failure "FILE:LINE: sentence" as something skipped, at that line. */
void seeds_skip_failure(struct seeds *seeds, const char *file, const struct failure *failure);
/* Notes a weakness; secrets are taken out of the sentences likewise. */
void seeds_weakness(struct seeds *seeds, const char *cause, struct place place, const char *what,
	const char *change);

struct seed_reader {
	const char *name;    /* "requirements" */
	const char *summary; /* one line for help */
	/* Patterns of the last part of a path, in lower case; one with a slash is of the path's
	 * end. NULL: content alone decides, and only for files that the user names himself. */
	const char *const *names;
	/* Whether the content is of this format. NULL: the name suffices. */
	bool (*recognises)(const struct file *file);
	bool anywhere; /* by content alone also under another name, where the user names the file */
	bool binary;   /* is read by itself from the disk: file->bytes is NULL */
	enum error (*read)(struct seeds *seeds, const struct file *file, struct failure *failure);
};

extern const struct seed_reader *const seed_readers[]; /* in the order asked; ended by NULL */

#endif
