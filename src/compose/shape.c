/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compose/shape.h"

#include <hb-ot.h>
#include <hb.h>
#include <pango/pango.h>
#include <string.h>

#include "compose/breaks.h"
#include "compose/characters.h"

/* What HarfBuzz puts for characters that are never seen, so that we can drop it. No font has so
 * many glyphs. */
static const hb_codepoint_t unseen = 0xffffff;

static const hb_tag_t latin = HB_TAG('L', 'a', 't', 'n');

/* Not Graphite, which Padauk has too and a cut font has lost. */
static const char *const shapers[] = { "ot", NULL };

static struct run run_make(const struct face *face, unsigned level, uint32_t script, size_t start,
    size_t end)
{
	return (struct run){ .face = face,
		.level = level,
		.script = script,
		.start = start,
		.end = end };
}

/* The span that holds byte `at`, or NULL; `*until` becomes where this answer ends, if that is
 * before. */
static const struct span *span_at(const struct words *words, size_t at, size_t *until)
{
	for (size_t i = 0; i < words->n_spans; i++) {
		const struct span *span = &words->spans[i];

		if (at < span->start) {
			*until = MIN(*until, span->start);
			return NULL;
		}
		if (at < span->end) {
			*until = MIN(*until, span->end);
			return span;
		}
	}
	return NULL;
}

static PangoAttrList *attributes_new(const struct fonts *fonts, const struct words *words,
    enum weight weight)
{
	PangoAttrList *list = pango_attr_list_new();
	PangoFontDescription *font = pango_font_description_new();
	g_autofree char *families =
	    g_strdup_printf("%s,%s", fonts->script->family->name, fonts->base->name);
	PangoAttribute *attribute;

	pango_font_description_set_family(font, families);
	pango_font_description_set_weight(font,
	    weight == WEIGHT_BOLD ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
	pango_font_description_set_absolute_size(font, 100 * PANGO_SCALE);
	pango_attr_list_insert(list, pango_attr_font_desc_new(font));
	pango_font_description_set_family(font, fonts->base->name);
	pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD);
	for (size_t i = 0; i < words->n_spans; i++) {
		attribute = pango_attr_font_desc_new(font);
		attribute->start_index = (guint)words->spans[i].start;
		attribute->end_index = (guint)words->spans[i].end;
		pango_attr_list_change(list, attribute);
	}
	pango_font_description_free(font);
	return list;
}

/* Adds what Pango made one item of, cut at contacts: those are Bold of the base family in one run,
 * whatever script stands around. */
static void item_add(const struct text *text, GArray *runs, const PangoItem *item,
    const struct face *face)
{
	const struct fonts *fonts = text->fonts;
	size_t start = (size_t)item->offset, end = start + (size_t)item->length;
	unsigned level = item->analysis.level;
	uint32_t script = g_unicode_script_to_iso15924((GUnicodeScript)item->analysis.script);

	for (size_t until; start < end; start = until) {
		const struct span *span;
		struct run *last =
		    runs->len ? &g_array_index(runs, struct run, runs->len - 1) : NULL;
		struct run run;

		until = end;
		span = span_at(text->words, start, &until);
		if (span && last && last->contact && last->start >= span->start &&
		    last->level == level) {
			last->end = until;
			continue;
		}
		run = run_make(face, level, script, start, until);
		if (span) {
			run.face = fonts_find(fonts, fonts->base, WEIGHT_BOLD);
			run.script = latin;
			run.contact = true;
		}
		g_array_append_val(runs, run);
	}
}

/* False: Pango chose what was not declared, told. */
static bool itemize(struct text *text, GArray *runs, struct diag *diag)
{
	const struct words *words = text->words;
	PangoAttrList *attributes = attributes_new(text->fonts, words, text->weight);
	GList *items = pango_itemize_with_base_dir(text->fonts->context,
	    text->rtl ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR, words->text, 0,
	    (int)words->length, attributes, NULL);
	bool fine = true;

	for (GList *at = items; at; at = at->next) {
		PangoItem *item = at->data;
		const struct face *face = fonts_face(text->fonts, item->analysis.font);
		size_t until = words->length;
		bool contact = span_at(words, (size_t)item->offset, &until) != NULL;
		const char *start = words->text + item->offset;

		if (!face) {
			diag_error(diag, words->place, "undeclared-font",
			    "%s: \"%.*s\" would be set in a font that is not declared", words->path,
			    item->length, start);
			fine = false;
		} else if (!contact && face->weight != text->weight &&
		    character_shows(g_utf8_get_char(start))) {
			diag_error(diag, words->place, "no-weight", "%s: no %s font has \"%.*s\"",
			    words->path, text->weight == WEIGHT_BOLD ? "bold" : "regular",
			    item->length, start);
			fine = false;
		} else {
			item_add(text, runs, item, face);
		}
		pango_item_free(item);
	}
	g_list_free(items);
	pango_attr_list_unref(attributes);
	return fine;
}

static bool has_letter(const struct text *text, const struct run *run)
{
	const char *end = text->words->text + run->end;

	for (const char *at = text->words->text + run->start; at < end; at = g_utf8_next_char(at))
		if (g_unichar_isalpha(g_utf8_get_char(at)))
			return true;
	return false;
}

/* Pango takes a space or a stop behind a contact for Latin, as the contact is. It is of the script
 * around it; then runs that differ in nothing are one, so that they are shaped together. */
static void runs_join(const struct text *text, GArray *runs)
{
	const struct run *own = NULL; /* the last that was no contact */
	guint kept = 0;

	for (guint i = 0; i < runs->len; i++) {
		struct run run = g_array_index(runs, struct run, i);
		struct run *last = kept ? &g_array_index(runs, struct run, kept - 1) : NULL;

		if (last && last->contact && !run.contact && own && !has_letter(text, &run))
			run.script = own->script;
		if (last && !last->contact && !run.contact && last->face == run.face &&
		    last->level == run.level && last->script == run.script)
			last->end = run.end;
		else
			g_array_index(runs, struct run, kept++) = run;
		if (!run.contact)
			own = &g_array_index(runs, struct run, kept - 1);
	}
	g_array_set_size(runs, kept);
}

/* A run within the window [from, to) of the words, which for HarfBuzz is all there is. Readies
 * `buffer` for it. */
static void run_ready(const struct text *text, const struct run *run, size_t from, size_t to,
    hb_buffer_t *buffer)
{
	const char *window = text->words->text + from;
	unsigned flags = HB_BUFFER_FLAG_DEFAULT;

	if (run->start == from)
		flags |= HB_BUFFER_FLAG_BOT;
	if (run->end == to)
		flags |= HB_BUFFER_FLAG_EOT;
	hb_buffer_clear_contents(buffer);
	hb_buffer_add_utf8(buffer, window, (int)(to - from), (unsigned)(run->start - from),
	    (int)(run->end - run->start));
	hb_buffer_set_flags(buffer, (hb_buffer_flags_t)flags);
	/* A letter and its mark are two clusters: Cairo can then say what each glyph stands for. */
	hb_buffer_set_cluster_level(buffer, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_CHARACTERS);
	hb_buffer_set_direction(buffer, run->level % 2 ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
	hb_buffer_set_script(buffer, hb_script_from_iso15924_tag(run->script));
	hb_buffer_set_language(buffer,
	    hb_language_from_string(run->contact ? "en" : text->lang, -1));
	hb_buffer_set_invisible_glyph(buffer, unseen);
}

/* A soft hyphen at the end of a window is seen: the line ends there. */
static void hyphen_show(const struct text *text, const struct run *run, size_t to,
    hb_buffer_t *buffer)
{
	hb_font_t *font = run->face->shaper;
	hb_codepoint_t glyph;
	unsigned count;
	hb_glyph_info_t *info = hb_buffer_get_glyph_infos(buffer, &count);

	if (run->end != to || count == 0 || to < 2 ||
	    memcmp(text->words->text + to - 2, "\xc2\xad", 2) != 0)
		return;
	info[count - 1].codepoint = hb_font_get_nominal_glyph(font, 0x2010, &glyph) ? 0x2010 : '-';
}

/* Takes the buffer's glyphs over into the run; what is never seen (a line feed is one, too) is
 * left out. `offsets` (may be NULL) gets clusters and unsafe places. */
static void run_take(const struct text *text, struct run *run, size_t from, hb_buffer_t *buffer,
    uint8_t *offsets)
{
	unsigned count;
	const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(buffer, &count);
	const hb_glyph_position_t *position = hb_buffer_get_glyph_positions(buffer, &count);
	const double em = run->face->em;

	run->glyphs = ARENA_ARRAY(text->fonts->arena, struct glyph, count + 1);
	run->n_glyphs = 0;
	for (unsigned i = 0; i < count; i++) {
		size_t cluster = from + info[i].cluster;
		struct glyph *glyph = &run->glyphs[run->n_glyphs];
		hb_glyph_extents_t box;

		if (offsets) {
			offsets[cluster] |= OFFSET_CLUSTER;
			if (hb_glyph_info_get_glyph_flags(&info[i]) & HB_GLYPH_FLAG_UNSAFE_TO_BREAK)
				offsets[cluster] |= OFFSET_UNSAFE;
		}
		if (info[i].codepoint == unseen ||
		    (info[i].codepoint == 0 &&
			!character_shows(g_utf8_get_char(text->words->text + cluster))))
			continue;
		glyph->id = info[i].codepoint;
		glyph->cluster = (uint32_t)cluster;
		glyph->advance = position[i].x_advance / em;
		glyph->dx = position[i].x_offset / em;
		glyph->dy = position[i].y_offset / em;
		if (hb_font_get_glyph_extents(run->face->shaper, glyph->id, &box) &&
		    box.height != 0) {
			glyph->top = glyph->dy + box.y_bearing / em;
			glyph->bottom = glyph->dy + (box.y_bearing + box.height) / em;
		}
		run->n_glyphs++;
	}
}

/* Where the cluster that starts at `cluster` ends: at the next start that is known. */
static size_t cluster_end(const struct text *text, size_t cluster)
{
	size_t end = cluster + 1;

	while (end < text->words->length && !(text->offsets[end] & OFFSET_CLUSTER))
		end++;
	return end;
}

/* "U+1031 U+1000" of a stretch of text. */
static char *code_points(const char *text, size_t length)
{
	GString *list = g_string_new(NULL);

	for (const char *at = text; at < text + length; at = g_utf8_next_char(at))
		g_string_append_printf(list, "%sU+%04X", list->len ? " " : "", g_utf8_get_char(at));
	return g_string_free(list, FALSE);
}

/* No glyph is missing, and no dotted circle stands that the text does not hold. */
static bool run_check(const struct text *text, const struct run *run, struct diag *diag)
{
	const struct words *words = text->words;
	bool fine = true;
	size_t told = SIZE_MAX;

	for (size_t i = 0; i < run->n_glyphs; i++) {
		const struct glyph *glyph = &run->glyphs[i];
		const char *start = words->text + glyph->cluster;
		size_t length = cluster_end(text, glyph->cluster) - glyph->cluster;
		bool missing = glyph->id == 0;
		bool broken = glyph->id == run->face->dotted_circle && !missing &&
		    !g_strstr_len(start, (gssize)length, "\xe2\x97\x8c");
		g_autofree char *codes = NULL;

		if ((!missing && !broken) || told == glyph->cluster)
			continue;
		told = glyph->cluster;
		codes = code_points(start, length);
		fine = false;
		if (missing)
			diag_error(diag, words->place, "no-glyph",
			    "%s: no font of this language has the character \"%.*s\" (%s)",
			    words->path, (int)length, start, codes);
		else
			diag_error(diag, words->place, "broken-sequence",
			    "%s: \"%.*s\" (%s) is a broken sequence: a mark stands "
			    "where it has no letter to sit on",
			    words->path, (int)length, start, codes);
	}
	return fine;
}

/* Shapes all runs, drops those without glyphs, sums the advances. */
static bool runs_shape(struct text *text, GArray *runs, struct diag *diag)
{
	struct arena *arena = text->fonts->arena;
	size_t length = text->words->length;
	hb_buffer_t *buffer = hb_buffer_create();
	bool fine = true;

	text->runs = ARENA_ARRAY(arena, struct run, runs->len + 1);
	for (guint i = 0; i < runs->len; i++) {
		struct run *run = &text->runs[text->n_runs];

		*run = g_array_index(runs, struct run, i);
		run_ready(text, run, 0, length, buffer);
		hb_shape_full(run->face->shaper, buffer, NULL, 0, shapers);
		text->offsets[run->start] |= OFFSET_CLUSTER;
		run_take(text, run, 0, buffer, text->offsets);
		text->n_runs += run->n_glyphs > 0;
	}
	hb_buffer_destroy(buffer);
	for (size_t i = 0; i < text->n_runs; i++) {
		fine &= run_check(text, &text->runs[i], diag);
		for (size_t j = 0; j < text->runs[i].n_glyphs; j++)
			text->advance[text->runs[i].glyphs[j].cluster + 1] +=
			    text->runs[i].glyphs[j].advance;
	}
	for (size_t i = 1; i <= length; i++)
		text->advance[i] += text->advance[i - 1];
	return fine;
}

/* A break inside a cluster is none; after a soft hyphen the line is another than without it. */
static void breaks_settle(struct text *text)
{
	const struct words *words = text->words;

	for (size_t i = 1; i < words->length; i++) {
		if (!(text->offsets[i] & OFFSET_CLUSTER) && !(text->offsets[i] & OFFSET_MUST))
			text->offsets[i] &= (uint8_t)~(OFFSET_BREAK | OFFSET_INNER);
		if (i >= 2 && text->offsets[i] & OFFSET_BREAK &&
		    memcmp(words->text + i - 2, "\xc2\xad", 2) == 0)
			text->offsets[i] |= OFFSET_UNSAFE;
	}
}

/* What makes two texts the same. */
static GBytes *key_new(const struct words *words, enum weight weight)
{
	GByteArray *key = g_byte_array_new();
	guint8 head = (guint8)weight;

	g_byte_array_append(key, &head, 1);
	for (size_t i = 0; i < words->n_spans; i++) {
		const size_t edges[] = { words->spans[i].start, words->spans[i].end };

		g_byte_array_append(key, (const guint8 *)edges, sizeof(edges));
	}
	g_byte_array_append(key, (const guint8 *)words->text, (guint)words->length);
	return g_byte_array_free_to_bytes(key);
}

const struct text *shape_text(struct fonts *fonts, const struct words *words, enum weight weight,
    struct diag *diag)
{
	GBytes *key = key_new(words, weight);
	struct text *text = g_hash_table_lookup(fonts->texts, key);
	GArray *runs;
	bool fine;

	if (text) {
		g_bytes_unref(key);
		return text;
	}
	text = ARENA_NEW(fonts->arena, struct text);
	text->words = words;
	text->weight = weight;
	text->rtl = fonts->script->rtl;
	text->lang = fonts->edition->tag;
	text->script = fonts->script;
	text->fonts = fonts;
	text->offsets = ARENA_ARRAY(fonts->arena, uint8_t, words->length + 1);
	text->advance = ARENA_ARRAY(fonts->arena, double, words->length + 2);
	text->memo = arena_alloc(fonts->arena, sizeof(*text->memo));
	text->offsets[0] |= OFFSET_CLUSTER;
	text->offsets[words->length] |= OFFSET_CLUSTER;
	runs = g_array_new(FALSE, FALSE, sizeof(struct run));
	fine = itemize(text, runs, diag);
	runs_join(text, runs);
	fine = fine && runs_shape(text, runs, diag) &&
	    breaks_find(words, text->lang, text->offsets, diag);
	g_array_free(runs, TRUE);
	if (!fine) {
		g_bytes_unref(key);
		return NULL;
	}
	breaks_settle(text);
	g_hash_table_insert(fonts->texts, key, text);
	return text;
}

struct run *shape_slice(const struct text *text, size_t start, size_t end, size_t *n_runs)
{
	struct arena *arena = text->fonts->arena;
	struct run *runs = ARENA_ARRAY(arena, struct run, text->n_runs + 1);
	hb_buffer_t *buffer = hb_buffer_create();

	*n_runs = 0;
	for (size_t i = 0; i < text->n_runs; i++) {
		struct run *run = &runs[*n_runs];

		*run = text->runs[i];
		run->start = MAX(run->start, start);
		run->end = MIN(run->end, end);
		if (run->start >= run->end)
			continue;
		run_ready(text, run, start, end, buffer);
		hyphen_show(text, run, end, buffer);
		hb_shape_full(run->face->shaper, buffer, NULL, 0, shapers);
		run_take(text, run, start, buffer, NULL);
		*n_runs += run->n_glyphs > 0;
	}
	hb_buffer_destroy(buffer);
	return runs;
}
