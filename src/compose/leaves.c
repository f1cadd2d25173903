/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compose/lay.h"

#include <string.h>

/* Least space between two contacts on one line, em; and how far a long number may be narrowed. */
static const double contact_gap = .5, contact_least = .8;

/* Rounding of sums of points must not count as overflow. */
static const double slack = .01;

/* ".heading" is of the item at hand. */
static const char *path_of(struct laying *laying, const char *path, const struct where *where)
{
	if (path[0] != '.' || !where->item)
		return path;
	if (!path[1])
		return where->item;
	return arena_printf(laying->scene->arena, "%s%s", where->item, path);
}

/* The words of a text block: the first of its paths that the edition has. */
static const struct words *words_of(struct laying *laying, const struct block *block,
    const struct where *where)
{
	struct scene *scene = laying->scene;
	const struct words *words = NULL;
	int page = (int)where->side_index + 1, pages = (int)scene->layout->n_sides;

	for (size_t i = 0; i < block->n_from && !words; i++) {
		const char *path = path_of(laying, block->from[i].text, where);

		words = block->join ? glossary_join(scene->glossary, path, block->join)
				    : glossary_words(scene->glossary, path, page, pages);
	}
	if (!words && !scene->failed) {
		scene->failed = true;
		diag_error(scene->diag, (struct place){ scene->edition->source, 0, 0 },
		    "missing-text", "there is no %s, which the %s needs",
		    path_of(laying, block->from[0].text, where), scene->layout->name);
		diag_note(scene->diag, block->from[0].place, "asked for here");
	}
	if (words && words->gap && scene_once(scene, words)) {
		diag_error(scene->diag, words->place, "no-contact",
		    "%s: the region \"%s\" has no %s, and the %s needs it", words->path,
		    scene->contact->region, contact_names[words->missing], scene->layout->name);
		diag_help(scene->diag, "add it to the region's contacts, or leave this piece out");
	}
	scene->failed |= words && words->gap;
	return words;
}

/* Words shaped; what is wrong with them is told once a job. */
static const struct text *text_of(struct scene *scene, const struct words *words,
    enum weight weight)
{
	bool again = g_hash_table_contains(scene->told, words);
	const struct text *text;

	scene->diag->muted += again;
	text = shape_text(scene->fonts, words, weight, scene->diag);
	scene->diag->muted -= again;
	if (!text) {
		scene_once(scene, words);
		scene->failed = true;
	}
	return text;
}

/* What a block sets for the item at hand: its words, shaped. False: there are none, or they cannot
 * be. Equal words share a shape, not a place. */
static bool set_find(struct laying *laying, const struct block *block, const struct where *where,
    struct spot *spot)
{
	struct scene *scene = laying->scene;
	struct set probe = { .block = block, .item = where->item };
	const struct set *set = g_hash_table_lookup(scene->sets, &probe);
	const struct words *cut;

	if (!set) {
		probe.words = words_of(laying, block, where);
		if (!probe.words)
			return false;
		probe.text = text_of(scene, probe.words, block->role->weight);
		if (!probe.text)
			return false;
		set = arena_copy(scene->arena, &probe, 1, sizeof(probe));
		g_hash_table_add(scene->sets, (void *)set);
	}
	spot->words = set->words;
	spot->text = set->text;
	cut = g_hash_table_lookup(scene->cuts, set->words);
	if (cut) {
		spot->words = cut;
		spot->text = text_of(scene, cut, block->role->weight);
	}
	return spot->text != NULL;
}

/* Baseline to baseline. The table's leading holds, unless ink would touch: descent of a line +
 * ascent of the next + .04 em in titles, .08 elsewhere. A Latin title without marks on its capitals
 * keeps the table's (descenders and ascenders may share a little height). */
static double leading_of(const struct scene *scene, const struct role_row *role,
    const struct spot *spot)
{
	double ratio = scene->gauges[scene_role(scene, role)].ratio;
	bool title = role->column == LEADING_TITLE;
	double least = 0;

	for (size_t i = 1; i < spot->lines->count; i++) {
		double ascent = spot->lines->line[i].ascent,
		       descent = spot->lines->line[i - 1].descent;

		if (title && scene->script->class == CLASS_ALPHABETIC && ascent <= .82)
			continue;
		least = MAX(least, descent + ascent + (title ? .04 : .08));
	}
	return MAX(ratio, least) * spot->size;
}

bool text_set(struct laying *laying, const struct block *block, const struct where *where,
    struct spot *spot)
{
	struct scene *scene = laying->scene;
	enum setting setting =
	    block->role->column == LEADING_BODY ? SETTING_BODY : SETTING_BALANCED;

	if (!set_find(laying, block, where, spot))
		return false;
	spot->size = scene->state.size[scene_role(scene, block->role)];
	spot->lines = paragraph_break(spot->text, (where->x1 - where->x0) / spot->size, setting);
	spot->leading = leading_of(scene, block->role, spot);
	spot->top = scene->script->top * spot->size;
	spot->height = (double)spot->lines->count * spot->leading;
	return true;
}

static double lay_text(struct laying *laying, const struct block *block, const struct where *where,
    double y)
{
	struct spot spot = { 0 }, *added;

	if (!text_set(laying, block, where, &spot))
		return 0;
	if (!where->emit)
		return spot.height;
	added = spot_add(laying, block, where, y, spot.height);
	added->words = spot.words;
	added->text = spot.text;
	added->lines = spot.lines;
	added->size = spot.size;
	added->leading = spot.leading;
	added->top = spot.top;
	spot = *added;
	if (spot.lines->overflow * spot.size > slack)
		miss_add(laying, where, MISS_WIDTH, block, &spot, spot.lines->overflow * spot.size);
	if (block->most_lines && spot.lines->count > (size_t)block->most_lines)
		miss_add(laying, where, MISS_LINES, block, &spot,
		    (double)(spot.lines->count - (size_t)block->most_lines));
	return spot.height;
}

/* Width of a contact at its role's size, or 0 when the region has none. */
static double contact_width(struct laying *laying, const struct block *block, struct spot *spot)
{
	struct scene *scene = laying->scene;

	spot->words = glossary_contact(scene->glossary, block->contact);
	if (!spot->words)
		return 0;
	spot->text = text_of(scene, spot->words, WEIGHT_BOLD);
	if (!spot->text)
		return 0;
	spot->nominal = scene->state.size[scene_role(scene, block->role)];
	spot->lines = paragraph_break(spot->text, 1e6, SETTING_BALANCED);
	return spot->lines->widest * spot->nominal;
}

static double lay_contact(struct laying *laying, const struct block *block,
    const struct where *where, double y)
{
	struct scene *scene = laying->scene;
	struct spot spot = { 0 }, *added;
	double width = contact_width(laying, block, &spot), measure = where->x1 - where->x0, height,
	       factor;

	if (!spot.text)
		return 0;
	height = spot.nominal * scene->gauges[scene_role(scene, block->role)].ratio;
	if (!where->emit)
		return height;
	if (block->hang)
		measure += .03 * spot.nominal;
	factor = MIN(where->narrow, measure / width);
	added = spot_add(laying, block, where, y, height);
	added->words = spot.words;
	added->text = spot.text;
	added->lines = spot.lines;
	added->nominal = spot.nominal;
	added->size = spot.nominal * CLAMP(factor, contact_least, 1);
	added->leading = height;
	added->top = scene->type->latin->top * added->size;
	spot = *added;
	if (factor < contact_least - 1e-6)
		miss_add(laying, where, MISS_WIDTH, block, &spot, width * (contact_least - factor));
	return height;
}

/* A square or circle of the block's own size, or of the role's that pictograms share. */
static double size_of(const struct scene *scene, const struct block *block)
{
	if (block->role)
		return scene->state.size[scene_role(scene, block->role)];
	return scene_air(scene, block->height);
}

static double lay_art(struct laying *laying, const struct block *block, const struct where *where,
    double y)
{
	struct scene *scene = laying->scene;
	const char *key = where->item ? strrchr(where->item, '.') : NULL;
	const struct art *art = key ? gallery_find(scene->gallery, key + 1) : NULL;
	double side = size_of(scene, block);
	struct spot *spot;

	if (!art || !where->emit)
		return art ? side : 0;
	spot = spot_add(laying, block, where, y, side);
	spot->art = art;
	spot->size = side;
	return side;
}

static double lay_plain(struct laying *laying, const struct block *block, const struct where *where,
    double y)
{
	double height = size_of(laying->scene, block);

	if (block->kind == BLOCK_QR && !laying->scene->contact->qr.text)
		return 0;
	if (where->emit)
		spot_add(laying, block, where, y, height)->size = height;
	return height;
}

static double lay_space(struct laying *laying, const struct block *block, double room)
{
	const struct scene *scene = laying->scene;
	struct air air = block->height;

	for (size_t i = 0; i < block->n_scripts; i++)
		if (block->scripts[i].script == scene->script)
			air = block->scripts[i].air;
	return scene_air(scene, air) + (block->grow ? room : 0);
}

/* How much below the last baseline a block's height still counts: its ink ends that much higher. */
double lay_trailing(struct laying *laying, const struct block *block, const struct where *where)
{
	struct where inner = where_enter(laying, block, where);
	struct spot spot = { 0 };

	inner.emit = false;
	switch (block->kind) {
	case BLOCK_TEXT:
		return text_set(laying, block, &inner, &spot) ? spot.leading - spot.top : 0;
	case BLOCK_CONTACT:
		return contact_width(laying, block, &spot) > 0
		    ? lay_contact(laying, block, &inner, 0) -
			laying->scene->type->latin->top * spot.nominal
		    : 0;
	case BLOCK_STACK:
		return block->n_blocks
		    ? lay_trailing(laying, &block->blocks[block->n_blocks - 1], &inner)
		    : 0;
	default:
		return 0;
	}
}

/* Contacts that share a line share a factor, so that they never touch. */
double lay_narrow(struct laying *laying, const struct block *row, const struct where *where)
{
	double sum = 0, gap = 0;
	int count = 0;

	for (size_t i = 0; i < row->n_blocks; i++) {
		struct spot spot = { 0 };

		if (row->blocks[i].kind != BLOCK_CONTACT || row->blocks[i].has_x)
			continue;
		sum += contact_width(laying, &row->blocks[i], &spot);
		gap = MAX(gap, contact_gap * spot.nominal);
		count += spot.text != NULL;
	}
	if (count < 2 || sum + gap <= where->x1 - where->x0)
		return 1;
	return (where->x1 - where->x0) / (sum + gap);
}

/* The widest line of a block's contents. */
double lay_widest(struct laying *laying, const struct block *block, const struct where *where)
{
	struct where inner = where_enter(laying, block, where);
	struct spot spot = { 0 };
	double width = 0;

	if (block->kind == BLOCK_CONTACT)
		return contact_width(laying, block, &spot);
	if (block->kind == BLOCK_TEXT)
		return text_set(laying, block, &inner, &spot) ? spot.lines->widest * spot.size : 0;
	for (size_t i = 0; i < block->n_blocks; i++)
		width = MAX(width, lay_widest(laying, &block->blocks[i], &inner));
	return width;
}

double lay_leaf(struct laying *laying, const struct block *block, const struct where *where,
    double y, double room)
{
	switch (block->kind) {
	case BLOCK_SPACE:
		return lay_space(laying, block, room);
	case BLOCK_TEXT:
		return lay_text(laying, block, where, y);
	case BLOCK_CONTACT:
		return lay_contact(laying, block, where, y);
	case BLOCK_ART:
		return lay_art(laying, block, where, y);
	default:
		return lay_plain(laying, block, where, y);
	}
}
