/* The forms of one target, each kept once. */
#include "candidates/forms.h"
#include "base/limits.h"
#include "candidates/forming.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_SLOTS = 4096 };

void forms_release(struct forms *forms)
{
	array_release(&forms->all);
	array_release(&forms->text);
	free(forms->slots);
	free(forms->edits);
}

/* Eight bytes at a time: forms are short, and most of the time goes into this file. Reads up to
 * seven bytes behind the form. */
static inline uint32_t hash_of(const char *form, size_t length)
{
	uint64_t hash = length * 0x9e3779b97f4a7c15u;
	for (size_t at = 0; at < length; at += sizeof(uint64_t)) {
		uint64_t word;
		memcpy(&word, form + at, sizeof word);
		if (length - at < sizeof word)
			word &= (UINT64_C(1) << 8 * (length - at)) - 1;
		hash = (hash ^ word) * 0xd6e8feb86659fd93u;
		hash ^= hash >> 32;
	}
	return (uint32_t)(hash >> 16);
}

uint32_t forms_hash(const char *name, size_t length)
{
	char slack[LIMIT_NAME_BYTES + sizeof(uint64_t)];
	memcpy(slack, name, length);
	return hash_of(slack, length);
}

/* A slot is small, so that the table of a usual target fits the first cache. */
enum { SLOT_BITS = 20, FORMED_MOST = (1 << SLOT_BITS) - 1 };

static uint32_t slot_of(uint32_t hash, size_t number)
{
	return (uint32_t)(number + 1) | (hash >> SLOT_BITS) << SLOT_BITS;
}

static void put_in_slot(struct forms *forms, size_t number)
{
	uint32_t hash = forms->all.items[number].hash;
	size_t mask = forms->slot_count - 1, slot = hash & mask;
	while (forms->slots[slot] != 0)
		slot = (slot + 1) & mask;
	forms->slots[slot] = slot_of(hash, number);
}

/* COUNT slots, a power of two, for what is there. */
static void fill_slots(struct forms *forms, size_t count)
{
	if (forms->slot_room < count) {
		free(forms->slots);
		forms->slots = memory_new(count, sizeof *forms->slots);
		forms->slot_room = count;
	} else {
		memset(forms->slots, 0, count * sizeof *forms->slots);
	}
	forms->slot_count = count;
	for (size_t i = 0; i < forms->all.count; i++) {
		if (forms->all.items[i].edit == EDIT_NONE)
			put_in_slot(forms, i);
	}
}

void forms_begin(struct forms *forms, const char *target, size_t length)
{
	_Static_assert((LIMIT_NAME_BYTES + 1) * EDITS_AT_PLACE < EDIT_NONE, "edits need more bits");
	forms->target = target;
	forms->target_length = length;
	forms->all.count = forms->text.count = forms->closed = forms->slots_used = 0;
	fill_slots(forms, FIRST_SLOTS);
	size_t edits = edits_count(length);
	if (edits > forms->edits_room)
		forms->edits =
			memory_grow(forms->edits, &forms->edits_room, edits, sizeof *forms->edits);
	memset(forms->edits, 0, edits * sizeof *forms->edits);
}

void forms_close(struct forms *forms)
{
	forms->closed = forms->all.count;
}

char *forms_room(struct forms *forms)
{
	size_t need = forms->text.count + LIMIT_NAME_BYTES + 2 * FORM_SLACK;
	if (need > forms->text.room)
		forms->text.items = memory_grow(forms->text.items, &forms->text.room, need, 1);
	return forms->text.items + forms->text.count;
}

/* Keeps the name that stands in the room as that of a form. */
static void keep_name(struct forms *forms, struct formed *formed, size_t length, uint32_t hash)
{
	forms->text.items[forms->text.count + length] = '\0';
	formed->text = (uint32_t)forms->text.count;
	formed->length = (uint16_t)length;
	formed->hash = hash;
	forms->text.count += length + 1;
}

static struct formed *add(struct forms *forms, uint16_t edit)
{
	if (forms->all.count == FORMED_MOST)
		return NULL;
	struct formed *formed = array_add(&forms->all);
	*formed = (struct formed){.text = FORM_UNWRITTEN, .edit = edit};
	return formed;
}

static struct formed *unless_closed(struct forms *forms, size_t number)
{
	return number >= forms->closed ? &forms->all.items[number] : NULL;
}

struct formed *forms_find_edit(struct forms *forms, uint16_t edit)
{
	uint32_t *number = &forms->edits[edit];
	if (*number != 0)
		return unless_closed(forms, *number - 1);
	struct formed *formed = add(forms, edit);
	*number = formed ? (uint32_t)forms->all.count : 0;
	return formed;
}

struct formed *forms_find(struct forms *forms, size_t length)
{
	const char *form = forms->text.items + forms->text.count;
	uint16_t edit = edit_of_form(forms->target, forms->target_length, form, length);
	if (edit != EDIT_NONE)
		return forms_find_edit(forms, edit);
	uint32_t hash = hash_of(form, length);
	size_t mask = forms->slot_count - 1;
	for (size_t slot = hash & mask; forms->slots[slot] != 0; slot = (slot + 1) & mask) {
		if ((forms->slots[slot] ^ hash) >> SLOT_BITS != 0)
			continue;
		size_t number = (forms->slots[slot] & FORMED_MOST) - 1;
		const struct formed *old = &forms->all.items[number];
		if (old->length == length &&
			memcmp(forms->text.items + old->text, form, length) == 0)
			return unless_closed(forms, number);
	}
	struct formed *formed = add(forms, EDIT_NONE);
	if (formed == NULL)
		return NULL;
	keep_name(forms, formed, length, hash);
	if (++forms->slots_used * 2 > forms->slot_count)
		fill_slots(forms, forms->slot_count * 2);
	else
		put_in_slot(forms, forms->all.count - 1);
	return formed;
}

const char *forms_name(struct forms *forms, struct formed *formed)
{
	if (formed->text == FORM_UNWRITTEN) {
		char *room = forms_room(forms);
		size_t length = edit_write(formed->edit, forms->target, forms->target_length, room);
		keep_name(forms, formed, length, hash_of(room, length));
	}
	return forms->text.items + formed->text;
}
