/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * tint: what a mark's colour lays down: one ink or several, white, black alone, nothing. Of a
 * pattern without colours of its own, the colour that it is given counts.
 */
#ifndef PREFLIGHT_TINT_H
#define PREFLIGHT_TINT_H

#include "preflight/painted.h"

/* The inks, and the space they are said in (that of the table, where it is Indexed). False: a
 * pattern of its own colours, a picture's, or a shading's. */
bool tint_inks(const struct paint *paint, struct inks *inks, const struct space **space);

/* RGB and the like become several inks. */
bool tint_many(const struct paint *paint);

bool tint_white(const struct paint *paint);
bool tint_black_alone(const struct paint *paint);

/* Separation None and its like: nothing at all is painted. */
bool tint_none(const struct paint *paint);

/* Is it registration colour, or a space made of it? */
bool tint_space_all(const struct space *space);

/* "100/50/0/0", or the name of the space, and that it prints in several inks. */
const char *tint_text(struct arena *arena, const struct paint *paint);

#endif
