/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "press/tags.h"

#include <string.h>

enum { ROWS_MOST = 20000, COLUMNS_MOST = 1000, SPAN_MOST = 1000, PLACES_MOST = 4000000 };

struct cell {
	int index; /* of its element */
	int row, column, rows, columns;
	bool header;
	bool along_row, along_column; /* Scope of a header */
};

struct grid {
	struct inspection *inspection;
	int table;
	GArray *cells;			      /* struct cell */
	GArray *widths;			      /* int: columns of each row */
	GHashTable *taken;		      /* row and column -> itself */
	GHashTable *row_heads, *column_heads; /* those that a header speaks for */
	GHashTable *ids;		      /* of cells */
	unsigned places;		      /* looked at so far */
	bool overlaps;
	bool sound;	/* THead and the like hold rows */
	bool irregular; /* rows or columns do not match: headers cannot be told */
};

static int span(struct grid *grid, const struct element *element, const char *key)
{
	struct cos *cos = grid->inspection->cos;
	double value = 1;
	cos_real(cos, tags_attribute(grid->inspection, element, "/Table", key), &value);
	return (int)CLAMP(value, 1, SPAN_MOST);
}

static gpointer place_key(int row, int column)
{
	return GINT_TO_POINTER(row * COLUMNS_MOST + column + 1);
}

static void read_scope(struct grid *grid, const struct element *element, struct cell *cell)
{
	struct cos *cos = grid->inspection->cos;
	const char *scope =
	    cos_name(cos, tags_attribute(grid->inspection, element, "/Table", "/Scope"));
	bool both = scope && strcmp(scope, "/Both") == 0;
	cell->along_row = both || (scope && strcmp(scope, "/Row") == 0);
	cell->along_column = both || (scope && strcmp(scope, "/Column") == 0);
}

/* The rows and columns that a header speaks for. */
static void note_heads(struct grid *grid, const struct cell *cell)
{
	for (int r = cell->row; cell->header && cell->along_row && r < cell->row + cell->rows; r++)
		g_hash_table_add(grid->row_heads, GINT_TO_POINTER(r + 1));
	for (int c = cell->column;
	    cell->header && cell->along_column && c < cell->column + cell->columns; c++)
		g_hash_table_add(grid->column_heads, GINT_TO_POINTER(c + 1));
}

static void place_cell(struct grid *grid, int index, int row, int *column)
{
	const struct element *element = tree_element(grid->inspection->tree, index);
	struct cell cell = {
		.index = index,
		.row = row,
		.rows = span(grid, element, "/RowSpan"),
		.columns = span(grid, element, "/ColSpan"),
		.header = element_is(element, "TH"),
	};
	while (
	    *column < COLUMNS_MOST && g_hash_table_contains(grid->taken, place_key(row, *column)))
		(*column)++;
	cell.column = *column;
	for (int r = row; r < MIN(row + cell.rows, ROWS_MOST); r++)
		for (int c = cell.column; c < MIN(cell.column + cell.columns, COLUMNS_MOST); c++)
			if (grid->places++ < PLACES_MOST &&
			    !g_hash_table_add(grid->taken, place_key(r, c)))
				grid->overlaps = true;
	read_scope(grid, element, &cell);
	note_heads(grid, &cell);
	const char *id =
	    cos_text(grid->inspection->cos, cos_find(grid->inspection->cos, element->dict, "/ID"));
	if (id)
		g_hash_table_add(grid->ids, (gpointer)id);
	*column = MIN(cell.column + cell.columns, COLUMNS_MOST);
	g_array_append_val(grid->cells, cell);
}

static void place_row(struct grid *grid, int index)
{
	const struct tree *tree = grid->inspection->tree;
	const struct element *element = tree_element(tree, index);
	int row = (int)grid->widths->len, column = 0;
	if (row >= ROWS_MOST)
		return;
	for (int kid = index + 1; kid < element->end; kid = tree_element(tree, kid)->end)
		if (element_is(tree_element(tree, kid), "TH") ||
		    element_is(tree_element(tree, kid), "TD"))
			place_cell(grid, kid, row, &column);
	while (column < COLUMNS_MOST && g_hash_table_contains(grid->taken, place_key(row, column)))
		column++;
	g_array_append_val(grid->widths, column);
}

static void place_rows(struct grid *grid, int index)
{
	const struct tree *tree = grid->inspection->tree;
	const struct element *element = tree_element(tree, index);
	for (int kid = index + 1; kid < element->end; kid = tree_element(tree, kid)->end) {
		if (element_is(tree_element(tree, kid), "TR"))
			place_row(grid, kid);
		else if (index == grid->table)
			place_rows(grid, kid);
		else
			grid->sound = false;
	}
}

static void check_parts(struct grid *grid)
{
	static const char *const parts[] = { "THead", "TBody", "TFoot" };
	const struct tree *tree = grid->inspection->tree;
	struct findings *findings = grid->inspection->findings;
	const struct element *table = tree_element(tree, grid->table);
	struct spot spot = element_spot(table);
	unsigned counts[3] = { 0 };
	for (int kid = grid->table + 1; kid < table->end; kid = tree_element(tree, kid)->end)
		for (size_t i = 0; i < 3; i++)
			counts[i] += element_is(tree_element(tree, kid), parts[i]);
	if (counts[0] > 1)
		finding_add(findings, RULE_UA_7_2_11, &spot, "%u", counts[0]);
	if (counts[2] > 1)
		finding_add(findings, RULE_UA_7_2_12, &spot, "%u", counts[2]);
	if (counts[2] && !counts[1])
		finding_add(findings, RULE_UA_7_2_13, &spot, "TFoot without TBody");
	if (counts[0] && !counts[1])
		finding_add(findings, RULE_UA_7_2_14, &spot, "THead without TBody");
}

static void check_spans(struct grid *grid)
{
	struct findings *findings = grid->inspection->findings;
	struct spot spot = element_spot(tree_element(grid->inspection->tree, grid->table));
	int rows = (int)grid->widths->len;
	if (grid->overlaps)
		finding_add(findings, RULE_UA_7_2_15, &spot, "cells overlap");
	for (guint i = 0; i < grid->cells->len; i++) {
		const struct cell *cell = &g_array_index(grid->cells, struct cell, i);
		grid->irregular = grid->irregular || cell->row + cell->rows > rows;
		if (cell->row + cell->rows > rows)
			finding_add(findings, RULE_UA_7_2_41, &spot,
			    "a cell in row %d spans %d rows of %d", cell->row + 1, cell->rows,
			    rows);
	}
	for (int row = 1; row < rows; row++) {
		int first = g_array_index(grid->widths, int, 0),
		    here = g_array_index(grid->widths, int, row);
		grid->irregular = grid->irregular || here != first;
		if (here != first)
			finding_add(findings, RULE_UA_7_2_42, &spot,
			    "row %d has %d columns, row 1 has %d", row + 1, here, first);
	}
}

/* Headers: identifiers of cells of this table. */
static bool headers_known(struct grid *grid, unsigned headers)
{
	struct cos *cos = grid->inspection->cos;
	for (size_t i = 0; i < MIN(cos_count(cos, headers), SPAN_MOST); i++) {
		const char *wanted = cos_text(cos, cos_item(cos, headers, i));
		if (!wanted || !g_hash_table_contains(grid->ids, wanted))
			return false;
	}
	return true;
}

static bool has_header(const struct grid *grid, const struct cell *cell)
{
	for (int r = cell->row; r < cell->row + cell->rows; r++)
		if (g_hash_table_contains(grid->row_heads, GINT_TO_POINTER(r + 1)))
			return true;
	for (int c = cell->column; c < cell->column + cell->columns; c++)
		if (g_hash_table_contains(grid->column_heads, GINT_TO_POINTER(c + 1)))
			return true;
	return false;
}

static void check_headers(struct grid *grid)
{
	const struct tree *tree = grid->inspection->tree;
	for (guint i = 0; i < grid->cells->len; i++) {
		const struct cell *cell = &g_array_index(grid->cells, struct cell, i);
		const struct element *element = tree_element(tree, cell->index);
		unsigned headers = tags_attribute(grid->inspection, element, "/Table", "/Headers");
		struct spot spot = element_spot(element);
		if (cell->header || !cos_has(grid->inspection->cos, element->dict, "/K"))
			continue;
		bool told = cos_count(grid->inspection->cos, headers) > 0;
		if (told && !headers_known(grid, headers))
			finding_add(grid->inspection->findings, RULE_UA_7_5_1, &spot,
			    "Headers that no cell has as its ID");
		else if (!told && !has_header(grid, cell))
			finding_add(grid->inspection->findings, RULE_UA_7_5_1, &spot,
			    "the TD in row %d, column %d has no header", cell->row + 1,
			    cell->column + 1);
	}
}

void tables_check(struct inspection *inspection, int table)
{
	struct grid grid = {
		.inspection = inspection,
		.table = table,
		.cells = g_array_new(FALSE, FALSE, sizeof(struct cell)),
		.widths = g_array_new(FALSE, FALSE, sizeof(int)),
		.taken = g_hash_table_new(NULL, NULL),
		.row_heads = g_hash_table_new(NULL, NULL),
		.column_heads = g_hash_table_new(NULL, NULL),
		.ids = g_hash_table_new(g_str_hash, g_str_equal),
		.sound = true,
	};
	place_rows(&grid, table);
	check_parts(&grid);
	check_spans(&grid);
	if (!grid.irregular && !grid.overlaps && grid.sound)
		check_headers(&grid);
	g_array_free(grid.cells, TRUE);
	g_array_free(grid.widths, TRUE);
	g_hash_table_unref(grid.taken);
	g_hash_table_unref(grid.row_heads);
	g_hash_table_unref(grid.column_heads);
	g_hash_table_unref(grid.ids);
}
