/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "press/structure.h"

#include "press/extent.h"
#include "press/ops.h"

/* A kid in the order of content: marked content, an annotation, or another element. */
enum kid_kind { KID_MARKED, KID_ANCHOR };

struct kid {
	enum kid_kind kind;
	size_t page;
	size_t index; /* the MCID, or the anchor's place in the list */
};

struct node {
	GArray *kids;	  /* struct kid: the element's own */
	GArray *children; /* int: elements, in reading order */
	size_t first;	  /* where its content starts, over all pages; SIZE_MAX: it has none */
	unsigned object;
};

struct tree {
	struct pdf *pdf;
	const struct structure *structure;
	struct node *nodes;
	size_t count;
};

static const char *const role_tags[] = {
	[ROLE_DOCUMENT] = "Document",
	[ROLE_H1] = "H1",
	[ROLE_H2] = "H2",
	[ROLE_P] = "P",
	[ROLE_L] = "L",
	[ROLE_LI] = "LI",
	[ROLE_LBODY] = "LBody",
	[ROLE_FIGURE] = "Figure",
	[ROLE_LINK] = "Link",
	[ROLE_SPAN] = "Span",
	[ROLE_SECT] = "Sect",
};

static bool holds_lines(enum role role)
{
	return role == ROLE_P || role == ROLE_H1 || role == ROLE_H2 || role == ROLE_LBODY ||
	    role == ROLE_SPAN || role == ROLE_LINK;
}

const char *const *structure_tags(struct arena *arena, const struct document *document, bool links)
{
	const char **tags = ARENA_ARRAY(arena, const char *, document->n_elements + 1);
	for (size_t i = 0; i < document->n_elements; i++) {
		const struct element *element = &document->elements[i];
		tags[i] = role_tags[element->role];
		if (element->role == ROLE_LINK && !links && element->parent >= 0)
			tags[i] =
			    holds_lines(document->elements[element->parent].role) ? "Span" : "P";
	}
	return tags;
}

static void tree_gather(struct tree *tree, struct arena *arena)
{
	const struct structure *structure = tree->structure;
	const struct document *document = structure->document;
	tree->count = document->n_elements;
	tree->nodes = ARENA_ARRAY(arena, struct node, tree->count);
	for (size_t i = 0; i < tree->count; i++) {
		tree->nodes[i].kids = arena_array(arena, sizeof(struct kid));
		tree->nodes[i].children = arena_array(arena, sizeof(int));
		tree->nodes[i].first = SIZE_MAX;
	}
	size_t place = 0;
	for (size_t page = 0; page < document->n_sheets; page++) {
		for (guint mcid = 0; mcid < structure->marked[page]->len; mcid++, place++) {
			struct node *node =
			    &tree->nodes[g_array_index(structure->marked[page], int, mcid)];
			struct kid kid = { KID_MARKED, page, mcid };
			g_array_append_val(node->kids, kid);
			if (node->first == SIZE_MAX)
				node->first = place;
		}
	}
	for (size_t i = 0; i < structure->n_anchors; i++) {
		struct node *node = &tree->nodes[structure->anchors[i].element];
		struct kid kid = { KID_ANCHOR, structure->anchors[i].page, i };
		g_array_append_val(node->kids, kid);
		if (node->first == SIZE_MAX)
			node->first = place;
	}
	/* Children stand after their parents: from the last one up, each brings its content's start
	 * to its parent. */
	for (size_t i = tree->count; i-- > 1;) {
		struct node *node = &tree->nodes[i],
			    *parent = &tree->nodes[document->elements[i].parent];
		int child = (int)i;
		if (node->first == SIZE_MAX)
			continue;
		g_array_prepend_val(parent->children, child);
		parent->first = MIN(parent->first, node->first);
	}
}

/* The place of a kid among all marked content, to merge with children; annotations come with what
 * stands before them. */
static size_t kid_place(const struct tree *tree, const struct kid *kid)
{
	size_t place = kid->index;
	for (size_t page = 0; page < kid->page; page++)
		place += tree->structure->marked[page]->len;
	return place;
}

static void add_kid(const struct tree *tree, unsigned kids, const struct kid *kid, size_t own_page)
{
	struct pdf *pdf = tree->pdf;
	if (kid->kind == KID_MARKED && kid->page == own_page) {
		pdf_append(pdf, kids, pdf_new_integer(pdf, (long long)kid->index));
		return;
	}
	unsigned reference =
	    pdf_parse(pdf, kid->kind == KID_MARKED ? "<< /Type /MCR >>" : "<< /Type /OBJR >>");
	pdf_set(pdf, reference, "/Pg", pdf_page(pdf, kid->page));
	if (kid->kind == KID_MARKED)
		pdf_set(pdf, reference, "/MCID", pdf_new_integer(pdf, (long long)kid->index));
	else
		pdf_set(pdf, reference, "/Obj", tree->structure->anchors[kid->index].annotation);
	pdf_append(pdf, kids, reference);
}

/* The element's own content and its children, in the order in which the content stands. */
static void write_kids(const struct tree *tree, const struct node *node)
{
	struct pdf *pdf = tree->pdf;
	unsigned kids = pdf_new_array(pdf);
	size_t page = node->kids->len ? g_array_index(node->kids, struct kid, 0).page : 0;
	guint next = 0;
	for (guint i = 0; i <= node->children->len; i++) {
		const struct node *child = i < node->children->len
		    ? &tree->nodes[g_array_index(node->children, int, i)]
		    : NULL;
		for (; next < node->kids->len; next++) {
			const struct kid *kid = &g_array_index(node->kids, struct kid, next);
			if (child &&
			    (kid->kind == KID_ANCHOR || kid_place(tree, kid) > child->first))
				break;
			add_kid(tree, kids, kid, page);
		}
		if (child)
			pdf_append(pdf, kids, child->object);
	}
	pdf_set(pdf, node->object, "/K", kids);
	if (node->kids->len)
		pdf_set(pdf, node->object, "/Pg", pdf_page(pdf, page));
}

/* A figure's place on its page. */
static void write_box(const struct tree *tree, int element)
{
	const struct document *document = tree->structure->document;
	struct rect box = { 0, 0, 0, 0 };
	const struct node *node = &tree->nodes[element];
	if (!node->kids->len)
		return;
	const struct sheet *sheet =
	    &document->sheets[g_array_index(node->kids, struct kid, 0).page];
	for (size_t i = 0; i < sheet->n_items; i++)
		if (sheet->items[i].element == element)
			box = rect_union(box, item_extent(&sheet->items[i]));
	double x = tree->structure->x + box.x,
	       y = tree->structure->y + document->height - box.y - box.height;
	const double corners[] = { x, y, x + box.width, y + box.height };
	g_autoptr(GString) syntax = g_string_new("<< /O /Layout /Placement /Block /BBox [ ");
	for (int i = 0; i < 4; i++) {
		ops_number(syntax, corners[i]);
		g_string_append_c(syntax, ' ');
	}
	g_string_append(syntax, "] >>");
	pdf_set(tree->pdf, node->object, "/A", pdf_parse(tree->pdf, syntax->str));
}

static void write_node(const struct tree *tree, int index, unsigned root)
{
	struct pdf *pdf = tree->pdf;
	const struct element *element = &tree->structure->document->elements[index];
	const struct node *node = &tree->nodes[index];
	unsigned parent = element->parent >= 0 ? tree->nodes[element->parent].object : root;
	pdf_set(pdf, node->object, "/P", parent);
	if (element->lang)
		pdf_set(pdf, node->object, "/Lang", pdf_new_text(pdf, element->lang));
	if (element->alt && element->role == ROLE_FIGURE)
		pdf_set(pdf, node->object, "/Alt", pdf_new_text(pdf, element->alt));
	if (element->role == ROLE_FIGURE)
		write_box(tree, index);
	if (element->role == ROLE_L)
		pdf_set(pdf, node->object, "/A",
		    pdf_parse(pdf, "<< /O /List /ListNumbering /None >>"));
	write_kids(tree, node);
}

/* Number -> element: an array of elements for each page's MCIDs, then one for each annotation. */
static void write_parents(const struct tree *tree, unsigned root)
{
	struct pdf *pdf = tree->pdf;
	const struct structure *structure = tree->structure;
	size_t pages = structure->document->n_sheets, key = 0;
	unsigned numbers = pdf_new_array(pdf);
	for (size_t page = 0; page < pages; page++, key++) {
		unsigned elements = pdf_new_array(pdf);
		for (guint mcid = 0; mcid < structure->marked[page]->len; mcid++) {
			int element = g_array_index(structure->marked[page], int, mcid);
			pdf_append(pdf, elements, tree->nodes[element].object);
		}
		pdf_append(pdf, numbers, pdf_new_integer(pdf, (long long)key));
		pdf_append(pdf, numbers, pdf_indirect(pdf, elements));
		pdf_set(pdf, pdf_page(pdf, page), "/StructParents",
		    pdf_new_integer(pdf, (long long)key));
		pdf_set(pdf, pdf_page(pdf, page), "/Tabs", pdf_parse(pdf, "/S"));
	}
	for (size_t i = 0; i < structure->n_anchors; i++, key++) {
		const struct anchor *anchor = &structure->anchors[i];
		pdf_append(pdf, numbers, pdf_new_integer(pdf, (long long)key));
		pdf_append(pdf, numbers, tree->nodes[anchor->element].object);
		pdf_set(pdf, anchor->annotation, "/StructParent",
		    pdf_new_integer(pdf, (long long)key));
	}
	unsigned parents = pdf_parse(pdf, "<< >>");
	pdf_set(pdf, parents, "/Nums", numbers);
	pdf_set(pdf, root, "/ParentTree", pdf_indirect(pdf, parents));
	pdf_set(pdf, root, "/ParentTreeNextKey", pdf_new_integer(pdf, (long long)key));
}

void structure_write(struct pdf *pdf, struct arena *arena, const struct structure *structure)
{
	struct tree tree = { .pdf = pdf, .structure = structure };
	unsigned root = pdf_indirect(pdf, pdf_parse(pdf, "<< /Type /StructTreeRoot >>"));
	tree_gather(&tree, arena);
	for (size_t i = 0; i < tree.count; i++)
		if (i == 0 || tree.nodes[i].first != SIZE_MAX)
			tree.nodes[i].object = pdf_indirect(pdf,
			    pdf_parse_printf(pdf, "<< /Type /StructElem /S /%s >>",
				structure->tags[i]));
	for (size_t i = 0; i < tree.count; i++)
		if (tree.nodes[i].object)
			write_node(&tree, (int)i, root);
	write_parents(&tree, root);
	unsigned kids = pdf_new_array(pdf);
	pdf_append(pdf, kids, tree.nodes[0].object);
	pdf_set(pdf, root, "/K", kids);
	pdf_set(pdf, pdf_root(pdf), "/StructTreeRoot", root);
	pdf_set(pdf, pdf_root(pdf), "/MarkInfo", pdf_parse(pdf, "<< /Marked true >>"));
}
