/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * readback: the finished bytes read again as a stranger would. A wrong number on a poster is the
 * worst defect that handbill can have, so each promised contact must stand in its place, as the
 * contact file has it, and each QR code must be libqrencode's for its address.
 */
#ifndef PRESS_READBACK_H
#define PRESS_READBACK_H

#include "compose/sheet.h"

#include <glib.h>
#include <stdbool.h>

/* Page n of the file is side n of the document. False: the file must not be let out, and diag says
 * why. */
bool readback_check(GBytes *bytes, const struct document *document, struct diag *diag);

#endif
