/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * breaks: where a line may end. The only user of ICU's break iterators.
 *
 * Opportunities come from ICU's line rules and dictionaries for the language, asked of the words
 * without their isolate controls. Taken away: inside contacts; after U+002D between letters;
 * inside a Korean word; and where a line would end with an opening or start with a closing sign
 * that stands apart by a plain space (danda, French quotes and stops, Thai repetition).
 */
#ifndef COMPOSE_BREAKS_H
#define COMPOSE_BREAKS_H

#include "compose/text.h"

/* Sets OFFSET_BREAK, OFFSET_MUST, OFFSET_SPACE and OFFSET_INNER in offsets[0 .. words->length].
 * The end of the words is a break, their start is none. False: a library failed (diag says so). */
bool breaks_find(const struct words *words, const char *lang, uint8_t *offsets, struct diag *diag);

#endif
