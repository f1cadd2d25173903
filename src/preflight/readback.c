/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "preflight/readback.h"

#include <math.h>
#include <string.h>

#include "compose/sheet.h"

static const double AREA_SLACK = 1; /* pt: glyphs may lean out of their box */
static const double BASELINE = 0.1; /* pt */
static const double GRID = 0.02;    /* of a module */
static const double NEAR = 0.01;    /* pt: coordinates in a content stream have few decimals */

/* A glyph as shown, in points from the top left of the trim, y downwards, as sheets have them. */
struct shown {
	const char
	    *text;   /* by ToUnicode, whatever an ActualText says; NULL: the font does not tell */
	double x, y; /* origin */
	double advance; /* to where the pen goes next, along x */
};

/* A subpath of a filled or stroked path. */
struct outline {
	struct rect box;
	bool rectangle; /* it is its box */
	guint order;	/* of its mark among all */
};

static bool is_inside(const struct rect *area, double x, double y)
{
	return x >= area->x - AREA_SLACK && x <= area->x + area->width + AREA_SLACK &&
	    y >= area->y - AREA_SLACK && y <= area->y + area->height + AREA_SLACK;
}

static const struct mark *mark_at(const struct painted *painted, guint index)
{
	return &g_array_index(painted->marks, struct mark, index);
}

/* Is it there for eyes, on the page itself? */
static bool is_seen(const struct mark *mark)
{
	return mark->origin <= ORIGIN_FORM && !mark->hidden && mark->seen.width > 0 &&
	    mark->seen.height > 0 && (mark->kind != MARK_TEXT || mark->rendering % 4 != INVISIBLE);
}

/* From the page's space to the sheet's. */
static struct rect sheet_box(const struct painted *painted, struct rect box)
{
	const struct rect *edge = &painted->trim->edge;
	return (struct rect){ box.x - edge->x, edge->y + edge->height - box.y - box.height,
		box.width, box.height };
}

static struct shown shown_at(const struct painted *painted, guint index)
{
	const struct placed *placed = &g_array_index(painted->placed, struct placed, index);
	const struct rect *edge = &painted->trim->edge;
	return (struct shown){ placed->use->text, placed->x - edge->x,
		edge->y + edge->height - placed->y, placed->advance };
}

/* Glyphs of an area in the order shown, and all that they say. */
struct reading {
	GArray *glyphs; /* struct shown */
	GString *text;
	GArray *starts; /* size_t: where each glyph's text starts */
};

static void reading_init(struct reading *reading, const struct painted *painted,
    const struct rect *area)
{
	reading->glyphs = g_array_new(FALSE, FALSE, sizeof(struct shown));
	reading->text = g_string_new(NULL);
	reading->starts = g_array_new(FALSE, FALSE, sizeof(size_t));
	for (guint i = 0; i < painted->marks->len; i++) {
		const struct mark *mark = mark_at(painted, i);
		if (mark->kind != MARK_TEXT || !is_seen(mark))
			continue;
		for (guint j = mark->first; j < mark->first + mark->count; j++) {
			struct shown shown = shown_at(painted, j);
			size_t start = reading->text->len;
			if (!is_inside(area, shown.x, shown.y))
				continue;
			g_array_append_val(reading->glyphs, shown);
			g_array_append_val(reading->starts, start);
			g_string_append(reading->text, shown.text ? shown.text : "\357\277\275");
		}
	}
}

static void reading_release(struct reading *reading)
{
	g_array_free(reading->glyphs, TRUE);
	g_string_free(reading->text, TRUE);
	g_array_free(reading->starts, TRUE);
}

static const struct shown *glyph_at(const struct reading *reading, guint index)
{
	return &g_array_index(reading->glyphs, struct shown, index);
}

/* The glyph whose text starts at byte `at`, or the count when none starts there. */
static guint glyph_starting(const struct reading *reading, size_t at)
{
	guint i = 0;
	while (i < reading->starts->len && g_array_index(reading->starts, size_t, i) != at)
		i++;
	return i;
}

/* Does a neighbour on the same line, without a gap, make another number or address of it? A full
 * stop after it does not. */
static bool is_attached(const struct reading *reading, guint glyph, guint neighbour)
{
	const struct shown *a = glyph_at(reading, glyph), *b = glyph_at(reading, neighbour);
	const char *joins = neighbour < glyph ? "-+/@." : "-/@";
	if (!b->text || !b->text[0] || fabs(a->y - b->y) > BASELINE)
		return false;
	if (!g_ascii_isalnum(b->text[0]) && !strchr(joins, b->text[0]))
		return false;
	double gap = neighbour < glyph ? a->x - (b->x + b->advance) : b->x - (a->x + a->advance);
	return fabs(gap) < 1;
}

/* Does the text that starts at byte `at` stand on one line, from left to right, and alone? */
static bool stands_well(const struct reading *reading, size_t at, size_t length)
{
	guint first = glyph_starting(reading, at), end = glyph_starting(reading, at + length);
	if (first == reading->starts->len ||
	    (end == reading->starts->len && at + length != reading->text->len))
		return false;
	for (guint i = first + 1; i < end; i++) {
		const struct shown *before = glyph_at(reading, i - 1),
				   *glyph = glyph_at(reading, i);
		if (glyph->x <= before->x || fabs(glyph->y - before->y) > BASELINE)
			return false;
	}
	if (first > 0 && is_attached(reading, first, first - 1))
		return false;
	return end == reading->starts->len || !is_attached(reading, end - 1, end);
}

static bool check_contact(const struct painted *painted, const struct promise *promise,
    const char *contact)
{
	struct reading reading;
	bool found = false;
	reading_init(&reading, painted, &promise->area);
	for (const char *at = reading.text->str; !found && (at = strstr(at, contact)); at++)
		found = stands_well(&reading, (size_t)(at - reading.text->str), strlen(contact));
	reading_release(&reading);
	return found;
}

/* Ink enough to read as dark: by sRGB's or a plain CMYK's lightness. */
static bool is_dark(const struct paint *paint)
{
	const double *colour = paint ? paint->values : NULL;
	if (!colour)
		return true;
	if (paint->space->kind == SPACE_SEPARATION)
		return colour[0] > 0.65;
	double light = 1;
	if (paint->count == 1)
		light = colour[0];
	else if (paint->count == 3)
		light = 0.3 * colour[0] + 0.59 * colour[1] + 0.11 * colour[2];
	else if (paint->count == 4)
		light =
		    1 - fmin(1, colour[3] + 0.3 * colour[0] + 0.59 * colour[1] + 0.11 * colour[2]);
	return light < 0.35;
}

/* The vertices of one subpath; false for the lone "m" that Cairo ends a path of rectangles with. */
static bool outline_read(const struct painted *painted, const struct vertex *vertices, guint count,
    struct outline *outline)
{
	const struct vertex *last = &vertices[count - 1];
	bool rectangle = count == 4 ||
	    (count == 5 && fabs(last->x - vertices->x) < NEAR &&
		fabs(last->y - vertices->y) < NEAR);
	for (guint i = 1; i < count; i++)
		rectangle = rectangle &&
		    (fabs(vertices[i].x - vertices[i - 1].x) < NEAR ||
			fabs(vertices[i].y - vertices[i - 1].y) < NEAR);
	outline->box = sheet_box(painted, vertices_box(vertices, count));
	outline->rectangle = rectangle;
	return count > 1;
}

/* The subpaths of all that is filled or stroked. */
static GArray *outlines_read(const struct painted *painted)
{
	GArray *outlines = g_array_new(FALSE, FALSE, sizeof(struct outline));
	for (guint i = 0; i < painted->marks->len; i++) {
		const struct mark *mark = mark_at(painted, i);
		struct outline outline = { .order = i };
		if ((mark->kind != MARK_FILL && mark->kind != MARK_STROKE) || !is_seen(mark))
			continue;
		const struct vertex *vertices = mark_vertices(painted, mark);
		for (guint first = 0, end; first < mark->count; first = end) {
			end = subpath_end(vertices, first, mark->count);
			if (outline_read(painted, vertices + first, end - first, &outline))
				g_array_append_val(outlines, outline);
		}
	}
	return outlines;
}

/* The filled dark rectangles inside an area; false when something else dark stands among them. */
static bool gather_modules(const struct painted *painted, const GArray *outlines,
    const struct rect *area, GArray *boxes, struct rect *symbol, guint *order)
{
	for (guint i = 0; i < outlines->len; i++) {
		const struct outline *outline = &g_array_index(outlines, struct outline, i);
		const struct mark *mark = mark_at(painted, outline->order);
		if (!is_dark(mark->paint) || !rect_contains(*area, outline->box, AREA_SLACK))
			continue;
		if (mark->kind != MARK_FILL || !outline->rectangle)
			return false;
		g_array_append_val(boxes, outline->box);
		*symbol = rect_union(*symbol, outline->box);
		*order = outline->order;
	}
	return boxes->len > 0;
}

/* Is anything painted on the symbol after its modules? */
static bool is_covered(const struct painted *painted, const GArray *outlines,
    const struct rect *symbol, guint order)
{
	for (guint i = 0; i < outlines->len; i++) {
		const struct outline *outline = &g_array_index(outlines, struct outline, i);
		if (outline->order > order && rect_meets(*symbol, outline->box))
			return true;
	}
	for (guint i = order + 1; i < painted->marks->len; i++) {
		const struct mark *mark = mark_at(painted, i);
		struct rect box = sheet_box(painted, mark->seen);
		bool picture = mark->kind == MARK_IMAGE || mark->kind == MARK_SHADING;
		if (picture && is_seen(mark) && rect_meets(*symbol, box))
			return true;
		for (guint j = 0; mark->kind == MARK_TEXT && is_seen(mark) && j < mark->count;
		    j++) {
			struct shown shown = shown_at(painted, mark->first + j);
			struct rect origin = { shown.x, shown.y, fmax(shown.advance, 0.01), 0.01 };
			if (rect_meets(*symbol, origin))
				return true;
		}
	}
	return false;
}

/* The nearest whole module, or -1 when the edge is on none. */
static int module_at(double edge, double origin, double module)
{
	double at = (edge - origin) / module;
	return fabs(at - round(at)) <= GRID ? (int)lround(at) : -1;
}

static bool fill_modules(unsigned char *dark, int side, const GArray *boxes,
    const struct rect *symbol)
{
	double module = symbol->width / side;
	for (guint i = 0; i < boxes->len; i++) {
		const struct rect *box = &g_array_index(boxes, struct rect, i);
		int left = module_at(box->x, symbol->x, module);
		int right = module_at(box->x + box->width, symbol->x, module);
		int top = module_at(box->y, symbol->y, module);
		int bottom = module_at(box->y + box->height, symbol->y, module);
		if (left < 0 || right <= left || top < 0 || bottom <= top || right > side ||
		    bottom > side)
			return false;
		for (int y = top; y < bottom; y++)
			memset(dark + (size_t)y * (size_t)side + left, 1, (size_t)(right - left));
	}
	return true;
}

static bool check_qr(struct arena *arena, const struct painted *painted,
    const struct promise *promise, const struct phrase *text, struct diag *diag)
{
	const struct qr *qr = qr_encode(arena, text->text, text->place, diag);
	if (!qr)
		return false;
	g_autoptr(GArray) outlines = outlines_read(painted);
	g_autoptr(GArray) boxes = g_array_new(FALSE, FALSE, sizeof(struct rect));
	struct rect symbol = { 0, 0, 0, 0 };
	guint order = 0;
	if (!gather_modules(painted, outlines, &promise->area, boxes, &symbol, &order) ||
	    is_covered(painted, outlines, &symbol, order))
		return false;
	if (fabs(symbol.width - symbol.height) > GRID * symbol.width / qr->side)
		return false;
	size_t count = (size_t)qr->side * (size_t)qr->side;
	unsigned char *dark = arena_alloc(arena, count);
	return fill_modules(dark, qr->side, boxes, &symbol) && memcmp(dark, qr->dark, count) == 0;
}

static bool check_promise(struct arena *arena, const struct painted *painted,
    const struct document *document, const struct promise *promise, struct diag *diag)
{
	if (promise->kind == CONTACT_KINDS)
		return document->contact->qr.text &&
		    check_qr(arena, painted, promise, &document->contact->qr, diag);
	const char *text = contact_text(document->contact, promise->kind);
	return text && check_contact(painted, promise, text);
}

bool readback_count(const struct document *document, size_t pages, struct diag *diag)
{
	if (pages == document->n_sheets)
		return true;
	diag_failure(diag, NULL, "the finished file has %zu pages, not %zu", pages,
	    document->n_sheets);
	return false;
}

bool readback_page(struct arena *arena, const struct painted *painted,
    const struct document *document, size_t index, struct diag *diag)
{
	const struct sheet *sheet = &document->sheets[index];
	bool kept = true;
	for (size_t i = 0; i < sheet->n_promises; i++) {
		const struct promise *promise = &sheet->promises[i];
		if (check_promise(arena, painted, document, promise, diag))
			continue;
		kept = false;
		const char *name =
		    promise->kind == CONTACT_KINDS ? "QR code" : contact_names[promise->kind];
		diag_failure(diag, NULL,
		    "%s: the %s does not read back as the contact file has it, at %.0f, %.0f mm",
		    sheet->name, name, geom_mm(promise->area.x), geom_mm(promise->area.y));
	}
	return kept;
}
