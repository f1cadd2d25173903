/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "read/block.h"

#include <ctype.h>
#include <string.h>

static const char *const *length_names(struct drawing *drawing)
{
	const struct layout *layout = drawing->layout;
	const char **names = ARENA_ARRAY(drawing->arena, const char *, layout->n_lengths + 1);

	for (size_t i = 0; i < layout->n_lengths; i++)
		names[i] = layout->lengths[i].name.text;
	return names;
}

static bool dim_parse(struct drawing *drawing, const char *text, struct place place,
    struct dim *out)
{
	const struct layout *layout = drawing->layout;

	*out = (struct dim){ 0 };
	if (length_parse(text, &out->length)) {
		if (out->length.unit != UNIT_U || layout->parts > 0)
			return true;
		diag_error(drawing->diag, place, "no-unit",
		    "\"%s\" counts in u, but this piece has no `unit`", text);
		diag_help(drawing->diag,
		    "add `unit: {short_side_parts: 24}`, or give the length in pt or mm");
		return false;
	}
	for (size_t i = 0; i < layout->n_lengths; i++) {
		if (strcmp(layout->lengths[i].name.text, text) == 0) {
			out->named = &layout->lengths[i];
			return true;
		}
	}
	if (isalpha((unsigned char)text[0])) {
		schema_unknown(place, "length", text, length_names(drawing), drawing->diag);
		return false;
	}
	diag_error(drawing->diag, place, "bad-length", "\"%s\" is not a length", text);
	diag_help(drawing->diag,
	    "write a number and pt, mm, in, u, em or %%, such as 3 mm, or the name of a length");
	return false;
}

bool dim_read(struct drawing *drawing, const struct node *node, struct dim *out)
{
	if (!schema_expect(node, NODE_TEXT, "a length", drawing->diag))
		return false;
	return dim_parse(drawing, node->text, node->place, out);
}

bool air_read(struct drawing *drawing, const struct node *node, struct air *out)
{
	if (node->kind == NODE_LIST) {
		if (node->count != 2) {
			diag_error(drawing->diag, node->place, "bad-air",
			    "expected one length, or two: [tight, airy]");
			return false;
		}
		return dim_read(drawing, node->children, &out->tight) &&
		    dim_read(drawing, node->children->next, &out->airy);
	}
	if (!dim_read(drawing, node, &out->tight))
		return false;
	out->airy = out->tight;
	return true;
}

/* The word that ends at a space, "+" or "-" with spaces around it; a name may hold hyphens. */
static char *edge_word(struct drawing *drawing, const char *text, const char **rest)
{
	const char *end = text + strcspn(text, " ");

	*rest = end + strspn(end, " ");
	return arena_strndup(drawing->arena, text, (size_t)(end - text));
}

bool edge_read(struct drawing *drawing, const struct node *node, struct edge *out)
{
	static const char *const sides[] = { "start", "end", "top", "bottom", NULL };
	const char *rest;
	char *word, *dot;
	size_t side = 0;

	*out = (struct edge){ 0 };
	if (!schema_expect(node, NODE_TEXT, "an edge", drawing->diag))
		return false;
	out->place = node->place;
	word = edge_word(drawing, node->text, &rest);
	dot = strrchr(word, '.');
	if (dot) {
		*dot = '\0';
		out->of = word;
		word = dot + 1;
	}
	while (sides[side] && strcmp(sides[side], word) != 0)
		side++;
	if (!sides[side]) {
		schema_unknown(node->place, "edge", word, sides, drawing->diag);
		return false;
	}
	out->side = (enum side)side;
	if (!*rest)
		return true;
	if ((*rest != '+' && *rest != '-') || rest[1] != ' ') {
		diag_error(drawing->diag, node->place, "bad-edge", "\"%s\" is not an edge",
		    node->text);
		diag_help(drawing->diag, "write an edge and at most one length, such as end - 2 u");
		return false;
	}
	out->sign = *rest == '+' ? 1 : -1;
	return dim_parse(drawing, rest + 2, node->place, &out->by);
}

bool edges_read(struct drawing *drawing, const struct node *node, struct edge out[2])
{
	if (!schema_expect(node, NODE_LIST, "two edges, such as [start, end - 2 u]", drawing->diag))
		return false;
	if (node->count != 2) {
		diag_error(drawing->diag, node->place, "bad-edges",
		    "expected two edges, such as [start, end - 2 u]");
		return false;
	}
	return edge_read(drawing, node->children, &out[0]) &&
	    edge_read(drawing, node->children->next, &out[1]);
}

int ink_read(struct drawing *drawing, const struct node *node)
{
	int ink;

	if (!schema_expect(node, NODE_TEXT, "an ink", drawing->diag))
		return -1;
	ink = palette_find(drawing->palette, node->text);
	if (ink < 0)
		schema_unknown(node->place, "ink", node->text,
		    palette_names(drawing->arena, drawing->palette), drawing->diag);
	return ink;
}

struct phrase *phrases_read(struct drawing *drawing, const struct node *node, size_t *count)
{
	struct phrase *out;
	size_t n = 0;

	*count = 0;
	if (node->kind == NODE_TEXT) {
		out = ARENA_NEW(drawing->arena, struct phrase);
		*out = node_phrase(node);
		*count = 1;
		return out;
	}
	if (!schema_expect(node, NODE_LIST, "a text or a list of texts", drawing->diag))
		return NULL;
	out = ARENA_ARRAY(drawing->arena, struct phrase, node->count + 1);
	for (const struct node *child = node->children; child; child = child->next) {
		if (!schema_expect(child, NODE_TEXT, "a text", drawing->diag))
			return NULL;
		out[n++] = node_phrase(child);
	}
	*count = n;
	return out;
}
