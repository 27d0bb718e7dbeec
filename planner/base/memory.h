/* Memory that cannot be had ends the program here, and nowhere else.
 *
 * ARRAY(type) is a growing array: `ARRAY(struct seed) seeds = {0};`, then
 * `*array_add(&seeds) = seed;`, `seeds.items[i]`, `seeds.count`, `array_release(&seeds)`. */
#ifndef BASE_MEMORY_H
#define BASE_MEMORY_H

#include <stddef.h>

/* COUNT zeroed elements of SIZE bytes; never NULL. The caller frees. */
void *memory_new(size_t count, size_t size);

/* ITEMS made large enough for NEED elements of SIZE bytes: at least doubled, *ROOM updated. */
void *memory_grow(void *items, size_t *room, size_t need, size_t size);

/* A copy of LENGTH bytes, ended by NUL. The caller frees. */
char *memory_copy(const char *bytes, size_t length);

/* Prints "out of memory" and ends the program with 2. */
_Noreturn void memory_exhausted(void);

#define ARRAY(type)                                                                                \
	struct {                                                                                   \
		type *items;                                                                       \
		size_t count, room;                                                                \
	}

/* Makes room for one more, counts it, and gives its place (not zeroed). */
#define array_add(array)                                                                           \
	((array)->items = (array)->count < (array)->room                                           \
				  ? (array)->items                                                 \
				  : memory_grow((array)->items, &(array)->room,                    \
					    (array)->count + 1, sizeof *(array)->items),           \
		&(array)->items[(array)->count++])

#define array_release(array)                                                                       \
	(free((array)->items), (array)->items = NULL, (array)->count = (array)->room = 0)

/* Frees what a pointer variable holds when it leaves its scope: `autofree char *bytes = ...`. */
#define autofree __attribute__((cleanup(memory_free_at)))
void memory_free_at(void *pointer_address);

#endif
