/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * geom: lengths, points and rectangles.
 *
 * Numbers inside the program are PostScript points (1/72 in) as double; y grows downwards; x counts
 * from the left edge of the trim. Text such as "3 mm" becomes points here and nowhere else.
 */
#ifndef BASE_GEOM_H
#define BASE_GEOM_H

#include <stdbool.h>

struct rect {
	double x, y, width, height;
};

enum unit {
	UNIT_PT,
	UNIT_MM,      /* 72 / 25.4 pt */
	UNIT_IN,      /* 72 pt */
	UNIT_U,	      /* the piece's own unit, see layouts/README.md */
	UNIT_EM,      /* of the type size in use */
	UNIT_PERCENT, /* of the whole that the caller names */
	UNIT_COUNT
};

struct length {
	double value;
	enum unit unit;
};

/* Reads "3 mm", "1.6 u", "-9pt", "86 %", "1/8 in". A number without unit is refused, but for 0.
 * False: not a length; `out` is untouched. */
bool length_parse(const char *text, struct length *out);

/* In points. `u` is the piece's unit, `em` the type size, `whole` what a percentage is of. */
double length_points(struct length length, double u, double em, double whole);

double geom_mm(double points);

/* The smallest rectangle around both; an empty one (width or height <= 0) counts for nothing. */
struct rect rect_union(struct rect a, struct rect b);
/* What both cover: empty where they do not meet. */
struct rect rect_common(struct rect a, struct rect b);
struct rect rect_grown(struct rect rect, double by); /* on all sides; it may shrink */
bool rect_meets(struct rect a, struct rect b);	     /* a common edge is no meeting */
bool rect_contains(struct rect outer, struct rect inner, double tolerance);

#endif
