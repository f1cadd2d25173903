/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "press/marks.h"

#include "press/paint.h"
#include "press/press.h"

#include <glib.h>
#include <math.h>

static const double LINE = 0.25;	/* pt */
static const double LENGTH = 15;
static const double CLEAR = 3;		/* from the bleed, and from the page's edge */
static const double LEAST_OFFSET = 6;	/* from the trim, whatever the bleed */
static const double DASH = 3, GAP = 2;
static const double SLUG_SIZE = 6;
static const double SLUG_INDENT = 8;	/* right of the first crop mark */

/* Items are gathered in an array first: how many there are depends on the folds. */
struct marks {
	struct arena *arena;
	GArray *items;
};

/* From the trim to where marks start. */
static double marks_offset(const struct document *document)
{
	return fmax(document->bleed, LEAST_OFFSET) + CLEAR;
}

double marks_margin(const struct document *document)
{
	return marks_offset(document) + LENGTH + CLEAR;
}

/* A straight line in `n` pieces, each from its start to its end. */
static void add_lines(struct marks *marks, const double *coords, size_t n)
{
	struct item item = { .kind = ITEM_PATH, .ink = INK_ALL, .element = ARTIFACT };
	item.path.verbs = ARENA_ARRAY(marks->arena, uint8_t, n * 2);
	for (size_t i = 0; i < n; i++) {
		item.path.verbs[2 * i] = PATH_MOVE;
		item.path.verbs[2 * i + 1] = PATH_LINE;
	}
	item.path.n_verbs = n * 2;
	item.path.coords = arena_copy(marks->arena, coords, n * 4, sizeof(double));
	item.path.stroke = LINE;
	g_array_append_val(marks->items, item);
}

/* Two at each corner, in line with the trim. */
static void add_crop(struct marks *marks, const struct document *document)
{
	double near = marks_offset(document), far = near + LENGTH;
	double width = document->width, height = document->height;
	const double coords[] = {
		-near, 0, -far, 0, 0, -near, 0, -far,
		width + near, 0, width + far, 0, width, -near, width, -far,
		-near, height, -far, height, 0, height + near, 0, height + far,
		width + near, height, width + far, height, width, height + near, width, height + far,
	};
	add_lines(marks, coords, G_N_ELEMENTS(coords) / 4);
}

/* Dashed, above and below, where two panels meet. */
static void add_folds(struct marks *marks, const struct document *document, const struct sheet *sheet)
{
	double near = marks_offset(document);
	for (size_t i = 0; i + 1 < sheet->n_panels; i++) {
		double x = sheet->panels[i].x + sheet->panels[i].width;
		for (double at = 0; at + DASH <= LENGTH; at += DASH + GAP) {
			double start = near + at, end = start + DASH;
			const double coords[] = {
				x, -start, x, -end,
				x, document->height + start, x, document->height + end,
			};
			add_lines(marks, coords, 2);
		}
	}
}

/* The face of the contacts: Latin in every edition. */
static const struct face *slug_face(const struct document *document)
{
	for (size_t i = 0; i < document->n_sheets; i++) {
		const struct sheet *sheet = &document->sheets[i];
		for (size_t j = 0; j < sheet->n_items; j++) {
			const struct item *item = &sheet->items[j];
			if (item->kind == ITEM_GLYPHS && item->glyphs.contact >= 0)
				return item->glyphs.face;
		}
	}
	return NULL;
}

static void add_slug(struct marks *marks, const struct document *document, const char *slug)
{
	const struct face *face = slug_face(document);
	if (!face)
		return;
	struct item item = { .kind = ITEM_GLYPHS, .ink = INK_ALL, .element = ARTIFACT };
	double y = document->height + marks_offset(document) + LENGTH / 2;
	if (paint_line(marks->arena, face, SLUG_SIZE, slug, &item)) {
		for (size_t i = 0; i < item.glyphs.n_marks; i++) {
			item.glyphs.marks[i].x += SLUG_INDENT;
			item.glyphs.marks[i].y += y;
		}
		g_array_append_val(marks->items, item);
	}
}

struct item *marks_new(struct arena *arena, const struct document *document, const struct sheet *sheet,
    unsigned set, const char *slug, size_t *count)
{
	struct marks marks = { arena, g_array_new(FALSE, FALSE, sizeof(struct item)) };
	if (set & MARK_CROP)
		add_crop(&marks, document);
	if (set & MARK_FOLD)
		add_folds(&marks, document, sheet);
	if (slug)
		add_slug(&marks, document, slug);
	struct item *items = arena_copy(arena, marks.items->data, marks.items->len, sizeof(struct item));
	*count = marks.items->len;
	g_array_free(marks.items, TRUE);
	return items;
}
