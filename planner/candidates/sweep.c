/* The sweep: every single edit of a name, judged as it is formed. */
#include "candidates/sweep.h"
#include "base/memory.h"
#include "names/name.h"
#include "registry/alarm.h"
#include "registry/snapshot_file.h"

#include <stdlib.h>
#include <string.h>

/* B times this is 1 modulo 2^64. */
static uint64_t inverse_base(void)
{
	uint64_t inverse = form_base; /* right in three bits; each step doubles them */
	for (int i = 0; i < 6; i++)
		inverse *= 2 - form_base * inverse;
	return inverse;
}

static const char alphabet[] = "abcdefghijklmnopqrstuvwxyz0123456789-";

enum { LETTERS = sizeof alphabet - 1, HYPHEN = LETTERS - 1, ROOM = LIMIT_NAME_BYTES + 2 };

/* Sums of a name, of its look-alike form or of its bytes: before and from each place. */
struct sums {
	uint64_t before[ROOM], from[ROOM], power[ROOM];
};

enum { STDLIB_WORDS = 1024 };

struct sweep {
	const struct rules *rules;
	uint64_t *near; /* look-alike forms of the index, and the standard library */
	size_t near_mask;
	uint64_t stdlib[STDLIB_WORDS]; /* look-alike forms of the standard library alone */
	uint64_t *alarm;               /* names that trip the alarm */
	size_t alarm_mask;
	struct slot {
		uint32_t fingerprint;
		uint32_t number; /* of the corpus name, + 1; 0: empty */
	} * alarm_slots;
	size_t slot_mask;
	uint64_t inverse;
	uint64_t form_values[256], byte_values[256];
	uint64_t form_letters[LETTERS], byte_letters[LETTERS];
	struct sums form, bytes; /* of the target */
	/* The walk over one target. */
	struct sweep_counts *counts;
	const struct sweep_weights *weights; /* NULL: judge only */
	uint64_t factor;
	struct sweep_best slots[SWEEP_BEST];
	size_t best_count;
	struct kept {
		uint32_t score, place;
	} order[SWEEP_BEST]; /* of `slots`, highest score first */
	uint32_t least;      /* score that a candidate must beat */
};

static void set_bits(uint64_t *filter, size_t mask, uint64_t hash)
{
	filter[filter_place(hash, mask)] |= filter_bits(hash);
}

static inline bool has_bits(const uint64_t *filter, size_t mask, uint64_t hash)
{
	uint64_t bits = filter_bits(hash);
	return (filter[filter_place(hash, mask)] & bits) == bits;
}

static void add_alarm_name(void *context, const char *name, size_t length, uint32_t number)
{
	struct sweep *sweep = context;
	uint64_t hash = form_mix(form_sum(name, length));
	set_bits(sweep->alarm, sweep->alarm_mask, hash);
	size_t place = table_place(hash, sweep->slot_mask);
	for (; sweep->alarm_slots[place].number != 0; place = (place + 1) & sweep->slot_mask) {
		const struct slot *slot = &sweep->alarm_slots[place];
		if (slot->fingerprint == (uint32_t)hash && slot->number == number + 1)
			return;
	}
	sweep->alarm_slots[place] = (struct slot){(uint32_t)hash, number + 1};
}

static void add_stdlib_name(void *context, const char *name)
{
	struct sweep *sweep = context;
	char form[LIMIT_NAME_BYTES + 1];
	size_t length = name_lookalike(name, strlen(name), form);
	uint64_t hash = form_mix(form_sum(form, length));
	set_bits(sweep->near, sweep->near_mask, hash);
	set_bits(sweep->stdlib, STDLIB_WORDS - 1, hash);
}

/* 1.3 million names: two thirds of the slots, some 13 bits a name of the filter. */
enum { ALARM_WORDS = 1 << 18, ALARM_SLOTS = 1 << 21 };

struct sweep *sweep_new(const struct rules *rules)
{
	const struct snapshot *snapshot = rules_snapshot(rules);
	struct sweep *sweep = memory_new(1, sizeof *sweep);
	sweep->rules = rules;
	sweep->inverse = inverse_base();
	sweep->near_mask = snapshot->filter_mask;
	sweep->near = memory_new(sweep->near_mask + 1, sizeof *sweep->near);
	memcpy(sweep->near, snapshot->filter, (sweep->near_mask + 1) * sizeof *sweep->near);
	rules_each_stdlib(rules, add_stdlib_name, sweep);
	sweep->alarm_mask = ALARM_WORDS - 1;
	sweep->alarm = memory_new(ALARM_WORDS, sizeof *sweep->alarm);
	sweep->slot_mask = ALARM_SLOTS - 1;
	sweep->alarm_slots = memory_new(ALARM_SLOTS, sizeof *sweep->alarm_slots);
	alarm_inverse(rules_alarm(rules), add_alarm_name, sweep);
	for (size_t i = 0; i < LETTERS; i++) {
		char c = alphabet[i];
		sweep->form_letters[i] = i == HYPHEN ? 0 : form_value((unsigned char)name_look(c));
		sweep->byte_letters[i] = form_value((unsigned char)c);
		sweep->form_values[(unsigned char)c] = sweep->form_letters[i];
		sweep->byte_values[(unsigned char)c] = sweep->byte_letters[i];
	}
	return sweep;
}

void sweep_free(struct sweep *sweep)
{
	if (sweep == NULL)
		return;
	free(sweep->near);
	free(sweep->alarm);
	free(sweep->alarm_slots);
	free(sweep);
}

/* before[i] is the sum of the characters before place i, from[i] of the others, each with its
 * power; power[i] is that of place i. A hyphen takes no place where HYPHENS is false. */
static void sum_up(struct sums *sums, const uint64_t values[256], const char *name, size_t length,
	bool hyphens)
{
	sums->before[0] = 0;
	sums->power[0] = 1;
	for (size_t i = 0; i < length; i++) {
		bool counts = hyphens || name[i] != '-';
		uint64_t value = values[(unsigned char)name[i]];
		sums->before[i + 1] = sums->before[i] + (counts ? value * sums->power[i] : 0);
		sums->power[i + 1] = counts ? sums->power[i] * form_base : sums->power[i];
	}
	for (size_t i = 0; i <= length; i++)
		sums->from[i] = sums->before[length] - sums->before[i];
}

/* The best stand in `slots` in the order of arrival; `order` sorts small entries. */
static void keep_best(
	struct sweep *sweep, const char *name, size_t length, uint32_t score, bool alarm)
{
	struct kept *order = sweep->order;
	size_t at = sweep->best_count;
	uint32_t place = (uint32_t)at;
	if (at == SWEEP_BEST)
		place = order[--at].place; /* the last makes room */
	else
		sweep->best_count++;
	for (; at > 0 && order[at - 1].score < score; at--)
		order[at] = order[at - 1];
	order[at] = (struct kept){score, place};
	struct sweep_best *slot = &sweep->slots[place];
	memcpy(slot->name, name, length);
	slot->name[length] = '\0';
	slot->score = score;
	slot->alarm = alarm;
	if (sweep->best_count == SWEEP_BEST)
		sweep->least = order[SWEEP_BEST - 1].score;
}

static void hand_out(const struct sweep *sweep, struct sweep_best best[SWEEP_BEST])
{
	for (size_t i = 0; i < sweep->best_count; i++) {
		const struct sweep_best *slot = &sweep->slots[sweep->order[i].place];
		memcpy(best[i].name, slot->name, strlen(slot->name) + 1);
		best[i].score = slot->score;
		best[i].alarm = slot->alarm;
	}
}

/* The next character of a look-alike form, from *NAME on; NUL at its end. */
static inline char next_form(const char **name, const char *end)
{
	while (*name < end && **name == '-')
		++*name;
	return *name < end ? name_look(*(*name)++) : '\0';
}

static bool look_alike(const char *a, size_t a_length, const char *b, size_t b_length)
{
	const char *a_end = a + a_length, *b_end = b + b_length;
	for (;;) {
		char x = next_form(&a, a_end), y = next_form(&b, b_end);
		if (x != y)
			return false;
		if (x == '\0')
			return true;
	}
}

/* What the filter let through, judged as rules_verdict() does, with the hash that is known: every
 * fingerprint that fits is confirmed on the names. */
static __attribute__((noinline)) enum verdict judge_near(
	const struct sweep *sweep, const char *name, size_t length, uint64_t hash)
{
	if (has_bits(sweep->stdlib, STDLIB_WORDS - 1, hash) &&
		rules_is_stdlib(sweep->rules, name, length))
		return VERDICT_STDLIB;
	const struct snapshot *snapshot = rules_snapshot(sweep->rules);
	enum verdict verdict = VERDICT_UNREGISTERED;
	size_t place = table_place(hash, snapshot->table_mask);
	for (size_t steps = 0; steps <= snapshot->table_mask; steps++) {
		const struct layout_slot *slot = &snapshot->table[place];
		place = (place + 1) & snapshot->table_mask;
		if (slot->name == 0)
			break;
		if (slot->fingerprint != (uint32_t)hash)
			continue;
		const char *other = snapshot_name(snapshot, slot->name - 1);
		size_t other_length = other != NULL ? strlen(other) : 0;
		if (other == NULL || !look_alike(name, length, other, other_length))
			continue;
		if (other_length == length && memcmp(other, name, length) == 0)
			return VERDICT_EXISTS;
		verdict = VERDICT_SIMILAR;
	}
	return verdict;
}

static __attribute__((noinline)) bool trips_alarm(
	const struct sweep *sweep, const char *name, size_t length, uint64_t hash)
{
	size_t place = table_place(hash, sweep->slot_mask);
	for (; sweep->alarm_slots[place].number != 0; place = (place + 1) & sweep->slot_mask) {
		const struct slot *slot = &sweep->alarm_slots[place];
		if (slot->fingerprint == (uint32_t)hash &&
			alarm_is_near(rules_alarm(sweep->rules), name, length, slot->number - 1))
			return true;
	}
	return false;
}

/* An unregistered candidate: its score, and the best kept. */
static inline void weigh(
	struct sweep *sweep, const char *name, size_t length, uint32_t weight, bool alarm)
{
	sweep->counts->alarms += alarm;
	uint32_t score = alarm ? (uint32_t)(weight * sweep->factor / 1000000) : weight;
	if (__builtin_expect(score > sweep->least, 0))
		keep_best(sweep, name, length, score, alarm);
}

/* One candidate: its bytes stand at NAME, FORM and BYTES are the sums of its two hashes. */
static inline void take(struct sweep *sweep, const char *name, size_t length, uint64_t form,
	uint64_t bytes, uint32_t weight, bool ranks)
{
	enum verdict verdict = VERDICT_UNREGISTERED;
	uint64_t hash = form_mix(form);
	if (has_bits(sweep->near, sweep->near_mask, hash))
		verdict = judge_near(sweep, name, length, hash);
	sweep->counts->candidates++;
	sweep->counts->verdicts[verdict]++;
	if (!ranks || verdict != VERDICT_UNREGISTERED)
		return;
	hash = form_mix(bytes);
	weigh(sweep, name, length, weight,
		has_bits(sweep->alarm, sweep->alarm_mask, hash) &&
			trips_alarm(sweep, name, length, hash));
}

/* One place and every letter and digit in it but SKIP: BASE is the sum of the rest, POWER that of
 * the place. All words of the filter are asked for before the first is looked at, so that the
 * waits for memory overlap. */
static inline void take_letters(struct sweep *sweep, char *name, size_t length, size_t place,
	char skip, uint64_t base, uint64_t power, uint64_t byte_base, uint64_t byte_power,
	const uint32_t *weights, bool ranks)
{
	uint64_t hashes[HYPHEN], words[HYPHEN];
	uint64_t near = 0, loud = 0, taken = 0;
	uint64_t byte_hashes[HYPHEN];
	for (size_t k = 0; k < HYPHEN; k++)
		hashes[k] = form_mix(base + sweep->form_letters[k] * power);
	for (size_t k = 0; k < HYPHEN; k++)
		words[k] = sweep->near[filter_place(hashes[k], sweep->near_mask)];
	for (size_t k = 0; k < HYPHEN; k++) {
		uint64_t bits = filter_bits(hashes[k]);
		near |= (uint64_t)((words[k] & bits) == bits) << k;
	}
	for (size_t k = 0; ranks && k < HYPHEN; k++)
		byte_hashes[k] = form_mix(byte_base + sweep->byte_letters[k] * byte_power);
	for (size_t k = 0; ranks && k < HYPHEN; k++)
		words[k] = sweep->alarm[filter_place(byte_hashes[k], sweep->alarm_mask)];
	for (size_t k = 0; ranks && k < HYPHEN; k++) {
		uint64_t bits = filter_bits(byte_hashes[k]);
		loud |= (uint64_t)((words[k] & bits) == bits) << k;
	}
	for (size_t k = 0; k < HYPHEN; k++) {
		if (alphabet[k] == skip)
			continue;
		name[place] = alphabet[k];
		taken++;
		enum verdict verdict = VERDICT_UNREGISTERED;
		if (__builtin_expect(near >> k & 1, 0))
			verdict = judge_near(sweep, name, length, hashes[k]);
		if (__builtin_expect(verdict != VERDICT_UNREGISTERED, 0)) {
			sweep->counts->verdicts[verdict]++;
			sweep->counts->verdicts[VERDICT_UNREGISTERED]--;
		} else if (ranks) {
			weigh(sweep, name, length, weights[(unsigned char)alphabet[k]],
				(loud >> k & 1) != 0 &&
					trips_alarm(sweep, name, length, byte_hashes[k]));
		}
	}
	sweep->counts->candidates += taken;
	sweep->counts->verdicts[VERDICT_UNREGISTERED] += taken;
}

/* Whether a hyphen may stand at place I of a name of LENGTH, between BEFORE and AFTER. */
static inline bool may_hyphen(size_t i, size_t length, char before, char after)
{
	return i > 0 && i + 1 < length && before != '-' && after != '-';
}

static inline void omit(struct sweep *sweep, const char *name, size_t length, bool ranks)
{
	char form[ROOM];
	memcpy(form, name + 1, length - 1);
	for (size_t i = 0; i < length && length > 1; i++) {
		if (i > 0)
			form[i - 1] = name[i - 1];
		if (i > 0 && name[i] == name[i - 1])
			continue;
		uint64_t hash = sweep->form.before[i] +
				(name[i] == '-' ? sweep->form.from[i + 1]
						: sweep->form.from[i + 1] * sweep->inverse);
		uint64_t bytes = sweep->bytes.before[i] + sweep->bytes.from[i + 1] * sweep->inverse;
		/* The edge of the name, or a hyphen beside a hyphen. */
		bool canonical =
			form[0] != '-' && form[length - 2] != '-' &&
			!(i > 0 && i + 1 < length && name[i - 1] == '-' && name[i + 1] == '-');
		if (canonical)
			take(sweep, form, length - 1, hash, bytes,
				ranks ? sweep->weights->omission : 0, ranks);
	}
}

static inline void exchange(struct sweep *sweep, const char *name, size_t length, bool ranks)
{
	char form[ROOM];
	memcpy(form, name, length);
	for (size_t i = 0; i + 1 < length; i++) {
		char a = name[i], b = name[i + 1];
		if (a == b)
			continue;
		form[i] = b;
		form[i + 1] = a;
		bool hyphen = a == '-' || b == '-';
		bool canonical =
			!hyphen || (form[0] != '-' && form[length - 1] != '-' &&
					   !(i > 0 && b == '-' && name[i - 1] == '-') &&
					   !(a == '-' && i + 2 < length && name[i + 2] == '-'));
		if (canonical) {
			const struct sums *f = &sweep->form, *s = &sweep->bytes;
			const uint64_t *fv = sweep->form_values, *sv = sweep->byte_values;
			uint64_t hash = hyphen ? f->before[length]
					       : f->before[i] + f->from[i + 2] +
							 fv[(unsigned char)b] * f->power[i] +
							 fv[(unsigned char)a] * f->power[i + 1];
			uint64_t bytes = s->before[i] + s->from[i + 2] +
					 sv[(unsigned char)b] * s->power[i] +
					 sv[(unsigned char)a] * s->power[i + 1];
			take(sweep, form, length, hash, bytes,
				ranks ? sweep->weights->transposition : 0, ranks);
		}
		form[i] = a;
		form[i + 1] = b;
	}
}

static inline void put_in(struct sweep *sweep, const char *name, size_t length, bool ranks)
{
	char form[ROOM];
	memcpy(form + 1, name, length);
	for (size_t i = 0; i <= length; i++) {
		if (i > 0)
			form[i - 1] = name[i - 1];
		char before = i > 0 ? name[i - 1] : '\0', after = i < length ? name[i] : '\0';
		uint64_t base = sweep->form.before[i] + sweep->form.from[i] * form_base;
		uint64_t bytes = sweep->bytes.before[i] + sweep->bytes.from[i] * form_base;
		uint64_t power = sweep->form.power[i], byte_power = sweep->bytes.power[i];
		const uint32_t *weights =
			ranks ? sweep->weights->insertion[(unsigned char)before] : NULL;
		take_letters(sweep, form, length + 1, i, before, base, power, bytes, byte_power,
			weights, ranks);
		form[i] = '-';
		if (may_hyphen(i, length + 1, before, after))
			take(sweep, form, length + 1, sweep->form.before[length],
				bytes + sweep->byte_letters[HYPHEN] * byte_power,
				ranks ? weights['-'] : 0, ranks);
	}
}

static inline void replace(struct sweep *sweep, const char *name, size_t length, bool ranks)
{
	char form[ROOM];
	memcpy(form, name, length);
	for (size_t i = 0; i < length; i++) {
		char before = i > 0 ? name[i - 1] : '\0',
		     after = i + 1 < length ? name[i + 1] : '\0';
		bool hyphen = name[i] == '-';
		uint64_t rest = sweep->form.from[i + 1];
		uint64_t base = sweep->form.before[i] + (hyphen ? rest * form_base : rest);
		uint64_t bytes = sweep->bytes.before[i] + sweep->bytes.from[i + 1];
		uint64_t power = sweep->form.power[i], byte_power = sweep->bytes.power[i];
		const uint32_t *weights =
			ranks ? sweep->weights->substitution[(unsigned char)name[i]] : NULL;
		take_letters(sweep, form, length, i, name[i], base, power, bytes, byte_power,
			weights, ranks);
		form[i] = '-';
		if (!hyphen && may_hyphen(i, length, before, after))
			take(sweep, form, length, sweep->form.before[i] + rest * sweep->inverse,
				bytes + sweep->byte_letters[HYPHEN] * byte_power,
				ranks ? weights['-'] : 0, ranks);
		form[i] = name[i];
	}
}

static void walk(struct sweep *sweep, const char *name, size_t length, bool ranks)
{
	sum_up(&sweep->form, sweep->form_values, name, length, false);
	sum_up(&sweep->bytes, sweep->byte_values, name, length, true);
	if (ranks) {
		omit(sweep, name, length, true);
		exchange(sweep, name, length, true);
		put_in(sweep, name, length, true);
		replace(sweep, name, length, true);
	} else {
		omit(sweep, name, length, false);
		exchange(sweep, name, length, false);
		put_in(sweep, name, length, false);
		replace(sweep, name, length, false);
	}
}

void sweep_judge(struct sweep *sweep, const char *name, size_t length, struct sweep_counts *counts)
{
	sweep->counts = counts;
	sweep->weights = NULL;
	if (length > 0 && length < LIMIT_NAME_BYTES)
		walk(sweep, name, length, false);
}

size_t sweep_rank(struct sweep *sweep, const char *name, size_t length,
	const struct sweep_weights *weights, uint32_t factor, struct sweep_counts *counts,
	struct sweep_best best[SWEEP_BEST])
{
	sweep->counts = counts;
	sweep->weights = weights;
	sweep->factor = factor;
	sweep->best_count = 0;
	sweep->least = 0;
	if (length > 0 && length < LIMIT_NAME_BYTES)
		walk(sweep, name, length, true);
	hand_out(sweep, best);
	return sweep->best_count;
}
