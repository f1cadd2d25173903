/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compose/scene.h"

#include <string.h>

double scene_points(const struct scene *scene, struct dim dim, double em)
{
	return layout_points(scene->layout, scene->format, dim, em);
}

double scene_air(const struct scene *scene, struct air air)
{
	double tight = scene_points(scene, air.tight, 0), airy = scene_points(scene, air.airy, 0);

	return tight + scene->state.air * (airy - tight);
}

size_t scene_role(const struct scene *scene, const struct role_row *role)
{
	return (size_t)(role - scene->layout->roles);
}

double scene_least(const struct scene *scene, const struct role_row *role, int ground)
{
	const struct pair *pair = palette_pair(scene->palette, role->ink, ground);
	bool latin = scene->script->class == CLASS_ALPHABETIC || role->kind == KIND_CONTACT;
	bool bold = role->weight == WEIGHT_BOLD;
	double complex_least;

	if (!pair)
		return 0;
	complex_least = bold ? pair->bold_complex : pair->regular_complex;
	if (!latin && complex_least > 0)
		return complex_least;
	return bold ? pair->bold : pair->regular;
}

/* Raises the floors of the roles in use to what their grounds ask for. */
static void floors_raise(struct scene *scene, const struct block *block, int ground)
{
	if (block->kind == BLOCK_BOX && block->shape.ink >= 0)
		ground = block->shape.ink;
	if (block->kind == BLOCK_TEXT && block->role->ink >= 0) {
		struct gauge *gauge = &scene->gauges[scene_role(scene, block->role)];

		gauge->floor = MAX(gauge->floor, scene_least(scene, block->role, ground));
	}
	for (size_t i = 0; i < block->n_blocks; i++)
		floors_raise(scene, &block->blocks[i], ground);
}

static struct gauge gauge_of(const struct scene *scene, const struct role_row *role)
{
	const struct script *script = scene->script;
	const struct setting_size *base = &role->base, *own = &role->class[script->class];
	bool plain = role->kind != KIND_TEXT;
	double factor = plain ? 1 : script->size, size = scene_points(scene, base->size, 0);
	struct gauge gauge = { .nominal = size * factor, .ratio = 1 };

	if (!plain && own->has_size)
		gauge.nominal = scene_points(scene, own->size, 0);
	gauge.floor = gauge.nominal;
	if (base->has_floor)
		gauge.floor = scene_points(scene, base->floor, gauge.nominal);
	if (!plain && own->has_floor)
		gauge.floor = scene_points(scene, own->floor, gauge.nominal);
	if (!plain && own->has_leading) {
		gauge.ratio = scene_points(scene, own->leading, gauge.nominal) / gauge.nominal;
	} else if (base->has_leading) {
		gauge.ratio = scene_points(scene, base->leading, size) / size;
		if (!plain)
			gauge.ratio *= script->leading[role->column] /
			    scene->type->latin->leading[role->column];
	} else if (!plain) {
		gauge.ratio = script->leading[role->column];
	}
	if (base->swell_lines)
		gauge.swell = scene_points(scene, base->swell, 0) * factor;
	return gauge;
}

static guint set_hash(gconstpointer key)
{
	const struct set *set = key;

	return g_direct_hash(set->block) * 31 + g_direct_hash(set->item);
}

static gboolean set_equal(gconstpointer a, gconstpointer b)
{
	const struct set *one = a, *other = b;

	return one->block == other->block && one->item == other->item;
}

static void table_free(void *table)
{
	g_hash_table_destroy(table);
}

bool scene_once(struct scene *scene, const struct words *words)
{
	return g_hash_table_add(scene->told, (void *)words);
}

void scene_open(struct scene *scene)
{
	const struct layout *layout = scene->layout;
	size_t frames = 0;

	scene->told = g_hash_table_new(NULL, NULL);
	arena_tie(scene->arena, scene->told, table_free);
	scene->items = g_hash_table_new(NULL, NULL);
	arena_tie(scene->arena, scene->items, table_free);
	scene->sets = g_hash_table_new(set_hash, set_equal);
	arena_tie(scene->arena, scene->sets, table_free);
	scene->cuts = g_hash_table_new(NULL, NULL);
	arena_tie(scene->arena, scene->cuts, table_free);
	layout_trim(layout, scene->format, &scene->width, &scene->height);
	scene->bleed = scene->format->bleed;
	scene->gauges = ARENA_ARRAY(scene->arena, struct gauge, layout->n_roles + 1);
	for (size_t i = 0; i < layout->n_roles; i++)
		scene->gauges[i] = gauge_of(scene, &layout->roles[i]);
	for (size_t i = 0; i < layout->n_sides; i++) {
		const struct side_row *side = &layout->sides[i];

		frames += side->n_frames;
		for (size_t j = 0; j < side->n_frames; j++) {
			const struct frame *frame = &side->frames[j];

			floors_raise(scene, &frame->body,
			    frame->on >= 0 ? frame->on : scene->palette->paper);
		}
	}
	scene->frames = arena_alloc(scene->arena, sizeof(*scene->frames) * (frames + 1));
	scene->state = (struct fitting){ .air = 1 };
	scene->state.size = ARENA_ARRAY(scene->arena, double, layout->n_roles + 1);
	for (size_t i = 0; i < layout->n_roles; i++) {
		struct gauge *gauge = &scene->gauges[i];

		gauge->nominal = MAX(gauge->nominal, gauge->floor);
		scene->state.size[i] = gauge->nominal;
	}
}

struct fitting fitting_copy(struct arena *arena, const struct scene *scene,
    const struct fitting *state)
{
	struct fitting copy = *state;

	copy.size = arena_copy(arena, state->size, scene->layout->n_roles + 1, sizeof(double));
	return copy;
}

bool scene_dropped(const struct scene *scene, const char *block, const char *key)
{
	const struct fitting *state = &scene->state;

	for (size_t i = 0; block && i < state->n_drops; i++) {
		if (strcmp(state->drops[i].block, block) != 0)
			continue;
		if (!state->drops[i].key || (key && strcmp(state->drops[i].key, key) == 0))
			return true;
	}
	return false;
}

bool scene_panel(const struct scene *scene, const struct side_row *side, const char *name,
    double range[2])
{
	double x = 0;

	range[0] = 0;
	range[1] = scene->width;
	for (size_t i = 0; name && i < side->n_panels; i++) {
		double width = scene_points(scene, side->panels[i].width, 0);

		if (strcmp(side->panels[i].name.text, name) == 0) {
			range[0] = x;
			range[1] = x + width;
			return true;
		}
		x += width;
	}
	return !name;
}

/* A name in an edge that nothing on the side has. */
static void edge_unknown(struct scene *scene, const struct edge *edge)
{
	if (!scene->failed)
		diag_error(scene->diag, edge->place, "unknown-edge",
		    "there is no \"%s\" before this on the same side", edge->of);
	scene->failed = true;
}

double scene_x(struct scene *scene, const struct side_row *side, const struct edge *edge,
    const double scope[2])
{
	double range[2] = { scope[0], scope[1] };

	if (edge->of && !scene_panel(scene, side, edge->of, range))
		edge_unknown(scene, edge);
	return range[edge->side == SIDE_END] + edge->sign * scene_points(scene, edge->by, 0);
}

size_t scene_frame(const struct scene *scene, size_t side, size_t frame)
{
	for (size_t i = 0; i < side; i++)
		frame += scene->layout->sides[i].n_frames;
	return frame;
}

double scene_y(struct scene *scene, size_t side, const struct edge *edge)
{
	const struct side_row *row = &scene->layout->sides[side];
	double range[2] = { 0, scene->height };
	bool found = !edge->of;

	for (size_t i = 0; edge->of && i < row->n_frames; i++) {
		size_t index = scene_frame(scene, side, i);

		if (strcmp(row->frames[i].name.text, edge->of) != 0 || !scene->frames[index].set)
			continue;
		range[0] = scene->frames[index].top;
		range[1] = scene->frames[index].bottom;
		found = true;
	}
	if (!found)
		edge_unknown(scene, edge);
	return range[edge->side == SIDE_BOTTOM] + edge->sign * scene_points(scene, edge->by, 0);
}
