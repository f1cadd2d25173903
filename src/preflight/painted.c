/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "preflight/painted.h"

#include <math.h>

const struct vertex *mark_vertices(const struct painted *painted, const struct mark *mark)
{
	return (const struct vertex *)(const void *)painted->vertices->data + mark->first;
}

guint subpath_end(const struct vertex *vertices, guint first, guint count)
{
	guint end = first + 1;
	while (end < count && !vertices[end].starts)
		end++;
	return end;
}

struct rect vertices_box(const struct vertex *vertices, guint count)
{
	double left = INFINITY, right = -INFINITY, low = INFINITY, high = -INFINITY;
	for (guint i = 0; i < count; i++) {
		left = fmin(left, vertices[i].x);
		right = fmax(right, vertices[i].x);
		low = fmin(low, vertices[i].y);
		high = fmax(high, vertices[i].y);
	}
	return (struct rect){ left, low, right - left, high - low };
}
