/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "read/palette.h"

#include <glib.h>
#include <string.h>

#include "read/schema.h"

struct palette_row {
	struct length ink_limit;
	const struct node *inks, *pairs;
};

static const struct field palette_fields[] = {
	{ .key = "ink_limit",
	    .type = FIELD_LENGTH,
	    .need = FIELD_REQUIRED,
	    .offset = offsetof(struct palette_row, ink_limit),
	    .help = "the greatest sum of an ink's build, such as 240 %" },
	{ .key = "inks",
	    .type = FIELD_NODE,
	    .need = FIELD_REQUIRED,
	    .offset = offsetof(struct palette_row, inks),
	    .help = "a map of inks by name" },
	{ .key = "pairs",
	    .type = FIELD_NODE,
	    .need = FIELD_REQUIRED,
	    .offset = offsetof(struct palette_row, pairs),
	    .help = "a list of the pairs of text and ground" },
	{ 0 },
};

struct ink_row {
	double cmyk[4]; /* percent */
	const char *rgb;
	bool overprint;
	const struct node *mono;
};

static const struct field ink_fields[] = {
	{ .key = "cmyk",
	    .type = FIELD_NUMBERS,
	    .need = FIELD_REQUIRED,
	    .offset = offsetof(struct ink_row, cmyk),
	    .high = 4,
	    .help = "four percentages: cyan, magenta, yellow, black" },
	{ .key = "rgb",
	    .type = FIELD_TEXT,
	    .need = FIELD_REQUIRED,
	    .offset = offsetof(struct ink_row, rgb),
	    .help = "the colour on a screen, in quotes: \"#RRGGBB\"" },
	{ .key = "overprint",
	    .type = FIELD_BOOL,
	    .offset = offsetof(struct ink_row, overprint),
	    .help = "yes: printed over what lies below; for pure black only" },
	{ .key = "mono",
	    .type = FIELD_NODE,
	    .need = FIELD_REQUIRED,
	    .offset = offsetof(struct ink_row, mono),
	    .help = "how box, dot and mark of this ink are printed in black only" },
	{ 0 },
};

struct mono_row {
	int box, dot, mark;
};

static const char *const box_words[] = { "paper", "outline", "solid", NULL };
static const char *const dot_words[] = { "paper", "ring", "solid", NULL };
static const char *const mark_words[] = { "paper", "solid", NULL };

static const enum mono_solid box_values[] = { MONO_PAPER, MONO_OUTLINE, MONO_SOLID };
static const enum mono_solid dot_values[] = { MONO_PAPER, MONO_RING, MONO_SOLID };
static const enum mono_solid mark_values[] = { MONO_PAPER, MONO_SOLID };

static const struct field mono_fields[] = {
	{ .key = "box",
	    .type = FIELD_CHOICE,
	    .need = FIELD_REQUIRED,
	    .offset = offsetof(struct mono_row, box),
	    .choices = box_words,
	    .help = "bubbles and panels in black only: paper, outline or solid" },
	{ .key = "dot",
	    .type = FIELD_CHOICE,
	    .need = FIELD_REQUIRED,
	    .offset = offsetof(struct mono_row, dot),
	    .choices = dot_words,
	    .help = "the typing dots in black only: paper, ring or solid" },
	{ .key = "mark",
	    .type = FIELD_CHOICE,
	    .need = FIELD_REQUIRED,
	    .offset = offsetof(struct mono_row, mark),
	    .choices = mark_words,
	    .help = "text, pictograms and rules in black only: paper or solid" },
	{ 0 },
};

struct pair_row {
	struct phrase text, ground;
	struct length bold, regular, bold_complex, regular_complex;
};

static const struct field pair_fields[] = {
	{ .key = "text",
	    .type = FIELD_PHRASE,
	    .need = FIELD_REQUIRED,
	    .offset = offsetof(struct pair_row, text),
	    .help = "the ink of the text" },
	{ .key = "ground",
	    .type = FIELD_PHRASE,
	    .need = FIELD_REQUIRED,
	    .offset = offsetof(struct pair_row, ground),
	    .help = "the ink that it stands on" },
	{ .key = "bold",
	    .type = FIELD_LENGTH,
	    .offset = offsetof(struct pair_row, bold),
	    .help = "the least size in Bold, in pt; without it Bold is not allowed" },
	{ .key = "regular",
	    .type = FIELD_LENGTH,
	    .offset = offsetof(struct pair_row, regular),
	    .help = "the least size in Regular, in pt; without it Regular is not allowed" },
	{ .key = "bold_complex",
	    .type = FIELD_LENGTH,
	    .offset = offsetof(struct pair_row, bold_complex),
	    .help = "the least size in Bold of complex scripts, where it differs" },
	{ .key = "regular_complex",
	    .type = FIELD_LENGTH,
	    .offset = offsetof(struct pair_row, regular_complex),
	    .help = "the least size in Regular of complex scripts, where it differs" },
	{ 0 },
};

static bool rgb_parse(const char *text, double rgb[3])
{
	if (text[0] != '#' || strlen(text) != 7)
		return false;
	for (int i = 0; i < 3; i++) {
		const int high = g_ascii_xdigit_value(text[1 + 2 * i]),
			  low = g_ascii_xdigit_value(text[2 + 2 * i]);

		if (high < 0 || low < 0)
			return false;
		rgb[i] = (16 * high + low) / 255.0;
	}
	return true;
}

static bool ink_check(const struct node *node, const struct ink *ink, double limit,
    struct diag *diag)
{
	const struct node *cmyk = node_find(node, "cmyk");
	const double sum = ink->cmyk[0] + ink->cmyk[1] + ink->cmyk[2] + ink->cmyk[3];
	const double colour = sum - ink->cmyk[3];
	bool ok = true;

	if (sum > limit + 1e-9) {
		diag_error(diag, cmyk->place, "ink-limit",
		    "%s: %.0f %% of ink; ink_limit is %.0f %%", ink->name, sum * 100, limit * 100);
		ok = false;
	}
	if (ink->overprint && colour > 0) {
		diag_error(diag, cmyk->place, "overprint", "%s: only pure black may overprint",
		    ink->name);
		ok = false;
	}
	if (strcmp(ink->name, "paper") == 0 && sum > 0) {
		diag_error(diag, cmyk->place, "paper",
		    "paper is what is not printed: [0, 0, 0, 0]");
		ok = false;
	}
	if (strcmp(ink->name, "ink") == 0 && (colour > 0 || ink->cmyk[3] < 1)) {
		diag_error(diag, cmyk->place, "ink",
		    "the text's ink is pure black: [0, 0, 0, 100]");
		ok = false;
	}
	return ok;
}

static bool ink_fill(const struct node *node, double limit, struct ink *ink, struct diag *diag)
{
	struct ink_row row = { 0 };
	struct mono_row mono = { 0 };
	bool ok;

	ink->name = node->key.text;
	ink->place = node->key.place;
	ok = schema_fill(node, ink_fields, &row, diag);
	if (row.mono)
		ok &= schema_fill(row.mono, mono_fields, &mono, diag);
	if (!row.rgb || !node_find(node, "cmyk"))
		return false;
	for (int i = 0; i < 4; i++)
		ink->cmyk[i] = row.cmyk[i] / 100;
	ink->overprint = row.overprint;
	ink->mono_box = box_values[mono.box];
	ink->mono_dot = dot_values[mono.dot];
	ink->mono_mark = mark_values[mono.mark];
	if (!rgb_parse(row.rgb, ink->rgb)) {
		diag_error(diag, node_find(node, "rgb")->place, "colour",
		    "%s: \"%s\" is not a colour", ink->name, row.rgb);
		diag_help(diag,
		    "write it as six hexadecimal digits in quotes, such as \"#FFCC32\"");
		ok = false;
	}
	return ink_check(node, ink, limit, diag) && ok;
}

static bool inks_fill(struct arena *arena, const struct node *inks, struct palette *palette,
    struct diag *diag)
{
	bool ok = true;

	if (!schema_expect(inks, NODE_MAP, NULL, diag))
		return false;
	palette->inks = ARENA_ARRAY(arena, struct ink, inks->count);
	for (const struct node *node = inks->children; node; node = node->next)
		ok &= ink_fill(node, palette->ink_limit, &palette->inks[palette->n_inks++], diag);
	palette->paper = palette_find(palette, "paper");
	palette->black = palette_find(palette, "ink");
	if (palette->paper < 0 || palette->black < 0) {
		diag_error(diag, inks->key.place, "missing",
		    "inks: \"%s\" is missing; every palette needs it",
		    palette->paper < 0 ? "paper" : "ink");
		ok = false;
	}
	return ok;
}

static bool size_fill(const struct node *node, const char *key, struct length length, double *size,
    struct diag *diag)
{
	const struct node *value = node_find(node, key);

	if (!value)
		return true;
	if (length.unit != UNIT_PT || length.value <= 0 || length.value > 1000) {
		diag_error(diag, value->place, "length", "%s: \"%s\" is not a size in pt", key,
		    value->text);
		return false;
	}
	*size = length.value;
	return true;
}

static bool ink_index(struct arena *arena, const struct palette *palette, struct phrase name,
    int *index, struct diag *diag)
{
	*index = palette_find(palette, name.text);
	if (*index < 0)
		schema_unknown(name.place, "ink", name.text, palette_names(arena, palette), diag);
	return *index >= 0;
}

static bool pair_fill(struct arena *arena, const struct node *node, struct palette *palette,
    struct diag *diag)
{
	struct pair_row row = { 0 };
	struct pair pair = { 0 };
	bool ok;

	if (!schema_fill(node, pair_fields, &row, diag))
		return false;
	ok = ink_index(arena, palette, row.text, &pair.text, diag);
	ok &= ink_index(arena, palette, row.ground, &pair.ground, diag);
	ok &= size_fill(node, "bold", row.bold, &pair.bold, diag);
	ok &= size_fill(node, "regular", row.regular, &pair.regular, diag);
	ok &= size_fill(node, "bold_complex", row.bold_complex, &pair.bold_complex, diag);
	ok &= size_fill(node, "regular_complex", row.regular_complex, &pair.regular_complex, diag);
	if (!ok)
		return false;
	if (pair.bold <= 0 && pair.regular <= 0) {
		diag_error(diag, node->place, "missing",
		    "neither bold nor regular has a least size");
		diag_help(diag, "leave the pair out when no text may be set so");
		return false;
	}
	if (pair.text == pair.ground || palette_pair(palette, pair.text, pair.ground)) {
		diag_error(diag, node->place, "pair", "%s on %s %s", row.text.text, row.ground.text,
		    pair.text == pair.ground ? "cannot be seen" : "stands here twice");
		return false;
	}
	palette->pairs[palette->n_pairs++] = pair;
	return true;
}

const struct palette *palette_load(struct arena *arena, const char *path, struct diag *diag)
{
	struct node *root = node_load(arena, path, diag);
	struct palette_row row = { 0 };
	struct palette *palette;
	bool ok = true;

	if (!root || !schema_fill(root, palette_fields, &row, diag))
		return NULL;
	palette = ARENA_NEW(arena, struct palette);
	palette->ink_limit = row.ink_limit.value / 100;
	if (row.ink_limit.unit != UNIT_PERCENT || palette->ink_limit < 1 ||
	    palette->ink_limit > 4) {
		diag_error(diag, node_find(root, "ink_limit")->place, "range",
		    "ink_limit: not between 100 %% and 400 %%");
		return NULL;
	}
	if (!inks_fill(arena, row.inks, palette, diag) ||
	    !schema_expect(row.pairs, NODE_LIST, NULL, diag))
		return NULL;
	palette->pairs = ARENA_ARRAY(arena, struct pair, row.pairs->count);
	for (const struct node *node = row.pairs->children; node; node = node->next)
		ok &= pair_fill(arena, node, palette, diag);
	return ok ? palette : NULL;
}

int palette_find(const struct palette *palette, const char *name)
{
	for (size_t i = 0; i < palette->n_inks; i++) {
		if (strcmp(palette->inks[i].name, name) == 0)
			return (int)i;
	}
	return -1;
}

const struct pair *palette_pair(const struct palette *palette, int text, int ground)
{
	for (size_t i = 0; i < palette->n_pairs; i++) {
		if (palette->pairs[i].text == text && palette->pairs[i].ground == ground)
			return &palette->pairs[i];
	}
	return NULL;
}

const char *const *palette_names(struct arena *arena, const struct palette *palette)
{
	const char **names = ARENA_ARRAY(arena, const char *, palette->n_inks + 1);

	for (size_t i = 0; i < palette->n_inks; i++)
		names[i] = palette->inks[i].name;
	return names;
}
