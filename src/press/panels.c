/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "press/panels.h"

#include <glib.h>
#include <limits.h>
#include <math.h>

#include "press/extent.h"

/* A colour that wraps a fold, so that a fold a little off shows no paper, is not the neighbour's:
 * up to this far, pt, unless it is half of the shape. */
static const double WRAP = 9;

/* One panel of one side, and where it comes in the reading order. */
struct leaf {
	const struct sheet *sheet;
	const struct panel *panel;
	int first; /* the least of its items' elements; INT_MAX: it has only decoration */
	size_t place;
};

bool panels_exist(const struct document *document)
{
	for (size_t i = 0; i < document->n_sheets; i++)
		if (document->sheets[i].n_panels > 1)
			return true;
	return false;
}

/* Text and codes belong to the panel in which their middle lies; shapes to each that they reach. */
static bool is_on(const struct item *item, const struct panel *panel)
{
	struct rect box = item_extent(item);
	double end = panel->x + panel->width, middle = box.x + box.width / 2;
	if (item->kind != ITEM_PATH)
		return middle >= panel->x && middle < end;
	double overlap = fmin(box.x + box.width, end) - fmax(box.x, panel->x);
	return overlap >= fmin(WRAP, box.width / 2);
}

static bool area_is_on(const struct rect *area, const struct panel *panel)
{
	double middle = area->x + area->width / 2;
	return middle >= panel->x && middle < panel->x + panel->width;
}

static int compare_leaves(const void *a, const void *b)
{
	const struct leaf *x = a, *y = b;
	if (x->first != y->first)
		return x->first < y->first ? -1 : 1;
	return x->place < y->place ? -1 : x->place > y->place;
}

static void leaves_add(GArray *leaves, const struct sheet *sheet, const struct panel *panel)
{
	struct leaf leaf = { sheet, panel, INT_MAX, leaves->len };
	for (size_t i = 0; i < sheet->n_items; i++) {
		int element = sheet->items[i].element;
		if (element != ARTIFACT && element < leaf.first && is_on(&sheet->items[i], panel))
			leaf.first = element;
	}
	g_array_append_val(leaves, leaf);
}

static GArray *leaves_new(struct arena *arena, const struct document *document)
{
	GArray *leaves = g_array_new(FALSE, FALSE, sizeof(struct leaf));
	for (size_t i = 0; i < document->n_sheets; i++) {
		const struct sheet *sheet = &document->sheets[i];
		for (size_t j = 0; j < sheet->n_panels; j++)
			leaves_add(leaves, sheet, &sheet->panels[j]);
		if (sheet->n_panels == 0) {
			struct panel *whole = ARENA_NEW(arena, struct panel);
			*whole = (struct panel){ sheet->name, 0, document->width };
			leaves_add(leaves, sheet, whole);
		}
	}
	g_array_sort(leaves, compare_leaves);
	return leaves;
}

/* A copy, `x` to the left. */
static struct item item_moved(struct arena *arena, const struct item *item, double x)
{
	struct item moved = *item;
	if (item->kind == ITEM_QR) {
		moved.qr.x -= x;
	} else if (item->kind == ITEM_GLYPHS) {
		moved.glyphs.sorts = arena_copy(arena, item->glyphs.sorts, item->glyphs.n_sorts,
		    sizeof(*item->glyphs.sorts));
		for (size_t i = 0; i < item->glyphs.n_sorts; i++)
			moved.glyphs.sorts[i].x -= x;
	} else {
		size_t points = item_points(item);
		moved.path.coords =
		    arena_copy(arena, item->path.coords, points * 2, sizeof(double));
		for (size_t i = 0; i < points; i++)
			moved.path.coords[2 * i] -= x;
	}
	return moved;
}

static void leaf_fill(struct arena *arena, const struct leaf *leaf, struct sheet *sheet)
{
	const struct sheet *from = leaf->sheet;
	double x = leaf->panel->x;
	sheet->name = leaf->panel->name;
	sheet->items = ARENA_ARRAY(arena, struct item, from->n_items);
	sheet->links = ARENA_ARRAY(arena, struct link, from->n_links);
	sheet->promises = ARENA_ARRAY(arena, struct promise, from->n_promises);
	for (size_t i = 0; i < from->n_items; i++)
		if (is_on(&from->items[i], leaf->panel))
			sheet->items[sheet->n_items++] = item_moved(arena, &from->items[i], x);
	for (size_t i = 0; i < from->n_links; i++) {
		if (!area_is_on(&from->links[i].area, leaf->panel))
			continue;
		sheet->links[sheet->n_links] = from->links[i];
		sheet->links[sheet->n_links++].area.x -= x;
	}
	for (size_t i = 0; i < from->n_promises; i++) {
		if (!area_is_on(&from->promises[i].area, leaf->panel))
			continue;
		sheet->promises[sheet->n_promises] = from->promises[i];
		sheet->promises[sheet->n_promises++].area.x -= x;
	}
}

const struct document *panels_new(struct arena *arena, const struct document *document,
    double **widths)
{
	GArray *leaves = leaves_new(arena, document);
	struct document *opened = ARENA_NEW(arena, struct document);
	*opened = *document;
	opened->bleed = 0;
	opened->n_sheets = leaves->len;
	opened->sheets = ARENA_ARRAY(arena, struct sheet, leaves->len);
	*widths = ARENA_ARRAY(arena, double, leaves->len);
	for (guint i = 0; i < leaves->len; i++) {
		const struct leaf *leaf = &g_array_index(leaves, struct leaf, i);
		(*widths)[i] = leaf->panel->width;
		leaf_fill(arena, leaf, &opened->sheets[i]);
	}
	g_array_free(leaves, TRUE);
	return opened;
}
