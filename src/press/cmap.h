/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cmap: from the bytes of a shown string to codes, and from codes to CIDs (a composite font's
 * Encoding) or to text (ToUnicode).
 */
#ifndef PRESS_CMAP_H
#define PRESS_CMAP_H

#include "press/inspection.h"

struct cmap {
	bool identity; /* two bytes, the CID is the code */
	bool known;    /* false: one of PDF's own, which we do not carry; two bytes are a code */
	const char *name, *registry, *ordering; /* as it says itself, or NULL */
	long supplement;			/* -1: not said */
	int wmode;
	const char *uses;		  /* another CMap's name, or NULL */
	GArray *codespace, *cids, *texts; /* private */
};

/* A font's Encoding: a name or a stream. */
struct cmap *cmap_encoding(struct inspection *inspection, unsigned encoding);

/* A ToUnicode stream; NULL when it is none. */
struct cmap *cmap_unicode(struct inspection *inspection, unsigned stream);

/* The next code of a string and how many bytes it took; false at the end. */
bool cmap_next(const struct cmap *cmap, const char *string, size_t length, size_t *at,
    uint32_t *code);

/* -1: the CMap does not have it. */
long cmap_cid(const struct cmap *cmap, uint32_t code);

/* What a code says, as UTF-8; NULL: nothing. Free it. */
char *cmap_text(const struct cmap *cmap, uint32_t code);

#endif
