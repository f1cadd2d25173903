/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "preflight/graphics.h"

#include "preflight/reach.h"

#include <math.h>

enum { CURVE_PIECES = 12 };
static const double VISIBLE = 0.0005; /* opacity: less is none */
static const double EVEN = 1e-4;      /* of both axes: less is no uneven scaling */
static const double MITRE =
    10; /* how far a corner of a line may stand out, in widths of its half */

static void add_vertex(struct graphics *graphics, double x, double y, bool starts)
{
	struct painted *painted = graphics->painted;
	if (painted->vertices->len + graphics->corners->len >= VERTICES_MOST) {
		painted->truncated = graphics->stopped = true;
		return;
	}
	struct vertex vertex = { x, y, starts };
	matrix_apply(graphics->state.ctm, &vertex.x, &vertex.y);
	g_array_append_val(graphics->corners, vertex);
}

static void line_to(struct graphics *graphics, double x, double y)
{
	/* Without a current point there is nothing to draw from: as viewers do, start there. */
	add_vertex(graphics, x, y, graphics->corners->len == graphics->path);
	graphics->x = x;
	graphics->y = y;
}

static void move_to(struct graphics *graphics, double x, double y)
{
	add_vertex(graphics, x, y, true);
	graphics->x = graphics->start_x = x;
	graphics->y = graphics->start_y = y;
}

static void curve_to(struct graphics *graphics, const double *n)
{
	double x = graphics->x, y = graphics->y;
	for (int i = 1; i <= CURVE_PIECES; i++) {
		double t = (double)i / CURVE_PIECES, s = 1 - t;
		double a = s * s * s, b = 3 * s * s * t, c = 3 * s * t * t, d = t * t * t;
		line_to(graphics, a * x + b * n[0] + c * n[2] + d * n[4],
		    a * y + b * n[1] + c * n[3] + d * n[5]);
	}
}

static void close_path(struct graphics *graphics)
{
	if (graphics->corners->len > graphics->path)
		line_to(graphics, graphics->start_x, graphics->start_y);
}

static struct rect path_box(const struct painted *painted, guint first, guint count)
{
	double left = INFINITY, right = -INFINITY, low = INFINITY, high = -INFINITY;
	for (guint i = first; i < first + count; i++) {
		const struct vertex *vertex = &g_array_index(painted->vertices, struct vertex, i);
		/* A lone "m" at the end of a path paints nothing. */
		if (vertex->starts && count > 1 && (i + 1 == first + count || (vertex + 1)->starts))
			continue;
		left = fmin(left, vertex->x);
		right = fmax(right, vertex->x);
		low = fmin(low, vertex->y);
		high = fmax(high, vertex->y);
	}
	return right >= left ? (struct rect){ left, low, right - left, high - low }
			     : (struct rect){ 0, 0, 0, 0 };
}

/* Four corners, or five with the first again, each edge along an axis. */
static bool is_upright(const struct painted *painted, guint first, guint count)
{
	const struct vertex *v =
	    (const struct vertex *)(const void *)painted->vertices->data + first;
	if (count < 4 || count > 5 || (count == 5 && (v[4].x != v[0].x || v[4].y != v[0].y)))
		return false;
	if (v[1].starts || v[2].starts || v[3].starts)
		return false;
	bool across = v[0].y == v[1].y;
	return across
	    ? v[1].x == v[2].x && v[2].y == v[3].y && v[3].x == v[0].x
	    : v[0].x == v[1].x && v[1].y == v[2].y && v[2].x == v[3].x && v[3].y == v[0].y;
}

static int clip_add(struct graphics *graphics, struct clip clip)
{
	struct painted *painted = graphics->painted;
	clip.parent = graphics->state.clip;
	clip.upright = is_upright(painted, clip.first, clip.count);
	/* What has no area lets nothing through. */
	clip.empty = clip.box.width <= 0 || clip.box.height <= 0 ||
	    reach_misses(painted, clip.parent, clip.box);
	if (clip.parent >= 0)
		clip.box = rect_common(clip.box,
		    g_array_index(painted->clips, struct clip, clip.parent).box);
	g_array_append_val(painted->clips, clip);
	return (int)painted->clips->len - 1;
}

void drawing_clip_rect(struct graphics *graphics, struct matrix matrix, struct rect box)
{
	struct painted *painted = graphics->painted;
	struct clip clip = { .first = painted->vertices->len,
		.count = 4,
		.box = matrix_box(matrix, box) };
	double corners[4][2] = {
		{ box.x, box.y },
		{ box.x + box.width, box.y },
		{ box.x + box.width, box.y + box.height },
		{ box.x, box.y + box.height },
	};
	for (int i = 0; i < 4; i++) {
		struct vertex vertex = { corners[i][0], corners[i][1], i == 0 };
		matrix_apply(matrix, &vertex.x, &vertex.y);
		g_array_append_val(painted->vertices, vertex);
	}
	graphics->state.clip = clip_add(graphics, clip);
}

void drawing_see(const struct painted *painted, struct mark *mark, double margin)
{
	const struct rect box = mark->box;
	mark->hidden = mark->hidden || mark->alpha < VISIBLE;
	/* Absurd matrices lead nowhere. */
	if (!isfinite(box.x) || !isfinite(box.y) || !isfinite(box.width) || !isfinite(box.height)) {
		mark->box = mark->seen = (struct rect){ 0, 0, 0, 0 };
		return;
	}
	mark->seen = box;
	if (mark->clip < 0)
		return;
	mark->seen = rect_common(box, g_array_index(painted->clips, struct clip, mark->clip).box);
	struct rect most = { box.x - margin, box.y - margin, box.width + 2 * margin,
		box.height + 2 * margin };
	mark->hidden = mark->hidden || reach_misses(painted, mark->clip, most);
}

static void fill_path(struct graphics *graphics, guint first, guint count, bool even_odd)
{
	struct mark *mark = graphics_mark(graphics, MARK_FILL);
	mark->first = first;
	mark->count = count;
	mark->even_odd = even_odd;
	mark->paint = graphics->state.fill;
	mark->overprint = graphics->state.overprint_fill;
	mark->alpha *= graphics->state.alpha_fill;
	mark->box = path_box(graphics->painted, first, count);
	drawing_see(graphics->painted, mark, 0);
	colouring_use(graphics, mark->paint, mark);
}

/*
 * How wide a line of width 1 comes out where it is thinnest. Where the axes are scaled unevenly
 * that depends on its direction: what a line along the longer axis is wide, the shorter one says.
 */
static double line_scale(const struct graphics *graphics, guint first, guint count)
{
	const struct vertex *v =
	    (const struct vertex *)(const void *)graphics->painted->vertices->data + first;
	struct matrix m = graphics->state.ctm;
	double along = matrix_along(m), across = matrix_across(m), least = INFINITY;
	double narrow = fmin(along, across), uneven = EVEN * along * across;
	if (fabs(along * along - across * across) <= uneven &&
	    fabs(m.a * m.c + m.b * m.d) <= uneven)
		return narrow;
	for (guint i = 0; i + 1 < count; i++) {
		double x = v[i + 1].x - v[i].x, y = v[i + 1].y - v[i].y, length = hypot(x, y);
		if (v[i + 1].starts || length <= 0)
			continue;
		/* The pen is a circle made an ellipse: this is its extent across the line. */
		least = fmin(least, hypot(m.b * x - m.a * y, m.d * x - m.c * y) / length);
	}
	return isfinite(least) ? least : narrow;
}

static void stroke_path(struct graphics *graphics, guint first, guint count)
{
	struct mark *mark = graphics_mark(graphics, MARK_STROKE);
	double wide = fmax(matrix_along(graphics->state.ctm), matrix_across(graphics->state.ctm));
	double half = graphics->state.width * wide / 2;
	mark->first = first;
	mark->count = count;
	mark->width =
	    graphics->state.width * line_scale(graphics, first, count) * graphics->trim->unit;
	mark->paint = graphics->state.stroke;
	mark->overprint = graphics->state.overprint_stroke;
	mark->alpha *= graphics->state.alpha_stroke;
	mark->box = path_box(graphics->painted, first, count);
	mark->box = (struct rect){ mark->box.x - half, mark->box.y - half,
		mark->box.width + 2 * half, mark->box.height + 2 * half };
	drawing_see(graphics->painted, mark, half * MITRE);
	colouring_use(graphics, mark->paint, mark);
}

static void clip_path(struct graphics *graphics, guint first, guint count, bool even_odd)
{
	struct clip clip = {
		.first = first,
		.count = count,
		.even_odd = even_odd,
		.box = path_box(graphics->painted, first, count),
	};
	graphics->state.clip = clip_add(graphics, clip);
}

/* The path goes to the page's vertices only now: the streams that a colour runs add theirs, and
 * what stands there keeps its place. */
static void end_path(struct graphics *graphics, bool filled, bool even_odd, bool stroked)
{
	GArray *corners = graphics->corners, *vertices = graphics->painted->vertices;
	guint first = vertices->len, count = corners->len - graphics->path;
	int pending = graphics->pending;
	if (count && (filled || stroked || pending))
		g_array_append_vals(vertices,
		    &g_array_index(corners, struct vertex, graphics->path), count);
	g_array_set_size(corners, graphics->path);
	graphics->pending = 0;
	if (filled && count > 1)
		fill_path(graphics, first, count, even_odd);
	if (stroked && count > 1)
		stroke_path(graphics, first, count);
	/* Without any path there is no clip: so does Ghostscript, which measures. */
	if (pending && count)
		clip_path(graphics, first, count, pending == '*');
}

static bool build_path(struct graphics *graphics, enum op op, const double *n)
{
	double whole[6] = { graphics->x, graphics->y, n[0], n[1], n[2], n[3] };
	double end_twice[6] = { n[0], n[1], n[2], n[3], n[2], n[3] };
	switch (op) {
	case OP_MOVE_TO:
		move_to(graphics, n[0], n[1]);
		return true;
	case OP_LINE:
		line_to(graphics, n[0], n[1]);
		return true;
	case OP_CURVE:
		curve_to(graphics, n);
		return true;
	case OP_CURVE_V:
		curve_to(graphics, whole);
		return true;
	case OP_CURVE_Y:
		curve_to(graphics, end_twice);
		return true;
	case OP_CLOSE:
		close_path(graphics);
		return true;
	case OP_RECTANGLE:
		move_to(graphics, n[0], n[1]);
		line_to(graphics, n[0] + n[2], n[1]);
		line_to(graphics, n[0] + n[2], n[1] + n[3]);
		line_to(graphics, n[0], n[1] + n[3]);
		close_path(graphics);
		return true;
	default:
		return false;
	}
}

bool drawing_run(struct graphics *graphics, enum op op, const double *n)
{
	if (build_path(graphics, op, n))
		return true;
	switch (op) {
	case OP_CLOSE_STROKE:
		close_path(graphics);
		end_path(graphics, false, false, true);
		return true;
	case OP_STROKE:
		end_path(graphics, false, false, true);
		return true;
	case OP_FILL:
	case OP_FILL_EVEN:
		end_path(graphics, true, op == OP_FILL_EVEN, false);
		return true;
	case OP_CLOSE_FILL_STROKE:
	case OP_CLOSE_FILL_STROKE_EVEN:
		close_path(graphics);
		end_path(graphics, true, op == OP_CLOSE_FILL_STROKE_EVEN, true);
		return true;
	case OP_FILL_STROKE:
	case OP_FILL_STROKE_EVEN:
		end_path(graphics, true, op == OP_FILL_STROKE_EVEN, true);
		return true;
	case OP_END_PATH:
		end_path(graphics, false, false, false);
		return true;
	case OP_CLIP:
	case OP_CLIP_EVEN:
		graphics->pending = op == OP_CLIP ? 'W' : '*';
		return true;
	case OP_WIDTH:
		graphics->state.width = fabs(n[0]);
		return true;
	case OP_DASH:
	case OP_CAP:
	case OP_JOIN:
	case OP_MITER:
	case OP_FLATNESS:
	case OP_INTENT:
		return true;
	default:
		return false;
	}
}
