/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "preflight/reach.h"

#include "preflight/pixels.h"
#include "preflight/quality.h"
#include "preflight/tint.h"

#include <math.h>

enum { ENDS_MOST = 20000 }; /* of a page: what is drawn finer is looked at in steps */
enum { CLIPS_MOST = 8, CORNERS_MOST = 64 };
static const double HAIR = 0.01; /* in the page\'s units */

struct reach *reach_new(struct arena *arena, struct inspection *inspection,
    const struct painted *painted, double near)
{
	struct reach *reach = ARENA_NEW(arena, struct reach);
	struct rect edge = painted->trim->edge;
	struct rect inner = { edge.x + near, edge.y + near, edge.width - 2 * near,
		edge.height - 2 * near };
	reach->inspection = inspection;
	reach->painted = painted;
	reach->arena = arena;
	reach->pixels = arena_table(arena);
	reach->marks = arena_array(arena, sizeof(guint));
	for (guint i = 0; i < painted->marks->len; i++) {
		const struct mark *mark = &g_array_index(painted->marks, struct mark, i);
		/* Type is judged by its distance, and nobody bleeds it. */
		if (mark->origin > ORIGIN_ANNOTATION || mark->kind == MARK_TEXT ||
		    !quality_counts(painted, mark) || rect_contains(inner, mark->seen, 0))
			continue;
		g_array_append_val(reach->marks, i);
	}
	return reach;
}

static bool inside_path(const struct painted *painted, guint first, guint count, bool even_odd,
    double x, double y)
{
	const struct vertex *vertices =
	    (const struct vertex *)(const void *)painted->vertices->data + first;
	int winding = 0;
	for (guint i = 0, start = 0; i < count; i++) {
		if (vertices[i].starts)
			start = i;
		bool ends = i + 1 == count || vertices[i + 1].starts;
		const struct vertex *a = &vertices[i], *b = &vertices[ends ? start : i + 1];
		if ((a->y <= y) == (b->y <= y))
			continue;
		double cross = a->x + (b->x - a->x) * (y - a->y) / (b->y - a->y);
		if (cross > x)
			winding += even_odd ? 1 : a->y <= y ? 1 : -1;
	}
	return even_odd ? winding & 1 : winding != 0;
}

static bool near_line(const struct painted *painted, const struct mark *mark, double x, double y)
{
	const struct vertex *vertices = mark_vertices(painted, mark);
	double half = fmax(mark->width / painted->trim->unit / 2, 0.05);
	for (guint i = 0; i + 1 < mark->count; i++) {
		const struct vertex *a = &vertices[i], *b = a + 1;
		double u = b->x - a->x, v = b->y - a->y, length = u * u + v * v;
		if (b->starts)
			continue;
		double t = length > 0 ? CLAMP(((x - a->x) * u + (y - a->y) * v) / length, 0, 1) : 0;
		if (hypot(x - a->x - t * u, y - a->y - t * v) <= half)
			return true;
	}
	return false;
}

/* A point of the page in the unit square of an image. */
static bool image_point(const struct mark *mark, double *x, double *y)
{
	const struct matrix *m = &mark->matrix;
	double determinant = m->a * m->d - m->b * m->c, across = *x - m->e, up = *y - m->f;
	if (determinant == 0)
		return false;
	*x = (across * m->d - up * m->c) / determinant;
	*y = (up * m->a - across * m->b) / determinant;
	return *x >= 0 && *x <= 1 && *y >= 0 && *y <= 1;
}

static bool inside_rect(struct rect box, double x, double y)
{
	return x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height;
}

bool reach_covers(const struct painted *painted, const struct mark *mark, double x, double y)
{
	if (!inside_rect(mark->seen, x, y))
		return false;
	bool covered = true;
	double u = x, v = y;
	if (mark->kind == MARK_FILL)
		covered = inside_path(painted, mark->first, mark->count, mark->even_odd, x, y);
	else if (mark->kind == MARK_STROKE)
		covered = near_line(painted, mark, x, y);
	else if (mark->kind == MARK_IMAGE)
		covered = image_point(mark, &u, &v);
	for (int clip = mark->clip; covered && clip >= 0;
	    clip = g_array_index(painted->clips, struct clip, clip).parent) {
		const struct clip *row = &g_array_index(painted->clips, struct clip, clip);
		covered = row->count
		    ? inside_path(painted, row->first, row->count, row->even_odd, x, y)
		    : inside_rect(row->box, x, y);
	}
	return covered;
}

static enum pixel image_pixel(const struct reach *reach, const struct mark *mark, double x,
    double y)
{
	gpointer key = GUINT_TO_POINTER(mark->image);
	if (!mark->image || mark->stencil || !mark->space || !image_point(mark, &x, &y))
		return PIXEL_INK;
	struct pixels *pixels = g_hash_table_lookup(reach->pixels, key);
	if (!pixels) {
		pixels = pixels_load(reach->inspection, reach->arena, mark->image, mark->space);
		g_hash_table_insert(reach->pixels, key, pixels);
	}
	return pixels_at(pixels, x, y);
}

static enum pixel mark_pixel(const struct reach *reach, const struct mark *mark, double x, double y)
{
	if (mark->kind == MARK_IMAGE && !mark->blended)
		return image_pixel(reach, mark, x, y);
	return tint_white(mark->paint) && !mark->blended ? PIXEL_WHITE : PIXEL_INK;
}

/* The next subpath's box, and where it ends. */
static struct rect subpath_box(const struct painted *painted, const struct mark *mark, guint *at)
{
	const struct vertex *vertices = mark_vertices(painted, mark);
	double half = mark->kind == MARK_STROKE ? mark->width / painted->trim->unit / 2 : 0;
	guint first = *at;
	*at = subpath_end(vertices, first, mark->count);
	return rect_grown(vertices_box(vertices + first, *at - first), half);
}

static bool is_path(const struct mark *mark)
{
	return (mark->kind == MARK_FILL || mark->kind == MARK_STROKE) && mark->count > 0;
}

/* How far the shape goes that the point lies in. */
static struct rect shape_box(const struct painted *painted, const struct mark *mark, double x,
    double y)
{
	struct rect all = mark->seen;
	bool found = false;
	for (guint at = 0; is_path(mark) && at < mark->count;) {
		struct rect box = subpath_box(painted, mark, &at);
		if (!inside_rect(box, x, y))
			continue;
		/* A line ends where it ends, however wide it is. */
		if (mark->kind == MARK_STROKE)
			box = rect_grown(box, -mark->width / painted->trim->unit / 2);
		all = found ? rect_union(all, box) : box;
		found = true;
	}
	return rect_common(all, mark->seen);
}

bool reach_inked(const struct reach *reach, double x, double y, struct shape *shape)
{
	for (guint i = reach->marks->len; i > 0; i--) {
		const struct mark *mark = &g_array_index(reach->painted->marks, struct mark,
		    g_array_index(reach->marks, guint, i - 1));
		if (!reach_covers(reach->painted, mark, x, y))
			continue;
		enum pixel pixel = mark_pixel(reach, mark, x, y);
		if (pixel == PIXEL_INK && shape)
			*shape = (struct shape){ shape_box(reach->painted, mark, x, y),
				mark->kind == MARK_IMAGE };
		if (pixel == PIXEL_INK)
			return true;
		/* White that overprints, or half transparent, lets show what is below; a picture's
		 * own mask was asked already. */
		bool masked = mark->masked && mark->kind != MARK_IMAGE;
		if (pixel == PIXEL_WHITE && !mark->overprint && mark->alpha > 0.99 && !masked)
			return false;
	}
	return false;
}

void reach_ends(const struct reach *reach, struct rect band, bool upright, GArray *ends)
{
	for (guint i = 0; i < reach->marks->len && ends->len < ENDS_MOST; i++) {
		const struct mark *mark = &g_array_index(reach->painted->marks, struct mark,
		    g_array_index(reach->marks, guint, i));
		guint at = 0;
		do {
			struct rect box =
			    is_path(mark) ? subpath_box(reach->painted, mark, &at) : mark->seen;
			box = rect_common(box, mark->seen);
			if (!rect_meets(box, band))
				continue;
			double first = upright ? box.y : box.x,
			       last = first + (upright ? box.height : box.width);
			g_array_append_val(ends, first);
			g_array_append_val(ends, last);
		} while (is_path(mark) && at < mark->count && ends->len < ENDS_MOST);
	}
}

static double side_of(const struct vertex *a, const struct vertex *b, double x, double y)
{
	return (b->x - a->x) * (y - a->y) - (b->y - a->y) * (x - a->x);
}

/* Does a line from corner to corner come into the box? */
static bool line_meets(const struct vertex *a, const struct vertex *b, struct rect box)
{
	double right = box.x + box.width, high = box.y + box.height;
	if (fmax(a->x, b->x) < box.x || fmin(a->x, b->x) > right || fmax(a->y, b->y) < box.y ||
	    fmin(a->y, b->y) > high)
		return false;
	double sides[4] = { side_of(a, b, box.x, box.y), side_of(a, b, right, box.y),
		side_of(a, b, box.x, high), side_of(a, b, right, high) };
	double least = fmin(fmin(sides[0], sides[1]), fmin(sides[2], sides[3]));
	double most = fmax(fmax(sides[0], sides[1]), fmax(sides[2], sides[3]));
	return least <= 0 && most >= 0;
}

/* The box is outside when its middle is and no edge comes into it. */
static bool path_misses(const struct painted *painted, const struct clip *clip, struct rect box)
{
	const struct vertex *vertices =
	    (const struct vertex *)(const void *)painted->vertices->data + clip->first;
	for (guint i = 0, start = 0; i < clip->count; i++) {
		if (vertices[i].starts)
			start = i;
		bool ends = i + 1 == clip->count || vertices[i + 1].starts;
		if (line_meets(&vertices[i], &vertices[ends ? start : i + 1], box))
			return false;
	}
	return !inside_path(painted, clip->first, clip->count, clip->even_odd,
	    box.x + box.width / 2, box.y + box.height / 2);
}

/* Each clip alone: what only several together leave out counts as seen, and so does what a path of
 * many corners may leave out. */
bool reach_misses(const struct painted *painted, int clip, struct rect box)
{
	struct rect grown = { box.x - HAIR, box.y - HAIR, box.width + 2 * HAIR,
		box.height + 2 * HAIR };
	for (int i = 0; clip >= 0 && i < CLIPS_MOST; i++) {
		const struct clip *row = &g_array_index(painted->clips, struct clip, clip);
		const struct rect *whole = &row->box;
		if (row->empty || grown.x > whole->x + whole->width ||
		    grown.x + grown.width < whole->x || grown.y > whole->y + whole->height ||
		    grown.y + grown.height < whole->y)
			return true;
		if (!row->upright && row->count && row->count <= CORNERS_MOST &&
		    path_misses(painted, row, grown))
			return true;
		clip = row->parent;
	}
	return false;
}
