/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * readback: our own finished pages, read again as a stranger would, against what was promised. A
 * wrong number on a poster is the worst defect that handbill can have, so each promised contact
 * must stand in its place, as the contact file has it, and each QR code must be libqrencode's for
 * its address.
 */
#ifndef PREFLIGHT_READBACK_H
#define PREFLIGHT_READBACK_H

#include "base/diag.h"
#include "preflight/painted.h"

struct document;

/* Has it a page for each side? Else as readback_page. */
bool readback_count(const struct document *document, size_t pages, struct diag *diag);

/* What page `index` of the finished file paints, against that side of the document. False: the file
 * must not be let out, and diag says why. */
bool readback_page(struct arena *arena, const struct painted *painted,
    const struct document *document, size_t index, struct diag *diag);

#endif
