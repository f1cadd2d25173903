/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The English pieces against the visual system's tables: bubbles, title, phone and QR code within 1
 * pt. Numbers are copied from the tables, not computed from layouts/.
 */
#include "compose/compose.h"
#include "expect.h"

struct press_room {
	struct desk desk;
	const struct formats *formats;
	const struct palette *palette;
	const struct typography *type;
	struct composer *composer;
	char *data;
};

static void room_init(struct press_room *room)
{
	const struct edition *edition;
	const struct contact *contact;
	struct diag *diag = &room->desk.diag;
	struct arena *arena;

	desk_init(&room->desk);
	arena = room->desk.arena;
	room->data = data_path(".");
	room->formats =
	    formats_load(arena, arena_printf(arena, "%s/layouts/formats.yaml", room->data), diag);
	room->palette =
	    palette_load(arena, arena_printf(arena, "%s/layouts/palette.yaml", room->data), diag);
	room->type =
	    type_load(arena, arena_printf(arena, "%s/layouts/type.yaml", room->data), diag);
	edition = edition_load(arena, arena_printf(arena, "%s/content", room->data), "en",
	    room->type, NULL, diag);
	contact = contact_load(arena, arena_printf(arena, "%s/content", room->data), "us", diag);
	g_assert_nonnull(edition);
	g_assert_nonnull(contact);
	room->composer =
	    composer_new(arena, room->data, edition, contact, room->palette, room->type, diag);
	g_assert_nonnull(room->composer);
}

static void room_release(struct press_room *room)
{
	g_free(room->data);
	desk_release(&room->desk);
}

static const struct document *composed(struct press_room *room, const char *piece,
    const char *format)
{
	struct arena *arena = room->desk.arena;
	const struct layout *layout =
	    layout_load(arena, arena_printf(arena, "%s/layouts/%s.yaml", room->data, piece),
		room->formats, room->palette, room->type, &room->desk.diag);
	const struct document *document;

	g_assert_nonnull(layout);
	document = compose_document(arena, room->composer, layout,
	    format_find(room->formats, format), false, NULL, &room->desk.diag);
	if (!document)
		g_test_message("%s", room->desk.diag.out->str);
	g_assert_nonnull(document);
	return document;
}

static struct rect path_box(const struct item *item)
{
	struct rect box = { G_MAXDOUBLE, G_MAXDOUBLE, 0, 0 };
	double right = -G_MAXDOUBLE, bottom = -G_MAXDOUBLE;
	const double *at = item->path.coords;

	for (size_t i = 0; i < item->path.n_verbs; i++) {
		int n = item->path.verbs[i] == PATH_CURVE ? 6
		    : item->path.verbs[i] == PATH_CLOSE	  ? 0
							  : 2;

		for (int j = 0; j < n; j += 2) {
			box.x = MIN(box.x, at[j]);
			right = MAX(right, at[j]);
			box.y = MIN(box.y, at[j + 1]);
			bottom = MAX(bottom, at[j + 1]);
		}
		at += n;
	}
	box.width = right - box.x;
	box.height = bottom - box.y;
	return box;
}

static void near(const char *what, double is, double should)
{
	if (is >= should - 1 && is <= should + 1)
		return;
	g_test_message("%s is at %.2f, the table says %.2f", what, is, should);
	g_test_fail();
}

/* The nth path of an ink on a sheet, by its edges. */
static void expect_box(const struct document *document, size_t sheet, const char *ink, int nth,
    const double edges[4])
{
	const struct sheet *on = &document->sheets[sheet];
	int index = palette_find(document->palette, ink);

	for (size_t i = 0; i < on->n_items; i++) {
		struct rect box;

		if (on->items[i].kind != ITEM_PATH || on->items[i].ink != index || nth-- > 0)
			continue;
		box = path_box(&on->items[i]);
		near("start edge", box.x, edges[0]);
		near("end edge", box.x + box.width, edges[1]);
		near("top", box.y, edges[2]);
		near("bottom", box.y + box.height, edges[3]);
		return;
	}
	g_assert_not_reached();
}

/* A line of type by how its text starts: pen start, top of its capitals, size. */
static void expect_type(const struct document *document, size_t sheet, const char *start,
    const double at[3])
{
	const struct sheet *on = &document->sheets[sheet];

	for (size_t i = 0; i < on->n_items; i++) {
		const struct item *item = &on->items[i];

		if (item->kind != ITEM_GLYPHS || !g_str_has_prefix(item->glyphs.text, start))
			continue;
		if (item->glyphs.size < at[2] - 1 || item->glyphs.size > at[2] + 1)
			continue;
		near("start of type", item->glyphs.sorts[0].x, at[0]);
		near("top of type", item->glyphs.sorts[0].y - .714 * item->glyphs.size, at[1]);
		return;
	}
	g_test_message("no \"%s\" at about %.1f pt", start, at[2]);
	g_test_fail();
}

static void expect_qr(const struct document *document, size_t sheet, double x, double y,
    double side)
{
	const struct sheet *on = &document->sheets[sheet];

	for (size_t i = 0; i < on->n_promises; i++) {
		if (on->promises[i].kind != CONTACT_KINDS)
			continue;
		near("QR start", on->promises[i].area.x, x);
		near("QR top", on->promises[i].area.y, y);
		near("QR side", on->promises[i].area.width, side);
		return;
	}
	g_assert_not_reached();
}

/* Section 7, 18 x 24: u = 54, all air given up, title at 2.62 u. */
static void test_poster(void)
{
	const double u = 54, hang = .03;
	struct press_room room;
	const struct document *document;

	room_init(&room);
	document = composed(&room, "poster", "18x24");
	g_assert_cmpuint(document->n_sheets, ==, 1);
	expect_box(document, 0, "harbour", 0, (const double[]){ -9, 22 * u, 1 * u, 14.313 * u });
	expect_box(document, 0, "signal", 1,
	    (const double[]){ 2 * u, 24 * u + 9, 23.416 * u, 30.066 * u });
	expect_type(document, 0, "Child", (const double[]){ 1.5 * u - hang * 141, 3.125 * u, 141 });
	expect_type(document, 0, "1-800-THE",
	    (const double[]){ 3.4 * u - hang * 99, 26.08 * u, 99.4 });
	expect_qr(document, 0, 18.2 * u, 24.591 * u, 4.3 * u);
	room_release(&room);
}

/* Section 7.3's table: sizes that the mock-ups reach. */
static void test_poster_sizes(void)
{
	static const struct {
		const char *format;
		double title, phone, qr_mm;
	} rows[] = { { "18x24", 141, 99, 82 }, { "24x36", 207, 132, 109 }, { "letter", 59, 47, 39 },
		{ "a4", -1, 46, 38 }, { "tabloid", -1, 61, 50 }, { "a3", -1, 65, 53 },
		{ "a2", -1, 89.3, 80 }, { "a1", -1, 129, 106 }, { "legal", -1, 47, 39 },
		{ "11x14", -1, 61, 50 } };

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		struct press_room room;
		const struct document *document;
		double title = 0, phone = 0;

		room_init(&room);
		document = composed(&room, "poster", rows[i].format);
		for (size_t j = 0; j < document->sheets[0].n_items; j++) {
			const struct item *item = &document->sheets[0].items[j];

			if (item->kind != ITEM_GLYPHS)
				continue;
			if (g_str_has_prefix(item->glyphs.text, "Child sex"))
				title = item->glyphs.size;
			if (g_str_has_prefix(item->glyphs.text, "1-800-THE"))
				phone = item->glyphs.size;
		}
		if (rows[i].title > 0)
			g_assert_cmpfloat_with_epsilon(title, rows[i].title, 2);
		g_assert_cmpfloat_with_epsilon(phone, rows[i].phone, 1);
		for (size_t j = 0; j < document->sheets[0].n_promises; j++)
			if (document->sheets[0].promises[j].kind == CONTACT_KINDS)
				g_assert_cmpfloat_with_epsilon(
				    geom_mm(document->sheets[0].promises[j].area.width),
				    rows[i].qr_mm, 1);
		room_release(&room);
	}
}

/* Section 8, letter. */
static void test_brochure(void)
{
	const double back = 261, cover = 526.5;
	struct press_room room;
	const struct document *document;

	room_init(&room);
	document = composed(&room, "brochure", "letter");
	g_assert_cmpuint(document->n_sheets, ==, 2);
	g_assert_cmpfloat(document->width, ==, 792);
	expect_box(document, 0, "harbour", 0, (const double[]){ cover - 2.83, 792 - 14, 30, 478 });
	expect_box(document, 0, "mist", 0, (const double[]){ -9, 261 - 14, 30, 612 - 30 });
	expect_box(document, 0, "signal", 1,
	    (const double[]){ back + 12, back + 265.5 - 12, 30, 422 });
	expect_type(document, 0, "Child", (const double[]){ cover + 22 - .03 * 31, 81, 31 });
	expect_type(document, 0, "Preventing", (const double[]){ cover + 22, 56, 13 });
	expect_type(document, 0, "Report if", (const double[]){ back + 30, 54, 17 });
	/* cta 4 x 21, +8, why 4 x 11.7, +16, phone, +8, digits, +8, URL, +12 */
	expect_type(document, 0, "1-800-THE",
	    (const double[]){ back + 30 - .03 * 25.8, 54 + 84 + 8 + 46.8 + 16, 25.8 });
	expect_qr(document, 0, back + 30, 54 + 84 + 8 + 46.8 + 16 + 25.8 + 8 + 16.5 + 8 + 19 + 12,
	    100);
	expect_box(document, 1, "signal", 0, (const double[]){ 265.5 - 14, 792 + 9, 512, 590 });
	expect_type(document, 1, "These online", (const double[]){ 22 + 40, 47, 14.4 });
	expect_type(document, 1, "These crimes are", (const double[]){ 22 + 40, 272 + 11, 14.4 });
	g_assert_cmpfloat(document->sheets[0].panels[1].x, ==, 261);
	g_assert_cmpfloat(document->sheets[0].panels[2].x, ==, 526.5);
	g_assert_cmpfloat(document->sheets[1].panels[1].x, ==, 265.5);
	g_assert_cmpfloat(document->sheets[1].panels[2].x, ==, 531);
	room_release(&room);
}

/* Section 9, 3.5 x 2 in. */
static void test_card(void)
{
	struct press_room room;
	const struct document *document;

	room_init(&room);
	document = composed(&room, "card", "us");
	expect_box(document, 0, "harbour", 0, (const double[]){ -9, 252 - 12, 9, .56 * 144 });
	expect_box(document, 0, "signal", 1,
	    (const double[]){ 12, 252 + 9, .56 * 144 + 6, 144 - 9 });
	/* phone 24.6 + 4 + digits 10, centred in the bubble */
	expect_type(document, 0, "1-800-THE",
	    (const double[]){ 26 - .03 * 24.6, 86.64 + (48.36 - 38.6) / 2, 24.6 });
	expect_box(document, 1, "signal", 0, (const double[]){ 252 - 86, 252 + 9, 10, 144 - 10 });
	/* cta 2 x 10.8, 6, QR 66, 6, URL 7.6, centred */
	expect_qr(document, 1, 252 - 78, 10 + (124 - 107.2) / 2 + 27.6, 66);
	room_release(&room);
}

/* Section 10, letter: u = 25.5. */
static void test_handout(void)
{
	const double u = 25.5, yr = 792 - 336;
	struct press_room room;
	const struct document *document;

	room_init(&room);
	document = composed(&room, "handout", "letter");
	expect_box(document, 0, "harbour", 0, (const double[]){ -9, 612 - 2 * u, u, 232 });
	expect_box(document, 0, "harbour", 1, (const double[]){ 1.5 * u, 1.5 * u + 252, 260, 262 });
	expect_box(document, 0, "harbour", 5, (const double[]){ 1.5 * u, 1.5 * u + 252, 462, 464 });
	expect_box(document, 0, "signal", 1,
	    (const double[]){ 2 * u, 612 + 9, 792 - 112, 792 - 46 });
	expect_box(document, 1, "signal", 0, (const double[]){ 2 * u, 612 + 9, yr, yr + 196 });
	expect_qr(document, 1, 612 - 1.5 * u - 114, yr + (196 - 114) / 2.0, 114);
	/* page 1: kicker 19, 4, title 2 x 45, 12, subtitle 17 + audience 17, centred in the bubble
	 */
	expect_type(document, 0, "Child",
	    (const double[]){ 1.5 * u - .03 * 43, u + (206.5 - 159) / 2 + 23, 43 });
	room_release(&room);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/visual/poster", test_poster);
	g_test_add_func("/visual/poster-sizes", test_poster_sizes);
	g_test_add_func("/visual/brochure", test_brochure);
	g_test_add_func("/visual/card", test_card);
	g_test_add_func("/visual/handout", test_handout);
	return g_test_run();
}
