/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "press/extent.h"

#include <math.h>

size_t item_points(const struct item *item)
{
	static const size_t
	    points[] = { [PATH_MOVE] = 1, [PATH_LINE] = 1, [PATH_CURVE] = 3, [PATH_CLOSE] = 0 };
	size_t count = 0;
	for (size_t i = 0; i < item->path.n_verbs; i++)
		count += points[item->path.verbs[i]];
	return count;
}

/* A box that grows point by point. */
struct reach {
	double left, right, top, bottom;
};

static void reach_point(struct reach *reach, double x, double y)
{
	reach->left = fmin(reach->left, x);
	reach->right = fmax(reach->right, x);
	reach->top = fmin(reach->top, y);
	reach->bottom = fmax(reach->bottom, y);
}

struct rect item_extent(const struct item *item)
{
	struct reach reach = { INFINITY, -INFINITY, INFINITY, -INFINITY };
	if (item->kind == ITEM_QR) {
		double side = item->qr.code->side * item->qr.module;
		return (struct rect){ item->qr.x, item->qr.y, side, side };
	}
	if (item->kind == ITEM_GLYPHS) {
		for (size_t i = 0; i < item->glyphs.n_sorts; i++) {
			const struct sort *sort = &item->glyphs.sorts[i];
			reach_point(&reach, sort->x, sort->y);
			reach_point(&reach, sort->x, sort->y - item->glyphs.size);
		}
	} else {
		size_t points = item_points(item);
		double half = item->path.stroke / 2;
		for (size_t i = 0; i < points; i++) {
			const double *at = item->path.coords + 2 * i;
			reach_point(&reach, at[0] - half, at[1] - half);
			reach_point(&reach, at[0] + half, at[1] + half);
		}
	}
	if (reach.left > reach.right)
		return (struct rect){ 0, 0, 0, 0 };
	return (struct rect){ reach.left, reach.top, reach.right - reach.left,
		reach.bottom - reach.top };
}
