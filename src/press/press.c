/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "press/press.h"

#include "pdf/deflate.h"
#include "pdf/pdf.h"
#include "preflight/preflight.h"
#include "press/catalog.h"
#include "press/marks.h"
#include "press/ops.h"
#include "press/outline.h"
#include "press/pages.h"
#include "press/painting.h"
#include "press/panels.h"
#include "press/structure.h"

/* The sides painted once; with marks they are painted again, on larger pages. */
struct press {
	const struct document *document;
	const double *widths; /* of each sheet's trim */
	const struct painting *plain;
};

/* One file in the making. */
struct making {
	struct arena *arena; /* this file's life */
	const struct document *document;
	const double *widths;
	enum purpose purpose;
	struct canvas *canvases;
	double margin; /* from the trim to the edge of what is painted */
	const struct painting *painting;
	struct pdf *pdf;
	const char *const *tags;
	GArray **marked; /* per page: the element of each MCID */
	GArray *anchors; /* struct anchor */
	GChecksum *content;
	const struct intent *intent;
	const char *date;
};

static void canvases_fill(struct canvas *canvases, const struct document *document,
    const double *widths, double margin)
{
	for (size_t i = 0; i < document->n_sheets; i++)
		canvases[i] = (struct canvas){
			.width = widths[i],
			.margin = margin,
			.art = document->sheets[i].items,
			.n_art = document->sheets[i].n_items,
		};
}

static struct press *press_paint(struct arena *arena, const struct document *document,
    const double *widths, struct diag *diag)
{
	struct press *press = ARENA_NEW(arena, struct press);
	struct canvas *canvases = ARENA_ARRAY(arena, struct canvas, document->n_sheets);
	canvases_fill(canvases, document, widths, document->bleed);
	press->document = document;
	press->widths = widths;
	press->plain = painting_new(arena, document, canvases, diag);
	return press->plain ? press : NULL;
}

struct press *press_new(struct arena *arena, const struct document *document, struct diag *diag)
{
	double *widths = ARENA_ARRAY(arena, double, document->n_sheets);
	for (size_t i = 0; i < document->n_sheets; i++)
		widths[i] = document->width;
	return press_paint(arena, document, widths, diag);
}

GBytes *press_png(struct press *press, size_t sheet, struct diag *diag)
{
	return paint_png(press->document, &press->document->sheets[sheet], diag);
}

/* A hash of what was painted, the same on every machine. */
static char *painting_hash(struct arena *arena, const struct painting *painting)
{
	g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
	for (size_t i = 0; i < painting->n_pages; i++) {
		gsize length;
		const guchar *data = g_bytes_get_data(painting->contents[i], &length);
		if (data)
			g_checksum_update(sum, data, (gssize)length);
	}
	return arena_printf(arena, "%.12s", g_checksum_get_string(sum));
}

static const char *slug_new(struct making *making, const struct painting *painting)
{
	const struct document *document = making->document;
	const char *state = document->draft ? "draft" : state_name(document->edition->status.state);
	return arena_printf(making->arena, "%s   %s   %s   %s   %.10s   %s", document->piece,
	    document->format->name, document->edition->tag, state, making->date,
	    painting_hash(making->arena, painting));
}

/* The painting that this file is made from; NULL after a failure. */
static const struct painting *making_paint(struct making *making, const struct press *press,
    unsigned marks, struct diag *diag)
{
	const struct document *document = making->document;
	making->canvases = ARENA_ARRAY(making->arena, struct canvas, document->n_sheets);
	making->margin = document->bleed;
	if (!marks) {
		canvases_fill(making->canvases, document, making->widths, making->margin);
		return press->plain;
	}
	making->margin = marks_margin(document);
	canvases_fill(making->canvases, document, making->widths, making->margin);
	const char *slug = marks & MARK_SLUG ? slug_new(making, press->plain) : NULL;
	for (size_t i = 0; i < document->n_sheets; i++)
		making->canvases[i].marks = marks_new(making->arena, document, &document->sheets[i],
		    marks, slug, &making->canvases[i].n_marks);
	return painting_new(making->arena, document, making->canvases, diag);
}

static struct key *keys_new(const struct making *making, const struct canvas *canvas)
{
	size_t count = canvas->n_art + canvas->n_marks;
	struct key *keys = ARENA_ARRAY(making->arena, struct key, count);
	for (size_t i = 0; i < count; i++) {
		const struct item *item =
		    i < canvas->n_art ? &canvas->art[i] : &canvas->marks[i - canvas->n_art];
		keys[i] = (struct key){
			.ink = marks_ink(making->document->palette, item->ink),
			.overprint = item->overprint,
			.element = item->element,
		};
	}
	return keys;
}

/* A page that is cut at the trim starts where the trim does. */
static void shift_origin(GString *content, double x, double y)
{
	g_autoptr(GString) matrix = g_string_new("1 0 0 1 ");
	ops_number(matrix, x);
	g_string_append_c(matrix, ' ');
	ops_number(matrix, y);
	g_string_append(matrix, " cm\n");
	g_string_prepend(content, matrix->str);
}

static bool making_page(struct making *making, size_t index, unsigned all, struct diag *diag)
{
	unsigned page = pdf_page(making->pdf, index);
	const struct canvas *canvas = &making->canvases[index];
	struct ops ops = {
		.shelf = making->painting->shelf,
		.keys = keys_new(making, canvas),
		.n_keys = canvas->n_art + canvas->n_marks,
		.tags = making->tags,
		.colour = purposes[making->purpose].colour,
		.page = index,
	};
	shelf_page(ops.shelf, making->painting->resources[index]);
	GString *content =
	    ops_rewrite(&ops, making->painting->contents[index], making->marked[index], diag);
	if (!content)
		return false;
	if (!purposes[making->purpose].bleed)
		shift_origin(content, -making->margin, -making->margin);
	g_autoptr(GByteArray) deflated = deflate_bytes(content->str, content->len, DEFLATE_USUAL);
	g_checksum_update(making->content, deflated->data, deflated->len);
	pdf_set(making->pdf, page, "/Contents",
	    pdf_new_stream(making->pdf, deflated->data, deflated->len, true));
	g_string_free(content, TRUE);
	pages_boxes(making->pdf, index, making->document, making->purpose, making->widths[index],
	    making->margin);
	pages_resources(making->pdf, index, making->purpose,
	    shelf_copy(ops.shelf, making->painting->resources[index], making->pdf), all);
	const struct sheet *sheet = &making->document->sheets[index];
	for (size_t i = 0; purposes[making->purpose].links && i < sheet->n_links; i++) {
		struct anchor anchor = { pages_link(making->pdf, index, making->widths[index],
					     making->document->height, &sheet->links[i]),
			index, sheet->links[i].element };
		g_array_append_val(making->anchors, anchor);
	}
	return true;
}

static void making_structure(struct making *making)
{
	bool bleed = purposes[making->purpose].bleed;
	struct structure structure = {
		.document = making->document,
		.tags = making->tags,
		.marked = making->marked,
		.anchors = (const struct anchor *)(const void *)making->anchors->data,
		.n_anchors = making->anchors->len,
		.x = bleed ? making->margin : 0,
		.y = bleed ? making->margin : 0,
	};
	structure_write(making->pdf, making->arena, &structure);
	if (purposes[making->purpose].links)
		outline_write(making->pdf, making->document);
}

static GBytes *making_file(struct making *making, struct diag *diag)
{
	size_t count = making->document->n_sheets;
	bool marks = false;
	for (size_t i = 0; i < count; i++)
		marks = marks || making->canvases[i].n_marks > 0;
	making->pdf = pdf_new(making->arena, "the finished file");
	for (size_t i = 0; i < count; i++)
		pdf_add_page(making->pdf);
	making->marked = ARENA_ARRAY(making->arena, GArray *, count);
	unsigned all = marks ? pages_all_plates(making->pdf) : 0;
	for (size_t i = 0; i < count; i++) {
		making->marked[i] = arena_array(making->arena, sizeof(int));
		if (!making_page(making, i, all, diag))
			return NULL;
	}
	making_structure(making);
	struct catalog catalog = {
		.document = making->document,
		.purpose = making->purpose,
		.date = making->date,
		.intent = making->intent,
		.content = g_checksum_get_string(making->content),
	};
	catalog_write(making->pdf, &catalog);
	return pdf_write(making->pdf, "1.6", diag);
}

static void making_init(struct making *making, const struct press *press, enum purpose purpose,
    const struct press_options *options)
{
	const struct document *document = press->document;
	struct arena *arena = arena_new();
	*making = (struct making){ .arena = arena,
		.document = document,
		.widths = press->widths,
		.purpose = purpose };
	making->date = catalog_date(arena, document, options->date);
	if (purposes[purpose].colour == COLOUR_RGB)
		making->intent = options->intents[INTENT_SCREEN];
	else
		making->intent =
		    options->intents[document->format->metric ? INTENT_METRIC : INTENT_INCH];
	making->tags = structure_tags(arena, document, purposes[purpose].links);
	making->anchors = arena_array(arena, sizeof(struct anchor));
	making->content = g_checksum_new(G_CHECKSUM_SHA256);
	arena_tie(arena, making->content, (void (*)(void *))g_checksum_free);
}

/* Read again as a stranger would: its contacts, and all that preflight knows. Warnings are no
 * reason to keep it back. What is wrong is ours, so it is told as a failure. */
static bool making_passes(const struct making *making, GBytes *bytes, struct diag *diag)
{
	bool exchange = making->purpose == PURPOSE_PRESS && making->intent;
	struct preflight preflight = { .arena = making->arena,
		.profile = exchange ? PREFLIGHT_X4 : PREFLIGHT_UA,
		.name = "the finished file",
		.document = making->document };
	const struct findings *findings = preflight_bytes(&preflight, bytes, diag);
	for (guint i = 0; findings && i < findings->list->len; i++) {
		const struct finding *finding = &g_array_index(findings->list, struct finding, i);
		if (finding->severity == SEVERITY_ERROR)
			diag_failure(diag, NULL,
			    "%s for %s fails its preflight: page %u: %s: %s [%s]",
			    making->document->piece, purposes[making->purpose].name,
			    finding->spot.page, finding->rule->sentence, finding->value,
			    finding->rule->id);
	}
	return findings && findings->errors == 0;
}

GBytes *press_pdf(struct press *press, enum purpose purpose, const struct press_options *options,
    struct diag *diag)
{
	struct making making;
	GBytes *finished = NULL;
	making_init(&making, press, purpose, options);
	making.painting =
	    making_paint(&making, press, purposes[purpose].bleed ? options->marks : 0, diag);
	if (making.painting)
		finished = making_file(&making, diag);
	if (finished && !making_passes(&making, finished, diag))
		g_clear_pointer(&finished, g_bytes_unref);
	arena_free(making.arena);
	return finished;
}

GBytes *press_panels(struct press *press, const struct press_options *options, struct diag *diag)
{
	if (!panels_exist(press->document))
		return NULL;
	struct arena *arena = arena_new();
	double *widths;
	const struct document *opened = panels_new(arena, press->document, &widths);
	struct press *panels = press_paint(arena, opened, widths, diag);
	GBytes *finished = panels ? press_pdf(panels, PURPOSE_SCREEN, options, diag) : NULL;
	arena_free(arena);
	return finished;
}
