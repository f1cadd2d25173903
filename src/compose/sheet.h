/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sheet: one side of a piece as a display list, and the document that holds the sides. Compose
 * writes it, press reads it; paint decides nothing. Items stand in painting order, which inside an
 * element is logical order.
 *
 *	x grows rightwards from the left edge of the trim, y downwards from its top; points.
 *	   +--------------------- bleed ---+
 *	   |  +------------- trim ------+  |
 *	   |  | (0,0)                   |  |
 */
#ifndef COMPOSE_SHEET_H
#define COMPOSE_SHEET_H

#include "base/geom.h"
#include "compose/fonts.h"
#include "compose/qr.h"
#include "read/contact.h"
#include "read/edition.h"
#include "read/format.h"
#include "read/palette.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum role {
	ROLE_DOCUMENT,
	ROLE_H1,
	ROLE_H2,
	ROLE_P,
	ROLE_L,
	ROLE_LI,
	ROLE_LBODY,
	ROLE_FIGURE,
	ROLE_LINK,
	ROLE_SPAN,
	ROLE_SECT
};

/* A node of the structure tree; elements[0] is the Document. Children stand after their parent, in
 * reading order. */
struct element {
	enum role role;
	int parent;	  /* index, -1 for the Document */
	const char *lang; /* where it differs from the document's, else NULL */
	const char *alt;  /* figures: what they say; links: /Contents */
	const char *path; /* the edition's path, for dumps; may be NULL */
};

enum { ARTIFACT = -1 }; /* an item's element when it is decoration */

enum item_kind { ITEM_GLYPHS, ITEM_PATH, ITEM_QR };

/* A piece of type: a glyph where it stands, pt, baseline origin. */
struct sort {
	uint32_t id;
	double x, y;
};

/* `bytes` of text shown by `glyphs` sorts, as cairo_text_cluster_t has it. */
struct cluster {
	int bytes, glyphs;
};

enum path_verb { PATH_MOVE, PATH_LINE, PATH_CURVE, PATH_CLOSE };

struct item {
	enum item_kind kind;
	int ink;	/* index into the palette */
	int element;	/* index into the document's elements, or ARTIFACT */
	bool overprint; /* K text and thin K rules; never paper */
	union {
		struct {
			const struct face *face;
			double size;
			struct sort *sorts; /* in visual order, left to right */
			size_t n_sorts;
			const char *text;	  /* UTF-8 of the run, isolate controls left out */
			struct cluster *clusters; /* in logical order; see `backward` */
			size_t n_clusters;
			bool backward; /* right to left: sorts run against the clusters */
			int contact; /* enum contact_kind when the run is (part of) a contact, else
					-1 */
		} glyphs;
		struct {
			uint8_t *verbs;
			size_t n_verbs;
			double *coords; /* x, y: 2 for MOVE and LINE, 6 for CURVE */
			double stroke;	/* line width, or 0: filled, non-zero winding */
		} path;
		struct {
			const struct qr *code;
			double x, y;   /* top left of the symbol without quiet zone */
			double module; /* pt */
		} qr;
	};
};

/* An area that a reader of the screen file can follow. */
struct link {
	struct rect area;
	const char *uri;
	const char *contents; /* in the edition's language */
	int element;	      /* ROLE_LINK */
};

/* A contact that must be found on this side of the finished file. */
struct promise {
	enum contact_kind kind; /* or CONTACT_KINDS: the QR code */
	struct rect area;	/* where, pt */
};

struct panel {
	const char *name;
	double x, width; /* physical: from the left edge of the trim */
};

struct sheet {
	const char *name; /* "front", "outside": the layout's */
	struct item *items;
	size_t n_items;
	struct link *links;
	size_t n_links;
	struct promise *promises;
	size_t n_promises;
	struct panel *panels; /* from the left; none on a sheet without folds. Folds are where two
				 panels meet. */
	size_t n_panels;
};

/* One edition of one piece in one format. */
struct document {
	const char *piece;
	const struct format *format;
	double width, height, bleed; /* trim as the piece turns it */
	const struct edition *edition;
	const struct contact *contact;
	const struct palette *palette;
	const char *title; /* the localized title; with the draft label when it is a draft */
	bool draft;
	bool mono; /* composed in one ink by the K mapping */
	struct element *elements;
	size_t n_elements;
	struct sheet *sheets;
	size_t n_sheets;
};

/* The golden file: every element and item as text, numbers rounded to .01 pt. */
void sheet_dump(const struct document *document, FILE *stream);

#endif
