/* Words for people: what the plan's enums, origins and numbers are called in a report.
 *
 * The tables here are the only place where an enum becomes a phrase, so that report.html, report.md
 * and disclosure.txt say the same thing in the same words. Nothing here escapes: what comes from
 * outside (a target's name) is added as it is, and the place that shows it escapes it. */
#ifndef BUNDLE_WORDS_H
#define BUNDLE_WORDS_H

#include "base/date.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct text;

/* "1 name", "886,323 names": PLURAL is NULL where an `s` is all it takes. */
void words_count(struct text *out, uint64_t count, const char *singular, const char *plural);

/* "886,323". */
void words_number(struct text *out, uint64_t number);

/* Millionths as a share of 1 with three decimals, "0.412"; what is there but rounds to nothing is
 * "<0.001". Rounded half up, so that every file shows the same digits. */
void words_share(struct text *out, uint32_t millionths);

/* How a person calls such a share: "none", "slight", "low", "moderate", "high", "very high". */
const char *words_level(uint32_t millionths);

/* "2026-11-23", or "not known". */
void words_day(struct text *out, date day);
/* "2021-03", or "not known". */
void words_month(struct text *out, date day);
/* "today", "1 day old", "23 days old"; "of unknown age" where either day is not known. */
void words_age(struct text *out, date day, date as_of);

/* The reason class of an origin in words: "a letter left out of requests", "an internal name, as it
 * is", "said by language models". TARGET is what the words end with where the operator has one: a
 * name, or "an internal name" where it may not be told. An operator without a phrase (a new
 * generator) is given as it is named, and so is never silent. */
void words_origin(struct text *out, const char *operator, const char * target);

/* Whether OPERATOR (`corpus:SOURCE`) is what a language model said. */
bool words_is_corpus(const char *operator);

#endif
