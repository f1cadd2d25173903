/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * painted: all that a page paints, in order: a display list read back from a stranger's content.
 * Places and lengths are in the page's units, y upwards, as the content has them.
 */
#ifndef PREFLIGHT_PAINTED_H
#define PREFLIGHT_PAINTED_H

#include "preflight/letters.h"
#include "preflight/space.h"
#include "preflight/trim.h"

enum mark_kind { MARK_FILL, MARK_STROKE, MARK_TEXT, MARK_IMAGE, MARK_SHADING };

/* Whose content it is. Only that of the page and its forms has a place that counts. */
enum origin {
	ORIGIN_PAGE,
	ORIGIN_FORM,
	ORIGIN_ANNOTATION,
	ORIGIN_PATTERN,
	ORIGIN_GLYPH,
	ORIGIN_PICTURE, /* the mask of a picture that stands on the page: pixels alone */
	ORIGIN_MASK
};

/* A colour as it was set; many marks share one. */
struct paint {
	const struct space *space;
	unsigned count;
	const double *values;
	struct inks inks;
	unsigned pattern; /* handle; 0: a plain colour */
	bool shading;	  /* the pattern is one */
	bool told;	  /* its space is in `spaces` */
	bool shown;	  /* by a mark that is not hidden */
};

/* A corner of a path, curves flattened. */
struct vertex {
	double x, y;
	bool starts; /* a subpath */
};

struct placed {
	struct use *use;
	double x, y;	/* of its origin */
	double advance; /* along x to where the pen goes next */
};

/* Clips are chains: what all of them let through. */
struct clip {
	int parent;	    /* -1: none */
	guint first, count; /* in `vertices`; 0: only the box is known */
	bool even_odd;
	bool upright;	 /* it is a rectangle: what its own box says is all */
	bool empty;	 /* with its parents it lets nothing through */
	struct rect box; /* of this one and its parents together */
};

struct mark {
	enum mark_kind kind;
	enum origin origin;
	int object;		   /* of the form, image or pattern; 0: the page's content */
	struct rect box;	   /* of all it paints */
	struct rect seen;	   /* the same within its clips */
	int clip;		   /* -1: none */
	const struct paint *paint; /* NULL: an image's or a shading's own colours */
	const struct space *space; /* an image's or a shading's */
	bool overprint;
	int mode;		       /* OPM */
	double alpha;		       /* with that of the groups around */
	bool blended;		       /* a blend mode other than Normal, its own or a group's */
	bool masked;		       /* by a soft mask, its own, the state's or a group's */
	bool apart;		       /* in a group that is isolated or knocks out: what it
						  overprints is not what lies under it */
	bool hidden;		       /* nobody sees it: a layer is off, its opacity is 0, or its
						  clips leave nothing of it for certain */
	bool tagged, artifact, spoken; /* marked content; `spoken`: its language is known */
	guint first, count;	       /* vertices, or glyphs in `placed` */
	bool even_odd;
	bool stroked;	      /* text drawn by its outline */
	double width;	      /* of a line, pt */
	struct matrix matrix; /* of an image: the unit square; of text: em to page */
	struct letters *letters;
	double size;	    /* of text, pt, as it stands on the page */
	int rendering;	    /* Tr */
	unsigned pixels[2]; /* of an image */
	bool bitmap;	    /* an image of 1 bit */
	bool stencil;	    /* an image mask, in the fill's colour */
	unsigned image;	    /* handle; 0: inline */
	bool symbol;	    /* an inline image that is a QR code of one pixel a module */
};

/* A transparency group: a page's, a form's, a soft mask's. */
struct group {
	const char *role;
	int object;
	const struct space *space; /* NULL: not said */
	bool luminosity;	   /* a soft mask by luminosity */
};

/* A colour space and what it was used for. */
struct space_use {
	const struct space *space;
	const char *role;
	struct spot spot;
};

struct painted {
	const struct trim *trim;
	GArray *marks, *vertices, *placed, *clips, *groups, *spaces;
	bool transparent; /* something needs blending */
	bool truncated;	  /* a limit was reached: what follows is missing */
};

enum { INVISIBLE = 3 }; /* a mark's rendering: neither filled nor stroked; 7 clips besides */

/* The mark's own vertices: `count` of them. */
const struct vertex *mark_vertices(const struct painted *painted, const struct mark *mark);

/* Where the subpath ends that starts at `first`: past its last vertex. */
guint subpath_end(const struct vertex *vertices, guint first, guint count);

/* At least one vertex. */
struct rect vertices_box(const struct vertex *vertices, guint count);

#endif
