/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "preflight/graphics.h"

#include <math.h>
#include <string.h>

static const struct paint *paint_new(struct graphics *graphics, const struct space *space,
    const double *values, unsigned count)
{
	struct paint *paint = ARENA_NEW(graphics->arena, struct paint);
	paint->space = space;
	paint->count = count;
	paint->values = arena_copy(graphics->arena, values, count, sizeof(*values));
	if (count)
		paint->inks = space_inks(space, values, count);
	return paint;
}

const struct paint *colouring_device(struct graphics *graphics, unsigned parts,
    const double *values)
{
	const struct space **space = &graphics->context->devices[parts];
	if (!*space)
		*space = space_device(graphics->inspection, graphics->context->resources, parts);
	return paint_new(graphics, *space, values, parts);
}

const struct space *colouring_named(struct graphics *graphics, const char *name)
{
	const struct space *space = g_hash_table_lookup(graphics->context->spaces, name);
	if (space)
		return space;
	space = space_named(graphics->inspection, graphics->context->resources, name);
	if (!space) {
		graphics_missing(graphics, "colour space", name);
		return NULL;
	}
	g_hash_table_insert(graphics->context->spaces, g_strdup(name), (gpointer)space);
	return space;
}

/* The colour that a space starts with. */
static const struct paint *paint_first(struct graphics *graphics, const struct space *space)
{
	double values[SPACE_PARTS] = { 0 };
	if (space->kind == SPACE_SEPARATION || space->kind == SPACE_DEVICEN)
		for (unsigned i = 0; i < space->parts; i++)
			values[i] = 1;
	if (space->kind == SPACE_CMYK || (space->kind == SPACE_ICC && space->parts == 4))
		values[3] = 1;
	return paint_new(graphics, space, values, MIN(space->parts, SPACE_PARTS));
}

/*
 * A pattern's contents count once a page and size; where it lies is what it fills. ISO 32000-1,
 * 8.7.3 and 11.6.7: it stands in the coordinates that the stream around it starts with, starts from
 * that stream's state, and is painted as a group.
 */
static void run_tiling(struct graphics *graphics, const struct paint *paint, bool uncoloured,
    const struct mark *mark)
{
	struct cos *cos = graphics->cos;
	struct graphics saved = *graphics;
	struct state *state = &graphics->state;
	struct matrix matrix = matrix_identity;
	double n[6];
	char kind[40];
	*state = graphics->start;
	state->clip = -1;
	state->alpha_fill = state->alpha_stroke = 1;
	state->blended = state->masked = false;
	/* The cell of an uncoloured one is in the colour that was set with it. */
	if (uncoloured && paint->space->base)
		state->fill = state->stroke =
		    paint_new(graphics, paint->space->base, paint->values, paint->count);
	graphics->uncoloured = uncoloured;
	graphics->hidden = mark->hidden;
	graphics->veil = (struct veil){ mark->alpha, mark->blended, mark->masked, mark->apart };
	if (cos_reals(cos, cos_find(cos, paint->pattern, "/Matrix"), n, 6) == 6)
		matrix = (struct matrix){ n[0], n[1], n[2], n[3], n[4], n[5] };
	g_snprintf(kind, sizeof(kind), "pattern at %.3g", matrix_along(state->ctm));
	if (graphics_once(graphics, kind, cos_number_of(cos, paint->pattern)))
		graphics_nested(graphics, paint->pattern, matrix, ORIGIN_PATTERN);
	bool stopped = graphics->stopped;
	*graphics = saved;
	graphics->stopped = stopped;
}

static void use_pattern(struct graphics *graphics, const struct paint *paint,
    const struct mark *mark)
{
	struct cos *cos = graphics->cos;
	double type = 1, coloured = 1;
	cos_real(cos, cos_find(cos, paint->pattern, "/PatternType"), &type);
	cos_real(cos, cos_find(cos, paint->pattern, "/PaintType"), &coloured);
	if (type == 2) {
		unsigned shading = cos_find(cos, paint->pattern, "/Shading");
		const struct space *space = space_read(graphics->inspection,
		    graphics->context->resources, cos_find(cos, shading, "/ColorSpace"));
		graphics_space(graphics, space, "shading", cos_number_of(cos, paint->pattern));
		return;
	}
	if (coloured == 2 && paint->space->base)
		graphics_space(graphics, paint->space->base, "pattern's colour",
		    cos_number_of(cos, paint->pattern));
	run_tiling(graphics, paint, coloured == 2, mark);
}

/* Something is painted in it: now it counts. A pattern that nobody saw counts again when it is
 * seen. */
void colouring_use(struct graphics *graphics, const struct paint *paint, const struct mark *mark)
{
	struct paint *used = (struct paint *)paint;
	if (!paint || graphics->uncoloured ||
	    (paint->told && (!paint->pattern || paint->shown || mark->hidden)))
		return;
	used->told = true;
	used->shown = !mark->hidden;
	if (paint->pattern)
		use_pattern(graphics, paint, mark);
	else
		graphics_space(graphics, paint->space, "colour", graphics->object);
}

static void set_paint(struct graphics *graphics, bool stroke, const struct paint *paint)
{
	if (graphics->uncoloured)
		return;
	*(stroke ? &graphics->state.stroke : &graphics->state.fill) = paint;
	*(stroke ? &graphics->state.stroke_space : &graphics->state.fill_space) = paint->space;
}

static void set_pattern(struct graphics *graphics, bool stroke, const char *name,
    const double *values, unsigned count)
{
	struct cos *cos = graphics->cos;
	g_autofree char *key = g_strconcat("/", name, NULL);
	unsigned pattern =
	    cos_find(cos, cos_find(cos, graphics->context->resources, "/Pattern"), key);
	const struct space *space =
	    stroke ? graphics->state.stroke_space : graphics->state.fill_space;
	if (cos_type(cos, pattern) != PDF_DICT && cos_type(cos, pattern) != PDF_STREAM) {
		graphics_missing(graphics, "pattern", name);
		return;
	}
	struct paint *paint = ARENA_NEW(graphics->arena, struct paint);
	double type = 1;
	cos_real(cos, cos_find(cos, pattern, "/PatternType"), &type);
	paint->space = space;
	paint->count = count;
	paint->values = arena_copy(graphics->arena, values, count, sizeof(*values));
	paint->pattern = pattern;
	paint->shading = type == 2;
	set_paint(graphics, stroke, paint);
}

static void set_colour(struct graphics *graphics, bool stroke, const struct operation *operation)
{
	double values[SPACE_PARTS];
	unsigned count = 0;
	const char *name = NULL;
	const struct space *space =
	    stroke ? graphics->state.stroke_space : graphics->state.fill_space;
	for (size_t i = 0; i < operation->n_operands; i++) {
		const struct token *token = &operation->operands[i];
		if (token->kind == TOKEN_NUMBER && count < SPACE_PARTS)
			values[count++] = token->number;
		else if (token->kind == TOKEN_NAME)
			name = token->bytes;
	}
	if (name)
		set_pattern(graphics, stroke, name, values, count);
	else
		set_paint(graphics, stroke, paint_new(graphics, space, values, count));
}

static void set_space(struct graphics *graphics, bool stroke, const struct operation *operation)
{
	const struct token *token =
	    operation->n_operands ? &operation->operands[operation->n_operands - 1] : NULL;
	if (!token || token->kind != TOKEN_NAME)
		return;
	const struct space *space = colouring_named(graphics, token->bytes);
	if (space)
		set_paint(graphics, stroke, paint_first(graphics, space));
}

static void run_shading(struct graphics *graphics, const struct operation *operation)
{
	struct cos *cos = graphics->cos;
	const struct token *token =
	    operation->n_operands ? &operation->operands[operation->n_operands - 1] : NULL;
	g_autofree char *key =
	    g_strconcat("/", token && token->kind == TOKEN_NAME ? token->bytes : "", NULL);
	unsigned shading =
	    cos_find(cos, cos_find(cos, graphics->context->resources, "/Shading"), key);
	if (cos_type(cos, shading) == PDF_NULL) {
		graphics_missing(graphics, "shading", key + 1);
		return;
	}
	int object = cos_number_of(cos, shading);
	const struct space *space = space_read(graphics->inspection, graphics->context->resources,
	    cos_find(cos, shading, "/ColorSpace"));
	graphics_space(graphics, space, "shading", object);
	struct mark *mark = graphics_mark(graphics, MARK_SHADING);
	mark->space = space;
	mark->object = object;
	mark->alpha *= graphics->state.alpha_fill;
	mark->overprint = graphics->state.overprint_fill;
	/* It fills what the clip leaves. */
	mark->box = mark->clip >= 0
	    ? g_array_index(graphics->painted->clips, struct clip, mark->clip).box
	    : graphics->trim->boxes[BOX_MEDIA];
	drawing_see(graphics->painted, mark, 0);
}

bool colouring_run(struct graphics *graphics, enum op op, const struct operation *operation,
    const double *n)
{
	static const struct {
		enum op op;
		unsigned parts;
		bool stroke;
	} devices[] = {
		{ OP_FILL_GREY, 1, false },
		{ OP_FILL_RGB, 3, false },
		{ OP_FILL_CMYK, 4, false },
		{ OP_STROKE_GREY, 1, true },
		{ OP_STROKE_RGB, 3, true },
		{ OP_STROKE_CMYK, 4, true },
	};
	for (size_t i = 0; i < G_N_ELEMENTS(devices); i++) {
		if (op != devices[i].op)
			continue;
		set_paint(graphics, devices[i].stroke,
		    colouring_device(graphics, devices[i].parts, n));
		return true;
	}
	switch (op) {
	case OP_FILL_SPACE:
	case OP_STROKE_SPACE:
		set_space(graphics, op == OP_STROKE_SPACE, operation);
		return true;
	case OP_FILL_COLOUR:
	case OP_STROKE_COLOUR:
		set_colour(graphics, op == OP_STROKE_COLOUR, operation);
		return true;
	case OP_SHADING:
		run_shading(graphics, operation);
		return true;
	default:
		return false;
	}
}
