/* The notice: what the public is told of requests once they are answered, in public/, without a
 * name.
 *
 * Its reader is somebody who wants a name that PyPI refuses, or who asks what a company reserves.
 * The attacker reads it too, with a list of every project of PyPI and of every name a company could
 * use, so what is not in `struct notice` cannot be told: renderings see no name, no score, no
 * place, no exact count, no digest of a file and no order but that of the commitments' values.
 *
 * Counts are told in steps of NOTICE_STEP ("fewer than five", "5 to 9"), each by itself: no total
 * stands beside them, nor any number that more than one of them makes, so that none can be worked
 * out from the others: for every count each of the five values of its step stays possible. That
 * holds for the number of commitments too: it is what the upper ends of the steps make, filled up
 * with commitments to labels that are no names.
 */
#ifndef BUNDLE_NOTICE_H
#define BUNDLE_NOTICE_H

#include "base/date.h"
#include "base/digest.h"
#include "base/error.h"
#include "base/memory.h"

#include <stdbool.h>
#include <stdint.h>

struct asked;
struct commit_key;
struct intern;
struct text;

enum { NOTICE_STEP = 5 };

/* What is counted. The first NOTICE_KINDS are every asked name, each in one of them; the others
 * are some of the names to prohibit. */
enum notice_count {
	NOTICE_NAMESPACES,
	NOTICE_PROHIBITED,
	NOTICE_HELD,
	NOTICE_CONVERTED,
	NOTICE_KINDS,
	NOTICE_IN_USE = NOTICE_KINDS, /* used inside, not only near such a name */
	NOTICE_GENERIC,               /* asked for by an exception, with a reason */
	NOTICE_COUNTS,
};

/* "namespaces", "prohibited", ...: the keys in notice.json. */
const char *notice_count_name(enum notice_count count);

struct notice {
	struct intern *pool; /* owned: every string */
	const char *program;
	date day;      /* of the notice */
	bool draft;    /* of a bundle that was not to be sent */
	bool answered; /* every request was; false: a person said that the embargo is over */
	struct {
		const char *name, *role, *pypi_organisation, *key_url; /* NULL: none */
		ARRAY(const char *) contacts;
		ARRAY(const char *) domains;
	} organisation;
	uint32_t least[NOTICE_COUNTS]; /* the lower end of each count's step */
	struct digest series;          /* bundle/commitment.h */
	uint32_t commitment_count;
	ARRAY(struct digest) commitments; /* by value; empty where the key is not at hand */
};

/* The notice of what is asked, on DAY. Without the KEY (NULL) it has no commitments, and its series
 * is SERIES, as a notice.json told it. */
struct notice notice_new(const struct asked *asked, const struct commit_key *key,
	const struct digest *series, date day, bool answered);
void notice_release(struct notice *notice);

/* The lower end of the step that COUNT is in. */
uint32_t notice_step(uint32_t count);

/* Files of public/: to add one, write its rendering and add its row in bundle/notice.c. They are no
 * formats of `nameward report`, since they need the key. */
struct notice_file {
	const char *file;
	void (*render)(const struct notice *notice, struct text *out);
};

extern const struct notice_file notice_files[]; /* ended by one without a name */
extern const char notice_json_file[], notice_commitments_file[];
extern const char notice_marking[]; /* "TLP:CLEAR" (TLP 2.0): everybody may have it */

/* notice.txt: 72 columns, complete in itself. */
void notice_text_render(const struct notice *notice, struct text *out);
/* notice.json, as policy/notice.schema.json describes it. */
void notice_json_render(const struct notice *notice, struct text *out);
/* commitments.txt: 64 hexadecimal digits a line. */
void notice_commitments_render(const struct notice *notice, struct text *out);

/* What a notice.json says that no plan does; the rest is not looked at. */
struct notice_said {
	date day;
	bool answered;
	struct digest series;
	uint32_t commitment_count;
};

enum error notice_said_read(struct notice_said *said, const char *file, const char *bytes,
	size_t length, struct failure *failure);

/* Looks for COMMITMENT in the bytes of commitments.txt. */
bool notice_holds(const char *bytes, size_t length, const struct digest *commitment);

/* Whether they are COUNT commitments, a line each, in the order of their values, none twice. */
bool notice_commitments_are_well_formed(const char *bytes, size_t length, uint32_t count);

#endif
