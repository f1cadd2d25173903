/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "preflight/plates.h"

#include "preflight/quality.h"
#include "preflight/tint.h"

enum { LOOKS_MOST = 1000000 };	  /* at other marks of a page */
static const double INSIDE = 0.1; /* of the page's units: a mark may touch the trim */

/* What the page's marks are asked, as far as they can be. */
struct plates {
	struct inspection *inspection;
	const struct painted *painted;
	GArray *texts; /* for each mark the next text of Type 3 after it (guint), or G_MAXUINT */
	guint looks;   /* left at other marks */
};

static GArray *texts_find(const struct painted *painted)
{
	guint count = painted->marks->len, next = G_MAXUINT;
	GArray *texts = g_array_sized_new(FALSE, FALSE, sizeof(guint), count);
	g_array_set_size(texts, count);
	for (guint i = count; i-- > 0;) {
		const struct mark *mark = &g_array_index(painted->marks, struct mark, i);
		g_array_index(texts, guint, i) = next;
		if (mark->kind == MARK_TEXT && mark->letters->kind == LETTERS_TYPE3)
			next = i;
	}
	return texts;
}

/* A glyph without colours of its own is told with its text, which stands behind it in the list. */
static bool is_told_by_text(const struct plates *plates, guint index)
{
	GArray *marks = plates->painted->marks;
	const struct mark *mark = &g_array_index(marks, struct mark, index);
	guint text = g_array_index(plates->texts, guint, index);
	return mark->origin == ORIGIN_GLYPH && text != G_MAXUINT &&
	    g_array_index(marks, struct mark, text).paint == mark->paint;
}

/* Does white in this space leave the plates below as they are (ISO 32000-1, 8.6.7 and table 148)?
 * A colorant leaves all but its own; four parts leave those that are zero, in mode 1 alone. RGB,
 * grey and Lab paint all process plates, and knock out. So does a pattern's CMYK: its cell is
 * painted in the state that the page began with. */
static bool white_vanishes(const struct mark *mark, const struct space *space, bool all)
{
	switch (space->kind) {
	case SPACE_SEPARATION:
	case SPACE_DEVICEN:
		return !all;
	case SPACE_CMYK:
	case SPACE_ICC:
		return space->parts == 4 && mark->mode == 1 && !mark->paint->pattern;
	default:
		return false;
	}
}

/* Is there bare paper under it? White on it is nothing that could vanish. Without any looks left it
 * is not known, and no. */
static bool is_on_paper(struct plates *plates, guint index)
{
	const struct painted *painted = plates->painted;
	const struct mark *mark = &g_array_index(painted->marks, struct mark, index);
	if (mark->origin > ORIGIN_ANNOTATION)
		return false;
	for (guint i = 0; i < index; i++) {
		const struct mark *other = &g_array_index(painted->marks, struct mark, i);
		if (plates->looks == 0)
			return false;
		plates->looks--;
		if (other->origin <= ORIGIN_ANNOTATION && rect_meets(other->seen, mark->seen) &&
		    quality_counts(painted, other) && !tint_white(other->paint) &&
		    quality_meets(painted, other, mark->seen))
			return false;
	}
	return true;
}

static void check_overprint(struct plates *plates, guint index)
{
	const struct painted *painted = plates->painted;
	const struct mark *mark = &g_array_index(painted->marks, struct mark, index);
	struct findings *findings = plates->inspection->findings;
	struct inks inks;
	const struct space *space;
	if (!mark->overprint || !tint_inks(mark->paint, &inks, &space) ||
	    is_told_by_text(plates, index))
		return;
	struct spot spot = quality_spot(painted, mark);
	if (inks.white && white_vanishes(mark, space, inks.all) && !is_on_paper(plates, index))
		finding_add(findings, RULE_WHITE_OVERPRINT, &spot, "white in %s", space->label);
	if (space->kind == SPACE_GREY)
		finding_add(findings, RULE_GREY_OVERPRINT, &spot, "%.0f %% black",
		    inks.plates[3] * 100);
	/* What stands in for DeviceCMYK is what is painted in. */
	const struct space *instead = space->kind == SPACE_CMYK ? space->base : NULL;
	const struct space *profiled = instead ? instead : space;
	if (mark->mode == 1 && profiled->kind == SPACE_ICC && profiled->parts == 4)
		finding_add(findings, RULE_X28_OVERPRINT, &spot, "%s%s", profiled->label,
		    instead ? " as DefaultCMYK" : "");
}

/* What of registration colour a mark has; NULL: nothing. */
static const char *registration_text(struct inspection *inspection, const struct mark *mark)
{
	struct cos *cos = inspection->cos;
	struct inks inks;
	const struct space *space;
	if (!mark->paint)
		return !tint_space_all(mark->space) ? NULL
		    : mark->kind == MARK_IMAGE	    ? "a picture in All"
						    : "a shading in All";
	if (mark->paint->shading) {
		unsigned shading = cos_find(cos, mark->paint->pattern, "/Shading");
		space = space_read(inspection, 0, cos_find(cos, shading, "/ColorSpace"));
		return tint_space_all(space) ? "a shading in All" : NULL;
	}
	if (!tint_inks(mark->paint, &inks, &space) || !inks.all || inks.white)
		return NULL;
	return arena_printf(inspection->arena, "%.0f %% of All", inks.plates[0] * 100);
}

/* The mark on the page, inside the trim, that is filled with the pattern whose content this is. */
static const struct mark *find_filled(struct plates *plates, int pattern, struct rect inner)
{
	const struct painted *painted = plates->painted;
	for (guint i = 0; i < painted->marks->len && plates->looks > 0; i++, plates->looks--) {
		const struct mark *mark = &g_array_index(painted->marks, struct mark, i);
		if (mark->origin <= ORIGIN_ANNOTATION && mark->paint && mark->paint->pattern &&
		    cos_number_of(plates->inspection->cos, mark->paint->pattern) == pattern &&
		    quality_counts(painted, mark) && quality_meets(painted, mark, inner))
			return mark;
	}
	return NULL;
}

static void check_registration(struct plates *plates, const struct mark *mark)
{
	const struct painted *painted = plates->painted;
	const char *text = registration_text(plates->inspection, mark);
	struct rect inner = rect_grown(painted->trim->edge, -INSIDE);
	const struct mark *where = mark;
	/* The cell of a pattern that takes its colour is told with what it fills. */
	if (!text || (mark->origin == ORIGIN_PATTERN && mark->paint && mark->paint->pattern))
		return;
	if (mark->origin == ORIGIN_PATTERN && mark->object)
		where = find_filled(plates, mark->object, inner);
	if (!where || (where->origin <= ORIGIN_ANNOTATION && !quality_meets(painted, where, inner)))
		return;
	struct spot spot = quality_spot(painted, where);
	finding_add(plates->inspection->findings, RULE_X39_ALL, &spot, "%s", text);
}

void plates_check(struct inspection *inspection, const struct painted *painted)
{
	struct plates plates = { inspection, painted, texts_find(painted), LOOKS_MOST };
	for (guint i = 0; i < painted->marks->len; i++) {
		const struct mark *mark = &g_array_index(painted->marks, struct mark, i);
		if (!quality_counts(painted, mark))
			continue;
		check_overprint(&plates, i);
		check_registration(&plates, mark);
	}
	g_array_free(plates.texts, TRUE);
}
