/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * schema: field tables, which fill a struct from a map of nodes and know what to say of what is
 * wrong.
 *
 * A row is a key: its type, where its value goes, its limits, its default, its sentence. Parsing,
 * checking and help come from that row. Unknown key: an error with "did you mean". Missing, empty,
 * wrong type, out of limits: errors. All errors of a map are reported before it returns.
 */
#ifndef READ_SCHEMA_H
#define READ_SCHEMA_H

#include "base/geom.h"
#include "read/node.h"

enum field_type {
	FIELD_PHRASE,  /* struct phrase */
	FIELD_TEXT,    /* const char * */
	FIELD_NUMBER,  /* double */
	FIELD_INTEGER, /* int */
	FIELD_BOOL,    /* bool: yes or no */
	FIELD_LENGTH,  /* struct length */
	FIELD_CHOICE,  /* int: the index of the word in `choices` */
	FIELD_NODE,    /* const struct node *: read by its owner */
	FIELD_NUMBERS  /* double[4], a list of exactly `high` numbers, each from 0 to 100 */
};

enum field_need { FIELD_OPTIONAL, FIELD_REQUIRED };

struct field {
	const char *key;
	enum field_type type;
	enum field_need need;
	size_t offset;		    /* offsetof the member */
	double low, high;	    /* limits of numbers, both 0: none */
	const char *const *choices; /* FIELD_CHOICE, NULL-terminated */
	const char *fallback;	    /* default as it would be written, or NULL: zero */
	const char *help;	    /* one sentence for the person who writes the file */
};

/* Fills `target` from `map` by `fields` (ended by a row without key). False when anything was
 * wrong. */
bool schema_fill(const struct node *map, const struct field *fields, void *target,
    struct diag *diag);

/* Checks that a node is of a kind; says so when not. */
bool schema_expect(const struct node *node, enum node_kind kind, const char *what,
    struct diag *diag);

/* One scalar by a row, as schema_fill does it, for lists and shorthand forms. */
bool schema_value(const struct node *node, const struct field *field, void *target,
    struct diag *diag);

/* An "unknown ..." error with the nearest of `known`. */
void schema_unknown(struct place place, const char *what, const char *word,
    const char *const *known, struct diag *diag);

#endif
