/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * catalog: what a file says about itself: title, language, dates, standards, how a viewer opens it.
 */
#ifndef PRESS_CATALOG_H
#define PRESS_CATALOG_H

#include "pdf/pdf.h"
#include "press/press.h"

struct catalog {
	const struct document *document;
	enum purpose purpose;
	const char *date;	     /* from catalog_date */
	const struct intent *intent; /* or NULL */
	const char *content;	     /* a hash of what the pages show */
};

/* "2026-01-02" or "2026-01-02T03:04:05Z" as XMP writes it: 2026-01-02T03:04:05Z. In the arena. What
 * cannot be read, or NULL, is the edition's date; without one, the epoch. */
const char *catalog_date(struct arena *arena, const struct document *document, const char *date);

void catalog_write(struct pdf *pdf, const struct catalog *catalog);

#endif
