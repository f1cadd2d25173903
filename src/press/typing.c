/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "press/graphics.h"

#include <math.h>
#include <string.h>

enum { INVISIBLE = 3 };
static const double GUESS = 500; /* 1/1000 em, of a font that does not say */

static struct matrix glyph_matrix(const struct graphics *graphics)
{
	const struct state *state = &graphics->state;
	struct matrix size = { state->size * state->scale, 0, 0, state->size, 0, state->rise };
	return matrix_multiply(size, matrix_multiply(graphics->text, state->ctm));
}

/* Type 3 counts in units of its own; the height of its box stands in for an em and a fifth. */
static double type_size(const struct graphics *graphics)
{
	const struct letters *letters = graphics->state.letters;
	double size = matrix_across(glyph_matrix(graphics)) * graphics->trim->unit;
	if (letters->kind != LETTERS_TYPE3)
		return size;
	double height = letters->box.height * fabs(letters->matrix.d);
	return height > 0 ? size * height / 1.2 : size;
}

static double advance_of(const struct graphics *graphics, const struct use *use)
{
	const struct letters *letters = graphics->state.letters;
	double width = use->width < 0 ? GUESS : use->width;
	return letters->kind == LETTERS_TYPE3 ? width * letters->matrix.a : width / 1000;
}

/* What a Type 3 glyph paints counts once. */
static void run_glyph(struct graphics *graphics, struct use *use)
{
	struct cos *cos = graphics->cos;
	struct letters *letters = graphics->state.letters;
	g_autofree char *key = g_strconcat("/", use->name ? use->name : "", NULL);
	unsigned procedures = cos_find(cos, letters->font, "/CharProcs");
	unsigned glyph = cos_find(cos, procedures, key);
	if (cos_type(cos, glyph) != PDF_STREAM ||
	    !graphics_once(graphics, "glyph", cos_number_of(cos, glyph)))
		return;
	struct graphics saved = *graphics;
	unsigned resources = cos_find(cos, letters->font, "/Resources");
	if (cos_type(cos, resources) == PDF_DICT)
		graphics->context = context_new(graphics, resources);
	graphics->state.ctm = matrix_multiply(
	    matrix_multiply(letters->matrix, glyph_matrix(graphics)), matrix_identity);
	graphics->state.clip = -1;
	graphics->state.rendering = 0;
	graphics->glyph = use;
	graphics_nested(graphics, glyph, matrix_identity, ORIGIN_GLYPH);
	bool stopped = graphics->stopped;
	*graphics = saved;
	graphics->stopped = stopped;
}

static void note_use(struct graphics *graphics, struct use *use, double x, double y)
{
	bool seen = graphics->state.rendering != INVISIBLE;
	if (!use->shown || (seen && !use->seen))
		use->spot = graphics_spot(graphics, x, y);
	use->shown = true;
	use->seen = use->seen || seen;
}

/* Moves on in text space. */
static void step(struct graphics *graphics, double x, double y)
{
	graphics->text = matrix_multiply((struct matrix){ 1, 0, 0, 1, x, y }, graphics->text);
}

static void show_string(struct graphics *graphics, const struct token *token)
{
	struct state *state = &graphics->state;
	struct letters *letters = state->letters;
	bool vertical = letters->cmap && letters->cmap->wmode;
	size_t at = 0;
	uint32_t code;
	while (
	    !graphics->stopped && letters_next(letters, token->bytes, token->length, &at, &code)) {
		struct use *use = letters_use(letters, code);
		struct matrix matrix = glyph_matrix(graphics);
		struct placed placed = { use, matrix.e, matrix.f, 0 };
		double space = !letters->cmap && code == ' ' ? state->word_spacing : 0;
		note_use(graphics, use, matrix.e, matrix.f);
		if (letters->kind == LETTERS_TYPE3 && state->rendering != INVISIBLE)
			run_glyph(graphics, use);
		double advance = vertical ? -1 : advance_of(graphics, use);
		double length = advance * state->size + state->spacing + space;
		step(graphics, vertical ? 0 : length * state->scale, vertical ? length : 0);
		placed.advance = glyph_matrix(graphics).e - matrix.e;
		g_array_append_val(graphics->painted->placed, placed);
	}
	if (graphics->painted->placed->len >= VERTICES_MOST)
		graphics->painted->truncated = graphics->stopped = true;
}

/* From descent to ascent along the run. */
static struct rect text_box(const struct graphics *graphics, const struct mark *mark)
{
	const struct painted *painted = graphics->painted;
	struct matrix end = glyph_matrix(graphics), start = mark->matrix;
	double ascent = mark->letters->ascent, descent = mark->letters->descent;
	struct rect box = { 0, 0, 0, 0 };
	double left = INFINITY, right = -INFINITY, low = INFINITY, high = -INFINITY;
	const double corners[4][2] = { { start.e, start.f }, { end.e, end.f }, { start.e, start.f },
		{ end.e, end.f } };
	if (painted->placed->len == mark->first)
		return box;
	for (int i = 0; i < 4; i++) {
		double up = i < 2 ? ascent : descent;
		double x = corners[i][0] + up * start.c, y = corners[i][1] + up * start.d;
		left = fmin(left, x);
		right = fmax(right, x);
		low = fmin(low, y);
		high = fmax(high, y);
	}
	return (struct rect){ left, low, right - left, high - low };
}

static void add_clip_box(struct graphics *graphics, struct rect box)
{
	graphics->text_clip = graphics->text_clips ? rect_union(graphics->text_clip, box) : box;
	graphics->text_clips = true;
}

static void add_text(struct graphics *graphics, const struct mark *run, bool stroked)
{
	struct state *state = &graphics->state;
	struct mark *mark = graphics_mark(graphics, MARK_TEXT);
	mark->first = run->first;
	mark->count = graphics->painted->placed->len - run->first;
	mark->box = run->box;
	mark->matrix = run->matrix;
	mark->letters = run->letters;
	mark->size = run->size;
	mark->rendering = state->rendering;
	mark->stroked = stroked;
	mark->paint = stroked ? state->stroke : state->fill;
	mark->overprint = stroked ? state->overprint_stroke : state->overprint_fill;
	mark->alpha *= stroked ? state->alpha_stroke : state->alpha_fill;
	mark->width = state->width * matrix_along(state->ctm) * graphics->trim->unit;
	drawing_see(graphics->painted, mark);
	if (state->rendering % 4 != INVISIBLE)
		colouring_use(graphics, mark->paint);
}

/* Fill, stroke or both: a mark each. */
static void finish_run(struct graphics *graphics, struct mark *run)
{
	int rendering = graphics->state.rendering, paint = rendering % 4;
	if (graphics->painted->placed->len == run->first)
		return;
	run->box = text_box(graphics, run);
	if (paint != 1)
		add_text(graphics, run, false);
	if (paint == 1 || paint == 2)
		add_text(graphics, run, true);
	if (rendering > INVISIBLE)
		add_clip_box(graphics, run->box);
}

static void show(struct graphics *graphics, const struct operation *operation)
{
	struct state *state = &graphics->state;
	struct letters *letters = state->letters;
	if (!letters)
		return;
	struct mark run = { .letters = letters,
		.matrix = glyph_matrix(graphics),
		.size = type_size(graphics),
		.first = graphics->painted->placed->len };
	for (size_t i = 0; i < operation->n_operands; i++) {
		const struct token *token = &operation->operands[i];
		if (token->kind == TOKEN_STRING) {
			show_string(graphics, token);
		} else if (token->kind == TOKEN_NUMBER && operation->name[1] == 'J') {
			double by = -token->number / 1000 * state->size;
			bool vertical = letters->cmap && letters->cmap->wmode;
			step(graphics, vertical ? 0 : by * state->scale, vertical ? by : 0);
		}
	}
	finish_run(graphics, &run);
}

static void next_line(struct graphics *graphics, double x, double y)
{
	graphics->line = matrix_multiply((struct matrix){ 1, 0, 0, 1, x, y }, graphics->line);
	graphics->text = graphics->line;
}

static void set_font(struct graphics *graphics, const struct operation *operation)
{
	if (operation->n_operands < 2)
		return;
	const struct token *name = &operation->operands[operation->n_operands - 2],
			   *size = name + 1;
	if (name->kind != TOKEN_NAME || size->kind != TOKEN_NUMBER)
		return;
	struct letters *letters = g_hash_table_lookup(graphics->context->letters, name->bytes);
	if (!letters) {
		letters =
		    letters_find(graphics->inspection, graphics->context->resources, name->bytes);
		if (letters)
			g_hash_table_insert(graphics->context->letters, g_strdup(name->bytes),
			    letters);
		else
			graphics_missing(graphics, "Font", name->bytes);
	}
	graphics->state.letters = letters;
	graphics->state.size = CLAMP(size->number, -1e6, 1e6);
}

static void end_text(struct graphics *graphics)
{
	if (graphics->text_clips)
		drawing_clip_rect(graphics, matrix_identity, graphics->text_clip);
	graphics->text_clips = false;
}

static bool set_number(struct state *state, enum op op, double n)
{
	switch (op) {
	case OP_LEADING:
		state->leading = n;
		return true;
	case OP_SPACING:
		state->spacing = n;
		return true;
	case OP_WORD_SPACING:
		state->word_spacing = n;
		return true;
	case OP_SCALE:
		state->scale = n / 100;
		return true;
	case OP_RISE:
		state->rise = n;
		return true;
	case OP_RENDERING:
		state->rendering = (int)CLAMP(n, 0, 7);
		return true;
	default:
		return false;
	}
}

bool typing_run(struct graphics *graphics, enum op op, const struct operation *operation,
    const double *n)
{
	struct state *state = &graphics->state;
	if (set_number(state, op, n[0]))
		return true;
	switch (op) {
	case OP_D0:
	case OP_D1:
		/* After d1 a glyph takes the text's colour. */
		graphics->uncoloured = graphics->uncoloured || op == OP_D1;
		if (graphics->glyph)
			graphics->glyph->drawn = fabs(n[0]);
		return true;
	case OP_BT:
		graphics->text = graphics->line = matrix_identity;
		return true;
	case OP_ET:
		end_text(graphics);
		return true;
	case OP_FONT:
		set_font(graphics, operation);
		return true;
	case OP_MOVE_LEADING:
	case OP_MOVE:
		if (op == OP_MOVE_LEADING)
			state->leading = -n[1];
		next_line(graphics, n[0], n[1]);
		return true;
	case OP_TEXT_MATRIX:
		graphics->text = graphics->line =
		    (struct matrix){ n[0], n[1], n[2], n[3], n[4], n[5] };
		return true;
	case OP_NEXT_LINE:
		next_line(graphics, 0, -state->leading);
		return true;
	case OP_SHOW_SPACED:
		if (operation->n_operands == 3) {
			state->word_spacing = operation->operands[0].number;
			state->spacing = operation->operands[1].number;
		}
		next_line(graphics, 0, -state->leading);
		show(graphics, operation);
		return true;
	case OP_SHOW_NEXT:
		next_line(graphics, 0, -state->leading);
		show(graphics, operation);
		return true;
	case OP_SHOW:
	case OP_SHOW_ARRAY:
		show(graphics, operation);
		return true;
	default:
		return false;
	}
}
