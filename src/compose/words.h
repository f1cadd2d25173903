/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * words: an edition's texts as they are set: paths found, placeholders filled in, contacts wrapped
 * in isolates.
 */
#ifndef COMPOSE_WORDS_H
#define COMPOSE_WORDS_H

#include "compose/shape.h"
#include "read/edition.h"

/* An edition's words, filled in once a path (and page). */
struct glossary;

struct glossary *glossary_new(struct arena *arena, const struct edition *edition,
    const struct contact *contact);

/* The text at `path`, ready to be set, or NULL: the edition has none. `page` and `pages` fill
 * {page} and {pages}. A placeholder that the region cannot fill is left empty, and words->gap says
 * so. */
const struct words *glossary_words(struct glossary *glossary, const char *path, int page,
    int pages);

/* The texts path.1, path.2 ... as one, with `join` between. NULL when there is none. */
const struct words *glossary_join(struct glossary *glossary, const char *path, const char *join);

/* Appends bytes [start, end) without the isolate controls around contacts: what is seen. */
void words_append(GString *into, const struct words *words, size_t start, size_t end);

/* A contact that stands alone, or NULL when the region has none of the kind. */
const struct words *glossary_contact(struct glossary *glossary, enum contact_kind kind);

/* The same words without their last `characters`; spans that are cut are dropped whole. For saying
 * how much is too much. They live as long as the glossary, as what is shaped from them does. */
const struct words *glossary_cut(struct glossary *glossary, const struct words *words,
    size_t characters);

#endif
