/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fonts: the files of fonts/ that an edition needs, cut to the characters it uses, in a font map of its own.
 * The only user of Fontconfig and hb-subset. Nothing that is installed on the machine is ever seen.
 *
 * For one edition: gather all characters of its entries, the contacts, the labels, digits, space and hyphen; close the set under NFD
 * and NFC, add U+25CC, joiners, hyphens, spaces, and the parts of Thai and Lao sara am; report characters that no font of the
 * edition has (on the whole fonts, with the phrase's place); cut each face with hb-subset keeping all layout features;
 * give the cut files to Fontconfig by memfd; make a Pango font map (72 dpi, unhinted, no rounding) of exactly these.
 */
#ifndef COMPOSE_FONTS_H
#define COMPOSE_FONTS_H

#include "base/arena.h"
#include "base/diag.h"
#include "read/contact.h"
#include "read/edition.h"
#include "read/type.h"

#include <stddef.h>

/* A cut face: what shape gives to runs and paint to Cairo. */
struct face {
	const struct family *family;
	enum weight weight;
	const char *name;	/* PostScript name without subset prefix */
	double ascent, descent;	/* em, the font's own (rarely of use) */
	double cap;		/* cap height or the x extent of a typical base glyph, em, measured on the font */
	void *cairo;		/* cairo_font_face_t *, unhinted, tied to the edition's arena; set when the face is first shaped with */
	unsigned dotted_circle;	/* glyph of U+25CC, 0 when it has none */
};

struct fonts;	/* an edition's */

/* NULL after errors: a missing file ("run `make fonts`"), a character that no font has, emoji. `whole`: do not cut (a test
 * that both shape alike). Call only in a process that will not fork afterwards. */
struct fonts *fonts_new(struct arena *arena, const char *folder, const struct typography *type,
    const struct edition *edition, const struct contact *contact, bool whole, struct diag *diag);

#endif
