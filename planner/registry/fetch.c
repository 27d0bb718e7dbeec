/* The bulk download, from the request to the renamed snapshot. */
#include "registry/fetch.h"
#include "base/file.h"
#include "base/intern.h"
#include "base/memory.h"
#include "base/text.h"
#include "registry/builder.h"
#include "registry/cache.h"
#include "registry/http.h"
#include "registry/import.h"
#include "registry/namespaces.h"
#include "registry/snapshot_file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

static const char accept_index[] =
	"application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.2, "
	"text/html;q=0.01";

enum { SNIFFED = 64 * 1024, NAMESPACES_MINOR = 5 };

struct fetching {
	struct http *http;
	struct fetch *fetch;
	struct failure *failure;
	struct intern *pool;
	struct text folder, path; /* of the cache, of the newest snapshot */
	int lock;
	struct snapshot *last; /* the newest one, whole, of the same address; NULL: none */
	struct text aside;     /* where the download goes */
	int descriptor;
	struct http_answer answer; /* without body */
	uint32_t shrink_max;
	date now;
	const char *digest; /* of the snapshot that namespaces belong to */
};

static enum error refuse(const struct fetching *fetching, const char *why)
{
	return fail(fetching->failure, ERR_DOUBT,
		"%s: %s; the snapshot that was there stays in use", http_base(fetching->http), why);
}

/* Removes what fetches left that were killed. Only the holder of the lock calls it. */
static void clear_leavings(const struct fetching *fetching)
{
	static const char *const kinds[] = {
		"index.download.", "index.snapshot.", "index.snapshot.namespaces."};
	DIR *folder = opendir(fetching->folder.bytes);
	for (struct dirent *entry; folder != NULL && (entry = readdir(folder)) != NULL;) {
		autotext struct text path = text_new(LIMIT_LINE_BYTES);
		for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
			size_t length = strlen(kinds[i]);
			/* mkstemp's six characters, no more */
			if (strncmp(entry->d_name, kinds[i], length) != 0 ||
				strlen(entry->d_name) != length + 6)
				continue;
			text_addf(&path, "%s/%s", fetching->folder.bytes, entry->d_name);
			unlink(path.bytes);
		}
	}
	if (folder != NULL)
		closedir(folder);
}

static enum error lock_cache(struct fetching *fetching)
{
	if (!cache_folder(&fetching->folder) || !cache_newest(&fetching->path))
		return fail(fetching->failure, ERR_INPUT,
			"no cache folder: set NAMEWARD_CACHE to where snapshots go");
	enum error error = folder_make(fetching->folder.bytes, fetching->failure);
	if (error != OK)
		return error;
	autotext struct text path = text_new(LIMIT_LINE_BYTES);
	text_addf(&path, "%s/index.lock", fetching->folder.bytes);
	fetching->lock = open(path.bytes, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (fetching->lock < 0)
		return fail(fetching->failure, ERR_IO, "%s: cannot be made: %s", path.bytes,
			strerror(errno));
	if (flock(fetching->lock, LOCK_EX | LOCK_NB) != 0)
		return fail(fetching->failure, ERR_IO,
			"%s: another fetch is under way; wait for it", path.bytes);
	clear_leavings(fetching);
	return OK;
}

/* The newest snapshot counts where it is whole and came from the same address. */
static void look_at_last(struct fetching *fetching)
{
	if (access(fetching->path.bytes, R_OK) != 0 ||
		snapshot_map(&fetching->last, fetching->path.bytes, NULL) != OK)
		return;
	bool same = strcmp(snapshot_info(fetching->last)->url, http_base(fetching->http)) == 0;
	if (same && snapshot_verify(fetching->last, NULL) == OK)
		return;
	snapshot_close(fetching->last);
	fetching->last = NULL;
}

static const char *take(void *context, const char *bytes, size_t length)
{
	struct fetching *fetching = context;
	if (bytes == NULL) {
		bool empty = ftruncate(fetching->descriptor, 0) == 0 &&
			     lseek(fetching->descriptor, 0, SEEK_SET) == 0;
		return empty ? NULL : "could not be set aside";
	}
	while (length > 0) {
		ssize_t written = write(fetching->descriptor, bytes, length);
		if (written < 0 && errno != EINTR)
			return "could not be set aside: no space?";
		if (written > 0) {
			bytes += written;
			length -= (size_t)written;
		}
	}
	return NULL;
}

static void hear(void *context, size_t number, const struct http_answer *answer)
{
	struct fetching *fetching = context;
	(void)number;
	fetching->answer = *answer;
	fetching->answer.body = NULL;
}

static enum error download(struct fetching *fetching)
{
	text_addf(&fetching->aside, "%s/index.download.XXXXXX", fetching->folder.bytes);
	fetching->descriptor = mkstemp(fetching->aside.bytes);
	if (fetching->descriptor < 0)
		return fail(fetching->failure, ERR_IO, "%s: cannot be written: %s",
			fetching->folder.bytes, strerror(errno));
	struct http_request request = {.path = "",
		.accept = accept_index,
		.etag = fetching->last ? snapshot_info(fetching->last)->etag : NULL,
		.ceiling = LIMIT_INDEX_BYTES,
		.sink = take,
		.sink_context = fetching,
		.bulk = true};
	if (request.etag != NULL && request.etag[0] == '\0')
		request.etag = NULL;
	http_run(fetching->http, &request, 1, hear, fetching);
	if (!fetching->answer.settled)
		return refuse(fetching, fetching->answer.reason);
	if (fetching->answer.status == 404)
		return refuse(fetching, "answers 404: there is no index");
	return OK;
}

static unsigned minor_in(const char *bytes, size_t length)
{
	static const char key[] = "\"api-version\"";
	const char *found = memmem(bytes, length, key, sizeof key - 1);
	unsigned minor = 0;
	return found != NULL && sscanf(found + sizeof key - 1, " : \"1.%4u\"", &minor) == 1 ? minor
											    : 0;
}

/* {"meta": {"api-version": "1.5", ...}}: the minor number, 0 where none is told. `meta` stands at
 * the document's begin or end; no name of a project can look like it. */
static unsigned minor_version(const struct fetching *fetching)
{
	autofree char *window = memory_new(SNIFFED + 1, 1);
	off_t size = lseek(fetching->descriptor, 0, SEEK_END);
	ssize_t got = pread(fetching->descriptor, window, SNIFFED, 0);
	unsigned minor = got > 0 ? minor_in(window, (size_t)got) : 0;
	if (minor > 0 || size <= SNIFFED)
		return minor;
	got = pread(fetching->descriptor, window, SNIFFED, size - SNIFFED);
	memset(window + (got > 0 ? got : 0), 0, 1);
	return got > 0 ? minor_in(window, (size_t)got) : 0;
}

static enum error read_html(struct fetching *fetching, struct import *import)
{
	struct file file;
	enum error error =
		file_read(&file, fetching->aside.bytes, LIMIT_INDEX_BYTES, fetching->failure);
	if (error != OK)
		return error;
	file.name = http_base(fetching->http);
	builder_document(import->builder);
	error = import_html(import, &file, fetching->failure);
	file_release(&file);
	return error;
}

static enum error read_download(struct fetching *fetching, struct import *import)
{
	const char *type = fetching->answer.type;
	if (strcmp(type, "application/vnd.pypi.simple.v1+json") == 0 ||
		strcmp(type, "application/json") == 0) {
		import->format = "PEP 691 JSON";
		return import_json_descriptor(import, http_base(fetching->http),
			fetching->descriptor, fetching->failure);
	}
	import->format = "PEP 503 HTML";
	if (strcmp(type, "application/vnd.pypi.simple.v1+html") == 0 ||
		strcmp(type, "text/html") == 0)
		return read_html(fetching, import);
	return refuse(fetching, "answers with a content type that is no index's");
}

/* Whether the new index may take the old one's place. */
static enum error weigh(const struct fetching *fetching, const struct import *import,
	const struct builder_counts *counts)
{
	char why[LIMIT_MESSAGE_BYTES / 2];
	if (counts->names == 0)
		return refuse(fetching, "holds no project name");
	if (counts->repeated[0] != '\0') {
		snprintf(why, sizeof why, "holds the name \"%s\" twice, which an index never does",
			counts->repeated);
		return refuse(fetching, why);
	}
	if (import->invalid_count > counts->names) {
		snprintf(why, sizeof why,
			"is no index: %u of its entries are no project names, %u are",
			import->invalid_count, counts->names);
		return refuse(fetching, why);
	}
	uint64_t before = fetching->last ? snapshot_info(fetching->last)->name_count : 0;
	uint64_t least = before - before * fetching->shrink_max / 1000000;
	if (counts->names >= least)
		return OK;
	snprintf(why, sizeof why,
		"holds %u names, the last snapshot %llu: more are missing than index.shrink_max "
		"(%u millionths) allows",
		counts->names, (unsigned long long)before, fetching->shrink_max);
	return refuse(fetching, why);
}

static enum error write_snapshot(
	struct fetching *fetching, struct import *import, char digest[DIGEST_TEXT_BYTES])
{
	struct embedded_list list;
	enum error error = embedded_list_read(&list, fetching->failure);
	if (error != OK)
		return error;
	const struct http_answer *answer = &fetching->answer;
	struct builder_facts facts = {.url = http_base(fetching->http),
		.serial = import->serial ? import->serial : answer->serial,
		.day = answer->made >= 0 ? date_of_seconds(answer->made) : fetching->now,
		.etag = answer->etag,
		.made = answer->made,
		.verified = answer->verified,
		.list = &list};
	struct fetch *fetch = fetching->fetch;
	char *image;
	size_t size;
	builder_finish(import->builder, &facts, &image, &size, &fetch->counts);
	fetch->serial = facts.serial;
	error = weigh(fetching, import, &fetch->counts);
	if (error == OK)
		error = file_write(fetching->path.bytes, image, size, 0600, fetching->failure);
	const struct layout_header *header = (const void *)image;
	memcpy(digest, header->names_digest, DIGEST_TEXT_BYTES);
	free(image);
	return error;
}

static void hear_namespaces(void *context, size_t number, const struct http_answer *answer)
{
	struct fetching *fetching = context;
	struct fetch *fetch = fetching->fetch;
	struct namespaces namespaces = {.supported = true};
	struct failure failure;
	(void)number;
	if (!answer->settled)
		snprintf(fetch->doubt, sizeof fetch->doubt, "%.200s: %s", answer->url,
			answer->reason);
	else if (answer->status != 200)
		snprintf(fetch->doubt, sizeof fetch->doubt, "%.400s: answers %ld", answer->url,
			answer->status);
	else if (namespaces_parse(&namespaces, answer->url, answer->body, answer->length,
			 fetching->pool, &failure) != OK)
		snprintf(fetch->doubt, sizeof fetch->doubt, "%.500s", failure.text);
	fetch->namespaces_unknown = !namespaces.known;
	fetch->grants = (uint32_t)namespaces.grants.count;
	namespaces_write(&namespaces, fetching->path.bytes, fetching->digest, NULL);
	namespaces_release(&namespaces);
}

/* Reads the grants of an index that has them; forgets those of one that has none. */
static void read_namespaces(struct fetching *fetching, const char *digest, bool supported)
{
	struct namespaces none = {0};
	struct http_request request = {.path = "/namespaces",
		.accept = "application/vnd.pypi.simple.v1+json, application/json;q=0.5",
		.ceiling = LIMIT_ANSWER_BYTES};
	if (!supported) {
		namespaces_write(&none, fetching->path.bytes, digest, NULL);
		return;
	}
	fetching->digest = digest;
	http_run(fetching->http, &request, 1, hear_namespaces, fetching);
}

/* The file set aside becomes the snapshot. */
static enum error read_new(struct fetching *fetching)
{
	struct fetch *fetch = fetching->fetch;
	struct import import = {.builder = builder_new()};
	char digest[DIGEST_TEXT_BYTES];
	enum error error = read_download(fetching, &import);
	bool supported = minor_version(fetching) >= NAMESPACES_MINOR;
	if (error == ERR_INPUT || error == ERR_LIMIT)
		error = ERR_DOUBT; /* of the server's document, not of what the user named */
	if (error == OK)
		error = write_snapshot(fetching, &import, digest);
	builder_free(import.builder);
	fetch->format = import.format;
	fetch->invalid_count = import.invalid_count;
	memcpy(fetch->first_invalid, import.first_invalid, sizeof fetch->first_invalid);
	unlink(fetching->aside.bytes);
	if (error == OK)
		read_namespaces(fetching, digest, supported);
	return error;
}

/* The index is what it was: the same snapshot, of a later moment. */
static enum error renew(struct fetching *fetching)
{
	const struct snapshot *last = fetching->last;
	const struct snapshot_info *info = snapshot_info(last);
	const struct http_answer *answer = &fetching->answer;
	struct namespaces namespaces;
	char *image = memory_copy(last->image, last->size);
	struct layout_header *header = (void *)image;
	if (answer->made >= 0) {
		header->made = answer->made;
		header->day = date_of_seconds(answer->made);
	}
	header->verified = info->verified && answer->verified;
	header->checksum = 0;
	header->checksum = hash_bytes(image, sizeof *header);
	enum error error =
		file_write(fetching->path.bytes, image, last->size, 0600, fetching->failure);
	free(image);
	fetching->fetch->unchanged = true;
	fetching->fetch->counts.names = info->name_count;
	fetching->fetch->serial = info->serial;
	if (error == OK && namespaces_read(&namespaces, fetching->path.bytes, info->digest,
				   fetching->pool, NULL) == OK) {
		read_namespaces(fetching, info->digest, namespaces.supported);
		namespaces_release(&namespaces);
	}
	return error;
}

enum error fetch_index(struct http *http, uint32_t shrink_max, date now, struct fetch *fetch,
	struct failure *failure)
{
	*fetch = (struct fetch){.made = -1};
	struct fetching fetching = {.http = http,
		.fetch = fetch,
		.failure = failure,
		.pool = intern_new(),
		.folder = text_new(LIMIT_LINE_BYTES),
		.path = text_new(LIMIT_LINE_BYTES),
		.aside = text_new(LIMIT_LINE_BYTES),
		.lock = -1,
		.descriptor = -1,
		.shrink_max = shrink_max,
		.now = now};
	enum error error = lock_cache(&fetching);
	if (error == OK) {
		look_at_last(&fetching);
		error = download(&fetching);
	}
	fetch->made = fetching.answer.made;
	if (error == OK)
		error = fetching.answer.status == 304 ? renew(&fetching) : read_new(&fetching);
	if (fetching.descriptor >= 0) {
		close(fetching.descriptor);
		unlink(fetching.aside.bytes);
	}
	if (fetching.lock >= 0)
		close(fetching.lock);
	snapshot_close(fetching.last);
	text_release(&fetching.folder);
	text_release(&fetching.path);
	text_release(&fetching.aside);
	intern_free(fetching.pool);
	return error;
}
