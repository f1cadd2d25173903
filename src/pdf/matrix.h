/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * matrix: the transformations of PDF: x' = a x + c y + e, y' = b x + d y + f.
 */
#ifndef PDF_MATRIX_H
#define PDF_MATRIX_H

#include "base/geom.h"

struct matrix {
	double a, b, c, d, e, f;
};

extern const struct matrix matrix_identity;

/* First m, then n. */
struct matrix matrix_multiply(struct matrix m, struct matrix n);
void matrix_apply(struct matrix m, double *x, double *y);

/* How much longer something gets along x, and how much higher across that. */
double matrix_along(struct matrix m);
double matrix_across(struct matrix m);

/* The upright box around a transformed rectangle. */
struct rect matrix_box(struct matrix m, struct rect rect);

#endif
