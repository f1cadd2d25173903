/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compose/pen.h"

/* Control point distance of a quarter circle by one cubic, of its radius: 4/3 tan(pi/8). */
static const double quarter = 0.5522847498307936;

struct pen pen_new(void)
{
	return (struct pen){ g_byte_array_new(), g_array_new(FALSE, FALSE, sizeof(double)) };
}

static void pen_verb(struct pen *pen, enum path_verb verb, const double *coords, guint count)
{
	uint8_t code = (uint8_t)verb;

	g_byte_array_append(pen->verbs, &code, 1);
	g_array_append_vals(pen->coords, coords, count);
}

static void pen_move(struct pen *pen, double x, double y)
{
	pen_verb(pen, PATH_MOVE, (const double[]){ x, y }, 2);
}

static void pen_line(struct pen *pen, double x, double y)
{
	pen_verb(pen, PATH_LINE, (const double[]){ x, y }, 2);
}

/* A quarter turn from one point to another around their corner. */
static void pen_turn(struct pen *pen, double x0, double y0, double corner_x, double corner_y,
    double x1, double y1)
{
	const double points[6] = { x0 + (corner_x - x0) * quarter, y0 + (corner_y - y0) * quarter,
		x1 + (corner_x - x1) * quarter, y1 + (corner_y - y1) * quarter, x1, y1 };

	pen_verb(pen, PATH_CURVE, points, 6);
}

/* Round one corner, coming from the edge before it; a line where its radius is 0. */
static void pen_corner(struct pen *pen, struct rect area, const struct radii *radii, int corner)
{
	double left = area.x, right = area.x + area.width, top = area.y,
	       bottom = area.y + area.height;
	double r = radii->corner[corner];
	double x = corner == 0 || corner == 3 ? left : right, y = corner < 2 ? top : bottom;
	double in_x = corner == 0 || corner == 2 ? 0 : corner == 1 ? -r : r;
	double in_y = corner == 0 ? r : corner == 2 ? -r : 0;
	double out_x = corner == 0 ? r : corner == 2 ? -r : 0;
	double out_y = corner == 1 ? r : corner == 3 ? -r : 0;

	pen_line(pen, x + in_x, y + in_y);
	if (r > 0)
		pen_turn(pen, x + in_x, y + in_y, x, y, x + out_x, y + out_y);
}

void pen_box(struct pen *pen, struct rect area, const struct radii *radii)
{
	pen_move(pen, area.x + radii->corner[0], area.y);
	for (int i = 1; i <= 4; i++)
		pen_corner(pen, area, radii, i % 4);
	pen_verb(pen, PATH_CLOSE, NULL, 0);
}

void pen_outline(struct pen *pen, struct rect area, const struct radii *radii, int open)
{
	double left = area.x, right = area.x + area.width, top = area.y,
	       bottom = area.y + area.height;

	if (open < 0) {
		pen_move(pen, left, top);
		pen_corner(pen, area, radii, 1);
		pen_corner(pen, area, radii, 2);
		pen_line(pen, left, bottom);
	} else if (open > 0) {
		pen_move(pen, right, bottom);
		pen_corner(pen, area, radii, 3);
		pen_corner(pen, area, radii, 0);
		pen_line(pen, right, top);
	} else {
		pen_box(pen, area, radii);
	}
}

void pen_circle(struct pen *pen, double x, double y, double radius)
{
	const struct rect area = { x - radius, y - radius, 2 * radius, 2 * radius };

	pen_box(pen, area, &(struct radii){ { radius, radius, radius, radius } });
}

void pen_copy(struct pen *pen, const uint8_t *verbs, size_t n_verbs, const double *coords,
    double scale, double x, double y, double side, bool flip)
{
	for (size_t i = 0; i < n_verbs; i++) {
		guint count = verbs[i] == PATH_CURVE ? 6 : verbs[i] == PATH_CLOSE ? 0 : 2;
		double moved[6];

		for (guint j = 0; j < count; j += 2) {
			moved[j] = x + scale * (flip ? side - coords[j] : coords[j]);
			moved[j + 1] = y + scale * coords[j + 1];
		}
		pen_verb(pen, (enum path_verb)verbs[i], moved, count);
		coords += count;
	}
}

struct item pen_item(struct pen *pen, struct arena *arena, int ink, int element, double stroke)
{
	struct item item = { .kind = ITEM_PATH, .ink = ink, .element = element };

	item.path.verbs = arena_copy(arena, pen->verbs->data, pen->verbs->len, 1);
	item.path.n_verbs = pen->verbs->len;
	item.path.coords = arena_copy(arena, pen->coords->data, pen->coords->len, sizeof(double));
	item.path.stroke = stroke;
	g_byte_array_free(pen->verbs, TRUE);
	g_array_free(pen->coords, TRUE);
	return item;
}
