/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * press: a composed document becomes finished files, for one purpose after another, from one painting.
 */
#ifndef PRESS_PRESS_H
#define PRESS_PRESS_H

#include "base/diag.h"
#include "compose/sheet.h"

#include <glib.h>
#include <stdbool.h>

enum purpose { PURPOSE_PRESS, PURPOSE_SCREEN, PURPOSE_PREVIEW, PURPOSE_COUNT };

enum colour { COLOUR_CMYK, COLOUR_RGB };

/* A purpose is a row: its name and how the same sheets leave the house. */
struct purpose_row {
	const char *name;	/* --for, and the folder in out/ */
	enum colour colour;
	bool bleed;		/* the page is trim + bleed, with TrimBox and BleedBox */
	bool links;
	bool png;		/* PNG of each page at trim, not PDF */
	const char *help;
};
extern const struct purpose_row purposes[PURPOSE_COUNT];

/* Marks outside the bleed, on all plates. A set of bits; 0: none. */
enum { MARK_CROP = 1, MARK_FOLD = 2 };

struct press_options {
	unsigned marks;
	const char *date;	/* YYYY-MM-DD or an ISO time for Info dates, never the clock's */
};

struct press;	/* a document's painting, in its job's arena */

/* Paints the sheets once in key colours. NULL after a failure. */
struct press *press_new(struct arena *arena, const struct document *document, struct diag *diag);

/* The finished PDF for press or screen, read back; NULL when it may not be let out (diag says why). */
GBytes *press_pdf(struct press *press, enum purpose purpose, const struct press_options *options, struct diag *diag);

/* A PNG of one side at trim: 150 dpi, but the long side at most 2,000 px. */
GBytes *press_png(struct press *press, size_t sheet, struct diag *diag);

#endif
