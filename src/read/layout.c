/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "read/layout.h"

#include "base/file.h"
#include "read/block.h"

#include <string.h>

static const char *const weight_names[] = { "regular", "bold", NULL };
static const char *const leading_names[] = { "title", "heading", "body", NULL };
static const char *const role_kind_names[] = { "text", "contact", "picture", NULL };
static const char *const orientation_names[] = { "portrait", "landscape", "as given", NULL };

struct raw_piece {
	const struct node *formats, *unit, *stature, *margin, *outline, *fold, *least_qr, *limit,
	    *lengths, *roles, *sides, *fit;
	int orientation;
};

#define AT(member) offsetof(struct raw_piece, member)

static const struct field piece_fields[] = {
	{ "formats", FIELD_NODE, FIELD_REQUIRED, AT(formats), 0, 0, NULL, NULL,
	    "the formats it is laid out for" },
	{ "orientation", FIELD_CHOICE, FIELD_REQUIRED, AT(orientation), 0, 0, orientation_names,
	    NULL, "how it turns them" },
	{ "unit", FIELD_NODE, FIELD_OPTIONAL, AT(unit), 0, 0, NULL, NULL, "what u is" },
	{ "stature", FIELD_NODE, FIELD_OPTIONAL, AT(stature), 0, 0, NULL, NULL,
	    "height / width from which to which growing lengths grow" },
	{ "margin", FIELD_NODE, FIELD_REQUIRED, AT(margin), 0, 0, NULL, NULL,
	    "how far inside the trim text and pictures stay" },
	{ "outline", FIELD_NODE, FIELD_REQUIRED, AT(outline), 0, 0, NULL, NULL,
	    "weight of bubbles in one colour" },
	{ "fold", FIELD_NODE, FIELD_OPTIONAL, AT(fold), 0, 0, NULL, NULL,
	    "how far from a fold text and pictures stay" },
	{ "least_qr", FIELD_NODE, FIELD_OPTIONAL, AT(least_qr), 0, 0, NULL, NULL,
	    "least side of a QR code with its quiet zone" },
	{ "limit", FIELD_NODE, FIELD_OPTIONAL, AT(limit), 0, 0, NULL, NULL,
	    "an ink, and what share of a side it may cover" },
	{ "lengths", FIELD_NODE, FIELD_OPTIONAL, AT(lengths), 0, 0, NULL, NULL,
	    "lengths with names" },
	{ "roles", FIELD_NODE, FIELD_REQUIRED, AT(roles), 0, 0, NULL, NULL,
	    "the roles type plays here" },
	{ "sides", FIELD_NODE, FIELD_REQUIRED, AT(sides), 0, 0, NULL, NULL,
	    "its sides, in order of pages" },
	{ "fit", FIELD_NODE, FIELD_OPTIONAL, AT(fit), 0, 0, NULL, NULL,
	    "what gives way, in order" },
	{ 0 },
};

static bool formats_read(struct drawing *drawing, const struct node *list)
{
	struct layout *layout = drawing->layout;
	const char **names = ARENA_ARRAY(drawing->arena, const char *, drawing->formats->count + 1);
	bool fine = schema_expect(list, NODE_LIST, "a list of formats", drawing->diag);

	if (!fine)
		return false;
	for (size_t i = 0; i < drawing->formats->count; i++)
		names[i] = drawing->formats->rows[i].name;
	layout->formats = ARENA_ARRAY(drawing->arena, const struct format *, list->count + 1);
	for (const struct node *child = list->children; child; child = child->next) {
		const struct format *format = NULL;

		if (schema_expect(child, NODE_TEXT, "the name of a format", drawing->diag))
			format = format_find(drawing->formats, child->text);
		if (format)
			layout->formats[layout->n_formats++] = format;
		else if (child->kind == NODE_TEXT)
			schema_unknown(child->place, "format", child->text, names, drawing->diag);
		fine &= format != NULL;
	}
	return fine;
}

static bool length_at(struct drawing *drawing, const struct node *node, struct length *out)
{
	struct dim dim;

	if (!dim_read(drawing, node, &dim))
		return false;
	if (dim.named) {
		diag_error(drawing->diag, node->place, "bad-length",
		    "a named length is a number here, not a name");
		return false;
	}
	*out = dim.length;
	return true;
}

/* `NAME: {all: ..., FORMAT: ...}` or `NAME: {squat: ..., tall: ...}`. */
static bool named_read(struct drawing *drawing, const struct node *node, struct named *out)
{
	const struct node *squat, *tall;
	bool fine = schema_expect(node, NODE_MAP, "lengths by format, such as {all: 4 u, a2: 5 u}",
	    drawing->diag);

	out->name = node->key;
	if (!fine)
		return false;
	squat = node_find(node, "squat");
	tall = node_find(node, "tall");
	if (squat && tall && node->count == 2) {
		out->grows = true;
		return length_at(drawing, squat, &out->length) &&
		    length_at(drawing, tall, &out->tall);
	}
	out->per = arena_alloc(drawing->arena, sizeof(*out->per) * (node->count + 1));
	for (const struct node *child = node->children; child; child = child->next) {
		const struct format *format = format_find(drawing->formats, child->key.text);

		if (strcmp(child->key.text, "all") == 0) {
			fine &= length_at(drawing, child, &out->length);
			continue;
		}
		if (!format) {
			diag_error(drawing->diag, child->key.place, "unknown-key",
			    "\"%s\" is neither `all` nor a format", child->key.text);
			fine = false;
			continue;
		}
		out->per[out->n_per].format = format;
		fine &= length_at(drawing, child, &out->per[out->n_per++].length);
	}
	for (size_t i = 0; fine && !node_find(node, "all") && i < drawing->layout->n_formats; i++) {
		if (node_find(node, drawing->layout->formats[i]->name))
			continue;
		diag_error(drawing->diag, node->key.place, "missing-key",
		    "length \"%s\" says nothing for %s", node->key.text,
		    drawing->layout->formats[i]->name);
		diag_help(drawing->diag, "add `all:` or one key for each format");
		fine = false;
	}
	return fine;
}

static bool lengths_read(struct drawing *drawing, const struct node *map)
{
	struct layout *layout = drawing->layout;
	size_t n = 0;
	bool fine = !map || schema_expect(map, NODE_MAP, "a map of lengths", drawing->diag);

	layout->lengths = ARENA_ARRAY(drawing->arena, struct named, (map ? map->count : 0) + 2);
	layout->lengths[n].name.text = "bleed";
	layout->lengths[n++].bleed = true;
	for (const struct node *child = fine && map ? map->children : NULL; child;
	    child = child->next)
		fine &= named_read(drawing, child, &layout->lengths[n++]);
	layout->n_lengths = n;
	return fine;
}

struct raw_role {
	int kind, weight, column;
	const struct node *ink, *size, *floor, *leading, *variants, *swell;
};

#define ROLE(member) offsetof(struct raw_role, member)

static bool size_read(struct drawing *drawing, const struct raw_role *raw, struct setting_size *out)
{
	bool fine = true;

	if (raw->size)
		fine &= out->has_size = dim_read(drawing, raw->size, &out->size);
	if (raw->floor)
		fine &= out->has_floor = dim_read(drawing, raw->floor, &out->floor);
	if (raw->leading)
		fine &= out->has_leading = dim_read(drawing, raw->leading, &out->leading);
	return fine;
}

static bool variants_read(struct drawing *drawing, const struct node *map, struct role_row *out)
{
	static const char *const classes[] = { "alphabetic", "complex", "cjk", NULL };
	static const struct field fields[] = {
		{ "size", FIELD_NODE, FIELD_OPTIONAL, ROLE(size), 0, 0, NULL, NULL, "final size" },
		{ "floor", FIELD_NODE, FIELD_OPTIONAL, ROLE(floor), 0, 0, NULL, NULL,
		    "least size" },
		{ "leading", FIELD_NODE, FIELD_OPTIONAL, ROLE(leading), 0, 0, NULL, NULL,
		    "final leading" },
		{ 0 },
	};
	bool fine = schema_expect(map, NODE_MAP, "a map of classes of scripts", drawing->diag);

	for (const struct node *child = fine ? map->children : NULL; child; child = child->next) {
		struct raw_role raw = { 0 };
		size_t i = 0;

		while (classes[i] && strcmp(classes[i], child->key.text) != 0)
			i++;
		if (!classes[i]) {
			schema_unknown(child->key.place, "class of scripts", child->key.text,
			    classes, drawing->diag);
			fine = false;
			continue;
		}
		fine &= schema_fill(child, fields, &raw, drawing->diag) &&
		    size_read(drawing, &raw, &out->class[i]);
	}
	return fine;
}

static bool swell_read(struct drawing *drawing, const struct node *node, struct setting_size *out)
{
	struct {
		const struct node *size;
		int most_lines;
	} raw = { NULL, 0 };
	static const struct field fields[] = {
		{ "size", FIELD_NODE, FIELD_REQUIRED, 0, 0, 0, NULL, NULL, "tried first" },
		{ "most_lines", FIELD_INTEGER, FIELD_REQUIRED, sizeof(void *), 1, 99, NULL, NULL,
		    "while it has at most so many" },
		{ 0 },
	};

	if (!schema_fill(node, fields, &raw, drawing->diag))
		return false;
	out->swell_lines = raw.most_lines;
	return dim_read(drawing, raw.size, &out->swell);
}

static bool role_fill(struct drawing *drawing, const struct node *node, struct role_row *out)
{
	struct raw_role raw = { 0 };
	static const struct field fields[] = {
		{ "kind", FIELD_CHOICE, FIELD_OPTIONAL, ROLE(kind), 0, 0, role_kind_names, NULL,
		    "text, contact or picture" },
		{ "weight", FIELD_CHOICE, FIELD_OPTIONAL, ROLE(weight), 0, 0, weight_names, NULL,
		    "regular or bold" },
		{ "column", FIELD_CHOICE, FIELD_OPTIONAL, ROLE(column), 0, 0, leading_names,
		    "heading", "which of the script's leadings it follows" },
		{ "ink", FIELD_NODE, FIELD_OPTIONAL, ROLE(ink), 0, 0, NULL, NULL,
		    "an ink of palette.yaml" },
		{ "size", FIELD_NODE, FIELD_REQUIRED, ROLE(size), 0, 0, NULL, NULL,
		    "nominal size, where fitting starts" },
		{ "floor", FIELD_NODE, FIELD_OPTIONAL, ROLE(floor), 0, 0, NULL, NULL,
		    "least size, after the script's factor" },
		{ "leading", FIELD_NODE, FIELD_OPTIONAL, ROLE(leading), 0, 0, NULL, NULL,
		    "for Latin, at the nominal size; other scripts keep the ratio of their own" },
		{ "for", FIELD_NODE, FIELD_OPTIONAL, ROLE(variants), 0, 0, NULL, NULL,
		    "other sizes for classes of scripts" },
		{ "swell", FIELD_NODE, FIELD_OPTIONAL, ROLE(swell), 0, 0, NULL, NULL,
		    "a larger size, tried first" },
		{ 0 },
	};
	bool fine = schema_fill(node, fields, &raw, drawing->diag);

	out->name = node->key;
	out->kind = (enum role_kind)raw.kind;
	out->weight = out->kind == KIND_CONTACT ? WEIGHT_BOLD : (enum weight)raw.weight;
	out->column = (enum leading)raw.column;
	if (!fine)
		return false;
	out->ink = raw.ink ? ink_read(drawing, raw.ink) : -1;
	if (out->ink < 0 && out->kind != KIND_PICTURE) {
		if (!raw.ink)
			diag_error(drawing->diag, node->key.place, "missing-key",
			    "role \"%s\" has no `ink`", node->key.text);
		fine = false;
	}
	fine &= size_read(drawing, &raw, &out->base);
	if (raw.variants)
		fine &= variants_read(drawing, raw.variants, out);
	if (raw.swell)
		fine &= swell_read(drawing, raw.swell, &out->base);
	return fine;
}

static bool roles_read(struct drawing *drawing, const struct node *map)
{
	struct layout *layout = drawing->layout;
	bool fine = schema_expect(map, NODE_MAP, "a map of roles", drawing->diag);

	if (!fine)
		return false;
	layout->roles = ARENA_ARRAY(drawing->arena, struct role_row, map->count + 1);
	for (const struct node *child = map->children; child; child = child->next)
		fine &= role_fill(drawing, child, &layout->roles[layout->n_roles++]);
	return fine;
}

static bool side_read(struct drawing *drawing, const struct node *node, struct side_row *out)
{
	struct {
		struct phrase name;
		const struct node *panels, *frames;
	} raw = { { NULL, { NULL, 0, 0 } }, NULL, NULL };
	static const struct field fields[] = {
		{ "name", FIELD_PHRASE, FIELD_REQUIRED, 0, 0, 0, NULL, NULL, "the side's name" },
		{ "panels", FIELD_NODE, FIELD_OPTIONAL, sizeof(struct phrase), 0, 0, NULL, NULL,
		    "the panels between folds, from the start" },
		{ "frames", FIELD_NODE, FIELD_REQUIRED, sizeof(struct phrase) + sizeof(void *), 0,
		    0, NULL, NULL, "what stands on it, in painting order" },
		{ 0 },
	};
	static const struct field panel_fields[] = {
		{ "name", FIELD_PHRASE, FIELD_REQUIRED, 0, 0, 0, NULL, NULL, "the panel's name" },
		{ "width", FIELD_NODE, FIELD_REQUIRED, sizeof(struct phrase), 0, 0, NULL, NULL,
		    "its width" },
		{ 0 },
	};
	bool fine = schema_fill(node, fields, &raw, drawing->diag);

	out->name = raw.name;
	if (!fine || !schema_expect(raw.frames, NODE_LIST, "a list of frames", drawing->diag))
		return false;
	if (raw.panels && !schema_expect(raw.panels, NODE_LIST, "a list of panels", drawing->diag))
		return false;
	out->panels =
	    ARENA_ARRAY(drawing->arena, struct panel_row, (raw.panels ? raw.panels->count : 0) + 1);
	for (const struct node *child = raw.panels ? raw.panels->children : NULL; child;
	    child = child->next) {
		struct {
			struct phrase name;
			const struct node *width;
		} panel = { { NULL, { NULL, 0, 0 } }, NULL };

		fine &= schema_fill(child, panel_fields, &panel, drawing->diag);
		out->panels[out->n_panels].name = panel.name;
		fine &= panel.width &&
		    dim_read(drawing, panel.width, &out->panels[out->n_panels].width);
		out->n_panels++;
	}
	out->frames = ARENA_ARRAY(drawing->arena, struct frame, raw.frames->count + 1);
	for (const struct node *child = raw.frames->children; child; child = child->next)
		fine &= frame_read(drawing, child, &out->frames[out->n_frames++]);
	return fine;
}

static bool sides_read(struct drawing *drawing, const struct node *list)
{
	struct layout *layout = drawing->layout;
	bool fine = schema_expect(list, NODE_LIST, "a list of sides", drawing->diag);

	if (!fine)
		return false;
	layout->sides = ARENA_ARRAY(drawing->arena, struct side_row, list->count + 1);
	for (const struct node *child = list->children; child; child = child->next)
		fine &= side_read(drawing, child, &layout->sides[layout->n_sides++]);
	return fine;
}

static bool margin_read(struct drawing *drawing, const struct node *node)
{
	struct {
		const struct node *sides, *ends, *furniture;
	} raw = { NULL, NULL, NULL };
	static const struct field fields[] = {
		{ "sides", FIELD_NODE, FIELD_REQUIRED, 0, 0, 0, NULL, NULL, "at start and end" },
		{ "ends", FIELD_NODE, FIELD_REQUIRED, sizeof(void *), 0, 0, NULL, NULL,
		    "at top and bottom" },
		{ "furniture", FIELD_NODE, FIELD_REQUIRED, 2 * sizeof(void *), 0, 0, NULL, NULL,
		    "page furniture, all round" },
		{ 0 },
	};
	struct layout *layout = drawing->layout;

	return schema_fill(node, fields, &raw, drawing->diag) &&
	    dim_read(drawing, raw.sides, &layout->margin) &&
	    dim_read(drawing, raw.ends, &layout->margin_ends) &&
	    dim_read(drawing, raw.furniture, &layout->furniture);
}

/* The small maps that are single facts of the piece. */
static bool facts_read(struct drawing *drawing, const struct raw_piece *raw)
{
	struct layout *layout = drawing->layout;
	static const struct field unit_fields[] = {
		{ "short_side_parts", FIELD_NUMBER, FIELD_REQUIRED, offsetof(struct layout, parts),
		    1, 1000, NULL, NULL, "u is the short side of the trim divided by this" },
		{ 0 },
	};
	static const struct field stature_fields[] = {
		{ "squat", FIELD_NUMBER, FIELD_REQUIRED, offsetof(struct layout, squat), 0.1, 10,
		    NULL, NULL, "height / width where growing starts" },
		{ "tall", FIELD_NUMBER, FIELD_REQUIRED, offsetof(struct layout, tall), 0.1, 10,
		    NULL, NULL, "and where it ends" },
		{ 0 },
	};
	bool fine = true;

	if (raw->unit)
		fine &= schema_fill(raw->unit, unit_fields, layout, drawing->diag);
	if (raw->stature)
		fine &= schema_fill(raw->stature, stature_fields, layout, drawing->diag);
	return fine;
}

static bool limit_read(struct drawing *drawing, const struct node *node)
{
	struct {
		const struct node *ink, *share;
	} raw = { NULL, NULL };
	static const struct field fields[] = {
		{ "ink", FIELD_NODE, FIELD_REQUIRED, 0, 0, 0, NULL, NULL, "which ink" },
		{ "share", FIELD_NODE, FIELD_REQUIRED, sizeof(void *), 0, 0, NULL, NULL,
		    "percent of a side" },
		{ 0 },
	};
	struct dim share;

	if (!schema_fill(node, fields, &raw, drawing->diag) ||
	    !dim_read(drawing, raw.share, &share))
		return false;
	drawing->layout->limited_ink = ink_read(drawing, raw.ink);
	drawing->layout->limit = share.length.value / 100;
	return drawing->layout->limited_ink >= 0;
}

static bool piece_read(struct drawing *drawing, const struct node *root)
{
	struct raw_piece raw = { 0 };
	struct layout *layout = drawing->layout;
	bool fine = schema_fill(root, piece_fields, &raw, drawing->diag);

	if (!fine)
		return false;
	layout->landscape = raw.orientation == 1;
	fine &= formats_read(drawing, raw.formats);
	fine &= facts_read(drawing, &raw);
	fine &= lengths_read(drawing, raw.lengths);
	fine &= roles_read(drawing, raw.roles);
	fine &= margin_read(drawing, raw.margin);
	fine &= dim_read(drawing, raw.outline, &layout->outline);
	if (raw.fold)
		fine &= dim_read(drawing, raw.fold, &layout->fold);
	if (raw.least_qr)
		fine &= dim_read(drawing, raw.least_qr, &layout->least_qr);
	if (raw.limit)
		fine &= limit_read(drawing, raw.limit);
	fine &= sides_read(drawing, raw.sides);
	if (raw.fit)
		fine &= ladders_read(drawing, raw.fit);
	return fine;
}

const struct layout *layout_load(struct arena *arena, const char *path,
    const struct formats *formats, const struct palette *palette, const struct typography *type,
    struct diag *diag)
{
	const struct node *root = node_load(arena, path, diag);
	struct layout *layout = ARENA_NEW(arena, struct layout);
	struct drawing drawing = { arena, diag, layout, formats, palette, type };
	char *base;

	if (!root || !schema_expect(root, NODE_MAP, "a piece", diag))
		return NULL;
	base = g_path_get_basename(path);
	layout->name = arena_strndup(arena, base, strcspn(base, "."));
	g_free(base);
	layout->path = arena_strdup(arena, path);
	return piece_read(&drawing, root) ? layout : NULL;
}

char **layout_names(struct arena *arena, const char *folder)
{
	static const char *const others[] = { "formats.yaml", "palette.yaml", "type.yaml",
		"art.yaml", NULL };
	char **names = file_list(arena, folder, ".yaml");
	size_t count = 0;

	for (char **file = names; *file; file++) {
		if (g_strv_contains(others, *file))
			continue;
		names[count] = *file;
		names[count++][strlen(*file) - strlen(".yaml")] = '\0';
	}
	names[count] = NULL;
	return names;
}

const struct layout **layout_list(struct arena *arena, const char *folder,
    const struct formats *formats, const struct palette *palette, const struct typography *type,
    size_t *count, struct diag *diag)
{
	char **names = layout_names(arena, folder);
	const struct layout **list =
	    ARENA_ARRAY(arena, const struct layout *, g_strv_length(names) + 1);
	bool fine = true;

	*count = 0;
	for (char **name = names; *name; name++) {
		list[*count] = layout_load(arena, arena_printf(arena, "%s/%s.yaml", folder, *name),
		    formats, palette, type, diag);
		fine &= list[*count] != NULL;
		*count += 1;
	}
	return fine ? list : NULL;
}

const struct role_row *layout_role(const struct layout *layout, const char *name)
{
	for (size_t i = 0; i < layout->n_roles; i++)
		if (strcmp(layout->roles[i].name.text, name) == 0)
			return &layout->roles[i];
	return NULL;
}

void layout_trim(const struct layout *layout, const struct format *format, double *width,
    double *height)
{
	bool turn = layout->landscape && format->height > format->width;

	*width = turn ? format->height : format->width;
	*height = turn ? format->width : format->height;
}

double layout_points(const struct layout *layout, const struct format *format, struct dim dim,
    double em)
{
	double width, height, u, share;
	const struct named *named = dim.named;
	struct length length = dim.length;

	layout_trim(layout, format, &width, &height);
	u = layout->parts > 0 ? MIN(width, height) / layout->parts : 0;
	if (!named)
		return length_points(length, u, em, height);
	if (named->bleed)
		return format->bleed;
	length = named->length;
	for (size_t i = 0; i < named->n_per; i++)
		if (strcmp(named->per[i].format->name, format->name) == 0)
			length = named->per[i].length;
	if (!named->grows)
		return length_points(length, u, em, height);
	share = (height / width - layout->squat) / (layout->tall - layout->squat);
	share = CLAMP(share, 0, 1);
	return (1 - share) * length_points(length, u, em, height) +
	    share * length_points(named->tall, u, em, height);
}
