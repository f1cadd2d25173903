/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "preflight/graphics.h"

#include "preflight/tree.h"
#include "read/lang.h"

#include <string.h>

enum { LAYERS_MOST = 4096 };

static bool layer_off(struct graphics *graphics, unsigned layer)
{
	return g_hash_table_contains(graphics->inspection->hidden,
	    GINT_TO_POINTER(cos_number_of(graphics->cos, layer)));
}

/* Membership: by its policy over its layers; visibility expressions are not followed. */
static bool membership_off(struct graphics *graphics, unsigned membership)
{
	struct cos *cos = graphics->cos;
	unsigned layers = cos_find(cos, membership, "/OCGs"),
		 policy = cos_find(cos, membership, "/P");
	if (cos_type(cos, layers) == PDF_DICT)
		return layer_off(graphics, layers);
	size_t count = MIN(cos_count(cos, layers), LAYERS_MOST), off = 0;
	for (size_t i = 0; i < count; i++)
		off += layer_off(graphics, cos_item(cos, layers, i));
	if (count == 0)
		return false;
	if (cos_is(cos, policy, "/AllOn"))
		return off > 0;
	if (cos_is(cos, policy, "/AnyOff"))
		return off == 0;
	if (cos_is(cos, policy, "/AllOff"))
		return off < count;
	return off == count;
}

bool marking_hidden(struct graphics *graphics, unsigned layer)
{
	if (cos_type(graphics->cos, layer) != PDF_DICT)
		return false;
	if (cos_is(graphics->cos, cos_find(graphics->cos, layer, "/Type"), "/OCMD"))
		return membership_off(graphics, layer);
	return layer_off(graphics, layer);
}

/* A marked-content sequence as it opens. */
struct opening {
	const char *tag;
	int mcid; /* -1: none */
	bool lang, actual, alt, expansion;
	unsigned dict;	   /* a named property list; 0: none */
	const char *wrong; /* a Lang that is no language tag; NULL: none such */
};

static struct bracket top(const struct graphics *graphics)
{
	if (graphics->brackets->len == 0)
		return (struct bracket){ .artifact = false };
	return g_array_index(graphics->brackets, struct bracket, graphics->brackets->len - 1);
}

static void read_named(struct graphics *graphics, const char *name, struct opening *opening)
{
	struct cos *cos = graphics->cos;
	g_autofree char *key = g_strconcat("/", name, NULL);
	unsigned dict =
	    cos_find(cos, cos_find(cos, graphics->context->resources, "/Properties"), key);
	double mcid;
	if (cos_type(cos, dict) != PDF_DICT) {
		graphics_missing(graphics, "property list", name);
		return;
	}
	opening->dict = dict;
	if (cos_real(cos, cos_find(cos, dict, "/MCID"), &mcid) && mcid >= 0 && mcid < 1e9)
		opening->mcid = (int)mcid;
	opening->lang = cos_has(cos, dict, "/Lang");
	opening->actual = cos_has(cos, dict, "/ActualText");
	opening->alt = cos_has(cos, dict, "/Alt");
	opening->expansion = cos_has(cos, dict, "/E");
}

static void read_inline(const struct operation *operation, struct opening *opening)
{
	size_t mcid = operation_key(operation, 1, "MCID");
	if (mcid && operation->operands[mcid].kind == TOKEN_NUMBER &&
	    operation->operands[mcid].number >= 0 && operation->operands[mcid].number < 1e9)
		opening->mcid = (int)operation->operands[mcid].number;
	size_t lang = operation_key(operation, 1, "Lang");
	opening->lang = lang != 0;
	if (lang && operation->operands[lang].kind == TOKEN_STRING &&
	    !lang_is_tag(operation->operands[lang].bytes))
		opening->wrong = operation->operands[lang].bytes;
	opening->actual = operation_key(operation, 1, "ActualText") != 0;
	opening->alt = operation_key(operation, 1, "Alt") != 0;
	opening->expansion = operation_key(operation, 1, "E") != 0;
}

static struct opening read_opening(struct graphics *graphics, const struct operation *operation)
{
	struct opening opening = { .tag = "", .mcid = -1 };
	if (operation->n_operands == 0 || operation->operands[0].kind != TOKEN_NAME)
		return opening;
	opening.tag = operation->operands[0].bytes;
	if (operation->n_operands < 2)
		return opening;
	if (operation->operands[1].kind == TOKEN_NAME)
		read_named(graphics, operation->operands[1].bytes, &opening);
	else if (operation->operands[1].kind == TOKEN_DICT)
		read_inline(operation, &opening);
	return opening;
}

static void check_opening(struct graphics *graphics, const struct opening *opening,
    const struct bracket *bracket, const struct bracket *around)
{
	struct findings *findings = graphics->inspection->findings;
	struct spot spot = { .page = graphics->trim->page, .object = graphics->object };
	if (bracket->tagged && strcmp(opening->tag, "Artifact") == 0)
		finding_add(findings, RULE_UA_7_1_1, &spot, "an Artifact inside tagged content");
	if (bracket->tagged && around->artifact)
		finding_add(findings, RULE_UA_7_1_2, &spot, "%s with an MCID inside an Artifact",
		    opening->tag);
	if (opening->wrong)
		finding_add(findings, RULE_UA_7_2_29, &spot, "\"%s\"", opening->wrong);
	if (strcmp(opening->tag, "Span") != 0 || bracket->spoken)
		return;
	if (opening->actual)
		finding_add(findings, RULE_UA_7_2_30, &spot, "ActualText without a language");
	if (opening->alt)
		finding_add(findings, RULE_UA_7_2_31, &spot, "Alt without a language");
	if (opening->expansion)
		finding_add(findings, RULE_UA_7_2_32, &spot, "E without a language");
}

static void open_bracket(struct graphics *graphics, const struct operation *operation)
{
	struct inspection *inspection = graphics->inspection;
	struct opening opening = read_opening(graphics, operation);
	struct bracket around = top(graphics), bracket = around;
	bracket.artifact = around.artifact || strcmp(opening.tag, "Artifact") == 0;
	bracket.hidden = around.hidden ||
	    (strcmp(opening.tag, "OC") == 0 && opening.dict &&
		marking_hidden(graphics, opening.dict));
	bracket.spoken = around.spoken || opening.lang || inspection->language;
	int index =
	    opening.mcid >= 0 ? tree_find(inspection, graphics->parents_key, opening.mcid) : -1;
	if (index >= 0) {
		bracket.tagged = true;
		bracket.spoken = bracket.spoken || tree_element(inspection->tree, index)->spoken;
		if (graphics->object)
			g_hash_table_add(inspection->tagged, GINT_TO_POINTER(graphics->object));
	}
	check_opening(graphics, &opening, &bracket, &around);
	g_array_append_val(graphics->brackets, bracket);
	/* What can nest for ever does not. */
	if (graphics->brackets->len > STATES_MOST)
		graphics->painted->truncated = graphics->stopped = true;
}

/* A form that is an element's content as a whole. */
void marking_object(struct graphics *graphics, unsigned form)
{
	double key;
	struct bracket bracket = top(graphics);
	if (!cos_real(graphics->cos, cos_find(graphics->cos, form, "/StructParent"), &key) ||
	    key < 0 || key > 1e9)
		return;
	int index = tree_find(graphics->inspection, (int)key, -1);
	if (index < 0)
		return;
	bracket.tagged = true;
	bracket.spoken = bracket.spoken || tree_element(graphics->inspection->tree, index)->spoken;
	g_array_append_val(graphics->brackets, bracket);
}

bool marking_run(struct graphics *graphics, enum op op, const struct operation *operation)
{
	switch (op) {
	case OP_BMC:
	case OP_BDC:
		open_bracket(graphics, operation);
		return true;
	case OP_EMC:
		if (graphics->brackets->len > graphics->bracket_floor)
			g_array_set_size(graphics->brackets, graphics->brackets->len - 1);
		return true;
	case OP_MP:
	case OP_DP:
		return true;
	default:
		return false;
	}
}

void marking_apply(struct graphics *graphics, struct mark *mark)
{
	struct bracket bracket = top(graphics);
	mark->hidden = mark->hidden || bracket.hidden;
	mark->artifact = bracket.artifact;
	mark->tagged = bracket.tagged;
	mark->spoken = bracket.spoken || graphics->inspection->language;
}
