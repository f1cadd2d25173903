/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * structure: what a document says to who cannot see it: the tree of its elements in reading order,
 * built from the sheets and tied to the marked content that ops wrote.
 *
 *	Document ─ H1 ── MCID 0 of page 1
 *	         ├ Sect ─ P ─ MCID 1, Link ─ MCID 2 and its annotation, MCID 3
 *	         └ Figure (Alt, BBox) ── MCID 4
 */
#ifndef PRESS_STRUCTURE_H
#define PRESS_STRUCTURE_H

#include "compose/sheet.h"
#include "pdf/pdf.h"

#include <glib.h>

/* A link annotation on its page. */
struct anchor {
	unsigned annotation;
	size_t page;
	int element;
};

struct structure {
	const struct document *document;
	const char *const *tags; /* structure_tags */
	GArray **marked;	 /* per page: the element (int) of each MCID */
	const struct anchor *anchors;
	size_t n_anchors;
	double x, y; /* from a page's lower left corner to its trim's */
};

/* The standard type of each element: "H1". A file without links calls a link what its place wants:
 * P or Span. */
const char *const *structure_tags(struct arena *arena, const struct document *document, bool links);

/* The tree, the parent tree, and their keys on pages, annotations and catalog. */
void structure_write(struct pdf *pdf, struct arena *arena, const struct structure *structure);

#endif
