/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * layout: layouts/PIECE.yaml, a piece as its designer wrote it. layouts/README.md teaches the
 * language; these are its words as structs. Directions are logical: x counts from the start edge
 * (left in English, right in Arabic), start and end, never left and right. Nothing is resolved
 * here: a length becomes points when a format and an edition are known (compose/boxes).
 *
 *	side ── panels (where the sheet folds)
 *	     └─ frames, placed by edges ── stack of blocks, one under another
 *	                                    └─ rows, boxes, lists, grids of blocks ...
 */
#ifndef READ_LAYOUT_H
#define READ_LAYOUT_H

#include "base/geom.h"
#include "read/contact.h"
#include "read/format.h"
#include "read/node.h"
#include "read/palette.h"
#include "read/type.h"

#include <stdbool.h>
#include <stddef.h>

/* A length with a name, which may differ by format or grow from squat to tall sheets. */
struct named {
	struct phrase name;
	struct length length; /* where nothing else is said; squat's when it grows */
	bool grows;
	struct length tall;
	struct {
		const struct format *format;
		struct length length;
	} *per;
	size_t n_per;
	bool bleed; /* the built-in `bleed`: the format's */
};

/* A length as it is used: literal, or the name of one. */
struct dim {
	struct length length;
	const struct named *named; /* wins when not NULL */
};

/* Tight at air 0, airy at air 1, in between by proportion. */
struct air {
	struct dim tight, airy;
};

enum side { SIDE_START, SIDE_END, SIDE_TOP, SIDE_BOTTOM };

/* "end - 2 u", "incoming.bottom + 28 pt", "bottom": an edge and at most one length. */
struct edge {
	const char *of; /* a frame's or panel's name, else NULL: what encloses */
	enum side side;
	double sign; /* of the length: 1, -1 or 0 */
	struct dim by;
	struct place place;
};

/* Size and leading of a role; overrides for scripts replace what they name. */
struct setting_size {
	struct dim size, floor, leading;
	bool has_size, has_floor, has_leading;
	struct dim swell; /* tried first, while its texts keep to swell_lines */
	int swell_lines;  /* 0: no swelling */
};

enum role_kind {
	KIND_TEXT,
	KIND_CONTACT, /* base family Bold, no script factor */
	KIND_PICTURE  /* the size of pictograms that shrink together; no script factor */
};

struct role_row {
	struct phrase name;
	enum weight weight;
	enum leading column; /* which of the script's leadings */
	int ink;
	struct setting_size base;
	struct setting_size class[3]; /* by enum script_class; [CLASS_ALPHABETIC] is unused */
	enum role_kind kind;
};

enum block_kind {
	BLOCK_SPACE,
	BLOCK_TEXT,
	BLOCK_CONTACT,
	BLOCK_QR,
	BLOCK_ART,
	BLOCK_DOTS,
	BLOCK_RULE,
	BLOCK_ROW,
	BLOCK_STACK,
	BLOCK_BOX,
	BLOCK_EACH,
	BLOCK_GRID,
	BLOCK_KINDS
};

/* ANCHOR_LINE: in a row, centred on the capitals of the first line beside it (bullets). */
enum anchor { ANCHOR_TOP, ANCHOR_CENTRE, ANCHOR_BOTTOM, ANCHOR_LINE };
enum align { ALIGN_START, ALIGN_END };
enum tag { TAG_P, TAG_H1, TAG_H2, TAG_LI, TAG_NONE };
enum corners { CORNERS_NONE, CORNERS_START, CORNERS_END, CORNERS_ALL };
enum corner {
	CORNER_NONE,
	CORNER_TOP_START,
	CORNER_TOP_END,
	CORNER_BOTTOM_START,
	CORNER_BOTTOM_END
};
enum enters { ENTERS_NOT, ENTERS_START, ENTERS_END };
enum order { ORDER_ROWS, ORDER_COLUMNS };

/* How a box is drawn. */
struct shape {
	int ink; /* -1: nothing is drawn */
	enum corners corners;
	struct dim radius;
	enum corner tail; /* the corner nearest the speaker, where an edge is a fold */
	struct dim tail_radius;
	enum enters enters; /* the edge that has no outline in one colour */
	bool outlined;	    /* a line of `line_ink` in colour too (the local contact) */
	int line_ink;
	struct dim line; /* its weight */
	bool has_mono_line;
	struct dim mono_line; /* the outline's weight in one colour, where it is not the piece's */
};

struct block {
	enum block_kind kind;
	struct phrase name; /* text NULL: none */
	struct place place;
	bool has_x;
	struct edge x[2]; /* of the panel or column; else as the enclosing block */
	enum anchor
	    at; /* in a row: where it stands against the tallest; in a box or stack: its content */
	enum align align; /* against x */

	struct phrase *from; /* text, each, grid: paths, the first that the edition has; ".heading"
				is of the item */
	size_t n_from;
	const struct role_row *role;
	enum tag tag;
	int most_lines;	  /* 0: any number */
	bool hang;	  /* optical start, -.03 em in colour */
	bool pill;	  /* in one colour: white on an ink pill */
	const char *join; /* a list path becomes one line of texts with this between */
	enum contact_kind contact;
	bool own_width; /* stack: as wide as its widest child, standing at the end of x */

	struct air height; /* space; row and each: at least; qr, art, dots: side or diameter; rule:
			      weight */
	bool has_height;
	struct script_air {
		const struct script *script;
		struct air air;
	} *scripts; /* space: for scripts that differ */
	size_t n_scripts;
	struct air pad, pad_bottom; /* box: above and below its stack; each: pad is added to the
				       height of its texts */
	int *inks;		    /* art, rule: one; dots: one a dot */
	size_t n_inks;
	struct shape shape; /* box; qr's white square */
	bool grow;	    /* takes a share of the height left over */
	bool furniture;	    /* page furniture, and all in it: may stand nearer to the trim */
	const char *share;  /* grid cells: rows of one share and one grid row are equally high */
	struct phrase when; /* only while the block of this name ... */
	int when_lines;	    /* ... has at most so many lines */

	struct phrase *keys; /* each, grid: only these items, in this order; none: all */
	size_t n_keys;
	struct block *between;	   /* each: a rule between items */
	struct edge (*columns)[2]; /* grid */
	size_t n_columns;
	int rows;
	enum order order;
	struct air gap; /* each: between items; grid: least space between a cell and the next row */

	struct block
	    *blocks; /* children of row, stack, box, each (one row), grid (one cell's stack) */
	size_t n_blocks;
};

struct frame {
	struct phrase name;
	const char *panel; /* NULL: the whole side */
	struct edge y[2];
	bool has_grow;
	struct edge grow; /* the bottom may move down to here when the content needs it */
	int on;		  /* ink of what lies below when the frame draws nothing, else -1 */
	int reading;	  /* reading order over all sides; 0: as they stand, after the numbered */
	struct block
	    body; /* BLOCK_BOX: its shape may be undrawn; x, pad, at, blocks as a box has them */
};

struct panel_row {
	struct phrase name;
	struct dim width;
};

struct side_row {
	struct phrase name;
	struct panel_row *panels; /* from the start edge */
	size_t n_panels;
	struct frame *frames; /* in painting order */
	size_t n_frames;
};

enum step_kind { STEP_AIR, STEP_SHRINK, STEP_DROP, STEP_MOVE, STEP_SAVE_LINE };

struct step {
	enum step_kind kind;
	struct place place;
	double air_to, air_by;
	const struct role_row **roles; /* shrink, save_line */
	size_t n_roles;
	bool to_floor;
	struct dim to; /* a size (times the script's factor), or a percentage of the nominal */
	struct dim by; /* size step */
	struct phrase block; /* drop: a block or a frame */
	struct phrase
	    *order; /* drop items of a list: keys, least important first; none: the block itself */
	size_t n_order;
	int keep;
	bool quiet;	    /* dropping is no loss: no warning */
	struct edge bottom; /* move: the frame's (`block`) new bottom */
	double within;	    /* save_line: share of the size that may be given up */
};

struct ladder {
	struct phrase *frames; /* none: all */
	size_t n_frames;
	struct step *steps;
	size_t n_steps;
	struct place place;
};

struct layout {
	const char *name; /* "poster": the file's name */
	const char *path;
	const struct format **formats;
	size_t n_formats;
	bool landscape;		/* turns a portrait format */
	double parts;		/* u is the short side divided by this; 0: the piece has no u */
	double squat, tall;	/* height / width between which growing lengths grow */
	struct dim margin;	/* live matter stays this far inside the trim at the sides ... */
	struct dim margin_ends; /* ... and this far at top and bottom */
	struct dim furniture;	/* page furniture may come this near */
	struct dim outline;	/* weight of bubbles and rings in one colour */
	struct dim fold;	/* text and pictures this far from a fold */
	struct dim least_qr;	/* symbol with quiet zone */
	int limited_ink;	/* this ink may cover ... */
	double limit;		/* ... this share of a side; 0: any */
	struct named *lengths;
	size_t n_lengths;
	struct role_row *roles;
	size_t n_roles;
	struct side_row *sides;
	size_t n_sides;
	struct ladder *ladders;
	size_t n_ladders;
};

/* NULL after errors, all of the file's told. */
const struct layout *layout_load(struct arena *arena, const char *path,
    const struct formats *formats, const struct palette *palette, const struct typography *type,
    struct diag *diag);

/* Names of the pieces of FOLDER, sorted: all .yaml files but formats, palette, type, art.
 * NULL-terminated. */
char **layout_names(struct arena *arena, const char *folder);

/* Every piece of FOLDER (all .yaml files but formats, palette, type, art), by name; their number in
 * `count`. NULL after errors. */
const struct layout **layout_list(struct arena *arena, const char *folder,
    const struct formats *formats, const struct palette *palette, const struct typography *type,
    size_t *count, struct diag *diag);

const struct role_row *layout_role(const struct layout *layout, const char *name);

/* Points of a length for a format turned as the piece turns it. `em` for UNIT_EM. */
double layout_points(const struct layout *layout, const struct format *format, struct dim dim,
    double em);

/* Trim as the piece turns it. */
void layout_trim(const struct layout *layout, const struct format *format, double *width,
    double *height);

#endif
