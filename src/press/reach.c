/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "press/reach.h"

#include "press/quality.h"

#include <math.h>

enum { LOOKS = 240 };

struct reach *reach_new(struct arena *arena, const struct painted *painted, double near)
{
	struct reach *reach = ARENA_NEW(arena, struct reach);
	struct rect edge = painted->trim->edge;
	struct rect inner = { edge.x + near, edge.y + near, edge.width - 2 * near,
		edge.height - 2 * near };
	reach->painted = painted;
	reach->near = near;
	reach->marks = g_array_new(FALSE, FALSE, sizeof(guint));
	arena_tie(arena, reach->marks, (void (*)(void *))g_array_unref);
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
	const struct vertex *vertices =
	    (const struct vertex *)(const void *)painted->vertices->data + mark->first;
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

static bool inside_image(const struct mark *mark, double x, double y)
{
	const struct matrix *m = &mark->matrix;
	double determinant = m->a * m->d - m->b * m->c;
	if (determinant == 0)
		return false;
	double u = ((x - m->e) * m->d - (y - m->f) * m->c) / determinant;
	double v = ((y - m->f) * m->a - (x - m->e) * m->b) / determinant;
	return u >= 0 && u <= 1 && v >= 0 && v <= 1;
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
	if (mark->kind == MARK_FILL)
		covered = inside_path(painted, mark->first, mark->count, mark->even_odd, x, y);
	else if (mark->kind == MARK_STROKE)
		covered = near_line(painted, mark, x, y);
	else if (mark->kind == MARK_IMAGE)
		covered = inside_image(mark, x, y);
	for (int clip = mark->clip; covered && clip >= 0;
	    clip = g_array_index(painted->clips, struct clip, clip).parent) {
		const struct clip *row = &g_array_index(painted->clips, struct clip, clip);
		covered = row->count
		    ? inside_path(painted, row->first, row->count, row->even_odd, x, y)
		    : inside_rect(row->box, x, y);
	}
	return covered;
}

static bool is_white(const struct mark *mark)
{
	return mark->paint && !mark->paint->pattern && mark->paint->inks.white && !mark->blended;
}

bool reach_inked(const struct reach *reach, double x, double y)
{
	for (guint i = reach->marks->len; i > 0; i--) {
		const struct mark *mark = &g_array_index(reach->painted->marks, struct mark,
		    g_array_index(reach->marks, guint, i - 1));
		if (!reach_covers(reach->painted, mark, x, y))
			continue;
		if (!is_white(mark))
			return true;
		/* White that overprints, or half transparent, lets show what is below. */
		if (!mark->overprint && mark->alpha > 0.99 && !mark->masked)
			return false;
	}
	return false;
}

bool reach_touches(const struct reach *reach, double x0, double y0, double x1, double y1)
{
	struct rect edge = reach->painted->trim->edge;
	double x = edge.x + edge.width / 2, y = edge.y + edge.height / 2, in = reach->near / 2;
	/* A little inside the line, towards the middle of the page. */
	double shift_x = x0 == x1 ? (x > x0 ? in : -in) : 0,
	       shift_y = y0 == y1 ? (y > y0 ? in : -in) : 0;
	for (int i = 0; i <= LOOKS; i++) {
		double t = (i + 0.5) / (LOOKS + 1);
		if (reach_inked(reach, x0 + (x1 - x0) * t + shift_x, y0 + (y1 - y0) * t + shift_y))
			return true;
	}
	return false;
}
