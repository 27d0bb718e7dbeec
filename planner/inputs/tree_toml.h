/* The narrow door to toml++: values are told one by one, parents before their members. Nothing of
 * C++ is seen from outside. */
#ifndef INPUTS_TREE_TOML_H
#define INPUTS_TREE_TOML_H

#include <stddef.h>

enum toml_kind { TOML_TABLE, TOML_LIST, TOML_TEXT, TOML_NUMBER, TOML_BOOL, TOML_DATE };

enum toml_answer { TOML_READ, TOML_WRONG, TOML_TOO_DEEP, TOML_HOLDS_NUL };

struct toml_value {
	enum toml_kind kind;
	int number; /* TOML_NUMBER: one that is whole and fits; TOML_BOOL: 1 is true */
	size_t line;
	const char *key; /* not ended by NUL; in a list empty */
	size_t key_length;
	const char *text; /* TOML_TEXT */
	size_t text_length;
};

struct toml_sink {
	/* PARENT is what this function gave for the value around it, NULL for the document. */
	void *(*add)(void *user, void *parent, const struct toml_value *value);
};

struct toml_fault {
	size_t line;
	char what[160];
};

/* Reads a document of at most DEPTH levels; FAULT is written for TOML_WRONG. The caller refuses
 * keys of very many parts before: toml++ builds a table for each. */
enum toml_answer toml_read(const char *bytes, size_t length, unsigned depth,
	const struct toml_sink *sink, void *user, struct toml_fault *fault);

#endif
