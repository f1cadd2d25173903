/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an ExtGState sets, and what a transparency group makes of it. */
#include "preflight/graphics.h"

static void read_fonts(struct graphics *graphics, unsigned dict, struct change *change)
{
	unsigned font = cos_find(graphics->cos, dict, "/Font");
	if (cos_count(graphics->cos, font) != 2)
		return;
	change->letters = letters_load(graphics->inspection, cos_item(graphics->cos, font, 0));
	change->has_font = change->letters &&
	    cos_real(graphics->cos, cos_item(graphics->cos, font, 1), &change->size);
}

static void check_state(struct graphics *graphics, unsigned dict)
{
	static const char *const banned[] = { "/TR", "/HTP" };
	struct cos *cos = graphics->cos;
	struct spot spot = { .page = graphics->trim->page, .object = cos_number_of(cos, dict) };
	double type = 1;
	for (size_t i = 0; i < G_N_ELEMENTS(banned); i++)
		if (cos_has(cos, dict, banned[i]))
			finding_add(graphics->inspection->findings, RULE_X30, &spot,
			    "ExtGState has %s", banned[i]);
	unsigned transfer = cos_find(cos, dict, "/TR2"), halftone = cos_find(cos, dict, "/HT");
	if (cos_type(cos, transfer) != PDF_NULL && !cos_is(cos, transfer, "/Default"))
		finding_add(graphics->inspection->findings, RULE_X30, &spot, "ExtGState has /TR2");
	if (cos_real(cos, cos_find(cos, halftone, "/HalftoneType"), &type) && type != 1 &&
	    type != 5)
		finding_add(graphics->inspection->findings, RULE_X30, &spot, "halftone of type %g",
		    type);
	if (cos_has(cos, halftone, "/HalftoneName"))
		finding_add(graphics->inspection->findings, RULE_X30, &spot,
		    "halftone with a name");
}

bool setting_blends(struct cos *cos, unsigned mode)
{
	/* Of a list, the first that a viewer knows: all know these. */
	if (cos_type(cos, mode) == PDF_ARRAY)
		mode = cos_item(cos, mode, 0);
	return cos_type(cos, mode) != PDF_NULL && !cos_is(cos, mode, "/Normal") &&
	    !cos_is(cos, mode, "/Compatible");
}

static struct change *change_read(struct graphics *graphics, unsigned dict)
{
	struct cos *cos = graphics->cos;
	struct change *change = ARENA_NEW(graphics->arena, struct change);
	double mode = 0;
	change->has_width = cos_real(cos, cos_find(cos, dict, "/LW"), &change->width);
	change->has_ca = cos_real(cos, cos_find(cos, dict, "/ca"), &change->ca);
	change->has_CA = cos_real(cos, cos_find(cos, dict, "/CA"), &change->CA);
	change->ca = CLAMP(change->ca, 0, 1);
	change->CA = CLAMP(change->CA, 0, 1);
	change->has_mode = cos_real(cos, cos_find(cos, dict, "/OPM"), &mode);
	change->mode = mode == 1;
	unsigned both = cos_find(cos, dict, "/OP"), fill = cos_find(cos, dict, "/op");
	change->has_stroke = cos_type(cos, both) == PDF_BOOL;
	change->stroke = cos_bool(cos, both);
	/* OP alone is for both. */
	change->has_fill = change->has_stroke || cos_type(cos, fill) == PDF_BOOL;
	change->fill = cos_type(cos, fill) == PDF_BOOL ? cos_bool(cos, fill) : change->stroke;
	unsigned blend = cos_find(cos, dict, "/BM"), mask = cos_find(cos, dict, "/SMask");
	change->has_blend = cos_type(cos, blend) != PDF_NULL;
	change->blended = setting_blends(cos, blend);
	change->has_mask = cos_type(cos, mask) != PDF_NULL;
	change->masked = cos_type(cos, mask) == PDF_DICT;
	change->mask = mask;
	read_fonts(graphics, dict, change);
	check_state(graphics, dict);
	return change;
}

static void run_mask(struct graphics *graphics, unsigned mask)
{
	unsigned form = cos_find(graphics->cos, mask, "/G");
	if (!graphics_once(graphics, "mask", cos_number_of(graphics->cos, form)))
		return;
	bool luminosity = cos_is(graphics->cos, cos_find(graphics->cos, mask, "/S"), "/Luminosity");
	graphics_group(graphics, form, "soft mask", luminosity);
	graphics_nested(graphics, form, matrix_identity, ORIGIN_MASK);
}

static void change_apply(struct graphics *graphics, const struct change *change)
{
	struct state *state = &graphics->state;
	if (change->has_width)
		state->width = change->width;
	if (change->has_fill)
		state->overprint_fill = change->fill;
	if (change->has_stroke)
		state->overprint_stroke = change->stroke;
	if (change->has_mode)
		state->mode = change->mode;
	if (change->has_ca)
		state->alpha_fill = change->ca;
	if (change->has_CA)
		state->alpha_stroke = change->CA;
	if (change->has_blend)
		state->blended = change->blended;
	if (change->has_mask)
		state->masked = change->masked;
	if (change->has_font) {
		state->letters = change->letters;
		state->size = change->size;
	}
	if (change->masked)
		run_mask(graphics, change->mask);
}

void setting_run(struct graphics *graphics, const char *name)
{
	struct context *context = graphics->context;
	struct change *change = g_hash_table_lookup(context->changes, name);
	if (!change) {
		g_autofree char *key = g_strconcat("/", name, NULL);
		unsigned dict = cos_find(graphics->cos,
		    cos_find(graphics->cos, context->resources, "/ExtGState"), key);
		if (cos_type(graphics->cos, dict) != PDF_DICT) {
			graphics_missing(graphics, "graphics state", name);
			return;
		}
		change = change_read(graphics, dict);
		g_hash_table_insert(context->changes, g_strdup(name), change);
	}
	change_apply(graphics, change);
}

/*
 * ISO 32000-1, 11.6.6: a group is painted as one thing, with the opacity, blend mode and soft mask
 * that are set where it is drawn; its content starts anew, and whatever it sets itself comes on
 * top. A form that is no group has only what its content sets.
 */
void setting_group(struct graphics *graphics, unsigned form)
{
	struct cos *cos = graphics->cos;
	struct state *state = &graphics->state;
	struct veil *veil = &graphics->veil;
	unsigned dict = cos_find(cos, form, "/Group");
	if (!cos_is(cos, cos_find(cos, dict, "/S"), "/Transparency"))
		return;
	veil->alpha *= state->alpha_fill;
	veil->blended = veil->blended || state->blended;
	veil->masked = veil->masked || state->masked;
	veil->apart = veil->apart || cos_bool(cos, cos_find(cos, dict, "/I")) ||
	    cos_bool(cos, cos_find(cos, dict, "/K"));
	state->alpha_fill = state->alpha_stroke = 1;
	state->blended = state->masked = false;
}
