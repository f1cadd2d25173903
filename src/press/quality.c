/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "press/quality.h"

#include <math.h>
#include <string.h>

static const double TYPE_LEAST = 6, TYPE_INKS_LEAST = 8, TYPE_SMALL = 12;    /* pt */
static const double LINE_LEAST = 0.25, LINE_INKS_LEAST = 0.5, LINE_THIN = 2; /* pt */
static const double PPI_LOW = 150, PPI_SOFT = 225, BITMAP_LOW = 550, BITMAP_SOFT = 800;
static const double ROUNDING = 0.005; /* pt */
static const double SOLID = 0.995, SOME = 0.005;
enum { TINY = 64, SAMPLE = 24, INVISIBLE = 3 }; /* pixels; characters */

static bool rect_meets(struct rect a, struct rect b)
{
	return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height &&
	    b.y < a.y + a.height;
}

static bool is_placed(const struct mark *mark)
{
	return mark->origin <= ORIGIN_ANNOTATION;
}

bool quality_counts(const struct painted *painted, const struct mark *mark)
{
	const struct trim *trim = painted->trim;
	struct rect area =
	    trim->has[BOX_BLEED] ? rect_union(trim->boxes[BOX_BLEED], trim->edge) : trim->edge;
	if (mark->hidden || mark->origin == ORIGIN_MASK)
		return false;
	if (mark->kind == MARK_TEXT && mark->rendering % 4 == INVISIBLE)
		return false;
	/* A line may be upright and thin: a hair wider, it meets. */
	struct rect seen = { mark->seen.x - SOME, mark->seen.y - SOME, mark->seen.width + 2 * SOME,
		mark->seen.height + 2 * SOME };
	return !is_placed(mark) || rect_meets(seen, area);
}

struct spot quality_spot(const struct painted *painted, const struct mark *mark)
{
	struct spot spot = { .page = painted->trim->page };
	if (is_placed(mark) && mark->kind == MARK_TEXT && mark->count) {
		const struct placed *placed =
		    &g_array_index(painted->placed, struct placed, mark->first);
		spot = trim_spot(painted->trim, placed->x, placed->y);
	} else if (is_placed(mark)) {
		spot = trim_box_spot(painted->trim, mark->seen);
	}
	spot.object = mark->object;
	return spot;
}

const char *quality_sample(struct arena *arena, const struct painted *painted,
    const struct mark *mark)
{
	g_autoptr(GString) sample = g_string_new(NULL);
	for (guint i = 0; i < MIN(mark->count, SAMPLE); i++) {
		const struct use *use =
		    g_array_index(painted->placed, struct placed, mark->first + i).use;
		if (use->text && (unsigned char)use->text[0] >= ' ')
			g_string_append(sample, use->text);
	}
	return arena_strdup(arena, sample->str);
}

static bool is_blank(const struct painted *painted, const struct mark *mark)
{
	for (guint i = 0; i < mark->count; i++) {
		const struct use *use =
		    g_array_index(painted->placed, struct placed, mark->first + i).use;
		if (!use->text || !g_unichar_isspace(g_utf8_get_char_validated(use->text, -1)))
			return false;
	}
	return true;
}

/* RGB and the like become several inks. */
static bool is_many(const struct paint *paint)
{
	if (!paint || paint->pattern || !paint->space)
		return true;
	if (!paint->inks.known)
		return paint->space->kind != SPACE_CALGREY &&
		    !(paint->space->kind == SPACE_ICC && paint->space->parts == 1);
	return inks_count(&paint->inks) > 1;
}

static bool is_white(const struct paint *paint)
{
	return paint && !paint->pattern && paint->inks.white;
}

static bool is_black_alone(const struct paint *paint)
{
	const double *plates = paint ? paint->inks.plates : NULL;
	return paint && !paint->pattern && paint->inks.known && !paint->inks.all &&
	    plates[3] >= SOLID && plates[0] + plates[1] + plates[2] + paint->inks.spot < SOME;
}

/* Nothing under it is knocked out. */
static bool overprints(const struct mark *mark)
{
	bool plate = mark->paint->space->kind == SPACE_SEPARATION ||
	    mark->paint->space->kind == SPACE_DEVICEN;
	return mark->overprint && (mark->mode == 1 || plate);
}

static const char *inks_text(struct arena *arena, const struct paint *paint)
{
	if (!paint || paint->pattern)
		return "a pattern";
	const double *p = paint->inks.plates;
	if (paint->space->kind == SPACE_CMYK)
		return arena_printf(arena, "%.0f/%.0f/%.0f/%.0f", p[0] * 100, p[1] * 100,
		    p[2] * 100, p[3] * 100);
	return paint->space->label;
}

static void check_type_size(struct inspection *inspection, const struct painted *painted,
    const struct mark *mark, const char *sample)
{
	struct findings *findings = inspection->findings;
	struct spot spot = quality_spot(painted, mark);
	bool hard = is_many(mark->paint) || is_white(mark->paint);
	if (mark->size <= 0)
		return;
	if (hard && mark->size < TYPE_INKS_LEAST - ROUNDING &&
	    findings_wants(findings, RULE_TEXT_SMALL_INKS))
		finding_add(findings, RULE_TEXT_SMALL_INKS, &spot, "%.2f pt in %s: \"%s\"",
		    mark->size,
		    is_white(mark->paint) ? "white" : inks_text(inspection->arena, mark->paint),
		    sample);
	else if (mark->size < TYPE_LEAST - ROUNDING)
		finding_add(findings, RULE_TEXT_SMALL, &spot, "%.2f pt: \"%s\"", mark->size,
		    sample);
}

static void check_black_type(struct inspection *inspection, const struct painted *painted,
    const struct mark *mark, const char *sample)
{
	struct findings *findings = inspection->findings;
	const struct paint *paint = mark->paint;
	struct spot spot = quality_spot(painted, mark);
	if (mark->size >= TYPE_SMALL || mark->size <= 0 || paint->pattern || !paint->inks.black)
		return;
	if (paint->space->kind == SPACE_GREY) {
		if (paint->inks.plates[3] >= SOLID)
			finding_add(findings, RULE_TEXT_GREY, &spot, "%.2f pt: \"%s\"", mark->size,
			    sample);
	} else if (is_black_alone(paint)) {
		if (!overprints(mark))
			finding_add(findings, RULE_TEXT_KNOCKOUT, &spot, "%.2f pt: \"%s\"",
			    mark->size, sample);
	} else if (is_many(paint)) {
		finding_add(findings, RULE_TEXT_RICH, &spot, "%.2f pt in %s: \"%s\"", mark->size,
		    inks_text(inspection->arena, paint), sample);
	}
}

static void check_text(struct inspection *inspection, const struct painted *painted,
    const struct mark *mark)
{
	const char *sample = quality_sample(inspection->arena, painted, mark);
	if (is_blank(painted, mark))
		return;
	check_type_size(inspection, painted, mark, sample);
	check_black_type(inspection, painted, mark, sample);
	if (strstr(mark->letters->name, "Courier")) {
		struct spot spot = quality_spot(painted, mark);
		spot.object = mark->letters->object;
		finding_add(inspection->findings, RULE_COURIER, &spot, "%s: \"%s\"",
		    mark->letters->name, sample);
	}
}

static void check_line(struct inspection *inspection, const struct painted *painted,
    const struct mark *mark)
{
	struct findings *findings = inspection->findings;
	struct spot spot = quality_spot(painted, mark);
	bool hard = is_many(mark->paint) || is_white(mark->paint);
	if (hard && mark->width < LINE_INKS_LEAST - ROUNDING &&
	    findings_wants(findings, RULE_HAIRLINE_INKS))
		finding_add(findings, RULE_HAIRLINE_INKS, &spot, "%.3f pt in %s", mark->width,
		    is_white(mark->paint) ? "white" : inks_text(inspection->arena, mark->paint));
	else if (mark->width < LINE_LEAST - ROUNDING)
		finding_add(findings, RULE_HAIRLINE, &spot, "%.3f pt", mark->width);
	if (mark->width <= LINE_THIN && is_black_alone(mark->paint) &&
	    mark->paint->space->kind != SPACE_GREY && !overprints(mark))
		finding_add(findings, RULE_LINE_KNOCKOUT, &spot, "%.3f pt", mark->width);
}

static void check_overprint(struct inspection *inspection, const struct painted *painted,
    const struct mark *mark)
{
	struct findings *findings = inspection->findings;
	struct spot spot = quality_spot(painted, mark);
	if (!mark->overprint || !mark->paint || mark->paint->pattern)
		return;
	const struct space *space = mark->paint->space;
	/* In mode 0 all four parts of DeviceCMYK are painted, the zeros too. */
	bool knocks = space->kind == SPACE_CMYK && mark->mode == 0;
	if (is_white(mark->paint) && !knocks)
		finding_add(findings, RULE_WHITE_OVERPRINT, &spot, "white in %s", space->label);
	else if (space->kind == SPACE_GREY)
		finding_add(findings, RULE_GREY_OVERPRINT, &spot, "%.0f %% black",
		    mark->paint->inks.plates[3] * 100);
	if (mark->mode == 1 && space->kind == SPACE_ICC && space->parts == 4)
		finding_add(findings, RULE_X28_OVERPRINT, &spot, "%s", space->label);
}

static void check_image(struct inspection *inspection, const struct painted *painted,
    const struct mark *mark)
{
	struct findings *findings = inspection->findings;
	double unit = painted->trim->unit;
	double width = matrix_along(mark->matrix) * unit / 72,
	       height = hypot(mark->matrix.c, mark->matrix.d) * unit / 72;
	if (mark->pixels[0] < TINY || mark->pixels[1] < TINY || width <= 0 || height <= 0)
		return;
	double ppi = fmin(mark->pixels[0] / width, mark->pixels[1] / height);
	double low = mark->bitmap ? BITMAP_LOW : PPI_LOW,
	       soft = mark->bitmap ? BITMAP_SOFT : PPI_SOFT;
	struct spot spot = quality_spot(painted, mark);
	if (ppi >= soft - 0.5)
		return;
	enum rule_id rule = ppi < low - 0.5 ? mark->bitmap ? RULE_BITMAP_LOW : RULE_IMAGE_LOW
	    : mark->bitmap		    ? RULE_BITMAP_SOFT
					    : RULE_IMAGE_SOFT;
	finding_add(findings, rule, &spot, "%.0f ppi: %u x %u pixels on %.1f x %.1f mm", ppi,
	    mark->pixels[0], mark->pixels[1], width * 25.4, height * 25.4);
}

/* Whether any subpath comes into an area: marks around a page are often one path. */
static bool path_meets(const struct painted *painted, const struct mark *mark, struct rect area)
{
	double grow = mark->kind == MARK_STROKE ? mark->width / 2 : 0;
	struct rect box = { 0 };
	for (guint i = 0; i <= mark->count; i++) {
		const struct vertex *vertex = i < mark->count
		    ? &g_array_index(painted->vertices, struct vertex, mark->first + i)
		    : NULL;
		if (!vertex || vertex->starts) {
			struct rect grown = { box.x - grow, box.y - grow, box.width + 2 * grow,
				box.height + 2 * grow };
			if (i > 0 && rect_meets(grown, area))
				return true;
			if (vertex)
				box = (struct rect){ vertex->x, vertex->y, 0, 0 };
			continue;
		}
		double right = fmax(box.x + box.width, vertex->x),
		       top = fmax(box.y + box.height, vertex->y);
		box.x = fmin(box.x, vertex->x);
		box.y = fmin(box.y, vertex->y);
		box.width = right - box.x;
		box.height = top - box.y;
	}
	return false;
}

static void check_registration(struct inspection *inspection, const struct painted *painted,
    const struct mark *mark)
{
	if (!mark->paint || mark->paint->pattern || !mark->paint->inks.all ||
	    mark->paint->inks.white)
		return;
	struct rect edge = painted->trim->edge;
	struct rect inner = { edge.x + 0.1, edge.y + 0.1, edge.width - 0.2, edge.height - 0.2 };
	if (is_placed(mark) && !rect_meets(mark->seen, inner))
		return;
	if (is_placed(mark) && (mark->kind == MARK_FILL || mark->kind == MARK_STROKE) &&
	    mark->count > 0 && !path_meets(painted, mark, inner))
		return;
	struct spot spot = quality_spot(painted, mark);
	finding_add(inspection->findings, RULE_X39_ALL, &spot, "%.0f %% of All",
	    mark->paint->inks.plates[0] * 100);
}

/* A page without anything, and a page that is one picture. */
static void check_whole(struct inspection *inspection, const struct painted *painted)
{
	struct spot spot = { .page = painted->trim->page };
	const struct mark *picture = NULL;
	unsigned count = 0;
	for (guint i = 0; i < painted->marks->len; i++) {
		const struct mark *mark = &g_array_index(painted->marks, struct mark, i);
		if (!quality_counts(painted, mark) || is_white(mark->paint) || !is_placed(mark))
			continue;
		count++;
		if (mark->kind == MARK_IMAGE && rect_contains(mark->seen, painted->trim->edge, 9))
			picture = mark;
	}
	if (count == 0)
		finding_add(inspection->findings, RULE_EMPTY, &spot, "nothing within the trim");
	if (count == 1 && picture) {
		spot.object = picture->object;
		finding_add(inspection->findings, RULE_ONE_IMAGE, &spot,
		    "one picture of %u x %u pixels", picture->pixels[0], picture->pixels[1]);
	}
}

void quality_check(struct inspection *inspection, const struct painted *painted)
{
	for (guint i = 0; i < painted->marks->len; i++) {
		const struct mark *mark = &g_array_index(painted->marks, struct mark, i);
		if (!quality_counts(painted, mark))
			continue;
		if (mark->kind == MARK_TEXT)
			check_text(inspection, painted, mark);
		if (mark->kind == MARK_STROKE || (mark->kind == MARK_TEXT && mark->stroked))
			check_line(inspection, painted, mark);
		if (mark->kind == MARK_IMAGE)
			check_image(inspection, painted, mark);
		check_overprint(inspection, painted, mark);
		check_registration(inspection, painted, mark);
	}
	check_whole(inspection, painted);
}
