/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * graphics: a page's content streams carried out, forms, patterns, glyphs, soft masks and
 * appearances of annotations with them, into what they paint. Nothing is drawn.
 *
 * The first part is for callers; the rest is what the files of the interpreter share: graphics
 * (streams, states), setting (ExtGStates, groups), drawing (paths), imaging (pictures), colouring,
 * typing (text) and marking (tags).
 */
#ifndef PREFLIGHT_GRAPHICS_H
#define PREFLIGHT_GRAPHICS_H

#include "pdf/content.h"
#include "preflight/painted.h"

/* All that the page paints, in the arena, which may live only as long as the page's checks. What is
 * wrong with the streams themselves is told. */
struct painted *graphics_read(struct inspection *inspection, struct arena *arena,
    const struct trim *trim, unsigned page);

/* --- shared by the interpreter's files --- */

enum op {
	OP_UNKNOWN,
	OP_SHOW_NEXT,
	OP_SHOW_SPACED,
	OP_FILL_STROKE,
	OP_FILL_STROKE_EVEN,
	OP_BDC,
	OP_BI,
	OP_BMC,
	OP_BT,
	OP_BX,
	OP_STROKE_SPACE,
	OP_DP,
	OP_DO,
	OP_EMC,
	OP_ET,
	OP_EX,
	OP_FILL,
	OP_STROKE_GREY,
	OP_STROKE_CMYK,
	OP_MITER,
	OP_MP,
	OP_RESTORE,
	OP_STROKE_RGB,
	OP_STROKE,
	OP_STROKE_COLOUR,
	OP_NEXT_LINE,
	OP_SPACING,
	OP_MOVE_LEADING,
	OP_SHOW_ARRAY,
	OP_LEADING,
	OP_MOVE,
	OP_FONT,
	OP_SHOW,
	OP_TEXT_MATRIX,
	OP_RENDERING,
	OP_RISE,
	OP_WORD_SPACING,
	OP_SCALE,
	OP_CLIP,
	OP_CLIP_EVEN,
	OP_CLOSE_FILL_STROKE,
	OP_CLOSE_FILL_STROKE_EVEN,
	OP_CURVE,
	OP_MATRIX,
	OP_FILL_SPACE,
	OP_DASH,
	OP_D0,
	OP_D1,
	OP_FILL_EVEN,
	OP_FILL_GREY,
	OP_GSTATE,
	OP_CLOSE,
	OP_FLATNESS,
	OP_CAP,
	OP_JOIN,
	OP_FILL_CMYK,
	OP_LINE,
	OP_MOVE_TO,
	OP_END_PATH,
	OP_SAVE,
	OP_RECTANGLE,
	OP_FILL_RGB,
	OP_INTENT,
	OP_CLOSE_STROKE,
	OP_FILL_COLOUR,
	OP_SHADING,
	OP_CURVE_V,
	OP_WIDTH,
	OP_CURVE_Y
};

enum {
	NESTED_MOST = 100,   /* streams in streams, each some 3 kB of stack */
	MARKS_MOST = 300000, /* of a page */
	VERTICES_MOST = 6000000,
	STATES_MOST = 4096 /* q without Q */
};

struct state {
	struct matrix ctm;
	int clip;
	const struct paint *fill, *stroke;
	const struct space *fill_space, *stroke_space;
	double width;
	struct letters *letters;
	double size, spacing, word_spacing, scale, leading, rise;
	int rendering;
	bool overprint_fill, overprint_stroke;
	int mode;
	double alpha_fill, alpha_stroke;
	bool blended, masked;
};

/* What an ExtGState changes; read once. */
struct change {
	bool has_width, has_fill, has_stroke, has_mode, has_ca, has_CA, has_blend, has_mask,
	    has_font;
	double width, ca, CA, size;
	bool fill, stroke, blended, masked;
	int mode;
	unsigned mask;
	struct letters *letters;
};

/* What the groups around do to all that is painted in them: their content cannot change it. */
struct veil {
	double alpha;
	bool blended, masked;
	bool apart; /* one of them is isolated or knocks out */
};

/* The resources of a stream, and what was found in them by name. */
struct context {
	unsigned resources;
	GHashTable *letters, *spaces, *changes, *objects;
	const struct space *devices[5]; /* by number of parts */
	const struct paint *black;	/* the initial colour */
};

/* An open marked-content sequence. */
struct bracket {
	bool artifact, tagged, spoken, hidden;
	bool content; /* it is an MCID's own */
};

struct graphics {
	struct inspection *inspection;
	struct cos *cos;
	struct arena *arena;
	struct painted *painted;
	const struct trim *trim;
	struct context *context;
	struct state state, start; /* now, and where this stream starts */
	struct veil veil;
	GArray *states;	     /* struct state */
	GArray *brackets;    /* struct bracket */
	guint bracket_floor; /* those of the streams around */
	struct matrix text, line;
	struct rect text_clip;
	bool text_clips;
	double x, y, start_x, start_y; /* the current point, and where its subpath began */
	GArray *corners;	       /* struct vertex, of the paths that are open */
	guint path;		       /* where this stream's own starts there */
	int pending;		       /* clip at the next painting: 0, 'W' or '*' */
	enum origin origin;
	int object;		  /* of the stream */
	int parents_key;	  /* StructParents of the page or form; -1: none */
	bool hidden;		  /* drawn inside what nobody sees */
	bool uncoloured;	  /* colour operators do not count: PaintType 2, d1 */
	unsigned compatibility;	  /* BX */
	struct use *glyph;	  /* whose Type 3 procedure is run, or NULL */
	struct letters *lettered; /* the font of that one */
	unsigned depth;
	int open[NESTED_MOST + 1]; /* streams being read: none inside itself */
	GHashTable *contexts;	   /* object number of a stream -> struct context * */
	GHashTable *once;	   /* patterns, masks and glyphs that this page has shown */
	struct content *content;   /* being read */
	bool stopped;
};

/* graphics */
struct context *context_new(struct graphics *graphics, unsigned resources);
void graphics_stream(struct graphics *graphics, GBytes *bytes);
void graphics_nested(struct graphics *graphics, unsigned stream, struct matrix matrix,
    enum origin origin);
struct mark *graphics_mark(struct graphics *graphics, enum mark_kind kind);
void graphics_missing(struct graphics *graphics, const char *what, const char *name);
struct spot graphics_spot(const struct graphics *graphics, double x, double y);
bool graphics_once(struct graphics *graphics, const char *kind, int object);
void graphics_space(struct graphics *graphics, const struct space *space, const char *role,
    int object);
void graphics_group(struct graphics *graphics, unsigned form, const char *role, bool luminosity);

/* setting */
void setting_run(struct graphics *graphics, const char *name);
void setting_group(struct graphics *graphics, unsigned form);
/* A blend mode other than Normal? */
bool setting_blends(struct cos *cos, unsigned mode);

/* drawing: false when it is none of its operators */
bool drawing_run(struct graphics *graphics, enum op op, const double *n);
void drawing_clip_rect(struct graphics *graphics, struct matrix matrix, struct rect box);
/* What is seen of a mark whose box is known, but for so much around it that it may paint too. */
void drawing_see(const struct painted *painted, struct mark *mark, double margin);

/* imaging */
void imaging_object(struct graphics *graphics, unsigned image);
void imaging_inline(struct graphics *graphics, const struct operation *operation);

/* colouring */
bool colouring_run(struct graphics *graphics, enum op op, const struct operation *operation,
    const double *n);
const struct paint *colouring_device(struct graphics *graphics, unsigned parts,
    const double *values);
/* The mark is painted in it. */
void colouring_use(struct graphics *graphics, const struct paint *paint, const struct mark *mark);
const struct space *colouring_named(struct graphics *graphics, const char *name);

/* typing */
bool typing_run(struct graphics *graphics, enum op op, const struct operation *operation,
    const double *n);

/* marking */
bool marking_run(struct graphics *graphics, enum op op, const struct operation *operation);
bool marking_hidden(struct graphics *graphics, unsigned layer);
void marking_object(struct graphics *graphics, unsigned form);
void marking_apply(struct graphics *graphics, struct mark *mark);

#endif
