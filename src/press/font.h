/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * font: a font of the painted pages as their text reads: the codes of a shown string and what each
 * says (ToUnicode), which may be told better and is then written into the finished file.
 */
#ifndef PRESS_FONT_H
#define PRESS_FONT_H

#include "pdf/cos.h"

#include <stdint.h>

struct font {
	unsigned bytes;	     /* of a code: 1, or 2 in a composite font */
	GHashTable *unicode; /* code -> UTF-8, from ToUnicode; NULL when there is none */
	bool changed;	     /* font_map was used */
	GByteArray *cmap;    /* the changed ToUnicode, deflated: shelf_settle; or NULL */
};

/* The next code of a shown string; false at its end. `at` counts bytes. */
bool font_code(const struct font *font, const char *string, size_t length, size_t *at,
    uint32_t *code);

/* What a code says, or NULL. */
const char *font_text(const struct font *font, uint32_t code);

/* From now on the code says `text`. */
void font_map(struct font *font, struct arena *arena, uint32_t code, const char *text);

/* The fonts of one file, each loaded once, and what a page calls them. */
struct shelf {
	struct cos *cos;
	struct arena *arena;
	GHashTable *numbers; /* object number -> struct font * */
	GHashTable *names;   /* of the page: name -> struct font * */
	unsigned resources;  /* of the page */
};

struct shelf *shelf_new(struct arena *arena, struct cos *cos);

/* From now on names are those of this page's resources. */
void shelf_page(struct shelf *shelf, unsigned resources);

/* NULL when the page has no font of that name. */
struct font *shelf_find(struct shelf *shelf, const char *name);

/* Nothing more is mapped: every changed ToUnicode as it will be written. */
void shelf_settle(struct shelf *shelf);

/* The fonts of a page with these resources, in a file in the making: a dictionary as its resources
 * have it. */
unsigned shelf_copy(const struct shelf *shelf, unsigned resources, struct pdf *pdf);

#endif
