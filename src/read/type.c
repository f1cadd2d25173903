/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "read/type.h"

#include <glib.h>
#include <string.h>

#include "read/schema.h"

struct type_row {
	struct phrase base;
	const struct node *families, *scripts, *languages;
};

static const struct field type_fields[] = {
	{ .key = "base",
	    .type = FIELD_PHRASE,
	    .need = FIELD_REQUIRED,
	    .offset = offsetof(struct type_row, base),
	    .help = "the family of contacts, and of what a script's own family lacks" },
	{ .key = "families",
	    .type = FIELD_NODE,
	    .need = FIELD_REQUIRED,
	    .offset = offsetof(struct type_row, families),
	    .help = "a map of font families by name" },
	{ .key = "scripts",
	    .type = FIELD_NODE,
	    .need = FIELD_REQUIRED,
	    .offset = offsetof(struct type_row, scripts),
	    .help = "a map of scripts by name" },
	{ .key = "languages",
	    .type = FIELD_NODE,
	    .need = FIELD_REQUIRED,
	    .offset = offsetof(struct type_row, languages),
	    .help = "a map of languages by BCP 47 tag" },
	{ 0 },
};

struct family_row {
	struct phrase files[WEIGHT_COUNT];
	int index;
};

static const struct field family_fields[] = {
	{ .key = "regular",
	    .type = FIELD_PHRASE,
	    .need = FIELD_REQUIRED,
	    .offset = offsetof(struct family_row, files[WEIGHT_REGULAR]),
	    .help = "the Regular's file in fonts/" },
	{ .key = "bold",
	    .type = FIELD_PHRASE,
	    .need = FIELD_REQUIRED,
	    .offset = offsetof(struct family_row, files[WEIGHT_BOLD]),
	    .help = "the Bold's file in fonts/" },
	{ .key = "index",
	    .type = FIELD_INTEGER,
	    .offset = offsetof(struct family_row, index),
	    .low = 0,
	    .high = 99,
	    .help = "the face's number in a collection, from 0" },
	{ 0 },
};

struct script_row {
	struct phrase family;
	int class, direction;
	double size;
	const struct node *leading;
	double top;
	bool spaces;
};

static const char *const class_words[] = { "alphabetic", "complex", "cjk", NULL };
static const char *const direction_words[] = { "ltr", "rtl", NULL };

static const struct field script_fields[] = {
	{ .key = "family",
	    .type = FIELD_PHRASE,
	    .need = FIELD_REQUIRED,
	    .offset = offsetof(struct script_row, family),
	    .help = "one of families" },
	{ .key = "class",
	    .type = FIELD_CHOICE,
	    .need = FIELD_REQUIRED,
	    .offset = offsetof(struct script_row, class),
	    .choices = class_words,
	    .help = "alphabetic, complex or cjk" },
	{ .key = "direction",
	    .type = FIELD_CHOICE,
	    .need = FIELD_REQUIRED,
	    .offset = offsetof(struct script_row, direction),
	    .choices = direction_words,
	    .help = "ltr or rtl" },
	{ .key = "size",
	    .type = FIELD_NUMBER,
	    .need = FIELD_REQUIRED,
	    .offset = offsetof(struct script_row, size),
	    .low = .5,
	    .high = 2,
	    .help = "factor on every size but those of contacts" },
	{ .key = "leading",
	    .type = FIELD_NODE,
	    .need = FIELD_REQUIRED,
	    .offset = offsetof(struct script_row, leading),
	    .help = "a map of title, heading and body, in em" },
	{ .key = "top",
	    .type = FIELD_NUMBER,
	    .need = FIELD_REQUIRED,
	    .offset = offsetof(struct script_row, top),
	    .low = .3,
	    .high = 2,
	    .help = "from the first baseline up to the top of a block, in em" },
	{ .key = "spaces",
	    .type = FIELD_BOOL,
	    .need = FIELD_REQUIRED,
	    .offset = offsetof(struct script_row, spaces),
	    .help = "yes when words are parted by spaces" },
	{ 0 },
};

static const struct field leading_fields[] = {
	{ .key = "title",
	    .type = FIELD_NUMBER,
	    .need = FIELD_REQUIRED,
	    .offset = LEADING_TITLE * sizeof(double),
	    .low = .8,
	    .high = 4,
	    .help = "baseline to baseline in titles, in em" },
	{ .key = "heading",
	    .type = FIELD_NUMBER,
	    .need = FIELD_REQUIRED,
	    .offset = LEADING_HEADING * sizeof(double),
	    .low = .8,
	    .high = 4,
	    .help = "baseline to baseline in headings and points, in em" },
	{ .key = "body",
	    .type = FIELD_NUMBER,
	    .need = FIELD_REQUIRED,
	    .offset = LEADING_BODY * sizeof(double),
	    .low = .8,
	    .high = 4,
	    .help = "baseline to baseline in running text, in em" },
	{ 0 },
};

struct language_row {
	const char *name;
	struct phrase script;
};

static const struct field language_fields[] = {
	{ .key = "name",
	    .type = FIELD_TEXT,
	    .need = FIELD_REQUIRED,
	    .offset = offsetof(struct language_row, name),
	    .help = "the language's English name" },
	{ .key = "script",
	    .type = FIELD_PHRASE,
	    .need = FIELD_REQUIRED,
	    .offset = offsetof(struct language_row, script),
	    .help = "one of scripts" },
	{ 0 },
};

/* The child of a map of rows, or NULL after an "unknown" error with the nearest key. */
static const struct node *row_find(const struct node *rows, const char *what, struct phrase name,
    struct diag *diag)
{
	const struct node *row = node_find(rows, name.text);
	GPtrArray *known;

	if (row)
		return row;
	known = g_ptr_array_new();
	for (const struct node *node = rows->children; node; node = node->next)
		g_ptr_array_add(known, (void *)node->key.text);
	g_ptr_array_add(known, NULL);
	schema_unknown(name.place, what, name.text, (const char *const *)known->pdata, diag);
	g_ptr_array_free(known, TRUE);
	return NULL;
}

/* How many siblings stand before a node: its row's index. */
static size_t node_index(const struct node *node)
{
	size_t index = 0;

	for (const struct node *other = node->parent->children; other != node; other = other->next)
		index++;
	return index;
}

static bool families_fill(struct arena *arena, const struct node *map, struct typography *type,
    struct diag *diag)
{
	bool ok = true;

	type->families = ARENA_ARRAY(arena, struct family, map->count);
	for (const struct node *node = map->children; node; node = node->next) {
		struct family *family = &type->families[type->n_families++];
		struct family_row row = { 0 };

		family->name = node->key.text;
		family->place = node->key.place;
		ok &= schema_fill(node, family_fields, &row, diag);
		family->index = row.index;
		for (int weight = 0; weight < WEIGHT_COUNT; weight++) {
			family->files[weight] = row.files[weight].text;
			if (!row.files[weight].text || !strchr(row.files[weight].text, '/'))
				continue;
			diag_error(diag, row.files[weight].place, "path",
			    "%s: a file in fonts/, without folders", family->name);
			ok = false;
		}
	}
	return ok;
}

static bool scripts_fill(struct arena *arena, const struct type_row *rows, struct typography *type,
    struct diag *diag)
{
	bool ok = true;

	type->scripts = ARENA_ARRAY(arena, struct script, rows->scripts->count);
	for (const struct node *node = rows->scripts->children; node; node = node->next) {
		struct script *script = &type->scripts[type->n_scripts++];
		struct script_row row = { 0 };
		const struct node *family = NULL;

		ok &= schema_fill(node, script_fields, &row, diag);
		if (row.family.text)
			family = row_find(rows->families, "family", row.family, diag);
		if (row.leading)
			ok &= schema_fill(row.leading, leading_fields, script->leading, diag);
		ok &= family != NULL;
		script->name = node->key.text;
		script->class = (enum script_class)row.class;
		script->rtl = row.direction == 1;
		script->family = family ? &type->families[node_index(family)] : NULL;
		script->size = row.size;
		script->top = row.top;
		script->spaces = row.spaces;
		if (strcmp(script->name, "latin") == 0)
			type->latin = script;
	}
	if (!type->latin) {
		diag_error(diag, rows->scripts->key.place, "missing",
		    "scripts: \"latin\" is missing");
		diag_help(diag,
		    "pieces state their leading for Latin; the other scripts' is relative to it");
		ok = false;
	}
	return ok;
}

static bool languages_fill(struct arena *arena, const struct type_row *rows,
    struct typography *type, struct diag *diag)
{
	bool ok = true;

	type->languages = ARENA_ARRAY(arena, struct language, rows->languages->count);
	for (const struct node *node = rows->languages->children; node; node = node->next) {
		struct language *language = &type->languages[type->n_languages++];
		struct language_row row = { 0 };
		const struct node *script = NULL;

		ok &= schema_fill(node, language_fields, &row, diag);
		if (row.script.text)
			script = row_find(rows->scripts, "script", row.script, diag);
		ok &= script != NULL;
		*language = (struct language){
			.tag = node->key.text,
			.name = row.name,
			.script = script ? &type->scripts[node_index(script)] : NULL,
			.place = node->key.place,
		};
	}
	return ok;
}

const struct typography *type_load(struct arena *arena, const char *path, struct diag *diag)
{
	struct node *root = node_load(arena, path, diag);
	struct type_row rows = { 0 };
	struct typography *type;
	const struct node *base;
	bool ok;

	if (!root || !schema_fill(root, type_fields, &rows, diag))
		return NULL;
	ok = schema_expect(rows.families, NODE_MAP, NULL, diag);
	ok &= schema_expect(rows.scripts, NODE_MAP, NULL, diag);
	ok &= schema_expect(rows.languages, NODE_MAP, NULL, diag);
	if (!ok)
		return NULL;
	type = ARENA_NEW(arena, struct typography);
	ok = families_fill(arena, rows.families, type, diag);
	ok &= scripts_fill(arena, &rows, type, diag);
	ok &= languages_fill(arena, &rows, type, diag);
	base = row_find(rows.families, "family", rows.base, diag);
	if (!ok || !base)
		return NULL;
	type->base = &type->families[node_index(base)];
	return type;
}

const struct language *type_language(const struct typography *type, const char *tag)
{
	size_t length = strlen(tag);

	/* From the whole tag down to its first subtag. */
	while (length > 0) {
		for (size_t i = 0; i < type->n_languages; i++) {
			const char *known = type->languages[i].tag;

			if (strlen(known) == length && strncmp(known, tag, length) == 0)
				return &type->languages[i];
		}
		do
			length--;
		while (length > 0 && tag[length] != '-');
	}
	return NULL;
}
