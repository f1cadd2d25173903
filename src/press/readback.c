/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "press/readback.h"

#include <math.h>
#include <string.h>

#include "press/page.h"

static const double AREA_SLACK = 1; /* pt: glyphs may lean out of their box */
static const double BASELINE = 0.1; /* pt */
static const double GRID = 0.02;    /* of a module */

static bool is_inside(const struct rect *area, double x, double y)
{
	return x >= area->x - AREA_SLACK && x <= area->x + area->width + AREA_SLACK &&
	    y >= area->y - AREA_SLACK && y <= area->y + area->height + AREA_SLACK;
}

static bool overlaps(const struct rect *a, const struct rect *b)
{
	return a->x < b->x + b->width && b->x < a->x + a->width && a->y < b->y + b->height &&
	    b->y < a->y + a->height;
}

/* Glyphs of an area in the order shown, and all that they say. */
struct reading {
	GPtrArray *glyphs; /* const struct shown * */
	GString *text;
	GArray *starts; /* size_t: where each glyph's text starts */
};

static void reading_init(struct reading *reading, const struct page *page, const struct rect *area)
{
	reading->glyphs = g_ptr_array_new();
	reading->text = g_string_new(NULL);
	reading->starts = g_array_new(FALSE, FALSE, sizeof(size_t));
	for (guint i = 0; i < page->shown->len; i++) {
		struct shown *shown = &g_array_index(page->shown, struct shown, i);
		size_t start = reading->text->len;
		if (!is_inside(area, shown->x, shown->y))
			continue;
		g_ptr_array_add(reading->glyphs, shown);
		g_array_append_val(reading->starts, start);
		g_string_append(reading->text, shown->text ? shown->text : "\357\277\275");
	}
}

static void reading_release(struct reading *reading)
{
	g_ptr_array_free(reading->glyphs, TRUE);
	g_string_free(reading->text, TRUE);
	g_array_free(reading->starts, TRUE);
}

static const struct shown *glyph_at(const struct reading *reading, guint index)
{
	return g_ptr_array_index(reading->glyphs, index);
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

static bool check_contact(const struct page *page, const struct promise *promise,
    const char *contact)
{
	struct reading reading;
	bool found = false;
	reading_init(&reading, page, &promise->area);
	for (const char *at = reading.text->str; !found && (at = strstr(at, contact)); at++)
		found = stands_well(&reading, (size_t)(at - reading.text->str), strlen(contact));
	reading_release(&reading);
	return found;
}

/* The filled dark rectangles inside an area; false when something else dark stands among them. */
static bool gather_modules(const struct page *page, const struct rect *area, GArray *boxes,
    struct rect *symbol, unsigned *order)
{
	for (guint i = 0; i < page->outlines->len; i++) {
		const struct outline *outline = &g_array_index(page->outlines, struct outline, i);
		if (!outline->dark || !rect_contains(*area, outline->box, AREA_SLACK))
			continue;
		if (!outline->filled || !outline->rectangle)
			return false;
		g_array_append_val(boxes, outline->box);
		*symbol = rect_union(*symbol, outline->box);
		*order = outline->order;
	}
	return boxes->len > 0;
}

/* Is anything painted on the symbol after its modules? */
static bool is_covered(const struct page *page, const struct rect *symbol, unsigned order)
{
	for (guint i = 0; i < page->outlines->len; i++) {
		const struct outline *outline = &g_array_index(page->outlines, struct outline, i);
		if (outline->order > order && overlaps(symbol, &outline->box))
			return true;
	}
	for (guint i = 0; i < page->shown->len; i++) {
		const struct shown *shown = &g_array_index(page->shown, struct shown, i);
		struct rect origin = { shown->x, shown->y, fmax(shown->advance, 0.01), 0.01 };
		if (shown->order > order && overlaps(symbol, &origin))
			return true;
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

static bool check_qr(struct arena *arena, const struct page *page, const struct promise *promise,
    const struct phrase *text, struct diag *diag)
{
	const struct qr *qr = qr_encode(arena, text->text, text->place, diag);
	if (!qr)
		return false;
	g_autoptr(GArray) boxes = g_array_new(FALSE, FALSE, sizeof(struct rect));
	struct rect symbol = { 0, 0, 0, 0 };
	unsigned order = 0;
	if (!gather_modules(page, &promise->area, boxes, &symbol, &order) ||
	    is_covered(page, &symbol, order))
		return false;
	if (fabs(symbol.width - symbol.height) > GRID * symbol.width / qr->side)
		return false;
	size_t count = (size_t)qr->side * (size_t)qr->side;
	unsigned char *dark = arena_alloc(arena, count);
	return fill_modules(dark, qr->side, boxes, &symbol) && memcmp(dark, qr->dark, count) == 0;
}

static bool check_promise(struct arena *arena, const struct page *page,
    const struct document *document, const struct promise *promise, struct diag *diag)
{
	if (promise->kind == CONTACT_KINDS)
		return document->contact->qr.text &&
		    check_qr(arena, page, promise, &document->contact->qr, diag);
	const char *text = contact_text(document->contact, promise->kind);
	return text && check_contact(page, promise, text);
}

static bool check_sheet(struct shelf *shelf, const struct document *document, size_t index,
    struct diag *diag)
{
	const struct sheet *sheet = &document->sheets[index];
	struct page *page = page_load(shelf, index, diag);
	bool kept = page != NULL;
	for (size_t i = 0; page && i < sheet->n_promises; i++) {
		const struct promise *promise = &sheet->promises[i];
		if (check_promise(shelf->arena, page, document, promise, diag))
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

bool readback_check(GBytes *bytes, const struct document *document, struct diag *diag)
{
	struct arena *arena = arena_new();
	struct pdf *pdf = pdf_open(arena, bytes, "the finished file", diag);
	struct shelf *shelf = pdf ? shelf_new(arena, pdf) : NULL;
	bool kept = pdf != NULL;
	if (pdf && pdf_pages(pdf) != document->n_sheets) {
		diag_failure(diag, NULL, "the finished file has %zu pages, not %zu", pdf_pages(pdf),
		    document->n_sheets);
		kept = false;
	}
	for (size_t i = 0; kept && i < document->n_sheets; i++)
		kept = check_sheet(shelf, document, i, diag);
	arena_free(arena);
	return kept;
}
