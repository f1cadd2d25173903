/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "preflight/hairline.h"

#include "preflight/quality.h"
#include "preflight/tint.h"

#include <math.h>

static const double LINE_LEAST = 0.25, LINE_INKS_LEAST = 0.5, LINE_THIN = 2; /* pt */
static const double BAR_LENGTH = 3; /* pt: what is shorter is a dot or part of a letter */
/* What a filled bar is at least, to be a line and no stem of a letter or row of a code: in pt, and
 * in its own widths. */
static const double RULE_LENGTH = 18, RULE_SHAPE = 10;
static const double ROUNDING = 0.005, NEAR = 0.05; /* pt */
static const double FLAT = 0.01;		   /* of the page's units */
enum { CORNERS = 6 };

/* A filled rectangle, upright or not, that is too thin for some ink. */
struct bar {
	const struct mark *mark;
	struct rect box;
	double width; /* pt */
	bool upright; /* higher than wide */
};

struct bars {
	GArray *thin;  /* struct bar: too thin for some ink */
	GArray *black; /* struct bar: lines in black alone that do not overprint */
};

/* Registration colour and black outside the trim are for the cutter and the press, however thin. */
static bool is_for_cutter(const struct painted *painted, const struct mark *mark)
{
	struct inks inks;
	const struct space *space;
	return mark->origin <= ORIGIN_ANNOTATION && tint_inks(mark->paint, &inks, &space) &&
	    (inks.all || inks.black) &&
	    !quality_meets(painted, mark, rect_grown(painted->trim->edge, -NEAR));
}

static void tell_width(struct inspection *inspection, const struct mark *mark,
    const struct spot *spot, double width)
{
	struct findings *findings = inspection->findings;
	bool white = tint_white(mark->paint), hard = white || tint_many(mark->paint);
	if (hard && width < LINE_INKS_LEAST - ROUNDING &&
	    findings_wants(findings, RULE_HAIRLINE_INKS))
		finding_least(findings, RULE_HAIRLINE_INKS, spot, width, "%.3f pt in %s", width,
		    white ? "white" : tint_text(inspection->arena, mark->paint));
	else if (width < LINE_LEAST - ROUNDING)
		finding_least(findings, RULE_HAIRLINE, spot, width, "%.3f pt", width);
}

static bool knocks_out(const struct mark *mark)
{
	return tint_black_alone(mark->paint) && mark->paint->space->kind != SPACE_GREY &&
	    !quality_overprints(mark);
}

static void check_line(struct inspection *inspection, const struct painted *painted,
    const struct mark *mark)
{
	struct spot spot = quality_spot(painted, mark);
	tell_width(inspection, mark, &spot, mark->width);
	if (mark->width <= LINE_THIN && knocks_out(mark))
		finding_least(inspection->findings, RULE_LINE_KNOCKOUT, &spot, mark->width,
		    "%.3f pt", mark->width);
}

/* How thick a subpath is when it is a parallelogram or a line there and back; infinite when it is
 * anything else. */
static double bar_width(const struct vertex *v, guint count, double *length)
{
	while (count > 1 && v[count - 1].x == v[0].x && v[count - 1].y == v[0].y)
		count--;
	if (count < 2 || count > 4)
		return INFINITY;
	const struct vertex *last = &v[count - 1];
	double a_x = v[1].x - v[0].x, a_y = v[1].y - v[0].y;
	double b_x = last->x - v[0].x, b_y = last->y - v[0].y;
	double area = fabs(a_x * b_y - a_y * b_x);
	*length = fmax(hypot(a_x, a_y), hypot(b_x, b_y));
	bool flat = count < 4 && area <= FLAT * *length;
	bool even = count == 4 && fabs(v[0].x + v[2].x - v[1].x - v[3].x) <= FLAT &&
	    fabs(v[0].y + v[2].y - v[1].y - v[3].y) <= FLAT;
	return *length > 0 && (flat || even) ? area / *length : INFINITY;
}

static void add_bar(const struct painted *painted, struct bars *bars, struct bar bar, double length)
{
	struct rect seen = rect_grown(bar.mark->seen, ROUNDING);
	double points = length * painted->trim->unit;
	if (bar.width > LINE_THIN || points < BAR_LENGTH ||
	    !rect_meets(seen, rect_grown(bar.box, ROUNDING)))
		return;
	bar.upright = bar.box.height > bar.box.width;
	if (bar.width < LINE_INKS_LEAST - ROUNDING)
		g_array_append_val(bars->thin, bar);
	if (points >= fmax(RULE_LENGTH, RULE_SHAPE * bar.width) && knocks_out(bar.mark))
		g_array_append_val(bars->black, bar);
}

/* Some writers clip to a line's shape, then fill all of the place. */
static bool add_clipped(const struct painted *painted, const struct mark *mark, struct bars *bars)
{
	const struct clip *clip =
	    mark->clip >= 0 ? &g_array_index(painted->clips, struct clip, mark->clip) : NULL;
	double length = 0;
	if (!clip || clip->count == 0 || clip->count > CORNERS)
		return false;
	const struct vertex *vertices =
	    (const struct vertex *)(const void *)painted->vertices->data + clip->first;
	double width = bar_width(vertices, clip->count, &length) * painted->trim->unit;
	double longer = fmax(mark->seen.width, mark->seen.height);
	if (width > LINE_THIN || mark->seen.width <= 0 || mark->seen.height <= 0)
		return false;
	add_bar(painted, bars, (struct bar){ mark, mark->seen, width, false },
	    fmin(length, longer));
	return true;
}

/* A frame is one rectangle with another cut out of it (even-odd): its thinnest side counts. */
static void add_frame(const struct painted *painted, const struct mark *mark, struct bars *bars,
    const struct rect pair[2])
{
	bool first = rect_contains(pair[0], pair[1], 0);
	struct rect outer = pair[first ? 0 : 1], inner = pair[first ? 1 : 0];
	if (!mark->even_odd || !rect_contains(outer, inner, 0))
		return;
	double sides[4] = { inner.x - outer.x, inner.y - outer.y,
		outer.x + outer.width - inner.x - inner.width,
		outer.y + outer.height - inner.y - inner.height };
	double least = INFINITY;
	for (int i = 0; i < 4; i++)
		if (sides[i] > FLAT)
			least = fmin(least, sides[i]);
	add_bar(painted, bars, (struct bar){ mark, outer, least * painted->trim->unit, false },
	    fmax(outer.width, outer.height));
}

static void add_bars(const struct painted *painted, const struct mark *mark, struct bars *bars)
{
	const struct vertex *vertices = mark_vertices(painted, mark);
	double length = 0;
	struct rect pair[2];
	int known = 0; /* rectangles just before */
	if (add_clipped(painted, mark, bars))
		return;
	for (guint first = 0, end; first < mark->count; first = end) {
		end = subpath_end(vertices, first, mark->count);
		double width = end - first > CORNERS
		    ? INFINITY
		    : bar_width(vertices + first, end - first, &length) * painted->trim->unit;
		if (isinf(width)) {
			known = 0;
			continue;
		}
		struct rect box = vertices_box(vertices + first, end - first);
		add_bar(painted, bars, (struct bar){ mark, box, width, false }, length);
		pair[known++] = box;
		if (known == 2) {
			add_frame(painted, mark, bars, pair);
			known = 0;
		}
	}
}

/* Strips side by side, as of a gradient, are one thing together. */
static bool is_strip(const struct bar *bar, const struct bar *other)
{
	struct rect a = bar->box, b = other->box;
	if (bar->upright != other->upright || !rect_meets(rect_grown(a, NEAR), rect_grown(b, NEAR)))
		return false;
	double apart = bar->upright ? fabs(a.x + a.width / 2 - b.x - b.width / 2)
				    : fabs(a.y + a.height / 2 - b.y - b.height / 2);
	double thick = bar->upright ? a.width + b.width : a.height + b.height;
	if (apart <= 0 || apart < thick / 2 - NEAR)
		return false;
	double low = bar->upright ? fmax(a.y, b.y) : fmax(a.x, b.x);
	double high = bar->upright ? fmin(a.y + a.height, b.y + b.height)
				   : fmin(a.x + a.width, b.x + b.width);
	return high - low > (bar->upright ? a.height : a.width) / 2;
}

static struct spot bar_spot(const struct painted *painted, const struct bar *bar)
{
	struct spot spot = quality_spot(painted, bar->mark);
	if (spot.placed)
		spot = trim_box_spot(painted->trim, bar->box);
	spot.object = bar->mark->object;
	return spot;
}

static bool in_strips(const GArray *bars, guint i)
{
	const struct bar *bar = &g_array_index(bars, struct bar, i);
	return (i > 0 && is_strip(bar, bar - 1)) || (i + 1 < bars->len && is_strip(bar, bar + 1));
}

static void check_bars(struct inspection *inspection, const struct painted *painted,
    const struct bars *bars)
{
	for (guint i = 0; i < bars->thin->len; i++) {
		const struct bar *bar = &g_array_index(bars->thin, struct bar, i);
		struct spot spot = bar_spot(painted, bar);
		if (!in_strips(bars->thin, i))
			tell_width(inspection, bar->mark, &spot, bar->width);
	}
	for (guint i = 0; i < bars->black->len; i++) {
		const struct bar *bar = &g_array_index(bars->black, struct bar, i);
		struct spot spot = bar_spot(painted, bar);
		if (!in_strips(bars->black, i))
			finding_least(inspection->findings, RULE_LINE_KNOCKOUT, &spot, bar->width,
			    "%.3f pt", bar->width);
	}
}

void hairline_check(struct inspection *inspection, const struct painted *painted)
{
	struct bars bars = { g_array_new(FALSE, FALSE, sizeof(struct bar)),
		g_array_new(FALSE, FALSE, sizeof(struct bar)) };
	for (guint i = 0; i < painted->marks->len; i++) {
		const struct mark *mark = &g_array_index(painted->marks, struct mark, i);
		bool text = mark->kind == MARK_TEXT && mark->stroked;
		if ((mark->kind != MARK_STROKE && mark->kind != MARK_FILL && !text) ||
		    !quality_counts(painted, mark) || is_for_cutter(painted, mark))
			continue;
		/* What is filled and drawn around is as wide as both. */
		bool both = i + 1 < painted->marks->len && mark[1].kind == MARK_STROKE &&
		    mark[1].first == mark->first;
		if (mark->kind != MARK_FILL)
			check_line(inspection, painted, mark);
		else if (!both)
			add_bars(painted, mark, &bars);
	}
	check_bars(inspection, painted, &bars);
	g_array_free(bars.thin, TRUE);
	g_array_free(bars.black, TRUE);
}
