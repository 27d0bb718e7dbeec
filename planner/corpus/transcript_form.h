/* The forms of transcripts, and how one is recognised: by the ending of its name, else by how it
 * begins. */
#ifndef CORPUS_TRANSCRIPT_FORM_H
#define CORPUS_TRANSCRIPT_FORM_H

#include <stddef.h>

enum form {
	FORM_AUTO,
	FORM_JSONL,    /* a JSON value a line */
	FORM_JSON,     /* an array of records, or values one after another, over any lines */
	FORM_MARKDOWN, /* Markdown or plain text: one answer */
	FORM_PYTHON,   /* a Python file: one answer */
	FORMS,
};

/* By the ending of a file's name, that of its packing left out; FORM_AUTO where it tells none. */
enum form transcript_form_of_name(const char *path);

/* By the begin of a file's bytes, unpacked; never FORM_AUTO: what is nothing else is Markdown. */
enum form transcript_form_of_bytes(const char *bytes, size_t length);

#endif
