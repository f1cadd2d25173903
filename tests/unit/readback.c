/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "preflight/readback.h"

#include "press/press.h"
#include "sample.h"

/* Makes the press and the screen file; `expected` is part of what is said when they are held back,
 * NULL when they pass. */
static void expect_verdict(struct sample *sample, const char *expected)
{
	for (enum purpose purpose = PURPOSE_PRESS; purpose <= PURPOSE_SCREEN; purpose++) {
		struct diag diag;
		diag_init(&diag, DIAG_TEXT);
		struct press_options options = { .date = "2026-01-02" };
		struct press *press = press_new(sample->arena, &sample->document, &diag);
		GBytes *bytes = press_pdf(press, purpose, &options, &diag);
		if (expected) {
			g_assert_null(bytes);
			g_assert_cmpuint(diag.failures, >=, 1);
			if (!strstr(diag.out->str, expected))
				g_error("\"%s\" is not in: %s", expected, diag.out->str);
		} else {
			g_assert_cmpstr(diag.out->str, ==, "");
			g_assert_nonnull(bytes);
			g_bytes_unref(bytes);
		}
		diag_release(&diag);
	}
}

static struct item *find_contact(struct sample *sample, enum contact_kind kind)
{
	struct sheet *sheet = &sample->document.sheets[0];
	for (size_t i = 0; i < sheet->n_items; i++)
		if (sheet->items[i].kind == ITEM_GLYPHS &&
		    sheet->items[i].glyphs.contact == (int)kind)
			return &sheet->items[i];
	g_assert_not_reached();
}

static struct item *find_qr(struct sample *sample)
{
	struct sheet *sheet = &sample->document.sheets[0];
	for (size_t i = 0; i < sheet->n_items; i++)
		if (sheet->items[i].kind == ITEM_QR)
			return &sheet->items[i];
	g_assert_not_reached();
}

static void test_whole(void)
{
	struct sample sample;
	sample_init(&sample);
	expect_verdict(&sample, NULL);
	sample_release(&sample);
}

/* The contact file says something else than the page. */
static void test_contact_file(void)
{
	struct sample sample;
	sample_init(&sample);
	struct contact contact = *sample.document.contact;
	sample.document.contact = &contact;
	contact.phone.text = "1-800-THE-LAST";
	expect_verdict(&sample, "the phone does not read back");
	contact.phone.text = NULL;
	expect_verdict(&sample, "the phone does not read back");
	contact = (struct contact){ 0 };
	sample_release(&sample);
	sample_init(&sample);
	contact = *sample.document.contact;
	sample.document.contact = &contact;
	contact.qr.text = "https://CyberTipline.com";
	expect_verdict(&sample, "the QR code does not read back");
	contact.qr.text = NULL;
	expect_verdict(&sample, "the QR code does not read back");
	sample_release(&sample);
}

/* Part of the right text is not enough, nor is the right text inside a longer one. */
static void test_longer(void)
{
	struct sample sample;
	sample_init(&sample);
	struct contact contact = *sample.document.contact;
	sample.document.contact = &contact;
	contact.digits.text = "800-843-5678";
	expect_verdict(&sample, "the digits does not read back");
	contact.digits.text = "1-800-843-567";
	expect_verdict(&sample, "the digits does not read back");
	contact.digits.text = "1-800-843-56789";
	expect_verdict(&sample, "the digits does not read back");
	sample_release(&sample);
}

/* The text says 8 and the glyph is a 3, once or everywhere. */
static void test_wrong_glyph(void)
{
	static const size_t eights[] = { 2, 6 };
	for (size_t wrong = 1; wrong <= 2; wrong++) {
		struct sample sample;
		sample_init(&sample);
		struct item *digits = find_contact(&sample, CONTACT_DIGITS);
		for (size_t i = 0; i < wrong; i++)
			digits->glyphs.sorts[eights[i]].id = digits->glyphs.sorts[8].id;
		expect_verdict(&sample, "the digits does not read back");
		sample_release(&sample);
	}
}

/* Right characters, wrong places. */
static void test_places(void)
{
	struct sample sample;
	sample_init(&sample);
	struct item *phone = find_contact(&sample, CONTACT_PHONE);
	double x = phone->glyphs.sorts[3].x;
	phone->glyphs.sorts[3].x = phone->glyphs.sorts[2].x;
	phone->glyphs.sorts[2].x = x;
	expect_verdict(&sample, "the phone does not read back");
	sample_release(&sample);

	sample_init(&sample);
	phone = find_contact(&sample, CONTACT_PHONE);
	for (size_t i = 6; i < phone->glyphs.n_sorts; i++)
		phone->glyphs.sorts[i].y += 4; /* broken over two lines */
	expect_verdict(&sample, "the phone does not read back");
	sample_release(&sample);

	sample_init(&sample);
	phone = find_contact(&sample, CONTACT_PHONE);
	for (size_t i = 0; i < phone->glyphs.n_sorts; i++)
		phone->glyphs.sorts[i].y += 40; /* out of its area */
	expect_verdict(&sample, "the phone does not read back");
	sample_release(&sample);
}

static void test_qr_modules(void)
{
	struct sample sample;
	sample_init(&sample);
	struct item *item = find_qr(&sample);
	struct qr qr = *item->qr.code;
	size_t count = (size_t)qr.side * (size_t)qr.side;
	for (size_t i = 0; i < count; i += 97) {
		qr.dark = arena_copy(sample.arena, item->qr.code->dark, count, 1);
		qr.dark[i] ^= 1;
		struct item changed = *item;
		changed.qr.code = &qr;
		struct item kept = *item;
		*item = changed;
		expect_verdict(&sample, "the QR code does not read back");
		*item = kept;
	}
	expect_verdict(&sample, NULL);
	sample_release(&sample);
}

/* Something stands on the code: a later path, or text. */
static void test_qr_covered(void)
{
	struct sample sample;
	sample_init(&sample);
	struct sheet *sheet = &sample.document.sheets[0];
	size_t n = sheet->n_items;
	g_array_append_vals(sample.items, sheet->items, (guint)n);
	sample_path(&sample, (struct rect){ 60, 290, 10, 10 }, 0, 0, SAMPLE_PAPER);
	sample_sheet_end(&sample, 0, "front");
	expect_verdict(&sample, "the QR code does not read back");
	g_array_append_vals(sample.items, sheet->items, (guint)n);
	sample_text(&sample, &sample.bold, "x", 60, 290, 10, SAMPLE_PAPER, 8, -1);
	sample_sheet_end(&sample, 0, "front");
	expect_verdict(&sample, "the QR code does not read back");
	g_array_append_vals(sample.items, sheet->items, (guint)n);
	sample_path(&sample, (struct rect){ 160, 390, 10, 10 }, 0, 0, SAMPLE_PAPER);
	sample_sheet_end(&sample, 0, "front");
	expect_verdict(&sample, NULL);
	sample_release(&sample);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/readback/whole", test_whole);
	g_test_add_func("/readback/contact-file", test_contact_file);
	g_test_add_func("/readback/longer", test_longer);
	g_test_add_func("/readback/wrong-glyph", test_wrong_glyph);
	g_test_add_func("/readback/places", test_places);
	g_test_add_func("/readback/qr-modules", test_qr_modules);
	g_test_add_func("/readback/qr-covered", test_qr_covered);
	return g_test_run();
}
