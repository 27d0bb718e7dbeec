/* Days and months, without a clock: the only clock of the program is `--as-of` (commands/). */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Days since 1970-01-01, in the proleptic Gregorian calendar; may be negative. */
typedef int32_t date;

enum { DATE_NONE = INT32_MIN, DATE_TEXT_BYTES = 11, MONTH_TEXT_BYTES = 8 };

/* "YYYY-MM-DD", and "YYYY-MM" (its first day), of the years 1970 to 9999. False
 * where the text is anything else or no real day. */
bool date_parse(const char *text, date *out);
bool month_parse(const char *text, date *out);

/* Writes DATE_TEXT_BYTES ("2026-11-23") or MONTH_TEXT_BYTES ("2026-11"), with the NUL. */
void date_format(date day, char out[DATE_TEXT_BYTES]);
void month_format(date day, char out[MONTH_TEXT_BYTES]);

/* The same day MONTHS later, or the last day of that month where it has no such day. */
date date_add_months(date day, int months);

/* The day of a count of seconds since 1970-01-01T00:00:00Z. */
date date_of_seconds(int64_t seconds);

#endif
