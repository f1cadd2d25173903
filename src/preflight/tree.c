/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "preflight/tree.h"

#include <string.h>

enum { ELEMENTS_MOST = 500000, DEPTH_MOST = 200, ROLES_MOST = 64, NUMBERS_MOST = 500000 };

static const char *const standard_types[] = {
	"Annot",
	"Art",
	"BibEntry",
	"BlockQuote",
	"Caption",
	"Code",
	"Div",
	"Document",
	"Figure",
	"Form",
	"Formula",
	"H",
	"H1",
	"H2",
	"H3",
	"H4",
	"H5",
	"H6",
	"Index",
	"L",
	"LBody",
	"LI",
	"Lbl",
	"Link",
	"NonStruct",
	"Note",
	"P",
	"Part",
	"Private",
	"Quote",
	"RB",
	"RP",
	"RT",
	"Reference",
	"Ruby",
	"Sect",
	"Span",
	"TBody",
	"TD",
	"TFoot",
	"TH",
	"THead",
	"TOC",
	"TOCI",
	"TR",
	"Table",
	"WP",
	"WT",
	"Warichu",
	NULL,
};

struct loading {
	struct inspection *inspection;
	struct tree *tree;
	GHashTable *pages; /* object number -> number */
	GHashTable *nodes; /* of the number tree, seen */
	unsigned roles;
};

static bool is_standard(const char *type)
{
	return g_strv_contains(standard_types, type);
}

static bool is_through(const char *standard)
{
	return standard &&
	    (strcmp(standard, "Div") == 0 || strcmp(standard, "NonStruct") == 0 ||
		strcmp(standard, "Part") == 0);
}

/* Does following the role map lead in a circle? */
static bool is_circular(struct loading *loading, const char *type)
{
	struct cos *cos = loading->inspection->cos;
	const char *seen[ROLES_MOST];
	for (int i = 0; i < ROLES_MOST; i++) {
		g_autofree char *key = g_strconcat("/", type, NULL);
		const char *mapped = cos_name(cos, cos_find(cos, loading->roles, key));
		seen[i] = type;
		if (!mapped)
			return false;
		type = mapped + 1;
		for (int j = 0; j <= i; j++)
			if (strcmp(seen[j], type) == 0)
				return true;
	}
	return true;
}

/* The first standard type on the way through the role map. */
static void resolve_type(struct loading *loading, struct element *element)
{
	struct cos *cos = loading->inspection->cos;
	const char *type = element->type;
	element->circular = is_circular(loading, type);
	for (int i = 0; i < ROLES_MOST; i++) {
		g_autofree char *key = g_strconcat("/", type, NULL);
		const char *mapped = cos_name(cos, cos_find(cos, loading->roles, key));
		if (is_standard(type)) {
			element->standard = type;
			element->remapped = mapped && !element->circular;
			return;
		}
		if (!mapped)
			return;
		type = mapped + 1;
	}
}

/* References to content (MCR, OBJR) stand beside elements and have no S either. */
static bool is_element(struct cos *cos, unsigned dict)
{
	unsigned type = cos_find(cos, dict, "/Type");
	if (cos_name(cos, cos_find(cos, dict, "/S")))
		return true;
	return !cos_is(cos, type, "/MCR") && !cos_is(cos, type, "/OBJR") &&
	    !cos_has(cos, dict, "/MCID") && !cos_has(cos, dict, "/Obj") &&
	    (cos_has(cos, dict, "/P") || cos_has(cos, dict, "/K"));
}

static bool is_within_itself(const struct tree *tree, int object, int parent)
{
	for (int i = parent; i >= 0; i = tree_element(tree, i)->parent)
		if (tree_element(tree, i)->object == object)
			return true;
	return false;
}

static void load_kids(struct loading *loading, unsigned kids, int parent, int depth);

static void load_element(struct loading *loading, unsigned dict, int parent, int depth)
{
	struct cos *cos = loading->inspection->cos;
	struct tree *tree = loading->tree;
	int object = cos_number_of(cos, dict);
	const char *type = cos_name(cos, cos_find(cos, dict, "/S"));
	if (!is_element(cos, dict))
		return;
	/* One that is listed twice stands in two places, and is read in both. */
	bool again = object && g_hash_table_contains(tree->objects, GINT_TO_POINTER(object));
	if (again && is_within_itself(tree, object, parent)) {
		tree->circular = true;
		return;
	}
	if (depth > DEPTH_MOST || tree->elements->len >= ELEMENTS_MOST) {
		tree->truncated = true;
		return;
	}
	const struct element *above = parent < 0 ? NULL : tree_element(tree, parent);
	struct element element = { .dict = dict,
		.object = object,
		.parent = parent,
		.within = above && above->through ? above->within : parent,
		.type = type ? type + 1 : "no type" };
	element.spoken = (above && above->spoken) || cos_has(cos, dict, "/Lang");
	element.page = GPOINTER_TO_UINT(g_hash_table_lookup(loading->pages,
	    GINT_TO_POINTER(cos_number_of(cos, cos_find(cos, dict, "/Pg")))));
	resolve_type(loading, &element);
	element.through = is_through(element.standard);
	int index = (int)tree->elements->len;
	g_array_append_val(tree->elements, element);
	if (object && !again)
		g_hash_table_insert(tree->objects, GINT_TO_POINTER(object),
		    GINT_TO_POINTER(index + 1));
	load_kids(loading, cos_find(cos, dict, "/K"), index, depth + 1);
	g_array_index(tree->elements, struct element, index).end = (int)tree->elements->len;
}

static void load_kids(struct loading *loading, unsigned kids, int parent, int depth)
{
	struct cos *cos = loading->inspection->cos;
	if (cos_type(cos, kids) == PDF_DICT) {
		load_element(loading, kids, parent, depth);
		return;
	}
	size_t count = cos_count(cos, kids);
	for (size_t i = 0; i < count; i++) {
		unsigned kid = cos_item(cos, kids, i);
		if (loading->tree->elements->len >= ELEMENTS_MOST) {
			loading->tree->truncated = true;
			return;
		}
		if (cos_type(cos, kid) == PDF_DICT)
			load_element(loading, kid, parent, depth);
	}
}

/* A number tree: Nums in leaves, Kids above. */
static void load_numbers(struct loading *loading, unsigned node, int depth)
{
	struct cos *cos = loading->inspection->cos;
	struct tree *tree = loading->tree;
	unsigned numbers = cos_find(cos, node, "/Nums"), kids = cos_find(cos, node, "/Kids");
	size_t count = cos_count(cos, numbers);
	int object = cos_number_of(cos, node);
	if (object && !g_hash_table_add(loading->nodes, GINT_TO_POINTER(object)))
		return;
	for (size_t i = 0; i + 1 < count && g_hash_table_size(tree->parents) < NUMBERS_MOST;
	    i += 2) {
		double key;
		if (cos_real(cos, cos_item(cos, numbers, i), &key) && key >= 0 && key < 1e9)
			g_hash_table_insert(tree->parents, GINT_TO_POINTER((int)key),
			    GUINT_TO_POINTER(cos_item(cos, numbers, i + 1)));
	}
	count = cos_count(cos, kids);
	for (size_t i = 0;
	    i < count && depth < 16 && g_hash_table_size(tree->parents) < NUMBERS_MOST; i++)
		load_numbers(loading, cos_item(cos, kids, i), depth + 1);
}

struct tree *tree_load(struct inspection *inspection)
{
	struct cos *cos = inspection->cos;
	struct arena *arena = inspection->arena;
	unsigned root = cos_find(cos, cos_root(cos), "/StructTreeRoot");
	if (cos_type(cos, root) != PDF_DICT)
		return NULL;
	struct tree *tree = ARENA_NEW(arena, struct tree);
	struct loading loading = {
		.inspection = inspection,
		.tree = tree,
		.pages = g_hash_table_new(NULL, NULL),
		.nodes = g_hash_table_new(NULL, NULL),
		.roles = cos_find(cos, root, "/RoleMap"),
	};
	tree->root = root;
	tree->elements = arena_array(arena, sizeof(struct element));
	tree->objects = arena_table(arena);
	tree->parents = arena_table(arena);
	size_t pages = cos_pages(cos);
	for (size_t i = 0; i < pages; i++)
		g_hash_table_insert(loading.pages,
		    GINT_TO_POINTER(cos_number_of(cos, cos_page(cos, i))),
		    GUINT_TO_POINTER((guint)i + 1));
	load_kids(&loading, cos_find(cos, root, "/K"), -1, 0);
	load_numbers(&loading, cos_find(cos, root, "/ParentTree"), 0);
	g_hash_table_unref(loading.pages);
	g_hash_table_unref(loading.nodes);
	return tree;
}

const struct element *tree_element(const struct tree *tree, int index)
{
	return &g_array_index(tree->elements, struct element, index);
}

/* In the order of reading the first child of one that is looked through comes right after it. */
static int skip_through(const struct tree *tree, int index, int kid)
{
	int end = tree_element(tree, index)->end;
	while (kid < end && tree_element(tree, kid)->through)
		kid++;
	return kid;
}

int tree_kid(const struct tree *tree, int index)
{
	return skip_through(tree, index, index + 1);
}

int tree_next(const struct tree *tree, int index, int kid)
{
	return skip_through(tree, index, tree_element(tree, kid)->end);
}

int tree_find(struct inspection *inspection, int key, int mcid)
{
	const struct tree *tree = inspection->tree;
	struct cos *cos = inspection->cos;
	gpointer value;
	if (!tree || key < 0 ||
	    !g_hash_table_lookup_extended(tree->parents, GINT_TO_POINTER(key), NULL, &value))
		return -1;
	unsigned element = GPOINTER_TO_UINT(value);
	if (mcid >= 0)
		element = cos_item(cos, element, (size_t)mcid);
	int number = cos_number_of(cos, element);
	gpointer index =
	    number ? g_hash_table_lookup(tree->objects, GINT_TO_POINTER(number)) : NULL;
	return GPOINTER_TO_INT(index) - 1;
}
