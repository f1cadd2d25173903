/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "read/format.h"

#include <string.h>

#include "read/schema.h"

/* A row as it is written. */
struct row {
	struct length width, height, bleed;
};

static const struct field row_fields[] = {
	{ .key = "width",
	    .type = FIELD_LENGTH,
	    .need = FIELD_REQUIRED,
	    .offset = offsetof(struct row, width),
	    .help = "the trim's width in mm, in or pt" },
	{ .key = "height",
	    .type = FIELD_LENGTH,
	    .need = FIELD_REQUIRED,
	    .offset = offsetof(struct row, height),
	    .help = "the trim's height in mm, in or pt" },
	{ .key = "bleed",
	    .type = FIELD_LENGTH,
	    .need = FIELD_REQUIRED,
	    .offset = offsetof(struct row, bleed),
	    .help = "how far colour runs beyond the trim: 1/8 in or 3 mm as a rule" },
	{ 0 },
};

/* Formats are what other lengths are relative to, so only units of their own make sense. */
static bool absolute(const struct node *row, const char *key, struct length length, double low,
    double high, struct diag *diag)
{
	const struct node *node = node_find(row, key);
	const double points = length_points(length, 0, 0, 0);
	struct length again;

	/* Schema has said already that it is missing, or no length. */
	if (!node || !node->text || !length_parse(node->text, &again))
		return true;
	if (length.unit != UNIT_MM && length.unit != UNIT_IN && length.unit != UNIT_PT) {
		diag_error(diag, node->place, "length", "%s.%s: \"%s\" is not in mm, in or pt",
		    row->key.text, key, node->text);
		return false;
	}
	if (points < low || points > high) {
		diag_error(diag, node->place, "range",
		    "%s.%s: %s is not between %.4g mm and %.4g mm", row->key.text, key, node->text,
		    geom_mm(low), geom_mm(high));
		return false;
	}
	return true;
}

static bool row_fill(const struct node *node, struct format *format, struct diag *diag)
{
	struct row row = { 0 };
	bool ok;

	ok = schema_fill(node, row_fields, &row, diag);
	if (node->kind != NODE_MAP)
		return false;
	/* Up to what one PDF page may measure: 200 in. */
	ok &= absolute(node, "width", row.width, 36, 14400, diag);
	ok &= absolute(node, "height", row.height, 36, 14400, diag);
	ok &= absolute(node, "bleed", row.bleed, 0, 72, diag);
	*format = (struct format){
		.name = node->key.text,
		.width = length_points(row.width, 0, 0, 0),
		.height = length_points(row.height, 0, 0, 0),
		.bleed = length_points(row.bleed, 0, 0, 0),
		.metric = row.width.unit == UNIT_MM,
		.place = node->key.place,
	};
	return ok;
}

const struct formats *formats_load(struct arena *arena, const char *path, struct diag *diag)
{
	struct node *root = node_load(arena, path, diag);
	struct formats *formats;
	bool ok = true;

	if (!root || !schema_expect(root, NODE_MAP, "the file", diag))
		return NULL;
	formats = ARENA_NEW(arena, struct formats);
	formats->rows = ARENA_ARRAY(arena, struct format, root->count);
	for (const struct node *node = root->children; node; node = node->next)
		ok &= row_fill(node, &formats->rows[formats->count++], diag);
	return ok ? formats : NULL;
}

const struct format *format_find(const struct formats *formats, const char *name)
{
	for (size_t i = 0; i < formats->count; i++) {
		if (strcmp(formats->rows[i].name, name) == 0)
			return &formats->rows[i];
	}
	return NULL;
}
