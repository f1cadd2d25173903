/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "preflight/tags.h"

#include <string.h>

enum { ROWS_MOST = 20000, COLUMNS_MOST = 1000, SPAN_MOST = 1000 };

struct cell {
	int index; /* of its element */
	int row, column, rows, columns;
	bool header, scoped;
	bool along_row, along_column; /* what its Scope says */
	bool connected;		      /* a header above or before it speaks for it */
};

struct grid {
	struct inspection *inspection;
	int table;
	GArray *cells;	   /* struct cell */
	GArray *widths;	   /* int: columns of each row */
	GHashTable *taken; /* row and column -> index of the cell there + 1 */
	GHashTable *ids;   /* of headers */
	unsigned *places;  /* how many may still be looked at */
	bool overlaps;
	bool irregular; /* rows or columns do not match: headers cannot be told */
	bool cut;	/* larger than is looked at */
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
	cell->scoped = scope != NULL;
	cell->along_row = both || (scope && strcmp(scope, "/Row") == 0);
	cell->along_column = both || (scope && strcmp(scope, "/Column") == 0);
}

/* Every place that the cell takes. */
static void take_places(struct grid *grid, const struct cell *cell)
{
	gpointer index = GUINT_TO_POINTER(grid->cells->len + 1);
	grid->cut = grid->cut || cell->row + cell->rows > ROWS_MOST ||
	    cell->column + cell->columns > COLUMNS_MOST;
	for (int r = cell->row; r < MIN(cell->row + cell->rows, ROWS_MOST); r++) {
		for (int c = cell->column; c < MIN(cell->column + cell->columns, COLUMNS_MOST);
		    c++) {
			if (*grid->places == 0) {
				grid->cut = true;
				return;
			}
			--*grid->places;
			if (!g_hash_table_insert(grid->taken, place_key(r, c), index))
				grid->overlaps = true;
		}
	}
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
	take_places(grid, &cell);
	read_scope(grid, element, &cell);
	const char *id =
	    cos_text(grid->inspection->cos, cos_find(grid->inspection->cos, element->dict, "/ID"));
	if (id && cell.header)
		g_hash_table_add(grid->ids, (gpointer)id);
	*column = MIN(cell.column + cell.columns, COLUMNS_MOST);
	g_array_append_val(grid->cells, cell);
}

static void place_row(struct grid *grid, int index)
{
	const struct tree *tree = grid->inspection->tree;
	const struct element *element = tree_element(tree, index);
	int row = (int)grid->widths->len, column = 0;
	if (row >= ROWS_MOST) {
		grid->cut = true;
		return;
	}
	for (int kid = tree_kid(tree, index); kid < element->end; kid = tree_next(tree, index, kid))
		if (element_is(tree_element(tree, kid), "TH") ||
		    element_is(tree_element(tree, kid), "TD"))
			place_cell(grid, kid, row, &column);
	while (column < COLUMNS_MOST && g_hash_table_contains(grid->taken, place_key(row, column)))
		column++;
	g_array_append_val(grid->widths, column);
}

static const char *const parts[] = { "THead", "TBody", "TFoot" };

static bool is_part(const struct element *element)
{
	for (size_t i = 0; i < G_N_ELEMENTS(parts); i++)
		if (element_is(element, parts[i]))
			return true;
	return false;
}

static void place_rows(struct grid *grid, int index)
{
	const struct tree *tree = grid->inspection->tree;
	const struct element *element = tree_element(tree, index);
	for (int kid = tree_kid(tree, index); kid < element->end;
	    kid = tree_next(tree, index, kid)) {
		if (element_is(tree_element(tree, kid), "TR"))
			place_row(grid, kid);
		else if (index == grid->table && is_part(tree_element(tree, kid)))
			place_rows(grid, kid);
	}
}

static void check_parts(struct grid *grid)
{
	const struct tree *tree = grid->inspection->tree;
	struct findings *findings = grid->inspection->findings;
	const struct element *table = tree_element(tree, grid->table);
	struct spot spot = element_spot(table);
	unsigned counts[G_N_ELEMENTS(parts)] = { 0 };
	for (int kid = tree_kid(tree, grid->table); kid < table->end;
	    kid = tree_next(tree, grid->table, kid))
		for (size_t i = 0; i < G_N_ELEMENTS(parts); i++)
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

/* Headers: identifiers of headers of this table. */
static bool headers_known(struct grid *grid, unsigned headers)
{
	struct cos *cos = grid->inspection->cos;
	size_t count = cos_count(cos, headers);
	for (size_t i = 0; i < MIN(count, SPAN_MOST); i++) {
		const char *wanted = cos_text(cos, cos_item(cos, headers, i));
		if (!wanted || !g_hash_table_contains(grid->ids, wanted))
			return false;
	}
	return count > 0;
}

/* The nearest run of headers on the way back along a row or column, and whether one of them speaks
 * for what comes after. A search for headers does not go on past it. */
struct run {
	bool open, speaks;
};

static void run_pass(struct run *run, const struct cell *cell, bool along)
{
	if (cell->header)
		run->speaks = (run->open && run->speaks) || along;
	run->open = cell->header;
}

/* Which cells have a header above them or before them: each place is passed once. */
static void connect_cells(struct grid *grid)
{
	int rows = (int)grid->widths->len;
	int columns = rows ? g_array_index(grid->widths, int, 0) : 0;
	g_autofree struct run *above = g_new0(struct run, (gsize)columns + 1);
	for (int r = 0; r < rows; r++) {
		struct run before = { false, false };
		for (int c = 0; c < columns; c++) {
			guint index =
			    GPOINTER_TO_UINT(g_hash_table_lookup(grid->taken, place_key(r, c)));
			if (!index)
				continue;
			struct cell *cell = &g_array_index(grid->cells, struct cell, index - 1);
			if ((r == cell->row && above[c].speaks) ||
			    (c == cell->column && before.speaks))
				cell->connected = true;
			run_pass(&above[c], cell, cell->along_column);
			run_pass(&before, cell, cell->along_row);
		}
	}
}

static bool all_scoped(const struct grid *grid)
{
	for (guint i = 0; i < grid->cells->len; i++) {
		const struct cell *cell = &g_array_index(grid->cells, struct cell, i);
		if (cell->header && !cell->scoped)
			return false;
	}
	return true;
}

/* ISO 14289-1, 7.5: either every header says what it stands over, or every cell can be told its
 * headers. */
static void check_headers(struct grid *grid)
{
	const struct tree *tree = grid->inspection->tree;
	if (all_scoped(grid))
		return;
	connect_cells(grid);
	for (guint i = 0; i < grid->cells->len; i++) {
		const struct cell *cell = &g_array_index(grid->cells, struct cell, i);
		const struct element *element = tree_element(tree, cell->index);
		unsigned headers = tags_attribute(grid->inspection, element, "/Table", "/Headers");
		struct spot spot = element_spot(element);
		if (cell->header || cell->connected || headers_known(grid, headers))
			continue;
		if (cos_count(grid->inspection->cos, headers))
			finding_add(grid->inspection->findings, RULE_UA_7_5_1, &spot,
			    "Headers that no TH has as its ID");
		else
			finding_add(grid->inspection->findings, RULE_UA_7_5_1, &spot,
			    "the TD in row %d, column %d has no header", cell->row + 1,
			    cell->column + 1);
	}
}

void tables_check(struct inspection *inspection, int table, unsigned *places)
{
	struct grid grid = {
		.inspection = inspection,
		.places = places,
		.table = table,
		.cells = g_array_new(FALSE, FALSE, sizeof(struct cell)),
		.widths = g_array_new(FALSE, FALSE, sizeof(int)),
		.taken = g_hash_table_new(NULL, NULL),
		.ids = g_hash_table_new(g_str_hash, g_str_equal),
	};
	place_rows(&grid, table);
	check_parts(&grid);
	check_spans(&grid);
	if (!grid.irregular && !grid.overlaps && !grid.cut)
		check_headers(&grid);
	if (grid.cut) {
		struct spot spot = element_spot(tree_element(inspection->tree, table));
		finding_add(inspection->findings, RULE_DEPTH, &spot,
		    "the table is too large, or the tables are");
	}
	g_array_free(grid.cells, TRUE);
	g_array_free(grid.widths, TRUE);
	g_hash_table_unref(grid.taken);
	g_hash_table_unref(grid.ids);
}
