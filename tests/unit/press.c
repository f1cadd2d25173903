/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "press/press.h"

#include <locale.h>
#include <math.h>

#include "pdf/content.h"
#include "pdf/cos.h"
#include "pdf/icc.h"
#include "press/font.h"
#include "sample.h"

/* The sample's file for a purpose; it must come without a word. */
static GBytes *sample_pdf(struct sample *sample, enum purpose purpose, unsigned marks)
{
	struct diag diag;
	diag_init(&diag, DIAG_TEXT);
	struct press_options options = { .marks = marks, .date = "2026-01-02" };
	g_assert_true(intents_load(sample->arena, ".", options.intents, &diag));
	struct press *press = press_new(sample->arena, &sample->document, &diag);
	g_assert_nonnull(press);
	GBytes *bytes = press_pdf(press, purpose, &options, &diag);
	g_assert_cmpstr(diag.out->str, ==, "");
	g_assert_nonnull(bytes);
	diag_release(&diag);
	return bytes;
}

/* Opened in the sample's arena. */
static struct cos *open_sample(struct sample *sample, enum purpose purpose, unsigned marks)
{
	struct diag diag;
	diag_init(&diag, DIAG_TEXT);
	GBytes *bytes = sample_pdf(sample, purpose, marks);
	struct cos *pdf = cos_open(sample->arena, bytes, "sample", &diag);
	g_bytes_unref(bytes);
	g_assert_nonnull(pdf);
	diag_release(&diag);
	return pdf;
}

static void expect_box(struct cos *pdf, size_t page, const char *key, double x0, double y0,
    double x1, double y1)
{
	const double expected[] = { x0, y0, x1, y1 };
	double box[4];
	g_assert_cmpuint(cos_reals(pdf, cos_find(pdf, cos_page(pdf, page), key), box, 4), ==, 4);
	for (int i = 0; i < 4; i++)
		g_assert_cmpfloat_with_epsilon(box[i], expected[i], 0.001);
}

/* How often an operator stands in a page. */
static unsigned count_operator(struct cos *pdf, size_t page, const char *name)
{
	struct content content;
	struct operation operation;
	unsigned count = 0;
	gsize length;
	GBytes *bytes = cos_content(pdf, cos_page(pdf, page));
	const char *text = g_bytes_get_data(bytes, &length);
	content_init(&content, text, length);
	while (content_next(&content, &operation))
		count += operation_is(&operation, name);
	g_assert_null(content.broken);
	content_release(&content);
	g_bytes_unref(bytes);
	return count;
}

static void test_boxes(void)
{
	struct sample sample;
	sample_init(&sample);
	struct cos *press = open_sample(&sample, PURPOSE_PRESS, 0);
	struct cos *screen = open_sample(&sample, PURPOSE_SCREEN, MARK_CROP);
	struct cos *marks = open_sample(&sample, PURPOSE_PRESS, MARK_CROP | MARK_FOLD);
	for (size_t i = 0; i < 2; i++) {
		expect_box(press, i, "/MediaBox", 0, 0, 318, 418);
		expect_box(press, i, "/BleedBox", 0, 0, 318, 418);
		expect_box(press, i, "/TrimBox", 9, 9, 309, 409);
		expect_box(screen, i, "/MediaBox", 0, 0, 300, 400);
		double box[4];
		g_assert_cmpuint(
		    cos_reals(marks, cos_find(marks, cos_page(marks, i), "/TrimBox"), box, 4), ==,
		    4);
		g_assert_cmpfloat(box[2] - box[0], ==, 300);
		g_assert_cmpfloat(box[0], >=, 9 + 14 + 2);
		expect_box(marks, i, "/BleedBox", box[0] - 9, box[1] - 9, box[2] + 9, box[3] + 9);
		expect_box(marks, i, "/MediaBox", 0, 0, box[0] + box[2], box[1] + box[3]);
		g_assert_false(cos_has(press, cos_page(press, i), "/Group"));
		g_assert_false(cos_has(press, cos_page(press, i), "/Annots"));
	}
	sample_release(&sample);
}

/* Neither key colours nor the wrong kind of colour are left. */
static void test_colours(void)
{
	static const char *const never[] = { "g", "G", "sc", "SC", "Do", "sh", "BI", "ri" };
	struct sample sample;
	sample_init(&sample);
	struct cos *press = open_sample(&sample, PURPOSE_PRESS, 0);
	struct cos *screen = open_sample(&sample, PURPOSE_SCREEN, 0);
	for (size_t page = 0; page < 2; page++) {
		for (size_t i = 0; i < G_N_ELEMENTS(never); i++) {
			g_assert_cmpuint(count_operator(press, page, never[i]), ==, 0);
			g_assert_cmpuint(count_operator(screen, page, never[i]), ==, 0);
		}
		g_assert_cmpuint(
		    count_operator(press, page, "rg") + count_operator(press, page, "RG"), ==, 0);
		g_assert_cmpuint(count_operator(press, page, "k"), >=, 2);
		g_assert_cmpuint(
		    count_operator(screen, page, "k") + count_operator(screen, page, "K"), ==, 0);
		g_assert_cmpuint(count_operator(screen, page, "rg"), >=, 2);
		g_assert_cmpuint(count_operator(screen, page, "gs"), ==, 0);
		unsigned begins =
		    count_operator(press, page, "BDC") + count_operator(press, page, "BMC");
		g_assert_cmpuint(begins, ==, count_operator(press, page, "EMC"));
	}
	unsigned state =
	    cos_find(press, cos_find(press, cos_page(press, 0), "/Resources"), "/ExtGState");
	unsigned on = cos_find(press, state, "/O1");
	g_assert_true(cos_bool(press, cos_find(press, on, "/OP")) &&
	    cos_bool(press, cos_find(press, on, "/op")));
	double mode = 0;
	g_assert_true(cos_real(press, cos_find(press, on, "/OPM"), &mode));
	g_assert_cmpfloat(mode, ==, 1);
	sample_release(&sample);
}

static void test_marks(void)
{
	struct sample sample;
	sample_init(&sample);
	struct cos *plain = open_sample(&sample, PURPOSE_PRESS, 0);
	struct cos *marks = open_sample(&sample, PURPOSE_PRESS, MARK_CROP | MARK_FOLD);
	g_assert_false(
	    cos_has(plain, cos_find(plain, cos_page(plain, 0), "/Resources"), "/ColorSpace"));
	int number = 0;
	for (size_t page = 0; page < 2; page++) {
		unsigned spaces = cos_find(marks,
		    cos_find(marks, cos_page(marks, page), "/Resources"), "/ColorSpace");
		unsigned all = cos_find(marks, spaces, "/All");
		g_assert_true(cos_is(marks, cos_item(marks, all, 1), "/All"));
		g_assert_true(!number || number == cos_number_of(marks, all));
		number = cos_number_of(marks, all);
		g_assert_cmpint(number, >, 0);
	}
	/* Crop marks on both; folds, one path a dash at top and bottom, only where there are
	 * panels. */
	g_assert_cmpuint(count_operator(marks, 0, "S"), ==, 2);
	g_assert_cmpuint(count_operator(marks, 1, "S"), >=, 5);
	sample_release(&sample);
}

static void test_catalog(void)
{
	struct sample sample;
	sample_init(&sample);
	struct cos *screen = open_sample(&sample, PURPOSE_SCREEN, 0);
	unsigned info = cos_find(screen, cos_trailer(screen), "/Info");
	g_assert_cmpstr(cos_text(screen, cos_find(screen, info, "/Title")), ==, "Sample – título");
	g_assert_cmpstr(cos_text(screen, cos_find(screen, info, "/Creator")), ==, "handbill");
	g_assert_cmpstr(cos_text(screen, cos_find(screen, info, "/CreationDate")), ==,
	    "D:20260102000000Z");
	g_assert_cmpstr(cos_text(screen, cos_find(screen, info, "/ModDate")), ==,
	    "D:20260102000000Z");
	g_assert_cmpstr(cos_text(screen, cos_find(screen, cos_root(screen), "/Lang")), ==, "en");
	unsigned preferences = cos_find(screen, cos_root(screen), "/ViewerPreferences");
	g_assert_true(cos_bool(screen, cos_find(screen, preferences, "/DisplayDocTitle")));
	unsigned links = cos_find(screen, cos_page(screen, 0), "/Annots");
	g_assert_cmpuint(cos_count(screen, links), ==, 2);
	unsigned link = cos_item(screen, links, 0);
	g_assert_cmpstr(cos_text(screen, cos_find(screen, cos_find(screen, link, "/A"), "/URI")),
	    ==, "tel:+18008435678");
	g_assert_cmpstr(cos_text(screen, cos_find(screen, link, "/Contents")), ==,
	    "Call 1-800-THE-LOST");
	double box[4];
	g_assert_cmpuint(cos_reals(screen, cos_find(screen, link, "/Rect"), box, 4), ==, 4);
	g_assert_cmpfloat_with_epsilon(box[1], 400 - 125 - 30, 0.001);
	g_assert_cmpuint(cos_count(screen, cos_find(screen, cos_page(screen, 1), "/Annots")), ==,
	    0);
	sample_release(&sample);
}

/* The types of an element's children, and theirs, as one line: "Document(H1 Sect(P))". */
static void tree_text(struct cos *pdf, unsigned element, unsigned parent, GString *out)
{
	unsigned kids = cos_find(pdf, element, "/K");
	g_assert_cmpint(cos_number_of(pdf, cos_find(pdf, element, "/P")), ==,
	    cos_number_of(pdf, parent));
	g_string_append(out, cos_name(pdf, cos_find(pdf, element, "/S")) + 1);
	g_string_append_c(out, '(');
	for (size_t i = 0; i < cos_count(pdf, kids); i++) {
		unsigned kid = cos_item(pdf, kids, i);
		if (i > 0)
			g_string_append_c(out, ' ');
		if (cos_type(pdf, kid) == PDF_INTEGER ||
		    cos_is(pdf, cos_find(pdf, kid, "/Type"), "/MCR"))
			g_string_append_c(out, '.');
		else if (cos_is(pdf, cos_find(pdf, kid, "/Type"), "/OBJR"))
			g_string_append_c(out, '@');
		else
			tree_text(pdf, kid, element, out);
	}
	g_string_append_c(out, ')');
}

/* In reading order, with what an Arabic line holds in the order in which it is read. */
static void test_structure(void)
{
	static const char *const expected[] = {
		"Document(H1(.) Sect(P(. Span(.) .) P(.) P(.) Figure(.) P(.)) H2(.) P(.))",
		"Document(H1(.) Sect(P(. Span(.) .) Link(. @) Link(. @) "
		"Figure(.) P(.)) H2(.) P(.))",
	};
	struct sample sample;
	sample_init(&sample);
	for (enum purpose purpose = PURPOSE_PRESS; purpose <= PURPOSE_SCREEN; purpose++) {
		struct cos *pdf = open_sample(&sample, purpose, 0);
		unsigned root = cos_find(pdf, cos_root(pdf), "/StructTreeRoot");
		unsigned document = cos_item(pdf, cos_find(pdf, root, "/K"), 0);
		g_autoptr(GString) text = g_string_new(NULL);
		tree_text(pdf, document, root, text);
		g_assert_cmpstr(text->str, ==, expected[purpose]);
		unsigned numbers = cos_find(pdf, cos_find(pdf, root, "/ParentTree"), "/Nums");
		g_assert_cmpuint(cos_count(pdf, numbers), ==, purpose == PURPOSE_SCREEN ? 8 : 4);
		unsigned section = cos_item(pdf, cos_find(pdf, document, "/K"), 1);
		unsigned figure = cos_item(pdf, cos_find(pdf, section, "/K"), 3);
		double box[4], edge = purpose == PURPOSE_PRESS ? 9 : 0;
		unsigned layout = cos_find(pdf, figure, "/A");
		g_assert_cmpstr(cos_text(pdf, cos_find(pdf, figure, "/Alt")), ==,
		    "QR code to CyberTipline.org");
		g_assert_cmpuint(cos_reals(pdf, cos_find(pdf, layout, "/BBox"), box, 4), ==, 4);
		g_assert_cmpfloat(box[0], ==, edge + 40);
		g_assert_cmpfloat(box[3], ==, edge + 400 - 270);
		unsigned arabic = cos_item(pdf, cos_find(pdf, section, "/K"), 0);
		g_assert_cmpstr(cos_text(pdf, cos_find(pdf, arabic, "/Lang")), ==, "ar");
	}
	sample_release(&sample);
}

static char *metadata(struct cos *pdf)
{
	GBytes *bytes = cos_data(pdf, cos_find(pdf, cos_root(pdf), "/Metadata"));
	gsize length;
	const char *text = g_bytes_get_data(bytes, &length);
	char *copy = g_strndup(text, length);
	g_bytes_unref(bytes);
	return copy;
}

/* Two intents on one profile for press; one of another kind for screen. */
static void test_standards(void)
{
	struct sample sample;
	sample_init(&sample);
	struct cos *press = open_sample(&sample, PURPOSE_PRESS, 0);
	struct cos *screen = open_sample(&sample, PURPOSE_SCREEN, 0);
	unsigned intents = cos_find(press, cos_root(press), "/OutputIntents");
	g_assert_cmpuint(cos_count(press, intents), ==, 2);
	unsigned x = cos_item(press, intents, 0), a = cos_item(press, intents, 1);
	g_assert_true(cos_is(press, cos_find(press, x, "/S"), "/GTS_PDFX"));
	g_assert_true(cos_is(press, cos_find(press, a, "/S"), "/GTS_PDFA1"));
	g_assert_cmpstr(cos_text(press, cos_find(press, x, "/OutputConditionIdentifier")), ==,
	    "CGATS TR 006");
	unsigned profile = cos_find(press, x, "/DestOutputProfile");
	g_assert_cmpint(cos_number_of(press, profile), >, 0);
	g_assert_cmpint(cos_number_of(press, profile), ==,
	    cos_number_of(press, cos_find(press, a, "/DestOutputProfile")));
	GBytes *bytes = cos_data(press, profile);
	struct icc icc = icc_read(bytes);
	g_assert_true(icc.sound);
	g_assert_cmpstr(icc.class, ==, "prtr");
	g_assert_cmpstr(icc.space, ==, "CMYK");
	g_bytes_unref(bytes);
	unsigned info = cos_find(press, cos_trailer(press), "/Info");
	g_assert_true(cos_is(press, cos_find(press, info, "/Trapped"), "/False"));
	g_autofree char *said = metadata(press), *on_screen = metadata(screen);
	g_assert_nonnull(strstr(said, "<pdfxid:GTS_PDFXVersion>PDF/X-4<"));
	g_assert_nonnull(strstr(said, "<pdfuaid:part>1<"));
	g_assert_nonnull(strstr(said, "<pdfaid:conformance>A<"));
	g_assert_nonnull(strstr(said, ">Sample – título<"));
	g_assert_nonnull(strstr(on_screen, "<pdfaid:part>2<"));
	g_assert_null(strstr(on_screen, "PDF/X-4"));
	intents = cos_find(screen, cos_root(screen), "/OutputIntents");
	g_assert_cmpuint(cos_count(screen, intents), ==, 1);
	g_assert_true(
	    cos_is(screen, cos_find(screen, cos_item(screen, intents, 0), "/S"), "/GTS_PDFA1"));
	sample_release(&sample);
}

/* Bookmarks in order, each at its heading. */
static void test_outline(void)
{
	struct sample sample;
	sample_init(&sample);
	struct cos *screen = open_sample(&sample, PURPOSE_SCREEN, 0);
	unsigned outlines = cos_find(screen, cos_root(screen), "/Outlines");
	unsigned first = cos_find(screen, outlines, "/First"),
		 second = cos_find(screen, first, "/Next");
	g_assert_cmpstr(cos_text(screen, cos_find(screen, first, "/Title")), ==,
	    "Child sex trafficking officially affects us");
	g_assert_cmpstr(cos_text(screen, cos_find(screen, second, "/Title")), ==,
	    "The problem is big");
	g_assert_cmpint(cos_number_of(screen, second), ==,
	    cos_number_of(screen, cos_find(screen, outlines, "/Last")));
	g_assert_cmpint(
	    cos_number_of(screen, cos_item(screen, cos_find(screen, second, "/Dest"), 0)), ==,
	    cos_number_of(screen, cos_page(screen, 1)));
	struct cos *press = open_sample(&sample, PURPOSE_PRESS, 0);
	g_assert_false(cos_has(press, cos_root(press), "/Outlines"));
	sample_release(&sample);
}

/* A shop's own profile is looked at before it travels. */
static void test_own_profile(void)
{
	struct arena *arena = arena_new();
	struct diag diag;
	diag_init(&diag, DIAG_TEXT);
	const char *path = "layouts/profiles/fogra39.icc";
	g_assert_nonnull(intent_load(arena, path, "Our press 7", &diag));
	g_assert_null(intent_load(arena, path, "Our press 7", &diag)->registry);
	g_assert_nonnull(intent_load(arena, path, "FOGRA39", &diag)->registry);
	g_assert_cmpuint(diag.failures, ==, 0);
	g_assert_null(intent_load(arena, path, "", &diag));
	g_assert_null(intent_load(arena, "layouts/profiles/srgb.icc", "Our press 7", &diag));
	g_assert_null(intent_load(arena, "layouts/profiles/profiles.yaml", "Our press 7", &diag));
	g_assert_null(intent_load(arena, "layouts/profiles/none.icc", "Our press 7", &diag));
	g_assert_cmpuint(diag.failures, ==, 4);
	g_assert_nonnull(strstr(diag.out->str, "class prtr"));
	diag_release(&diag);
	arena_free(arena);
}

/* Ligatures say their letters, lam-alef one code point, and no span is left of Cairo's. */
static void test_unicode(void)
{
	struct sample sample;
	sample_init(&sample);
	struct cos *press = open_sample(&sample, PURPOSE_PRESS, 0);
	struct shelf *shelf = shelf_new(sample.arena, press);
	g_autoptr(GString) all = g_string_new(NULL);
	unsigned resources = cos_find(press, cos_page(press, 0), "/Resources");
	shelf_page(shelf, resources);
	const char *name;
	unsigned value;
	for (size_t i = 0; (name = cos_key(press, cos_find(press, resources, "/Font"), i, &value));
	    i++) {
		struct font *font = shelf_find(shelf, name + 1);
		for (uint32_t code = 0; code < 0x100; code++)
			if (font_text(font, code))
				g_string_append_printf(all, "%s\n", font_text(font, code));
		unsigned descendant =
		    cos_item(press, cos_find(press, value, "/DescendantFonts"), 0);
		if (font->bytes == 2)
			g_assert_true(cos_is(press, cos_find(press, descendant, "/CIDToGIDMap"),
			    "/Identity"));
	}
	g_assert_nonnull(strstr(all->str, "\nffi\n"));
	g_assert_nonnull(strstr(all->str, "\nff\n"));
	g_assert_nonnull(strstr(all->str, "\357\273\273\n")); /* U+FEFB */
	g_assert_null(strstr(all->str, "\331\204\330\247"));  /* lam, alef */
	GBytes *bytes = cos_content(press, cos_page(press, 0));
	gsize length;
	const char *text = g_bytes_get_data(bytes, &length);
	g_assert_null(g_strstr_len(text, (gssize)length, "ActualText"));
	g_bytes_unref(bytes);
	sample_release(&sample);
}

static void test_same_bytes(void)
{
	static const char *const locales[] = { "C", "C.UTF-8", "de_DE.UTF-8", "ar_EG.UTF-8" };
	GBytes *first[3] = { 0 };
	for (size_t i = 0; i < G_N_ELEMENTS(locales); i++) {
		setlocale(LC_ALL, locales[i]);
		struct sample sample;
		sample_init(&sample);
		GBytes *files[] = {
			sample_pdf(&sample, PURPOSE_PRESS, 0),
			sample_pdf(&sample, PURPOSE_SCREEN, 0),
			sample_pdf(&sample, PURPOSE_PRESS,
			    MARK_USUAL | MARK_REGISTRATION | MARK_BAR),
		};
		for (size_t j = 0; j < G_N_ELEMENTS(files); j++) {
			if (first[j])
				g_assert_true(g_bytes_equal(first[j], files[j]));
			else
				first[j] = g_bytes_ref(files[j]);
			g_bytes_unref(files[j]);
		}
		sample_release(&sample);
	}
	setlocale(LC_ALL, "C");
	for (size_t j = 0; j < G_N_ELEMENTS(first); j++)
		g_bytes_unref(first[j]);
}

/* Each panel is a page, in reading order, with its own items only and its promises kept. */
static void test_panels(void)
{
	static const double widths[] = { 300, 90, 105, 105 };
	struct sample sample;
	struct diag diag;
	sample_init(&sample);
	diag_init(&diag, DIAG_TEXT);
	struct press_options options = { .date = "2026-01-02" };
	struct press *press = press_new(sample.arena, &sample.document, &diag);
	GBytes *bytes = press_panels(press, &options, &diag);
	g_assert_cmpstr(diag.out->str, ==, "");
	struct cos *pdf = cos_open(sample.arena, bytes, "panels", &diag);
	g_assert_cmpuint(cos_pages(pdf), ==, G_N_ELEMENTS(widths));
	for (size_t i = 0; i < G_N_ELEMENTS(widths); i++)
		expect_box(pdf, i, "/MediaBox", 0, 0, widths[i], 400);
	g_assert_cmpuint(count_operator(pdf, 1, "ET"), ==, 2);
	g_assert_cmpuint(count_operator(pdf, 1, "f"), ==, 0);
	g_assert_cmpuint(count_operator(pdf, 2, "ET") + count_operator(pdf, 2, "f"), ==, 0);
	g_assert_cmpuint(count_operator(pdf, 3, "f"), ==, 1);
	g_assert_cmpuint(cos_count(pdf, cos_find(pdf, cos_page(pdf, 0), "/Annots")), ==, 2);
	g_bytes_unref(bytes);

	/* The other way round when the cover is read first; a shape over a fold is on both. */
	struct sheet *sheet = &sample.document.sheets[1];
	sheet->items[0].element = 8;
	for (size_t i = 0; i < sheet->items[0].path.n_verbs; i++)
		sheet->items[0].path.coords[2 * i] -= 50;
	bytes = press_panels(press, &options, &diag);
	pdf = cos_open(sample.arena, bytes, "panels", &diag);
	expect_box(pdf, 1, "/MediaBox", 0, 0, 105, 400);
	g_assert_cmpuint(count_operator(pdf, 1, "f"), ==, 1);
	g_assert_cmpuint(count_operator(pdf, 2, "f"), ==, 1);
	g_assert_cmpuint(count_operator(pdf, 3, "ET"), ==, 2);
	g_bytes_unref(bytes);

	sample.document.n_sheets = 1;
	press = press_new(sample.arena, &sample.document, &diag);
	g_assert_null(press_panels(press, &options, &diag));
	g_assert_cmpstr(diag.out->str, ==, "");
	diag_release(&diag);
	sample_release(&sample);
}

static unsigned png_number(const unsigned char *bytes)
{
	return (unsigned)bytes[0] << 24 | (unsigned)bytes[1] << 16 | (unsigned)bytes[2] << 8 |
	    bytes[3];
}

struct stream {
	const unsigned char *at;
	gsize left;
};

static cairo_status_t read_stream(void *closure, unsigned char *data, unsigned length)
{
	struct stream *stream = closure;
	if (stream->left < length)
		return CAIRO_STATUS_READ_ERROR;
	memcpy(data, stream->at, length);
	stream->at += length;
	stream->left -= length;
	return CAIRO_STATUS_SUCCESS;
}

/* libpng reads what we wrote: the bubble's colour at the top, paper at the bottom. */
static void expect_picture(GBytes *bytes)
{
	struct stream stream;
	stream.at = g_bytes_get_data(bytes, &stream.left);
	cairo_surface_t *surface = cairo_image_surface_create_from_png_stream(read_stream, &stream);
	g_assert_cmpint(cairo_surface_status(surface), ==, CAIRO_STATUS_SUCCESS);
	size_t stride = (size_t)cairo_image_surface_get_stride(surface);
	size_t bottom = (size_t)cairo_image_surface_get_height(surface) - 1;
	const unsigned char *pixels = cairo_image_surface_get_data(surface);
	uint32_t first, last;
	memcpy(&first, pixels, 4);
	memcpy(&last, pixels + bottom * stride, 4);
	g_assert_cmphex(first & 0xffffff, ==, 0x004a73);
	g_assert_cmphex(last & 0xffffff, ==, 0xffffff);
	cairo_surface_destroy(surface);
}

/* 150 dpi, but at most 2,000 px. */
static void test_png(void)
{
	static const struct {
		double width, height;
		unsigned columns, rows;
	} rows[] = { { 300, 400, 625, 833 }, { 1728, 2592, 1333, 2000 }, { 252, 144, 525, 300 } };
	struct sample sample;
	struct diag diag;
	diag_init(&diag, DIAG_TEXT);
	sample_init(&sample);
	struct press *press = press_new(sample.arena, &sample.document, &diag);
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		sample.document.width = rows[i].width;
		sample.document.height = rows[i].height;
		GBytes *bytes = press_png(press, 0, &diag);
		g_assert_nonnull(bytes);
		const unsigned char *data = g_bytes_get_data(bytes, NULL);
		g_assert_cmpint(memcmp(data, "\211PNG", 4), ==, 0);
		g_assert_cmpuint(png_number(data + 16), ==, rows[i].columns);
		g_assert_cmpuint(png_number(data + 20), ==, rows[i].rows);
		expect_picture(bytes);
		g_bytes_unref(bytes);
	}
	sample_release(&sample);
	diag_release(&diag);
}

static void test_not_pdf(void)
{
	static const char *const rows[] = { "", "hello", "%PDF-1.4\n",
		"%PDF-1.4\ntrailer <<>>\nstartxref\n0\n%%EOF" };
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		struct arena *arena = arena_new();
		struct diag diag;
		diag_init(&diag, DIAG_TEXT);
		GBytes *bytes = g_bytes_new_static(rows[i], strlen(rows[i]));
		g_assert_null(cos_open(arena, bytes, "stranger.pdf", &diag));
		g_assert_cmpuint(diag.failures, ==, 1);
		g_assert_nonnull(strstr(diag.out->str, "stranger.pdf"));
		g_bytes_unref(bytes);
		diag_release(&diag);
		arena_free(arena);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/press/boxes", test_boxes);
	g_test_add_func("/press/colours", test_colours);
	g_test_add_func("/press/marks", test_marks);
	g_test_add_func("/press/catalog", test_catalog);
	g_test_add_func("/press/structure", test_structure);
	g_test_add_func("/press/standards", test_standards);
	g_test_add_func("/press/outline", test_outline);
	g_test_add_func("/press/own-profile", test_own_profile);
	g_test_add_func("/press/unicode", test_unicode);
	g_test_add_func("/press/same-bytes", test_same_bytes);
	g_test_add_func("/press/panels", test_panels);
	g_test_add_func("/press/png", test_png);
	g_test_add_func("/press/not-pdf", test_not_pdf);
	return g_test_run();
}
