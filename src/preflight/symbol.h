/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * symbol: QR codes that are drawn as squares or lines, found by their modules.
 */
#ifndef PREFLIGHT_SYMBOL_H
#define PREFLIGHT_SYMBOL_H

#include "preflight/painted.h"

enum { SYMBOL_LEAST = 21, SYMBOL_MOST = 177 }; /* modules a side */

struct symbol {
	guint first, end; /* its marks are among these */
	struct rect box;
	int side; /* modules */
	double module;
};

/* All of a page: struct symbol. */
GArray *symbols_find(const struct painted *painted);

/* Is a mark drawn within the symbol alone, a part of it? */
bool symbol_owns(const struct painted *painted, const struct symbol *symbol, guint mark);

/* Are the dark modules of a square, row by row, those of a symbol? */
bool symbol_known(const unsigned char *dark, int side);

/* Do two marks lay down the same colour? */
bool symbol_same_ink(const struct mark *a, const struct mark *b);

#endif
