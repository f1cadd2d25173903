/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "preflight/coverage.h"

#include "preflight/measure.h"
#include "preflight/quality.h"
#include "preflight/raster.h"

#include <math.h>
#include <string.h>

enum { PROCESS = 4, PLATES = 16, CELLS_MOST = 250000, PAIRS_MOST = 3000000 };
static const double LIMIT = 3.0, SLACK = 0.005, OPAQUE = 0.9999;
static const double AREA = 15 * (72 / 25.4) * (72 / 25.4); /* pt2: 15 mm2 */
static const double CELL = 72 / 25.4 / 2;		   /* pt */
static const double FINE = 8;  /* times finer, where cells alone would decide */
static const double LARGE = 4; /* areas: a patch that no cell at its rim makes or breaks */

/* What a mark lays down, and at most with what lies under it. */
struct layer {
	const struct mark *mark;
	float own[PLATES], most[PLATES];
	bool adds[PLATES]; /* this plate it paints; the others it leaves as they are */
};

struct cover {
	struct inspection *inspection;
	const struct painted *painted;
	struct arena *arena;
	GArray *layers;			     /* struct layer */
	GArray *tinted;			     /* indices of those in other inks than black alone */
	const char *spots[PLATES - PROCESS]; /* colorants: a plate each, after the process ones */
	int plates;			     /* in use */
	const char *unknown; /* why the content alone does not tell; NULL: it does */
};

static const char *mark_unknown(const struct mark *mark)
{
	if (mark->origin > ORIGIN_ANNOTATION)
		return "patterns or Type 3 fonts";
	if (mark->masked || mark->blended || mark->alpha < OPAQUE ||
	    (mark->apart && mark->overprint))
		return "transparency";
	if (mark->kind == MARK_IMAGE && !mark->stencil)
		return "pictures";
	if (mark->kind == MARK_SHADING || !mark->paint || mark->paint->pattern)
		return "shadings or patterns";
	if (mark->kind == MARK_TEXT && mark->letters->kind == LETTERS_TYPE3)
		return "patterns or Type 3 fonts";
	return mark->paint->inks.known ? NULL : "colours that a profile converts";
}

/* The plate of a colorant; -1: it has none, or there are too many. */
static int plate_of(struct cover *cover, const char *name)
{
	static const char *const process[PROCESS] = { "Cyan", "Magenta", "Yellow", "Black" };
	for (int i = 0; i < PROCESS; i++)
		if (strcmp(name, process[i]) == 0)
			return i;
	for (int i = PROCESS; i < cover->plates; i++)
		if (strcmp(name, cover->spots[i - PROCESS]) == 0)
			return i;
	if (cover->plates == PLATES) {
		cover->unknown = "more spot colours than are counted";
		return -1;
	}
	cover->spots[cover->plates - PROCESS] = name;
	return cover->plates++;
}

/* The plates of a space's own colorants: these alone it paints, with no ink as well. */
static void layer_colorants(struct cover *cover, struct layer *layer, bool named[PLATES])
{
	const struct paint *paint = layer->mark->paint;
	const struct space *space = paint->space;
	bool table = space->kind == SPACE_INDEXED;
	if (table)
		space = space->base;
	/* A table's colour is known by its sum: of one colorant that says all. */
	if (table && space->parts > 1 && paint->inks.spot > 0)
		cover->unknown = "spot colours in a table";
	for (unsigned i = 0; i < space->parts && !paint->inks.all && !cover->unknown; i++) {
		int plate =
		    strcmp(space->names[i], "None") != 0 ? plate_of(cover, space->names[i]) : -1;
		if (plate < 0)
			continue;
		named[plate] = true;
		if (plate >= PROCESS && table)
			layer->own[plate] = (float)paint->inks.spot;
		else if (plate >= PROCESS)
			layer->own[plate] = (float)CLAMP(paint->values[i], 0, 1);
	}
}

static struct layer layer_new(struct cover *cover, const struct mark *mark)
{
	struct layer layer = { .mark = mark };
	const struct inks *inks = &mark->paint->inks;
	const struct space *space = mark->paint->space;
	bool named[PLATES] = { false };
	if (space->kind == SPACE_INDEXED && space->base)
		space = space->base;
	bool colorants = space->kind == SPACE_SEPARATION || space->kind == SPACE_DEVICEN;
	for (int i = 0; i < PLATES; i++)
		layer.own[i] = i < PROCESS ? (float)inks->plates[i]
		    : inks->all		   ? (float)inks->plates[0]
					   : 0;
	if (colorants)
		layer_colorants(cover, &layer, named);
	for (int i = 0; i < PLATES; i++)
		/* In mode 0 every process plate is painted, in mode 1 only those with ink. */
		layer.adds[i] = !mark->overprint || layer.own[i] > 0 || named[i] ||
		    (!colorants && i < PROCESS && mark->mode == 0);
	return layer;
}

static void gather(struct cover *cover)
{
	for (guint i = 0; i < cover->painted->marks->len; i++) {
		const struct mark *mark = &g_array_index(cover->painted->marks, struct mark, i);
		if (!quality_counts(cover->painted, mark) || mark->origin == ORIGIN_MASK)
			continue;
		const char *unknown = mark_unknown(mark);
		if (unknown) {
			cover->unknown = unknown;
			return;
		}
		struct layer layer = layer_new(cover, mark);
		if (cover->unknown)
			return;
		g_array_append_val(cover->layers, layer);
	}
}

static double total(const struct cover *cover, const float *plates)
{
	double sum = 0;
	for (int i = 0; i < cover->plates; i++)
		sum += plates[i];
	return sum;
}

/* The most of each plate that may lie under a mark: among those before it that it meets. */
static void look_under(const struct cover *cover, guint index, bool coarse, const float *highest)
{
	struct layer *layer = &g_array_index(cover->layers, struct layer, index);
	float under[PLATES] = { 0 };
	for (int j = 0; j < cover->plates; j++)
		layer->most[j] = layer->adds[j] ? layer->own[j] : highest[j];
	/* Where even the most that lies anywhere keeps the limit, there is no need to look. */
	if (coarse || total(cover, layer->most) <= LIMIT + SLACK)
		return;
	/* Each plate was painted by a layer that is looked at itself; under black, black adds
	 * nothing. */
	guint count = layer->adds[3] ? cover->tinted->len : index;
	for (guint i = 0; i < count; i++) {
		guint at = layer->adds[3] ? g_array_index(cover->tinted, guint, i) : i;
		const struct layer *other = &g_array_index(cover->layers, struct layer, at);
		for (int j = 0;
		    j < cover->plates && rect_meets(layer->mark->seen, other->mark->seen); j++)
			under[j] = fmaxf(under[j], other->own[j]);
	}
	for (int j = 0; j < cover->plates; j++)
		layer->most[j] = layer->adds[j] ? layer->own[j] : under[j];
}

/* No less than the truth: true when even that keeps the limit. */
static bool is_bounded(const struct cover *cover)
{
	float highest[PLATES] = { 0 };
	gint64 pairs = 0;
	bool bounded = true;
	for (guint i = 0; i < cover->layers->len; i++) {
		struct layer *layer = &g_array_index(cover->layers, struct layer, i);
		if (layer->mark->overprint)
			pairs += layer->own[3] > 0 ? cover->tinted->len : i;
		memcpy(layer->most, layer->own, sizeof(layer->most));
		if (layer->mark->overprint)
			look_under(cover, i, pairs > PAIRS_MOST, highest);
		if (total(cover, layer->own) > layer->own[3])
			g_array_append_val(cover->tinted, i);
		for (int j = 0; j < cover->plates; j++)
			highest[j] = fmaxf(highest[j], layer->most[j]);
		bounded = bounded && total(cover, layer->most) <= LIMIT + SLACK;
	}
	return bounded;
}

/* `plates` of a cell stand together, as many as are in use. */
static void lay(float *plates, int count, const struct layer *layer, const struct raster *raster,
    const int box[4])
{
	for (int y = box[1]; y < box[3]; y++) {
		for (int x = box[0]; x < box[2]; x++) {
			size_t cell = (size_t)y * (size_t)raster->width + (size_t)x;
			for (int j = 0; j < count && raster->mask[cell]; j++)
				if (layer->adds[j])
					plates[cell * (size_t)count + (size_t)j] = layer->own[j];
		}
	}
}

/* The sum of each cell, 0 to 255 for 0 to 510 %; NULL: too much work, or text without its
 * outlines. */
static unsigned char *paint_layers(struct cover *cover, struct raster *raster)
{
	size_t cells = (size_t)raster->width * (size_t)raster->height;
	size_t count = (size_t)cover->plates;
	float *plates = arena_alloc(cover->arena, cells * count * sizeof(*plates));
	unsigned char *sums = arena_alloc(cover->arena, cells);
	for (guint i = 0; i < cover->layers->len; i++) {
		const struct layer *layer = &g_array_index(cover->layers, struct layer, i);
		int box[4];
		if (layer->mark->kind == MARK_TEXT)
			letters_program(cover->inspection, layer->mark->letters);
		if (!raster_mark(raster, cover->painted, layer->mark, box))
			return NULL;
		lay(plates, cover->plates, layer, raster, box);
	}
	for (size_t i = 0; i < cells; i++)
		sums[i] = (unsigned char)lround(
		    fmin(total(cover, &plates[i * count]) * MEASURE_STEPS, 255));
	return sums;
}

static struct rect bleed_area(const struct painted *painted)
{
	const struct trim *trim = painted->trim;
	return trim->has[BOX_BLEED] ? trim->boxes[BOX_BLEED] : trim->edge;
}

static void tell(struct cover *cover, const struct patch *patch, const char *how)
{
	const struct painted *painted = cover->painted;
	struct rect area = bleed_area(painted);
	struct spot spot = trim_box_spot(painted->trim,
	    (struct rect){ area.x + patch->box.x, area.y + patch->box.y, patch->box.width,
		patch->box.height });
	double mm = 25.4 / 72 * painted->trim->unit;
	finding_add(cover->inspection->findings, RULE_INK, &spot, "%.0f %% over %.0f mm2, %s",
	    patch->most * 100, patch->area * mm * mm, how);
}

static void unmeasured(struct cover *cover, const char *wrong, const char *help)
{
	struct spot spot = { .page = cover->painted->trim->page, .help = help };
	finding_add(cover->inspection->findings, RULE_INK_UNMEASURED, &spot,
	    "not measured: %s, and %s", cover->unknown, wrong);
}

/* The largest patch of at least `least` within an area, on cells of a side. False: none, or
 * nobody can tell, and why is in `unknown`. */
static bool flat_patch(struct cover *cover, struct rect area, double cell, double least,
    struct patch *patch)
{
	struct raster *raster = raster_new(cover->arena, area, cell, CELLS_MOST);
	unsigned char *sums = paint_layers(cover, raster);
	if (!sums)
		cover->unknown = "a page too full, or text without its outlines";
	return sums && patch_find(sums, raster->width, raster->height, raster->cell, least, patch);
}

static void measure_flat(struct cover *cover)
{
	double unit = cover->painted->trim->unit, least = AREA / unit / unit, cell = CELL / unit;
	struct rect area = bleed_area(cover->painted);
	struct patch patch, fine;
	if (!flat_patch(cover, area, cell, least / 2, &patch))
		return;
	if (patch.area < least * LARGE) {
		double left = fmax(0, patch.box.x - cell), low = fmax(0, patch.box.y - cell);
		double right = fmin(area.width, patch.box.x + patch.box.width + cell);
		double high = fmin(area.height, patch.box.y + patch.box.height + cell);
		struct rect near = { area.x + left, area.y + low, right - left, high - low };
		if (!flat_patch(cover, near, cell / FINE, least, &fine))
			return;
		patch = fine;
		patch.box.x += left;
		patch.box.y += low;
	}
	tell(cover, &patch, "by its content");
}

static void measure_rendered(struct cover *cover)
{
	double unit = cover->painted->trim->unit;
	struct rect area = bleed_area(cover->painted);
	struct measured measured;
	if (!cover->inspection->renderer) {
		unmeasured(cover, "no renderer to measure them with", NULL);
		return;
	}
	if (!measure_page(cover->inspection, cover->arena, cover->painted->trim, &measured)) {
		unmeasured(cover, measured.wrong, measured.help);
		return;
	}
	struct patch patch;
	double cell = area.width / measured.width;
	if (patch_find(measured.sums, measured.width, measured.height, cell, AREA / unit / unit,
		&patch))
		tell(cover, &patch,
		    measured.intended
			? "as Ghostscript renders it for the output intent"
			: "as Ghostscript renders it by its own CMYK profile, there being no "
			  "output intent with one");
}

void coverage_check(struct inspection *inspection, const struct painted *painted)
{
	struct cover cover = { .inspection = inspection,
		.painted = painted,
		.arena = arena_new(),
		.plates = PROCESS };
	cover.layers = g_array_new(FALSE, FALSE, sizeof(struct layer));
	cover.tinted = g_array_new(FALSE, FALSE, sizeof(guint));
	gather(&cover);
	if (!cover.unknown && !is_bounded(&cover))
		measure_flat(&cover);
	if (cover.unknown)
		measure_rendered(&cover);
	g_array_free(cover.layers, TRUE);
	g_array_free(cover.tinted, TRUE);
	arena_free(cover.arena);
}
