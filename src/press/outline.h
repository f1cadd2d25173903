/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * outline: a file's headings as bookmarks.
 */
#ifndef PRESS_OUTLINE_H
#define PRESS_OUTLINE_H

#include "compose/sheet.h"
#include "pdf/pdf.h"

/* Nothing is written when there are fewer than two headings. Pages are cut at the trim. */
void outline_write(struct pdf *pdf, const struct document *document);

#endif
