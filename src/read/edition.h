/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * edition: content/LANG.yaml, the guide's words in one language, and nothing else.
 *
 * Every text is an entry with a path: guide.title, guide.audiences.1,
 * guide.sections.problem.heading, guide.report.how, labels.draft. Entries stand in the order of the
 * English file. What is known about the edition (state, date, source hashes) is status's. English
 * is the reference: another edition has the same keys, all of them, and its sections in the same
 * order.
 */
#ifndef READ_EDITION_H
#define READ_EDITION_H

#include "base/arena.h"
#include "base/diag.h"
#include "read/status.h"
#include "read/type.h"

#include <stdbool.h>
#include <stddef.h>

struct entry {
	const char *path;
	struct phrase phrase;
};

struct edition {
	const char *tag; /* BCP 47, the file's name without .yaml */
	const struct source *source;
	const struct language *language; /* its row in layouts/type.yaml: script, direction */
	struct entry *entries;
	size_t n_entries;
	struct phrase *sections; /* the keys of guide.sections, in order */
	size_t n_sections;
	struct status status;
};

/* Loads DIR/LANG.yaml and DIR/status/LANG.yaml. `reference` is the English (NULL when loading
 * it, then the state is STATE_REFERENCE). Errors are in diag and give NULL: unknown or missing
 * keys, a language that type.yaml has not, and what read/wording refuses. No file for the tag is
 * a failure. */
const struct edition *edition_load(struct arena *arena, const char *dir, const char *tag,
    const struct typography *type, const struct edition *reference, struct diag *diag);

/* NULL when there is no such text. */
const struct phrase *edition_find(const struct edition *edition, const char *path);

/* Tags of the editions in DIR, English first, then by name; NULL-terminated. */
char **edition_list(struct arena *arena, const char *dir);

/* The first 16 hex digits of the SHA-256 of the NFC text. */
char *edition_hash(struct arena *arena, const char *text);

#endif
