/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * letters: a font of a stranger's PDF: the codes that pages show in it, what each says, how wide it
 * is, and which glyph of the embedded program stands for it.
 */
#ifndef PREFLIGHT_LETTERS_H
#define PREFLIGHT_LETTERS_H

#include "preflight/cmap.h"
#include "preflight/program.h"

enum letters_kind {
	LETTERS_TYPE1,
	LETTERS_TRUETYPE,
	LETTERS_TYPE3,
	LETTERS_CID0,
	LETTERS_CID2,
	LETTERS_BAD
};

/* A code as pages use it. */
struct use {
	uint32_t code;
	long cid;	  /* of a composite font; -1: not known */
	double width;	  /* by the dictionary, or a standard font's own, 1/1000 em (Type 3: its
			     own units); < 0: not said */
	const char *text; /* by ToUnicode or the glyph's name; NULL: unknown */
	const char *name; /* of the glyph, in a simple font; NULL: the program's own encoding */
	double drawn;	  /* Type 3: the width that its procedure says; < 0: it was not run */
	bool boxed;	  /* Type 3: its procedure says its box */
	bool mapped;	  /* ToUnicode has it */
	bool seen;	  /* shown, not only as invisible text */
	bool shown;	  /* at all */
	struct spot spot; /* where first */
};

struct letters {
	unsigned font, descendant,
	    descriptor; /* handles; the descendant is the font itself when simple */
	int object;
	enum letters_kind kind;
	const char *name; /* BaseFont */
	bool embedded;	  /* there is a font file */
	bool standard;	  /* one of the 14 that viewers bring along */
	bool symbolic;
	bool differs;	      /* Encoding has Differences */
	const char *encoding; /* base encoding's name, or NULL */
	bool has_encoding;
	bool latin;		/* its base is one of PDF's Latin encodings, by name */
	struct cmap *cmap;	/* of a composite font */
	struct cmap *unicode;	/* ToUnicode, or NULL */
	struct matrix matrix;	/* of Type 3 */
	struct rect box;	/* FontBBox of Type 3, glyph space */
	double reach;		/* of the glyphs of Type 3 drawn so far, from the baseline, in the
					   unit of Tf; 0: none yet */
	double ascent, descent; /* em; a guess where the font does not say */
	const char *names[256]; /* by Encoding; NULL: the program's */
	GHashTable *widths;	/* code or CID -> double * */
	double width;		/* of those without */
	bool measured;		/* the dictionary says widths, and of which codes */
	GBytes *gids;		/* CIDToGIDMap as a stream, or NULL */
	bool has_gids;
	struct program *program; /* opened when first asked for, see letters_program */
	bool tried;
	GHashTable *uses; /* code -> struct use * */
	GArray *order;	  /* struct use *, as they first came */
	struct arena *arena;
};

/* The font that resources call `name`; NULL: there is none. One struct a font object. */
struct letters *letters_find(struct inspection *inspection, unsigned resources, const char *name);
struct letters *letters_load(struct inspection *inspection, unsigned font);

bool letters_next(const struct letters *letters, const char *string, size_t length, size_t *at,
    uint32_t *code);
struct use *letters_use(struct letters *letters, uint32_t code);

/* The embedded program, or NULL. */
struct program *letters_program(struct inspection *inspection, struct letters *letters);

/* The glyph of a code in the program. False: it cannot be told. 0: the program has none. */
bool letters_glyph(struct inspection *inspection, struct letters *letters, const struct use *use,
    unsigned *glyph);

#endif
