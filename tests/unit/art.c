/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compose/art.h"

#include "compose/sheet.h"
#include "expect.h"

#define HEAD \
	"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 48 48\" fill=\"currentColor\">"

static bool parse(struct desk *desk, const char *text, struct art *art)
{
	*art = (struct art){ 0 };
	return art_parse(desk->arena, source_of(desk, text, strlen(text)), art, &desk->diag);
}

static void test_path(void)
{
	struct desk desk;
	struct art art;

	desk_init(&desk);
	g_assert_true(parse(&desk,
	    HEAD "<title>A dot</title><path d=\"M1 2L3,4 5 6C1 2 3 4 5 -6.5Z\"/></svg>", &art));
	expect_silence(&desk);
	g_assert_cmpfloat(art.side, ==, 48);
	g_assert_cmpuint(art.n_verbs, ==, 5);
	g_assert_cmpint(art.verbs[0], ==, PATH_MOVE);
	g_assert_cmpint(art.verbs[2], ==, PATH_LINE);
	g_assert_cmpint(art.verbs[3], ==, PATH_CURVE);
	g_assert_cmpint(art.verbs[4], ==, PATH_CLOSE);
	g_assert_cmpfloat(art.coords[11], ==, -6.5);
	desk_release(&desk);
}

/* Everything else is refused by name: references to files and the network before all. */
static void test_refused(void)
{
	static const char *const bad[][2] = {
		{ HEAD "<image href=\"file:///etc/passwd\"/></svg>", "element \"image\"" },
		{ HEAD "<use href=\"https://example.org/x.svg#a\"/></svg>", "element \"use\"" },
		{ HEAD "<style>@import url(x)</style></svg>", "element \"style\"" },
		{ HEAD "<script>1</script></svg>", "element \"script\"" },
		{ HEAD "<path d=\"M0 0Z\" style=\"fill:url(x)\"/></svg>", "attribute \"style\"" },
		{ HEAD "<path d=\"M0 0l1 1Z\"/></svg>", "path command \"l\"" },
		{ HEAD "<path d=\"M0 0A1 1 0 0 0 1 1Z\"/></svg>", "path command \"A\"" },
		{ HEAD "<path d=\"M0\"/></svg>", "path data" },
		{ HEAD "<path d=\"M0 nan\"/></svg>", "path data" },
		{ HEAD "<path d=\"M0 1e9\"/></svg>", "path data" },
		{ HEAD "<path d=\"M-500 1L4000 1Z\"/></svg>", "outside the viewBox" },
		{ HEAD "</svg>", "no path" },
		{ HEAD "<path d=\"M0 0L1 1Z\"/>", "not well-formed" },
		{ "<!DOCTYPE svg SYSTEM \"http://example.org/x.dtd\">" HEAD
		  "<path d=\"M0 0Z\"/></svg>",
		    "passage" },
		{ "<svg viewBox=\"0 0 48 40\"><path d=\"M0 0L1 1Z\"/></svg>", "viewBox" },
		{ "<svg viewBox=\"0 0 48 48\" fill=\"#f00\"><path d=\"M0 0L1 1Z\"/></svg>",
		    "fill" },
		{ "", "bad-art" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
		struct desk desk;
		struct art art;

		desk_init(&desk);
		g_assert_false(parse(&desk, bad[i][0], &art));
		g_assert_cmpuint(desk.diag.errors, >, 0);
		expect_said(&desk, bad[i][1]);
		desk_release(&desk);
	}
}

/* Everything that is shipped reads, and lies inside its box. */
static void test_shipped(void)
{
	struct desk desk;
	char *folder = data_path("layouts");
	const struct gallery *gallery;

	desk_init(&desk);
	gallery = gallery_load(desk.arena, folder, &desk.diag);
	expect_silence(&desk);
	g_assert_nonnull(gallery);
	g_assert_cmpuint(gallery->count, ==, 8);
	g_assert_null(gallery_find(gallery, "nothing"));
	g_assert_true(gallery_find(gallery, "report")->mirror);
	g_assert_false(gallery_find(gallery, "harm")->mirror);
	for (size_t i = 0; i < gallery->count; i++) {
		const struct art *art = &gallery->arts[i];
		size_t n = 0;

		for (size_t j = 0; j < art->n_verbs; j++)
			n += art->verbs[j] == PATH_CURVE ? 6 : art->verbs[j] == PATH_CLOSE ? 0 : 2;
		for (size_t j = 0; j < n; j++) {
			g_assert_cmpfloat(art->coords[j], >=, 0);
			g_assert_cmpfloat(art->coords[j], <=, art->side);
		}
	}
	desk_release(&desk);
	g_free(folder);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/art/path", test_path);
	g_test_add_func("/art/refused", test_refused);
	g_test_add_func("/art/shipped", test_shipped);
	return g_test_run();
}
