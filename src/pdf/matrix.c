/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pdf/matrix.h"

#include <math.h>

const struct matrix matrix_identity = { 1, 0, 0, 1, 0, 0 };

struct matrix matrix_multiply(struct matrix m, struct matrix n)
{
	return (struct matrix){
		m.a * n.a + m.b * n.c,
		m.a * n.b + m.b * n.d,
		m.c * n.a + m.d * n.c,
		m.c * n.b + m.d * n.d,
		m.e * n.a + m.f * n.c + n.e,
		m.e * n.b + m.f * n.d + n.f,
	};
}

void matrix_apply(struct matrix m, double *x, double *y)
{
	double u = *x, v = *y;
	*x = m.a * u + m.c * v + m.e;
	*y = m.b * u + m.d * v + m.f;
}

double matrix_along(struct matrix m)
{
	return hypot(m.a, m.b);
}

double matrix_across(struct matrix m)
{
	double along = matrix_along(m);
	return along > 0 ? fabs(m.a * m.d - m.b * m.c) / along : 0;
}

struct rect matrix_box(struct matrix m, struct rect rect)
{
	double left = INFINITY, right = -INFINITY, low = INFINITY, high = -INFINITY;
	for (int i = 0; i < 4; i++) {
		double x = rect.x + (i & 1 ? rect.width : 0),
		       y = rect.y + (i & 2 ? rect.height : 0);
		matrix_apply(m, &x, &y);
		left = fmin(left, x);
		right = fmax(right, x);
		low = fmin(low, y);
		high = fmax(high, y);
	}
	return (struct rect){ left, low, right - left, high - low };
}
