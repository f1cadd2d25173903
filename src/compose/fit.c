/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compose/fit.h"

#include "compose/overrun.h"

#include <math.h>
#include <string.h>

/* Sizes count as equal within this, pt. */
static const double same = 1e-6;

static const struct miss *first_miss(const struct climb *climb)
{
	for (guint i = 0; i < climb->pass->misses->len; i++) {
		const struct miss *miss = &g_array_index(climb->pass->misses, struct miss, i);

		if (climb_counts(climb, miss->frame))
			return miss;
	}
	return NULL;
}

static bool fits(struct climb *climb)
{
	boxes_lay(climb->scene, climb->pass);
	return !climb->scene->failed && !first_miss(climb);
}

/* Where a shrink step ends for a role: a share of the nominal, or a size under the script's factor;
 * never under the floor. */
static double shrink_target(const struct scene *scene, const struct step *step,
    const struct role_row *role)
{
	const struct gauge *gauge = &scene->gauges[scene_role(scene, role)];
	double latin, to;

	if (step->to_floor)
		return gauge->floor;
	if (!step->to.named && step->to.length.unit == UNIT_PERCENT)
		return MAX(gauge->floor, gauge->nominal * step->to.length.value / 100);
	latin = scene_points(scene, role->base.size, 0);
	to = scene_points(scene, step->to, latin) * gauge->nominal / latin;
	return MAX(gauge->floor, MIN(to, gauge->nominal));
}

/* All roles of the step one notch smaller. False: none can. */
static bool shrink_once(struct scene *scene, const struct step *step)
{
	bool moved = false;

	for (size_t i = 0; i < step->n_roles; i++) {
		double *size = &scene->state.size[scene_role(scene, step->roles[i])];
		double target = shrink_target(scene, step, step->roles[i]);

		if (*size <= target + same)
			continue;
		*size = MAX(target, *size - scene_points(scene, step->by, *size));
		moved = true;
	}
	return moved;
}

static bool try_air(struct climb *climb, const struct step *step)
{
	double *air = &climb->scene->state.air;

	while (*air > step->air_to + same) {
		*air = MAX(step->air_to, *air - step->air_by);
		if (fits(climb))
			return true;
	}
	return false;
}

/* Whether a frame that does not fit holds texts of the role. */
static bool role_misses(const struct climb *climb, const struct role_row *role)
{
	for (guint i = 0; i < climb->pass->misses->len; i++) {
		const struct miss *miss = &g_array_index(climb->pass->misses, struct miss, i);

		for (guint j = 0; j < climb->pass->spots->len; j++) {
			const struct spot *spot =
			    &g_array_index(climb->pass->spots, struct spot, j);

			if (spot->frame == miss->frame && spot->block->role == role)
				return true;
		}
	}
	return false;
}

/* Shrinks while it helps: no size is given up for a frame that none of the roles stands in. */
static bool try_shrink(struct climb *climb, const struct step *step)
{
	for (;;) {
		bool helps = false;

		for (size_t i = 0; i < step->n_roles; i++)
			helps |= role_misses(climb, step->roles[i]);
		if (!helps || !shrink_once(climb->scene, step))
			return false;
		if (fits(climb))
			return true;
	}
}

/* How many list items stand now. */
static size_t items_standing(const struct pass *pass)
{
	size_t count = 0;

	for (guint i = 0; i < pass->spots->len; i++)
		count += g_array_index(pass->spots, struct spot, i).block->tag == TAG_LI;
	return count;
}

static bool try_drop(struct climb *climb, const struct step *step)
{
	struct fitting *state = &climb->scene->state;

	if (!step->n_order) {
		state->drops[state->n_drops].block = step->block.text;
		state->drops[state->n_drops].key = NULL;
		state->drops[state->n_drops++].step = step;
		return fits(climb);
	}
	for (size_t i = 0; i < step->n_order; i++) {
		if (items_standing(climb->pass) <= (size_t)step->keep)
			return false;
		state->drops[state->n_drops].block = step->block.text;
		state->drops[state->n_drops].key = step->order[i].text;
		state->drops[state->n_drops++].step = step;
		if (fits(climb))
			return true;
	}
	return false;
}

static bool try_move(struct climb *climb, const struct step *step)
{
	struct fitting *state = &climb->scene->state;

	state->moves[state->n_moves].frame = step->block.text;
	state->moves[state->n_moves++].bottom = &step->bottom;
	return fits(climb);
}

static bool try_step(struct climb *climb, const struct step *step)
{
	const struct fitting *state = &climb->scene->state;

	if (state->n_drops + step->n_order + 1 > DROPS_MOST || state->n_moves + 1 > MOVES_MOST)
		return false;
	switch (step->kind) {
	case STEP_AIR:
		return try_air(climb, step);
	case STEP_SHRINK:
		return try_shrink(climb, step);
	case STEP_DROP:
		return try_drop(climb, step);
	case STEP_MOVE:
		return try_move(climb, step);
	case STEP_SAVE_LINE:
		return false; /* not a way down: done once something fits */
	}
	return false;
}

/* Sizes of the step's roles back to as much of their nominal as still fits. */
static void restore_sizes(struct climb *climb, const struct step *step)
{
	struct scene *scene = climb->scene;
	struct fitting before = fitting_copy(scene->arena, scene, &scene->state);
	struct step down = *step;
	bool changed = false;

	for (size_t i = 0; i < step->n_roles; i++) {
		size_t role = scene_role(scene, step->roles[i]);

		changed |= scene->state.size[role] < scene->gauges[role].nominal - same;
		scene->state.size[role] = scene->gauges[role].nominal;
	}
	if (!changed || fits(climb))
		return;
	if (!try_shrink(climb, &down)) {
		scene->state = before;
		fits(climb);
	}
}

static void restore_air(struct climb *climb, double by)
{
	double *air = &climb->scene->state.air, floor = *air;

	for (*air = 1; *air > floor + same; *air = MAX(floor, *air - by))
		if (fits(climb))
			return;
	fits(climb);
}

/* One line less for little size: taken when a title can lose a line within the step's share of its
 * size. Then what gave way before is given back, last first, air at the end. */
static void save_line(struct climb *climb, const struct step *save, size_t reached)
{
	struct scene *scene = climb->scene;
	const struct role_row *role = save->roles[0];
	double *size = &scene->state.size[scene_role(scene, role)], start = *size;
	double least =
	    MAX(start * (1 - save->within), scene->gauges[scene_role(scene, role)].floor);
	size_t lines = boxes_lines(climb->pass, role);

	while (lines > 1 && *size > least + same) {
		*size = MAX(least, *size - .25);
		if (fits(climb) && boxes_lines(climb->pass, role) < lines)
			break;
	}
	if (lines <= 1 || boxes_lines(climb->pass, role) >= lines) {
		*size = start;
		fits(climb);
		return;
	}
	for (size_t i = reached + 1; i > 0; i--) {
		const struct step *step = &climb->ladder->steps[i - 1];

		if (step->kind == STEP_SHRINK && step->roles[0] != role)
			restore_sizes(climb, step);
	}
	restore_air(climb, .05);
}

/* A role's larger size, kept while its texts keep to few enough lines and their frames fit. */
static void swell(struct climb *climb, const struct role_row *role)
{
	struct scene *scene = climb->scene;
	const struct gauge *gauge = &scene->gauges[scene_role(scene, role)];
	double *size = &scene->state.size[scene_role(scene, role)], nominal = *size;

	for (*size = gauge->swell; *size > nominal + same; *size -= .25) {
		boxes_lay(scene, climb->pass);
		if (boxes_lines(climb->pass, role) <= (size_t)role->base.swell_lines &&
		    !role_misses(climb, role))
			return;
	}
	*size = nominal;
}

static bool climb_ladder(struct climb *climb)
{
	const struct ladder *ladder = climb->ladder;
	const struct step *save = NULL;
	bool done = fits(climb);
	size_t i = 0;

	for (size_t j = 0; j < ladder->n_steps; j++)
		if (ladder->steps[j].kind == STEP_SAVE_LINE)
			save = &ladder->steps[j];
	while (!done && !climb->scene->failed && i < ladder->n_steps) {
		done = try_step(climb, &ladder->steps[i]);
		i += !done;
	}
	if (done && save)
		save_line(climb, save, MIN(i, ladder->n_steps - 1));
	return done;
}

/* The first text of the edition that the block or frame of this name sets; NULL: none. */
static const struct phrase *text_within(const struct scene *scene, const struct block *block,
    const char *name)
{
	const struct phrase *found = NULL;

	if (!name || (block->name.text && strcmp(block->name.text, name) == 0))
		name = NULL;
	for (size_t i = 0; !name && !found && i < block->n_from; i++)
		found = edition_find(scene->edition, block->from[i].text);
	for (size_t i = 0; !found && i < block->n_blocks; i++)
		found = text_within(scene, &block->blocks[i], name);
	return found;
}

static const struct phrase *dropped_text(const struct scene *scene, const char *name)
{
	const struct phrase *found = NULL;

	for (size_t i = 0; i < scene->layout->n_sides; i++) {
		const struct side_row *side = &scene->layout->sides[i];

		for (size_t j = 0; !found && j < side->n_frames; j++)
			found = text_within(scene, &side->frames[j].body,
			    strcmp(side->frames[j].name.text, name) == 0 ? NULL : name);
	}
	return found ? found : edition_find(scene->edition, "guide.title");
}

static void tell_drops(struct scene *scene)
{
	const struct fitting *state = &scene->state;

	for (size_t i = 0; i < state->n_drops; i++) {
		const struct step *step = state->drops[i].step;
		const char *key = state->drops[i].key;
		const struct phrase *phrase;

		if (step->quiet)
			continue;
		phrase = key ? edition_find(scene->edition,
				   arena_printf(scene->arena, "guide.sections.%s.short", key))
			     : dropped_text(scene, step->block.text);
		diag_warning(scene->diag,
		    phrase ? phrase->place : (struct place){ scene->edition->source, 0, 0 },
		    "dropped", "%s%s%s is left out on the %s (%s): there is no room",
		    step->block.text, key ? " " : "", key ? key : "", scene->layout->name,
		    scene->format->name);
		diag_note(scene->diag, step->place, "by this step of fit");
	}
}

bool fit_scene(struct scene *scene, struct pass *pass)
{
	const struct layout *layout = scene->layout;
	struct climb climb = { scene, pass, NULL };
	bool fine = true;

	for (size_t i = 0; i < layout->n_roles; i++)
		if (scene->gauges[i].swell > scene->gauges[i].nominal)
			swell(&climb, &layout->roles[i]);
	for (size_t i = 0; i < layout->n_ladders && !scene->failed; i++) {
		climb.ladder = &layout->ladders[i];
		if (!climb_ladder(&climb) && !scene->failed) {
			overrun_tell(&climb);
			fine = false;
		}
	}
	climb.ladder = NULL;
	if (fine && !scene->failed && !fits(&climb)) {
		overrun_tell(&climb);
		fine = false;
	}
	if (!fine || scene->failed)
		return false;
	tell_drops(scene);
	return true;
}
