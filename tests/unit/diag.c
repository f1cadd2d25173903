/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/diag.h"

#include "expect.h"

static struct place at(struct desk *desk, const char *text, unsigned line, unsigned column)
{
	return (struct place){ source_of(desk, text, strlen(text)), line, column };
}

static void test_text(void)
{
	struct desk desk;
	const struct place none = { NULL, 0, 0 };
	struct place place;

	desk_init(&desk);
	place = at(&desk, "guide:\n\ttitle: 中文 x\r\nend", 2, 12);
	diag_error(&desk.diag, place, "unfit", "%s: does not fit", "guide.title");
	diag_help(&desk.diag, "shorten it by %d", 3);
	diag_note(&desk.diag, at(&desk, "a", 1, 1), "in this frame");
	diag_warning(&desk.diag, (struct place){ place.source, 0, 0 }, "old", "whole file");
	diag_error(&desk.diag, none, "no", "nowhere");
	diag_failure(&desk.diag, "out/x.pdf", "cannot be written: %s", "full");
	g_assert_cmpstr(desk.diag.out->str, ==,
	    "test.yaml:2:12: error: guide.title: does not fit [unfit]\n"
	    "    2 |  title: 中文 x\n"
	    "      |              ^\n"
	    "  help: shorten it by 3\n"
	    "test.yaml:1:1: note: in this frame\n"
	    "test.yaml: warning: whole file [old]\n"
	    "error: nowhere [no]\n"
	    "out/x.pdf: failure: cannot be written: full\n");
	g_assert_cmpuint(desk.diag.errors, ==, 2);
	g_assert_cmpuint(desk.diag.warnings, ==, 1);
	g_assert_cmpuint(desk.diag.failures, ==, 1);
	desk_release(&desk);
}

/* Every caret of a long line stands under its own character, in lines that end within 80 columns
 * or so. */
static void test_long_line(void)
{
	char line[500];

	for (size_t i = 0; i < sizeof(line) - 1; i++)
		line[i] = (char)('a' + i % 26);
	line[sizeof(line) - 1] = '\0';
	for (unsigned column = 1; column < sizeof(line); column += 7) {
		struct desk desk;
		char **lines;
		const char *quoted;
		glong caret;

		desk_init(&desk);
		diag_error(&desk.diag, at(&desk, line, 1, column), "x", "x");
		lines = g_strsplit(desk.diag.out->str, "\n", -1);
		caret = (glong)strcspn(lines[2], "^");
		quoted = g_utf8_offset_to_pointer(lines[1], caret);
		g_assert_cmpint(*quoted, ==, line[column - 1]);
		g_assert_cmpint(g_utf8_strlen(lines[1], -1), <=, 90);
		g_assert_nonnull(strstr(lines[1], "…"));
		g_strfreev(lines);
		desk_release(&desk);
	}
}

/* Names and messages must not steer a terminal; JSON tells them exactly. */
static void test_plain(void)
{
	const char *path = "a\033[31m\n\xC2\x9B\xE2\x80\xAE\xFF\t\"\\中\xE2\x80\x8D.pdf";
	struct desk desk;

	desk_init(&desk);
	diag_failure(&desk.diag, path, "no \"%s\"", "x\ry");
	g_assert_cmpstr(desk.diag.out->str, ==,
	    "a\uFFFD[31m\uFFFD\uFFFD\uFFFD\uFFFD \"\\中\u200D.pdf: failure: no \"x\uFFFDy\"\n");
	g_string_truncate(desk.diag.out, 0);
	desk.diag.format = DIAG_JSON;
	diag_failure(&desk.diag, path, "x");
	g_assert_cmpstr(desk.diag.out->str, ==,
	    "{\"severity\":\"failure\",\"message\":\"x\",\"file\":\"a\\u001b[31m\\n"
	    "\\u009b\\u202e\uFFFD\\u0009\\\"\\\\中\u200D.pdf\"}\n");
	desk_release(&desk);
}

/* Places that the file does not have, and bytes that are not text, do no harm. */
static void test_odd_places(void)
{
	struct desk desk;
	const char bytes[] = "a\xFF\x00\xE2\x80\xAE"
			     "b\nc";
	const struct source *source;

	desk_init(&desk);
	source = source_of(&desk, bytes, sizeof(bytes) - 1);
	for (unsigned line = 0; line < 5; line++) {
		for (unsigned column = 0; column < 9; column++)
			diag_error(&desk.diag, (struct place){ source, line, column }, "x", "x");
	}
	g_assert_true(g_utf8_validate(desk.diag.out->str, (gssize)desk.diag.out->len, NULL));
	g_assert_null(strstr(desk.diag.out->str, "\xE2\x80\xAE"));
	desk_release(&desk);
}

static void test_json(void)
{
	struct desk desk;

	desk_init(&desk);
	desk.diag.format = DIAG_JSON;
	desk.diag.job = "es poster@letter";
	diag_error(&desk.diag, at(&desk, "a: b", 1, 4), "unfit", "say \"%s\" \\ %s", "x\n\x01",
	    "\xFF");
	diag_help(&desk.diag, "shorten");
	diag_failure(&desk.diag, "out", "full");
	g_assert_cmpstr(desk.diag.out->str, ==,
	    "{\"severity\":\"error\",\"code\":\"unfit\","
	    "\"message\":\"say \\\"x\\n\\u0001\\\" \\\\ \xEF\xBF\xBD\","
	    "\"file\":\"test.yaml\",\"line\":1,\"column\":4,\"job\":\"es poster@letter\"}\n"
	    "{\"severity\":\"help\",\"message\":\"shorten\",\"job\":\"es poster@letter\"}\n"
	    "{\"severity\":\"failure\",\"message\":\"full\",\"file\":\"out\","
	    "\"job\":\"es poster@letter\"}\n");
	desk_release(&desk);
}

static void test_status(void)
{
	struct desk a, b;
	const struct place none = { NULL, 0, 0 };

	desk_init(&a);
	desk_init(&b);
	g_assert_cmpint(diag_status(&a.diag), ==, 0);
	diag_warning(&a.diag, none, "w", "w");
	g_assert_cmpint(diag_status(&a.diag), ==, 0);
	a.diag.muted++;
	diag_error(&a.diag, none, "e", "unheard");
	diag_failure(&a.diag, NULL, "unheard");
	diag_help(&a.diag, "unheard");
	a.diag.muted--;
	g_assert_cmpint(diag_status(&a.diag), ==, 0);
	diag_error(&a.diag, none, "e", "e");
	g_assert_cmpint(diag_status(&a.diag), ==, 1);
	diag_failure(&b.diag, NULL, "f");
	diag_merge(&a.diag, &b.diag);
	g_assert_cmpint(diag_status(&a.diag), ==, 2);
	g_assert_cmpstr(a.diag.out->str, ==, "warning: w [w]\nerror: e [e]\nfailure: f\n");
	desk_release(&a);
	desk_release(&b);
}

static void test_nearest(void)
{
	static const char *const words[] = { "title", "subtitle", "kicker", "größe", "zh-Hans",
		"zh-Hant", NULL };
	static const struct {
		const char *word, *nearest;
	} rows[] = {
		{ "titel", "title" },
		{ "tilte", "title" },
		{ "Title", "title" },
		{ "subtitel", "subtitle" },
		{ "kiker", "kicker" },
		{ "grösse", "größe" },
		{ "zh-hans", "zh-Hans" },
		{ "body", NULL },
		{ "", NULL },
		{ "x", NULL },
		{ "eo", NULL },
		{ "\xFF\xFF", NULL },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
		g_assert_cmpstr(diag_nearest(rows[i].word, words), ==, rows[i].nearest);
	g_assert_null(diag_nearest("title", words + 6));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/diag/text", test_text);
	g_test_add_func("/diag/long-line", test_long_line);
	g_test_add_func("/diag/plain", test_plain);
	g_test_add_func("/diag/odd-places", test_odd_places);
	g_test_add_func("/diag/json", test_json);
	g_test_add_func("/diag/status", test_status);
	g_test_add_func("/diag/nearest", test_nearest);
	return g_test_run();
}
