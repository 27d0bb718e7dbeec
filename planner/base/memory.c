/* Memory that cannot be had ends the program here, and nowhere else. */
#include "base/memory.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

_Noreturn void memory_exhausted(void)
{
	fputs("nameward: out of memory\n", stderr);
	exit(2);
}

void *memory_new(size_t count, size_t size)
{
	void *memory = calloc(count ? count : 1, size ? size : 1);
	if (memory == NULL)
		memory_exhausted();
	return memory;
}

void *memory_grow(void *items, size_t *room, size_t need, size_t size)
{
	if (need <= *room)
		return items;
	size_t larger = *room < 8 ? 8 : *room;
	while (larger < need) {
		if (larger > SIZE_MAX / 2)
			memory_exhausted();
		larger *= 2;
	}
	if (larger > SIZE_MAX / size)
		memory_exhausted();
	void *grown = realloc(items, larger * size);
	if (grown == NULL)
		memory_exhausted();
	*room = larger;
	return grown;
}

char *memory_copy(const char *bytes, size_t length)
{
	char *copy = memory_new(length + 1, 1);
	if (length > 0)
		memcpy(copy, bytes, length);
	return copy;
}

void memory_free_at(void *pointer_address)
{
	void *pointer;
	memcpy(&pointer, pointer_address, sizeof pointer);
	free(pointer);
}
