/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pages: page dictionaries for a purpose: boxes, resources, links.
 */
#ifndef PRESS_PAGES_H
#define PRESS_PAGES_H

#include "pdf/pdf.h"
#include "press/press.h"

#include <stdbool.h>

/* The trim is `width` by the document's height; `margin` is from it to the edge of the painting,
 * which a page with bleed keeps whole. */
void pages_boxes(struct pdf *pdf, size_t index, const struct document *document,
    enum purpose purpose, double width, double margin);

/* The page's fonts, a dictionary; our overprint states and separation: `all` is the colour space of
 * every plate, or 0. */
void pages_resources(struct pdf *pdf, size_t index, enum purpose purpose, unsigned fonts,
    unsigned all);

/* [/Separation /All ...], indirect: one for the whole file. */
unsigned pages_all_plates(struct pdf *pdf);

/* The link annotation of `link` on a page cut at the trim, indirect and in its page's Annots. */
unsigned pages_link(struct pdf *pdf, size_t index, double width, double height,
    const struct link *link);

#endif
