/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compose/qr.h"

#include <glib.h>
#include <math.h>
#include <string.h>

static const char *const texts[] = {
	"https://CyberTipline.org",
	"tel:+18008435678",
	"A",
	"0123456789",
	"https://example.org/a/rather/long/address?with=parameters&and=more#fragments",
};

/* The rectangles cover each dark module once and no light one. */
static void test_rects(void)
{
	struct arena *arena = arena_new();
	struct diag diag;
	diag_init(&diag, DIAG_TEXT);
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
		const struct qr *qr = qr_encode(arena, texts[i], (struct place){ 0 }, &diag);
		g_assert_nonnull(qr);
		size_t count, side = (size_t)qr->side, dark = 0;
		struct rect *rects = qr_rects(arena, qr, &count);
		unsigned char *seen = arena_alloc(arena, side * side);
		for (size_t j = 0; j < count; j++) {
			g_assert_cmpfloat(rects[j].x, ==, floor(rects[j].x));
			g_assert_cmpfloat(rects[j].width, >=, 1);
			g_assert_cmpfloat(rects[j].height, >=, 1);
			for (int y = (int)rects[j].y; y < (int)(rects[j].y + rects[j].height); y++)
				for (int x = (int)rects[j].x;
				    x < (int)(rects[j].x + rects[j].width); x++)
					seen[(size_t)y * side + (size_t)x]++;
		}
		g_assert_cmpint(memcmp(seen, qr->dark, side * side), ==, 0);
		for (size_t j = 0; j < side * side; j++)
			dark += qr->dark[j];
		g_assert_cmpuint(count, <, dark);
	}
	g_assert_cmpuint(diag.errors, ==, 0);
	diag_release(&diag);
	arena_free(arena);
}

/* Sizes in layouts rely on it: 24 bytes are version 2 at level M. */
static void test_version(void)
{
	struct arena *arena = arena_new();
	struct diag diag;
	diag_init(&diag, DIAG_TEXT);
	const struct qr *qr = qr_encode(arena, texts[0], (struct place){ 0 }, &diag);
	g_assert_cmpint(qr->side, ==, 25);
	/* The three finder patterns, and none at the lower right. */
	static const unsigned char row[] = { 1, 1, 1, 1, 1, 1, 1, 0 };
	g_assert_cmpint(memcmp(qr->dark, row, 8), ==, 0);
	g_assert_cmpint(memcmp(qr->dark + (size_t)24 * 25, row, 8), ==, 0);
	g_assert_cmpint(memcmp(qr->dark + 18, row, 7), ==, 0);
	g_assert_cmpint(memcmp(qr->dark + (size_t)24 * 25 + 18, row, 7), !=, 0);
	diag_release(&diag);
	arena_free(arena);
}

static void test_long(void)
{
	struct arena *arena = arena_new();
	struct diag diag;
	g_autofree char *text = g_strnfill(5000, 'a');
	diag_init(&diag, DIAG_TEXT);
	g_assert_null(qr_encode(arena, text, (struct place){ 0 }, &diag));
	g_assert_cmpuint(diag.errors, ==, 1);
	g_assert_nonnull(strstr(diag.out->str, "qr-long"));
	diag_release(&diag);
	arena_free(arena);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/qr/rects", test_rects);
	g_test_add_func("/qr/version", test_version);
	g_test_add_func("/qr/long", test_long);
	return g_test_run();
}
