/* PyPI's own alarm: is this name a slip of one of the names most often depended on?
 *
 * Warehouse's packaging/typosnyper.py runs after a project was created, and only notes its finding
 * for administrators. Checks in its order, the first hit wins; within a check by position, then by
 * character in the order a-z 1-9 0 . - _ (corpus names are canonical, so `.` and `_` cannot hit).
 */
#ifndef REGISTRY_ALARM_H
#define REGISTRY_ALARM_H

#include "registry/rules.h"

#include <stddef.h>
#include <stdint.h>

struct alarm;
struct snapshot;

/* The alarm over the names of download rank 1 to RANKS. */
struct alarm *alarm_new(const struct snapshot *snapshot, uint32_t ranks);
void alarm_free(struct alarm *alarm);

/* The first check that a canonical name trips, and the corpus name behind it (which lives as long
 * as the alarm); ALARM_NONE where it trips none. */
enum alarm_check alarm_find(
	const struct alarm *alarm, const char *canonical, size_t length, const char **target);

/* Calls VISIT with every name that trips the alarm because of one corpus name, and the number of
 * that: names may come more than once. Some 1.3 million of them. */
void alarm_inverse(const struct alarm *alarm,
	void (*visit)(void *context, const char *name, size_t length, uint32_t number),
	void *context);

/* Whether a canonical name, none of the corpus itself, trips the alarm because of this corpus name:
 * one comparison, where alarm_find() makes hundreds of look-ups. */
bool alarm_is_near(
	const struct alarm *alarm, const char *canonical, size_t length, uint32_t number);

#endif
