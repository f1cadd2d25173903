/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compose/lettering.h"

#include "compose/pen.h"
#include "read/lang.h"

#include <string.h>

/* Optical start of titles and phones: over the edge by this share of the size (visual system 3.1).
 */
static const double hang_share = .03;

/* The phone's pill in one colour, em of the phone (visual system 2.3). */
static const struct {
	double side, top, bottom, radius, type;
	double baseline; /* of a line box of 1 em, from its top: Noto Sans' */
} pill = { .14, .04, .08, .2, .957, .888 };

char *lettering_plain(struct arena *arena, const struct words *words)
{
	GString *text = g_string_new(NULL);
	char *plain;

	words_append(text, words, 0, words->length);
	plain = arena_strdup(arena, text->str);
	g_string_free(text, TRUE);
	return plain;
}

/* The run's text without isolate controls, and its clusters in logical order. */
static void clusters_fill(struct arena *arena, const struct words *words, const struct placed *run,
    struct item *item)
{
	size_t n = run->n_glyphs;
	GString *text = g_string_new(NULL);
	bool backward = run->level % 2 != 0;

	item->glyphs.clusters = ARENA_ARRAY(arena, struct cluster, n + 1);
	for (size_t i = 0; i < n;) {
		size_t first = backward ? n - 1 - i : i, count = 1,
		       start = run->glyphs[first].cluster, end, before;
		struct cluster *cluster = &item->glyphs.clusters[item->glyphs.n_clusters++];

		while (i + count < n &&
		    run->glyphs[backward ? n - 1 - i - count : i + count].cluster == start)
			count++;
		i += count;
		end = i < n ? run->glyphs[backward ? n - 1 - i : i].cluster : run->end;
		before = text->len;
		words_append(text, words, start, end);
		cluster->bytes = (int)(text->len - before);
		cluster->glyphs = (int)count;
	}
	item->glyphs.text = arena_strndup(arena, text->str, text->len);
	item->glyphs.backward = backward;
	g_string_free(text, TRUE);
}

static int contact_at(const struct words *words, const struct placed *run)
{
	for (size_t i = 0; i < words->n_spans; i++)
		if (run->start >= words->spans[i].start && run->end <= words->spans[i].end)
			return (int)words->spans[i].kind;
	return -1;
}

/* Where a line starts, and on which baseline. */
struct line_at {
	double left, baseline, size;
	int ink, element;
	int *parts; /* the elements of a joined list's texts, 0: none yet; NULL: no such list */
};

/* The glyphs of bytes [start, end) of a run: they stand side by side. */
static struct placed placed_cut(const struct placed *run, size_t start, size_t end)
{
	struct placed cut = *run;
	size_t i = 0;

	while (
	    i < run->n_glyphs && (run->glyphs[i].cluster < start || run->glyphs[i].cluster >= end))
		cut.x += run->glyphs[i++].advance;
	cut.glyphs = run->glyphs + i;
	cut.n_glyphs = 0;
	cut.width = 0;
	for (; i < run->n_glyphs && run->glyphs[i].cluster >= start && run->glyphs[i].cluster < end;
	    i++) {
		cut.n_glyphs++;
		cut.width += run->glyphs[i].advance;
	}
	cut.start = start;
	cut.end = end;
	return cut;
}

/* Where the part, or what joins it to the next, ends that holds byte `at`. `part` is its number,
 * or -1. */
static size_t part_end(const struct words *words, size_t at, int *part)
{
	*part = -1;
	for (size_t i = 0; i < words->n_parts; i++) {
		if (at < words->parts[i].start)
			return words->parts[i].start;
		if (at < words->parts[i].end) {
			*part = (int)i;
			return words->parts[i].end;
		}
	}
	return words->length;
}

/* The runs of a line, cut where a list's texts meet. */
static const struct placed *pieces_place(struct arena *arena, const struct spot *spot,
    const struct line *line, size_t *count)
{
	const struct placed *runs = paragraph_place(arena, spot->text, line, count);
	const struct words *words = spot->words;
	GArray *pieces;
	int part;

	if (words->n_parts < 2)
		return runs;
	pieces = arena_array(arena, sizeof(struct placed));
	for (size_t i = 0; i < *count; i++) {
		for (size_t at = runs[i].start, end; at < runs[i].end; at = end) {
			end = MIN(part_end(words, at, &part), runs[i].end);
			struct placed piece = placed_cut(&runs[i], at, end);
			if (piece.n_glyphs)
				g_array_append_val(pieces, piece);
		}
	}
	*count = pieces->len;
	return (const struct placed *)(const void *)pieces->data;
}

/* The element that a run belongs to: its text's, or in a list its part's; what joins the parts is
 * for eyes alone. */
static int run_element(struct drawer *drawer, const struct words *words, const struct placed *run,
    const struct line_at *at)
{
	int part, item;

	if (!at->parts)
		return at->element;
	part_end(words, run->start, &part);
	if (part < 0)
		return ARTIFACT;
	if (!at->parts[part]) {
		item = drawer_element(drawer, ROLE_LI, at->element, NULL, NULL);
		at->parts[part] = drawer_element(drawer, ROLE_LBODY, item, NULL, words->path);
	}
	return at->parts[part];
}

static struct item run_item(struct drawer *drawer, const struct words *words,
    const struct placed *run, const struct line_at *at)
{
	struct arena *arena = drawer->scene->arena;
	struct item item = { .kind = ITEM_GLYPHS, .ink = at->ink, .element = at->element };
	double x = at->left + run->x * at->size;

	item.overprint = at->ink == drawer->scene->palette->black;
	item.glyphs.face = run->face;
	item.glyphs.size = at->size;
	item.glyphs.contact = contact_at(words, run);
	item.glyphs.sorts = ARENA_ARRAY(arena, struct sort, run->n_glyphs + 1);
	item.glyphs.n_sorts = run->n_glyphs;
	for (size_t i = 0; i < run->n_glyphs; i++) {
		const struct glyph *glyph = &run->glyphs[i];

		item.glyphs.sorts[i].id = glyph->id;
		item.glyphs.sorts[i].x = x + glyph->dx * at->size;
		item.glyphs.sorts[i].y = at->baseline - glyph->dy * at->size;
		x += glyph->advance * at->size;
	}
	clusters_fill(arena, words, run, &item);
	return item;
}

/* The space that a line ended at: set behind its end, so that words do not run together for a
 * reader of the file. */
static void space_add(struct drawer *drawer, const struct spot *spot, const struct line *line,
    const struct line_at *at)
{
	const struct text *text = spot->text;

	if (line->end >= spot->words->length || spot->words->text[line->end] != ' ')
		return;
	for (size_t i = 0; i < text->n_runs; i++) {
		const struct run *run = &text->runs[i];

		for (size_t j = 0; j < run->n_glyphs; j++) {
			const struct glyph *glyph = &run->glyphs[j];
			if (glyph->cluster != line->end)
				continue;
			struct glyph space = *glyph;
			struct placed placed = { run->face, text->rtl ? 1 : 0, line->end,
				line->end + 1, text->rtl ? -glyph->advance : line->width, &space, 1,
				glyph->advance };
			struct line_at own = *at;

			own.element = run_element(drawer, spot->words, &placed, at);
			drawer_add(drawer, spot, run_item(drawer, spot->words, &placed, &own));
			return;
		}
	}
}

/* A text that goes on in the element of another is parted from it by a space, set before its
 * start; between the wide characters of scripts that have no spaces by nothing. */
static void gap_add(struct drawer *drawer, const struct spot *spot, const struct line_at *at,
    double width)
{
	const struct text *text = spot->text;
	const struct face *face = text->n_runs ? text->runs[0].face : NULL;

	if (!face || !face->space || g_unichar_iswide(g_utf8_get_char(spot->words->text)))
		return;
	struct item item = { .kind = ITEM_GLYPHS, .ink = at->ink, .element = at->element };
	struct sort *sort = ARENA_NEW(drawer->scene->arena, struct sort);
	struct cluster *cluster = ARENA_NEW(drawer->scene->arena, struct cluster);
	double advance = face->space_advance * at->size;

	*sort = (struct sort){ face->space, text->rtl ? at->left + width : at->left - advance,
		at->baseline };
	*cluster = (struct cluster){ 1, 1 };
	item.overprint = at->ink == drawer->scene->palette->black;
	item.glyphs.face = face;
	item.glyphs.size = at->size;
	item.glyphs.contact = -1;
	item.glyphs.sorts = sort;
	item.glyphs.n_sorts = 1;
	item.glyphs.text = " ";
	item.glyphs.clusters = cluster;
	item.glyphs.n_clusters = 1;
	item.glyphs.backward = text->rtl;
	drawer_add(drawer, spot, item);
}

/* The language of a contact's words, where it is another than the edition's. */
static const char *contact_lang(const struct drawer *drawer, enum contact_kind kind)
{
	const char *lang = contact_language(drawer->scene->contact, kind);

	return lang && !lang_same(lang, drawer->scene->edition->tag) ? lang : NULL;
}

static const char *link_contents(struct drawer *drawer, enum contact_kind kind)
{
	static const char *const labels[CONTACT_KINDS] = { "labels.call", "labels.call",
		"labels.visit", "labels.org_link" };
	struct scene *scene = drawer->scene;
	const struct phrase *phrase = edition_find(scene->edition, labels[kind]);
	const struct words *words =
	    phrase ? glossary_words(scene->glossary, labels[kind], 0, 0) : NULL;

	return words ? lettering_plain(scene->arena, words) : contact_text(scene->contact, kind);
}

/* A contact is an element of its own within its text's. */
static int contact_element(struct drawer *drawer, int parent, enum contact_kind kind)
{
	int element = drawer_element(drawer, ROLE_LINK, parent, link_contents(drawer, kind), NULL);

	g_array_index(drawer->elements, struct element, element).lang = contact_lang(drawer, kind);
	return element;
}

/* A contact's area becomes a promise (it is read back from the file) and a link. */
static void contact_note(struct drawer *drawer, const struct spot *spot, enum contact_kind kind,
    struct rect area, int element)
{
	struct promise promise = { kind, area };
	struct link link = { area, contact_link(drawer->scene->arena, drawer->scene->contact, kind),
		link_contents(drawer, kind), element };

	g_array_append_val(drawer->promises[spot->side], promise);
	if (link.uri)
		g_array_append_val(drawer->links[spot->side], link);
}

static void line_draw(struct drawer *drawer, const struct spot *spot, const struct line *line,
    const struct line_at *at)
{
	struct arena *arena = drawer->scene->arena;
	size_t count;
	const struct placed *runs = pieces_place(arena, spot, line, &count);
	int kind_open = -1, element_open = ARTIFACT;
	size_t span_open = 0;
	struct rect area = { 0 };

	for (size_t i = 0; i < count; i++) {
		struct line_at own = *at;
		int kind = contact_at(spot->words, &runs[i]);
		size_t span = 0;

		own.element = run_element(drawer, spot->words, &runs[i], at);
		while (kind >= 0 && span < spot->words->n_spans &&
		    runs[i].start >= spot->words->spans[span].end)
			span++;
		if (kind_open >= 0 && (kind != kind_open || span != span_open)) {
			contact_note(drawer, spot, (enum contact_kind)kind_open, area,
			    element_open);
			area = (struct rect){ 0 };
		}
		if (kind >= 0 && (kind != kind_open || span != span_open))
			element_open =
			    contact_element(drawer, own.element, (enum contact_kind)kind);
		kind_open = kind;
		span_open = span;
		if (kind >= 0) {
			struct rect here = { at->left + runs[i].x * at->size,
				at->baseline - .8 * at->size, runs[i].width * at->size,
				at->size * 1.05 };

			own.element = element_open;
			area = rect_union(area, here);
		}
		drawer_add(drawer, spot, run_item(drawer, spot->words, &runs[i], &own));
	}
	if (kind_open >= 0)
		contact_note(drawer, spot, (enum contact_kind)kind_open, area, element_open);
	space_add(drawer, spot, line, at);
}

static int text_ink(const struct drawer *drawer, const struct spot *spot)
{
	const struct palette *palette = drawer->scene->palette;
	int ink = spot->block->role->ink;

	return drawer->document->mono ? palette->black : ink;
}

/* `goes_on`: it was another text's already. */
static int text_element(struct drawer *drawer, const struct spot *spot, bool *goes_on)
{
	const char *path = spot->words->path;
	enum tag tag = spot->block->tag;

	*goes_on = tag == TAG_H1 && drawer->heading >= 0;
	if (tag != TAG_H1)
		drawer->heading = -1;
	if (tag != TAG_LI)
		drawer->list = 0;
	switch (tag) {
	case TAG_H1:
		if (drawer->heading < 0)
			drawer->heading = drawer_element(drawer, ROLE_H1, 0, NULL, path);
		return drawer->heading;
	case TAG_LI: {
		int item;

		if (spot->words->n_parts > 1)
			return drawer_element(drawer, ROLE_L, 0, NULL, NULL);
		if (drawer->list != spot->list) {
			drawer->list = spot->list;
			drawer->list_element = drawer_element(drawer, ROLE_L, 0, NULL, NULL);
		}
		item = drawer_element(drawer, ROLE_LI, drawer->list_element, NULL, NULL);
		return drawer_element(drawer, ROLE_LBODY, item, NULL, path);
	}
	case TAG_H2:
		return drawer_element(drawer, ROLE_H2, 0, NULL, path);
	case TAG_NONE:
		return ARTIFACT;
	case TAG_P:
		break;
	}
	return drawer_element(drawer, ROLE_P, 0, NULL, path);
}

/* In one colour the phone stands white on a black pill, about as wide as the type was, its start on
 * the same axis. */
static void pill_draw(struct drawer *drawer, const struct spot *spot, struct line_at *at,
    double width)
{
	const struct palette *palette = drawer->scene->palette;
	struct pen pen = pen_new();
	double em = at->size * pill.type, r = pill.radius * em, top = spot->y + (at->size - em) / 2;
	struct rect area = { at->left, top - pill.top * em, width * pill.type + 2 * pill.side * em,
		(1 + pill.top + pill.bottom) * em };

	if (drawer->scene->script->rtl)
		area.x += width - area.width;
	at->baseline = top + pill.baseline * em;
	pen_box(&pen, area, &(struct radii){ { r, r, r, r } });
	drawer_add(drawer, spot, pen_item(&pen, drawer->scene->arena, palette->black, ARTIFACT, 0));
	at->ink = palette->paper;
	at->size = em;
	at->left = area.x + pill.side * em;
}

void lettering_draw(struct drawer *drawer, const struct spot *spot)
{
	const struct block *block = spot->block;
	bool mono = drawer->document->mono;
	double hang = block->hang && !(mono && block->pill) ? hang_share * spot->size : 0;
	bool goes_on;
	int element = text_element(drawer, spot, &goes_on);
	bool list = block->tag == TAG_LI && spot->words->n_parts > 1;
	int *parts = list ? ARENA_ARRAY(drawer->scene->arena, int, spot->words->n_parts) : NULL;

	for (size_t i = 0; i < spot->lines->count; i++) {
		const struct line *line = &spot->lines->line[i];
		double width = line->width * spot->size;
		double x = block->align == ALIGN_END ? spot->x1 - width : spot->x0 - hang;
		struct line_at at = { drawer_left(drawer, x, width),
			spot->y + spot->top + (double)i * spot->leading, spot->size,
			text_ink(drawer, spot), element, parts };

		if (mono && block->pill)
			pill_draw(drawer, spot, &at, width);
		if (goes_on && i == 0)
			gap_add(drawer, spot, &at, width);
		line_draw(drawer, spot, line, &at);
	}
}
