/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/geom.h"

#include <glib.h>
#include <math.h>

static const char *const names[UNIT_COUNT] = { "pt", "mm", "in", "u", "em", "%" };

/* What is written as text is read as the same length, with or without a space before the unit. */
static void test_round_trip(void)
{
	GRand *rand = g_rand_new_with_seed(2);

	for (int i = 0; i < 5000; i++) {
		const double value = g_rand_int_range(rand, -500000, 500001) / 1000.0;
		const int unit = g_rand_int_range(rand, 0, UNIT_COUNT);
		char number[G_ASCII_DTOSTR_BUF_SIZE];
		struct length length = { 0 };
		char *text;

		g_ascii_formatd(number, sizeof(number), "%.3f", value);
		text = g_strdup_printf("%s%s%s", number, i % 2 ? " " : "", names[unit]);
		g_assert_true(length_parse(text, &length));
		g_assert_cmpint((int)length.unit, ==, unit);
		g_assert_cmpfloat_with_epsilon(length.value, value, 1e-12);
		g_free(text);
	}
	g_rand_free(rand);
}

static void test_refused(void)
{
	static const char *const bad[] = {
		"",
		" ",
		"3",
		"-3",
		"mm",
		"3 m",
		"3 MM",
		"3 mm ",
		" 3 mm",
		"3,5 mm",
		"1e3 pt",
		"0x10 pt",
		"inf pt",
		"nan pt",
		"+3 pt",
		"--3 pt",
		"3. pt",
		".5 pt",
		"1/0 in",
		"1/ in",
		"/8 in",
		"1/-8 in",
		"1/2/3 in",
		"3 mm 4",
		"3\tmm",
		"٣ mm",
		"12345678901234567890123456789012345 pt",
		"pt 3",
		"-",
		"1.2.3 pt",
	};

	for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
		struct length length = { 17, UNIT_EM };

		if (length_parse(bad[i], &length)) {
			g_test_message("taken as a length: \"%s\"", bad[i]);
			g_test_fail();
		}
		g_assert_cmpfloat(length.value, ==, 17);
		g_assert_cmpint(length.unit, ==, UNIT_EM);
	}
}

static double points(const char *text)
{
	struct length length;

	g_assert_true(length_parse(text, &length));
	return length_points(length, 25.5, 12, 200);
}

static void test_points(void)
{
	g_assert_cmpfloat_with_epsilon(points("1/8 in"), 9, 1e-9);
	g_assert_cmpfloat_with_epsilon(points("-9pt"), -9, 1e-9);
	g_assert_cmpfloat_with_epsilon(points("25.4 mm"), 72, 1e-9);
	g_assert_cmpfloat_with_epsilon(points("210 mm"), 595.2756, 1e-4);
	g_assert_cmpfloat_with_epsilon(points("2 u"), 51, 1e-9);
	g_assert_cmpfloat_with_epsilon(points("1.5 em"), 18, 1e-9);
	g_assert_cmpfloat_with_epsilon(points("86 %"), 172, 1e-9);
	g_assert_cmpfloat_with_epsilon(points("0"), 0, 1e-9);
	g_assert_cmpfloat_with_epsilon(geom_mm(points("3 mm")), 3, 1e-9);
}

static bool is_empty(struct rect rect)
{
	return rect.width <= 0 || rect.height <= 0;
}

static void test_rects(void)
{
	GRand *rand = g_rand_new_with_seed(3);

	for (int i = 0; i < 2000; i++) {
		const struct rect a = { g_rand_int_range(rand, -9, 9),
			g_rand_int_range(rand, -9, 9), g_rand_int_range(rand, 0, 9),
			g_rand_int_range(rand, 0, 9) };
		const struct rect b = { g_rand_int_range(rand, -9, 9),
			g_rand_int_range(rand, -9, 9), g_rand_int_range(rand, 0, 9),
			g_rand_int_range(rand, 0, 9) };
		const struct rect sum = rect_union(a, b);

		g_assert_true(is_empty(a) || rect_contains(sum, a, 0));
		g_assert_true(is_empty(b) || rect_contains(sum, b, 0));
		/* No larger than it must be: each side is a side of one of the two. */
		g_assert_true(fabs(sum.x - a.x) < 1e-9 || fabs(sum.x - b.x) < 1e-9);
		g_assert_true(fabs(sum.y + sum.height - a.y - a.height) < 1e-9 ||
		    fabs(sum.y + sum.height - b.y - b.height) < 1e-9);
		g_assert_true(is_empty(b) || rect_contains(a, b, 100));
		/* What both cover lies in each; it has an area where they meet. */
		struct rect common = rect_common(a, b);
		g_assert_true(is_empty(common) ||
		    (rect_contains(a, common, 1e-9) && rect_contains(b, common, 1e-9)));
		if (!is_empty(a) && !is_empty(b)) {
			g_assert_cmpint(rect_meets(a, b), ==, !is_empty(common));
			g_assert_true(rect_contains(rect_grown(a, 3), a, 0));
			g_assert_true(rect_contains(a, rect_grown(rect_grown(a, 3), -3), 1e-9));
		}
	}
	g_assert_false(
	    rect_contains((struct rect){ 0, 0, 10, 10 }, (struct rect){ 5, 5, 5.2, 2 }, .1));
	g_assert_true(
	    rect_contains((struct rect){ 0, 0, 10, 10 }, (struct rect){ 5, 5, 5.2, 2 }, .3));
	g_rand_free(rand);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/geom/length-round-trip", test_round_trip);
	g_test_add_func("/geom/length-refused", test_refused);
	g_test_add_func("/geom/length-points", test_points);
	g_test_add_func("/geom/rects", test_rects);
	return g_test_run();
}
