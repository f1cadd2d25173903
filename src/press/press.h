/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * press: a composed document becomes finished files, for one purpose after another, from one
 * painting.
 */
#ifndef PRESS_PRESS_H
#define PRESS_PRESS_H

#include "base/diag.h"
#include "compose/sheet.h"
#include "press/intent.h"

#include <glib.h>
#include <stdbool.h>

enum purpose { PURPOSE_PRESS, PURPOSE_SCREEN, PURPOSE_PREVIEW, PURPOSE_COUNT };

enum colour { COLOUR_CMYK, COLOUR_RGB };

/* A purpose is a row: its name and how the same sheets leave the house. */
struct purpose_row {
	const char *name; /* --for, and the folder in out/ */
	enum colour colour;
	bool bleed; /* the page is trim + bleed, with TrimBox and BleedBox */
	bool links;
	bool png; /* PNG of each page at trim, not PDF */
	const char *help;
};
extern const struct purpose_row purposes[PURPOSE_COUNT];

/* Marks outside the bleed, on all plates. A set of bits; 0: none. */
enum {
	MARK_CROP = 1,
	MARK_FOLD = 2,
	MARK_REGISTRATION = 4,
	MARK_BAR = 8,	/* solids and tints of the four inks */
	MARK_SLUG = 16, /* piece, format, edition, state, date, content hash */
	MARK_USUAL = MARK_CROP | MARK_FOLD | MARK_SLUG /* what --marks without a list means */
};

/* --marks=LIST takes these names; ends with a NULL name. */
struct mark_row {
	const char *name;
	unsigned bit;
	const char *help;
};
extern const struct mark_row mark_rows[];

struct press_options {
	unsigned marks;
	const char *date; /* YYYY-MM-DD or an ISO time for Info dates, never the clock's */
	/* From intents_load; a shop's own stands in both INTENT_INCH and INTENT_METRIC. A file
	 * whose intent is NULL is only PDF/UA-1, neither PDF/X-4 nor PDF/A-2a. */
	const struct intent *intents[INTENT_USES];
};

struct press; /* a document's painting, in its job's arena */

/* Paints the sheets once in key colours. NULL after a failure. */
struct press *press_new(struct arena *arena, const struct document *document, struct diag *diag);

/* The finished PDF for press or screen, read back and through our own preflight (press: x4, screen:
 * ua); NULL when it may not be let out (diag says why). The caller unrefs it. */
GBytes *press_pdf(struct press *press, enum purpose purpose, const struct press_options *options,
    struct diag *diag);

/* The panels of a folded piece one a page, for the screen: see panels.h. NULL without a word when
 * the piece has no folds, and with one after a failure. */
GBytes *press_panels(struct press *press, const struct press_options *options, struct diag *diag);

/* A PNG of one side at trim: 150 dpi, but the long side at most 2,000 px. The caller unrefs it. */
GBytes *press_png(struct press *press, size_t sheet, struct diag *diag);

#endif
