/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "read/palette.h"

#include <math.h>

#include "expect.h"
#include "read/format.h"

static const struct palette *load(struct desk *desk)
{
	char *path = data_path("layouts/palette.yaml");
	const struct palette *palette = palette_load(desk->arena, path, &desk->diag);

	g_free(path);
	return palette;
}

/* WCAG 2's relative luminance and contrast of two inks on a screen. */
static double luminance(const struct ink *ink)
{
	double linear[3];

	for (int i = 0; i < 3; i++)
		linear[i] = ink->rgb[i] <= .03928 ? ink->rgb[i] / 12.92
						  : pow((ink->rgb[i] + .055) / 1.055, 2.4);
	return .2126 * linear[0] + .7152 * linear[1] + .0722 * linear[2];
}

static double contrast(const struct palette *palette, int a, int b)
{
	const double x = luminance(&palette->inks[a]), y = luminance(&palette->inks[b]);

	return (fmax(x, y) + .05) / (fmin(x, y) + .05);
}

static void test_shipped(void)
{
	struct desk desk;
	const struct palette *palette;
	const struct pair *pair;

	desk_init(&desk);
	palette = load(&desk);
	expect_silence(&desk);
	g_assert_nonnull(palette);
	g_assert_cmpuint(palette->n_inks, ==, 6);
	g_assert_cmpfloat(palette->ink_limit, ==, 2.4);
	g_assert_cmpstr(palette->inks[palette->paper].name, ==, "paper");
	g_assert_cmpstr(palette->inks[palette->black].name, ==, "ink");
	g_assert_true(palette->inks[palette->black].overprint);
	g_assert_cmpfloat(palette->inks[palette_find(palette, "harbour")].cmyk[3], ==, .7);
	g_assert_cmpfloat_with_epsilon(palette->inks[palette_find(palette, "signal")].rgb[1], .8,
	    1e-9);
	g_assert_cmpint((int)palette->inks[palette_find(palette, "tide")].mono_dot, ==, MONO_RING);
	g_assert_cmpint((int)palette->inks[palette_find(palette, "signal")].mono_dot, ==,
	    MONO_SOLID);
	g_assert_cmpint((int)palette->inks[palette_find(palette, "harbour")].mono_box, ==,
	    MONO_OUTLINE);
	g_assert_cmpint(palette_find(palette, "red"), ==, -1);
	g_assert_cmpstr(palette_names(desk.arena, palette)[0], ==, "ink");
	g_assert_null(palette_names(desk.arena, palette)[6]);
	/* Every pair is as readable as WCAG 2.1 AAA wants it, and what no eye or press can bear
	 * is not there. */
	for (size_t i = 0; i < palette->n_pairs; i++)
		g_assert_cmpfloat(
		    contrast(palette, palette->pairs[i].text, palette->pairs[i].ground), >=, 7);
	g_assert_null(palette_pair(palette, palette_find(palette, "harbour"),
	    palette_find(palette, "signal")));
	g_assert_null(palette_pair(palette, palette->paper, palette_find(palette, "signal")));
	g_assert_null(palette_pair(palette, palette_find(palette, "tide"), palette->paper));
	pair = palette_pair(palette, palette->paper, palette_find(palette, "harbour"));
	g_assert_cmpfloat(pair->bold, ==, 8);
	g_assert_cmpfloat(pair->regular, ==, 10);
	g_assert_cmpfloat(pair->bold_complex, ==, 10);
	g_assert_cmpfloat(pair->regular_complex, ==, 11);
	pair = palette_pair(palette, palette_find(palette, "harbour"), palette->paper);
	g_assert_cmpfloat(pair->bold, ==, 9);
	g_assert_cmpfloat(pair->regular, ==, 0);
	desk_release(&desk);
}

#define MONO(box, dot) "    mono: {box: " box ", dot: " dot ", mark: solid}\n"
#define PAPER "  paper:\n    cmyk: [0, 0, 0, 0]\n    rgb: \"#FFFFFF\"\n" MONO("paper", "paper")
#define BLACK "  ink:\n    cmyk: [0, 0, 0, 100]\n    rgb: \"#231F20\"\n" MONO("solid", "solid")
#define INKS PAPER BLACK
#define PAIRS "pairs:\n  - text: ink\n    ground: paper\n    bold: 6 pt\n"
#define RED(build, more)                                            \
	"ink_limit: 240 %\ninks:\n" INKS "  red:\n    cmyk: " build \
	"\n    rgb: \"#FF0000\"\n" more MONO("solid", "solid") PAIRS
#define ONE(rgb, mono) \
	"ink_limit: 240 %\ninks:\n  a:\n    cmyk: [0, 0, 0, 0]\n    rgb: " rgb "\n" mono PAIRS

static void test_bad(void)
{
	static const struct {
		const char *text, *said;
	} rows[] = {
		{ RED("[0, 100, 100, 0]", ""), "" },
		{ RED("[0, 100, 100, 50]", ""),
		    "red: 250 % of ink; ink_limit is 240 % [ink-limit]" },
		{ RED("[0, 100, 0]", ""), "4 numbers are needed, not 3" },
		{ RED("[0, 100, 120, 0]", ""), "\"120\" is not a number from 0 to 100" },
		{ RED("[0, 100, 100, 0]", "    overprint: yes\n"),
		    "red: only pure black may overprint [overprint]" },
		{ RED("[0, 0, 0, 0]", "    overprnt: yes\n"), "did you mean \"overprint\"?" },
		{ RED("[0, 0, 0, 1]", "") "  - text: rde\n    ground: paper\n    bold: 6 pt\n",
		    "did you mean \"red\"?" },
		{ RED("[0, 0, 0, 1]", "") "  - text: red\n    ground: paper\n",
		    "neither bold nor regular" },
		{ RED("[0, 0, 0, 1]", "") "  - text: red\n    ground: red\n    bold: 6 pt\n",
		    "cannot be seen [pair]" },
		{ RED("[0, 0, 0, 1]", "") "  - text: ink\n    ground: paper\n    bold: 6 pt\n",
		    "stands here twice [pair]" },
		{ RED("[0, 0, 0, 1]", "") "  - text: red\n    ground: ink\n    bold: 6 mm\n",
		    "\"6 mm\" is not a size in pt" },
		{ "ink_limit: 240 pt\ninks:\n" INKS PAIRS,
		    "ink_limit: not between 100 % and 400 %" },
		{ ONE("\"#FFF\"", MONO("solid", "ring")), "a: \"#FFF\" is not a colour [colour]" },
		{ ONE("\"#FFFFFF\"", MONO("ring", "ring")), "unknown box \"ring\"" },
		{ ONE("\"#FFFFFF\"", MONO("solid", "ring")), "inks: \"paper\" is missing" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		struct desk desk;
		char *folder = folder_make(),
		     *path = g_build_filename(folder, "palette.yaml", NULL);
		const struct palette *palette;

		desk_init(&desk);
		folder_put(folder, "palette.yaml", rows[i].text);
		palette = palette_load(desk.arena, path, &desk.diag);
		expect_said(&desk, rows[i].said);
		g_assert_true((palette != NULL) == !*rows[i].said);
		g_assert_true((desk.diag.errors > 0) == (*rows[i].said != 0));
		folder_remove(folder);
		g_free(path);
		g_free(folder);
		desk_release(&desk);
	}
}

static void test_formats(void)
{
	/* Points from the standards' own numbers: ISO 216, ISO/IEC 7810, and inches. */
	static const struct {
		const char *name;
		double width, height, bleed;
		bool metric;
	} rows[] = {
		{ "letter", 612, 792, 9, false },
		{ "legal", 612, 1008, 9, false },
		{ "11x14", 792, 1008, 9, false },
		{ "tabloid", 792, 1224, 9, false },
		{ "18x24", 1296, 1728, 9, false },
		{ "24x36", 1728, 2592, 9, false },
		{ "a4", 595.276, 841.890, 8.504, true },
		{ "a3", 841.890, 1190.551, 8.504, true },
		{ "a2", 1190.551, 1683.780, 8.504, true },
		{ "a1", 1683.780, 2383.937, 8.504, true },
		{ "us", 252, 144, 9, false },
		{ "eu", 240.945, 155.906, 8.504, true },
		{ "cr80", 242.646, 153.014, 8.504, true },
	};
	struct desk desk;
	char *path = data_path("layouts/formats.yaml");
	const struct formats *formats;

	desk_init(&desk);
	formats = formats_load(desk.arena, path, &desk.diag);
	expect_silence(&desk);
	g_assert_nonnull(formats);
	g_assert_cmpuint(formats->count, ==, G_N_ELEMENTS(rows));
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		const struct format *format = format_find(formats, rows[i].name);

		g_assert_nonnull(format);
		g_assert_cmpfloat_with_epsilon(format->width, rows[i].width, .001);
		g_assert_cmpfloat_with_epsilon(format->height, rows[i].height, .001);
		g_assert_cmpfloat_with_epsilon(format->bleed, rows[i].bleed, .001);
		g_assert_cmpint(format->metric, ==, rows[i].metric);
	}
	g_assert_null(format_find(formats, "a5"));
	g_free(path);
	desk_release(&desk);
}

static void test_bad_formats(void)
{
	struct desk desk;
	char *folder = folder_make(), *path = g_build_filename(folder, "formats.yaml", NULL);

	desk_init(&desk);
	folder_put(folder, "formats.yaml",
	    "a:\n  width: 3 u\n  height: 3 km\n  bleed: 0\nb:\n  width: 1 mm\n  height: 900 in\n"
	    "  bleed: -3 mm\nc:\n  widht: 3 in\n");
	g_assert_null(formats_load(desk.arena, path, &desk.diag));
	expect_said(&desk, "formats.yaml:3:11: error: a.height: \"3 km\" is not a length");
	expect_said(&desk,
	    "formats.yaml:6:10: error: b.width: 1 mm is not between 12.7 mm and 5080 mm [range]");
	expect_said(&desk, "formats.yaml:7:11: error: b.height: 900 in is not between");
	expect_said(&desk,
	    "formats.yaml:8:10: error: b.bleed: -3 mm is not between 0 mm and 25.4 mm");
	expect_said(&desk, "formats.yaml:10:3: error: unknown key \"widht\"");
	expect_said(&desk, "did you mean \"width\"?");
	expect_said(&desk, "formats.yaml:9:1: error: c: \"width\" is missing");
	folder_remove(folder);
	g_free(path);
	g_free(folder);
	desk_release(&desk);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/palette/shipped", test_shipped);
	g_test_add_func("/palette/bad", test_bad);
	g_test_add_func("/format/shipped", test_formats);
	g_test_add_func("/format/bad", test_bad_formats);
	return g_test_run();
}
