/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * font: a font of a PDF as its text reads: the codes of a shown string, what each says (ToUnicode)
 * and how wide it is.
 */
#ifndef PRESS_FONT_H
#define PRESS_FONT_H

#include "press/pdf.h"

#include <stdint.h>

struct font {
	unsigned object;
	unsigned bytes;	     /* of a code: 1, or 2 in a composite font */
	GHashTable *unicode; /* code -> UTF-8, from ToUnicode; NULL when there is none */
	GHashTable *widths;  /* code -> double *, em */
	double width;	     /* of codes without one, em */
	bool changed;	     /* font_map was used: font_save writes it back */
};

/* A composite font counts its codes in two bytes, as Identity-H does. Always gives a font. */
struct font *font_load(struct pdf *pdf, struct arena *arena, unsigned object);

/* The next code of a shown string; false at its end. `at` counts bytes. */
bool font_code(const struct font *font, const char *string, size_t length, size_t *at,
    uint32_t *code);

/* What a code says, or NULL. */
const char *font_text(const struct font *font, uint32_t code);
double font_width(const struct font *font, uint32_t code);

/* From now on the code says `text`. */
void font_map(struct font *font, struct arena *arena, uint32_t code, const char *text);

/* Writes a changed ToUnicode back. */
void font_save(struct pdf *pdf, struct font *font);

/* The font that a page's resources call `name`; each font object is loaded once into `fonts`
 * (object number -> struct font *). */
struct font *font_find(struct pdf *pdf, struct arena *arena, GHashTable *fonts, unsigned resources,
    const char *name);

#endif
