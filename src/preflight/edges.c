/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "preflight/edges.h"

#include "preflight/quality.h"
#include "preflight/reach.h"

#include <math.h>

static const double BLEED_LEAST = 8.3; /* pt: 3 mm, less a little for those who round */
static const double BLEED_SLACK = 0.3; /* pt: 0.1 mm */
static const double SAFE = 8.5039;     /* pt: 3 mm */
static const double OFFICE = 18;       /* pt: 6.35 mm */
static const double INSIDE = 1;	       /* pt: here art that touches the trim must be */
static const double STEP = 4;	       /* pt: looks along the trim are no further apart */
static const double GAP = 0.2;	       /* pt of a trim's side without bleed that count */
static const double ASKEW = 3;	       /* depths of bleed that a slanted edge may move along in */
static const double TRACE = 0.25;      /* pt: ink is followed outwards in such steps */
static const double CUTTER = 0.3;      /* of the bleed: so far off cutters often are */
static const double ROUNDING = 0.05;
static const double CAPITAL = 0.7;  /* em */
static const double HANGING = 0.88; /* em: how far below its place a vertical glyph stands */

/* A side of the trim: where it runs, and which way is out. */
struct side {
	const char *name;
	double x, y; /* where it starts */
	double along_x, along_y, out_x, out_y;
	double length;
	double bleed; /* to the BleedBox */
};

static void sides_of(const struct trim *trim, struct side sides[4])
{
	struct rect edge = trim->edge, bleed = trim->has[BOX_BLEED] ? trim->boxes[BOX_BLEED] : edge;
	double right = edge.x + edge.width, high = edge.y + edge.height;
	sides[0] =
	    (struct side){ "left", edge.x, edge.y, 0, 1, -1, 0, edge.height, edge.x - bleed.x };
	sides[1] = (struct side){ "right", right, edge.y, 0, 1, 1, 0, edge.height,
		bleed.x + bleed.width - right };
	sides[2] =
	    (struct side){ "bottom", edge.x, edge.y, 1, 0, 0, -1, edge.width, edge.y - bleed.y };
	sides[3] = (struct side){ "top", edge.x, high, 1, 0, 0, 1, edge.width,
		bleed.y + bleed.height - high };
}

static int compare_numbers(gconstpointer a, gconstpointer b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return x < y ? -1 : x > y;
}

/* Where along a side something may change: the ends of all shapes near it, and steps between. */
static GArray *side_ends(const struct reach *reach, const struct side *side, double unit)
{
	GArray *ends = g_array_new(FALSE, FALSE, sizeof(double));
	bool upright = side->along_y > 0;
	double inside = INSIDE / unit, start = upright ? side->y : side->x;
	struct rect band = { side->x - inside, side->y - inside,
		side->along_x * side->length + 2 * inside,
		side->along_y * side->length + 2 * inside };
	reach_ends(reach, band, upright, ends);
	for (guint i = 0; i < ends->len; i++)
		g_array_index(ends, double, i) =
		    CLAMP(g_array_index(ends, double, i) - start, 0, side->length);
	for (double at = 0; at < side->length; at += STEP / unit)
		g_array_append_val(ends, at);
	g_array_append_val(ends, side->length);
	g_array_sort(ends, compare_numbers);
	return ends;
}

/* A stretch along a side: is there ink just inside that does not go out? */
struct stretch {
	double start, length;
	bool missing;
	bool cut; /* its ink does not go out, not even askew */
};

/* Is there ink at a place along a side, so far out? */
static bool side_inked(const struct reach *reach, const struct side *side, double at, double out)
{
	return reach_inked(reach, side->x + side->along_x * at + side->out_x * out,
	    side->y + side->along_y * at + side->out_y * out, NULL);
}

/* Does the ink of a place inside go out as far as the depth, however slanted? Looked for in small
 * steps: next to where it was, straight out first. */
static bool goes_out(const struct reach *reach, const struct side *side, double at, double depth)
{
	double step = TRACE / reach->painted->trim->unit;
	for (double out = step - INSIDE / reach->painted->trim->unit; out < depth; out += step) {
		double aside = 0;
		while (aside <= step * ASKEW && !side_inked(reach, side, at + aside, out))
			aside = aside > 0 ? -aside : step - aside;
		if (aside > step * ASKEW)
			return false;
		at += aside;
	}
	return true;
}

static struct stretch stretch_look(const struct reach *reach, const struct side *side, double start,
    double end, double depth)
{
	struct stretch stretch = { start, end - start, false, false };
	double inside = INSIDE / reach->painted->trim->unit, at = (start + end) / 2;
	double x = side->x + side->along_x * at, y = side->y + side->along_y * at;
	struct shape shape;
	if (!reach_inked(reach, x - side->out_x * inside, y - side->out_y * inside, &shape))
		return stretch;
	/* What begins anew further out does not help where the cutter is off by a little. */
	bool whole = side_inked(reach, side, at, depth) &&
	    (shape.picture ||
		(side_inked(reach, side, at, inside / 2) &&
		    side_inked(reach, side, at,
			fmin(depth, BLEED_LEAST / reach->painted->trim->unit) * CUTTER)));
	if (whole)
		return stretch;
	struct rect box = shape.box;
	double out_x = side->out_x > 0 ? box.x + box.width - x : x - box.x;
	double out_y = side->out_y > 0 ? box.y + box.height - y : y - box.y;
	stretch.missing = true;
	double out = side->out_x != 0 ? out_x : out_y;
	/* White places of a picture are no gaps. */
	stretch.cut = out < depth || (!shape.picture && !goes_out(reach, side, at, depth));
	return stretch;
}

/* Something narrow that goes out far enough, only not straight, does bleed. */
static void tell_gap(struct inspection *inspection, const struct trim *trim,
    const struct side *side, const struct stretch *gap, double depth)
{
	double length = gap->length * trim->unit;
	bool askew = !gap->cut && gap->length < depth * ASKEW;
	if (!gap->missing || askew || length < GAP)
		return;
	struct spot spot = trim_spot(trim, side->x + side->along_x * gap->start,
	    side->y + side->along_y * gap->start);
	spot.name = side->name;
	finding_least(inspection->findings, RULE_BLEED, &spot, -length,
	    "the art at the %s stops short, over %.1f mm", side->name, geom_mm(length));
}

static void check_gaps(struct inspection *inspection, const struct reach *reach,
    const struct side *side, const GArray *ends, double depth)
{
	struct stretch gap = { 0 };
	for (guint i = 0; i + 1 < ends->len; i++) {
		double start = g_array_index(ends, double, i),
		       end = g_array_index(ends, double, i + 1);
		if (end <= start)
			continue;
		struct stretch next = stretch_look(reach, side, start, end, depth);
		if (next.missing && gap.missing) {
			gap.length += next.length;
			gap.cut = gap.cut || next.cut;
			continue;
		}
		tell_gap(inspection, reach->painted->trim, side, &gap, depth);
		gap = next;
	}
	tell_gap(inspection, reach->painted->trim, side, &gap, depth);
}

/* Is there art along a side at all? */
static bool side_touched(const struct reach *reach, const struct side *side, const GArray *ends)
{
	double inside = INSIDE / reach->painted->trim->unit;
	for (guint i = 0; i + 1 < ends->len; i++) {
		double start = g_array_index(ends, double, i),
		       end = g_array_index(ends, double, i + 1), at = (start + end) / 2;
		if (end > start &&
		    reach_inked(reach, side->x + side->along_x * at - side->out_x * inside,
			side->y + side->along_y * at - side->out_y * inside, NULL))
			return true;
	}
	return false;
}

static void check_side(struct inspection *inspection, const struct reach *reach,
    const struct side *side)
{
	const struct trim *trim = reach->painted->trim;
	GArray *ends = side_ends(reach, side, trim->unit);
	double touch = fmin(side->bleed, BLEED_SLACK / trim->unit) - ROUNDING;
	double depth = fmax(side->bleed - BLEED_SLACK / trim->unit, touch);
	bool touched = side_touched(reach, side, ends);
	struct spot spot = trim_spot(trim, side->x, side->y);
	spot.name = side->name;
	if (touched && side->bleed * trim->unit < BLEED_LEAST)
		finding_add(inspection->findings, RULE_BLEED_BOX, &spot, "%.2f mm at the %s",
		    geom_mm(side->bleed * trim->unit), side->name);
	if (touched && side->bleed * trim->unit >= BLEED_SLACK * 2)
		check_gaps(inspection, reach, side, ends, depth);
	g_array_free(ends, TRUE);
}

static void check_bleed(struct inspection *inspection, const struct painted *painted,
    struct arena *arena)
{
	struct side sides[4];
	struct reach *reach =
	    reach_new(arena, inspection, painted, INSIDE * 2 / painted->trim->unit);
	sides_of(painted->trim, sides);
	for (int i = 0; i < 4; i++)
		check_side(inspection, reach, &sides[i]);
}

/* From the baseline to the height of capitals; in vertical writing that hangs below the place. */
static struct rect glyph_core(const struct mark *mark, const struct placed *placed)
{
	const struct letters *letters = mark->letters;
	bool vertical = letters->cmap && letters->cmap->wmode;
	bool known = placed->use->width > 0 && letters->kind != LETTERS_TYPE3;
	double width = known ? placed->use->width / 1000 : 0.5;
	struct matrix m = mark->matrix;
	m.e = placed->x;
	m.f = placed->y;
	return matrix_box(m,
	    vertical ? (struct rect){ -width / 2, -HANGING, width, CAPITAL }
		     : (struct rect){ 0, 0, width, CAPITAL });
}

/* What a cutter would hurt of a text: blanks at either end do not count. */
static struct rect text_core(const struct painted *painted, const struct mark *mark)
{
	guint first = mark->first, last = mark->first + mark->count - 1;
	while (first < last && quality_blank_at(painted, first))
		first++;
	while (last > first && quality_blank_at(painted, last))
		last--;
	return rect_union(glyph_core(mark, &g_array_index(painted->placed, struct placed, first)),
	    glyph_core(mark, &g_array_index(painted->placed, struct placed, last)));
}

static void tell_distance(struct inspection *inspection, const struct painted *painted,
    const struct mark *mark, enum rule_id rule, struct rect core)
{
	struct rect edge = painted->trim->edge;
	double left = core.x - edge.x, right = edge.x + edge.width - core.x - core.width;
	double low = core.y - edge.y, high = edge.y + edge.height - core.y - core.height;
	double nearest = geom_mm(fmin(fmin(left, right), fmin(low, high)) * painted->trim->unit);
	struct spot spot = quality_spot(painted, mark);
	const char *quote = quality_quote(inspection->arena, painted, mark);
	finding_least(inspection->findings, rule, &spot, nearest, "%s%.2f mm: %s",
	    nearest < 0 ? "runs off the page, by " : "", fabs(nearest), quote);
}

static void check_distance(struct inspection *inspection, const struct painted *painted,
    double least, enum rule_id rule)
{
	struct rect edge = painted->trim->edge;
	struct rect safe = rect_grown(edge, -(least - ROUNDING) / painted->trim->unit);
	for (guint i = 0; i < painted->marks->len; i++) {
		const struct mark *mark = &g_array_index(painted->marks, struct mark, i);
		if (mark->kind != MARK_TEXT || !quality_counts(painted, mark) ||
		    mark->origin > ORIGIN_ANNOTATION || quality_blank(painted, mark))
			continue;
		struct rect core = text_core(painted, mark);
		if (mark->clip >= 0)
			core = rect_common(core,
			    g_array_index(painted->clips, struct clip, mark->clip).box);
		/* A slug in the bleed is cut off on purpose. */
		if (rect_meets(core, edge) && !rect_contains(safe, core, 0))
			tell_distance(inspection, painted, mark, rule, core);
	}
}

void edges_check(struct inspection *inspection, const struct painted *painted)
{
	struct findings *findings = inspection->findings;
	struct arena *arena = arena_new();
	if (findings_wants(findings, RULE_BLEED))
		check_bleed(inspection, painted, arena);
	if (findings_wants(findings, RULE_SAFE))
		check_distance(inspection, painted, SAFE, RULE_SAFE);
	if (findings_wants(findings, RULE_OFFICE_EDGE))
		check_distance(inspection, painted, OFFICE, RULE_OFFICE_EDGE);
	arena_free(arena);
}
