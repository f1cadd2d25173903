/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "preflight/tint.h"

#include <string.h>

enum { NESTING = 6 };
static const double SOLID = 0.995, SOME = 0.005;

bool tint_inks(const struct paint *paint, struct inks *inks, const struct space **space)
{
	if (!paint || !paint->space || paint->shading)
		return false;
	*space = paint->pattern ? paint->space->base : paint->space;
	if (paint->pattern && (!*space || !(*space)->parts || paint->count < (*space)->parts))
		return false;
	*inks = paint->pattern ? space_inks(*space, paint->values, (*space)->parts) : paint->inks;
	if ((*space)->kind == SPACE_INDEXED && (*space)->base)
		*space = (*space)->base;
	return true;
}

bool tint_many(const struct paint *paint)
{
	struct inks inks;
	const struct space *space;
	if (!tint_inks(paint, &inks, &space))
		return true;
	if (!inks.known)
		return space->kind != SPACE_CALGREY &&
		    !(space->kind == SPACE_ICC && space->parts == 1);
	return inks_count(&inks) > 1;
}

bool tint_white(const struct paint *paint)
{
	struct inks inks;
	const struct space *space;
	return tint_inks(paint, &inks, &space) && inks.white && !tint_none(paint);
}

bool tint_black_alone(const struct paint *paint)
{
	struct inks inks;
	const struct space *space;
	return tint_inks(paint, &inks, &space) && inks.known && !inks.all &&
	    inks.plates[3] >= SOLID &&
	    inks.plates[0] + inks.plates[1] + inks.plates[2] + inks.spot < SOME;
}

bool tint_none(const struct paint *paint)
{
	const struct space *space = paint ? paint->space : NULL;
	if (space && space->kind == SPACE_PATTERN && !paint->shading)
		space = space->base;
	if (!space || (space->kind != SPACE_SEPARATION && space->kind != SPACE_DEVICEN))
		return false;
	for (unsigned i = 0; i < space->parts; i++)
		if (strcmp(space->names[i], "None") != 0)
			return false;
	return space->parts > 0;
}

bool tint_space_all(const struct space *space)
{
	for (int i = 0; space && i < NESTING; i++, space = space->base) {
		if (space->kind == SPACE_SEPARATION)
			return strcmp(space->names[0], "All") == 0;
		if (space->kind != SPACE_INDEXED && space->kind != SPACE_PATTERN)
			return false;
	}
	return false;
}

const char *tint_text(struct arena *arena, const struct paint *paint)
{
	struct inks inks;
	const struct space *space;
	if (!tint_inks(paint, &inks, &space))
		return "a pattern";
	if (space->kind == SPACE_CMYK)
		return arena_printf(arena, "%.0f/%.0f/%.0f/%.0f", inks.plates[0] * 100,
		    inks.plates[1] * 100, inks.plates[2] * 100, inks.plates[3] * 100);
	return inks.known || !tint_many(paint)
	    ? space->label
	    : arena_printf(arena, "%s, which prints in several inks", space->label);
}
