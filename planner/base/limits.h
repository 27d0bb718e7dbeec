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
	/* Files that are read because one file that the user names or walks to includes them. */
	LIMIT_INCLUDED_FILES = 1000,
	/* Tables and lists inside one another in a manifest; readers go down by recursion. */
	LIMIT_TREE_DEPTH = 64,
	/* Folders inside one another, files and folders of one walk. */
	LIMIT_WALK_DEPTH = 64,
	LIMIT_WALK_ENTRIES = 5 * 1000 * 1000,
	/* Places kept of one name, the first ones; all are counted. */
	LIMIT_PLACES = 100,
	/* Indexes kept of one name, the first ones: a company has a handful. */
	LIMIT_SEED_INDEXES = 100,
	/* Rows of owners files. The largest known CODEOWNERS has some 10,000. */
	LIMIT_OWNER_RULES = 100 * 1000,
	/* Entries of a wheel, sdist or archive; bytes of one file in it that is read; archives inside
	 * one another; bytes that may come out of a compressed stream. */
	LIMIT_ARCHIVE_ENTRIES = 200 * 1000,
	LIMIT_ARCHIVE_FILE_BYTES = 16 * 1024 * 1024,
	LIMIT_ARCHIVE_DEPTH = 2,
	/* Internal names of one run: the largest list known of a company has some 20,000. */
	LIMIT_SEEDS = 200 * 1000,
	/* Spellings of seeds' names that are remembered; further ones are looked at anew each time. */
	LIMIT_SPELLINGS = 400 * 1000,
	/* Projects of an internal index that are taken as they are listed. One with more passes all of
	 * PyPI on. */
	LIMIT_OWN_PROJECTS = 50 * 1000,
	/* Names of all corpora of one run; the largest published list has 205,474. More are counted and
	 * left out, so that memory stays below half a gigabyte. */
	LIMIT_CORPUS_NAMES = 1000 * 1000,
	/* One answer of a transcript with all that was said before it; a text file. */
	LIMIT_RECORD_BYTES = 16 * 1024 * 1024,
	/* Names that one answer says; more are counted. */
	LIMIT_SIGHTINGS = 100 * 1000,
	/* Answers to one request (`n` of OpenAI's chat completions; its own limit is 128). */
	LIMIT_CHOICES = 1000,
	/* Calls of tools in one record whose arguments are read as JSON. */
	LIMIT_TOOL_CALLS = 1000,
	/* A logical line of Python outside of fences: a longer one is taken for prose. */
	LIMIT_LOOSE_LINE_BYTES = 8192,
	/* What a corpus keeps of each name, exactly up to here and as a fair sample above: prompts,
	 * models and sources; example records; and prompts of the whole corpus. */
	LIMIT_NAME_PROMPTS = 128,
	LIMIT_NAME_MODELS = 32,
	LIMIT_NAME_SOURCES = 32,
	LIMIT_EXAMPLES = 100,
	LIMIT_PROMPTS = 1000 * 1000,
	/* Models of a whole corpus. */
	LIMIT_MODELS = 1000,
	/* Processes that mine side by side. */
	LIMIT_JOBS = 256,
	/* Words of one name that are put in another order: 7! = 5,040 (PyPI's own alarm: 8). */
	LIMIT_PERMUTED_WORDS = 7,
	/* Orders of words formed for one target, of those possible. */
	LIMIT_PERMUTATIONS = 720,
	/* Projects that a target is joined with: the most downloaded ones. Each gives four forms.
	 */
	LIMIT_PARTNERS = 60,
	/* Words that are put in the place of one piece of a name. */
	LIMIT_BLENDS = 240,
	/* Names invented by the patterns of a corpus; slips are formed on as many of its names. */
	LIMIT_INVENTIONS = 2 * 1000 * 1000,
	LIMIT_NEAR_INVENTED = 1000,
	/* Missing members formed for one family of private names. */
	LIMIT_FAMILY_MEMBERS = 2000,
	/* Labelled pairs that `fit` learns from. */
	LIMIT_PAIRS = 1000 * 1000,
	/* Projects, by download rank, among which the targets of names without one are looked for. */
	LIMIT_SOUGHT_TARGETS = 1000,
	/* Candidates kept for one target, whatever the user asks for. */
	LIMIT_CANDIDATES_PER_TARGET = 1000 * 1000,
	/* Origins kept of one candidate; more are counted. */
	LIMIT_ORIGINS = 64,
	/* Words of an index whose neighbours are counted, and neighbours kept of each on a side. */
	LIMIT_VOCABULARY = 8192,
	LIMIT_NEIGHBOURS = 512,
	/* Names in an index or snapshot: PyPI holds 0.9 million; entries are numbered by 32 bits.
	 */
	LIMIT_SNAPSHOT_NAMES = 64 * 1000 * 1000,
	/* Rows of one bundle, even of a draft: more is no request, it is what PyPI removed in 2025.
	 */
	LIMIT_ROWS = 250,
	/* Bytes of an organisation's name where a bundle's key is remembered by it, and of the file. */
	LIMIT_ORGANISATION_BYTES = 200,
	LIMIT_KNOWN_SIGNERS_BYTES = 4 * 1024 * 1024,
	/* Roles that must approve a bundle, and bytes of one role's name. */
	LIMIT_APPROVALS = 16,
	LIMIT_ROLE_BYTES = 40,
	/* Bytes of what is noted with an approval: a line of a report. */
	LIMIT_NOTE_BYTES = 500,
	/* Bytes of a signature or public key, which have some 300; of a request.json, hardly larger than
	 * its mail. */
	LIMIT_SIGNATURE_BYTES = 16 * 1024,
	LIMIT_REQUEST_BYTES = 64 * 1024 * 1024,
	/* Files of one format in a bundle: one a namespace that is asked for. */
	LIMIT_PARTS = 1000,
	/* Names near internal ones that are shown beside code, the likeliest: more are noise there. */
	LIMIT_NEAR_ALERTS = 100,
	/* Results of findings.sarif: GitHub takes no more of one run. */
	LIMIT_SARIF_RESULTS = 25 * 1000,
	/* Bytes of a ticket's items: Jira takes 32,767 characters, GitHub 65,536. Names and places
	 * that it lists. */
	LIMIT_TICKET_BYTES = 24 * 1000,
	LIMIT_TICKET_LIST = 1000,
	/* Characters of PyPI's malware form. */
	LIMIT_MALWARE_BYTES = 2000,
	/* Characters of the comment that goes into PyPI's bulk form. */
	LIMIT_COMMENT_BYTES = 250,
	/* Bytes of one answer about one project, unpacked: the largest page on PyPI has some 20 MB.
	 */
	LIMIT_ANSWER_BYTES = 64 * 1024 * 1024,
	/* A whole index, unpacked: PyPI's has 45 MB. */
	LIMIT_INDEX_BYTES = 512 * 1024 * 1024,
	/* How many times its packed size an answer may unpack to, beyond the first 16 MB: names pack
	 * 8 to 1, gzip's bombs 1,000 to 1. */
	LIMIT_UNPACKING = 100,
	/* All header lines of one answer. */
	LIMIT_HEADER_BYTES = 256 * 1024,
	/* An address that is asked, and an ETag that is kept. */
	LIMIT_URL_BYTES = 2048,
	LIMIT_ETAG_BYTES = 127,
	/* Redirects of one question: one to the canonical spelling is usual. */
	LIMIT_REDIRECTS = 5,
	/* Tries of one question, the first one counted. */
	LIMIT_TRIES = 4,
	/* Requests under way at once, whatever a policy says. */
	LIMIT_IN_FLIGHT = 64,
	/* Seconds one is ready to wait because a server says so: more, and the answer is unknown. */
	LIMIT_RETRY_AFTER = 900,
	/* Names looked up one by one in one run: more belong into a bulk download. */
	LIMIT_LOOKUPS = 100 * 1000,
	/* Rounds of `plan --confirm`: what one round closes lets other names move up. */
	LIMIT_CONFIRM_ROUNDS = 8,
	/* Namespace grants of an index. */
	LIMIT_NAMESPACES = 1000 * 1000,
	/* A user's or an organisation's name (Warehouse's accounts: 50 characters). */
	LIMIT_ACCOUNT_BYTES = 50,
	/* Owners and maintainers of one project that are kept. */
	LIMIT_ROLES = 100,
	/* Projects in a feed of new ones: PyPI's holds 40. */
	LIMIT_FEED_ITEMS = 1000,
};

#endif
