/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * inspection: one file under preflight: what all its checks share.
 */
#ifndef PREFLIGHT_INSPECTION_H
#define PREFLIGHT_INSPECTION_H

#include "pdf/cos.h"
#include "preflight/finding.h"

#include <stdint.h>

/* What the output intent says about plates; grey, RGB or CMYK by its number of parts. */
struct condition {
	bool found;    /* there is an intent of PDF/X */
	int parts;     /* 1, 3, 4; 0: unknown */
	int profile;   /* the profile's object */
	GBytes *bytes; /* the profile, or NULL */
};

struct inspection {
	struct arena *arena; /* as long as the file */
	struct cos *cos;
	GBytes *bytes;
	struct findings *findings;
	const char *renderer; /* Ghostscript, for what only a renderer can measure; NULL: none */
	const char *path;     /* of the file, for the renderer; NULL: only `bytes` are there */
	const char *folder;   /* for what the renderer writes, empty between pages; NULL: none */

	struct condition condition;
	GHashTable *fonts;	 /* object number -> struct letters * */
	GHashTable *spaces;	 /* object number -> struct space * */
	GHashTable *profiles;	 /* object number -> struct profile *, space's own */
	GHashTable *symbols;	 /* handle of a picture -> whether it is a QR code, quiet's own */
	GHashTable *spots;	 /* colorant -> struct spot_colour * */
	GHashTable *hidden;	 /* object number of a layer that is off by default -> itself */
	GHashTable *forms;	 /* object number of a form XObject -> how often it is drawn */
	GHashTable *tagged;	 /* those with tagged content of their own */
	const struct tree *tree; /* the structure, or NULL */
	bool language;		 /* the catalog has a Lang */
	int64_t rendered;	 /* microseconds that the renderer took so far */
	uint64_t operations;	 /* read so far, in all content streams */
};

enum { OPERATIONS_MOST = 20000000 }; /* of one file: what has more is not read to its end */

/* A value that pages inherit from the nodes above them. */
unsigned inspection_inherited(struct inspection *inspection, unsigned page, const char *key);

/* The same as finding_add, for a place without a page. */
struct spot inspection_object(struct inspection *inspection, unsigned object);

#endif
