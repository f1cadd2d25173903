/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "preflight/graphics.h"

#include <math.h>

enum { ANNOTATIONS_MOST = 20000 };
enum { FLAG_HIDDEN = 2, FLAG_PRINT = 4 };

static struct painted *painted_new(struct arena *arena, const struct trim *trim)
{
	struct painted *painted = ARENA_NEW(arena, struct painted);
	painted->trim = trim;
	painted->marks = arena_array(arena, sizeof(struct mark));
	painted->vertices = arena_array(arena, sizeof(struct vertex));
	painted->placed = arena_array(arena, sizeof(struct placed));
	painted->clips = arena_array(arena, sizeof(struct clip));
	painted->groups = arena_array(arena, sizeof(struct group));
	painted->spaces = arena_array(arena, sizeof(struct space_use));
	return painted;
}

static void state_init(struct graphics *graphics)
{
	graphics->state = (struct state){
		.ctm = matrix_identity,
		.clip = -1,
		.width = 1,
		.scale = 1,
		.alpha_fill = 1,
		.alpha_stroke = 1,
		.fill = graphics->context->black,
		.stroke = graphics->context->black,
		.fill_space = graphics->context->black->space,
		.stroke_space = graphics->context->black->space,
	};
	graphics->start = graphics->state;
	graphics->veil = (struct veil){ .alpha = 1 };
	graphics->text = graphics->line = matrix_identity;
}

/* The normal appearance: a stream, or one of several by the annotation's state. */
static unsigned appearance_find(struct cos *cos, unsigned annotation)
{
	unsigned normal = cos_find(cos, cos_find(cos, annotation, "/AP"), "/N");
	if (cos_type(cos, normal) == PDF_STREAM)
		return normal;
	const char *state = cos_name(cos, cos_find(cos, annotation, "/AS"));
	return cos_find(cos, normal, state ? state : "/Off");
}

/* ISO 32000-1, 12.5.5: the transformed box of the form is laid on the annotation's rectangle. */
static struct matrix appearance_matrix(struct cos *cos, unsigned annotation, unsigned form)
{
	struct matrix matrix = matrix_identity;
	double r[4], b[4], n[6];
	if (cos_reals(cos, cos_find(cos, form, "/Matrix"), n, 6) == 6)
		matrix = (struct matrix){ n[0], n[1], n[2], n[3], n[4], n[5] };
	if (cos_reals(cos, cos_find(cos, annotation, "/Rect"), r, 4) != 4 ||
	    cos_reals(cos, cos_find(cos, form, "/BBox"), b, 4) != 4)
		return matrix;
	struct rect box = matrix_box(matrix,
	    (struct rect){ fmin(b[0], b[2]), fmin(b[1], b[3]), fabs(b[2] - b[0]),
		fabs(b[3] - b[1]) });
	double x = box.width > 0 ? fabs(r[2] - r[0]) / box.width : 1;
	double y = box.height > 0 ? fabs(r[3] - r[1]) / box.height : 1;
	struct matrix onto = { x, 0, 0, y, fmin(r[0], r[2]) - box.x * x,
		fmin(r[1], r[3]) - box.y * y };
	return matrix_multiply(matrix, onto);
}

/* ISO 32000-1, 12.5.3: paper shows what has the flag Print, whatever a screen shows. */
static bool is_shown(const struct inspection *inspection, unsigned annotation)
{
	double flags = 0;
	cos_real(inspection->cos, cos_find(inspection->cos, annotation, "/F"), &flags);
	unsigned set = (unsigned)CLAMP(flags, 0, 1e6);
	if (set & FLAG_HIDDEN)
		return false;
	return inspection->findings->profile == PREFLIGHT_UA || (set & FLAG_PRINT);
}

static void read_appearances(struct graphics *graphics, unsigned page)
{
	struct cos *cos = graphics->cos;
	unsigned annotations = cos_find(cos, page, "/Annots");
	size_t count = cos_count(cos, annotations);
	for (size_t i = 0; i < MIN(count, ANNOTATIONS_MOST) && !graphics->stopped; i++) {
		unsigned annotation = cos_item(cos, annotations, i);
		unsigned form = appearance_find(cos, annotation);
		if (cos_type(cos, form) != PDF_STREAM ||
		    !is_shown(graphics->inspection, annotation))
			continue;
		state_init(graphics);
		graphics->hidden = marking_hidden(graphics, cos_find(cos, annotation, "/OC"));
		/* ISO 32000-2, 12.5.2: it is painted as a group, with a blend mode of its own. */
		graphics->veil.blended = setting_blends(cos, cos_find(cos, annotation, "/BM"));
		graphics_group(graphics, form, "form", false);
		graphics_nested(graphics, form, appearance_matrix(cos, annotation, form),
		    ORIGIN_ANNOTATION);
	}
}

struct painted *graphics_read(struct inspection *inspection, struct arena *arena,
    const struct trim *trim, unsigned page)
{
	struct cos *cos = inspection->cos;
	struct graphics graphics = {
		.inspection = inspection,
		.cos = cos,
		.arena = arena,
		.trim = trim,
		.parents_key = -1,
		.painted = painted_new(arena, trim),
	};
	double key;
	graphics.states = arena_array(arena, sizeof(struct state));
	graphics.brackets = arena_array(arena, sizeof(struct bracket));
	graphics.corners = arena_array(arena, sizeof(struct vertex));
	graphics.once = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	graphics.contexts = arena_table(arena);
	arena_tie(arena, graphics.once, (void (*)(void *))g_hash_table_unref);
	graphics.context =
	    context_new(&graphics, inspection_inherited(inspection, page, "/Resources"));
	if (cos_real(cos, cos_find(cos, page, "/StructParents"), &key) && key >= 0 && key < 1e9)
		graphics.parents_key = (int)key;
	graphics_group(&graphics, page, "page", false);
	state_init(&graphics);
	if (cos_has(cos, page, "/Contents")) {
		GBytes *bytes = cos_content(cos, page);
		graphics_stream(&graphics, bytes);
		if (bytes)
			g_bytes_unref(bytes);
	}
	read_appearances(&graphics, page);
	return graphics.painted;
}
