/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "read/block.h"

#include <string.h>

static const char *const step_names[] = { "air", "shrink", "drop", "move", "save_line", NULL };

struct raw_step {
	double to_air, by_air, within;
	const struct node *roles, *to, *by, *order, *bottom, *share;
	struct phrase block;
	int keep;
	bool quiet;
};

#define AT(member) offsetof(struct raw_step, member)

static const struct field air_fields[] = {
	{ "to", FIELD_NUMBER, FIELD_REQUIRED, AT(to_air), 0, 1, NULL, NULL,
	    "how little air, 0 to 1" },
	{ "by", FIELD_NUMBER, FIELD_OPTIONAL, AT(by_air), 0.001, 1, NULL, "0.05",
	    "how much less at a time" },
	{ 0 },
};
static const struct field shrink_fields[] = {
	{ "roles", FIELD_NODE, FIELD_REQUIRED, AT(roles), 0, 0, NULL, NULL, "whose size" },
	{ "to", FIELD_NODE, FIELD_REQUIRED, AT(to), 0, 0, NULL, NULL,
	    "a size, a percentage of the nominal, or floor" },
	{ "by", FIELD_NODE, FIELD_OPTIONAL, AT(by), 0, 0, NULL, NULL,
	    "how much less at a time; .25 pt" },
	{ 0 },
};
static const struct field drop_fields[] = {
	{ "block", FIELD_PHRASE, FIELD_REQUIRED, AT(block), 0, 0, NULL, NULL,
	    "a block or a frame" },
	{ "order", FIELD_NODE, FIELD_OPTIONAL, AT(order), 0, 0, NULL, NULL,
	    "its items, least important first" },
	{ "keep", FIELD_INTEGER, FIELD_OPTIONAL, AT(keep), 0, 99, NULL, NULL,
	    "so many items stay" },
	{ "quiet", FIELD_BOOL, FIELD_OPTIONAL, AT(quiet), 0, 0, NULL, NULL,
	    "no loss, so no warning" },
	{ 0 },
};
static const struct field move_fields[] = {
	{ "frame", FIELD_PHRASE, FIELD_REQUIRED, AT(block), 0, 0, NULL, NULL, "whose bottom" },
	{ "bottom", FIELD_NODE, FIELD_REQUIRED, AT(bottom), 0, 0, NULL, NULL, "where to" },
	{ 0 },
};
static const struct field save_fields[] = {
	{ "roles", FIELD_NODE, FIELD_REQUIRED, AT(roles), 0, 0, NULL, NULL,
	    "whose size may give way" },
	{ "within", FIELD_NODE, FIELD_REQUIRED, AT(share), 0, 0, NULL, NULL,
	    "by how many percent" },
	{ 0 },
};
static const struct field *const step_fields[] = { air_fields, shrink_fields, drop_fields,
	move_fields, save_fields };

static bool step_roles(struct drawing *drawing, const struct node *node, struct step *step)
{
	size_t count;
	const struct phrase *names = phrases_read(drawing, node, &count);

	if (!names)
		return false;
	step->roles = ARENA_ARRAY(drawing->arena, const struct role_row *, count + 1);
	for (size_t i = 0; i < count; i++) {
		step->roles[i] = role_read(drawing, names[i]);
		if (!step->roles[i])
			return false;
	}
	step->n_roles = count;
	return true;
}

static const struct block *block_in(const struct block *blocks, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++) {
		const struct block *found;

		if (blocks[i].name.text && strcmp(blocks[i].name.text, name) == 0)
			return &blocks[i];
		found = block_in(blocks[i].blocks, blocks[i].n_blocks, name);
		if (found)
			return found;
	}
	return NULL;
}

static bool name_known(const struct layout *layout, const char *name, bool frames_only)
{
	for (size_t i = 0; i < layout->n_sides; i++) {
		const struct side_row *side = &layout->sides[i];

		for (size_t j = 0; j < side->n_frames; j++) {
			const struct frame *frame = &side->frames[j];

			if (strcmp(frame->name.text, name) == 0)
				return true;
			if (!frames_only &&
			    block_in(frame->body.blocks, frame->body.n_blocks, name))
				return true;
		}
	}
	return false;
}

static bool name_check(struct drawing *drawing, struct phrase name, bool frames_only)
{
	const struct layout *layout = drawing->layout;
	GPtrArray *names;

	if (name_known(layout, name.text, frames_only))
		return true;
	names = g_ptr_array_new();
	for (size_t i = 0; i < layout->n_sides; i++)
		for (size_t j = 0; j < layout->sides[i].n_frames; j++)
			g_ptr_array_add(names, (void *)layout->sides[i].frames[j].name.text);
	g_ptr_array_add(names, NULL);
	schema_unknown(name.place, frames_only ? "frame" : "block", name.text,
	    (const char *const *)names->pdata, drawing->diag);
	g_ptr_array_free(names, TRUE);
	return false;
}

static bool step_settle(struct drawing *drawing, const struct raw_step *raw, struct step *step)
{
	struct dim share;
	bool fine = true;

	step->air_to = raw->to_air;
	step->air_by = raw->by_air;
	step->keep = raw->keep;
	step->quiet = raw->quiet;
	step->block = raw->block;
	if (raw->roles)
		fine &= step_roles(drawing, raw->roles, step);
	if (raw->to) {
		step->to_floor = raw->to->kind == NODE_TEXT && strcmp(raw->to->text, "floor") == 0;
		if (!step->to_floor)
			fine &= dim_read(drawing, raw->to, &step->to);
	}
	step->by = (struct dim){ .length = { .25, UNIT_PT } };
	if (raw->by)
		fine &= dim_read(drawing, raw->by, &step->by);
	if (raw->order)
		fine &= (step->order = phrases_read(drawing, raw->order, &step->n_order)) != NULL;
	if (raw->bottom)
		fine &= edge_read(drawing, raw->bottom, &step->bottom);
	if (raw->share) {
		fine &= dim_read(drawing, raw->share, &share);
		step->within = share.length.value / 100;
	}
	if (raw->block.text)
		fine &= name_check(drawing, raw->block, step->kind == STEP_MOVE);
	return fine;
}

static bool step_read(struct drawing *drawing, const struct node *node, struct step *step)
{
	struct raw_step raw = { 0 };
	const struct node *body = node->kind == NODE_MAP ? node->children : NULL;
	int kind = 0;

	if (!body || node->count != 1) {
		diag_error(drawing->diag, node->place, "bad-step",
		    "a step is one kind and its keys, such as `- air: {to: 0}`");
		return false;
	}
	while (step_names[kind] && strcmp(step_names[kind], body->key.text) != 0)
		kind++;
	if (!step_names[kind]) {
		schema_unknown(body->key.place, "kind of step", body->key.text, step_names,
		    drawing->diag);
		return false;
	}
	step->kind = (enum step_kind)kind;
	step->place = body->key.place;
	return schema_fill(body, step_fields[kind], &raw, drawing->diag) &&
	    step_settle(drawing, &raw, step);
}

static bool ladder_read(struct drawing *drawing, const struct node *node, struct ladder *ladder)
{
	struct {
		const struct node *frames, *steps;
	} raw = { NULL, NULL };
	static const struct field fields[] = {
		{ "frames", FIELD_NODE, FIELD_OPTIONAL, 0, 0, 0, NULL, NULL,
		    "which must fit; all when left out" },
		{ "steps", FIELD_NODE, FIELD_REQUIRED, sizeof(void *), 0, 0, NULL, NULL,
		    "tried in order until all fits" },
		{ 0 },
	};
	bool fine = true;

	ladder->place = node->place;
	if (!schema_fill(node, fields, &raw, drawing->diag))
		return false;
	if (raw.frames) {
		ladder->frames = phrases_read(drawing, raw.frames, &ladder->n_frames);
		for (size_t i = 0; ladder->frames && i < ladder->n_frames; i++)
			fine &= name_check(drawing, ladder->frames[i], true);
		fine &= ladder->frames != NULL;
	}
	if (!schema_expect(raw.steps, NODE_LIST, "a list of steps", drawing->diag))
		return false;
	ladder->steps = ARENA_ARRAY(drawing->arena, struct step, raw.steps->count + 1);
	for (const struct node *child = raw.steps->children; child; child = child->next)
		fine &= step_read(drawing, child, &ladder->steps[ladder->n_steps++]);
	return fine;
}

bool ladders_read(struct drawing *drawing, const struct node *list)
{
	struct layout *layout = drawing->layout;
	bool fine = schema_expect(list, NODE_LIST, "a list of ladders", drawing->diag);

	if (!fine)
		return false;
	layout->ladders = ARENA_ARRAY(drawing->arena, struct ladder, list->count + 1);
	for (const struct node *child = list->children; child; child = child->next)
		fine &= ladder_read(drawing, child, &layout->ladders[layout->n_ladders++]);
	return fine;
}
