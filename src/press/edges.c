/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "press/edges.h"

#include "press/quality.h"
#include "press/reach.h"

#include <math.h>

static const double BLEED_LEAST = 8.3; /* pt: 3 mm, less a little for those who round */
static const double BLEED_SLACK = 0.3; /* pt: 0.1 mm */
static const double SAFE = 8.5039;     /* pt: 3 mm */
static const double OFFICE = 18;       /* pt: 6.35 mm */
static const double INSIDE = 1;	       /* pt: here art that touches the trim must be */
static const double STEP = 4;	       /* pt between looks along the trim */
static const double GAP = 3;	       /* pt of a trim's side without bleed that count */
static const double ROUNDING = 0.05;
static const double CAPITAL = 0.7; /* em */

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

/* The first stretch along a side where ink stands just inside and none at the edge of the bleed. */
static bool find_gap(const struct reach *reach, const struct side *side, double depth, double unit,
    double *start, double *length)
{
	double step = STEP / unit, inside = INSIDE / unit;
	*length = 0;
	for (double at = step / 2; at < side->length; at += step) {
		double x = side->x + side->along_x * at, y = side->y + side->along_y * at;
		bool inked = reach_inked(reach, x - side->out_x * inside, y - side->out_y * inside);
		bool missing =
		    inked && !reach_inked(reach, x + side->out_x * depth, y + side->out_y * depth);
		if (missing && *length == 0)
			*start = at - step / 2;
		if (missing)
			*length += step;
		if (!missing && *length * unit >= GAP)
			return true;
		if (!missing)
			*length = 0;
	}
	return *length * unit >= GAP;
}

static void check_bleed(struct inspection *inspection, const struct painted *painted,
    struct arena *arena)
{
	const struct trim *trim = painted->trim;
	struct side sides[4];
	struct reach *reach = reach_new(arena, painted, INSIDE * 2 / trim->unit);
	sides_of(trim, sides);
	for (int i = 0; i < 4; i++) {
		const struct side *side = &sides[i];
		double start = 0, length = 0;
		/* Just outside the trim: is there art that touches it at all? */
		double touch = fmin(side->bleed, BLEED_SLACK / trim->unit) - ROUNDING;
		double depth = fmax(side->bleed - BLEED_SLACK / trim->unit, touch);
		bool touches = reach_touches(reach, side->x, side->y,
		    side->x + side->along_x * side->length, side->y + side->along_y * side->length);
		if (!touches)
			continue;
		struct spot spot = trim_spot(trim, side->x, side->y);
		spot.name = side->name;
		if (side->bleed * trim->unit < BLEED_LEAST)
			finding_add(inspection->findings, RULE_BLEED_BOX, &spot,
			    "%.2f mm at the %s", geom_mm(side->bleed * trim->unit), side->name);
		if (side->bleed * trim->unit < BLEED_SLACK * 2 ||
		    !find_gap(reach, side, depth, trim->unit, &start, &length))
			continue;
		spot = trim_spot(trim, side->x + side->along_x * start,
		    side->y + side->along_y * start);
		spot.name = side->name;
		finding_add(inspection->findings, RULE_BLEED, &spot,
		    "the art at the %s stops short, over %.1f mm", side->name,
		    geom_mm(length * trim->unit));
	}
}

/* From the baseline to the height of capitals: what a cutter would hurt. */
static struct rect text_core(const struct painted *painted, const struct mark *mark)
{
	struct matrix m = mark->matrix;
	const struct placed *first = &g_array_index(painted->placed, struct placed, mark->first);
	const struct placed *last =
	    &g_array_index(painted->placed, struct placed, mark->first + mark->count - 1);
	double width = last->use->width > 0 && mark->letters->kind != LETTERS_TYPE3
	    ? last->use->width / 1000
	    : 0.5;
	m.e = first->x;
	m.f = first->y;
	struct rect a = matrix_box(m, (struct rect){ 0, 0, 0.001, CAPITAL });
	m.e = last->x;
	m.f = last->y;
	return rect_union(a, matrix_box(m, (struct rect){ 0, 0, width, CAPITAL }));
}

static void check_distance(struct inspection *inspection, const struct painted *painted,
    double least, enum rule_id rule)
{
	const struct trim *trim = painted->trim;
	struct rect edge = trim->edge;
	double away = (least - ROUNDING) / trim->unit;
	struct rect safe = { edge.x + away, edge.y + away, edge.width - 2 * away,
		edge.height - 2 * away };
	for (guint i = 0; i < painted->marks->len; i++) {
		const struct mark *mark = &g_array_index(painted->marks, struct mark, i);
		if (mark->kind != MARK_TEXT || !quality_counts(painted, mark) ||
		    mark->origin > ORIGIN_ANNOTATION)
			continue;
		struct rect core = text_core(painted, mark);
		const char *sample = quality_sample(inspection->arena, painted, mark);
		bool outside = core.x >= edge.x + edge.width || core.x + core.width <= edge.x ||
		    core.y >= edge.y + edge.height || core.y + core.height <= edge.y;
		/* A slug in the bleed is cut off on purpose. */
		if (outside || !sample[0] || rect_contains(safe, core, 0))
			continue;
		double left = core.x - edge.x, right = edge.x + edge.width - core.x - core.width;
		double low = core.y - edge.y, high = edge.y + edge.height - core.y - core.height;
		double nearest = fmin(fmin(left, right), fmin(low, high)) * trim->unit;
		struct spot spot = quality_spot(painted, mark);
		finding_add(inspection->findings, rule, &spot, "%.2f mm: \"%s\"", geom_mm(nearest),
		    sample);
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
