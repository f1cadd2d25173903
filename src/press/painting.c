/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "press/painting.h"

#include "press/spans.h"

static bool keys_suffice(const struct document *document, const struct canvas *canvases,
    struct diag *diag)
{
	for (size_t i = 0; i < document->n_sheets; i++) {
		if (canvases[i].n_art + canvases[i].n_marks <= KEY_LIMIT)
			continue;
		diag_failure(diag, NULL, "%s: more than %d items on a side",
		    document->sheets[i].name, KEY_LIMIT);
		return false;
	}
	return true;
}

/* Cairo painted each page with plain colours, and nothing through another object. */
static bool is_plain(struct cos *cos, unsigned resources, size_t page, struct diag *diag)
{
	unsigned states = cos_find(cos, resources, "/ExtGState"), row;
	bool direct = cos_size(cos, cos_find(cos, resources, "/XObject")) == 0, opaque = true;
	for (size_t i = 0; cos_key(cos, states, i, &row); i++) {
		double fill = 1, stroke = 1;
		cos_real(cos, cos_find(cos, row, "/ca"), &fill);
		cos_real(cos, cos_find(cos, row, "/CA"), &stroke);
		if (fill < 1 || stroke < 1 || cos_has(cos, row, "/SMask"))
			opaque = false;
	}
	if (direct && opaque)
		return true;
	diag_failure(diag, NULL, "internal error: page %zu: %s", page + 1,
	    opaque ? "painted through an object" : "painted with transparency");
	return false;
}

static bool read_page(struct painting *painting, struct arena *arena, size_t index,
    struct diag *diag)
{
	struct cos *cos = painting->shelf->cos;
	unsigned page = cos_page(cos, index);
	GBytes *content = cos_content(cos, page);
	if (!content) {
		diag_failure(diag, NULL, "internal error: page %zu cannot be read", index + 1);
		return false;
	}
	arena_tie(arena, content, (void (*)(void *))g_bytes_unref);
	painting->contents[index] = content;
	painting->resources[index] = cos_find(cos, page, "/Resources");
	return is_plain(cos, painting->resources[index], index, diag);
}

/* Cairo's spans are looked at on all pages before the first is rewritten: fonts are shared. */
static void flatten(struct painting *painting)
{
	struct survey *survey = survey_new(painting->shelf);
	for (size_t i = 0; i < painting->n_pages; i++)
		survey_page(survey, painting->resources[i], painting->contents[i]);
	survey_settle(survey);
	shelf_settle(painting->shelf);
}

struct painting *painting_new(struct arena *arena, const struct document *document,
    const struct canvas *canvases, struct diag *diag)
{
	GBytes *bytes =
	    keys_suffice(document, canvases, diag) ? paint_pdf(document, canvases, diag) : NULL;
	if (!bytes)
		return NULL;
	arena_tie(arena, bytes, (void (*)(void *))g_bytes_unref);
	struct cos *cos = cos_open(arena, bytes, "the painted pages", diag);
	if (!cos)
		return NULL;
	struct painting *painting = ARENA_NEW(arena, struct painting);
	painting->n_pages = document->n_sheets;
	painting->contents = ARENA_ARRAY(arena, GBytes *, painting->n_pages);
	painting->resources = ARENA_ARRAY(arena, unsigned, painting->n_pages);
	painting->shelf = shelf_new(arena, cos);
	for (size_t i = 0; i < painting->n_pages; i++)
		if (!read_page(painting, arena, i, diag))
			return NULL;
	flatten(painting);
	return painting;
}
