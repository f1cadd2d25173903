/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "preflight/annotation.h"

#include "preflight/tree.h"

#include <math.h>
#include <string.h>

enum { ANNOTATIONS_MOST = 20000, HIDDEN = 2, FIELD_DEPTH = 32 };

struct note {
	unsigned dict;
	const char *subtype; /* without slash, or "" */
	struct rect box;
	bool boxed;
	const char *contents;	       /* or NULL */
	const struct element *element; /* it stands in, or NULL */
	bool named;		       /* that element has Alt */
	bool spoken;		       /* the language of Contents and TU is known */
	struct spot spot;
};

static struct note note_read(struct inspection *inspection, const struct trim *trim, unsigned dict)
{
	struct cos *cos = inspection->cos;
	const char *subtype = cos_name(cos, cos_find(cos, dict, "/Subtype"));
	struct note note = { .dict = dict, .subtype = subtype ? subtype + 1 : "" };
	double n[4], key;
	note.boxed = cos_reals(cos, cos_find(cos, dict, "/Rect"), n, 4) == 4;
	if (note.boxed)
		note.box = (struct rect){ fmin(n[0], n[2]), fmin(n[1], n[3]), fabs(n[2] - n[0]),
			fabs(n[3] - n[1]) };
	note.spot =
	    note.boxed ? trim_box_spot(trim, note.box) : (struct spot){ .page = trim->page };
	note.spot.object = cos_number_of(cos, dict);
	note.contents = cos_text(cos, cos_find(cos, dict, "/Contents"));
	int index =
	    cos_real(cos, cos_find(cos, dict, "/StructParent"), &key) && key >= 0 && key < 1e9
	    ? tree_find(inspection, (int)key, -1)
	    : -1;
	note.element = index >= 0 ? tree_element(inspection->tree, index) : NULL;
	if (note.element) {
		const char *alt = cos_text(cos, cos_find(cos, note.element->dict, "/Alt"));
		note.named = alt && alt[0];
	}
	/* Only the element that it stands in, or the catalog, says in which language its texts are:
	 * content inherits a Lang from further up, a dictionary's text does not. */
	note.spoken =
	    inspection->language || (note.element && cos_has(cos, note.element->dict, "/Lang"));
	return note;
}

static bool stands_in(const struct note *note, const char *type)
{
	return note->element && note->element->standard &&
	    strcmp(note->element->standard, type) == 0;
}

/* A widget without a name (T) of its own only shows its parent's field, which has the name for
 * people. */
static unsigned field_of(struct cos *cos, unsigned widget)
{
	for (int i = 0;
	    i < FIELD_DEPTH && !cos_has(cos, widget, "/T") && cos_has(cos, widget, "/Parent"); i++)
		widget = cos_find(cos, widget, "/Parent");
	return widget;
}

/* TU of a widget and of the fields above it, which are in no element of their own. */
static void check_names(struct inspection *inspection, const struct note *note)
{
	struct cos *cos = inspection->cos;
	unsigned field = note->dict;
	for (int i = 0; i < FIELD_DEPTH && cos_type(cos, field) == PDF_DICT; i++) {
		const char *name = cos_text(cos, cos_find(cos, field, "/TU"));
		if (name && !(field == note->dict ? note->spoken : inspection->language))
			finding_add(inspection->findings, RULE_UA_7_2_25, &note->spot, "\"%s\"",
			    name);
		field = cos_find(cos, field, "/Parent");
	}
}

static void check_widget(struct inspection *inspection, const struct note *note)
{
	struct findings *findings = inspection->findings;
	unsigned field = field_of(inspection->cos, note->dict);
	const char *name = cos_text(inspection->cos, cos_find(inspection->cos, field, "/TU"));
	if (!(name && name[0]) && !note->named)
		finding_add(findings, RULE_UA_7_18_1_3, &note->spot, "a field without TU");
	if (!stands_in(note, "Form"))
		finding_add(findings, RULE_UA_7_18_4_1, &note->spot, "a field in %s",
		    note->element ? note->element->type : "no element");
}

static void check_note(struct inspection *inspection, const struct note *note)
{
	struct findings *findings = inspection->findings;
	bool told = note->contents && note->contents[0], link = strcmp(note->subtype, "Link") == 0;
	const char *in = note->element ? note->element->type : "no element";
	if (strcmp(note->subtype, "PrinterMark") == 0) {
		if (note->element)
			finding_add(findings, RULE_UA_7_18_8_1, &note->spot, "a PrinterMark in %s",
			    in);
	} else if (!link && !stands_in(note, "Annot")) {
		finding_add(findings, RULE_UA_7_18_1_1, &note->spot, "a %s in %s", note->subtype,
		    in);
	}
	if (!told && !note->named)
		finding_add(findings, RULE_UA_7_18_1_2, &note->spot, "a %s without Contents",
		    note->subtype);
	if (link && !stands_in(note, "Link"))
		finding_add(findings, RULE_UA_7_18_5_1, &note->spot, "a Link in %s", in);
	if (link && !told)
		finding_add(findings, RULE_UA_7_18_5_2, &note->spot, "a Link without Contents");
	if (strcmp(note->subtype, "TrapNet") == 0)
		finding_add(findings, RULE_UA_7_18_2_1, &note->spot, "a TrapNet");
}

static void check_access(struct inspection *inspection, const struct trim *trim,
    const struct note *note)
{
	double flags = 0;
	cos_real(inspection->cos, cos_find(inspection->cos, note->dict, "/F"), &flags);
	if (note->contents && !note->spoken)
		finding_add(inspection->findings, RULE_UA_7_2_24, &note->spot, "\"%s\"",
		    note->contents);
	if (strcmp(note->subtype, "Widget") == 0)
		check_names(inspection, note);
	if (((int)CLAMP(flags, 0, 1e6) & HIDDEN) ||
	    (note->boxed && !rect_meets(note->box, trim->boxes[BOX_CROP])))
		return;
	if (strcmp(note->subtype, "Widget") == 0)
		check_widget(inspection, note);
	else
		check_note(inspection, note);
}

static void check_exchange(struct inspection *inspection, const struct trim *trim,
    const struct note *note)
{
	struct rect area = trim->has[BOX_BLEED] ? trim->boxes[BOX_BLEED] : trim->edge;
	if (strcmp(note->subtype, "PrinterMark") == 0 || strcmp(note->subtype, "TrapNet") == 0)
		return;
	if (!note->boxed || rect_meets(note->box, area))
		finding_add(inspection->findings, RULE_X34, &note->spot, "a %s", note->subtype);
	static const char *const media[] = { "3D", "Movie", "Sound", "Screen", "RichMedia",
		"FileAttachment", NULL };
	if (g_strv_contains(media, note->subtype))
		finding_add(inspection->findings, RULE_X41, &note->spot, "a %s", note->subtype);
	if (cos_has(inspection->cos, note->dict, "/AA"))
		finding_add(inspection->findings, RULE_X35, &note->spot, "a %s with actions (AA)",
		    note->subtype);
}

void annotation_check(struct inspection *inspection, const struct trim *trim, unsigned page)
{
	struct cos *cos = inspection->cos;
	struct spot spot = { .page = trim->page, .object = cos_number_of(cos, page) };
	unsigned annotations = cos_find(cos, page, "/Annots"), tabs = cos_find(cos, page, "/Tabs");
	size_t count = cos_count(cos, annotations);
	if (cos_has(cos, page, "/AA"))
		finding_add(inspection->findings, RULE_X35, &spot, "the page has actions (AA)");
	if (cos_has(cos, page, "/SeparationInfo"))
		finding_add(inspection->findings, RULE_X38, &spot, "SeparationInfo");
	if (count && !cos_is(cos, tabs, "/S"))
		finding_add(inspection->findings, RULE_UA_7_18_3_1, &spot, "Tabs is %s",
		    cos_name(cos, tabs) ? cos_name(cos, tabs) : "missing");
	for (size_t i = 0; i < MIN(count, ANNOTATIONS_MOST); i++) {
		unsigned dict = cos_item(cos, annotations, i);
		if (cos_type(cos, dict) != PDF_DICT)
			continue;
		struct note note = note_read(inspection, trim, dict);
		check_access(inspection, trim, &note);
		check_exchange(inspection, trim, &note);
	}
	if (count > ANNOTATIONS_MOST)
		finding_add(inspection->findings, RULE_DEPTH, &spot, "more than %d annotations",
		    ANNOTATIONS_MOST);
}
