/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pdf/content.h"

#include <string.h>

/* The first operation of `text`, which must be whole. */
static void read_one(const char *text, struct content *content, struct operation *operation)
{
	content_init(content, text, strlen(text));
	g_assert_true(content_next(content, operation));
	g_assert_null(content->broken);
}

static void expect_bytes(const char *bytes, size_t length, const char *expected,
    size_t expected_length)
{
	g_assert_cmpuint(length, ==, expected_length);
	g_assert_cmpint(memcmp(bytes, expected, length), ==, 0);
}

static void test_numbers(void)
{
	struct content content;
	struct operation operation;
	double n[6];
	read_one("1 0 0 -1 .5 -0.25 cm", &content, &operation);
	g_assert_cmpstr(operation.name, ==, "cm");
	g_assert_true(operation_numbers(&operation, n, 6));
	g_assert_cmpfloat(n[3], ==, -1);
	g_assert_cmpfloat(n[4], ==, 0.5);
	g_assert_cmpfloat(n[5], ==, -0.25);
	g_assert_false(operation_numbers(&operation, n, 5));
	g_assert_false(content_next(&content, &operation));
	g_assert_null(content.broken);
	content_release(&content);
}

static void test_strings(void)
{
	static const struct {
		const char *syntax, *bytes;
		size_t length;
	} rows[] = {
		{ "(plain)Tj", "plain", 5 },
		{ "(a(b)c)Tj", "a(b)c", 5 },
		{ "(\\(\\)\\\\)Tj", "()\\", 3 },
		{ "(\\101\\7x\\0)Tj", "A\7x\0", 4 },
		{ "(a\\\nb\rc\r\nd)Tj", "ab\nc\nd", 6 },
		{ "<48 65 6C>Tj", "Hel", 3 },
		{ "<484>Tj", "H@", 2 },
		{ "<>Tj", "", 0 },
		{ "()Tj", "", 0 },
		{ "% comment )\n(x)Tj", "x", 1 },
	};
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		struct content content;
		struct operation operation;
		read_one(rows[i].syntax, &content, &operation);
		g_assert_cmpuint(operation.n_operands, ==, 1);
		g_assert_cmpint(operation.operands[0].kind, ==, TOKEN_STRING);
		expect_bytes(operation.operands[0].bytes, operation.operands[0].length,
		    rows[i].bytes, rows[i].length);
		content_release(&content);
	}
}

static void test_dictionary(void)
{
	struct content content;
	struct operation operation;
	read_one("/Sp#61n << /A << /ActualText (no) >> /B [ /ActualText 2 ] "
		 "/ActualText <feff0041> >> BDC",
	    &content, &operation);
	g_assert_cmpstr(operation.operands[0].bytes, ==, "Span");
	size_t value = operation_key(&operation, 1, "ActualText");
	g_assert_cmpuint(value, >, 0);
	expect_bytes(operation.operands[value].bytes, operation.operands[value].length,
	    "\xfe\xff\0A", 4);
	g_assert_cmpuint(operation_key(&operation, 1, "Missing"), ==, 0);
	g_assert_cmpuint(operation_key(&operation, 0, "ActualText"), ==, 0);
	content_release(&content);
}

static void test_image(void)
{
	static const char text[] = "BI /W 2 /H 1 /BPC 8 /CS /G ID \0EIx EI\nQ";
	struct content content;
	struct operation operation;
	content_init(&content, text, sizeof(text) - 1);
	g_assert_true(content_next(&content, &operation));
	g_assert_cmpstr(operation.name, ==, "BI");
	g_assert_cmpuint(operation.n_operands, ==, 8);
	expect_bytes(text + operation.data_start, operation.data_end - operation.data_start,
	    "\0EIx ", 5);
	g_assert_true(content_next(&content, &operation));
	g_assert_cmpstr(operation.name, ==, "Q");
	content_release(&content);
}

static void test_broken(void)
{
	static const char *const rows[] = {
		"(open Tj",
		"<48 65",
		"<4x>Tj",
		"1 2 3",
		") Tj",
		"> Tj",
		"} Tj",
		"BI /W 1 ID abc",
		"BI /W 1 q",
		"averyveryverylongoperatorthatnobodyknows",
		"[1 2",
	};
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		struct content content;
		struct operation operation;
		content_init(&content, rows[i], strlen(rows[i]));
		g_assert_false(content_next(&content, &operation));
		g_assert_nonnull(content.broken);
		g_assert_false(content_next(&content, &operation));
		content_release(&content);
	}
}

/* Whatever the bytes: it ends, each operation lies after the last, and reads the same alone. */
static void test_any_bytes(void)
{
	static const char alphabet[] = "()<>[]{}/%\\ \n\r0159.-+TjEIBIDqQ\0\xff";
	for (int round = 0; round < 2000; round++) {
		char text[64];
		size_t length = (size_t)g_test_rand_int_range(0, sizeof(text));
		for (size_t i = 0; i < length; i++)
			text[i] = alphabet[g_test_rand_int_range(0, sizeof(alphabet))];
		struct content content;
		struct operation operation;
		size_t end = 0;
		content_init(&content, text, length);
		while (content_next(&content, &operation)) {
			g_assert_cmpuint(operation.start, >=, end);
			g_assert_cmpuint(operation.end, >, operation.start);
			g_assert_cmpuint(operation.end, <=, length);
			end = operation.end;
			struct content alone;
			struct operation again;
			content_init(&alone, text + operation.start,
			    operation.end - operation.start);
			g_assert_true(content_next(&alone, &again));
			g_assert_cmpstr(again.name, ==, operation.name);
			g_assert_cmpuint(again.n_operands, ==, operation.n_operands);
			g_assert_false(content_next(&alone, &again));
			content_release(&alone);
		}
		content_release(&content);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/content/numbers", test_numbers);
	g_test_add_func("/content/strings", test_strings);
	g_test_add_func("/content/dictionary", test_dictionary);
	g_test_add_func("/content/image", test_image);
	g_test_add_func("/content/broken", test_broken);
	g_test_add_func("/content/any-bytes", test_any_bytes);
	return g_test_run();
}
