/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "press/paint.h"

#include <cairo-pdf.h>
#include <cairo.h>
#include <math.h>
#include <string.h>

#include "press/png.h"

static const double PNG_DPI = 150;
static const double PNG_LONG_SIDE = 2000;

void key_encode(size_t number, double rgb[3])
{
	unsigned red = (unsigned)number >> 8 & 0xff;
	unsigned green = (unsigned)number & 0xff;
	rgb[0] = red / 255.0;
	rgb[1] = green / 255.0;
	rgb[2] = ((0xa5 ^ red ^ (green * 7)) & 0xff) / 255.0;
}

long key_decode(const double rgb[3])
{
	unsigned byte[3];
	for (int i = 0; i < 3; i++) {
		double scaled = rgb[i] * 255;
		double whole = round(scaled);
		if (!(whole >= 0 && whole <= 255) || fabs(scaled - whole) > 0.001)
			return -1;
		byte[i] = (unsigned)whole;
	}
	if (byte[2] != ((0xa5 ^ byte[0] ^ (byte[1] * 7)) & 0xff))
		return -1;
	return (long)(byte[0] << 8 | byte[1]);
}

/* Cairo leaves out what has no area: a space that stands on a whole point of the surface, where its
 * box does not grow to a pixel. Words would run together for readers of the file. */
static double off_whole(double at)
{
	const double near = 0.01, step = 0.02;
	return fabs(at - round(at)) < near ? step : 0;
}

static void keep_blank(cairo_t *cr, const struct item *item, cairo_glyph_t *glyphs)
{
	if (item->glyphs.text[strspn(item->glyphs.text, " ")] != '\0')
		return;
	for (size_t i = 0; i < item->glyphs.n_sorts; i++) {
		double x = glyphs[i].x, y = glyphs[i].y;
		cairo_user_to_device(cr, &x, &y);
		glyphs[i].x += off_whole(x);
		glyphs[i].y += off_whole(y);
	}
}

static void paint_glyphs(cairo_t *cr, const struct item *item)
{
	if (!item->glyphs.n_sorts)
		return;
	cairo_glyph_t *glyphs = cairo_glyph_allocate((int)item->glyphs.n_sorts);
	cairo_text_cluster_t *clusters = cairo_text_cluster_allocate((int)item->glyphs.n_clusters);
	int bytes = 0;
	for (size_t i = 0; i < item->glyphs.n_sorts; i++) {
		const struct sort *sort = &item->glyphs.sorts[i];
		glyphs[i] = (cairo_glyph_t){ sort->id, sort->x, sort->y };
	}
	for (size_t i = 0; i < item->glyphs.n_clusters; i++) {
		const struct cluster *cluster = &item->glyphs.clusters[i];
		clusters[i] = (cairo_text_cluster_t){ cluster->bytes, cluster->glyphs };
		bytes += cluster->bytes;
	}
	keep_blank(cr, item, glyphs);
	const struct face *face = item->glyphs.face;
	cairo_set_font_face(cr, item->glyphs.backward ? face->backward : face->cairo);
	cairo_set_font_size(cr, item->glyphs.size);
	cairo_show_text_glyphs(cr, item->glyphs.text, bytes, glyphs, (int)item->glyphs.n_sorts,
	    clusters, (int)item->glyphs.n_clusters,
	    item->glyphs.backward ? CAIRO_TEXT_CLUSTER_FLAG_BACKWARD : 0);
	cairo_glyph_free(glyphs);
	cairo_text_cluster_free(clusters);
}

static void paint_path(cairo_t *cr, const struct item *item)
{
	const double *at = item->path.coords;
	for (size_t i = 0; i < item->path.n_verbs; i++) {
		switch ((enum path_verb)item->path.verbs[i]) {
		case PATH_MOVE:
			cairo_move_to(cr, at[0], at[1]);
			at += 2;
			break;
		case PATH_LINE:
			cairo_line_to(cr, at[0], at[1]);
			at += 2;
			break;
		case PATH_CURVE:
			cairo_curve_to(cr, at[0], at[1], at[2], at[3], at[4], at[5]);
			at += 6;
			break;
		case PATH_CLOSE:
			cairo_close_path(cr);
			break;
		}
	}
	if (item->path.stroke > 0) {
		cairo_set_line_width(cr, item->path.stroke);
		cairo_stroke(cr);
	} else {
		cairo_fill(cr);
	}
}

static void paint_qr(cairo_t *cr, const struct item *item)
{
	struct arena *arena = arena_new();
	size_t count;
	struct rect *rects = qr_rects(arena, item->qr.code, &count);
	double module = item->qr.module;
	for (size_t i = 0; i < count; i++)
		cairo_rectangle(cr, item->qr.x + rects[i].x * module,
		    item->qr.y + rects[i].y * module, rects[i].width * module,
		    rects[i].height * module);
	cairo_fill(cr);
	arena_free(arena);
}

static void paint_item(cairo_t *cr, const struct item *item)
{
	cairo_new_path(cr);
	switch (item->kind) {
	case ITEM_GLYPHS:
		paint_glyphs(cr, item);
		break;
	case ITEM_PATH:
		paint_path(cr, item);
		break;
	case ITEM_QR:
		paint_qr(cr, item);
		break;
	}
}

static cairo_t *paint_begin(cairo_surface_t *surface)
{
	cairo_t *cr = cairo_create(surface);
	cairo_font_options_t *options = cairo_font_options_create();
	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
	cairo_set_font_options(cr, options);
	cairo_font_options_destroy(options);
	cairo_set_fill_rule(cr, CAIRO_FILL_RULE_WINDING);
	return cr;
}

static void paint_keyed(cairo_t *cr, const struct item *items, size_t count, size_t first)
{
	for (size_t i = 0; i < count; i++) {
		double rgb[3];
		key_encode(first + i, rgb);
		cairo_set_source_rgb(cr, rgb[0], rgb[1], rgb[2]);
		paint_item(cr, &items[i]);
	}
}

static cairo_status_t append_bytes(void *closure, const unsigned char *data, unsigned length)
{
	g_byte_array_append(closure, data, length);
	return CAIRO_STATUS_SUCCESS;
}

/* Gives the bytes, or drops them and says why. */
static GBytes *paint_end(GByteArray *bytes, cairo_status_t status, struct diag *diag)
{
	if (status == CAIRO_STATUS_SUCCESS)
		return g_byte_array_free_to_bytes(bytes);
	g_byte_array_unref(bytes);
	diag_failure(diag, NULL, "painting: %s", cairo_status_to_string(status));
	return NULL;
}

GBytes *paint_pdf(const struct document *document, const struct canvas *canvases, struct diag *diag)
{
	GByteArray *bytes = g_byte_array_new();
	double bleed = document->bleed;
	double height = document->height;
	cairo_surface_t *surface =
	    cairo_pdf_surface_create_for_stream(append_bytes, bytes, document->width, height);
	cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_5);
	cairo_t *cr = paint_begin(surface);
	for (size_t i = 0; i < document->n_sheets; i++) {
		const struct canvas *canvas = &canvases[i];
		double margin = canvas->margin, width = canvas->width;
		double full = height + 2 * margin;
		/* Cairo cuts what it draws at whole points of the surface, which would stop
		 * short of the bleed; the page's boxes are set exactly later. Its top is moved,
		 * so that every place is still counted from the page's foot. */
		cairo_pdf_surface_set_size(surface, ceil(width + 2 * margin), ceil(full));
		cairo_identity_matrix(cr);
		cairo_translate(cr, margin, margin + ceil(full) - full);
		/* On a page without marks the page itself is the clip. */
		if (margin > bleed) {
			cairo_rectangle(cr, -bleed, -bleed, width + 2 * bleed, height + 2 * bleed);
			cairo_clip(cr);
		}
		paint_keyed(cr, canvas->art, canvas->n_art, 0);
		cairo_reset_clip(cr);
		paint_keyed(cr, canvas->marks, canvas->n_marks, canvas->n_art);
		cairo_show_page(cr);
	}
	cairo_status_t status = cairo_status(cr);
	cairo_destroy(cr);
	cairo_surface_finish(surface);
	if (status == CAIRO_STATUS_SUCCESS)
		status = cairo_surface_status(surface);
	cairo_surface_destroy(surface);
	return paint_end(bytes, status, diag);
}

bool paint_line(struct arena *arena, const struct face *face, double size, const char *text,
    struct item *item)
{
	cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_A8, 1, 1);
	cairo_t *cr = paint_begin(surface);
	cairo_set_font_face(cr, face->cairo);
	cairo_set_font_size(cr, size);
	cairo_scaled_font_t *scaled = cairo_get_scaled_font(cr);
	size_t length = strlen(text), count = 0;
	struct sort *sorts = ARENA_ARRAY(arena, struct sort, length);
	struct cluster *clusters = ARENA_ARRAY(arena, struct cluster, length);
	char *kept = arena_alloc(arena, length + 1);
	double x = 0;
	for (size_t i = 0; i < length; i++) {
		cairo_glyph_t *glyphs = NULL;
		int n = 0;
		cairo_text_extents_t extents;
		cairo_status_t status = cairo_scaled_font_text_to_glyphs(scaled, 0, 0, text + i, 1,
		    &glyphs, &n, NULL, NULL, NULL);
		if (status == CAIRO_STATUS_SUCCESS && n == 1 && glyphs[0].index != 0) {
			cairo_scaled_font_glyph_extents(scaled, glyphs, 1, &extents);
			sorts[count] = (struct sort){ (uint32_t)glyphs[0].index, x, 0 };
			clusters[count] = (struct cluster){ 1, 1 };
			kept[count++] = text[i];
			x += extents.x_advance;
		}
		cairo_glyph_free(glyphs);
	}
	cairo_destroy(cr);
	cairo_surface_destroy(surface);
	item->glyphs.face = face;
	item->glyphs.size = size;
	item->glyphs.sorts = sorts;
	item->glyphs.n_sorts = item->glyphs.n_clusters = count;
	item->glyphs.text = kept;
	item->glyphs.clusters = clusters;
	item->glyphs.contact = -1;
	return count > 0;
}

GBytes *paint_png(const struct document *document, const struct sheet *sheet, struct diag *diag)
{
	double scale = fmin(PNG_DPI / 72, PNG_LONG_SIDE / fmax(document->width, document->height));
	cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24,
	    (int)lround(document->width * scale), (int)lround(document->height * scale));
	cairo_t *cr = paint_begin(surface);
	const struct ink *inks = document->palette->inks;
	const double *paper = inks[document->palette->paper].rgb;
	cairo_set_source_rgb(cr, paper[0], paper[1], paper[2]);
	cairo_paint(cr);
	cairo_scale(cr, scale, scale);
	for (size_t i = 0; i < sheet->n_items; i++) {
		const double *rgb = inks[sheet->items[i].ink].rgb;
		cairo_set_source_rgb(cr, rgb[0], rgb[1], rgb[2]);
		paint_item(cr, &sheet->items[i]);
	}
	cairo_status_t status = cairo_status(cr);
	cairo_destroy(cr);
	cairo_surface_flush(surface);
	GBytes *png = NULL;
	if (status == CAIRO_STATUS_SUCCESS) {
		struct pixels pixels = {
			.data = cairo_image_surface_get_data(surface),
			.width = (unsigned)cairo_image_surface_get_width(surface),
			.height = (unsigned)cairo_image_surface_get_height(surface),
			.stride = (gsize)cairo_image_surface_get_stride(surface),
			.dpi = scale * 72,
		};
		png = png_write(&pixels);
	} else {
		diag_failure(diag, NULL, "painting: %s", cairo_status_to_string(status));
	}
	cairo_surface_destroy(surface);
	return png;
}
