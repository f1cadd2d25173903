/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "preflight/colours.h"

#include "preflight/quality.h"

#include <string.h>

enum { NESTING = 6 };
static const double OPAQUE = 0.9999;

/* A colorant as it was first defined. */
struct spot_colour {
	char *digest;
	int object;
	unsigned page;
};

static void spot_colour_free(void *object)
{
	struct spot_colour *colour = object;
	g_free(colour->digest);
	g_free(colour);
}

static bool is_process(const char *name)
{
	static const char *const process[] = { "Cyan", "Magenta", "Yellow", "Black", "All", "None",
		NULL };
	return g_strv_contains(process, name);
}

static GHashTable *spots_table(struct inspection *inspection)
{
	if (!inspection->spots) {
		inspection->spots =
		    g_hash_table_new_full(g_str_hash, g_str_equal, NULL, spot_colour_free);
		arena_tie(inspection->arena, inspection->spots,
		    (void (*)(void *))g_hash_table_unref);
	}
	return inspection->spots;
}

/* The same name with another alternate or tint function prints differently from page to page.
 * `array` defines it: a Separation. */
static void check_ambiguous(struct inspection *inspection, const char *name, unsigned array,
    struct spot spot)
{
	struct cos *cos = inspection->cos;
	GHashTable *spots = spots_table(inspection);
	g_autofree char *alternate = object_digest(inspection, cos_item(cos, array, 2));
	g_autofree char *tint = object_digest(inspection, cos_item(cos, array, 3));
	g_autofree char *digest = g_strconcat(alternate, tint, NULL);
	struct spot_colour *known = g_hash_table_lookup(spots, name);
	if (!known) {
		known = g_new0(struct spot_colour, 1);
		known->digest = g_steal_pointer(&digest);
		known->object = cos_number_of(cos, array);
		known->page = spot.page;
		g_hash_table_insert(spots, arena_strdup(inspection->arena, name), known);
		return;
	}
	g_autofree char *object =
	    known->object ? g_strdup_printf(" (object %d)", known->object) : g_strdup("");
	spot.name = name;
	if (strcmp(known->digest, digest) != 0)
		finding_add(inspection->findings, RULE_X39, &spot,
		    "%s is defined otherwise than on page %u%s", name, known->page, object);
}

static void check_colorants(struct inspection *inspection, const struct space *space,
    struct spot spot)
{
	struct cos *cos = inspection->cos;
	for (unsigned i = 0; i < space->parts; i++) {
		if (is_process(space->names[i]))
			continue;
		spot.name = space->names[i];
		finding_add(inspection->findings, RULE_SPOTS, &spot, "%s", space->names[i]);
	}
	if (space->kind == SPACE_SEPARATION && strcmp(space->names[0], "None") != 0)
		check_ambiguous(inspection, space->names[0], space->definition, spot);
	/* DeviceN may say what each of its colorants would be alone. */
	unsigned attributes = cos_item(cos, space->definition, 4), array;
	unsigned alone = cos_find(cos, attributes, "/Colorants");
	const char *key;
	for (size_t i = 0; space->kind == SPACE_DEVICEN && (key = cos_key(cos, alone, i, &array));
	    i++)
		if (!is_process(key + 1) && cos_is(cos, cos_item(cos, array, 0), "/Separation"))
			check_ambiguous(inspection, key + 1, array, spot);
}

/* The rule that a device space of so many parts breaks under the output intent; RULE_COUNT: none.
 * */
static enum rule_id device_rule(const struct inspection *inspection, unsigned parts)
{
	int condition = inspection->condition.parts;
	if (parts == 3)
		return condition == 3 ? RULE_COUNT : RULE_X25;
	if (parts == 4)
		return condition == 1 || condition == 3 ? RULE_X26 : RULE_COUNT;
	return condition == 3 ? RULE_X27 : RULE_COUNT;
}

/* Why a space may not be used; NULL: it may. */
static const char *space_wrong(struct inspection *inspection, const struct space *space,
    enum rule_id *rule)
{
	switch (space->kind) {
	case SPACE_GREY:
	case SPACE_RGB:
	case SPACE_CMYK:
		*rule = space->base ? RULE_COUNT : device_rule(inspection, space->parts);
		if (space->base && space->base->intent && space->parts == 4) {
			*rule = RULE_X28;
			return ", by DefaultCMYK the output intent's own profile";
		}
		return *rule == RULE_COUNT ? NULL : "";
	case SPACE_ICC:
		*rule = device_rule(inspection, space->parts);
		if (*rule == RULE_COUNT)
			*rule = RULE_X25;
		if (!space->icc.sound)
			return " (no better than none)";
		if (space->icc.parts && space->icc.parts != (int)space->parts)
			return ", whose profile is for another number of parts";
		*rule = RULE_X28;
		return space->intent && space->parts == 4 ? ", the output intent's own profile"
							  : NULL;
	default:
		return NULL;
	}
}

/* Device spaces are made anew for each stream: those of a kind are one. */
static bool same_space(const struct space *a, const struct space *b)
{
	return a == b ||
	    (a && b && a->kind >= SPACE_GREY && a->kind <= SPACE_CMYK && a->kind == b->kind &&
		!a->base == !b->base);
}

/* One breach, wherever the space is painted with: the page's content as such is no place. */
static void tell_wrong(struct inspection *inspection, const struct painted *painted,
    enum rule_id rule, const struct space_use *use, const char *text)
{
	struct spot spot = use->spot;
	bool told = false;
	spot.name = use->role;
	for (guint i = 0; i < painted->marks->len; i++) {
		const struct mark *mark = &g_array_index(painted->marks, struct mark, i);
		const struct space *space = mark->paint ? mark->paint->space : mark->space;
		if (mark->object != use->spot.object || !same_space(space, use->space) ||
		    !quality_counts(painted, mark))
			continue;
		struct spot place = quality_spot(painted, mark);
		place.object = spot.object;
		place.name = spot.name;
		finding_add(inspection->findings, rule, &place, "%s", text);
		told = true;
	}
	if (!told)
		finding_add(inspection->findings, rule, &spot, "%s", text);
}

static void check_space(struct inspection *inspection, const struct painted *painted,
    const struct space *space, const struct space_use *use, int depth)
{
	enum rule_id rule = RULE_COUNT;
	struct spot spot = use->spot;
	const char *wrong = space_wrong(inspection, space, &rule);
	if (!spot.object)
		spot.object = space->object;
	if (wrong)
		tell_wrong(inspection, painted, rule, use,
		    arena_printf(inspection->arena, "%s%s, as %s%s", space->label, wrong,
			depth ? "base or alternate of " : "",
			depth ? use->space->label : use->role));
	if (space->kind == SPACE_SEPARATION || space->kind == SPACE_DEVICEN)
		check_colorants(inspection, space, spot);
	bool device = space->kind >= SPACE_GREY && space->kind <= SPACE_CMYK;
	if (space->base && !device && depth < NESTING)
		check_space(inspection, painted, space->base, use, depth + 1);
}

static void tell_space(struct inspection *inspection, const struct space_use *use)
{
	struct spot spot = use->spot;
	const char *instead =
	    use->space->base && use->space->kind <= SPACE_CMYK ? use->space->base->label : NULL;
	g_autofree char *name = g_strdup_printf("%s as %s", use->space->label, use->role);
	spot.name = name;
	finding_add(inspection->findings, RULE_COLOURS, &spot, "%s%s%s, as %s", use->space->label,
	    instead ? ", in whose place stands " : "", instead ? instead : "", use->role);
}

static void check_group(struct inspection *inspection, const struct painted *painted,
    const struct group *group)
{
	enum rule_id rule;
	struct spot spot = { .page = painted->trim->page,
		.object = group->object,
		.name = group->role };
	if (!group->space)
		return;
	const char *wrong = space_wrong(inspection, group->space, &rule);
	/* Grey groups make masks, whatever the intent. */
	if (wrong && rule != RULE_X28 && !(group->luminosity && group->space->kind == SPACE_GREY))
		finding_add(inspection->findings, RULE_X29, &spot, "%s%s, as blend space of a %s",
		    group->space->label, wrong, group->role);
}

/* What makes a mark transparent; NULL: nothing. */
static const char *mark_transparent(const struct mark *mark)
{
	if (mark->masked)
		return mark->kind == MARK_IMAGE ? "a picture with a soft mask" : "a soft mask";
	if (mark->blended)
		return "a blend mode";
	return mark->alpha < OPAQUE ? "opacity below 1" : NULL;
}

static void check_transparency(struct inspection *inspection, struct painted *painted)
{
	for (guint i = 0; i < painted->marks->len; i++) {
		const struct mark *mark = &g_array_index(painted->marks, struct mark, i);
		const char *why = mark_transparent(mark);
		if (!why || mark->origin == ORIGIN_MASK)
			continue;
		struct spot spot = quality_spot(painted, mark);
		spot.name = why;
		painted->transparent = true;
		finding_add(inspection->findings, RULE_TRANSPARENT, &spot, "%s", why);
	}
	bool said = false;
	for (guint i = 0; i < painted->groups->len; i++) {
		const struct group *group = &g_array_index(painted->groups, struct group, i);
		said = said || (strcmp(group->role, "page") == 0 && group->space);
		check_group(inspection, painted, group);
	}
	/* Where it does not say, the output intent's space is the one to blend in (ISO 32000-1,
	 * 11.4.7), as PDF/A has it too: only without an intent nobody knows. */
	struct spot spot = { .page = painted->trim->page };
	if (painted->transparent && !said && !inspection->condition.found)
		finding_add(inspection->findings, RULE_X29, &spot,
		    "transparency, and neither a CS in the page's group nor an output intent");
}

void colours_check(struct inspection *inspection, struct painted *painted)
{
	for (guint i = 0; i < painted->spaces->len; i++) {
		const struct space_use *use = &g_array_index(painted->spaces, struct space_use, i);
		tell_space(inspection, use);
		check_space(inspection, painted, use->space, use, 0);
	}
	check_transparency(inspection, painted);
}
