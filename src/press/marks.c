/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "press/marks.h"

#include <glib.h>
#include <math.h>

#include "press/paint.h"
#include "press/press.h"

static const double LINE = 0.25; /* pt */
static const double LENGTH = 15;
static const double CLEAR = 3;	      /* from the bleed, and from the page's edge */
static const double LEAST_OFFSET = 6; /* from the trim, whatever the bleed */
static const double DASH = 3, GAP = 2;
static const double SLUG_SIZE = 6;
static const double SLUG_BAND = 9; /* outside the other marks */
static const double TARGET = 12;   /* diameter of the registration circle: 4.2 mm */
static const double PATCH = 12;	   /* side of the bar's squares */
static const double INDENT = 8;	   /* of the bar, right of the crop mark */

const struct mark_row mark_rows[] = {
	{ "crop", MARK_CROP, "where the sheet is cut" },
	{ "fold", MARK_FOLD, "where it is folded, dashed" },
	{ "registration", MARK_REGISTRATION, "a target in the middle of each side" },
	{ "bar", MARK_BAR, "solids and half tones of the four inks" },
	{ "slug", MARK_SLUG, "piece, format, edition, state, date, content" },
	{ NULL, 0, NULL },
};

static const struct ink bar_inks[] = {
	{ .name = "C", .cmyk = { 1, 0, 0, 0 } },
	{ .name = "M", .cmyk = { 0, 1, 0, 0 } },
	{ .name = "Y", .cmyk = { 0, 0, 1, 0 } },
	{ .name = "K", .cmyk = { 0, 0, 0, 1 } },
	{ .name = "C50", .cmyk = { 0.5, 0, 0, 0 } },
	{ .name = "M50", .cmyk = { 0, 0.5, 0, 0 } },
	{ .name = "Y50", .cmyk = { 0, 0, 0.5, 0 } },
	{ .name = "K50", .cmyk = { 0, 0, 0, 0.5 } },
};

/* Items are gathered in an array first: how many there are depends on the folds. */
struct marks {
	struct arena *arena;
	const struct document *document;
	GArray *items;
};

const struct ink *marks_ink(const struct palette *palette, int ink)
{
	if (ink == INK_ALL)
		return NULL;
	size_t index = (size_t)ink;
	return index < palette->n_inks ? &palette->inks[index] : &bar_inks[index - palette->n_inks];
}

/* From the trim to where marks start. */
static double marks_offset(const struct document *document)
{
	return fmax(document->bleed, LEAST_OFFSET) + CLEAR;
}

double marks_margin(const struct document *document)
{
	return marks_offset(document) + LENGTH + SLUG_BAND + CLEAR;
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
static void add_crop(struct marks *marks)
{
	const struct document *document = marks->document;
	double near = marks_offset(document), far = near + LENGTH;
	double width = document->width, height = document->height;
	const double coords[] = {
		-near,
		0,
		-far,
		0,
		0,
		-near,
		0,
		-far,
		width + near,
		0,
		width + far,
		0,
		width,
		-near,
		width,
		-far,
		-near,
		height,
		-far,
		height,
		0,
		height + near,
		0,
		height + far,
		width + near,
		height,
		width + far,
		height,
		width,
		height + near,
		width,
		height + far,
	};
	add_lines(marks, coords, G_N_ELEMENTS(coords) / 4);
}

/* Dashed, above and below, where two panels meet. */
static void add_folds(struct marks *marks, const struct sheet *sheet)
{
	const struct document *document = marks->document;
	double near = marks_offset(document);
	for (size_t i = 0; i + 1 < sheet->n_panels; i++) {
		double x = sheet->panels[i].x + sheet->panels[i].width;
		for (double at = 0; at + DASH <= LENGTH; at += DASH + GAP) {
			double start = near + at, end = start + DASH;
			const double coords[] = {
				x,
				-start,
				x,
				-end,
				x,
				document->height + start,
				x,
				document->height + end,
			};
			add_lines(marks, coords, 2);
		}
	}
}

/* A circle and a cross. */
static void add_target(struct marks *marks, double x, double y)
{
	/* The usual arm of a Bézier circle. */
	double r = TARGET / 2, k = r * 0.5523, arm = LENGTH / 2;
	static const uint8_t verbs[] = { PATH_MOVE, PATH_CURVE, PATH_CURVE, PATH_CURVE, PATH_CURVE,
		PATH_CLOSE };
	const double circle[] = {
		x + r,
		y,
		x + r,
		y + k,
		x + k,
		y + r,
		x,
		y + r,
		x - k,
		y + r,
		x - r,
		y + k,
		x - r,
		y,
		x - r,
		y - k,
		x - k,
		y - r,
		x,
		y - r,
		x + k,
		y - r,
		x + r,
		y - k,
		x + r,
		y,
	};
	const double cross[] = { x - arm, y, x + arm, y, x, y - arm, x, y + arm };
	struct item item = { .kind = ITEM_PATH, .ink = INK_ALL, .element = ARTIFACT };
	item.path.verbs = arena_copy(marks->arena, verbs, G_N_ELEMENTS(verbs), sizeof(*verbs));
	item.path.n_verbs = G_N_ELEMENTS(verbs);
	item.path.coords = arena_copy(marks->arena, circle, G_N_ELEMENTS(circle), sizeof(*circle));
	item.path.stroke = LINE;
	g_array_append_val(marks->items, item);
	add_lines(marks, cross, 2);
}

static void add_registration(struct marks *marks)
{
	double width = marks->document->width, height = marks->document->height;
	double out = marks_offset(marks->document) + LENGTH / 2;
	add_target(marks, width / 2, -out);
	add_target(marks, width / 2, height + out);
	add_target(marks, -out, height / 2);
	add_target(marks, width + out, height / 2);
}

static void add_bar(struct marks *marks)
{
	static const uint8_t verbs[] = { PATH_MOVE, PATH_LINE, PATH_LINE, PATH_LINE, PATH_CLOSE };
	double y = marks->document->height + marks_offset(marks->document) + (LENGTH - PATCH) / 2;
	double x = INDENT - PATCH;
	for (size_t i = 0; i < G_N_ELEMENTS(bar_inks); i++) {
		const double *inks = bar_inks[i].cmyk;
		/* One colour has one plate. */
		if (marks->document->mono && inks[0] + inks[1] + inks[2] > 0)
			continue;
		x += PATCH;
		const double coords[] = { x, y, x + PATCH, y, x + PATCH, y + PATCH, x, y + PATCH };
		struct item item = { .kind = ITEM_PATH, .element = ARTIFACT };
		item.ink = (int)(marks->document->palette->n_inks + i);
		item.path.verbs =
		    arena_copy(marks->arena, verbs, G_N_ELEMENTS(verbs), sizeof(*verbs));
		item.path.n_verbs = G_N_ELEMENTS(verbs);
		item.path.coords =
		    arena_copy(marks->arena, coords, G_N_ELEMENTS(coords), sizeof(*coords));
		g_array_append_val(marks->items, item);
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

static void add_slug(struct marks *marks, const char *slug)
{
	const struct document *document = marks->document;
	const struct face *face = slug_face(document);
	if (!face)
		return;
	struct item item = { .kind = ITEM_GLYPHS, .ink = INK_ALL, .element = ARTIFACT };
	double y = document->height + marks_offset(document) + LENGTH + SLUG_SIZE +
	    (SLUG_BAND - SLUG_SIZE) / 2;
	if (paint_line(marks->arena, face, SLUG_SIZE, slug, &item)) {
		for (size_t i = 0; i < item.glyphs.n_sorts; i++)
			item.glyphs.sorts[i].y += y;
		g_array_append_val(marks->items, item);
	}
}

struct item *marks_new(struct arena *arena, const struct document *document,
    const struct sheet *sheet, unsigned set, const char *slug, size_t *count)
{
	struct marks marks = { arena, document, g_array_new(FALSE, FALSE, sizeof(struct item)) };
	if (set & MARK_CROP)
		add_crop(&marks);
	if (set & MARK_FOLD)
		add_folds(&marks, sheet);
	if (set & MARK_REGISTRATION)
		add_registration(&marks);
	if (set & MARK_BAR)
		add_bar(&marks);
	if (set & MARK_SLUG)
		add_slug(&marks, slug);
	struct item *items =
	    arena_copy(arena, marks.items->data, marks.items->len, sizeof(struct item));
	*count = marks.items->len;
	g_array_free(marks.items, TRUE);
	return items;
}
