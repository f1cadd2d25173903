/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "preflight/symbol.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SQUARES_LEAST = 20, FINDER = 7, LOOKS_MOST = 2000000 };
static const double GRID = 0.08; /* of a module */
static const double NEXT = 1.5;	 /* modules: what is no further apart is one thing */
static const double DARK = 0.4, ALIKE = 0.05;

/* Marks that follow each other and are rectangles alone, all in one dark ink. */
struct run {
	guint first, end;
	GArray *squares; /* struct rect */
	GArray *starts;	 /* guint: the first square of each mark */
};

static bool is_dark(const struct mark *mark)
{
	const struct paint *paint = mark->paint;
	return paint && !paint->pattern && !paint->inks.white &&
	    (paint->inks.known ? inks_total(&paint->inks) >= DARK : paint->inks.black);
}

bool symbol_same_ink(const struct mark *a, const struct mark *b)
{
	if (!a->paint || !b->paint || a->paint->pattern || b->paint->pattern)
		return a->paint == b->paint;
	for (int i = 0; i < 4; i++)
		if (fabs(a->paint->inks.plates[i] - b->paint->inks.plates[i]) > ALIKE)
			return false;
	return a->paint->space->kind == b->paint->space->kind &&
	    fabs(a->paint->inks.spot - b->paint->inks.spot) <= ALIKE;
}

/* Adds one subpath when it is an upright rectangle. */
static bool add_square(const struct vertex *vertices, guint count, GArray *squares)
{
	if (count < 4 || count > 5)
		return count == 1;
	for (guint i = 0; i < count; i++) {
		const struct vertex *a = &vertices[i], *b = &vertices[(i + 1) % count];
		if (fabs(a->x - b->x) > 0.01 && fabs(a->y - b->y) > 0.01)
			return false;
	}
	struct rect square = vertices_box(vertices, count);
	g_array_append_val(squares, square);
	return true;
}

/* Lines as wide as a module, as some generators draw rows or columns. */
static bool add_lines(const struct painted *painted, const struct mark *mark, GArray *squares)
{
	const struct vertex *vertices = mark_vertices(painted, mark);
	double half = mark->width / painted->trim->unit / 2;
	for (guint i = 0; i + 1 < mark->count; i++) {
		if (vertices[i + 1].starts)
			continue;
		double across = fabs(vertices[i + 1].x - vertices[i].x),
		       up = fabs(vertices[i + 1].y - vertices[i].y);
		if (across > 0.01 && up > 0.01)
			return false;
		double beside = up > 0.01 ? half : 0, above = up > 0.01 ? 0 : half;
		struct rect square = { fmin(vertices[i].x, vertices[i + 1].x) - beside,
			fmin(vertices[i].y, vertices[i + 1].y) - above, across + 2 * beside,
			up + 2 * above };
		g_array_append_val(squares, square);
	}
	return true;
}

static bool add_squares(const struct painted *painted, const struct mark *mark, GArray *squares)
{
	const struct vertex *vertices = mark_vertices(painted, mark);
	guint before = squares->len;
	if (!is_dark(mark) || mark->hidden || mark->origin > ORIGIN_ANNOTATION)
		return false;
	bool sound = mark->kind == MARK_FILL ||
	    (mark->kind == MARK_STROKE && add_lines(painted, mark, squares));
	for (guint first = 0, end; sound && mark->kind == MARK_FILL && first < mark->count;
	    first = end) {
		end = subpath_end(vertices, first, mark->count);
		sound = add_square(vertices + first, end - first, squares);
	}
	if (!sound)
		g_array_set_size(squares, before);
	return sound;
}

/* The marks from `first` on that may be symbols. */
static void gather(const struct painted *painted, guint first, struct run *run)
{
	const struct mark *start = &g_array_index(painted->marks, struct mark, first);
	g_array_set_size(run->squares, 0);
	g_array_set_size(run->starts, 0);
	run->first = run->end = first;
	while (run->end < painted->marks->len) {
		const struct mark *mark = &g_array_index(painted->marks, struct mark, run->end);
		guint before = run->squares->len;
		if (!symbol_same_ink(start, mark) || !add_squares(painted, mark, run->squares))
			break;
		g_array_append_val(run->starts, before);
		run->end++;
	}
}

static bool on_grid(double edge, double origin, double module, int *at)
{
	double place = (edge - origin) / module;
	*at = (int)lround(place);
	return fabs(place - *at) <= GRID;
}

static bool fill_matrix(const GArray *squares, const struct symbol *symbol, unsigned char *dark)
{
	int side = symbol->side;
	double module = symbol->module;
	for (guint i = 0; i < squares->len; i++) {
		const struct rect *square = &g_array_index(squares, struct rect, i);
		int left, right, low, high;
		if (!on_grid(square->x, symbol->box.x, module, &left) ||
		    !on_grid(square->x + square->width, symbol->box.x, module, &right) ||
		    !on_grid(square->y, symbol->box.y, module, &low) ||
		    !on_grid(square->y + square->height, symbol->box.y, module, &high) ||
		    left < 0 || low < 0 || right > side || high > side)
			return false;
		for (int y = low; y < high; y++)
			memset(dark + (size_t)y * (size_t)side + left, 1,
			    (size_t)MAX(right - left, 0));
	}
	return true;
}

/* Dark ring, light ring, dark middle. */
static bool has_finder(const unsigned char *dark, int side, int x0, int y0)
{
	for (int y = 0; y < FINDER; y++) {
		for (int x = 0; x < FINDER; x++) {
			int ring = MIN(MIN(x, y), MIN(FINDER - 1 - x, FINDER - 1 - y));
			if (dark[(size_t)(y0 + y) * (size_t)side + (size_t)(x0 + x)] != (ring != 1))
				return false;
		}
	}
	return true;
}

/* Three of the four corners, whichever way the symbol is turned. */
bool symbol_known(const unsigned char *dark, int side)
{
	int far = side - FINDER;
	int found = has_finder(dark, side, 0, 0) + has_finder(dark, side, far, 0) +
	    has_finder(dark, side, 0, far) + has_finder(dark, side, far, far);
	return found >= 3;
}

/* Are the squares one symbol? */
static bool recognize(const GArray *squares, struct symbol *symbol)
{
	unsigned char dark[SYMBOL_MOST * SYMBOL_MOST];
	symbol->box = (struct rect){ 0, 0, 0, 0 };
	for (guint i = 0; i < squares->len; i++)
		symbol->box = rect_union(symbol->box, g_array_index(squares, struct rect, i));
	if (squares->len < SQUARES_LEAST || symbol->box.width <= 0 ||
	    fabs(symbol->box.width - symbol->box.height) > symbol->box.width * 0.01)
		return false;
	for (int side = SYMBOL_LEAST; side <= SYMBOL_MOST; side += 4) {
		symbol->side = side;
		symbol->module = symbol->box.width / side;
		memset(dark, 0, (size_t)side * (size_t)side);
		if (fill_matrix(squares, symbol, dark) && symbol_known(dark, side))
			return true;
	}
	return false;
}

static bool try_squares(const struct run *run, const GArray *squares, GArray *found)
{
	struct symbol symbol = { .first = run->first, .end = run->end };
	if (!recognize(squares, &symbol))
		return false;
	g_array_append_val(found, symbol);
	return true;
}

/* A mark that is a symbol by itself, between others. */
static bool try_marks(const struct run *run, GArray *found)
{
	GArray *squares = g_array_new(FALSE, FALSE, sizeof(struct rect));
	bool any = false;
	for (guint i = 0; i < run->starts->len && run->starts->len > 1; i++) {
		guint start = g_array_index(run->starts, guint, i);
		guint end = i + 1 < run->starts->len ? g_array_index(run->starts, guint, i + 1)
						     : run->squares->len;
		if (end - start < SQUARES_LEAST)
			continue;
		g_array_set_size(squares, 0);
		g_array_append_vals(squares, &g_array_index(run->squares, struct rect, start),
		    end - start);
		any = try_squares(run, squares, found) || any;
	}
	g_array_free(squares, TRUE);
	return any;
}

static int compare_squares(gconstpointer a, gconstpointer b)
{
	double x = ((const struct rect *)a)->x, y = ((const struct rect *)b)->x;
	return x < y ? -1 : x > y;
}

static guint root_of(guint *parents, guint at)
{
	while (parents[at] != at)
		at = parents[at] = parents[parents[at]];
	return at;
}

/* Joins squares that are near each other. `squares` are in order of x. */
static void join(const GArray *squares, guint *parents)
{
	double module = INFINITY, widest = 0;
	unsigned looks = 0;
	for (guint i = 0; i < squares->len; i++) {
		const struct rect *square = &g_array_index(squares, struct rect, i);
		double least = fmin(square->width, square->height);
		module = least > 0 ? fmin(module, least) : module;
		widest = fmax(widest, square->width);
		parents[i] = i;
	}
	double near = isfinite(module) ? module * NEXT : 0;
	for (guint i = 0; i < squares->len; i++) {
		const struct rect *a = &g_array_index(squares, struct rect, i);
		for (guint j = i + 1; j < squares->len && looks < LOOKS_MOST; j++, looks++) {
			const struct rect *b = &g_array_index(squares, struct rect, j);
			if (b->x > a->x + a->width + near)
				break;
			if (b->y <= a->y + a->height + near && a->y <= b->y + b->height + near)
				parents[root_of(parents, j)] = root_of(parents, i);
		}
	}
}

/* Things that stand apart, each for itself. */
static void try_things(struct run *run, GArray *found)
{
	guint count = run->squares->len;
	g_autofree guint *parents = g_new(guint, count);
	g_autofree GArray **things = g_new0(GArray *, count);
	g_array_sort(run->squares, compare_squares);
	join(run->squares, parents);
	for (guint i = 0; i < count; i++) {
		guint root = root_of(parents, i);
		if (!things[root])
			things[root] = g_array_new(FALSE, FALSE, sizeof(struct rect));
		g_array_append_val(things[root], g_array_index(run->squares, struct rect, i));
	}
	for (guint i = 0; i < count; i++) {
		if (!things[i])
			continue;
		if (things[i]->len < count)
			try_squares(run, things[i], found);
		g_array_free(things[i], TRUE);
	}
}

GArray *symbols_find(const struct painted *painted)
{
	GArray *found = g_array_new(FALSE, FALSE, sizeof(struct symbol));
	struct run run = {
		.squares = g_array_new(FALSE, FALSE, sizeof(struct rect)),
		.starts = g_array_new(FALSE, FALSE, sizeof(guint)),
	};
	for (guint i = 0; i < painted->marks->len; i = MAX(run.end, i + 1)) {
		gather(painted, i, &run);
		if (run.squares->len >= SQUARES_LEAST && !try_squares(&run, run.squares, found) &&
		    !try_marks(&run, found))
			try_things(&run, found);
	}
	g_array_free(run.squares, TRUE);
	g_array_free(run.starts, TRUE);
	return found;
}

bool symbol_owns(const struct painted *painted, const struct symbol *symbol, guint mark)
{
	if (mark < symbol->first || mark >= symbol->end)
		return false;
	GArray *squares = g_array_new(FALSE, FALSE, sizeof(struct rect));
	bool within =
	    add_squares(painted, &g_array_index(painted->marks, struct mark, mark), squares);
	for (guint i = 0; within && i < squares->len; i++)
		within = rect_contains(symbol->box, g_array_index(squares, struct rect, i),
		    symbol->module * GRID);
	g_array_free(squares, TRUE);
	return within;
}
