/* Interned strings: one open-addressing table of numbers over texts in fixed blocks. */
#include "base/intern.h"
#include "base/limits.h"
#include "base/memory.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_BYTES = 256 * 1024, FIRST_SLOTS = 1024 };

struct entry {
	const char *text;
	uint32_t length;
	uint32_t hash;
};

struct intern {
	uint32_t *slots; /* number + 1, 0 = empty */
	size_t slot_count;
	ARRAY(struct entry) entries;
	ARRAY(char *) blocks;
	size_t block_left;
	char *block_next;
};

uint64_t hash_bytes(const char *bytes, size_t length)
{
	uint64_t hash = 0xcbf29ce484222325u;
	for (size_t i = 0; i < length; i++)
		hash = (hash ^ (unsigned char)bytes[i]) * 0x100000001b3u;
	hash ^= hash >> 32;
	hash *= 0x9e3779b97f4a7c15u;
	return hash ^ hash >> 29;
}

/* Both halves of a product, one on the other. */
static uint64_t fold(uint64_t a, uint64_t b)
{
	__extension__ unsigned __int128 product = (unsigned __int128)a * b;
	return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static uint64_t load(const char *bytes, size_t size)
{
	uint64_t part = 0;
	memcpy(&part, bytes, size);
	return part;
}

/* For the slots alone, sixteen bytes a step, the last ones taken from the end even where some were
 * taken already: no copy of a size that only the run knows. hash_bytes(), which files hold, takes a
 * step a byte. */
static uint32_t slot_hash(const char *bytes, size_t length)
{
	enum { HALF = sizeof(uint64_t) };
	uint64_t hash = length ^ 0x9e3779b97f4a7c15u, first = 0, last = 0;
	const char *end = bytes + length;
	for (; end - bytes > 2 * HALF; bytes += 2 * HALF)
		hash = fold(
			hash ^ load(bytes, HALF), 0xff51afd7ed558ccdu ^ load(bytes + HALF, HALF));
	if (length >= HALF) {
		first = load(length > 2 * HALF ? end - 2 * HALF : bytes, HALF);
		last = load(end - HALF, HALF);
	} else {
		for (; bytes < end; bytes++)
			first = first << 8 | (unsigned char)*bytes;
	}
	return (uint32_t)fold(hash ^ first, 0xff51afd7ed558ccdu ^ last);
}

struct intern *intern_new(void)
{
	struct intern *pool = memory_new(1, sizeof *pool);
	pool->slot_count = FIRST_SLOTS;
	pool->slots = memory_new(pool->slot_count, sizeof *pool->slots);
	return pool;
}

void intern_free(struct intern *pool)
{
	if (pool == NULL)
		return;
	for (size_t i = 0; i < pool->blocks.count; i++)
		free(pool->blocks.items[i]);
	array_release(&pool->blocks);
	array_release(&pool->entries);
	free(pool->slots);
	free(pool);
}

static const char *keep(struct intern *pool, const char *bytes, size_t length)
{
	size_t need = length + 1;
	if (need > pool->block_left) {
		size_t size = need > BLOCK_BYTES ? need : BLOCK_BYTES;
		pool->block_next = memory_new(size, 1);
		pool->block_left = size;
		*array_add(&pool->blocks) = pool->block_next;
	}
	char *text = pool->block_next;
	if (length > 0)
		memcpy(text, bytes, length);
	text[length] = '\0';
	pool->block_next += need;
	pool->block_left -= need;
	return text;
}

/* The slot that holds these bytes, or the empty one where they belong. */
static size_t slot_of(const struct intern *pool, const char *bytes, size_t length, uint32_t hash)
{
	size_t mask = pool->slot_count - 1;
	for (size_t slot = hash & mask;; slot = (slot + 1) & mask) {
		uint32_t number = pool->slots[slot];
		if (number == 0)
			return slot;
		const struct entry *entry = &pool->entries.items[number - 1];
		if (entry->hash == hash && entry->length == length &&
			memcmp(entry->text, bytes, length) == 0)
			return slot;
	}
}

static void grow(struct intern *pool)
{
	free(pool->slots);
	pool->slot_count *= 2;
	pool->slots = memory_new(pool->slot_count, sizeof *pool->slots);
	size_t mask = pool->slot_count - 1;
	for (size_t i = 0; i < pool->entries.count; i++) {
		size_t slot = pool->entries.items[i].hash & mask;
		while (pool->slots[slot] != 0)
			slot = (slot + 1) & mask;
		pool->slots[slot] = (uint32_t)i + 1;
	}
}

uint32_t intern_number(struct intern *pool, const char *bytes, size_t length)
{
	if (length > UINT32_MAX - 1 || pool->entries.count >= UINT32_MAX - 1)
		memory_exhausted();
	uint32_t hash = slot_hash(length ? bytes : "", length);
	size_t slot = slot_of(pool, length ? bytes : "", length, hash);
	if (pool->slots[slot] != 0)
		return pool->slots[slot] - 1;
	struct entry entry = {keep(pool, bytes, length), (uint32_t)length, hash};
	*array_add(&pool->entries) = entry;
	pool->slots[slot] = (uint32_t)pool->entries.count;
	if (pool->entries.count * 2 > pool->slot_count)
		grow(pool);
	return (uint32_t)pool->entries.count - 1;
}

uint32_t intern_find(const struct intern *pool, const char *bytes, size_t length)
{
	uint32_t hash = slot_hash(length ? bytes : "", length);
	uint32_t number = pool->slots[slot_of(pool, length ? bytes : "", length, hash)];
	return number == 0 ? INTERN_NONE : number - 1;
}

const char *intern_text(struct intern *pool, const char *bytes, size_t length)
{
	uint32_t number = intern_number(pool, bytes, length);
	return pool->entries.items[number].text;
}

const char *intern_string(struct intern *pool, const char *string)
{
	return intern_text(pool, string, strlen(string));
}

const char *intern_format(struct intern *pool, const char *format, ...)
{
	char text[LIMIT_MESSAGE_BYTES];
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(text, sizeof text, format, arguments);
	va_end(arguments);
	return intern_string(pool, text);
}

const char *intern_at(const struct intern *pool, uint32_t number)
{
	return pool->entries.items[number].text;
}

uint32_t intern_count(const struct intern *pool)
{
	return (uint32_t)pool->entries.count;
}
