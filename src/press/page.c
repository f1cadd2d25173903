/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "press/page.h"

#include <math.h>
#include <string.h>

#include "press/content.h"
#include "press/matrix.h"

/* Coordinates in a content stream have few decimals. */
static const double NEAR = 0.01;

struct graphics {
	struct matrix ctm;
	double fill[4];
	double stroke[4];
	size_t fill_parts, stroke_parts; /* of the colour: 1, 3, 4 */
	struct font *font;
	double size, spacing, word_spacing, scale, leading, rise;
};

struct reader {
	struct shelf *shelf;
	struct page *page;
	struct graphics graphics;
	GArray *stack;
	struct matrix text, line;
	GArray *points; /* of the path, page space: struct point */
	unsigned order;
};

struct point {
	double x, y;
	bool starts, curved;
};

static void read_glyph(struct reader *reader, uint32_t code)
{
	struct graphics *graphics = &reader->graphics;
	const struct font *font = graphics->font;
	double advance = font_width(font, code) * graphics->size + graphics->spacing;
	if (font->bytes == 1 && code == ' ')
		advance += graphics->word_spacing;
	advance *= graphics->scale;
	struct matrix place = matrix_multiply(reader->text, graphics->ctm);
	double x = 0, y = graphics->rise, next_x = advance, next_y = graphics->rise;
	matrix_apply(place, &x, &y);
	matrix_apply(place, &next_x, &next_y);
	struct shown shown = {
		.text = font_text(font, code),
		.x = x,
		.y = y,
		.advance = next_x - x,
		.order = reader->order,
	};
	g_array_append_val(reader->page->shown, shown);
	reader->text = matrix_multiply((struct matrix){ 1, 0, 0, 1, advance, 0 }, reader->text);
}

static void read_strings(struct reader *reader, const struct operation *operation)
{
	struct graphics *graphics = &reader->graphics;
	reader->order++;
	for (size_t i = 0; graphics->font && i < operation->n_operands; i++) {
		const struct token *token = &operation->operands[i];
		if (token->kind == TOKEN_NUMBER) {
			double step = -token->number / 1000 * graphics->size * graphics->scale;
			reader->text =
			    matrix_multiply((struct matrix){ 1, 0, 0, 1, step, 0 }, reader->text);
		} else if (token->kind == TOKEN_STRING) {
			size_t at = 0;
			uint32_t code;
			while (font_code(graphics->font, token->bytes, token->length, &at, &code))
				read_glyph(reader, code);
		}
	}
}

static void next_line(struct reader *reader, double x, double y)
{
	reader->line = matrix_multiply((struct matrix){ 1, 0, 0, 1, x, y }, reader->line);
	reader->text = reader->line;
}

static void read_text(struct reader *reader, const struct operation *operation)
{
	struct graphics *graphics = &reader->graphics;
	double n[6];
	if (operation_is(operation, "BT")) {
		reader->text = reader->line = matrix_identity;
	} else if (operation_is(operation, "Tm") && operation_numbers(operation, n, 6)) {
		reader->text = reader->line = (struct matrix){ n[0], n[1], n[2], n[3], n[4], n[5] };
	} else if (operation_is(operation, "Td") && operation_numbers(operation, n, 2)) {
		next_line(reader, n[0], n[1]);
	} else if (operation_is(operation, "TD") && operation_numbers(operation, n, 2)) {
		graphics->leading = -n[1];
		next_line(reader, n[0], n[1]);
	} else if (operation_is(operation, "T*")) {
		next_line(reader, 0, -graphics->leading);
	} else if (operation_is(operation, "TL") && operation_numbers(operation, n, 1)) {
		graphics->leading = n[0];
	} else if (operation_is(operation, "Tc") && operation_numbers(operation, n, 1)) {
		graphics->spacing = n[0];
	} else if (operation_is(operation, "Tw") && operation_numbers(operation, n, 1)) {
		graphics->word_spacing = n[0];
	} else if (operation_is(operation, "Tz") && operation_numbers(operation, n, 1)) {
		graphics->scale = n[0] / 100;
	} else if (operation_is(operation, "Ts") && operation_numbers(operation, n, 1)) {
		graphics->rise = n[0];
	} else if (operation_is(operation, "Tf") && operation->n_operands == 2) {
		graphics->font = shelf_find(reader->shelf, operation->operands[0].bytes);
		graphics->size = operation->operands[1].number;
	} else if (operation_is(operation, "Tj") || operation_is(operation, "TJ")) {
		read_strings(reader, operation);
	}
}

static void add_point(struct reader *reader, double x, double y, bool starts, bool curved)
{
	matrix_apply(reader->graphics.ctm, &x, &y);
	struct point point = { x, y, starts, curved };
	g_array_append_val(reader->points, point);
}

static bool read_path(struct reader *reader, const struct operation *operation)
{
	double n[6];
	if (operation_is(operation, "m") && operation_numbers(operation, n, 2)) {
		add_point(reader, n[0], n[1], true, false);
	} else if (operation_is(operation, "l") && operation_numbers(operation, n, 2)) {
		add_point(reader, n[0], n[1], false, false);
	} else if (operation_is(operation, "c") && operation_numbers(operation, n, 6)) {
		for (int i = 0; i < 6; i += 2)
			add_point(reader, n[i], n[i + 1], false, true);
	} else if ((operation_is(operation, "v") || operation_is(operation, "y")) &&
	    operation_numbers(operation, n, 4)) {
		add_point(reader, n[0], n[1], false, true);
		add_point(reader, n[2], n[3], false, true);
	} else if (operation_is(operation, "re") && operation_numbers(operation, n, 4)) {
		add_point(reader, n[0], n[1], true, false);
		add_point(reader, n[0] + n[2], n[1], false, false);
		add_point(reader, n[0] + n[2], n[1] + n[3], false, false);
		add_point(reader, n[0], n[1] + n[3], false, false);
	} else {
		return operation_is(operation, "h");
	}
	return true;
}

/* Ink enough to read as dark: by sRGB's or a plain CMYK's lightness. */
static bool is_dark(const double *colour, size_t parts)
{
	double light = 1;
	if (parts == 1)
		light = colour[0];
	else if (parts == 3)
		light = 0.3 * colour[0] + 0.59 * colour[1] + 0.11 * colour[2];
	else if (parts == 4)
		light =
		    1 - fmin(1, colour[3] + 0.3 * colour[0] + 0.59 * colour[1] + 0.11 * colour[2]);
	return light < 0.35;
}

/* Points [first, end) of one subpath. */
static void add_outline(struct reader *reader, size_t first, size_t end, bool filled)
{
	const struct point *points = (const struct point *)(const void *)reader->points->data;
	double left = points[first].x, right = left, top = points[first].y, bottom = top;
	size_t count = end - first;
	bool rectangle = count == 4 ||
	    (count == 5 && fabs(points[end - 1].x - left) < NEAR &&
		fabs(points[end - 1].y - top) < NEAR);
	for (size_t i = first; i < end; i++) {
		left = fmin(left, points[i].x);
		right = fmax(right, points[i].x);
		top = fmin(top, points[i].y);
		bottom = fmax(bottom, points[i].y);
		bool straight = i == first || fabs(points[i].x - points[i - 1].x) < NEAR ||
		    fabs(points[i].y - points[i - 1].y) < NEAR;
		rectangle = rectangle && straight && !points[i].curved;
	}
	const struct graphics *graphics = &reader->graphics;
	struct outline outline = {
		.box = { left, top, right - left, bottom - top },
		.rectangle = rectangle,
		.filled = filled,
		.dark = filled ? is_dark(graphics->fill, graphics->fill_parts)
			       : is_dark(graphics->stroke, graphics->stroke_parts),
		.order = reader->order,
	};
	/* Cairo ends a path of rectangles with a lone "m". */
	if (count > 1)
		g_array_append_val(reader->page->outlines, outline);
}

static void end_path(struct reader *reader, bool painted, bool filled)
{
	reader->order++;
	for (size_t first = 0, end; painted && first < reader->points->len; first = end) {
		end = first + 1;
		while (end < reader->points->len &&
		    !g_array_index(reader->points, struct point, end).starts)
			end++;
		add_outline(reader, first, end, filled);
	}
	g_array_set_size(reader->points, 0);
}

static void read_colour(struct reader *reader, const struct operation *operation)
{
	static const struct {
		const char *name;
		bool stroke, tint;
	} rows[] = {
		{ "g", false, false },
		{ "rg", false, false },
		{ "k", false, false },
		{ "sc", false, true },
		{ "scn", false, true },
		{ "G", true, false },
		{ "RG", true, false },
		{ "K", true, false },
		{ "SC", true, true },
		{ "SCN", true, true },
	};
	struct graphics *graphics = &reader->graphics;
	double n[4];
	size_t count = operation->n_operands;
	if (count == 0 || count > 4 || !operation_numbers(operation, n, count))
		return;
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		if (!operation_is(operation, rows[i].name))
			continue;
		/* One part of a separation is a tint: dark at 1, other than grey. */
		if (count == 1 && rows[i].tint)
			n[0] = 1 - n[0];
		memcpy(rows[i].stroke ? graphics->stroke : graphics->fill, n, count * sizeof(*n));
		*(rows[i].stroke ? &graphics->stroke_parts : &graphics->fill_parts) = count;
	}
}

static void read_operation(struct reader *reader, const struct operation *operation)
{
	double n[6];
	if (read_path(reader, operation))
		return;
	if (operation_is(operation, "f") || operation_is(operation, "F") ||
	    operation_is(operation, "f*")) {
		end_path(reader, true, true);
	} else if (operation_is(operation, "S") || operation_is(operation, "s")) {
		end_path(reader, true, false);
	} else if (operation->name[0] == 'B' || operation->name[0] == 'b') {
		if (operation_is(operation, "BT") || operation_is(operation, "BDC") ||
		    operation_is(operation, "BMC"))
			read_text(reader, operation);
		else if (!operation_is(operation, "BX"))
			end_path(reader, true, true);
	} else if (operation_is(operation, "n")) {
		end_path(reader, false, false);
	} else if (operation_is(operation, "cm") && operation_numbers(operation, n, 6)) {
		reader->graphics.ctm = matrix_multiply(
		    (struct matrix){ n[0], n[1], n[2], n[3], n[4], n[5] }, reader->graphics.ctm);
	} else if (operation_is(operation, "q")) {
		g_array_append_val(reader->stack, reader->graphics);
	} else if (operation_is(operation, "Q") && reader->stack->len) {
		reader->graphics =
		    g_array_index(reader->stack, struct graphics, reader->stack->len - 1);
		g_array_set_size(reader->stack, reader->stack->len - 1);
	} else {
		read_colour(reader, operation);
		read_text(reader, operation);
	}
}

static GArray *array_new(struct arena *arena, guint size)
{
	GArray *array = g_array_new(FALSE, FALSE, size);
	arena_tie(arena, array, (void (*)(void *))g_array_unref);
	return array;
}

/* From the page's space to the trim's: y downwards. */
static struct matrix trim_matrix(struct pdf *pdf, unsigned page)
{
	double box[4] = { 0, 0, 0, 0 };
	if (pdf_reals(pdf, pdf_find(pdf, page, "/TrimBox"), box, 4) != 4)
		pdf_reals(pdf, pdf_find(pdf, page, "/MediaBox"), box, 4);
	return (struct matrix){ 1, 0, 0, -1, -box[0], box[3] };
}

struct page *page_load(struct shelf *shelf, size_t index, struct diag *diag)
{
	struct pdf *pdf = shelf->pdf;
	struct arena *arena = shelf->arena;
	unsigned object = pdf_page(pdf, index);
	GBytes *bytes = pdf_content(pdf, object);
	if (!bytes) {
		diag_failure(diag, NULL, "page %zu cannot be read back", index + 1);
		return NULL;
	}
	struct reader reader = { .shelf = shelf };
	reader.page = ARENA_NEW(arena, struct page);
	reader.page->shown = array_new(arena, sizeof(struct shown));
	reader.page->outlines = array_new(arena, sizeof(struct outline));
	shelf_page(shelf, pdf_find(pdf, object, "/Resources"));
	reader.graphics.ctm = trim_matrix(pdf, object);
	reader.graphics.fill_parts = reader.graphics.stroke_parts = 1;
	reader.graphics.scale = 1;
	reader.stack = array_new(arena, sizeof(struct graphics));
	reader.points = array_new(arena, sizeof(struct point));
	gsize length;
	const char *text = g_bytes_get_data(bytes, &length);
	struct content content;
	struct operation operation;
	content_init(&content, text, length);
	while (content_next(&content, &operation))
		read_operation(&reader, &operation);
	const char *broken = content.broken;
	content_release(&content);
	g_bytes_unref(bytes);
	if (!broken)
		return reader.page;
	diag_failure(diag, NULL, "page %zu cannot be read back: %s", index + 1, broken);
	return NULL;
}
