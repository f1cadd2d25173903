/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "preflight/tags.h"

#include "preflight/quality.h"

#include <string.h>

enum { ATTRIBUTES_MOST = 256, NODES_MOST = 10000, PLACES_MOST = 4000000 };

/* What an element of a type may hold or stand in: types in a list, each between bars. */
static const struct nesting {
	const char *type;
	enum rule_id rule;
	bool inside; /* about what it stands in, else about what it holds */
	const char *allowed;
} nestings[] = {
	{ "Table", RULE_UA_7_2_3, false, "|TR|THead|TBody|TFoot|Caption|" },
	{ "TR", RULE_UA_7_2_4, true, "|Table|THead|TBody|TFoot|" },
	{ "THead", RULE_UA_7_2_5, true, "|Table|" },
	{ "TBody", RULE_UA_7_2_6, true, "|Table|" },
	{ "TFoot", RULE_UA_7_2_7, true, "|Table|" },
	{ "TH", RULE_UA_7_2_8, true, "|TR|" },
	{ "TD", RULE_UA_7_2_9, true, "|TR|" },
	{ "TR", RULE_UA_7_2_10, false, "|TH|TD|" },
	{ "LI", RULE_UA_7_2_17, true, "|L|" },
	{ "LBody", RULE_UA_7_2_18, true, "|LI|" },
	{ "L", RULE_UA_7_2_19, false, "|L|LI|Caption|" },
	{ "LI", RULE_UA_7_2_20, false, "|Lbl|LBody|" },
	{ "TOCI", RULE_UA_7_2_26, true, "|TOC|" },
	{ "TOC", RULE_UA_7_2_27, false, "|TOC|TOCI|Caption|" },
	{ "THead", RULE_UA_7_2_36, false, "|TR|" },
	{ "TBody", RULE_UA_7_2_37, false, "|TR|" },
	{ "TFoot", RULE_UA_7_2_38, false, "|TR|" },
};

bool element_is(const struct element *element, const char *type)
{
	return element->standard && strcmp(element->standard, type) == 0;
}

struct spot element_spot(const struct element *element)
{
	return (struct spot){ .page = element->page, .object = element->object };
}

static const char *shown_type(const struct element *element)
{
	return element->standard ? element->standard : element->type;
}

static unsigned attribute_in(struct cos *cos, unsigned attributes, const char *owner,
    const char *key)
{
	size_t count = cos_count(cos, attributes);
	if (cos_type(cos, attributes) != PDF_ARRAY &&
	    cos_is(cos, cos_find(cos, attributes, "/O"), owner))
		return cos_find(cos, attributes, key);
	for (size_t i = 0; i < MIN(count, ATTRIBUTES_MOST); i++) {
		unsigned item = cos_item(cos, attributes, i);
		if (cos_is(cos, cos_find(cos, item, "/O"), owner) && cos_has(cos, item, key))
			return cos_find(cos, item, key);
	}
	return cos_find(cos, attributes, "/ ");
}

unsigned tags_attribute(struct inspection *inspection, const struct element *element,
    const char *owner, const char *key)
{
	struct cos *cos = inspection->cos;
	unsigned value = attribute_in(cos, cos_find(cos, element->dict, "/A"), owner, key);
	unsigned classes = cos_find(cos, element->dict, "/C"),
		 map = cos_find(cos, inspection->tree->root, "/ClassMap");
	size_t count =
	    cos_type(cos, classes) == PDF_NAME ? 1 : MIN(cos_count(cos, classes), ATTRIBUTES_MOST);
	for (size_t i = 0; i < count && cos_type(cos, value) == PDF_NULL; i++) {
		const char *name = cos_name(cos,
		    cos_type(cos, classes) == PDF_NAME ? classes : cos_item(cos, classes, i));
		if (name)
			value = attribute_in(cos, cos_find(cos, map, name), owner, key);
	}
	return value;
}

static void check_type(struct inspection *inspection, const struct element *element)
{
	struct findings *findings = inspection->findings;
	struct spot spot = element_spot(element);
	if (element->circular)
		finding_add(findings, RULE_UA_7_1_6, &spot, "%s", element->type);
	else if (!element->standard)
		finding_add(findings, RULE_UA_7_1_5, &spot, "%s", element->type);
	if (element->remapped)
		finding_add(findings, RULE_UA_7_1_7, &spot, "%s is mapped", element->standard);
	if (cos_type(inspection->cos, cos_find(inspection->cos, element->dict, "/P")) != PDF_DICT)
		finding_add(findings, RULE_UA_7_1_12, &spot, "%s has no P", element->type);
}

static bool is_allowed(const char *allowed, const struct element *element)
{
	g_autofree char *word = g_strdup_printf("|%s|", shown_type(element));
	return strstr(allowed, word) != NULL;
}

static void check_nesting(struct inspection *inspection, int index)
{
	const struct tree *tree = inspection->tree;
	const struct element *element = tree_element(tree, index);
	struct spot spot = element_spot(element);
	for (size_t i = 0; i < G_N_ELEMENTS(nestings); i++) {
		const struct nesting *row = &nestings[i];
		if (!element_is(element, row->type))
			continue;
		const struct element *parent =
		    element->within >= 0 ? tree_element(tree, element->within) : NULL;
		if (row->inside && !(parent && is_allowed(row->allowed, parent)))
			finding_add(inspection->findings, row->rule, &spot, "%s in %s", row->type,
			    parent ? shown_type(parent) : "the root");
		for (int kid = tree_kid(tree, index); !row->inside && kid < element->end;
		    kid = tree_next(tree, index, kid)) {
			/* What has no standard type is told as that (7.1-5). */
			const struct element *held = tree_element(tree, kid);
			if (held->standard && !is_allowed(row->allowed, held))
				finding_add(inspection->findings, row->rule, &spot, "%s in %s",
				    held->standard, row->type);
		}
	}
}

/* Captions come first, in a table also last, and once. */
static void check_captions(struct inspection *inspection, int index)
{
	const struct tree *tree = inspection->tree;
	const struct element *element = tree_element(tree, index);
	struct spot spot = element_spot(element);
	bool table = element_is(element, "Table");
	enum rule_id rule = table	 ? RULE_UA_7_2_16
	    : element_is(element, "L")	 ? RULE_UA_7_2_40
	    : element_is(element, "TOC") ? RULE_UA_7_2_28
					 : RULE_COUNT;
	unsigned captions = 0;
	int begin = tree_kid(tree, index);
	for (int kid = begin; rule != RULE_COUNT && kid < element->end;
	    kid = tree_next(tree, index, kid)) {
		if (!element_is(tree_element(tree, kid), "Caption"))
			continue;
		captions++;
		bool first = kid == begin, last = tree_next(tree, index, kid) == element->end;
		if (!first && !(table && last))
			finding_add(inspection->findings, rule, &spot,
			    "Caption stands in the middle of %s", element->standard);
	}
	if (table && captions > 1)
		finding_add(inspection->findings, RULE_UA_7_2_39, &spot, "%u", captions);
}

static void check_words(struct inspection *inspection, const struct element *element)
{
	static const struct {
		const char *key;
		enum rule_id rule;
	} rows[] = {
		{ "/ActualText", RULE_UA_7_2_21 },
		{ "/Alt", RULE_UA_7_2_22 },
		{ "/E", RULE_UA_7_2_23 },
	};
	struct cos *cos = inspection->cos;
	struct spot spot = element_spot(element);
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
		if (!element->spoken && !inspection->language &&
		    cos_has(cos, element->dict, rows[i].key))
			finding_add(inspection->findings, rows[i].rule, &spot, "%s", element->type);
	const char *alt = cos_text(cos, cos_find(cos, element->dict, "/Alt"));
	bool told = (alt && alt[0]) || cos_has(cos, element->dict, "/ActualText");
	if (element_is(element, "Figure") && !told)
		finding_add(inspection->findings, RULE_UA_7_3_1, &spot, "a Figure without Alt");
	if (element_is(element, "Formula") && !told)
		finding_add(inspection->findings, RULE_UA_7_7_1, &spot, "a Formula without Alt");
}

/* H1 to H6, or H7 and so on, which are mapped: the level; 0: no numbered heading. */
static int heading_level(const struct element *element)
{
	const char *type = element->standard;
	return type && type[0] == 'H' && g_ascii_isdigit(type[1]) && !type[2] ? type[1] - '0' : 0;
}

static void check_headings(struct inspection *inspection)
{
	const struct tree *tree = inspection->tree;
	const struct element *plain = NULL, *numbered = NULL;
	int level = 0;
	for (int i = 0; i < (int)tree->elements->len; i++) {
		const struct element *element = tree_element(tree, i);
		int here = heading_level(element);
		struct spot spot = element_spot(element);
		if (here && here > level + 1)
			finding_add(inspection->findings, RULE_UA_7_4_2_1, &spot,
			    level ? "H%d after H%d" : "H%d comes first", here, level);
		if (here)
			level = here;
		if (here && plain)
			finding_add(inspection->findings, RULE_UA_7_4_4_3, &spot, "H%d after H",
			    here);
		if (element_is(element, "H") && numbered)
			finding_add(inspection->findings, RULE_UA_7_4_4_2, &spot, "H after %s",
			    numbered->standard);
		numbered = here ? element : numbered;
		plain = element_is(element, "H") ? element : plain;
		unsigned headings = 0;
		/* Those of one that is looked through are counted where it stands. */
		bool counted = element->through && element->parent >= 0;
		for (int kid = tree_kid(tree, i); !counted && kid < element->end;
		    kid = tree_next(tree, i, kid))
			headings += element_is(tree_element(tree, kid), "H");
		if (headings > 1)
			finding_add(inspection->findings, RULE_UA_7_4_4_1, &spot, "%u in one %s",
			    headings, element->type);
	}
}

static void check_notes(struct inspection *inspection)
{
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	for (int i = 0; i < (int)inspection->tree->elements->len; i++) {
		const struct element *element = tree_element(inspection->tree, i);
		struct spot spot = element_spot(element);
		if (!element_is(element, "Note"))
			continue;
		const char *id =
		    cos_text(inspection->cos, cos_find(inspection->cos, element->dict, "/ID"));
		if (!id || !id[0])
			finding_add(inspection->findings, RULE_UA_7_9_1, &spot,
			    "a Note without ID");
		else if (!g_hash_table_add(seen, g_strdup(id)))
			finding_add(inspection->findings, RULE_UA_7_9_2, &spot, "\"%s\"", id);
	}
}

static bool is_widget(struct cos *cos, unsigned kid)
{
	return cos_is(cos, cos_find(cos, kid, "/Type"), "/OBJR") &&
	    cos_is(cos, cos_find(cos, cos_find(cos, kid, "/Obj"), "/Subtype"), "/Widget");
}

static void check_form(struct inspection *inspection, const struct element *element)
{
	struct cos *cos = inspection->cos;
	unsigned kids = cos_find(cos, element->dict, "/K");
	size_t count = cos_type(cos, kids) == PDF_ARRAY ? MIN(cos_count(cos, kids), NODES_MOST) : 1,
	       widgets = 0;
	struct spot spot = element_spot(element);
	if (!element_is(element, "Form") ||
	    cos_type(cos, tags_attribute(inspection, element, "/PrintField", "/Role")) != PDF_NULL)
		return;
	for (size_t i = 0; i < count; i++)
		widgets += is_widget(cos,
		    cos_type(cos, kids) == PDF_ARRAY ? cos_item(cos, kids, i) : kids);
	if (widgets != 1)
		finding_add(inspection->findings, RULE_UA_7_18_4_2, &spot, "a Form with %zu fields",
		    widgets);
}

static void check_forms_once(struct inspection *inspection)
{
	GHashTableIter iter;
	gpointer object;
	g_hash_table_iter_init(&iter, inspection->tagged);
	while (g_hash_table_iter_next(&iter, &object, NULL)) {
		guint drawn = GPOINTER_TO_UINT(g_hash_table_lookup(inspection->forms, object));
		struct spot spot = { .object = GPOINTER_TO_INT(object) };
		if (drawn > 1)
			finding_add(inspection->findings, RULE_UA_7_20_2, &spot, "drawn %u times",
			    drawn);
	}
}

void tags_check(struct inspection *inspection)
{
	const struct tree *tree = inspection->tree;
	if (!tree) {
		finding_add(inspection->findings, RULE_UA_7_1_11, NULL, "no StructTreeRoot");
		return;
	}
	unsigned places = PLACES_MOST;
	for (int i = 0; i < (int)tree->elements->len; i++) {
		const struct element *element = tree_element(tree, i);
		check_type(inspection, element);
		check_nesting(inspection, i);
		check_captions(inspection, i);
		check_words(inspection, element);
		check_form(inspection, element);
		if (element_is(element, "Table"))
			tables_check(inspection, i, &places);
	}
	check_headings(inspection);
	check_notes(inspection);
	check_forms_once(inspection);
	if (tree->circular)
		finding_add(inspection->findings, RULE_DEPTH, NULL,
		    "an element of the structure tree holds itself");
	if (tree->truncated)
		finding_add(inspection->findings, RULE_DEPTH, NULL,
		    "the structure tree goes too deep, or has too many elements");
}

void tags_check_page(struct inspection *inspection, const struct painted *painted)
{
	static const char *const kinds[] = { "a filled path", "a stroked path", "text", "an image",
		"a shading" };
	for (guint i = 0; i < painted->marks->len; i++) {
		const struct mark *mark = &g_array_index(painted->marks, struct mark, i);
		bool mute = mark->kind == MARK_TEXT && !mark->spoken;
		if (mark->origin > ORIGIN_FORM || ((mark->tagged || mark->artifact) && !mute))
			continue;
		struct spot spot = quality_spot(painted, mark);
		const char *sample =
		    mark->kind == MARK_TEXT ? quality_sample(inspection->arena, painted, mark) : "";
		spot.name = kinds[mark->kind];
		if (!mark->tagged && !mark->artifact)
			finding_add(inspection->findings, RULE_UA_7_1_3, &spot, "%s%s%s%s",
			    kinds[mark->kind], sample[0] ? ": \"" : "", sample,
			    sample[0] ? "\"" : "");
		if (mute)
			finding_add(inspection->findings, RULE_UA_7_2_34, &spot, "\"%s\"", sample);
	}
}
