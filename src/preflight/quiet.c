/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "preflight/quiet.h"

#include "preflight/quality.h"
#include "preflight/reach.h"
#include "preflight/symbol.h"

#include <math.h>
#include <string.h>

enum { ZONE = 4, PICTURE_MOST = SYMBOL_MOST + 2 * ZONE, OUTS_MOST = 40, ALONGS_MOST = 256 };
static const double ROUNDING = 0.25; /* of a module: boxes of type are guesses */
static const double RING = 1.5;	     /* modules: there a finder is light */

/* A symbol and what stands around it. */
struct zone {
	const struct painted *painted;
	const struct symbol *symbol;
	GPtrArray *others; /* const struct mark *: what meets it or its surroundings */
	const struct mark *ground;
	GArray *outs, *alongs; /* where something may change, from the symbol's corner */
};

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
	if (side < SYMBOL_LEAST || side > SYMBOL_MOST || side != high - low + 1 || side % 4 != 1)
		return 0;
	for (int y = 0; y < side; y++)
		memcpy(matrix + y * side, dark + (low + y) * width + left, (size_t)side);
	return side;
}

bool quiet_sized(const struct mark *mark)
{
	return mark->pixels[0] >= SYMBOL_LEAST && mark->pixels[0] <= PICTURE_MOST &&
	    mark->pixels[1] >= SYMBOL_LEAST && mark->pixels[1] <= PICTURE_MOST;
}

bool quiet_pixels(const struct pixels *pixels)
{
	unsigned char dark[PICTURE_MOST * PICTURE_MOST], matrix[SYMBOL_MOST * SYMBOL_MOST];
	int width = (int)pixels->width, height = (int)pixels->height;
	/* A stencil paints where its samples are 0. */
	enum pixel inked = pixels->space ? PIXEL_INK : PIXEL_CLEAR;
	if (!pixels->bytes || width > PICTURE_MOST || height > PICTURE_MOST)
		return false;
	for (int y = 0; y < height; y++)
		for (int x = 0; x < width; x++)
			dark[y * width + x] =
			    pixels_at(pixels, (x + 0.5) / width, 1 - (y + 0.5) / height) == inked;
	int side = cut_out(dark, width, height, matrix);
	return side && symbol_known(matrix, side);
}

bool quiet_picture(struct inspection *inspection, const struct mark *mark)
{
	if (!mark->image || !quiet_sized(mark) || (!mark->stencil && !mark->space))
		return mark->symbol;
	/* A picture may be placed many times. */
	gpointer key = GUINT_TO_POINTER(mark->image), known;
	if (g_hash_table_lookup_extended(inspection->symbols, key, NULL, &known))
		return known != NULL;
	struct arena *arena = arena_new();
	bool symbol = quiet_pixels(pixels_load(inspection, arena, mark->image, mark->space));
	arena_free(arena);
	g_hash_table_insert(inspection->symbols, key, GINT_TO_POINTER(symbol));
	return symbol;
}

/* What lies on top at a point beside the symbol's own marks; NULL: the paper. */
static const struct mark *top_at(const struct zone *zone, double x, double y)
{
	for (guint i = zone->others->len; i > 0; i--) {
		const struct mark *mark = g_ptr_array_index(zone->others, i - 1);
		if (reach_covers(zone->painted, mark, x, y))
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
	return !mark || !ground || !symbol_same_ink(mark, ground);
}

static void gather_others(struct zone *zone)
{
	const struct painted *painted = zone->painted;
	const struct rect *box = &zone->symbol->box;
	struct rect area = rect_grown(*box, ZONE * zone->symbol->module);
	g_ptr_array_set_size(zone->others, 0);
	for (guint i = 0; i < painted->marks->len; i++) {
		struct mark *mark = &g_array_index(painted->marks, struct mark, i);
		const struct rect *seen = &mark->seen;
		if (mark->hidden || mark->origin > ORIGIN_ANNOTATION ||
		    (mark->kind == MARK_TEXT && mark->rendering == 3) ||
		    symbol_owns(painted, zone->symbol, i))
			continue;
		if (seen->x <= area.x + area.width && seen->x + seen->width >= area.x &&
		    seen->y <= area.y + area.height && seen->y + seen->height >= area.y)
			g_ptr_array_add(zone->others, mark);
	}
	zone->ground = top_at(zone, box->x + RING * zone->symbol->module,
	    box->y + RING * zone->symbol->module);
}

/* A side of a symbol: 0 left, 1 right, 2 bottom, 3 top. Ends of a box away from it and along it. */
static void add_ends(struct zone *zone, int direction, struct rect piece)
{
	const struct rect *box = &zone->symbol->box;
	double right = piece.x + piece.width - box->x, high = piece.y + piece.height - box->y;
	double left = piece.x - box->x, low = piece.y - box->y;
	double outs[4][2] = { { -right, -left }, { left - box->width, right - box->width },
		{ -high, -low }, { low - box->height, high - box->height } };
	double deep = ZONE * zone->symbol->module, length = box->width;
	double alongs[2] = { direction < 2 ? low : left, direction < 2 ? high : right };
	const double *out = outs[direction];
	if (out[1] <= 0 || out[0] >= deep || alongs[1] <= 0 || alongs[0] >= length)
		return;
	for (int i = 0; i < 2; i++) {
		if (out[i] > 0 && out[i] < deep && zone->outs->len < OUTS_MOST)
			g_array_append_val(zone->outs, out[i]);
		if (alongs[i] > 0 && alongs[i] < length && zone->alongs->len < ALONGS_MOST)
			g_array_append_val(zone->alongs, alongs[i]);
	}
}

/* The pieces of a line and the subpaths of a fill, however thin. */
static void add_pieces(struct zone *zone, int direction, const struct mark *mark)
{
	const struct vertex *vertices =
	    (const struct vertex *)(const void *)zone->painted->vertices->data + mark->first;
	bool stroke = mark->kind == MARK_STROKE;
	double half = stroke ? fmax(mark->width / zone->painted->trim->unit / 2, 0.05) : 0;
	add_ends(zone, direction, mark->seen);
	if (!stroke && mark->kind != MARK_FILL)
		return;
	for (guint i = 0, start = 0; i < mark->count; i++) {
		const struct vertex *a = &vertices[stroke && i > 0 ? i - 1 : i], *b = &vertices[i];
		struct rect box = { fmin(a->x, b->x), fmin(a->y, b->y), fabs(a->x - b->x),
			fabs(a->y - b->y) };
		start = b->starts ? i : start;
		if (stroke && i > start)
			add_ends(zone, direction, rect_grown(box, half));
		/* Of a fill, the corners alone: edges begin and end there. */
		if (!stroke)
			add_ends(zone, direction, rect_grown(box, 1e-4));
	}
}

static int compare_numbers(gconstpointer a, gconstpointer b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return x < y ? -1 : x > y;
}

static void find_ends(struct zone *zone, int direction)
{
	double module = zone->symbol->module;
	g_array_set_size(zone->outs, 0);
	g_array_set_size(zone->alongs, 0);
	add_ends(zone, direction, zone->painted->trim->edge);
	for (guint i = 0; i < zone->others->len; i++)
		add_pieces(zone, direction, g_ptr_array_index(zone->others, i));
	for (int i = 0; i <= 2 * ZONE; i++) {
		double out = i * module / 2;
		g_array_append_val(zone->outs, out);
	}
	for (int i = 0; i <= zone->symbol->side; i++) {
		double along = i * module;
		g_array_append_val(zone->alongs, along);
	}
	g_array_sort(zone->outs, compare_numbers);
	g_array_sort(zone->alongs, compare_numbers);
}

/* Is something in the way, so far out? */
static bool is_blocked(const struct zone *zone, int direction, double out, double *x, double *y)
{
	const struct rect *box = &zone->symbol->box, *edge = &zone->painted->trim->edge;
	for (guint i = 0; i + 1 < zone->alongs->len; i++) {
		double along = (g_array_index(zone->alongs, double, i) +
				   g_array_index(zone->alongs, double, i + 1)) /
		    2;
		*x = direction == 0  ? box->x - out
		    : direction == 1 ? box->x + box->width + out
				     : box->x + along;
		*y = direction == 2  ? box->y - out
		    : direction == 3 ? box->y + box->height + out
				     : box->y + along;
		bool cut = *x < edge->x || *y < edge->y || *x > edge->x + edge->width ||
		    *y > edge->y + edge->height;
		if (cut || differs(top_at(zone, *x, *y), zone->ground))
			return true;
	}
	return false;
}

/* How far beside the symbol it is clear; `x` and `y` get what is in the way. */
static double clear_width(struct zone *zone, int direction, double *x, double *y)
{
	find_ends(zone, direction);
	for (guint i = 0; i + 1 < zone->outs->len; i++) {
		double start = g_array_index(zone->outs, double, i),
		       end = g_array_index(zone->outs, double, i + 1);
		if (end - start > 1e-3 && is_blocked(zone, direction, (start + end) / 2, x, y))
			return start;
	}
	return ZONE * zone->symbol->module;
}

static void check_zone(struct inspection *inspection, struct zone *zone)
{
	const struct symbol *symbol = zone->symbol;
	const struct trim *trim = zone->painted->trim;
	double module = symbol->module, needed = ZONE * module, least = needed, x = 0, y = 0;
	gather_others(zone);
	for (int direction = 0; direction < 4; direction++) {
		double at_x = 0, at_y = 0;
		double clear = clear_width(zone, direction, &at_x, &at_y);
		if (clear >= least)
			continue;
		least = clear;
		x = at_x;
		y = at_y;
	}
	struct spot spot = trim_spot(trim, x, y);
	if (least < needed - ROUNDING * module)
		finding_add(inspection->findings, RULE_QR, &spot,
		    "%.1f mm clear beside a code of %d x %d, %.1f mm needed: %.1f modules of %.2f mm",
		    geom_mm(least * trim->unit), symbol->side, symbol->side,
		    geom_mm(needed * trim->unit), least / module, geom_mm(module * trim->unit));
}

void quiet_check(struct inspection *inspection, const struct painted *painted)
{
	GArray *symbols = symbols_find(painted);
	struct zone zone = {
		.painted = painted,
		.others = g_ptr_array_new(),
		.outs = g_array_new(FALSE, FALSE, sizeof(double)),
		.alongs = g_array_new(FALSE, FALSE, sizeof(double)),
	};
	for (guint i = 0; i < symbols->len; i++) {
		zone.symbol = &g_array_index(symbols, struct symbol, i);
		check_zone(inspection, &zone);
	}
	g_array_free(symbols, TRUE);
	g_ptr_array_free(zone.others, TRUE);
	g_array_free(zone.outs, TRUE);
	g_array_free(zone.alongs, TRUE);
}
