/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fonts: the files of fonts/ that an edition needs, cut to the characters it uses, in a font map
 * of its own. The only user of Fontconfig and hb-subset. Nothing that is installed on the machine
 * is ever seen.
 *
 * For one edition: take all characters that it needs (characters.h); report those that no font of
 * the edition has (on the whole fonts, with the phrase's place); cut each face with hb-subset
 * keeping all layout features; give the cut files to Fontconfig by memfd; make a Pango font map
 * (72 dpi, unhinted, no rounding) of exactly these. Only the script's own family and the base
 * family are there.
 *
 * Pango chooses faces; what is measured and drawn comes from the same bytes in memory, never by
 * the path: Cairo remembers fonts by path, and /proc/self/fd/7 is another font in the next
 * edition.
 */
#ifndef COMPOSE_FONTS_H
#define COMPOSE_FONTS_H

#include "base/arena.h"
#include "base/diag.h"
#include "read/contact.h"
#include "read/edition.h"
#include "read/type.h"

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/* A cut face: what shape gives to runs and paint to Cairo. */
struct face {
	const struct family *family;
	enum weight weight;
	const char *name;	/* PostScript name without subset prefix */
	double ascent, descent; /* em, the font's own, both positive (rarely of use) */
	double cap;  /* em: height of its H, else what the font says, 0 when it has neither */
	double em;   /* font units in an em */
	void *cairo; /* cairo_font_face_t *, unhinted, for any size; tied to the edition's arena */
	void *backward;	  /* the same for runs to the left: in a PDF each glyph then stands for one
			   * text, brackets too, which mirrored are each other's glyph */
	void *shaper;	  /* hb_font_t *, in font units; tied to the edition's arena */
	const char *file; /* the path that Fontconfig knows it by */
	unsigned dotted_circle; /* glyph of U+25CC, 0 when it has none */
	unsigned space;		/* glyph of U+0020, 0 when it has none */
	double space_advance;	/* em */
};

/* An edition's. */
struct fonts {
	struct arena *arena;
	const struct edition *edition;
	const struct script *script;
	const struct family *base;
	/* The script's family, then the base family where it is another. */
	struct face faces[2 * WEIGHT_COUNT];
	size_t n_faces;
	void *context;	   /* PangoContext * of the font map */
	GHashTable *texts; /* shape's: key -> struct text * */
};

/* NULL after errors: a missing file ("run `make fonts`"), a character that no font has. `folder`
 * holds the font files. `whole`: do not cut (a test that both shape alike). Call only in a process
 * that will not fork afterwards. */
struct fonts *fonts_new(struct arena *arena, const char *folder, const struct typography *type,
    const struct edition *edition, const struct contact *contact, bool whole, struct diag *diag);

/* NULL when the edition does not use that family. */
const struct face *fonts_find(const struct fonts *fonts, const struct family *family,
    enum weight weight);

/* The face behind a PangoFont of the font map; NULL for a font that is none of ours, or that
 * Fontconfig would embolden. */
const struct face *fonts_face(const struct fonts *fonts, void *pango_font);

#endif
