/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "preflight/quality.h"

#include "preflight/hairline.h"
#include "preflight/plates.h"
#include "preflight/quiet.h"
#include "preflight/tint.h"

#include <math.h>
#include <string.h>

static const double TYPE_LEAST = 6, TYPE_INKS_LEAST = 8, TYPE_SMALL = 12; /* pt */
static const double PPI_LOW = 150, PPI_SOFT = 225, BITMAP_LOW = 550, BITMAP_SOFT = 800;
static const double ROUNDING = 0.005; /* pt */
static const double SOLID = 0.995, SOME = 0.005;
static const double ORNAMENT = 10; /* mm: so small that few pixels will do */
enum { TINY = 64, SAMPLE = 24 };   /* pixels; characters */

static bool is_placed(const struct mark *mark)
{
	return mark->origin <= ORIGIN_ANNOTATION;
}

/* By the pieces of a line, and the subpaths of what is filled. */
static bool path_meets(const struct painted *painted, const struct mark *mark, struct rect area)
{
	bool stroke = mark->kind == MARK_STROKE;
	double grow = SOME + (stroke ? mark->width / painted->trim->unit / 2 : 0);
	const struct vertex *vertices = mark_vertices(painted, mark);
	struct rect box = { 0 };
	for (guint i = 0; i < mark->count; i++) {
		const struct vertex *vertex = &vertices[i];
		bool ends = i + 1 == mark->count || vertices[i + 1].starts;
		struct rect point = { vertex->x, vertex->y, 0, 0 };
		if (vertex->starts || i == 0) {
			box = point;
			continue;
		}
		double right = fmax(box.x + box.width, vertex->x),
		       top = fmax(box.y + box.height, vertex->y);
		box.x = fmin(box.x, vertex->x);
		box.y = fmin(box.y, vertex->y);
		box.width = right - box.x;
		box.height = top - box.y;
		if ((ends || stroke) && rect_meets(rect_grown(box, grow), area))
			return true;
		if (stroke)
			box = point;
	}
	return false;
}

bool quality_meets(const struct painted *painted, const struct mark *mark, struct rect area)
{
	/* A line may be upright and thin: a hair wider, it meets. */
	struct rect seen = rect_grown(mark->seen, SOME);
	bool path = mark->kind == MARK_FILL || mark->kind == MARK_STROKE;
	if (!rect_meets(seen, area))
		return false;
	if (!path || mark->count == 0 || rect_contains(area, mark->seen, SOME))
		return true;
	double left = fmax(seen.x, area.x), low = fmax(seen.y, area.y);
	struct rect both = { left, low, fmin(seen.x + seen.width, area.x + area.width) - left,
		fmin(seen.y + seen.height, area.y + area.height) - low };
	return path_meets(painted, mark, both);
}

bool quality_counts(const struct painted *painted, const struct mark *mark)
{
	const struct trim *trim = painted->trim;
	struct rect area =
	    trim->has[BOX_BLEED] ? rect_union(trim->boxes[BOX_BLEED], trim->edge) : trim->edge;
	if (mark->hidden || mark->origin == ORIGIN_MASK || mark->alpha <= SOME ||
	    tint_none(mark->paint))
		return false;
	if (mark->kind == MARK_TEXT && mark->rendering % 4 == INVISIBLE)
		return false;
	return !is_placed(mark) || quality_meets(painted, mark, area);
}

bool quality_blank_at(const struct painted *painted, guint glyph)
{
	const struct use *use = g_array_index(painted->placed, struct placed, glyph).use;
	return use->text && g_unichar_isspace(g_utf8_get_char_validated(use->text, -1));
}

/* The first glyph of a text that is no blank; where all are, the first. */
static guint first_glyph(const struct painted *painted, const struct mark *mark)
{
	guint skip = 0;
	while (skip + 1 < mark->count && quality_blank_at(painted, mark->first + skip))
		skip++;
	return mark->first + (skip + 1 < mark->count ? skip : 0);
}

struct spot quality_spot(const struct painted *painted, const struct mark *mark)
{
	struct spot spot = { .page = painted->trim->page };
	if (is_placed(mark) && mark->kind == MARK_TEXT && mark->count) {
		const struct placed *placed =
		    &g_array_index(painted->placed, struct placed, first_glyph(painted, mark));
		spot = trim_spot(painted->trim, placed->x, placed->y);
	} else if (is_placed(mark) || mark->origin == ORIGIN_PICTURE) {
		spot = trim_box_spot(painted->trim, mark->seen);
	}
	spot.object = mark->object;
	return spot;
}

const char *quality_sample(struct arena *arena, const struct painted *painted,
    const struct mark *mark)
{
	g_autoptr(GString) sample = g_string_new(NULL);
	guint first = first_glyph(painted, mark), end = mark->first + mark->count;
	for (guint i = first; i < MIN(end, first + SAMPLE); i++) {
		const struct use *use = g_array_index(painted->placed, struct placed, i).use;
		if (use->text && (unsigned char)use->text[0] >= ' ')
			g_string_append(sample, use->text);
	}
	return arena_strdup(arena, g_strchomp(sample->str));
}

const char *quality_quote(struct arena *arena, const struct painted *painted,
    const struct mark *mark)
{
	const char *sample = quality_sample(arena, painted, mark);
	return sample[0]
	    ? arena_printf(arena, "\"%s\"", sample)
	    : arena_printf(arena, "text without Unicode, font %s", mark->letters->name);
}

bool quality_blank(const struct painted *painted, const struct mark *mark)
{
	for (guint i = 0; i < mark->count; i++)
		if (!quality_blank_at(painted, mark->first + i))
			return false;
	return true;
}

bool quality_overprints(const struct mark *mark)
{
	enum space_kind kind = mark->paint->space->kind;
	bool plate = kind == SPACE_SEPARATION || kind == SPACE_DEVICEN;
	return mark->overprint && (mark->mode == 1 || plate);
}

static void check_type_size(struct inspection *inspection, const struct painted *painted,
    const struct mark *mark, const char *quote)
{
	struct findings *findings = inspection->findings;
	struct spot spot = quality_spot(painted, mark);
	bool white = tint_white(mark->paint), hard = white || tint_many(mark->paint);
	if (mark->size <= 0)
		return;
	if (hard && mark->size < TYPE_INKS_LEAST - ROUNDING &&
	    findings_wants(findings, RULE_TEXT_SMALL_INKS))
		finding_least(findings, RULE_TEXT_SMALL_INKS, &spot, mark->size,
		    "%.2f pt in %s: %s", mark->size,
		    white ? "white" : tint_text(inspection->arena, mark->paint), quote);
	else if (mark->size < TYPE_LEAST - ROUNDING)
		finding_least(findings, RULE_TEXT_SMALL, &spot, mark->size, "%.2f pt: %s",
		    mark->size, quote);
}

/* The rule about small black type that a text breaks; RULE_COUNT: none. */
static enum rule_id black_rule(const struct mark *mark)
{
	const struct paint *paint = mark->paint;
	if (mark->size >= TYPE_SMALL - ROUNDING || mark->size <= 0 || paint->pattern ||
	    !paint->inks.black)
		return RULE_COUNT;
	if (paint->space->kind == SPACE_GREY)
		return paint->inks.plates[3] >= SOLID ? RULE_TEXT_GREY : RULE_COUNT;
	if (tint_black_alone(paint))
		return quality_overprints(mark) ? RULE_COUNT : RULE_TEXT_KNOCKOUT;
	return tint_many(paint) ? RULE_TEXT_RICH : RULE_COUNT;
}

static void check_black_type(struct inspection *inspection, const struct painted *painted,
    const struct mark *mark, const char *quote)
{
	enum rule_id rule = black_rule(mark);
	if (rule == RULE_COUNT)
		return;
	struct spot spot = quality_spot(painted, mark);
	bool rich = rule == RULE_TEXT_RICH;
	finding_least(inspection->findings, rule, &spot, mark->size, "%.2f pt%s%s: %s", mark->size,
	    rich ? " in " : "", rich ? tint_text(inspection->arena, mark->paint) : "", quote);
}

static void check_text(struct inspection *inspection, const struct painted *painted,
    const struct mark *mark)
{
	bool courier = strstr(mark->letters->name, "Courier") != NULL;
	bool small = mark->size > 0 && mark->size < TYPE_INKS_LEAST;
	/* Most text breaks nothing, and need not be quoted. */
	if ((!courier && !small && black_rule(mark) == RULE_COUNT) || quality_blank(painted, mark))
		return;
	const char *quote = quality_quote(inspection->arena, painted, mark);
	check_type_size(inspection, painted, mark, quote);
	check_black_type(inspection, painted, mark, quote);
	if (courier) {
		struct spot spot = quality_spot(painted, mark);
		spot.object = mark->letters->object;
		finding_add(inspection->findings, RULE_COURIER, &spot, "%s: %s",
		    mark->letters->name, quote);
	}
}

/* What few pixels do for: a small ornament; in a direction of one pixel nothing changes. */
static double image_ppi(const struct mark *mark, const double inches[2])
{
	bool tiny = mark->pixels[0] < TINY && mark->pixels[1] < TINY;
	double ppi = INFINITY;
	if (tiny && fmax(inches[0], inches[1]) * 25.4 <= ORNAMENT)
		return ppi;
	for (int i = 0; i < 2; i++)
		if (mark->pixels[i] > 1 && inches[i] > 0)
			ppi = fmin(ppi, mark->pixels[i] / inches[i]);
	return ppi;
}

static void check_image(struct inspection *inspection, const struct painted *painted,
    const struct mark *mark)
{
	double unit = painted->trim->unit;
	double inches[2] = { matrix_along(mark->matrix) * unit / 72,
		hypot(mark->matrix.c, mark->matrix.d) * unit / 72 };
	double ppi = image_ppi(mark, inches);
	double low = mark->bitmap ? BITMAP_LOW : PPI_LOW,
	       soft = mark->bitmap ? BITMAP_SOFT : PPI_SOFT;
	if (ppi >= soft - 0.5 || inches[0] <= 0 || inches[1] <= 0 ||
	    quiet_picture(inspection, mark))
		return;
	struct spot spot = quality_spot(painted, mark);
	enum rule_id rule = ppi < low - 0.5 ? mark->bitmap ? RULE_BITMAP_LOW : RULE_IMAGE_LOW
	    : mark->bitmap		    ? RULE_BITMAP_SOFT
					    : RULE_IMAGE_SOFT;
	finding_least(inspection->findings, rule, &spot, ppi,
	    "%.0f ppi: %u x %u pixels on %.1f x %.1f mm", ppi, mark->pixels[0], mark->pixels[1],
	    inches[0] * 25.4, inches[1] * 25.4);
}

/* Was a part of the page not read? Then nobody knows what else is on it. */
static bool is_unread(const struct inspection *inspection, const struct painted *painted)
{
	const GArray *list = inspection->findings->list;
	for (guint i = list->len; i > 0; i--) {
		const struct finding *finding = &g_array_index(list, struct finding, i - 1);
		if (finding->spot.page == painted->trim->page &&
		    (finding->rule == rule_find(RULE_CONTENT) ||
			finding->rule == rule_find(RULE_DEPTH)))
			return true;
	}
	return painted->truncated;
}

/* Is a picture's soft mask nothing but zeros? */
static bool is_clear(struct inspection *inspection, const struct mark *mark)
{
	struct cos *cos = inspection->cos;
	unsigned mask = mark->image ? cos_find(cos, mark->image, "/SMask") : 0;
	if (!mask || cos_type(cos, mask) != PDF_STREAM || cos_has(cos, mask, "/Decode"))
		return false;
	GBytes *bytes = cos_data(cos, mask);
	gsize length = 0, at = 0;
	const unsigned char *data = bytes ? g_bytes_get_data(bytes, &length) : NULL;
	while (at < length && data[at] == 0)
		at++;
	g_clear_pointer(&bytes, g_bytes_unref);
	return length > 0 && at == length;
}

/* A page without anything, and a page that is one picture. */
static void check_whole(struct inspection *inspection, const struct painted *painted)
{
	struct spot spot = { .page = painted->trim->page };
	const struct mark *last = NULL;
	unsigned count = 0;
	for (guint i = 0; i < painted->marks->len; i++) {
		const struct mark *mark = &g_array_index(painted->marks, struct mark, i);
		if (!quality_counts(painted, mark) || tint_white(mark->paint) || !is_placed(mark))
			continue;
		if ((mark->kind == MARK_TEXT && quality_blank(painted, mark)) ||
		    !quality_meets(painted, mark, painted->trim->edge))
			continue;
		count++;
		last = mark;
	}
	bool picture = count == 1 && last->kind == MARK_IMAGE;
	if (picture && is_clear(inspection, last))
		count = 0;
	if (count == 0 && !is_unread(inspection, painted))
		finding_add(inspection->findings, RULE_EMPTY, &spot, "nothing within the trim");
	if (count == 1 && picture && rect_contains(last->seen, painted->trim->edge, 9)) {
		spot.object = last->object;
		finding_add(inspection->findings, RULE_ONE_IMAGE, &spot,
		    "one picture of %u x %u pixels", last->pixels[0], last->pixels[1]);
	}
}

void quality_check(struct inspection *inspection, const struct painted *painted)
{
	for (guint i = 0; i < painted->marks->len; i++) {
		const struct mark *mark = &g_array_index(painted->marks, struct mark, i);
		if ((mark->kind != MARK_TEXT && mark->kind != MARK_IMAGE) ||
		    !quality_counts(painted, mark))
			continue;
		if (mark->kind == MARK_TEXT)
			check_text(inspection, painted, mark);
		else
			check_image(inspection, painted, mark);
	}
	hairline_check(inspection, painted);
	plates_check(inspection, painted);
	check_whole(inspection, painted);
}
