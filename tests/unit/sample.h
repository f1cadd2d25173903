/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sample: a small document for tests of press, made without compose: bubbles, Latin and Arabic
 * text, a phone number inside Arabic, a QR code, a second side with panels. Fonts come from fonts/
 * under the working folder (`make fonts`).
 */
#ifndef TESTS_UNIT_SAMPLE_H
#define TESTS_UNIT_SAMPLE_H

#include "compose/sheet.h"

#include <cairo-ft.h>
#include <ft2build.h>
#include <glib.h>
#include <hb.h>
#include <string.h>
#include FT_FREETYPE_H

struct sample_font {
	struct face face;
	hb_font_t *hb;
	unsigned upem;
};

struct sample {
	struct arena *arena;
	FT_Library freetype;
	struct sample_font bold, arabic;
	struct document document;
	GArray *items;
};

enum { SAMPLE_PAPER, SAMPLE_INK, SAMPLE_HARBOUR, SAMPLE_CORAL };

static inline void sample_release_face(void *face)
{
	cairo_font_face_destroy(face);
}

static inline void sample_release_hb(void *font)
{
	hb_font_destroy(font);
}

static inline void sample_release_ft(void *library)
{
	FT_Done_FreeType(library);
}

static inline void sample_font_open(struct sample *sample, struct sample_font *font,
    const char *file)
{
	g_autofree char *path = g_build_filename("fonts", file, NULL);
	FT_Face face;
	if (FT_New_Face(sample->freetype, path, 0, &face))
		g_error("%s: cannot be opened; run `make fonts`", path);
	cairo_font_face_t *cairo = cairo_ft_font_face_create_for_ft_face(face, FT_LOAD_NO_HINTING);
	hb_blob_t *blob = hb_blob_create_from_file(path);
	hb_face_t *hb = hb_face_create(blob, 0);
	font->hb = hb_font_create(hb);
	font->upem = hb_face_get_upem(hb);
	font->face.cairo = cairo;
	font->face.backward = cairo;
	font->face.name = arena_strdup(sample->arena, file);
	hb_face_destroy(hb);
	hb_blob_destroy(blob);
	arena_tie(sample->arena, font->hb, sample_release_hb);
	arena_tie(sample->arena, cairo, sample_release_face);
}

/* A run at (x, y); gives its width. */
static inline double sample_text(struct sample *sample, const struct sample_font *font,
    const char *text, double x, double y, double size, int ink, int element, int contact)
{
	struct arena *arena = sample->arena;
	hb_buffer_t *buffer = hb_buffer_create();
	hb_buffer_add_utf8(buffer, text, -1, 0, -1);
	hb_buffer_guess_segment_properties(buffer);
	bool backward = HB_DIRECTION_IS_BACKWARD(hb_buffer_get_direction(buffer));
	hb_shape(font->hb, buffer, NULL, 0);
	unsigned count;
	hb_glyph_info_t *info = hb_buffer_get_glyph_infos(buffer, &count);
	hb_glyph_position_t *position = hb_buffer_get_glyph_positions(buffer, &count);
	struct sort *marks = ARENA_ARRAY(arena, struct sort, count);
	struct cluster *clusters = ARENA_ARRAY(arena, struct cluster, count);
	double scale = size / font->upem, pen = x;
	for (unsigned i = 0; i < count; i++) {
		marks[i] = (struct sort){ info[i].codepoint, pen + position[i].x_offset * scale,
			y - position[i].y_offset * scale };
		pen += position[i].x_advance * scale;
	}
	size_t n_clusters = 0;
	unsigned length = (unsigned)strlen(text);
	for (unsigned i = 0; i < count;) {
		unsigned first = backward ? count - 1 - i : i;
		unsigned glyphs = 1;
		while (i + glyphs < count &&
		    info[backward ? count - 1 - i - glyphs : i + glyphs].cluster ==
			info[first].cluster)
			glyphs++;
		i += glyphs;
		unsigned next = i < count ? info[backward ? count - 1 - i : i].cluster : length;
		clusters[n_clusters++] =
		    (struct cluster){ (int)(next - info[first].cluster), (int)glyphs };
	}
	hb_buffer_destroy(buffer);
	struct item item = { .kind = ITEM_GLYPHS,
		.ink = ink,
		.element = element,
		.overprint = ink == SAMPLE_INK };
	item.glyphs.face = &font->face;
	item.glyphs.size = size;
	item.glyphs.sorts = marks;
	item.glyphs.n_sorts = count;
	item.glyphs.text = arena_strdup(arena, text);
	item.glyphs.clusters = clusters;
	item.glyphs.n_clusters = n_clusters;
	item.glyphs.backward = backward;
	item.glyphs.contact = contact;
	g_array_append_val(sample->items, item);
	return pen - x;
}

/* A rounded box, or with `stroke` a line from corner to corner. */
static inline void sample_path(struct sample *sample, struct rect box, double radius, double stroke,
    int ink)
{
	struct item item = { .kind = ITEM_PATH, .ink = ink, .element = ARTIFACT };
	double x = box.x, y = box.y, w = box.width, h = box.height, r = radius;
	if (stroke > 0) {
		static const uint8_t verbs[] = { PATH_MOVE, PATH_LINE };
		const double coords[] = { x, y, x + w, y + h };
		item.path.verbs = arena_copy(sample->arena, verbs, 2, 1);
		item.path.coords = arena_copy(sample->arena, coords, 4, sizeof(double));
		item.path.n_verbs = 2;
		item.path.stroke = stroke;
		item.overprint = ink == SAMPLE_INK;
	} else {
		static const uint8_t verbs[] = { PATH_MOVE, PATH_LINE, PATH_CURVE, PATH_LINE,
			PATH_LINE, PATH_CLOSE };
		const double coords[] = { x, y, x + w - r, y, x + w - r / 2, y, x + w, y + r / 2,
			x + w, y + r, x + w, y + h, x, y + h };
		item.path.verbs = arena_copy(sample->arena, verbs, 6, 1);
		item.path.coords = arena_copy(sample->arena, coords, 14, sizeof(double));
		item.path.n_verbs = 6;
	}
	g_array_append_val(sample->items, item);
}

static inline void sample_qr(struct sample *sample, double x, double y, double module, int element)
{
	struct diag diag;
	diag_init(&diag, DIAG_TEXT);
	struct item item = { .kind = ITEM_QR, .ink = SAMPLE_INK, .element = element };
	item.qr.code =
	    qr_encode(sample->arena, sample->document.contact->qr.text, (struct place){ 0 }, &diag);
	item.qr.x = x;
	item.qr.y = y;
	item.qr.module = module;
	g_array_append_val(sample->items, item);
	diag_release(&diag);
}

static inline void sample_sheet_end(struct sample *sample, size_t index, const char *name)
{
	struct sheet *sheet = &sample->document.sheets[index];
	sheet->name = name;
	sheet->n_items = sample->items->len;
	sheet->items =
	    arena_copy(sample->arena, sample->items->data, sample->items->len, sizeof(struct item));
	g_array_set_size(sample->items, 0);
}

static inline void sample_front(struct sample *sample)
{
	double pen;
	sample_path(sample, (struct rect){ -9, -9, 318, 120 }, 30, 0, SAMPLE_HARBOUR);
	sample_text(sample, &sample->bold, "Child sex trafficking", 20, 50, 24, SAMPLE_PAPER, 1,
	    -1);
	sample_text(sample, &sample->bold, "officially affects us", 20, 80, 24, SAMPLE_PAPER, 1,
	    -1);
	sample_text(sample, &sample->bold, "1-800-THE-LOST", 20, 150, 28, SAMPLE_INK, 4,
	    CONTACT_PHONE);
	pen = 280 -
	    sample_text(sample, &sample->arabic, "للإبلاغ اتصل ", 180, 190, 14, SAMPLE_INK, 3, -1);
	g_array_index(sample->items, struct item, sample->items->len - 1).element = 3;
	sample_text(sample, &sample->bold, "1-800-843-5678", pen - 140, 190, 14, SAMPLE_INK, 5,
	    CONTACT_DIGITS);
	sample_text(sample, &sample->arabic, " لا سلام", 60, 210, 14, SAMPLE_INK, 3, -1);
	sample_text(sample, &sample->bold, "CyberTipline.org", 20, 240, 12, SAMPLE_INK, 6,
	    CONTACT_SITE);
	sample_path(sample, (struct rect){ 20, 250, 260, 0 }, 0, 0.5, SAMPLE_INK);
	sample_qr(sample, 40, 270, 3, 7);
	sample_text(sample, &sample->bold, "humantraffickingfront.org", 150, 300, 10, SAMPLE_CORAL,
	    8, CONTACT_ORG_SITE);
	static const struct link links[] = {
		{ { 20, 125, 250, 30 }, "tel:+18008435678", "Call 1-800-THE-LOST", 4 },
		{ { 20, 228, 120, 15 }, "https://www.cybertipline.org", "CyberTipline.org", 6 },
	};
	static const struct promise promises[] = {
		{ CONTACT_PHONE, { 20, 120, 250, 36 } },
		{ CONTACT_DIGITS, { 0, 176, 300, 18 } },
		{ CONTACT_SITE, { 20, 228, 120, 15 } },
		{ CONTACT_ORG_SITE, { 150, 288, 150, 15 } },
		{ CONTACT_KINDS, { 28, 258, 99, 99 } },
	};
	struct sheet *sheet = &sample->document.sheets[0];
	sheet->links = arena_copy(sample->arena, links, G_N_ELEMENTS(links), sizeof(*links));
	sheet->n_links = G_N_ELEMENTS(links);
	sheet->promises =
	    arena_copy(sample->arena, promises, G_N_ELEMENTS(promises), sizeof(*promises));
	sheet->n_promises = G_N_ELEMENTS(promises);
	sample_sheet_end(sample, 0, "front");
}

static inline void sample_back(struct sample *sample)
{
	static const struct panel panels[] = { { "flap", 0, 90 }, { "back", 90, 105 },
		{ "cover", 195, 105 } };
	sample_path(sample, (struct rect){ 195, -9, 114, 418 }, 20, 0, SAMPLE_CORAL);
	sample_text(sample, &sample->bold, "The problem is big", 10, 40, 9, SAMPLE_HARBOUR, 9, -1);
	sample_text(sample, &sample->bold, "and evolving.", 10, 60, 9, SAMPLE_INK, 10, -1);
	struct sheet *sheet = &sample->document.sheets[1];
	sheet->panels = arena_copy(sample->arena, panels, 3, sizeof(*panels));
	sheet->n_panels = 3;
	sample_sheet_end(sample, 1, "outside");
}

static inline void sample_init(struct sample *sample)
{
	static const struct ink inks[] = {
		{ .name = "paper", .rgb = { 1, 1, 1 } },
		{ .name = "ink",
		    .cmyk = { 0, 0, 0, 1 },
		    .rgb = { 0.1, 0.1, 0.1 },
		    .overprint = true },
		{ .name = "harbour", .cmyk = { 1, 0.6, 0.2, 0.2 }, .rgb = { 0, 0.29, 0.45 } },
		{ .name = "coral", .cmyk = { 0, 0.6, 0.55, 0 }, .rgb = { 0.92, 0.42, 0.36 } },
	};
	static const struct element elements[] = {
		{ ROLE_DOCUMENT, -1, NULL, NULL, NULL },
		{ ROLE_H1, 0, NULL, NULL, "guide.title" },
		{ ROLE_SECT, 0, NULL, NULL, NULL },
		{ ROLE_P, 2, "ar", NULL, "guide.report.how" },
		{ ROLE_LINK, 2, NULL, "Call 1-800-THE-LOST", NULL },
		{ ROLE_SPAN, 3, "en", NULL, NULL },
		{ ROLE_LINK, 2, NULL, "CyberTipline.org", NULL },
		{ ROLE_FIGURE, 2, NULL, "QR code to CyberTipline.org", NULL },
		{ ROLE_P, 2, NULL, NULL, NULL },
		{ ROLE_H2, 0, NULL, NULL, NULL },
		{ ROLE_P, 0, NULL, NULL, NULL },
	};
	static struct palette palette = { .inks = (struct ink *)inks,
		.n_inks = 4,
		.ink_limit = 2.4,
		.paper = 0,
		.black = 1 };
	static const struct contact contact = {
		.region = "us",
		.phone = { .text = "1-800-THE-LOST" },
		.digits = { .text = "1-800-843-5678" },
		.dial = { .text = "+18008435678" },
		.site = { .text = "CyberTipline.org" },
		.link = { .text = "https://www.cybertipline.org" },
		.qr = { .text = "https://CyberTipline.org" },
		.org_site = { .text = "humantraffickingfront.org" },
		.org_link = { .text = "https://humantraffickingfront.org" },
	};
	static const struct language language = { .tag = "en", .name = "English" };
	static const struct edition edition = { .tag = "en",
		.language = &language,
		.status = { .date = "2026-01-02" } };
	static const struct format format = { .name = "test",
		.width = 300,
		.height = 400,
		.bleed = 9 };
	memset(sample, 0, sizeof(*sample));
	sample->arena = arena_new();
	FT_Init_FreeType(&sample->freetype);
	arena_tie(sample->arena, sample->freetype, sample_release_ft);
	sample_font_open(sample, &sample->bold, "NotoSans-Bold.ttf");
	sample_font_open(sample, &sample->arabic, "NotoSansArabic-Bold.ttf");
	sample->items = g_array_new(FALSE, FALSE, sizeof(struct item));
	sample->document = (struct document){
		.piece = "sample",
		.format = &format,
		.width = 300,
		.height = 400,
		.bleed = 9,
		.edition = &edition,
		.contact = &contact,
		.palette = &palette,
		.title = "Sample – título",
		.elements =
		    arena_copy(sample->arena, elements, G_N_ELEMENTS(elements), sizeof(*elements)),
		.n_elements = G_N_ELEMENTS(elements),
		.sheets = ARENA_ARRAY(sample->arena, struct sheet, 2),
		.n_sheets = 2,
	};
	sample_front(sample);
	sample_back(sample);
}

static inline void sample_release(struct sample *sample)
{
	g_array_unref(sample->items);
	arena_free(sample->arena);
}

#endif
