/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compose/boxes.h"

#include "compose/lay.h"

#include <string.h>

/* Rounding of sums of points must not count as overflow. */
static const double slack = .01;

static void passes_free(void *array)
{
	g_array_free(array, TRUE);
}

struct pass *pass_new(struct arena *arena, const struct scene *scene)
{
	struct pass *pass = ARENA_NEW(arena, struct pass);
	size_t frames = scene_frame(scene, scene->layout->n_sides, 0);

	pass->spots = g_array_new(FALSE, TRUE, sizeof(struct spot));
	pass->misses = g_array_new(FALSE, TRUE, sizeof(struct miss));
	arena_tie(arena, pass->spots, passes_free);
	arena_tie(arena, pass->misses, passes_free);
	pass->room = ARENA_ARRAY(arena, double, frames + 1);
	return pass;
}

struct where where_enter(struct laying *laying, const struct block *block,
    const struct where *where)
{
	struct where inner = *where;

	if (block->has_x) {
		inner.x0 = scene_x(laying->scene, where->side, &block->x[0], where->scope);
		inner.x1 = scene_x(laying->scene, where->side, &block->x[1], where->scope);
	}
	inner.furniture |= block->furniture;
	return inner;
}

struct spot *spot_add(struct laying *laying, const struct block *block, const struct where *where,
    double y, double height)
{
	struct spot spot = { .block = block,
		.frame = where->frame,
		.side = where->side_index,
		.frame_index = where->frame_index,
		.x0 = where->x0,
		.x1 = where->x1,
		.y = y,
		.height = height,
		.ground = where->ground,
		.furniture = where->furniture,
		.list = where->list };

	g_array_append_val(laying->pass->spots, spot);
	return &g_array_index(laying->pass->spots, struct spot, laying->pass->spots->len - 1);
}

void miss_add(struct laying *laying, const struct where *where, enum miss_kind kind,
    const struct block *block, const struct spot *spot, double points)
{
	struct miss miss = { .kind = kind,
		.frame = where->frame,
		.side = where->side_index,
		.frame_index = where->frame_index,
		.block = block,
		.points = points };

	if (spot) {
		miss.words = spot->words;
		miss.lines = spot->lines;
	}
	g_array_append_val(laying->pass->misses, miss);
}

struct row_sizes {
	double height; /* as blocks count it */
	double ink;    /* without what trails below last baselines */
	double line;   /* middle of the capitals of the first line of the first text, or < 0 */
};

static struct row_sizes row_measure(struct laying *laying, const struct block *row,
    const struct where *where, double least)
{
	struct row_sizes sizes = { least, least, -1 };

	for (size_t i = 0; i < row->n_blocks; i++) {
		const struct block *child = &row->blocks[i];
		struct where inner = *where;
		double height;

		inner.emit = false;
		height = lay_block(laying, child, &inner, 0, 0);
		sizes.height = MAX(sizes.height, height);
		sizes.ink = MAX(sizes.ink, height - lay_trailing(laying, child, where));
		if (child->kind == BLOCK_TEXT && sizes.line < 0)
			sizes.line = laying->scene->script->top *
			    laying->scene->state.size[scene_role(laying->scene, child->role)] / 2;
	}
	return sizes;
}

/* Where a child of a row starts. Type and dots are centred by what the eye sees, the rest by the
 * row's whole height. */
static double row_offset(struct laying *laying, const struct block *child,
    const struct where *where, const struct row_sizes *sizes)
{
	struct where inner = *where;
	double height;

	inner.emit = false;
	height = lay_block(laying, child, &inner, 0, 0);
	switch (child->at) {
	case ANCHOR_TOP:
		return 0;
	case ANCHOR_BOTTOM:
		return sizes->height - height;
	case ANCHOR_LINE:
		return sizes->line < 0 ? 0 : sizes->line - height / 2;
	case ANCHOR_CENTRE:
		break;
	}
	if (child->kind == BLOCK_TEXT || child->kind == BLOCK_CONTACT)
		return (sizes->ink - (height - lay_trailing(laying, child, where))) / 2;
	return ((child->kind == BLOCK_DOTS ? sizes->ink : sizes->height) - height) / 2;
}

double lay_row(struct laying *laying, const struct block *row, const struct where *where, double y,
    double least)
{
	struct where inner = *where;
	struct row_sizes sizes;

	inner.narrow = lay_narrow(laying, row, where);
	if (row->share && where->shares) {
		const double *share = g_hash_table_lookup(where->shares, row->share);

		least = share ? MAX(least, *share) : least;
	}
	sizes = row_measure(laying, row, &inner, least);
	for (size_t i = 0; where->emit && i < row->n_blocks; i++)
		lay_block(laying, &row->blocks[i], &inner,
		    y + row_offset(laying, &row->blocks[i], &inner, &sizes), 0);
	return sizes.height;
}

static size_t growers(const struct block *block)
{
	size_t count = 0;

	for (size_t i = 0; i < block->n_blocks; i++)
		count += block->blocks[i].grow;
	return count;
}

/* Blocks one under another; `room` is the height there is, of which growing blocks share what is
 * left. */
double lay_stack(struct laying *laying, const struct block *stack, const struct where *where,
    double y, double room)
{
	struct where inner = *where;
	double used = 0, extra = 0;
	size_t n = growers(stack);

	if (stack->own_width)
		inner.x0 = MAX(inner.x0, inner.x1 - lay_widest(laying, stack, where));
	if (n && room > 0) {
		struct where trial = inner;
		double natural = 0;

		trial.emit = false;
		for (size_t i = 0; i < stack->n_blocks; i++)
			natural += lay_block(laying, &stack->blocks[i], &trial, 0, 0);
		extra = MAX(0, room - natural) / (double)n;
	}
	for (size_t i = 0; i < stack->n_blocks; i++) {
		const struct block *child = &stack->blocks[i];
		double give = 0;

		if (child->grow && extra > 0) {
			struct where trial = inner;

			trial.emit = false;
			give = child->kind == BLOCK_SPACE
			    ? extra
			    : lay_block(laying, child, &trial, 0, 0) + extra;
		}
		used += lay_block(laying, child, &inner, y + used, give);
	}
	return used;
}

static double lay_box(struct laying *laying, const struct block *box, const struct where *where,
    double y)
{
	struct scene *scene = laying->scene;
	struct where inner = *where;
	double pad = scene_air(scene, box->pad), pad_bottom = scene_air(scene, box->pad_bottom);
	size_t index = laying->pass->spots->len;
	double height;

	if (box->shape.ink >= 0)
		inner.ground = box->shape.ink;
	if (where->emit)
		spot_add(laying, box, where, y, 0);
	height = pad + lay_stack(laying, box, &inner, y + pad, 0) + pad_bottom;
	if (where->emit)
		g_array_index(laying->pass->spots, struct spot, index).height = height;
	return height;
}

/* Whether a `when` holds: the named text has few enough lines. Looked up among what stands already.
 */
static bool when_holds(struct laying *laying, const struct block *block, const struct where *where)
{
	const struct block *parent = &where->frame->body;

	if (!block->when.text)
		return true;
	for (size_t i = 0; i < parent->n_blocks; i++) {
		const struct block *other = &parent->blocks[i];
		struct where inner = where_enter(laying, other, where);
		struct spot spot = { 0 };

		if (other->kind != BLOCK_TEXT || !other->name.text ||
		    strcmp(other->name.text, block->when.text) != 0)
			continue;
		return text_set(laying, other, &inner, &spot) &&
		    spot.lines->count <= (size_t)block->when_lines;
	}
	return false;
}

double lay_block(struct laying *laying, const struct block *block, const struct where *where,
    double y, double room)
{
	struct where inner = where_enter(laying, block, where);

	if (scene_dropped(laying->scene, block->name.text, NULL) ||
	    !when_holds(laying, block, where))
		return 0;
	switch (block->kind) {
	case BLOCK_ROW:
		return lay_row(laying, block, &inner, y,
		    block->has_height ? scene_air(laying->scene, block->height) : 0);
	case BLOCK_STACK:
		return lay_stack(laying, block, &inner, y, room);
	case BLOCK_BOX:
		return lay_box(laying, block, &inner, y);
	case BLOCK_EACH:
		return lay_each(laying, block, &inner, y, room);
	case BLOCK_GRID:
		return lay_grid(laying, block, &inner, y, room);
	default:
		return lay_leaf(laying, block, &inner, y, room);
	}
}

static double anchor_offset(enum anchor at, double left)
{
	return at == ANCHOR_CENTRE ? left / 2 : at == ANCHOR_BOTTOM ? left : 0;
}

static bool has_grid(const struct frame *frame)
{
	return frame->body.n_blocks == 1 && frame->body.blocks[0].kind == BLOCK_GRID;
}

static double frame_bottom(struct laying *laying, size_t side, const struct frame *frame)
{
	const struct fitting *state = &laying->scene->state;

	for (size_t i = state->n_moves; i > 0; i--)
		if (strcmp(state->moves[i - 1].frame, frame->name.text) == 0)
			return scene_y(laying->scene, side, state->moves[i - 1].bottom);
	return scene_y(laying->scene, side, &frame->y[1]);
}

static void lay_frame(struct laying *laying, size_t side_index, size_t number)
{
	struct scene *scene = laying->scene;
	const struct side_row *side = &scene->layout->sides[side_index];
	const struct frame *frame = &side->frames[number];
	size_t index = scene_frame(scene, side_index, number);
	double top = scene_y(scene, side_index, &frame->y[0]),
	       bottom = frame_bottom(laying, side_index, frame);
	double pad = scene_air(scene, frame->body.pad),
	       pads = pad + scene_air(scene, frame->body.pad_bottom);
	struct where where = { .side = side,
		.frame = frame,
		.side_index = side_index,
		.frame_index = index,
		.ground = frame->on >= 0 ? frame->on : scene->palette->paper,
		.narrow = 1 };
	double need, room;

	if (!scene_panel(scene, side, frame->panel, where.scope) && !scene->failed) {
		scene->failed = true;
		diag_error(scene->diag, frame->name.place, "unknown-panel",
		    "there is no panel \"%s\" on this side", frame->panel);
	}
	where.x0 = where.scope[0];
	where.x1 = where.scope[1];
	where = where_enter(laying, &frame->body, &where);
	if (frame->body.shape.ink >= 0)
		where.ground = frame->body.shape.ink;
	need = has_grid(frame)
	    ? lay_block(laying, &frame->body.blocks[0], &where, 0, bottom - top - pads)
	    : lay_stack(laying, &frame->body, &where, 0, 0);
	if (frame->has_grow && need + pads > bottom - top)
		bottom = CLAMP(top + need + pads, bottom,
		    MAX(bottom, scene_y(scene, side_index, &frame->grow)));
	scene->frames[index].top = top;
	scene->frames[index].bottom = bottom;
	scene->frames[index].set = true;
	if (scene_dropped(scene, frame->name.text, NULL))
		return;
	room = bottom - top - pads;
	laying->pass->room[index] = room - need;
	if (need > room + slack)
		miss_add(laying, &where, MISS_HEIGHT, NULL, NULL, need - room);
	where.emit = true;
	if (frame->body.shape.ink >= 0 || frame->body.shape.outlined)
		spot_add(laying, &frame->body, &where, top, bottom - top);
	if (has_grid(frame))
		lay_block(laying, &frame->body.blocks[0], &where, top + pad, room);
	else
		lay_stack(laying, &frame->body, &where,
		    top + pad +
			anchor_offset(frame->body.at, growers(&frame->body) ? 0 : room - need),
		    room);
}

void boxes_lay(struct scene *scene, struct pass *pass)
{
	struct laying laying = { scene, pass };

	g_array_set_size(pass->spots, 0);
	g_array_set_size(pass->misses, 0);
	pass->lists = 0;
	for (size_t i = 0; i < scene_frame(scene, scene->layout->n_sides, 0); i++)
		scene->frames[i].set = false;
	for (size_t i = 0; i < scene->layout->n_sides; i++)
		for (size_t j = 0; j < scene->layout->sides[i].n_frames; j++)
			lay_frame(&laying, i, j);
}

size_t boxes_lines(const struct pass *pass, const struct role_row *role)
{
	size_t most = 0;

	for (guint i = 0; i < pass->spots->len; i++) {
		const struct spot *spot = &g_array_index(pass->spots, struct spot, i);

		if (spot->block->role == role && spot->lines && spot->block->kind == BLOCK_TEXT)
			most = MAX(most, spot->lines->count);
	}
	return most;
}
