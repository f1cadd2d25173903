/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * draw: fitted spots become the items and elements of a document. Logical x becomes physical here
 * and nowhere else: in a right-to-left edition everything but contacts, QR modules and unmirrored
 * pictograms is flipped about the middle of the trim. In one colour (mono) the palette's K mapping
 * is applied here.
 */
#ifndef COMPOSE_DRAW_H
#define COMPOSE_DRAW_H

#include "compose/boxes.h"
#include "compose/sheet.h"

/* Fills the document's elements and sheets. */
void draw_document(struct scene *scene, const struct pass *pass, struct document *document);

#endif
