/* The forms of one target. */
#include "candidates/forms.h"
#include "base/memory.h"
#include "candidates/generator.h"
#include "names/name.h"

#include <stdlib.h>
#include <string.h>

/* One operator behind one form. */
struct behind {
	uint32_t next;   /* place + 1 of the next; 0: none */
	uint32_t number; /* of the operator */
	uint64_t weight; /* of the places where it was made, thousandths squared */
};

struct form {
	uint32_t offset;
	uint32_t length;
	uint32_t hash;
	uint32_t behind; /* place + 1 of the newest operator */
};

struct forms {
	const struct priors *priors;
	const struct facts *facts;
	char target[LIMIT_NAME_BYTES + 1], lookalike[LIMIT_NAME_BYTES + 1];
	size_t target_length, lookalike_length;
	enum target_kind kind;
	uint32_t operator; /* the generator at work */
	bool cut;
	uint64_t totals[OPERATORS_MAX]; /* of weights, by operator */
	ARRAY(char) text;
	ARRAY(struct form) forms;
	ARRAY(struct behind) behind;
	uint32_t *slots; /* form + 1; 0: empty */
	size_t slot_mask;
	ARRAY(uint32_t) probabilities;
};

enum { FIRST_SLOTS = 8192 };

struct forms *forms_new(const struct priors *priors, const struct facts *facts)
{
	struct forms *forms = memory_new(1, sizeof *forms);
	forms->priors = priors;
	forms->facts = facts;
	forms->slot_mask = FIRST_SLOTS - 1;
	forms->slots = memory_new(FIRST_SLOTS, sizeof *forms->slots);
	return forms;
}

void forms_free(struct forms *forms)
{
	if (forms == NULL)
		return;
	array_release(&forms->text);
	array_release(&forms->forms);
	array_release(&forms->behind);
	array_release(&forms->probabilities);
	free(forms->slots);
	free(forms);
}

const struct facts *forms_facts(const struct forms *forms)
{
	return forms->facts;
}

enum target_kind forms_kind(const struct forms *forms)
{
	return forms->kind;
}

void forms_cut(struct forms *forms)
{
	forms->cut = true;
}

bool forms_were_cut(const struct forms *forms)
{
	return forms->cut;
}

size_t forms_count(const struct forms *forms)
{
	return forms->forms.count;
}

const char *forms_name(const struct forms *forms, uint32_t number)
{
	return forms->text.items + forms->forms.items[number].offset;
}

enum place_in_name place_of(const char *name, size_t length, size_t at)
{
	if (at == 0)
		return PLACE_FIRST;
	if (name[at] == name[at - 1] || (at + 1 < length && name[at] == name[at + 1]))
		return PLACE_DOUBLED;
	if (at + 1 >= length)
		return PLACE_LAST;
	if (name[at - 1] == '-' || name[at] == '-' || name[at + 1] == '-')
		return PLACE_BOUNDARY;
	return PLACE_INNER;
}

/* Whether this can be registered at all, and is not the target (but for `private`). */
static bool is_form(const struct forms *forms, const char *form, size_t length)
{
	if (length == 0 || length > LIMIT_NAME_BYTES || !name_is_canonical(form, length))
		return false;
	bool private = forms->kind == TARGET_PRIVATE;
	bool same = length == forms->target_length && memcmp(form, forms->target, length) == 0;
	if (same)
		return private && generators[forms->operator].form == form_private;
	if (private)
		return true;
	char lookalike[LIMIT_NAME_BYTES + 1];
	return name_lookalike(form, length, lookalike) != forms->lookalike_length ||
	       memcmp(lookalike, forms->lookalike, forms->lookalike_length) != 0;
}

static void grow_slots(struct forms *forms)
{
	forms->slot_mask = forms->slot_mask * 2 + 1;
	free(forms->slots);
	forms->slots = memory_new(forms->slot_mask + 1, sizeof *forms->slots);
	for (size_t i = 0; i < forms->forms.count; i++) {
		size_t slot = forms->forms.items[i].hash & forms->slot_mask;
		while (forms->slots[slot] != 0)
			slot = (slot + 1) & forms->slot_mask;
		forms->slots[slot] = (uint32_t)i + 1;
	}
}

/* The form of these bytes, added where it is new. */
static struct form *form_of(struct forms *forms, const char *bytes, size_t length)
{
	uint32_t hash = (uint32_t)hash_bytes(bytes, length);
	size_t slot = hash & forms->slot_mask;
	for (; forms->slots[slot] != 0; slot = (slot + 1) & forms->slot_mask) {
		struct form *form = &forms->forms.items[forms->slots[slot] - 1];
		if (form->hash == hash && form->length == length &&
			memcmp(forms->text.items + form->offset, bytes, length) == 0)
			return form;
	}
	size_t offset = forms->text.count;
	forms->text.items =
		memory_grow(forms->text.items, &forms->text.room, offset + length + 1, 1);
	memcpy(forms->text.items + offset, bytes, length);
	forms->text.items[offset + length] = '\0';
	forms->text.count += length + 1;
	*array_add(&forms->forms) = (struct form){(uint32_t)offset, (uint32_t)length, hash, 0};
	forms->slots[slot] = (uint32_t)forms->forms.count;
	if (forms->forms.count * 2 > forms->slot_mask)
		grow_slots(forms);
	return &forms->forms.items[forms->forms.count - 1];
}

void forms_add(struct forms *forms, const char *bytes, size_t length, enum place_in_name place,
	uint32_t relative)
{
	if (!is_form(forms, bytes, length))
		return;
	struct form *form = form_of(forms, bytes, length);
	const struct prior *prior = &forms->priors->operators[forms->operator];
	uint64_t weight = (uint64_t)prior->place[place] * relative;
	forms->totals[forms->operator] += weight;
	struct behind *newest = form->behind ? &forms->behind.items[form->behind - 1] : NULL;
	if (newest != NULL && newest->number == forms->operator) {
		newest->weight += weight;
		return;
	}
	*array_add(&forms->behind) = (struct behind){form->behind, forms->operator, weight };
	form->behind = (uint32_t)forms->behind.count;
}

static uint32_t probability_of(const struct forms *forms, const struct behind *behind)
{
	uint64_t total = forms->totals[behind->number];
	/* Weights are below 2^40 (places 10^5, relative 10^4, places of one form 10^3). */
	return total == 0 ? 0
			  : (uint32_t)(forms->priors->operators[behind->number].share *
				       behind->weight / total);
}

static uint32_t probability_of_form(const struct forms *forms, const struct form *form)
{
	const uint64_t whole = 1000000;
	uint64_t left = whole;
	for (uint32_t at = form->behind; at != 0; at = forms->behind.items[at - 1].next)
		left = left * (whole - probability_of(forms, &forms->behind.items[at - 1])) / whole;
	return (uint32_t)(whole - left);
}

uint32_t forms_probability(const struct forms *forms, uint32_t number)
{
	return forms->probabilities.items[number];
}

void forms_make(struct forms *forms, const char *name, size_t length, enum target_kind kind)
{
	memset(forms->slots, 0, (forms->slot_mask + 1) * sizeof *forms->slots);
	memset(forms->totals, 0, sizeof forms->totals);
	forms->text.count = forms->forms.count = forms->behind.count = 0;
	forms->cut = false;
	forms->kind = kind;
	memcpy(forms->target, name, length);
	forms->target[length] = '\0';
	forms->target_length = length;
	forms->lookalike_length = name_lookalike(name, length, forms->lookalike);
	unsigned wanted = kind == TARGET_PUBLIC ? FOR_PUBLIC : FOR_PRIVATE;
	for (uint32_t i = 0; generators[i].name != NULL; i++) {
		forms->operator= i;
		if ((generators[i].kinds & wanted) != 0 && generators[i].form != NULL &&
			forms->priors->operators[i].share > 0)
			generators[i].form(forms, forms->target, length);
	}
	forms->probabilities.count = 0;
	for (size_t i = 0; i < forms->forms.count; i++)
		*array_add(&forms->probabilities) =
			probability_of_form(forms, &forms->forms.items[i]);
}

void forms_operators(const struct forms *forms, uint32_t number, void *context,
	void (*visit)(void *, const char *, uint32_t))
{
	/* The chain has the newest first: turn it, so that the order is the table's. */
	uint32_t places[OPERATORS_MAX];
	size_t count = 0;
	for (uint32_t at = forms->forms.items[number].behind; at != 0 && count < OPERATORS_MAX;
		at = forms->behind.items[at - 1].next)
		places[count++] = at - 1;
	while (count-- > 0) {
		const struct behind *behind = &forms->behind.items[places[count]];
		visit(context, generators[behind->number].name, probability_of(forms, behind));
	}
}

/* Whether A ranks before B: more probable, or the same and before it in byte order. */
static bool before(const struct forms *forms, uint32_t a, uint32_t b)
{
	uint32_t left = forms->probabilities.items[a], right = forms->probabilities.items[b];
	return left != right ? left > right
			     : strcmp(forms_name(forms, a), forms_name(forms, b)) < 0;
}

/* Moves the element at AT down a heap whose root ranks last. */
static void sift(const struct forms *forms, uint32_t *heap, size_t count, size_t at)
{
	for (;;) {
		size_t last = at, child = 2 * at + 1;
		if (child < count && before(forms, heap[last], heap[child]))
			last = child;
		if (child + 1 < count && before(forms, heap[last], heap[child + 1]))
			last = child + 1;
		if (last == at)
			return;
		uint32_t swap = heap[at];
		heap[at] = heap[last];
		heap[last] = swap;
		at = last;
	}
}

size_t forms_rank(const struct forms *forms, size_t most, uint32_t *ranked)
{
	size_t count = forms->forms.count;
	size_t kept = most == 0 || most > count ? count : most;
	for (size_t i = 0; i < kept; i++)
		ranked[i] = (uint32_t)i;
	for (size_t i = kept / 2; i-- > 0;)
		sift(forms, ranked, kept, i);
	for (size_t i = kept; kept > 0 && i < count; i++) {
		if (!before(forms, (uint32_t)i, ranked[0]))
			continue;
		ranked[0] = (uint32_t)i;
		sift(forms, ranked, kept, 0);
	}
	for (size_t left = kept; left > 1;) { /* heap sort: the root, which ranks last, goes last */
		uint32_t last = ranked[0];
		ranked[0] = ranked[--left];
		ranked[left] = last;
		sift(forms, ranked, left, 0);
	}
	return kept;
}
