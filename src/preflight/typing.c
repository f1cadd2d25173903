/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "preflight/graphics.h"

#include "preflight/reach.h"

#include <math.h>
#include <string.h>

static const double GUESS = 500;    /* 1/1000 em, of a font that does not say */
static const double OVERHANG = 0.5; /* em, of glyphs over the box of a run */
static const double NO_END = 1e7;
static const double CAPITAL = 0.7; /* em, its height */
static const double BOX = 1.2;	   /* em, of all glyphs of a font together */
static const double EM_MOST = 2.2; /* more is no em of 1 */

static struct matrix glyph_matrix(const struct graphics *graphics)
{
	const struct state *state = &graphics->state;
	struct matrix size = { state->size * state->scale, 0, 0, state->size, 0, state->rise };
	return matrix_multiply(size, matrix_multiply(graphics->text, state->ctm));
}

/*
 * Type 3 has no em. By custom its size is that of Tf, as in other fonts: LaTeX, matplotlib and most
 * others map their em to 1. Some give a size of 1 and glyphs of their full size: those stand higher
 * than glyphs of an em of 1 could, and there the height of a capital tells. Never the other way: a
 * font may hold nothing but dots, small letters or dashes, and none of these is small type.
 */
static double type_size(const struct graphics *graphics)
{
	const struct letters *letters = graphics->state.letters;
	double size = matrix_across(glyph_matrix(graphics)) * graphics->trim->unit;
	if (letters->kind != LETTERS_TYPE3)
		return size;
	struct rect box = matrix_box(letters->matrix, letters->box);
	double em = letters->reach > 0 ? letters->reach / CAPITAL : box.height / BOX;
	return em > EM_MOST ? size * em : size;
}

static double advance_of(const struct graphics *graphics, const struct use *use)
{
	const struct letters *letters = graphics->state.letters;
	double width = use->width < 0 ? GUESS : use->width;
	return letters->kind == LETTERS_TYPE3 ? width * letters->matrix.a : width / 1000;
}

/* Whether nobody sees what would be painted here in this font, Type 3. */
static bool glyph_hidden(const struct graphics *graphics)
{
	const struct letters *letters = graphics->state.letters;
	struct matrix matrix = matrix_multiply(letters->matrix, glyph_matrix(graphics));
	if (graphics->veil.alpha * graphics->state.alpha_fill <= 0)
		return true;
	return letters->box.height > 0 &&
	    reach_misses(graphics->painted, graphics->state.clip, matrix_box(matrix, letters->box));
}

/* Notes how far a Type 3 glyph reaches from the baseline. */
static void note_reach(struct letters *letters, double reach)
{
	if (isfinite(reach))
		letters->reach = fmax(letters->reach, fabs(reach));
}

/* By what its procedure painted, where it says no box. */
static void measure_glyph(const struct graphics *graphics, guint first)
{
	struct matrix m = glyph_matrix(graphics);
	double determinant = m.a * m.d - m.b * m.c;
	for (guint i = first; determinant != 0 && i < graphics->painted->marks->len; i++) {
		const struct mark *mark = &g_array_index(graphics->painted->marks, struct mark, i);
		for (int corner = 0; corner < 4; corner++) {
			double x = mark->box.x + (corner & 1 ? mark->box.width : 0);
			double y = mark->box.y + (corner & 2 ? mark->box.height : 0);
			note_reach(graphics->state.letters,
			    ((y - m.f) * m.a - (x - m.e) * m.b) / determinant);
		}
	}
}

static void run_glyph(struct graphics *graphics, struct use *use, unsigned glyph)
{
	struct letters *letters = graphics->state.letters;
	struct graphics saved = *graphics;
	guint first = graphics->painted->marks->len;
	unsigned resources = cos_find(graphics->cos, letters->font, "/Resources");
	if (cos_type(graphics->cos, resources) == PDF_DICT)
		graphics->context = context_new(graphics, resources);
	graphics->state.ctm = matrix_multiply(letters->matrix, glyph_matrix(graphics));
	graphics->state.clip = -1;
	graphics->state.rendering = 0;
	graphics->glyph = use;
	graphics->lettered = letters;
	graphics_nested(graphics, glyph, matrix_identity, ORIGIN_GLYPH);
	bool stopped = graphics->stopped;
	*graphics = saved;
	graphics->stopped = stopped;
	if (!use->boxed)
		measure_glyph(graphics, first);
}

/* What a Type 3 glyph paints counts once. */
static void show_glyph(struct graphics *graphics, struct use *use)
{
	struct cos *cos = graphics->cos;
	g_autofree char *key = g_strconcat("/", use->name ? use->name : "", NULL);
	unsigned procedures = cos_find(cos, graphics->state.letters->font, "/CharProcs");
	unsigned glyph = cos_find(cos, procedures, key);
	bool hidden = graphics->hidden;
	graphics->hidden = hidden || glyph_hidden(graphics);
	if (cos_type(cos, glyph) == PDF_STREAM &&
	    graphics_once(graphics, "glyph", cos_number_of(cos, glyph)))
		run_glyph(graphics, use, glyph);
	graphics->hidden = hidden;
}

/* After d1 a glyph takes the text's colour; its box is the glyph's. */
static void run_width(struct graphics *graphics, enum op op, const double *n)
{
	struct use *use = graphics->glyph;
	graphics->uncoloured = graphics->uncoloured || op == OP_D1;
	if (!use)
		return;
	use->drawn = fabs(n[0]);
	use->boxed = op == OP_D1 && n[3] != n[5];
	if (!use->boxed)
		return;
	struct letters *letters = graphics->lettered;
	struct rect box = matrix_box(letters->matrix,
	    (struct rect){ fmin(n[2], n[4]), fmin(n[3], n[5]), fabs(n[4] - n[2]),
		fabs(n[5] - n[3]) });
	note_reach(letters, box.y);
	note_reach(letters, box.y + box.height);
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
			show_glyph(graphics, use);
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

/* How far glyphs may reach out of a box that is a guess. */
static double text_margin(const struct mark *mark)
{
	const struct letters *letters = mark->letters;
	double em = hypot(mark->matrix.c, mark->matrix.d);
	if (letters->kind != LETTERS_TYPE3)
		return em * OVERHANG;
	if (letters->box.height <= 0)
		return NO_END;
	struct rect box = matrix_box(letters->matrix, letters->box);
	double reach = fmax(fmax(fabs(box.x), fabs(box.x + box.width)),
	    fmax(fabs(box.y), fabs(box.y + box.height)));
	return em * fmax(reach, OVERHANG);
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
	drawing_see(graphics->painted, mark, text_margin(mark));
	if (state->rendering % 4 != INVISIBLE)
		colouring_use(graphics, mark->paint, mark);
}

/* Fill, stroke or both: a mark each. */
static void finish_run(struct graphics *graphics, struct mark *run)
{
	int rendering = graphics->state.rendering, paint = rendering % 4;
	if (graphics->painted->placed->len == run->first)
		return;
	run->size = type_size(graphics);
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
			graphics_missing(graphics, "font", name->bytes);
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
		run_width(graphics, op, n);
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
