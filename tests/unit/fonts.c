/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compose/fonts.h"

#include <cairo.h>
#include <math.h>
#include <pango/pango.h>

#include "compose/characters.h"
#include "opened.h"

static bool same_glyphs(const struct run *a, const struct run *b)
{
	if (a->n_glyphs != b->n_glyphs || a->level != b->level || a->start != b->start ||
	    a->end != b->end)
		return false;
	for (size_t i = 0; i < a->n_glyphs; i++) {
		const struct glyph *left = &a->glyphs[i], *right = &b->glyphs[i];

		if (left->cluster != right->cluster ||
		    fabs(left->advance - right->advance) > 1e-9 ||
		    fabs(left->dx - right->dx) > 1e-9 || fabs(left->dy - right->dy) > 1e-9 ||
		    fabs(left->top - right->top) > 1e-9 ||
		    fabs(left->bottom - right->bottom) > 1e-9)
			return false;
	}
	return true;
}

/* The promise that cutting rests on: what a cut font shapes, the whole one shapes alike. */
static void test_cut_like_whole(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(sentences); i++) {
		const char *texts[] = { sentences[i].text, NULL };
		struct opened cut, whole;

		opened_init(&cut, sentences[i].tag, texts, false);
		opened_init(&whole, sentences[i].tag, texts, true);
		expect_silence(&cut.desk);
		expect_silence(&whole.desk);
		for (int weight = 0; weight < WEIGHT_COUNT; weight++) {
			const struct text *a = opened_text(&cut, 1, (enum weight)weight);
			const struct text *b = opened_text(&whole, 1, (enum weight)weight);

			expect_silence(&cut.desk);
			g_assert_nonnull(a);
			g_assert_nonnull(b);
			g_assert_cmpuint(a->n_runs, ==, b->n_runs);
			for (size_t j = 0; j < a->n_runs; j++) {
				if (same_glyphs(&a->runs[j], &b->runs[j]))
					continue;
				g_test_message("%s: run %zu of weight %d differs", sentences[i].tag,
				    j, weight);
				g_test_fail();
			}
			g_assert_true(memcmp(a->offsets, b->offsets, a->words->length + 1) == 0);
		}
		opened_release(&cut);
		opened_release(&whole);
	}
}

/* Ink of a text at a size, drawn with the faces that Cairo gets. */
static cairo_surface_t *draw(const struct text *text, double size)
{
	cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_A8, 1200, 80);
	cairo_t *cr = cairo_create(surface);
	double x = 2;

	for (size_t i = 0; i < text->n_runs; i++) {
		cairo_set_font_face(cr, text->runs[i].face->cairo);
		cairo_set_font_size(cr, size);
		for (size_t j = 0; j < text->runs[i].n_glyphs; j++) {
			const struct glyph *glyph = &text->runs[i].glyphs[j];
			cairo_glyph_t mark = { glyph->id, x + glyph->dx * size,
				50 - glyph->dy * size };

			cairo_show_glyphs(cr, &mark, 1);
			x += glyph->advance * size;
		}
	}
	g_assert_cmpint(cairo_status(cr), ==, CAIRO_STATUS_SUCCESS);
	cairo_destroy(cr);
	cairo_surface_flush(surface);
	return surface;
}

/* Greatest difference of two pictures' pixels; `ink` gets the number of dark ones. */
static int difference(cairo_surface_t *a, cairo_surface_t *b, size_t *ink)
{
	const unsigned char *left = cairo_image_surface_get_data(a),
			    *right = cairo_image_surface_get_data(b);
	int size = cairo_image_surface_get_stride(a) * cairo_image_surface_get_height(a), most = 0;

	*ink = 0;
	for (int i = 0; i < size; i++) {
		most = MAX(most, abs(left[i] - right[i]));
		*ink += left[i] > 128;
	}
	return most;
}

/* One edition after another in one process, as a worker has them: each draws its own letters, at
 * any size. Cairo remembers fonts by their path, and the next edition's have the same. */
static void test_editions_in_turn(void)
{
	static const double sizes[] = { 9, 40 };

	for (size_t i = 0; i < G_N_ELEMENTS(sentences); i++) {
		const char *texts[] = { sentences[i].text, NULL };
		struct opened cut, whole;

		opened_init(&whole, sentences[i].tag, texts, true);
		opened_init(&cut, sentences[i].tag, texts, false);
		g_assert_nonnull(whole.fonts);
		g_assert_nonnull(cut.fonts);
		for (size_t j = 0; j < G_N_ELEMENTS(sizes); j++) {
			cairo_surface_t *a = draw(opened_text(&cut, 1, WEIGHT_BOLD), sizes[j]);
			cairo_surface_t *b = draw(opened_text(&whole, 1, WEIGHT_BOLD), sizes[j]);
			size_t ink;
			int most = difference(a, b, &ink);

			if (most > 16 || ink < 100) {
				g_test_message("%s at %g: differs by %d, %zu dark pixels",
				    sentences[i].tag, sizes[j], most, ink);
				g_test_fail();
			}
			cairo_surface_destroy(a);
			cairo_surface_destroy(b);
		}
		opened_release(&whole);
		opened_release(&cut);
	}
}

static void test_only_declared(void)
{
	const char *texts[] = { "سلام Front", NULL };
	struct opened opened;
	PangoFontFamily **families;
	int count;

	opened_init(&opened, "ar", texts, false);
	expect_silence(&opened.desk);
	pango_context_list_families(opened.fonts->context, &families, &count);
	for (int i = 0; i < count; i++) {
		const char *name = pango_font_family_get_name(families[i]);

		/* Pango adds its generic names to any map. */
		g_test_message("family %s", name);
		g_assert_true(strcmp(name, "Noto Sans") == 0 ||
		    strcmp(name, "Noto Sans Arabic") == 0 || g_ascii_islower(name[0]) ||
		    strcmp(name, "Monospace") == 0 || strcmp(name, "Sans") == 0 ||
		    strcmp(name, "Serif") == 0 || strcmp(name, "System-ui") == 0);
	}
	g_free(families);
	g_assert_cmpuint(opened.fonts->n_faces, ==, 4);
	for (size_t i = 0; i < opened.fonts->n_faces; i++) {
		const struct face *face = &opened.fonts->faces[i];

		g_assert_true(g_str_has_prefix(face->name, "NotoSans"));
		g_assert_true(g_str_has_suffix(face->name,
		    face->weight == WEIGHT_BOLD ? "-Bold" : "-Regular"));
		g_assert_cmpfloat(face->ascent, >, .5);
		g_assert_cmpfloat(face->descent, >, .1);
	}
	g_assert_cmpfloat_with_epsilon(
	    fonts_find(opened.fonts, opened.fonts->base, WEIGHT_BOLD)->cap, .714, .001);
	opened_release(&opened);
}

static void test_missing_characters(void)
{
	static const struct {
		const char *tag, *text, *said;
	} rows[] = {
		{ "en", "Call \xe2\x98\x8e now",
		    "t.1: no font of this language has the character \"☎\" (U+260E) [no-glyph]" },
		{ "en", "Mixed: 性", "U+6027" },
		{ "ar", "سلام ไทย", "U+0E44" },
		{ "hi", "नमस्ते ს", "U+10E1" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		const char *texts[] = { rows[i].text, "Nothing wrong here", NULL };
		struct opened opened;

		opened_init(&opened, rows[i].tag, texts, false);
		g_assert_null(opened.fonts);
		expect_said(&opened.desk, rows[i].said);
		expect_said(&opened.desk, "test.yaml:1:1: error: t.1");
		g_assert_cmpuint(opened.desk.diag.failures, ==, 0);
		opened_release(&opened);
	}
}

/* Each missing character is told once, where it stands first. */
static void test_told_once(void)
{
	const char *texts[] = { "☎", "☎☎ ☎", NULL };
	struct opened opened;

	opened_init(&opened, "es", texts, false);
	g_assert_null(opened.fonts);
	g_assert_cmpuint(opened.desk.diag.errors, ==, 1);
	opened_release(&opened);
}

static void test_missing_file(void)
{
	const char *texts[] = { "Hello", NULL };
	char *folder = folder_make();
	struct opened opened;

	opened_init(&opened, "en", texts, false);
	folder_put(folder, "NotoSans-Bold.ttf", "no font at all");
	g_assert_null(fonts_new(opened.desk.arena, folder, opened.type, &opened.edition,
	    &opened.contact, false, &opened.desk.diag));
	expect_said(&opened.desk, "NotoSans-Regular.ttf");
	expect_said(&opened.desk, "run `make fonts`");
	expect_said(&opened.desk, "NotoSans-Bold.ttf");
	g_assert_cmpuint(opened.desk.diag.failures, ==, 2);
	folder_remove(folder);
	g_free(folder);
	opened_release(&opened);
}

static void test_wrong_family(void)
{
	const char *texts[] = { "Hello", NULL };
	struct opened opened;
	char *folder = data_path("fonts");

	opened_init(&opened, "ar", texts, false);
	((struct family *)opened.edition.language->script->family)->files[WEIGHT_BOLD] =
	    "NotoSansThai-Bold.ttf";
	g_assert_null(fonts_new(opened.desk.arena, folder, opened.type, &opened.edition,
	    &opened.contact, false, &opened.desk.diag));
	expect_said(&opened.desk, "holds the family \"Noto Sans Thai\", not \"Noto Sans Arabic\"");
	g_free(folder);
	opened_release(&opened);
}

static bool has(const GArray *list, gunichar character)
{
	for (guint i = 0; i < list->len; i++)
		if (g_array_index(list, gunichar, i) == character)
			return true;
	return false;
}

static void test_characters(void)
{
	const char *texts[] = { "ກຳ ทำ ẹ́ が【é", NULL };
	static const gunichar wanted[] = { 0xe4d, 0xe32, 0xecd, 0xeb2, 'e', 0x323, 0x301, 0x1eb9,
		0xe9, 0x304b, 0x3099, 0x3010, 0x3011, 0x25cc, 0x2066, 0x2069, 0x200d, 0xa0, 0xad,
		'H', '0', '9' };
	struct opened opened;
	GArray *list;

	opened_init(&opened, "en", (const char *[]){ NULL }, false);
	opened.edition.entries = &(struct entry){ .path = "t.1", .phrase.text = texts[0] };
	opened.edition.n_entries = 1;
	list = characters_gather(&opened.edition, &opened.contact);
	for (size_t i = 0; i < G_N_ELEMENTS(wanted); i++) {
		if (!has(list, wanted[i])) {
			g_test_message("U+%04X is not in the set", wanted[i]);
			g_test_fail();
		}
	}
	for (guint i = 1; i < list->len; i++)
		g_assert_cmpuint(g_array_index(list, gunichar, i - 1), <,
		    g_array_index(list, gunichar, i));
	g_assert_false(has(list, 0x4e00));
	g_array_free(list, TRUE);
	opened_release(&opened);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/fonts/cut like whole", test_cut_like_whole);
	g_test_add_func("/fonts/editions in turn", test_editions_in_turn);
	g_test_add_func("/fonts/only declared", test_only_declared);
	g_test_add_func("/fonts/missing characters", test_missing_characters);
	g_test_add_func("/fonts/told once", test_told_once);
	g_test_add_func("/fonts/missing file", test_missing_file);
	g_test_add_func("/fonts/wrong family", test_wrong_family);
	g_test_add_func("/fonts/characters", test_characters);
	return g_test_run();
}
