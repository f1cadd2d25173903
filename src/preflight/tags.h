/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * tags: the rows about the structure tree: types, nesting, headings, lists, descriptions,
 * languages. Tables have a file of their own.
 */
#ifndef PREFLIGHT_TAGS_H
#define PREFLIGHT_TAGS_H

#include "preflight/painted.h"
#include "preflight/tree.h"

/* The tree as a whole. */
void tags_check(struct inspection *inspection);

/* A page's content against it. */
void tags_check_page(struct inspection *inspection, const struct painted *painted);

/* An attribute of an element, of one owner ("/Table"), from A or its classes; null when missing. */
unsigned tags_attribute(struct inspection *inspection, const struct element *element,
    const char *owner, const char *key);

/* tables.c: a Table and all in it. `places` is how many cells, each by its rows times columns, may
 * still be looked at. */
void tables_check(struct inspection *inspection, int table, unsigned *places);

bool element_is(const struct element *element, const char *type);
struct spot element_spot(const struct element *element);

#endif
