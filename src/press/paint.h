/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * paint: items on Cairo's surfaces. The only user of Cairo's surfaces. It decides nothing.
 *
 * In a PDF each item's colour is a key: red and green hold its number on the page, blue checks
 * them. Cairo prints six digits, so the key comes back exactly, and ops puts the true colour in its
 * place. A PNG is painted in the true inks.
 */
#ifndef PRESS_PAINT_H
#define PRESS_PAINT_H

#include "base/diag.h"
#include "compose/sheet.h"

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

enum { KEY_LIMIT = 65536 };

/* One page to paint. Items count on from the art to the marks. */
struct canvas {
	double width;		/* of the trim */
	double margin;		/* from the surface's edges to the trim's */
	const struct item *art; /* clipped to the bleed */
	size_t n_art;
	const struct item *marks; /* not clipped */
	size_t n_marks;
};

/* The colour that stands for item `number`. */
void key_encode(size_t number, double rgb[3]);

/* The item's number, or -1 when that is no key. */
long key_decode(const double rgb[3]);

/* A PDF 1.5 of all pages in key colours; NULL after a failure. */
GBytes *paint_pdf(const struct document *document, const struct canvas *canvases,
    struct diag *diag);

/* A line of plain ASCII from (0, 0), one glyph a character, into the item's glyphs. Characters that
 * the face lacks are left out; false when none is left. */
bool paint_line(struct arena *arena, const struct face *face, double size, const char *text,
    struct item *item);

/* One side at trim in sRGB: 150 dpi, the long side at most 2,000 px. */
GBytes *paint_png(const struct document *document, const struct sheet *sheet, struct diag *diag);

#endif
