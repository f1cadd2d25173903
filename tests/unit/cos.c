/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pdf/cos.h"

#include <string.h>

struct sample {
	struct arena *arena;
	struct cos *cos;
	GBytes *bytes;
};

/* A file of these objects, each "N 0 obj ... endobj"; object 1 is the catalog. libqpdf finds them
 * without a table. */
static void sample_open(struct sample *sample, const char *objects)
{
	g_autofree char *text =
	    g_strdup_printf("%%PDF-1.6\n%s\n2 0 obj << /Type /Pages /Kids [3 0 R] "
			    "/Count 1 >> endobj\n3 0 obj << /Type /Page /Parent 2 0 "
			    "R /MediaBox [0 0 9 9] /Contents [8 0 R 9 0 R] >> endobj\n"
			    "trailer << /Root 1 0 R >>\n%%%%EOF\n",
		objects);
	struct diag diag;
	diag_init(&diag, DIAG_TEXT);
	sample->arena = arena_new();
	sample->bytes = g_bytes_new(text, strlen(text));
	sample->cos = cos_open(sample->arena, sample->bytes, "sample", &diag);
	g_assert_nonnull(sample->cos);
	diag_release(&diag);
}

static void sample_release(struct sample *sample)
{
	arena_free(sample->arena);
	g_bytes_unref(sample->bytes);
}

static void test_values(void)
{
	struct sample sample;
	sample_open(&sample,
	    "1 0 obj << /Type /Catalog /Pages 2 0 R /Yes true /No false /None null /Int -12 "
	    "/Real .5 /Name /A#20B#2fC /Text (a\\(b\\)\\n\\101) /Hex <fe ff 06 44> "
	    "/List [ 1 2.5 -.25 ] /Mixed [ 1 /x ] /Deep << /In << /Side (x) >> >> /Bytes <00ff> "
	    ">> endobj");
	struct cos *cos = sample.cos;
	unsigned root = cos_root(cos);
	double value = 0, list[2];
	size_t length = 0;
	g_assert_true(cos_is(cos, cos_find(cos, root, "/Type"), "/Catalog"));
	g_assert_cmpint(cos_number_of(cos, root), ==, 1);
	g_assert_true(cos_bool(cos, cos_find(cos, root, "/Yes")));
	g_assert_false(cos_bool(cos, cos_find(cos, root, "/No")));
	g_assert_cmpint(cos_type(cos, cos_find(cos, root, "/No")), ==, PDF_BOOL);
	g_assert_false(cos_has(cos, root, "/None"));
	g_assert_false(cos_has(cos, root, "/Missing"));
	g_assert_true(cos_real(cos, cos_find(cos, root, "/Int"), &value));
	g_assert_cmpfloat(value, ==, -12);
	g_assert_cmpint(cos_type(cos, cos_find(cos, root, "/Int")), ==, PDF_INTEGER);
	g_assert_true(cos_real(cos, cos_find(cos, root, "/Real"), &value));
	g_assert_cmpfloat(value, ==, 0.5);
	g_assert_cmpint(cos_type(cos, cos_find(cos, root, "/Real")), ==, PDF_REAL);
	g_assert_cmpstr(cos_name(cos, cos_find(cos, root, "/Name")), ==, "/A B/C");
	g_assert_cmpstr(cos_text(cos, cos_find(cos, root, "/Text")), ==, "a(b)\nA");
	g_assert_cmpstr(cos_text(cos, cos_find(cos, root, "/Hex")), ==, "\331\204");
	g_assert_nonnull(cos_string(cos, cos_find(cos, root, "/Bytes"), &length));
	g_assert_cmpuint(length, ==, 2);
	g_assert_cmpuint(cos_reals(cos, cos_find(cos, root, "/List"), list, 2), ==, 3);
	g_assert_cmpfloat(list[1], ==, 2.5);
	g_assert_cmpuint(cos_reals(cos, cos_find(cos, root, "/Mixed"), list, 2), ==, 0);
	unsigned side = cos_find(cos, cos_find(cos, cos_find(cos, root, "/Deep"), "/In"), "/Side");
	g_assert_cmpstr(cos_text(cos, side), ==, "x");
	g_assert_cmpint(cos_number_of(cos, side), ==, 0);
	sample_release(&sample);
}

/* What is missing or of another kind reads as nothing, all the way down. */
static void test_nothing(void)
{
	struct sample sample;
	sample_open(&sample, "1 0 obj << /Type /Catalog /Pages 2 0 R /Gone 77 0 R >> endobj");
	struct cos *cos = sample.cos;
	unsigned gone = cos_find(cos, cos_root(cos), "/Gone"), value;
	double number;
	size_t length;
	g_assert_cmpint(cos_type(cos, gone), ==, PDF_NULL);
	g_assert_cmpint(cos_type(cos, cos_find(cos, gone, "/Any")), ==, PDF_NULL);
	g_assert_cmpint(cos_type(cos, cos_item(cos, gone, 0)), ==, PDF_NULL);
	g_assert_cmpint(cos_type(cos, cos_item(cos, cos_root(cos), 0)), ==, PDF_NULL);
	g_assert_cmpuint(cos_count(cos, gone), ==, 0);
	g_assert_cmpuint(cos_size(cos, gone), ==, 0);
	g_assert_null(cos_key(cos, gone, 0, &value));
	g_assert_null(cos_name(cos, gone));
	g_assert_null(cos_text(cos, gone));
	g_assert_null(cos_string(cos, gone, &length));
	g_assert_false(cos_real(cos, gone, &number));
	g_assert_null(cos_data(cos, gone));
	g_assert_cmpint(cos_type(cos, cos_page(cos, 9)), ==, PDF_NULL);
	sample_release(&sample);
}

/* References are followed; the same object is the same number, from wherever it is reached. */
static void test_references(void)
{
	struct sample sample;
	sample_open(&sample,
	    "1 0 obj << /Type /Catalog /Pages 2 0 R /A 4 0 R /B [ 4 0 R 5 0 R ] /C 6 0 R >> endobj\n"
	    "4 0 obj << /Up 1 0 R /Self 4 0 R >> endobj\n5 0 obj 12 endobj\n6 0 obj 6 0 R endobj");
	struct cos *cos = sample.cos;
	unsigned root = cos_root(cos), a = cos_find(cos, root, "/A");
	unsigned list = cos_find(cos, root, "/B");
	double value = 0;
	g_assert_cmpint(cos_number_of(cos, a), ==, 4);
	g_assert_cmpuint(cos_item(cos, list, 0), ==, a);
	g_assert_cmpuint(cos_find(cos, a, "/Self"), ==, a);
	g_assert_cmpuint(cos_find(cos, a, "/Up"), ==, root);
	g_assert_true(cos_real(cos, cos_item(cos, list, 1), &value));
	g_assert_cmpfloat(value, ==, 12);
	g_assert_cmpint(cos_number_of(cos, cos_item(cos, list, 1)), ==, 5);
	/* An object that is a reference to itself ends somewhere. */
	g_assert_cmpint(cos_type(cos, cos_find(cos, root, "/C")), !=, PDF_DICT);
	sample_release(&sample);
}

/* Keys by index come in order, and each is found by name. */
static void test_keys(void)
{
	struct sample sample;
	sample_open(&sample,
	    "1 0 obj << /Type /Catalog /Pages 2 0 R /Zed 1 /AA 2 /A 3 /A#00 4 /\377 5 /a 6 >> endobj");
	struct cos *cos = sample.cos;
	unsigned root = cos_root(cos), value;
	const char *key, *before = "";
	size_t count = 0;
	for (; (key = cos_key(cos, root, count, &value)); count++) {
		g_assert_cmpint(strcmp(before, key), <=, 0);
		if (strcmp(before, key) != 0)
			g_assert_cmpuint(cos_find(cos, root, key), >, 0);
		before = key;
	}
	g_assert_cmpuint(count, ==, cos_size(cos, root));
	g_assert_cmpuint(count, >=, 7);
	sample_release(&sample);
}

static void test_streams(void)
{
	struct sample sample;
	sample_open(&sample,
	    "1 0 obj << /Type /Catalog /Pages 2 0 R /S 7 0 R >> endobj\n"
	    "7 0 obj << /Length 5 /Own (x) >> stream\nhello\nendstream endobj\n"
	    "8 0 obj << /Length 1 >> stream\nq\nendstream endobj\n"
	    "9 0 obj << /Length 1 >> stream\nQ\nendstream endobj");
	struct cos *cos = sample.cos;
	unsigned stream = cos_find(cos, cos_root(cos), "/S");
	gsize length;
	g_assert_cmpint(cos_type(cos, stream), ==, PDF_STREAM);
	g_assert_cmpstr(cos_text(cos, cos_find(cos, stream, "/Own")), ==, "x");
	g_autoptr(GBytes) data = cos_data(cos, stream);
	g_assert_cmpuint(g_bytes_get_size(data), ==, 5);
	g_assert_true(memcmp(g_bytes_get_data(data, &length), "hello", 5) == 0);
	g_assert_cmpuint(cos_pages(cos), ==, 1);
	g_autoptr(GBytes) content = cos_content(cos, cos_page(cos, 0));
	const char *text = g_bytes_get_data(content, &length);
	/* The parts of a page's contents do not run into each other. */
	g_assert_nonnull(g_strstr_len(text, (gssize)length, "q\nQ"));
	sample_release(&sample);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/cos/values", test_values);
	g_test_add_func("/cos/nothing", test_nothing);
	g_test_add_func("/cos/references", test_references);
	g_test_add_func("/cos/keys", test_keys);
	g_test_add_func("/cos/streams", test_streams);
	return g_test_run();
}
