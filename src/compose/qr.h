/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * qr: a text as QR modules (ISO/IEC 18004, level M). The only user of libqrencode.
 */
#ifndef COMPOSE_QR_H
#define COMPOSE_QR_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/geom.h"

#include <stddef.h>

enum { QR_QUIET = 4 }; /* modules of quiet zone on each side */

struct qr {
	int side;	     /* modules, without the quiet zone */
	unsigned char *dark; /* side * side, row by row, 1 is dark */
};

/* NULL and an error at `place` when the text is too long. */
const struct qr *qr_encode(struct arena *arena, const char *text, struct place place,
    struct diag *diag);

/* Dark modules merged into few rectangles (runs of a row, joined downwards while equal), in modules
 * from the symbol's top left. */
struct rect *qr_rects(struct arena *arena, const struct qr *qr, size_t *count);

#endif
