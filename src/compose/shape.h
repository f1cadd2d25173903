/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * shape: words become glyphs, once per edition and weight. The only user of Pango's itemizer and
 * HarfBuzz's shaper.
 *
 * A paragraph is itemized by Pango (base direction the edition's) and each item shaped with
 * hb_shape on its face in font units; everything here is in em, so any size is a multiplication.
 * Contacts inside words are isolates (U+2066 ... U+2069) set in the base family Bold, unbreakable,
 * left to right; words that are one contact have one span over all of them. Errors, with the
 * phrase's place: a missing glyph, a U+25CC cluster that the text did not ask for ("broken
 * sequence"), a run in a face that was not declared, a weight that would be synthesised.
 */
#ifndef COMPOSE_SHAPE_H
#define COMPOSE_SHAPE_H

#include "compose/text.h"

/* Shapes `words` and finds their breaks; kept in `fonts`' arena by text, spans and weight, so the
 * second call is a look-up. NULL after errors (a second call tells them again). */
const struct text *shape_text(struct fonts *fonts, const struct words *words, enum weight weight,
    struct diag *diag);

/* Bytes [start, end) shaped alone, as a line cut at unsafe places needs; runs in logical order
 * with offsets and clusters of the whole words. A soft hyphen at the very end becomes a hyphen.
 * `n_runs` gets their number. */
struct run *shape_slice(const struct text *text, size_t start, size_t end, size_t *n_runs);

#endif
