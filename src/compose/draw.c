/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compose/draw.h"

#include "compose/lettering.h"
#include "compose/pen.h"

#include <string.h>

/* Space between typing dots, of their diameter (visual system 4). */
static const double dot_gap = .385;

static bool mirrored(const struct drawer *drawer)
{
	return drawer->scene->script->rtl;
}

/* The left edge of something so wide at logical x. */
double drawer_left(const struct drawer *drawer, double x, double width)
{
	return mirrored(drawer) ? drawer->scene->width - x - width : x;
}

int drawer_element(struct drawer *drawer, enum role role, int parent, const char *alt,
    const char *path)
{
	struct element element = { .role = role, .parent = parent, .alt = alt, .path = path };

	g_array_append_val(drawer->elements, element);
	return (int)drawer->elements->len - 1;
}

void drawer_add(struct drawer *drawer, const struct spot *spot, struct item item)
{
	if (drawer->document->mono && item.ink != drawer->scene->palette->paper) {
		item.ink = drawer->scene->palette->black;
		/* What was another ink's line is a thin one of black now. */
		item.overprint = item.overprint || (item.kind == ITEM_PATH && item.path.stroke > 0);
	}
	g_array_append_val(drawer->frames[spot->frame_index].items, item);
}

static struct rect spot_area(const struct drawer *drawer, const struct spot *spot)
{
	double width = spot->x1 - spot->x0;

	return (struct rect){ drawer_left(drawer, spot->x0, width), spot->y, width, spot->height };
}

/* Corners in logical order (top start, top end, bottom end, bottom start) become physical. */
static struct radii radii_of(const struct drawer *drawer, const struct shape *shape,
    struct rect area)
{
	double radius = scene_points(drawer->scene, shape->radius, 0);
	double tail = scene_points(drawer->scene, shape->tail_radius, 0);
	static const enum corner names[4] = { CORNER_TOP_START, CORNER_TOP_END, CORNER_BOTTOM_END,
		CORNER_BOTTOM_START };
	struct radii radii = { { 0 } };

	radius = MIN(radius, MIN(area.width, area.height) / 2);
	for (int i = 0; i < 4; i++) {
		bool end = i == 1 || i == 2;
		bool round = shape->corners == CORNERS_ALL ||
		    (shape->corners == CORNERS_END && end) ||
		    (shape->corners == CORNERS_START && !end);

		radii.corner[i] = names[i] == shape->tail ? tail : round ? radius : 0;
	}
	if (mirrored(drawer)) {
		struct radii flipped = { { radii.corner[1], radii.corner[0], radii.corner[3],
		    radii.corner[2] } };

		return flipped;
	}
	return radii;
}

/* A line inside the shape, so that its outside stands where the solid's does. */
static void outline_draw(struct drawer *drawer, const struct spot *spot, struct rect area,
    double weight, int ink, enum enters enters)
{
	struct radii radii = radii_of(drawer, &spot->block->shape, area);
	int open = enters == ENTERS_NOT ? 0 : enters == ENTERS_START ? -1 : 1;
	struct pen pen = pen_new();
	double half = weight / 2;
	struct item item;

	if (mirrored(drawer))
		open = -open;
	area.y += half;
	area.height -= weight;
	area.x += open < 0 ? 0 : half;
	area.width -= open ? half : weight;
	for (int i = 0; i < 4; i++)
		radii.corner[i] = MAX(0, radii.corner[i] - half);
	pen_outline(&pen, area, &radii, open);
	item = pen_item(&pen, drawer->scene->arena, ink, ARTIFACT, weight);
	item.overprint = ink == drawer->scene->palette->black;
	drawer_add(drawer, spot, item);
}

static void box_draw(struct drawer *drawer, const struct spot *spot)
{
	struct scene *scene = drawer->scene;
	const struct shape *shape = &spot->block->shape;
	struct rect area = spot_area(drawer, spot);
	struct radii radii = radii_of(drawer, shape, area);
	bool mono = drawer->document->mono;

	if (shape->ink >= 0 && mono) {
		double weight = scene_points(scene,
		    shape->has_mono_line ? shape->mono_line : scene->layout->outline, 0);

		if (scene->palette->inks[shape->ink].mono_box == MONO_OUTLINE)
			outline_draw(drawer, spot, area, weight, scene->palette->black,
			    shape->enters);
	} else if (shape->ink >= 0) {
		struct pen pen = pen_new();

		pen_box(&pen, area, &radii);
		drawer_add(drawer, spot, pen_item(&pen, scene->arena, shape->ink, ARTIFACT, 0));
	}
	if (shape->outlined)
		outline_draw(drawer, spot, area, scene_points(scene, shape->line, 0),
		    shape->line_ink, ENTERS_NOT);
}

static void dots_draw(struct drawer *drawer, const struct spot *spot)
{
	struct scene *scene = drawer->scene;
	const struct block *block = spot->block;
	double size = spot->size, pitch = size * (1 + dot_gap);
	double all = (double)(block->n_inks - 1) * pitch + size;
	double x = block->align == ALIGN_END ? spot->x1 - all : spot->x0;

	for (size_t i = 0; i < block->n_inks; i++) {
		struct pen pen = pen_new();
		double centre = drawer_left(drawer, x + (double)i * pitch, size) + size / 2;
		const struct ink *ink = &scene->palette->inks[block->inks[i]];
		double stroke = 0;

		if (drawer->document->mono && ink->mono_dot == MONO_RING)
			stroke = MIN(scene_points(scene, scene->layout->outline, 0), size / 3);
		pen_circle(&pen, centre, spot->y + size / 2, (size - stroke) / 2);
		drawer_add(drawer, spot,
		    pen_item(&pen, scene->arena, block->inks[i], ARTIFACT, stroke));
	}
}

static void rule_draw(struct drawer *drawer, const struct spot *spot)
{
	struct pen pen = pen_new();
	struct item item;

	pen_box(&pen, spot_area(drawer, spot), &(struct radii){ { 0 } });
	item = pen_item(&pen, drawer->scene->arena, spot->block->inks[0], ARTIFACT, 0);
	item.overprint = drawer->document->mono || item.ink == drawer->scene->palette->black;
	drawer_add(drawer, spot, item);
}

static void art_draw(struct drawer *drawer, const struct spot *spot)
{
	const struct art *art = spot->art;
	struct pen pen = pen_new();
	double x = spot->block->align == ALIGN_END ? spot->x1 - spot->size : spot->x0;

	pen_copy(&pen, art->verbs, art->n_verbs, art->coords, spot->size / art->side,
	    drawer_left(drawer, x, spot->size), spot->y, art->side,
	    art->mirror && mirrored(drawer));
	drawer_add(drawer, spot,
	    pen_item(&pen, drawer->scene->arena, spot->block->inks[0], ARTIFACT, 0));
}

static void qr_draw(struct drawer *drawer, const struct spot *spot)
{
	struct scene *scene = drawer->scene;
	const struct qr *code =
	    qr_encode(scene->arena, scene->contact->qr.text, scene->contact->qr.place, scene->diag);
	double side = spot->size, module, x, radius;
	struct promise promise = { .kind = CONTACT_KINDS };
	struct pen pen = pen_new();
	struct item item = { .kind = ITEM_QR, .ink = scene->palette->black };
	struct rect square;
	const struct words *alt;

	if (!code) {
		scene->failed = true;
		return;
	}
	module = side / (double)(code->side + 2 * QR_QUIET);
	x = spot->block->align == ALIGN_END ? spot->x1 - side : spot->x0;
	square = (struct rect){ drawer_left(drawer, x, side), spot->y, side, side };
	radius = 2 * module;
	pen_box(&pen, square, &(struct radii){ { radius, radius, radius, radius } });
	drawer_add(drawer, spot, pen_item(&pen, scene->arena, scene->palette->paper, ARTIFACT, 0));
	alt = glossary_words(scene->glossary, "labels.qr", 0, 0);
	drawer->heading = -1;
	item.element = drawer_element(drawer, ROLE_FIGURE, 0, NULL, "labels.qr");
	if (alt)
		g_array_index(drawer->elements, struct element, item.element).alt =
		    lettering_plain(scene->arena, alt);
	item.qr.code = code;
	item.qr.x = square.x + QR_QUIET * module;
	item.qr.y = square.y + QR_QUIET * module;
	item.qr.module = module;
	drawer_add(drawer, spot, item);
	promise.area = square;
	g_array_append_val(drawer->promises[spot->side], promise);
}

static void spot_draw(struct drawer *drawer, const struct spot *spot)
{
	switch (spot->block->kind) {
	case BLOCK_TEXT:
	case BLOCK_CONTACT:
		lettering_draw(drawer, spot);
		break;
	case BLOCK_BOX:
		box_draw(drawer, spot);
		break;
	case BLOCK_DOTS:
		dots_draw(drawer, spot);
		break;
	case BLOCK_RULE:
		rule_draw(drawer, spot);
		break;
	case BLOCK_ART:
		art_draw(drawer, spot);
		break;
	case BLOCK_QR:
		qr_draw(drawer, spot);
		break;
	default:
		break;
	}
}

/* Frames in reading order: the numbered by number, then the others as they stand. */
static void frames_draw(struct drawer *drawer)
{
	int next = 0;

	for (int reading = 0;; reading = next) {
		next = G_MAXINT;
		for (guint i = 0; i < drawer->pass->spots->len; i++) {
			const struct spot *spot =
			    &g_array_index(drawer->pass->spots, struct spot, i);
			int own = spot->frame->reading ? spot->frame->reading : G_MAXINT - 1;

			if (own == reading)
				spot_draw(drawer, spot);
			else if (own > reading)
				next = MIN(next, own);
		}
		if (next == G_MAXINT)
			break;
	}
}

static void panels_fill(const struct drawer *drawer, const struct side_row *side,
    struct sheet *sheet)
{
	struct scene *scene = drawer->scene;
	bool flip = mirrored(drawer);

	sheet->panels = ARENA_ARRAY(scene->arena, struct panel, side->n_panels + 1);
	sheet->n_panels = side->n_panels;
	for (size_t i = 0; i < side->n_panels; i++) {
		struct panel *panel = &sheet->panels[flip ? side->n_panels - 1 - i : i];
		double range[2];

		scene_panel(scene, side, side->panels[i].name.text, range);
		panel->name = side->panels[i].name.text;
		panel->width = range[1] - range[0];
		panel->x = drawer_left(drawer, range[0], panel->width);
	}
}

static void sheet_fill(struct drawer *drawer, size_t index, struct sheet *sheet)
{
	struct scene *scene = drawer->scene;
	const struct side_row *side = &scene->layout->sides[index];
	GArray *all = g_array_new(FALSE, TRUE, sizeof(struct item));

	sheet->name = side->name.text;
	for (size_t i = 0; i < side->n_frames; i++) {
		GArray *items = drawer->frames[scene_frame(scene, index, i)].items;

		g_array_append_vals(all, items->data, items->len);
	}
	sheet->items = arena_copy(scene->arena, all->data, all->len, sizeof(struct item));
	sheet->n_items = all->len;
	g_array_free(all, TRUE);
	sheet->links = arena_copy(scene->arena, drawer->links[index]->data,
	    drawer->links[index]->len, sizeof(struct link));
	sheet->n_links = drawer->links[index]->len;
	sheet->promises = arena_copy(scene->arena, drawer->promises[index]->data,
	    drawer->promises[index]->len, sizeof(struct promise));
	sheet->n_promises = drawer->promises[index]->len;
	panels_fill(drawer, side, sheet);
}

void draw_document(struct scene *scene, const struct pass *pass, struct document *document)
{
	size_t n_sides = scene->layout->n_sides, n_frames = scene_frame(scene, n_sides, 0);
	struct drawer drawer = { .scene = scene,
		.pass = pass,
		.document = document,
		.heading = -1 };

	drawer.elements = g_array_new(FALSE, TRUE, sizeof(struct element));
	drawer.frames = g_new0(struct drawn, n_frames + 1);
	drawer.links = g_new0(GArray *, n_sides + 1);
	drawer.promises = g_new0(GArray *, n_sides + 1);
	for (size_t i = 0; i < n_frames; i++)
		drawer.frames[i].items = g_array_new(FALSE, TRUE, sizeof(struct item));
	for (size_t i = 0; i < n_sides; i++) {
		drawer.links[i] = g_array_new(FALSE, TRUE, sizeof(struct link));
		drawer.promises[i] = g_array_new(FALSE, TRUE, sizeof(struct promise));
	}
	drawer_element(&drawer, ROLE_DOCUMENT, -1, NULL, NULL);
	frames_draw(&drawer);
	document->sheets = ARENA_ARRAY(scene->arena, struct sheet, n_sides + 1);
	document->n_sheets = n_sides;
	for (size_t i = 0; i < n_sides; i++)
		sheet_fill(&drawer, i, &document->sheets[i]);
	document->elements = arena_copy(scene->arena, drawer.elements->data, drawer.elements->len,
	    sizeof(struct element));
	document->n_elements = drawer.elements->len;
	for (size_t i = 0; i < n_frames; i++)
		g_array_free(drawer.frames[i].items, TRUE);
	for (size_t i = 0; i < n_sides; i++) {
		g_array_free(drawer.links[i], TRUE);
		g_array_free(drawer.promises[i], TRUE);
	}
	g_free(drawer.frames);
	g_free(drawer.links);
	g_free(drawer.promises);
	g_array_free(drawer.elements, TRUE);
}
