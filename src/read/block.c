/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "read/block.h"

#include <string.h>

static const char *const kind_names[] = { "space", "text", "contact", "qr", "art", "dots", "rule",
	"row", "stack", "box", "each", "grid", NULL };
static const char *const anchor_names[] = { "top", "centre", "bottom", "line", NULL };
static const char *const align_names[] = { "start", "end", NULL };
static const char *const tag_names[] = { "p", "h1", "h2", "li", "none", NULL };
static const char *const corners_names[] = { "none", "start", "end", "all", NULL };
static const char *const corner_names[] = { "none", "top-start", "top-end", "bottom-start",
	"bottom-end", NULL };
static const char *const enters_names[] = { "nothing", "start", "end", NULL };
static const char *const order_names[] = { "rows", "columns", NULL };

/* Every key that a block or frame may have, as written. Which of them its kind takes is `takes`
 * below. */
struct raw {
	struct phrase name;
	const struct node *x, *y, *from, *height, *size, *pad, *pad_bottom, *blocks, *between,
	    *columns, *keys, *radius, *tail, *line, *mono_line, *when, *ink, *inks, *weight, *gap,
	    *scripts, *air, *grow_to, *on;
	struct phrase role, panel, of;
	int at, align, tag, corners, enters, order, most_lines, rows, reading;
	int value;
	bool hang, pill, grow, furniture, own_width;
	const char *join, *share;
};

#define AT(member) offsetof(struct raw, member)

static const struct field row_name = { "name", FIELD_PHRASE, FIELD_OPTIONAL, AT(name), 0, 0, NULL,
	NULL, "a name, so that edges and fit steps can speak of it" };

static const struct field all_fields[] = {
	{ "x", FIELD_NODE, 0, AT(x), 0, 0, NULL, NULL,
	    "from which edge to which, in reading direction" },
	{ "y", FIELD_NODE, 0, AT(y), 0, 0, NULL, NULL, "from which edge to which, downwards" },
	{ "from", FIELD_NODE, 0, AT(from), 0, 0, NULL, NULL,
	    "the path of a text, or several to try" },
	{ "of", FIELD_PHRASE, 0, AT(of), 0, 0, NULL, NULL,
	    "the list whose items are set, such as guide.sections.*" },
	{ "role", FIELD_PHRASE, 0, AT(role), 0, 0, NULL, NULL,
	    "a role of this piece: its size, weight and ink" },
	{ "value", FIELD_CHOICE, 0, AT(value), 0, 0, contact_names, NULL, "which contact" },
	{ "at", FIELD_CHOICE, 0, AT(at), 0, 0, anchor_names, NULL,
	    "where it stands in the height it has" },
	{ "align", FIELD_CHOICE, 0, AT(align), 0, 0, align_names, NULL,
	    "which end of x it stands at" },
	{ "tag", FIELD_CHOICE, 0, AT(tag), 0, 0, tag_names, NULL, "what it is to a screen reader" },
	{ "most_lines", FIELD_INTEGER, 0, AT(most_lines), 1, 99, NULL, NULL,
	    "more lines do not fit" },
	{ "hang", FIELD_BOOL, 0, AT(hang), 0, 0, NULL, NULL,
	    "moves .03 em over the start edge, for the eye" },
	{ "pill", FIELD_BOOL, 0, AT(pill), 0, 0, NULL, NULL,
	    "in one colour: white on a black pill" },
	{ "join", FIELD_TEXT, 0, AT(join), 0, 0, NULL, NULL,
	    "sets a list as one text with this between" },
	{ "height", FIELD_NODE, 0, AT(height), 0, 0, NULL, NULL, "at least this high" },
	{ "size", FIELD_NODE, 0, AT(size), 0, 0, NULL, NULL, "side or diameter" },
	{ "weight", FIELD_NODE, 0, AT(weight), 0, 0, NULL, NULL, "of a rule" },
	{ "air", FIELD_NODE, 0, AT(air), 0, 0, NULL, NULL, "the height of a space" },
	{ "scripts", FIELD_NODE, 0, AT(scripts), 0, 0, NULL, NULL,
	    "other heights for some scripts" },
	{ "pad", FIELD_NODE, 0, AT(pad), 0, 0, NULL, NULL, "above and below the content" },
	{ "pad_bottom", FIELD_NODE, 0, AT(pad_bottom), 0, 0, NULL, NULL,
	    "below, where it differs" },
	{ "ink", FIELD_NODE, 0, AT(ink), 0, 0, NULL, NULL, "an ink of palette.yaml" },
	{ "inks", FIELD_NODE, 0, AT(inks), 0, 0, NULL, NULL, "one ink for each dot" },
	{ "corners", FIELD_CHOICE, 0, AT(corners), 0, 0, corners_names, NULL,
	    "which corners are round" },
	{ "radius", FIELD_NODE, 0, AT(radius), 0, 0, NULL, NULL, "of the round corners" },
	{ "tail", FIELD_NODE, 0, AT(tail), 0, 0, NULL, NULL,
	    "the corner nearest the speaker, and its radius" },
	{ "enters", FIELD_CHOICE, 0, AT(enters), 0, 0, enters_names, NULL,
	    "the edge without outline in one colour" },
	{ "line", FIELD_NODE, 0, AT(line), 0, 0, NULL, NULL,
	    "an outline in colour too: ink and weight" },
	{ "mono_line", FIELD_NODE, 0, AT(mono_line), 0, 0, NULL, NULL,
	    "weight of the outline in one colour, where it is not the piece's" },
	{ "grow", FIELD_BOOL, 0, AT(grow), 0, 0, NULL, NULL,
	    "takes a share of the height left over" },
	{ "furniture", FIELD_BOOL, 0, AT(furniture), 0, 0, NULL, NULL,
	    "page furniture: may stand nearer to the trim" },
	{ "own_width", FIELD_BOOL, 0, AT(own_width), 0, 0, NULL, NULL,
	    "as wide as its widest line, at the end of x" },
	{ "share", FIELD_TEXT, 0, AT(share), 0, 0, NULL, NULL,
	    "rows of one name are equally high in a grid's row" },
	{ "when", FIELD_NODE, 0, AT(when), 0, 0, NULL, NULL,
	    "only while that block has so few lines" },
	{ "keys", FIELD_NODE, 0, AT(keys), 0, 0, NULL, NULL, "only these items, in this order" },
	{ "between", FIELD_NODE, 0, AT(between), 0, 0, NULL, NULL, "a rule between items" },
	{ "columns", FIELD_NODE, 0, AT(columns), 0, 0, NULL, NULL,
	    "from which edge to which, for each column" },
	{ "rows", FIELD_INTEGER, 0, AT(rows), 1, 99, NULL, NULL, "how many" },
	{ "order", FIELD_CHOICE, 0, AT(order), 0, 0, order_names, NULL,
	    "along rows or down columns" },
	{ "gap", FIELD_NODE, 0, AT(gap), 0, 0, NULL, NULL, "between items" },
	{ "panel", FIELD_PHRASE, 0, AT(panel), 0, 0, NULL, NULL, "the panel whose edges count" },
	{ "reading", FIELD_INTEGER, 0, AT(reading), 1, 999, NULL, NULL,
	    "its place in reading order" },
	{ "on", FIELD_NODE, 0, AT(on), 0, 0, NULL, NULL, "the ink that lies below" },
	{ "blocks", FIELD_NODE, 0, AT(blocks), 0, 0, NULL, NULL, "what is in it" },
};

/* Which keys a kind takes; the first is required where marked by a star. `name`, `x`, `at` and
 * `when` go with all but space. */
static const char *const takes[BLOCK_KINDS] = {
	[BLOCK_SPACE] = "*air scripts grow",
	[BLOCK_TEXT] = "*from *role align tag most_lines hang join furniture",
	[BLOCK_CONTACT] = "*value *role align hang pill furniture",
	[BLOCK_QR] = "*size align",
	[BLOCK_ART] = "size role *ink align",
	[BLOCK_DOTS] = "*size *inks align",
	[BLOCK_RULE] = "*weight *ink",
	[BLOCK_ROW] = "*blocks height share furniture",
	[BLOCK_STACK] = "*blocks grow own_width furniture",
	[BLOCK_BOX] =
	    "*blocks ink corners radius tail enters line mono_line pad pad_bottom furniture",
	[BLOCK_EACH] = "*of *blocks keys height pad gap grow between furniture",
	[BLOCK_GRID] = "*of *blocks *columns *rows keys order gap",
};
static const char frame_takes[] = "*name *y *blocks grow_to ink corners radius tail enters line "
				  "mono_line pad pad_bottom panel reading on furniture";

/* The rows of all_fields that `words` names, and the common ones. */
static struct field *fields_of(struct arena *arena, const char *words, bool common)
{
	struct field *out = ARENA_ARRAY(arena, struct field, G_N_ELEMENTS(all_fields) + 4);
	char **list = g_strsplit(words, " ", -1);
	size_t n = 0;

	if (common)
		out[n++] = row_name;
	for (size_t i = 0; i < G_N_ELEMENTS(all_fields); i++) {
		const struct field *field = &all_fields[i];
		bool always = (common &&
		    (strcmp(field->key, "x") == 0 || strcmp(field->key, "at") == 0 ||
			strcmp(field->key, "when") == 0));

		for (char **word = list; *word; word++) {
			const char *key = **word == '*' ? *word + 1 : *word;

			if (strcmp(key, field->key) != 0)
				continue;
			out[n] = *field;
			out[n].need = **word == '*' ? FIELD_REQUIRED : FIELD_OPTIONAL;
			n++;
			always = false;
			break;
		}
		if (always)
			out[n++] = *field;
	}
	g_strfreev(list);
	return out;
}

const struct role_row *role_read(struct drawing *drawing, struct phrase name)
{
	const struct layout *layout = drawing->layout;
	const struct role_row *role = layout_role(layout, name.text);
	const char **names;

	if (role)
		return role;
	names = ARENA_ARRAY(drawing->arena, const char *, layout->n_roles + 1);
	for (size_t i = 0; i < layout->n_roles; i++)
		names[i] = layout->roles[i].name.text;
	schema_unknown(name.place, "role", name.text, names, drawing->diag);
	return NULL;
}

static bool tail_read(struct drawing *drawing, const struct node *node, struct shape *shape)
{
	struct {
		int corner;
		const struct node *radius;
	} raw = { 0, NULL };
	static const struct field fields[] = {
		{ "corner", FIELD_CHOICE, FIELD_REQUIRED, 0, 0, 0, corner_names, NULL,
		    "the corner nearest the speaker" },
		{ "radius", FIELD_NODE, FIELD_REQUIRED, sizeof(void *), 0, 0, NULL, NULL,
		    "its radius" },
		{ 0 },
	};

	if (!schema_fill(node, fields, &raw, drawing->diag))
		return false;
	shape->tail = (enum corner)raw.corner;
	return dim_read(drawing, raw.radius, &shape->tail_radius);
}

static bool line_read(struct drawing *drawing, const struct node *node, struct shape *shape)
{
	struct {
		const struct node *ink, *weight;
	} raw = { NULL, NULL };
	static const struct field fields[] = {
		{ "ink", FIELD_NODE, FIELD_REQUIRED, 0, 0, 0, NULL, NULL, "its ink" },
		{ "weight", FIELD_NODE, FIELD_REQUIRED, sizeof(void *), 0, 0, NULL, NULL,
		    "its weight" },
		{ 0 },
	};

	if (!schema_fill(node, fields, &raw, drawing->diag))
		return false;
	shape->outlined = true;
	shape->line_ink = ink_read(drawing, raw.ink);
	return shape->line_ink >= 0 && dim_read(drawing, raw.weight, &shape->line);
}

static bool shape_read(struct drawing *drawing, const struct raw *raw, struct shape *shape)
{
	bool fine = true;

	shape->ink = -1;
	if (raw->ink) {
		shape->ink = ink_read(drawing, raw->ink);
		fine = shape->ink >= 0;
	}
	shape->corners = (enum corners)raw->corners;
	shape->enters = (enum enters)raw->enters;
	if (raw->radius)
		fine &= dim_read(drawing, raw->radius, &shape->radius);
	if (raw->tail)
		fine &= tail_read(drawing, raw->tail, shape);
	if (raw->line)
		fine &= line_read(drawing, raw->line, shape);
	if (raw->mono_line)
		fine &= shape->has_mono_line = dim_read(drawing, raw->mono_line, &shape->mono_line);
	return fine;
}

static bool when_read(struct drawing *drawing, const struct node *node, struct block *out)
{
	struct {
		struct phrase block;
		int most_lines;
	} raw = { { NULL, { NULL, 0, 0 } }, 0 };
	static const struct field fields[] = {
		{ "block", FIELD_PHRASE, FIELD_REQUIRED, 0, 0, 0, NULL, NULL,
		    "whose lines are counted" },
		{ "most_lines", FIELD_INTEGER, FIELD_REQUIRED, sizeof(struct phrase), 1, 99, NULL,
		    NULL, "while it has at most so many" },
		{ 0 },
	};

	if (!schema_fill(node, fields, &raw, drawing->diag))
		return false;
	out->when = raw.block;
	out->when_lines = raw.most_lines;
	return true;
}

static bool scripts_read(struct drawing *drawing, const struct node *map, struct block *out)
{
	const struct typography *type = drawing->type;
	bool fine = schema_expect(map, NODE_MAP, "a map of scripts", drawing->diag);
	const char **names = ARENA_ARRAY(drawing->arena, const char *, type->n_scripts + 1);

	for (size_t i = 0; i < type->n_scripts; i++)
		names[i] = type->scripts[i].name;
	out->scripts = ARENA_ARRAY(drawing->arena, struct script_air, map->count + 1);
	for (const struct node *child = fine ? map->children : NULL; child; child = child->next) {
		struct script_air *row = &out->scripts[out->n_scripts];

		for (size_t i = 0; i < type->n_scripts; i++)
			if (strcmp(type->scripts[i].name, child->key.text) == 0)
				row->script = &type->scripts[i];
		if (!row->script) {
			schema_unknown(child->key.place, "script", child->key.text, names,
			    drawing->diag);
			fine = false;
			continue;
		}
		fine &= air_read(drawing, child, &row->air);
		out->n_scripts++;
	}
	return fine;
}

static bool columns_read(struct drawing *drawing, const struct node *list, struct block *out)
{
	bool fine = schema_expect(list, NODE_LIST, "a list of columns", drawing->diag);

	out->columns = arena_alloc(drawing->arena, sizeof(*out->columns) * (list->count + 1));
	for (const struct node *child = fine ? list->children : NULL; child; child = child->next)
		fine &= edges_read(drawing, child, out->columns[out->n_columns++]);
	return fine;
}

static bool inks_read(struct drawing *drawing, const struct raw *raw, struct block *out)
{
	const struct node *list = raw->inks;
	bool fine = true;

	if (raw->ink && !list) {
		out->inks = ARENA_NEW(drawing->arena, int);
		out->n_inks = 1;
		return (out->inks[0] = ink_read(drawing, raw->ink)) >= 0;
	}
	if (!list)
		return true;
	if (!schema_expect(list, NODE_LIST, "a list of inks", drawing->diag))
		return false;
	out->inks = ARENA_ARRAY(drawing->arena, int, list->count + 1);
	for (const struct node *child = list->children; child; child = child->next) {
		out->inks[out->n_inks] = ink_read(drawing, child);
		fine &= out->inks[out->n_inks++] >= 0;
	}
	return fine;
}

/* Everything that blocks and frames share, from raw to block. */
static bool block_settle(struct drawing *drawing, const struct raw *raw, struct block *out)
{
	const struct node *height = raw->height ? raw->height : raw->size ? raw->size : raw->weight;
	bool fine = true;

	out->name = raw->name;
	out->at = (enum anchor)raw->at;
	out->align = (enum align)raw->align;
	out->tag = (enum tag)raw->tag;
	out->most_lines = raw->most_lines;
	out->hang = raw->hang;
	out->pill = raw->pill;
	out->join = raw->join;
	out->contact = (enum contact_kind)raw->value;
	out->grow = raw->grow;
	out->furniture = raw->furniture;
	out->own_width = raw->own_width;
	out->share = raw->share;
	out->rows = raw->rows;
	out->order = (enum order)raw->order;
	if (raw->x)
		fine &= out->has_x = edges_read(drawing, raw->x, out->x);
	if (raw->from)
		fine &= (out->from = phrases_read(drawing, raw->from, &out->n_from)) != NULL;
	if (raw->of.text) {
		out->from = arena_copy(drawing->arena, &raw->of, 1, sizeof(raw->of));
		out->n_from = 1;
	}
	if (raw->role.text)
		fine &= (out->role = role_read(drawing, raw->role)) != NULL;
	if (height || raw->air)
		fine &= out->has_height =
		    air_read(drawing, height ? height : raw->air, &out->height);
	if (raw->scripts)
		fine &= scripts_read(drawing, raw->scripts, out);
	if (raw->pad)
		fine &= air_read(drawing, raw->pad, &out->pad);
	out->pad_bottom = out->pad;
	if (raw->pad_bottom)
		fine &= air_read(drawing, raw->pad_bottom, &out->pad_bottom);
	if (raw->gap)
		fine &= air_read(drawing, raw->gap, &out->gap);
	if (raw->keys)
		fine &= (out->keys = phrases_read(drawing, raw->keys, &out->n_keys)) != NULL;
	if (raw->when)
		fine &= when_read(drawing, raw->when, out);
	if (raw->columns)
		fine &= columns_read(drawing, raw->columns, out);
	if (out->kind != BLOCK_BOX)
		fine &= inks_read(drawing, raw, out);
	fine &= shape_read(drawing, raw, &out->shape);
	return fine;
}

/* A rule written as a block of its own, for `between`. */
static bool between_read(struct drawing *drawing, const struct node *node, struct block *out);

static bool block_read(struct drawing *drawing, const struct node *node, struct block *out)
{
	struct raw raw = { 0 };
	const struct node *body = node->kind == NODE_MAP ? node->children : NULL;
	int kind = 0;
	bool fine;

	out->place = node->place;
	if (!body || node->count != 1) {
		diag_error(drawing->diag, node->place, "bad-block",
		    "a block is one kind and its keys, such as `- text: {from: guide.title, "
		    "role: title}`");
		return false;
	}
	while (kind_names[kind] && strcmp(kind_names[kind], body->key.text) != 0)
		kind++;
	if (!kind_names[kind]) {
		schema_unknown(body->key.place, "kind of block", body->key.text, kind_names,
		    drawing->diag);
		return false;
	}
	out->kind = (enum block_kind)kind;
	out->place = body->key.place;
	if (out->kind == BLOCK_SPACE && body->kind != NODE_MAP) {
		out->shape.ink = -1;
		return out->has_height = air_read(drawing, body, &out->height);
	}
	if (!schema_fill(body, fields_of(drawing->arena, takes[kind], out->kind != BLOCK_SPACE),
		&raw, drawing->diag))
		return false;
	fine = block_settle(drawing, &raw, out);
	if (out->kind == BLOCK_ART && !out->has_height && !out->role) {
		diag_error(drawing->diag, body->key.place, "missing-key",
		    "art needs `size` or `role`");
		fine = false;
	}
	if (raw.between)
		fine &= between_read(drawing, raw.between, out);
	if (raw.blocks)
		fine &= blocks_read(drawing, raw.blocks, &out->blocks, &out->n_blocks);
	return fine;
}

static bool between_read(struct drawing *drawing, const struct node *node, struct block *out)
{
	out->between = ARENA_NEW(drawing->arena, struct block);
	if (!block_read(drawing, node, out->between))
		return false;
	if (out->between->kind == BLOCK_RULE)
		return true;
	diag_error(drawing->diag, node->place, "bad-block", "only a rule can stand between items");
	return false;
}

bool blocks_read(struct drawing *drawing, const struct node *list, struct block **out,
    size_t *count)
{
	bool fine = schema_expect(list, NODE_LIST, "a list of blocks", drawing->diag);
	size_t n = 0;

	*count = 0;
	if (!fine)
		return false;
	*out = ARENA_ARRAY(drawing->arena, struct block, list->count + 1);
	for (const struct node *child = list->children; child; child = child->next)
		fine &= block_read(drawing, child, &(*out)[n++]);
	*count = n;
	return fine;
}

bool frame_read(struct drawing *drawing, const struct node *node, struct frame *out)
{
	struct raw raw = { 0 };
	struct field *fields;
	size_t n = 0;
	bool fine;

	if (!schema_expect(node, NODE_MAP, "a frame", drawing->diag))
		return false;
	fields = fields_of(drawing->arena, frame_takes, true);
	fields[0].need = FIELD_REQUIRED;
	while (fields[n].key)
		n++;
	fields[n] = (struct field){ "grow", FIELD_NODE, FIELD_OPTIONAL, AT(grow_to), 0, 0, NULL,
		NULL, "how far down the bottom may move when the content needs it" };
	if (!schema_fill(node, fields, &raw, drawing->diag))
		return false;
	out->name = raw.name;
	out->panel = raw.panel.text;
	out->reading = raw.reading;
	out->on = -1;
	out->body.kind = BLOCK_BOX;
	out->body.place = node->place;
	fine = block_settle(drawing, &raw, &out->body);
	fine &= edges_read(drawing, raw.y, out->y);
	if (raw.grow_to)
		fine &= out->has_grow = edge_read(drawing, raw.grow_to, &out->grow);
	if (raw.on)
		fine &= (out->on = ink_read(drawing, raw.on)) >= 0;
	return fine & blocks_read(drawing, raw.blocks, &out->body.blocks, &out->body.n_blocks);
}
