/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cmap: from the bytes of a shown string to codes, and from codes to CIDs (a composite font's
 * Encoding) or to text (ToUnicode).
 */
#ifndef PREFLIGHT_CMAP_H
#define PREFLIGHT_CMAP_H

#include "preflight/inspection.h"

struct cmap {
	bool identity; /* two bytes, the CID is the code */
	bool known;    /* false: it is or uses one of PDF's own, whose CIDs we do not carry */
	const char *name, *registry, *ordering; /* by its dictionary, or by PDF; or NULL */
	long supplement;			/* 0: not said */
	int wmode;
	const char *uses;			    /* another CMap's name, or NULL */
	bool within;				    /* that one is a stream of this file */
	GArray *codespace, *cids, *notdefs, *texts; /* private */
};

/* What stands for bytes that are no code of the CMap: the glyph of CID 0 is shown for them. No code
 * of a real CMap is this. */
static const uint32_t CODE_NONE = UINT32_MAX;

/* A font's Encoding: a name or a stream, with those that it uses. */
struct cmap *cmap_encoding(struct inspection *inspection, unsigned encoding);

/* A ToUnicode stream; NULL when it is none. */
struct cmap *cmap_unicode(struct inspection *inspection, unsigned stream);

/* The next code of a string, or CODE_NONE; false at the end. */
bool cmap_next(const struct cmap *cmap, const char *string, size_t length, size_t *at,
    uint32_t *code);

/* -1: it is among those that we do not carry. */
long cmap_cid(const struct cmap *cmap, uint32_t code);

/* What a code says, as UTF-8; NULL: nothing. Free it. */
char *cmap_text(const struct cmap *cmap, uint32_t code);

#endif
