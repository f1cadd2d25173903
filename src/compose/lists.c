/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compose/lay.h"

#include <string.h>

/* All items of a list or grid, in order, dropped or not; found once. NULL-terminated paths, each
 * the same pointer every time. */
static const char **items_all(struct scene *scene, const struct block *block)
{
	const char *path = block->from[0].text;
	int stem = (int)MAX(strlen(path), 2) - 2;
	size_t most = MAX(scene->edition->n_entries, block->n_keys) + 1, n = 0;
	const char **items = g_hash_table_lookup(scene->items, block);
	bool sections = strcmp(path, "guide.sections.*") == 0;

	if (items)
		return items;
	items = ARENA_ARRAY(scene->arena, const char *, most + 1);
	for (size_t i = 0; i < (block->n_keys ? block->n_keys : most); i++) {
		const char *key, *item;

		if (block->n_keys)
			key = block->keys[i].text;
		else if (sections)
			key = i < scene->edition->n_sections ? scene->edition->sections[i].text
							     : NULL;
		else
			key = arena_printf(scene->arena, "%zu", i + 1);
		if (!key)
			break;
		item =
		    strchr(key, '.') ? key : arena_printf(scene->arena, "%.*s.%s", stem, path, key);
		if (!sections && !block->n_keys && !edition_find(scene->edition, item))
			break;
		items[n++] = item;
	}
	g_hash_table_insert(scene->items, (void *)block, items);
	return items;
}

/* The items that stand in this state. */
static const char **items_of(struct laying *laying, const struct block *block)
{
	struct scene *scene = laying->scene;
	const char **all = items_all(scene, block), **standing;
	size_t n = 0, count = 0;

	if (!scene->state.n_drops)
		return all;
	while (all[count])
		count++;
	standing = ARENA_ARRAY(scene->arena, const char *, count + 1);
	for (size_t i = 0; i < count; i++) {
		const char *dot = strrchr(all[i], '.');

		if (!scene_dropped(scene, block->name.text, dot ? dot + 1 : all[i]))
			standing[n++] = all[i];
	}
	return standing;
}

/* Height of one item's row: what is in it, its texts with the pad, and at least `least`. */
static double item_height(struct laying *laying, const struct block *each,
    const struct where *where, double least)
{
	double height = MAX(least, lay_row(laying, each, where, 0, 0)),
	       pad = scene_air(laying->scene, each->pad);

	for (size_t i = 0; i < each->n_blocks; i++)
		if (each->blocks[i].kind == BLOCK_TEXT)
			height =
			    MAX(height, lay_block(laying, &each->blocks[i], where, 0, 0) + pad);
	return height;
}

double lay_each(struct laying *laying, const struct block *each, const struct where *where,
    double y, double room)
{
	struct scene *scene = laying->scene;
	const char **items = items_of(laying, each);
	double least = each->has_height ? scene_air(scene, each->height) : 0;
	double gap = scene_air(scene, each->gap), natural = 0, extra = 0, used = 0;
	size_t n = 0;
	struct where inner = *where;

	if (where->emit)
		inner.list = ++laying->pass->lists;
	for (; items[n]; n++) {
		struct where trial = inner;

		trial.emit = false;
		trial.item = items[n];
		natural += item_height(laying, each, &trial, least) + (n ? gap : 0);
	}
	if (each->grow && room > natural && n)
		extra = (room - natural) / (double)n;
	for (size_t i = 0; i < n; i++) {
		struct where trial = inner;
		double height;

		inner.item = trial.item = items[i];
		trial.emit = false;
		height = item_height(laying, each, &trial, least) + extra;
		used += i ? gap : 0;
		if (where->emit)
			lay_row(laying, each, &inner, y + used, each->has_height ? height : 0);
		if (where->emit && each->between && i + 1 < n) {
			double weight = scene_air(scene, each->between->height);

			lay_block(laying, each->between, where, y + used + height - weight / 2, 0);
		}
		used += height;
	}
	return used;
}

/* Rows of a grid whose parts share a height: the greatest of each share's rows among `cells`. */
static void shares_gather(struct laying *laying, const struct block *block,
    const struct where *where, GHashTable *shares)
{
	struct where inner = where_enter(laying, block, where);

	inner.emit = false;
	inner.shares = NULL;
	if (block->kind == BLOCK_ROW && block->share) {
		double height = lay_row(laying, block, &inner, 0, 0);
		double *known = g_hash_table_lookup(shares, block->share);

		if (!known) {
			known = ARENA_NEW(laying->scene->arena, double);
			g_hash_table_insert(shares, (void *)block->share, known);
		}
		*known = MAX(*known, height);
		return;
	}
	for (size_t i = 0; i < block->n_blocks; i++)
		shares_gather(laying, &block->blocks[i], &inner, shares);
}

static struct where cell_where(struct laying *laying, const struct block *grid,
    const struct where *where, size_t column)
{
	struct where cell = *where;

	cell.scope[0] = cell.x0 =
	    scene_x(laying->scene, where->side, &grid->columns[column][0], where->scope);
	cell.scope[1] = cell.x1 =
	    scene_x(laying->scene, where->side, &grid->columns[column][1], where->scope);
	return cell;
}

double lay_grid(struct laying *laying, const struct block *grid, const struct where *where,
    double y, double room)
{
	const char **items = items_of(laying, grid);
	size_t rows = (size_t)grid->rows, columns = grid->n_columns, n = 0;
	double gap = scene_air(laying->scene, grid->gap), pitch = room / (double)rows, tallest = 0;
	GHashTable **shares = ARENA_ARRAY(laying->scene->arena, GHashTable *, rows + 1);

	for (size_t i = 0; i < rows; i++)
		shares[i] = g_hash_table_new(g_str_hash, g_str_equal);
	while (items[n] && n < rows * columns)
		n++;
	for (int round = 0; round < 3; round++) {
		for (size_t i = 0; i < n; i++) {
			size_t row = grid->order == ORDER_ROWS ? i / columns : i % rows;
			size_t column = grid->order == ORDER_ROWS ? i % columns : i / rows;
			struct where cell = cell_where(laying, grid, where, column);

			cell.item = items[i];
			cell.emit = false;
			if (round == 0) {
				for (size_t j = 0; j < grid->n_blocks; j++)
					shares_gather(laying, &grid->blocks[j], &cell, shares[row]);
				continue;
			}
			cell.shares = shares[row];
			cell.emit = round == 2 && where->emit;
			if (round == 1) {
				double height = lay_stack(laying, grid, &cell, 0, 0);

				tallest = MAX(tallest, height + (row + 1 < rows ? gap : 0));
			} else if (cell.emit) {
				lay_stack(laying, grid, &cell, y + (double)row * pitch, 0);
			}
		}
	}
	for (size_t i = 0; i < rows; i++)
		g_hash_table_destroy(shares[i]);
	return MAX(tallest * (double)rows, room);
}
