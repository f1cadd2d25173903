/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "preflight/quiet.h"

#include "preflight/pixels.h"
#include "preflight/quality.h"
#include "preflight/reach.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SIDE_LEAST = 21, SIDE_MOST = 177, ZONE = 4, SQUARES_LEAST = 20, FINDER = 7 };
static const double GRID = 0.08; /* of a module */
static const double DARK = 0.4, ALIKE = 0.05;

/* Marks that follow each other and are rectangles alone, all in one dark ink. */
struct symbol {
	guint first, end; /* marks */
	GArray *squares;  /* struct rect */
	struct rect box;
	int side; /* modules; 0: no symbol */
	double module;
	GPtrArray *others; /* const struct mark *: what stands there too */
};

static bool is_dark(const struct mark *mark)
{
	const struct paint *paint = mark->paint;
	return paint && !paint->pattern && !paint->inks.white &&
	    (paint->inks.known ? inks_total(&paint->inks) >= DARK : paint->inks.black);
}

static bool same_ink(const struct mark *a, const struct mark *b)
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
	double left = INFINITY, right = -INFINITY, low = INFINITY, high = -INFINITY;
	if (count < 4 || count > 5)
		return count == 1;
	for (guint i = 0; i < count; i++) {
		left = fmin(left, vertices[i].x);
		right = fmax(right, vertices[i].x);
		low = fmin(low, vertices[i].y);
		high = fmax(high, vertices[i].y);
	}
	for (guint i = 0; i < count; i++) {
		const struct vertex *a = &vertices[i], *b = &vertices[(i + 1) % count];
		if (fabs(a->x - b->x) > 0.01 && fabs(a->y - b->y) > 0.01)
			return false;
	}
	struct rect square = { left, low, right - left, high - low };
	g_array_append_val(squares, square);
	return true;
}

/* Lines as wide as a module, as some generators draw the rows. */
static bool add_lines(const struct painted *painted, const struct mark *mark, GArray *squares)
{
	const struct vertex *vertices =
	    (const struct vertex *)(const void *)painted->vertices->data + mark->first;
	double half = mark->width / painted->trim->unit / 2;
	for (guint i = 0; i + 1 < mark->count; i++) {
		if (vertices[i + 1].starts)
			continue;
		if (fabs(vertices[i].y - vertices[i + 1].y) > 0.01)
			return false;
		struct rect square = { fmin(vertices[i].x, vertices[i + 1].x), vertices[i].y - half,
			fabs(vertices[i + 1].x - vertices[i].x), 2 * half };
		g_array_append_val(squares, square);
	}
	return true;
}

static bool add_squares(const struct painted *painted, const struct mark *mark, GArray *squares)
{
	const struct vertex *vertices =
	    (const struct vertex *)(const void *)painted->vertices->data + mark->first;
	guint before = squares->len;
	if (!is_dark(mark) || mark->hidden || mark->origin > ORIGIN_ANNOTATION)
		return false;
	bool sound = mark->kind == MARK_FILL ||
	    (mark->kind == MARK_STROKE && add_lines(painted, mark, squares));
	for (guint first = 0, end; sound && mark->kind == MARK_FILL && first < mark->count;
	    first = end) {
		end = first + 1;
		while (end < mark->count && !vertices[end].starts)
			end++;
		sound = add_square(vertices + first, end - first, squares);
	}
	if (!sound)
		g_array_set_size(squares, before);
	return sound;
}

/* The marks from `first` on that may be one symbol. */
static void gather(const struct painted *painted, guint first, struct symbol *symbol)
{
	const struct mark *start = &g_array_index(painted->marks, struct mark, first);
	g_array_set_size(symbol->squares, 0);
	symbol->first = symbol->end = first;
	while (symbol->end < painted->marks->len) {
		const struct mark *mark = &g_array_index(painted->marks, struct mark, symbol->end);
		if (!same_ink(start, mark) || !add_squares(painted, mark, symbol->squares))
			break;
		symbol->end++;
	}
	symbol->box = (struct rect){ 0, 0, 0, 0 };
	for (guint i = 0; i < symbol->squares->len; i++)
		symbol->box =
		    rect_union(symbol->box, g_array_index(symbol->squares, struct rect, i));
}

static bool on_grid(double edge, double origin, double module, int *at)
{
	double place = (edge - origin) / module;
	*at = (int)lround(place);
	return fabs(place - *at) <= GRID;
}

static bool fill_matrix(const struct symbol *symbol, int side, double module, unsigned char *dark)
{
	for (guint i = 0; i < symbol->squares->len; i++) {
		const struct rect *square = &g_array_index(symbol->squares, struct rect, i);
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
static bool is_symbol(const unsigned char *dark, int side)
{
	int far = side - FINDER;
	int found = has_finder(dark, side, 0, 0) + has_finder(dark, side, far, 0) +
	    has_finder(dark, side, 0, far) + has_finder(dark, side, far, far);
	return found >= 3;
}

static void recognize(struct symbol *symbol)
{
	unsigned char dark[SIDE_MOST * SIDE_MOST];
	symbol->side = 0;
	if (symbol->squares->len < SQUARES_LEAST || symbol->box.width <= 0 ||
	    fabs(symbol->box.width - symbol->box.height) > symbol->box.width * 0.01)
		return;
	for (int side = SIDE_LEAST; side <= SIDE_MOST && !symbol->side; side += 4) {
		double module = symbol->box.width / side;
		memset(dark, 0, (size_t)side * (size_t)side);
		if (!fill_matrix(symbol, side, module, dark) || !is_symbol(dark, side))
			continue;
		symbol->side = side;
		symbol->module = module;
	}
}

/* The smallest square box around the dark pixels, cut out; its side, 0 when it is none. */
static int cut_out(const unsigned char *dark, int width, int height, unsigned char *matrix)
{
	int left = width, right = -1, low = height, high = -1;
	for (int y = 0; y < height; y++) {
		for (int x = 0; x < width; x++) {
			if (!dark[y * width + x])
				continue;
			left = MIN(left, x);
			right = MAX(right, x);
			low = MIN(low, y);
			high = MAX(high, y);
		}
	}
	int side = right - left + 1;
	if (side < SIDE_LEAST || side > SIDE_MOST || side != high - low + 1 || side % 4 != 1)
		return 0;
	for (int y = 0; y < side; y++)
		memcpy(matrix + y * side, dark + (low + y) * width + left, (size_t)side);
	return side;
}

bool quiet_picture(struct inspection *inspection, const struct mark *mark)
{
	enum { MOST = SIDE_MOST + 2 * ZONE };
	unsigned char dark[MOST * MOST], matrix[SIDE_MOST * SIDE_MOST];
	int width = (int)mark->pixels[0], height = (int)mark->pixels[1];
	if (!mark->image || width > MOST || height > MOST || width < SIDE_LEAST ||
	    height < SIDE_LEAST || (!mark->stencil && !mark->space))
		return false;
	struct pixels *pixels =
	    pixels_load(inspection, inspection->arena, mark->image, mark->space);
	/* A stencil paints where its samples are 0. */
	enum pixel inked = mark->stencil ? PIXEL_CLEAR : PIXEL_INK;
	for (int y = 0; pixels->bytes && y < height; y++)
		for (int x = 0; x < width; x++)
			dark[y * width + x] =
			    pixels_at(pixels, (x + 0.5) / width, 1 - (y + 0.5) / height) == inked;
	int side = pixels->bytes ? cut_out(dark, width, height, matrix) : 0;
	return side && is_symbol(matrix, side);
}

/* What lies on top at a point beside the symbol's own marks; NULL: the paper. */
static const struct mark *top_at(const struct painted *painted, const struct symbol *symbol,
    double x, double y)
{
	for (guint i = symbol->others->len; i > 0; i--) {
		const struct mark *mark = g_ptr_array_index(symbol->others, i - 1);
		if (reach_covers(painted, mark, x, y))
			return mark;
	}
	return NULL;
}

static bool is_light(const struct mark *mark)
{
	return !mark || (mark->paint && !mark->paint->pattern && mark->paint->inks.white);
}

static bool differs(const struct mark *mark, const struct mark *ground)
{
	if (mark == ground || (is_light(mark) && is_light(ground)))
		return false;
	return !mark || !ground || !same_ink(mark, ground);
}

/* How many modules beside the symbol are clear, up to four; `x` and `y` get what is in the way. */
static int clear_modules(const struct painted *painted, const struct symbol *symbol, int direction,
    double *x, double *y)
{
	const struct rect *box = &symbol->box, *edge = &painted->trim->edge;
	double module = symbol->module;
	const struct mark *ground =
	    top_at(painted, symbol, box->x + box->width / 2, box->y + box->height / 2);
	for (int away = 0; away < ZONE; away++) {
		double out = (away + 0.5) * module;
		for (int i = 0; i < symbol->side; i++) {
			double along = (i + 0.5) * module;
			*x = direction == 0  ? box->x - out
			    : direction == 1 ? box->x + box->width + out
					     : box->x + along;
			*y = direction == 2  ? box->y - out
			    : direction == 3 ? box->y + box->height + out
					     : box->y + along;
			bool cut = *x < edge->x || *y < edge->y || *x > edge->x + edge->width ||
			    *y > edge->y + edge->height;
			if (cut || differs(top_at(painted, symbol, *x, *y), ground))
				return away;
		}
	}
	return ZONE;
}

/* The marks beside the symbol's own that meet it or its zone. */
static void gather_others(const struct painted *painted, struct symbol *symbol)
{
	double zone = ZONE * symbol->module;
	struct rect area = { symbol->box.x - zone, symbol->box.y - zone,
		symbol->box.width + 2 * zone, symbol->box.height + 2 * zone };
	g_ptr_array_set_size(symbol->others, 0);
	for (guint i = 0; i < painted->marks->len; i++) {
		struct mark *mark = &g_array_index(painted->marks, struct mark, i);
		const struct rect *seen = &mark->seen;
		if ((i >= symbol->first && i < symbol->end) || mark->hidden ||
		    mark->origin > ORIGIN_ANNOTATION ||
		    (mark->kind == MARK_TEXT && mark->rendering == 3))
			continue;
		if (seen->x <= area.x + area.width && seen->x + seen->width >= area.x &&
		    seen->y <= area.y + area.height && seen->y + seen->height >= area.y)
			g_ptr_array_add(symbol->others, mark);
	}
}

static void check_zone(struct inspection *inspection, const struct painted *painted,
    struct symbol *symbol)
{
	int least = ZONE;
	double x = 0, y = 0;
	gather_others(painted, symbol);
	for (int direction = 0; direction < 4; direction++) {
		double at_x = 0, at_y = 0;
		int clear = clear_modules(painted, symbol, direction, &at_x, &at_y);
		if (clear >= least)
			continue;
		least = clear;
		x = at_x;
		y = at_y;
	}
	struct spot spot = trim_spot(painted->trim, x, y);
	if (least < ZONE)
		finding_add(inspection->findings, RULE_QR, &spot,
		    "%d clear module%s of %.2f mm beside a code of %d x %d", least,
		    least == 1 ? "" : "s", geom_mm(symbol->module * painted->trim->unit),
		    symbol->side, symbol->side);
}

void quiet_check(struct inspection *inspection, const struct painted *painted)
{
	struct symbol symbol = {
		.squares = g_array_new(FALSE, FALSE, sizeof(struct rect)),
		.others = g_ptr_array_new(),
	};
	for (guint i = 0; i < painted->marks->len;) {
		gather(painted, i, &symbol);
		recognize(&symbol);
		if (symbol.side)
			check_zone(inspection, painted, &symbol);
		i = MAX(symbol.end, i + 1);
	}
	g_array_free(symbol.squares, TRUE);
	g_ptr_array_free(symbol.others, TRUE);
}
