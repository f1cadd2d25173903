/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ops: a page's content stream rewritten from key colours into what a purpose wants: the ink's
 * build, its overprint, the marked content of its element or artifact. What is not understood is an
 * internal error: nothing of a page leaves by luck.
 */
#ifndef PRESS_OPS_H
#define PRESS_OPS_H

#include "compose/sheet.h"
#include "press/font.h"
#include "press/press.h"

/* What an item's number on the page stands for. */
struct key {
	const struct ink *ink; /* NULL: every plate */
	bool overprint;
	int element; /* or ARTIFACT */
};

struct ops {
	struct shelf *shelf; /* at the page */
	const struct key *keys;
	size_t n_keys;
	const char *const *tags; /* of each element: structure_tags */
	enum colour colour;
	size_t page; /* for messages */
};

/* The new content; `marked` gets the element of each MCID (GArray of int). NULL after an internal
 * error. */
GString *ops_rewrite(const struct ops *ops, GBytes *content, GArray *marked, struct diag *diag);

/* A number as PDF writes it, at most four decimals, whatever the locale. */
void ops_number(GString *out, double value);

#endif
