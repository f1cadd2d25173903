/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * breaks: where a line may end. The only user of ICU's break iterators.
 *
 * Opportunities come from ICU's line rules and dictionaries for the language; taken away: inside contacts, after U+002D between letters in
 * headings and points, inside a Korean word, before a danda; and no line may start with what French and others keep with NBSP.
 */
#ifndef COMPOSE_BREAKS_H
#define COMPOSE_BREAKS_H

#include "compose/shape.h"

/* Sets OFFSET_BREAK, OFFSET_MUST and OFFSET_SPACE in offsets[0 .. words->length]. False: a library failed (diag says so). */
bool breaks_find(const struct words *words, const char *lang, uint8_t *offsets, struct diag *diag);

#endif
