/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "read/type.h"

#include <hb-ot.h>
#include <stdlib.h>

#include "expect.h"

static const struct typography *load(struct desk *desk)
{
	char *path = data_path("layouts/type.yaml");
	const struct typography *type = type_load(desk->arena, path, &desk->diag);

	g_free(path);
	expect_silence(desk);
	g_assert_nonnull(type);
	return type;
}

static const struct script *script_find(const struct typography *type, const char *name)
{
	for (size_t i = 0; i < type->n_scripts; i++) {
		if (strcmp(type->scripts[i].name, name) == 0)
			return &type->scripts[i];
	}
	g_test_message("no script %s", name);
	g_assert_not_reached();
}

static void test_languages(void)
{
	static const struct {
		const char *tag, *script, *family;
		bool rtl, spaces;
	} rows[] = {
		{ "en", "latin", "Noto Sans", false, true },
		{ "es", "latin", "Noto Sans", false, true },
		{ "es-419", "latin", "Noto Sans", false, true },
		{ "ar", "arabic", "Noto Sans Arabic", true, true },
		{ "ur", "arabic", "Noto Sans Arabic", true, true },
		{ "fa-AF", "arabic", "Noto Sans Arabic", true, true },
		{ "he", "hebrew", "Noto Sans Hebrew", true, true },
		{ "zh-Hans", "cjk-sc", "Noto Sans CJK SC", false, false },
		{ "zh-Hans-CN", "cjk-sc", "Noto Sans CJK SC", false, false },
		{ "zh-Hant", "cjk-tc", "Noto Sans CJK TC", false, false },
		{ "ja", "cjk-jp", "Noto Sans CJK JP", false, false },
		{ "ko", "cjk-kr", "Noto Sans CJK KR", false, true },
		{ "my", "burmese", "Padauk", false, false },
		{ "km", "khmer", "Noto Sans Khmer", false, false },
		{ "vi", "vietnamese", "Noto Sans", false, true },
		{ "pt-BR", "latin", "Noto Sans", false, true },
	};
	struct desk desk;
	const struct typography *type;

	desk_init(&desk);
	type = load(&desk);
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		const struct language *language = type_language(type, rows[i].tag);

		g_test_message("%s", rows[i].tag);
		g_assert_nonnull(language);
		g_assert_cmpstr(language->script->name, ==, rows[i].script);
		g_assert_cmpstr(language->script->family->name, ==, rows[i].family);
		g_assert_cmpint(language->script->rtl, ==, rows[i].rtl);
		g_assert_cmpint(language->script->spaces, ==, rows[i].spaces);
	}
	g_assert_null(type_language(type, "zh"));
	g_assert_null(type_language(type, "xx"));
	g_assert_null(type_language(type, "english"));
	g_assert_null(type_language(type, ""));
	g_assert_cmpstr(type->base->name, ==, "Noto Sans");
	g_assert_cmpstr(type->latin->name, ==, "latin");
	g_assert_cmpuint(type->n_languages, >=, 62);
	desk_release(&desk);
}

static void test_scripts(void)
{
	struct desk desk;
	const struct typography *type;

	desk_init(&desk);
	type = load(&desk);
	for (size_t i = 0; i < type->n_scripts; i++) {
		const struct script *script = &type->scripts[i];

		g_test_message("%s", script->name);
		/* Nothing is set tighter than its own letters are high, nor tighter in text than
		 * in titles. */
		g_assert_cmpfloat(script->leading[LEADING_TITLE], >=, script->top);
		g_assert_cmpfloat(script->leading[LEADING_HEADING], >=,
		    script->leading[LEADING_TITLE]);
		g_assert_cmpfloat(script->leading[LEADING_BODY], >=,
		    script->leading[LEADING_HEADING]);
		/* Nor than Latin. */
		for (int j = 0; j < LEADING_COUNT; j++)
			g_assert_cmpfloat(script->leading[j], >=, type->latin->leading[j]);
		g_assert_cmpint(script->class == CLASS_CJK, ==,
		    g_str_has_prefix(script->name, "cjk-"));
	}
	g_assert_cmpfloat(script_find(type, "arabic")->size, ==, 1.12);
	g_assert_cmpfloat(script_find(type, "khmer")->leading[LEADING_BODY], ==, 1.7);
	desk_release(&desk);
}

/* The face of a family in fonts/, or NULL when they are not there yet. */
static hb_face_t *face_open(const struct family *family, enum weight weight)
{
	char *name = g_build_filename("fonts", family->files[weight], NULL),
	     *path = data_path(name);
	hb_face_t *face = NULL;

	if (g_file_test(path, G_FILE_TEST_EXISTS)) {
		hb_blob_t *blob = hb_blob_create_from_file(path);

		face = hb_face_create(blob, (unsigned)family->index);
		hb_blob_destroy(blob);
	}
	g_free(path);
	g_free(name);
	return face;
}

static bool fonts_missing(const struct typography *type)
{
	hb_face_t *face = face_open(type->base, WEIGHT_BOLD);

	if (face) {
		hb_face_destroy(face);
		return false;
	}
	g_test_skip("fonts/ is empty: run `make fonts`");
	return true;
}

/* The names and weights that the files themselves give. */
static void test_families(void)
{
	struct desk desk;
	const struct typography *type;

	desk_init(&desk);
	type = load(&desk);
	for (size_t i = 0; i < type->n_families && !fonts_missing(type); i++) {
		const struct family *family = &type->families[i];

		for (int weight = 0; weight < WEIGHT_COUNT; weight++) {
			hb_face_t *face = face_open(family, (enum weight)weight);
			char name[100];
			unsigned size = sizeof(name);

			if (!face) {
				g_test_message("%s: %s is not in fonts/", family->name,
				    family->files[weight]);
				g_test_fail();
				continue;
			}
			hb_ot_name_get_utf8(face, HB_OT_NAME_ID_FONT_FAMILY,
			    hb_language_from_string("en", -1), &size, name);
			g_assert_cmpstr(name, ==, family->name);
			size = sizeof(name);
			hb_ot_name_get_utf8(face, HB_OT_NAME_ID_FONT_SUBFAMILY,
			    hb_language_from_string("en", -1), &size, name);
			g_assert_cmpstr(name, ==, weight == WEIGHT_BOLD ? "Bold" : "Regular");
			hb_face_destroy(face);
		}
	}
	desk_release(&desk);
}

/* The ink top of one shaped word, in em. */
static double word_top(hb_font_t *font, const char *word)
{
	hb_buffer_t *buffer = hb_buffer_create();
	const double em = hb_face_get_upem(hb_font_get_face(font));
	const hb_glyph_position_t *positions;
	const hb_glyph_info_t *infos;
	double top = 0;
	unsigned count;

	hb_buffer_add_utf8(buffer, word, -1, 0, -1);
	hb_buffer_guess_segment_properties(buffer);
	hb_shape(font, buffer, NULL, 0);
	infos = hb_buffer_get_glyph_infos(buffer, &count);
	positions = hb_buffer_get_glyph_positions(buffer, NULL);
	for (unsigned i = 0; i < count; i++) {
		hb_glyph_extents_t extents;

		g_assert_cmpuint(infos[i].codepoint, !=, 0);
		if (hb_font_get_glyph_extents(font, infos[i].codepoint, &extents) &&
		    extents.height != 0)
			top = MAX(top, (positions[i].y_offset + extents.y_bearing) / em);
	}
	hb_buffer_destroy(buffer);
	return top;
}

static int compare_numbers(const void *a, const void *b)
{
	const double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

/* The ink top below which `share` of the words stay. */
static double words_top(const struct script *script, const char *words, double share)
{
	hb_face_t *face = face_open(script->family, WEIGHT_BOLD);
	hb_font_t *font = hb_font_create(face);
	char **list = g_strsplit(words, " ", -1);
	const size_t count = g_strv_length(list);
	double *tops = g_new(double, count), top;

	for (size_t i = 0; i < count; i++)
		tops[i] = word_top(font, list[i]);
	qsort(tops, count, sizeof(*tops), compare_numbers);
	top = tops[(size_t)((double)count * share)];
	g_free(tops);
	g_strfreev(list);
	hb_font_destroy(font);
	hb_face_destroy(face);
	return top;
}

/* Letters of one height: `top` is theirs. */
static void test_heights(void)
{
	static const struct {
		const char *script, *letters;
	} rows[] = {
		{ "latin", "H" },
		{ "vietnamese", "H" },
		{ "cyrillic", "Н" },
		{ "greek", "Η" },
		{ "armenian", "Հ" },
		{ "hebrew", "ה" },
		{ "arabic", "ال" },
		{ "cherokee", "Ꮒ" },
		{ "cjk-sc", "国 儿 童 网 性 害 報 告 機 關" },
		{ "cjk-tc", "国 儿 童 网 性 害 報 告 機 關" },
		{ "cjk-jp", "国 儿 童 网 性 害 報 告 機 關" },
	};
	struct desk desk;
	const struct typography *type;

	desk_init(&desk);
	type = load(&desk);
	for (size_t i = 0; i < G_N_ELEMENTS(rows) && !fonts_missing(type); i++) {
		const struct script *script = script_find(type, rows[i].script);

		g_test_message("%s", rows[i].script);
		g_assert_cmpfloat_with_epsilon(words_top(script, rows[i].letters, .5), script->top,
		    .003);
	}
	desk_release(&desk);
}

/* The others: what a line of a few words usually reaches. HarfBuzz's releases place some marks a
 * little differently. */
static void test_words(void)
{
	struct desk desk;
	const struct typography *type;
	char *path = data_path("tests/unit/data/words.txt"), *text, **lines;
	unsigned scripts = 0;

	desk_init(&desk);
	type = load(&desk);
	g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
	lines = g_strsplit(text, "\n", -1);
	for (char **line = lines; *line && !fonts_missing(type); line++) {
		char **pair = g_strsplit(*line, ": ", 2);

		if ((*line)[0] != '#' && pair[0] && pair[1]) {
			const struct script *script = script_find(type, pair[0]);

			g_test_message("%s", pair[0]);
			g_assert_cmpfloat_with_epsilon(words_top(script, pair[1], .75), script->top,
			    .03);
			scripts++;
		}
		g_strfreev(pair);
	}
	g_test_message("%u scripts", scripts);
	g_strfreev(lines);
	g_free(text);
	g_free(path);
	desk_release(&desk);
}

#define REST                                                     \
	"families:\n  A:\n    regular: a.ttf\n    bold: b.ttf\n" \
	"languages:\n  en:\n    name: English\n    script: latin\n"
#define SCRIPT(name, family)                                         \
	"scripts:\n  " name ":\n    family: " family                 \
	"\n    class: alphabetic\n    direction: ltr\n    size: 1\n" \
	"    leading: {title: 1, heading: 1, body: 1}\n    top: 0.7\n    spaces: yes\n"

static void test_bad(void)
{
	static const struct {
		const char *text, *said;
	} rows[] = {
		{ "base: AB\n" SCRIPT("latin", "A") REST, "unknown family \"AB\"" },
		{ "base: A\n" SCRIPT("latin", "B") REST, "unknown family \"B\"" },
		{ "base: A\n" SCRIPT("latn", "A") REST, "scripts: \"latin\" is missing" },
		{ "base: A\n" SCRIPT("latn", "A") REST, "unknown script \"latin\"" },
		{ "base: A\n" SCRIPT("latin", "A") REST
		    "  es:\n    name: Spanish\n    script: ltain\n",
		    "did you mean \"latin\"?" },
		{ "base: A\nfamilies:\nscripts:\nlanguages:\n",
		    "families: empty, but a map is needed" },
		{ "base: A\n" SCRIPT("latin",
		      "A") "families:\n  A:\n    regular: ../a.ttf\n    bold: b\nlanguages:\n  a:\n"
			   "    name: a\n    script: latin\n",
		    "A: a file in fonts/, without folders [path]" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		struct desk desk;
		char *folder = folder_make(), *path = g_build_filename(folder, "type.yaml", NULL);

		desk_init(&desk);
		folder_put(folder, "type.yaml", rows[i].text);
		g_assert_null(type_load(desk.arena, path, &desk.diag));
		expect_said(&desk, rows[i].said);
		folder_remove(folder);
		g_free(path);
		g_free(folder);
		desk_release(&desk);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/type/languages", test_languages);
	g_test_add_func("/type/scripts", test_scripts);
	g_test_add_func("/type/families", test_families);
	g_test_add_func("/type/heights", test_heights);
	g_test_add_func("/type/words", test_words);
	g_test_add_func("/type/bad", test_bad);
	return g_test_run();
}
