/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "preflight/raster.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const gint64 WORK = 400000000; /* cells and corners looked at, of a page */

/* Where an edge crosses the middle line of a row of cells. */
struct crossing {
	int row, winding;
	double x;
};

struct raster *raster_new(struct arena *arena, struct rect area, double least, int most)
{
	struct raster *raster = ARENA_NEW(arena, struct raster);
	raster->cell = fmax(least, sqrt(area.width * area.height / most));
	raster->x = area.x;
	raster->y = area.y;
	raster->width = (int)fmax(1, ceil(area.width / raster->cell));
	raster->height = (int)fmax(1, ceil(area.height / raster->cell));
	size_t cells = (size_t)raster->width * (size_t)raster->height;
	raster->mask = arena_alloc(arena, cells);
	raster->clip = arena_alloc(arena, cells);
	raster->clip_of = -2;
	raster->shape = arena_array(arena, sizeof(struct vertex));
	raster->rows = arena_array(arena, sizeof(struct crossing));
	raster->work = WORK;
	return raster;
}

static int compare_crossings(gconstpointer a, gconstpointer b)
{
	const struct crossing *x = a, *y = b;
	if (x->row != y->row)
		return x->row < y->row ? -1 : 1;
	return x->x < y->x ? -1 : x->x > y->x;
}

static void add_edge(struct raster *raster, const struct vertex *a, const struct vertex *b)
{
	const struct vertex *low = a->y < b->y ? a : b, *high = low == a ? b : a;
	double first = ceil((low->y - raster->y) / raster->cell - 0.5);
	double last = ceil((high->y - raster->y) / raster->cell - 0.5);
	first = fmax(first, 0);
	last = fmin(last, raster->height);
	for (double row = first; row < last; row++) {
		double y = raster->y + (row + 0.5) * raster->cell;
		struct crossing crossing = {
			(int)row,
			low == a ? 1 : -1,
			low->x + (high->x - low->x) * (y - low->y) / (high->y - low->y),
		};
		g_array_append_val(raster->rows, crossing);
		raster->work--;
	}
}

static void fill_run(struct raster *raster, unsigned char *mask, int row, double from, double to)
{
	double first = fmax(0, ceil((from - raster->x) / raster->cell - 0.5));
	double last = fmin(raster->width, ceil((to - raster->x) / raster->cell - 0.5));
	if (last > first)
		memset(mask + (size_t)row * (size_t)raster->width + (size_t)first, 1,
		    (size_t)(last - first));
	raster->work -= (gint64)fmax(0, last - first);
}

/* Fills a path; open subpaths are closed. */
static void fill_path(struct raster *raster, const struct vertex *vertices, guint count,
    bool even_odd, unsigned char *mask)
{
	g_array_set_size(raster->rows, 0);
	for (guint i = 0, start = 0; i < count; i++) {
		if (vertices[i].starts)
			start = i;
		bool ends = i + 1 == count || vertices[i + 1].starts;
		add_edge(raster, &vertices[i], &vertices[ends ? start : i + 1]);
		if (raster->work < 0)
			return;
	}
	g_array_sort(raster->rows, compare_crossings);
	int winding = 0;
	for (guint i = 0; i + 1 < raster->rows->len; i++) {
		const struct crossing *crossing = &g_array_index(raster->rows, struct crossing, i),
				      *next = crossing + 1;
		winding = even_odd ? !winding : winding + crossing->winding;
		if (next->row != crossing->row)
			winding = 0;
		else if (winding)
			fill_run(raster, mask, crossing->row, crossing->x, next->x);
	}
}

/* Each piece of a line as a rectangle; its joins and ends are within a cell. */
static void fill_line(struct raster *raster, const struct vertex *vertices, guint count,
    double half)
{
	for (guint i = 0; i + 1 < count && raster->work > 0; i++) {
		const struct vertex *a = &vertices[i], *b = a + 1;
		double length = hypot(b->x - a->x, b->y - a->y);
		if (b->starts || length <= 0)
			continue;
		double x = (b->y - a->y) / length * half, y = -(b->x - a->x) / length * half;
		struct vertex quad[4] = {
			{ a->x + x, a->y + y, true },
			{ b->x + x, b->y + y, false },
			{ b->x - x, b->y - y, false },
			{ a->x - x, a->y - y, false },
		};
		fill_path(raster, quad, 4, false, raster->mask);
	}
}

static void draw_glyph(void *into, char operator, const double * points)
{
	GArray *shape = into;
	if (operator== 'h')
		return;
	struct vertex vertex = { points[0], points[1], operator== 'm' };
	const struct vertex *last =
	    shape->len ? &g_array_index(shape, struct vertex, shape->len - 1) : NULL;
	if (operator!= 'c' || !last) {
		g_array_append_val(shape, vertex);
		return;
	}
	double x = last->x, y = last->y;
	for (int i = 1; i <= 4; i++) {
		double t = i / 4.0, s = 1 - t, a = s * s * s, b = 3 * s * s * t, c = 3 * s * t * t,
		       d = t * t * t;
		struct vertex point = {
			a * x + b * points[0] + c * points[2] + d * points[4],
			a * y + b * points[1] + c * points[3] + d * points[5],
			false,
		};
		g_array_append_val(shape, point);
	}
}

/* The outlines of a run of text. */
static bool shape_text(struct raster *raster, const struct painted *painted,
    const struct mark *mark)
{
	g_array_set_size(raster->shape, 0);
	for (guint i = 0; i < mark->count; i++) {
		const struct placed *placed =
		    &g_array_index(painted->placed, struct placed, mark->first + i);
		struct matrix matrix = mark->matrix;
		unsigned glyph = 0;
		matrix.e = placed->x;
		matrix.f = placed->y;
		/* The program was opened before: an inspection is not at hand here. */
		if (!mark->letters->program ||
		    !letters_glyph(NULL, mark->letters, placed->use, &glyph) ||
		    !program_outline(mark->letters->program, glyph, matrix, draw_glyph,
			raster->shape))
			return false;
	}
	return true;
}

static void clip_load(struct raster *raster, const struct painted *painted, int clip)
{
	size_t cells = (size_t)raster->width * (size_t)raster->height;
	if (raster->clip_of == clip)
		return;
	raster->clip_of = clip;
	memset(raster->clip, 1, cells);
	unsigned char *one = g_malloc(cells);
	for (; clip >= 0 && raster->work > 0;
	    clip = g_array_index(painted->clips, struct clip, clip).parent) {
		const struct clip *row = &g_array_index(painted->clips, struct clip, clip);
		memset(one, 0, cells);
		if (row->count)
			fill_path(raster,
			    &g_array_index(painted->vertices, struct vertex, row->first),
			    row->count, row->even_odd, one);
		for (size_t i = 0; i < cells; i++)
			raster->clip[i] &= one[i];
		raster->work -= (gint64)cells;
	}
	g_free(one);
}

static int cell_at(double place, double origin, double cell, int most)
{
	return (int)CLAMP(floor((place - origin) / cell), 0, most);
}

static bool fill_mark(struct raster *raster, const struct painted *painted, const struct mark *mark)
{
	const struct vertex *vertices = mark_vertices(painted, mark);
	double x = mark->matrix.e, y = mark->matrix.f;
	const struct matrix *m = &mark->matrix;
	struct vertex corners[4] = {
		{ x, y, true },
		{ x + m->a, y + m->b, false },
		{ x + m->a + m->c, y + m->b + m->d, false },
		{ x + m->c, y + m->d, false },
	};
	switch (mark->kind) {
	case MARK_FILL:
		fill_path(raster, vertices, mark->count, mark->even_odd, raster->mask);
		return true;
	case MARK_STROKE:
		fill_line(raster, vertices, mark->count, mark->width / painted->trim->unit / 2);
		return true;
	case MARK_IMAGE:
		fill_path(raster, corners, 4, false, raster->mask);
		return true;
	case MARK_TEXT:
		if (!shape_text(raster, painted, mark))
			return false;
		fill_path(raster, (const struct vertex *)(const void *)raster->shape->data,
		    raster->shape->len, false, raster->mask);
		return true;
	default:
		return false;
	}
}

bool raster_mark(struct raster *raster, const struct painted *painted, const struct mark *mark,
    int box[4])
{
	box[0] = cell_at(mark->seen.x, raster->x, raster->cell, raster->width);
	box[1] = cell_at(mark->seen.y, raster->y, raster->cell, raster->height);
	box[2] =
	    cell_at(mark->seen.x + mark->seen.width, raster->x, raster->cell, raster->width - 1) +
	    1;
	box[3] =
	    cell_at(mark->seen.y + mark->seen.height, raster->y, raster->cell, raster->height - 1) +
	    1;
	memset(raster->mask, 0, (size_t)raster->width * (size_t)raster->height);
	raster->work -= (gint64)raster->width * raster->height / 16;
	if (!fill_mark(raster, painted, mark) || raster->work < 0)
		return false;
	if (mark->clip < 0)
		return true;
	clip_load(raster, painted, mark->clip);
	for (int y = box[1]; y < box[3]; y++)
		for (int x = box[0]; x < box[2]; x++)
			raster->mask[(size_t)y * (size_t)raster->width + (size_t)x] &=
			    raster->clip[(size_t)y * (size_t)raster->width + (size_t)x];
	return raster->work > 0;
}
