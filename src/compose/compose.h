/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * compose: an edition on a piece in a format becomes a document of placed sheets. Opens the
 * edition's fonts once (composer), fits and places each piece from them. Findings (does not fit,
 * wrong pair, too near the trim) point at the edition's line and, by a note, at the layout's.
 */
#ifndef COMPOSE_COMPOSE_H
#define COMPOSE_COMPOSE_H

#include "compose/sheet.h"
#include "read/layout.h"

#include <stdbool.h>
#include <stdio.h>

/* An edition opened: its fonts cut, its texts shaped as pieces ask for them. Lives as long as its
 * arena (the edition's). */
struct composer;

/* `data` is the folder with layouts/ and fonts/. NULL after errors. Fonts are touched: not before a
 * fork. */
struct composer *composer_new(struct arena *arena, const char *data, const struct edition *edition,
    const struct contact *contact, const struct palette *palette, const struct typography *type,
    struct diag *diag);

/* NULL when anything is wrong with it: then it must not be printed. `fit` (may be NULL) gets one
 * line per frame and per text: the size used, lines, room left (--dump=fit). */
const struct document *compose_document(struct arena *arena, struct composer *composer,
    const struct layout *layout, const struct format *format, bool mono, FILE *fit,
    struct diag *diag);

#endif
