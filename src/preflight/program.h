/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * program: a font program out of a PDF: which glyphs it has, how wide they are, what they look
 * like. The only user of FreeType under press.
 */
#ifndef PREFLIGHT_PROGRAM_H
#define PREFLIGHT_PROGRAM_H

#include "base/arena.h"
#include "pdf/matrix.h"

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

struct program;

/* NULL: FreeType cannot read it. */
struct program *program_open(struct arena *arena, GBytes *bytes);

unsigned program_count(const struct program *program);

/* Glyph numbers; 0 where there is none (.notdef). */
unsigned program_by_name(const struct program *program, const char *name);
unsigned program_by_unicode(const struct program *program, uint32_t unicode);
unsigned program_by_code(const struct program *program, unsigned code); /* its own encoding */
unsigned program_by_cid(const struct program *program, uint32_t cid);

/* In the TrueType cmap of a platform and encoding; `has` tells whether there is one. */
unsigned program_by_cmap(const struct program *program, int platform, int encoding, uint32_t code,
    bool *has);
unsigned program_cmaps(const struct program *program);
bool program_has_cmap(const struct program *program, unsigned platform, unsigned encoding);

/* A glyph's name, or NULL; good until the next call. */
const char *program_name(struct program *program, unsigned glyph);

/* What a glyph's name stands for by the Adobe Glyph List; 0: nothing. */
uint32_t program_unicode(struct program *program, unsigned glyph);

/* Advance, 1/1000 em. False: the program has no such glyph, or it is damaged. */
bool program_width(const struct program *program, unsigned glyph, double *width);

/* Adds a glyph's outline, transformed from em: `draw` gets "m", "l", "c" or "h" with their
 * points. */
bool program_outline(const struct program *program, unsigned glyph, struct matrix matrix,
    void (*draw)(void *into, char operator, const double * points), void *into);

#endif
