/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "press/ops.h"

#include <string.h>

#include "pdf/content.h"
#include "press/paint.h"

static const struct ink paper = { .name = "paper", .rgb = { 1, 1, 1 } };
static const struct ink black = { .name = "ink", .cmyk = { 0, 0, 0, 1 }, .rgb = { 0.1, 0.1, 0.1 } };
static const struct ink blue = { .name = "blue",
	.cmyk = { 1, 0.6, 0.25, 0 },
	.rgb = { 0, 0.3, 0.5 } };

static const char *const tags[] = { "Document", "P", "H1" };

static const struct key keys[] = {
	{ &blue, false, ARTIFACT },
	{ &black, true, 1 },
	{ &black, true, 1 },
	{ &paper, false, 2 },
	{ NULL, false, ARTIFACT },
	{ &paper, true, 1 },
};

/* "%0 rg" style: each @N becomes the three numbers of key N. */
static char *keyed(const char *text)
{
	GString *out = g_string_new(NULL);
	for (; *text; text++) {
		if (*text != '@') {
			g_string_append_c(out, *text);
			continue;
		}
		double rgb[3];
		key_encode((size_t)g_ascii_digit_value(*++text), rgb);
		g_string_append_printf(out, "%g %g %g", rgb[0], rgb[1], rgb[2]);
	}
	return g_string_free(out, FALSE);
}

/* The rewritten stream, or NULL after a failure. */
static char *rewritten(const char *text, enum colour colour)
{
	struct ops ops = { .keys = keys,
		.n_keys = G_N_ELEMENTS(keys),
		.tags = tags,
		.colour = colour };
	struct diag diag;
	diag_init(&diag, DIAG_TEXT);
	g_autofree char *source = keyed(text);
	g_autoptr(GBytes) bytes = g_bytes_new(source, strlen(source));
	g_autoptr(GArray) marked = g_array_new(FALSE, FALSE, sizeof(int));
	GString *out = ops_rewrite(&ops, bytes, marked, &diag);
	g_assert_cmpint(out == NULL, ==, diag.failures == 1);
	g_assert_cmpuint(diag.errors, ==, 0);
	diag_release(&diag);
	return out ? g_string_free(out, FALSE) : NULL;
}

static void check(const char *text, enum colour colour, const char *expected)
{
	g_autofree char *out = rewritten(text, colour);
	g_assert_cmpstr(out, ==, expected);
}

static void test_keys(void)
{
	for (size_t i = 0; i < KEY_LIMIT; i++) {
		double rgb[3];
		key_encode(i, rgb);
		/* As a page has them: six digits. */
		for (int j = 0; j < 3; j++) {
			g_autofree char *text = g_strdup_printf("%.6g", rgb[j]);
			rgb[j] = g_ascii_strtod(text, NULL);
		}
		g_assert_cmpint(key_decode(rgb), ==, (long)i);
		rgb[2] = rgb[2] > 0.5 ? rgb[2] - 1 / 255.0 : rgb[2] + 1 / 255.0;
		g_assert_cmpint(key_decode(rgb), ==, -1);
	}
	static const double strangers[][3] = { { 0, 0, 0 }, { 1, 1, 1 }, { 0.1, 0.2, 0.3 },
		{ -1, 0, 0 }, { 2, 0, 0 } };
	for (size_t i = 0; i < G_N_ELEMENTS(strangers); i++)
		g_assert_cmpint(key_decode(strangers[i]), ==, -1);
}

static void test_inks(void)
{
	check("@0 rg 0 0 m 1 1 l f", COLOUR_CMYK,
	    "1 0.6 0.25 0 k\n/Artifact BMC\n0 0 m\n1 1 l\nf\nEMC\n");
	check("@0 rg 0 0 m 1 1 l f", COLOUR_RGB,
	    "0 0.3 0.5 rg\n/Artifact BMC\n0 0 m\n1 1 l\nf\nEMC\n");
	check("@0 RG 1 w 0 0 m 1 1 l S", COLOUR_CMYK,
	    "1 0.6 0.25 0 K\n1 w\n/Artifact BMC\n0 0 m\n1 1 l\nS\nEMC\n");
	check("@4 RG 0 0 m 1 1 l S", COLOUR_CMYK,
	    "/All CS 1 SCN\n/Artifact BMC\n0 0 m\n1 1 l\nS\nEMC\n");
}

/* Neighbours of one element share a sequence and an ink; overprint is on for what wants it and off
 * again after. */
static void test_state(void)
{
	check("@1 rg 0 0 1 1 re f @2 rg 2 2 1 1 re f @3 rg 3 3 1 1 re f", COLOUR_CMYK,
	    "0 0 0 1 k\n/O1 gs\n/P <</MCID 0>> BDC\n0 0 1 1 re\nf\n2 2 1 1 re\nf\n"
	    "0 0 0 0 k\n/O0 gs\nEMC\n/H1 <</MCID 1>> BDC\n3 3 1 1 re\nf\nEMC\n");
	/* Q brings the old ink and overprint back; a sequence does not reach over it. */
	check("@0 rg q @1 rg 0 0 1 1 re f Q 0 0 1 1 re f", COLOUR_CMYK,
	    "1 0.6 0.25 0 k\nq\n0 0 0 1 k\n/O1 gs\n/P <</MCID 0>> BDC\n0 0 1 1 re\nf\nEMC\nQ\n"
	    "/Artifact BMC\n0 0 1 1 re\nf\nEMC\n");
	/* No overprint where there are no plates. */
	check("@1 rg 0 0 1 1 re f", COLOUR_RGB,
	    "0.1 0.1 0.1 rg\n/P <</MCID 0>> BDC\n0 0 1 1 re\nf\nEMC\n");
	/* A clip is nobody's. */
	check("q 0 0 1 1 re W n Q", COLOUR_CMYK, "q\n0 0 1 1 re\nW\nn\nQ\n");
	check("/a0 gs", COLOUR_CMYK, "");
}

static void test_refused(void)
{
	static const char *const rows[] = {
		"1 0 0 rg 0 0 1 1 re f", /* no key */
		"0 g 0 0 1 1 re f",
		"@9 rg 0 0 1 1 re f",	     /* no such item */
		"0 0 1 1 re f",		     /* before any key */
		"@0 rg 0 0 1 1 re S",	     /* a stroke with a fill's key */
		"@0 rg 0 0 m @1 rg 1 1 l f", /* a colour inside a path */
		"@5 rg 0 0 1 1 re f",	     /* paper that overprints */
		"@0 rg 0 0 1 1 re B",
		"@0 rg 0 0 1 1 re b*",
		"/x0 Do",
		"/sh0 sh",
		"BI /W 1 /H 1 ID x EI",
		"/Cs cs",
		"0 0 0 1 k",
		"1 scn",
		"/P BMC",
		"EMC",
		"Q",
		"q",
		"0 0 1 1 re",
		"BT",
		"BT (x) Tj ET",
		"BT @0 rg ET",
		"BT 3 Tr ET",
		"(open",
	};
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *out = rewritten(rows[i], COLOUR_CMYK);
		if (out)
			g_error("let through: %s as %s", rows[i], out);
	}
	/* Marks for all plates have no place on a screen. */
	g_assert_null(rewritten("@4 rg 0 0 1 1 re f", COLOUR_RGB));
}

static void test_numbers(void)
{
	static const struct {
		double value;
		const char *text;
	} rows[] = {
		{ 0, "0" },
		{ 1, "1" },
		{ 0.5, "0.5" },
		{ 0.12345, "0.1235" },
		{ -0.00001, "0" },
		{ -2.5, "-2.5" },
		{ 14400, "14400" },
		{ 595.2756, "595.2756" },
		{ 100, "100" },
	};
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(GString) out = g_string_new(NULL);
		ops_number(out, rows[i].value);
		g_assert_cmpstr(out->str, ==, rows[i].text);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/ops/keys", test_keys);
	g_test_add_func("/ops/inks", test_inks);
	g_test_add_func("/ops/state", test_state);
	g_test_add_func("/ops/refused", test_refused);
	g_test_add_func("/ops/numbers", test_numbers);
	return g_test_run();
}
