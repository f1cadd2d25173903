/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "read/layout.h"

#include "expect.h"

struct shelf {
	struct desk desk;
	const struct formats *formats;
	const struct palette *palette;
	const struct typography *type;
	char *folder;
};

static void shelf_init(struct shelf *shelf)
{
	char *formats = data_path("layouts/formats.yaml"),
	     *palette = data_path("layouts/palette.yaml");
	char *type = data_path("layouts/type.yaml");

	desk_init(&shelf->desk);
	shelf->formats = formats_load(shelf->desk.arena, formats, &shelf->desk.diag);
	shelf->palette = palette_load(shelf->desk.arena, palette, &shelf->desk.diag);
	shelf->type = type_load(shelf->desk.arena, type, &shelf->desk.diag);
	expect_silence(&shelf->desk);
	shelf->folder = folder_make();
	g_free(formats);
	g_free(palette);
	g_free(type);
}

static void shelf_release(struct shelf *shelf)
{
	folder_remove(shelf->folder);
	g_free(shelf->folder);
	desk_release(&shelf->desk);
}

static const struct layout *load(struct shelf *shelf, const char *text)
{
	char *path = g_build_filename(shelf->folder, "piece.yaml", NULL);
	const struct layout *layout;

	folder_put(shelf->folder, "piece.yaml", text);
	layout = layout_load(shelf->desk.arena, path, shelf->formats, shelf->palette, shelf->type,
	    &shelf->desk.diag);
	g_free(path);
	return layout;
}

/* A whole piece, small. `%s` is one more line or block of text. */
static const char *const small =
    "formats: [letter, a2]\n"
    "orientation: portrait\n"
    "unit: {short_side_parts: 24}\n"
    "stature: {squat: 1.3, tall: 1.5}\n"
    "margin: {sides: 1.5 u, ends: 1 u, furniture: 6 mm}\n"
    "outline: 2 pt\n"
    "lengths:\n"
    "  qr: {all: 4 u, a2: 5 u}\n"
    "  tall: {squat: 10 pt, tall: 20 pt}\n"
    "roles:\n"
    "  title: {weight: bold, size: 40 pt, floor: 20 pt, column: title, ink: ink}\n"
    "sides:\n"
    "  - name: front\n"
    "    frames:\n"
    "      - name: page\n"
    "        y: [top + 1 u, bottom - 56 %]\n"
    "        blocks:\n"
    "          - space: [1 u, 2 u]\n"
    "          - text: {from: guide.title, role: title}\n"
    "          - qr: {size: qr}\n";

static void test_small(void)
{
	struct shelf shelf;
	const struct layout *layout;
	const struct frame *frame;
	double width, height;

	shelf_init(&shelf);
	layout = load(&shelf, small);
	expect_silence(&shelf.desk);
	g_assert_nonnull(layout);
	g_assert_cmpuint(layout->n_formats, ==, 2);
	layout_trim(layout, layout->formats[0], &width, &height);
	g_assert_cmpfloat_with_epsilon(width, 612, 1e-9);
	frame = &layout->sides[0].frames[0];
	g_assert_cmpfloat_with_epsilon(layout_points(layout, layout->formats[0], frame->y[0].by, 0),
	    25.5, 1e-9);
	g_assert_cmpfloat_with_epsilon(layout_points(layout, layout->formats[0], frame->y[1].by, 0),
	    792 * .56, 1e-9);
	g_assert_cmpuint(frame->body.n_blocks, ==, 3);
	g_assert_cmpfloat_with_epsilon(
	    layout_points(layout, layout->formats[0], frame->body.blocks[2].height.tight, 0), 102,
	    1e-9);
	g_assert_cmpfloat_with_epsilon(
	    layout_points(layout, layout->formats[1], frame->body.blocks[2].height.tight, 0),
	    layout->formats[1]->width / 24 * 5, 1e-9);
	shelf_release(&shelf);
}

/* `tall` grows from 10 pt at 1.3 to 20 pt at 1.5: letter (1.294) is squat, A2 (1.414) in between.
 */
static void test_grows(void)
{
	struct shelf shelf;
	const struct layout *layout;
	struct dim dim = { .named = NULL };

	shelf_init(&shelf);
	layout = load(&shelf, small);
	g_assert_nonnull(layout);
	for (size_t i = 0; i < layout->n_lengths; i++)
		if (strcmp(layout->lengths[i].name.text, "tall") == 0)
			dim.named = &layout->lengths[i];
	g_assert_nonnull(dim.named);
	g_assert_cmpfloat_with_epsilon(layout_points(layout, layout->formats[0], dim, 0), 10, 1e-9);
	g_assert_cmpfloat_with_epsilon(layout_points(layout, layout->formats[1], dim, 0), 15.71,
	    .01);
	shelf_release(&shelf);
}

struct mistake {
	const char *from, *to; /* in `small` */
	const char *said;
};

static const struct mistake mistakes[] = {
	{ "a2]", "a22]", "unknown format \"a22\"" },
	{ "size: qr", "size: qrr", "unknown length \"qrr\"" },
	{ "role: title}", "role: titel}", "did you mean" },
	{ "ink: ink}", "ink: inky}", "unknown ink \"inky\"" },
	{ "bottom - 56 %", "botom - 56 %", "unknown edge \"botom\"" },
	{ "top + 1 u", "top + 1 u + 2 u", "is not a length" },
	{ "top + 1 u", "top+1 u", "unknown edge" },
	{ "- text:", "- txt:", "unknown kind of block \"txt\"" },
	{ "[1 u, 2 u]", "[1 u, 2 u, 3 u]", "expected one length, or two" },
	{ "from: guide.title, ", "", "from" },
	{ "orientation: portrait", "orientation: sideways", "sideways" },
	{ "unit: {short_side_parts: 24}\n", "", "counts in u" },
	{ "4 u, a2: 5 u", "4 u, a7: 5 u", "neither `all` nor a format" },
	{ "{all: 4 u, a2: 5 u}", "{a2: 5 u}", "says nothing for letter" },
	{ "role: title}", "role: title, colour: red}", "unknown key \"colour\"" },
};

static void test_mistakes(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(mistakes); i++) {
		struct shelf shelf;
		const char *at = strstr(small, mistakes[i].from);
		GString *text = g_string_new_len(small, at - small);

		g_assert_nonnull(at);
		g_string_append(text, mistakes[i].to);
		g_string_append(text, at + strlen(mistakes[i].from));
		shelf_init(&shelf);
		g_assert_null(load(&shelf, text->str));
		g_assert_cmpuint(shelf.desk.diag.errors, >, 0);
		expect_said(&shelf.desk, mistakes[i].said);
		shelf_release(&shelf);
		g_string_free(text, TRUE);
	}
}

/* Steps must speak of roles and blocks that there are. */
static void test_fit(void)
{
	static const char *const fits[][2] = {
		{ "fit:\n  - steps:\n      - shrink: {roles: [titel], to: floor}\n",
		    "unknown role \"titel\"" },
		{ "fit:\n  - steps:\n      - drop: {block: nothing}\n",
		    "unknown block \"nothing\"" },
		{ "fit:\n  - steps:\n      - move: {frame: qr, bottom: top}\n",
		    "unknown frame \"qr\"" },
		{ "fit:\n  - frames: [pag]\n    steps: []\n", "did you mean \"page\"" },
		{ "fit:\n  - steps:\n      - air: {to: 2}\n", "air" },
		{ "fit:\n  - steps:\n      - squeeze: {to: 2}\n", "unknown kind of step" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(fits); i++) {
		struct shelf shelf;
		char *text = g_strconcat(small, fits[i][0], NULL);

		shelf_init(&shelf);
		g_assert_null(load(&shelf, text));
		expect_said(&shelf.desk, fits[i][1]);
		shelf_release(&shelf);
		g_free(text);
	}
}

/* All errors of a file are told at once. */
static void test_all_at_once(void)
{
	struct shelf shelf;
	GString *text = g_string_new(small);

	g_string_replace(text, "ink: ink}", "ink: inky}", 1);
	g_string_replace(text, "a2]", "a22]", 1);
	g_string_replace(text, "- qr:", "- qq:", 1);
	shelf_init(&shelf);
	g_assert_null(load(&shelf, text->str));
	expect_said(&shelf.desk, "inky");
	expect_said(&shelf.desk, "a22");
	expect_said(&shelf.desk, "qq");
	shelf_release(&shelf);
	g_string_free(text, TRUE);
}

/* The pieces that are shipped read without a word, and are these, in these formats. */
static void test_shipped(void)
{
	struct shelf shelf;
	char *folder = data_path("layouts");
	const struct layout **layouts;
	size_t count, formats = 0, sides = 0;

	shelf_init(&shelf);
	layouts = layout_list(shelf.desk.arena, folder, shelf.formats, shelf.palette, shelf.type,
	    &count, &shelf.desk.diag);
	expect_silence(&shelf.desk);
	g_assert_nonnull(layouts);
	g_assert_cmpuint(count, ==, 4);
	for (size_t i = 0; i < count; i++) {
		formats += layouts[i]->n_formats;
		sides += layouts[i]->n_formats * layouts[i]->n_sides;
	}
	g_assert_cmpuint(formats, ==, 17);
	g_assert_cmpuint(sides, ==, 24);
	shelf_release(&shelf);
	g_free(folder);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/layout/small", test_small);
	g_test_add_func("/layout/grows", test_grows);
	g_test_add_func("/layout/mistakes", test_mistakes);
	g_test_add_func("/layout/fit", test_fit);
	g_test_add_func("/layout/all-at-once", test_all_at_once);
	g_test_add_func("/layout/shipped", test_shipped);
	return g_test_run();
}
