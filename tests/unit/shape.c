/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compose/shape.h"

#include <math.h>

#include "opened.h"

/* An edition of one text, with which nothing is wrong so far. */
static void open_one(struct opened *opened, const char *tag, const char *text)
{
	const char *texts[] = { text, NULL };

	opened_init(opened, tag, texts, false);
	expect_silence(&opened->desk);
	g_assert_nonnull(opened->fonts);
}

static const struct run *contact_run(const struct text *text)
{
	const struct run *found = NULL;

	for (size_t i = 0; i < text->n_runs; i++) {
		if (!text->runs[i].contact)
			continue;
		g_assert_null(found);
		found = &text->runs[i];
	}
	g_assert_nonnull(found);
	return found;
}

/* In every edition a number is one run, left to right, bold, in the base family: glyphs in the
 * order of its characters. */
static void test_contacts(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(sentences); i++) {
		struct opened opened;
		const struct text *text;
		const struct run *run;
		char *only =
		    g_strdup(strstr(sentences[i].text, "{site}") ? "a {phone}" : sentences[i].text);

		open_one(&opened, sentences[i].tag, only);
		text = opened_text(&opened, 1, WEIGHT_REGULAR);
		expect_silence(&opened.desk);
		run = contact_run(text);
		g_assert_cmpuint(run->level % 2, ==, 0);
		g_assert_cmpuint(run->n_glyphs, ==, strlen("1-800-THE-LOST"));
		g_assert_cmpstr(run->face->name, ==, "NotoSans-Bold");
		for (size_t j = 0; j < run->n_glyphs; j++)
			g_assert_cmpuint(run->glyphs[j].cluster, ==,
			    text->words->spans[0].start + 3 + j);
		for (size_t j = text->words->spans[0].start + 1; j < text->words->spans[0].end; j++)
			g_assert_false(text->offsets[j] & OFFSET_BREAK);
		opened_release(&opened);
		g_free(only);
	}
}

/* Alone, as the phone of a card: the edition's direction does not matter, nor the weight asked
 * for. */
static void test_contact_alone(void)
{
	static const char *const tags[] = { "en", "ar", "he", "zh-Hans", "hi" };
	double width = 0;

	for (size_t i = 0; i < G_N_ELEMENTS(tags); i++) {
		struct opened opened;
		const struct words *words;
		const struct text *text;

		open_one(&opened, tags[i], "1");
		words = glossary_contact(opened.glossary, CONTACT_PHONE);
		text = shape_text(opened.fonts, words, i % 2 ? WEIGHT_BOLD : WEIGHT_REGULAR,
		    &opened.desk.diag);
		expect_silence(&opened.desk);
		g_assert_cmpuint(text->n_runs, ==, 1);
		g_assert_cmpuint(contact_run(text)->n_glyphs, ==, 14);
		if (i == 0)
			width = text->advance[words->length];
		g_assert_cmpfloat_with_epsilon(text->advance[words->length], width, 1e-9);
		opened_release(&opened);
	}
}

static void test_broken_sequences(void)
{
	static const struct {
		const char *tag, *text, *said;
	} rows[] = {
		{ "my", "ေက",
		    "\xe1\x80\xb1" },	     /* as Zawgyi types it: the vowel before its letter */
		{ "hi", "यह िक", "U+093F" }, /* the matra before its letter */
		{ "km", "្ក", "U+17D2" },
	};
	static const char *const whole[] = { "ကေ", "यह कि", "ក្ក" };

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		struct opened opened;

		open_one(&opened, rows[i].tag, rows[i].text);
		g_assert_null(opened_text(&opened, 1, WEIGHT_BOLD));
		expect_said(&opened.desk, rows[i].said);
		expect_said(&opened.desk, "[broken-sequence]");
		expect_said(&opened.desk, "test.yaml:1:1: error: t.1: ");
		opened_release(&opened);
		open_one(&opened, rows[i].tag, whole[i]);
		g_assert_nonnull(opened_text(&opened, 1, WEIGHT_BOLD));
		expect_silence(&opened.desk);
		opened_release(&opened);
	}
}

/* A circle that the text holds is no error. */
static void test_asked_circle(void)
{
	struct opened opened;

	open_one(&opened, "hi", "◌ि और ◌");
	g_assert_nonnull(opened_text(&opened, 1, WEIGHT_REGULAR));
	expect_silence(&opened.desk);
	opened_release(&opened);
}

static double runs_width(const struct run *runs, size_t n_runs)
{
	double width = 0;

	for (size_t i = 0; i < n_runs; i++)
		for (size_t j = 0; j < runs[i].n_glyphs; j++)
			width += runs[i].glyphs[j].advance;
	return width;
}

/* What the flags say is so: a line cut at two safe places is as wide as its advances say. And a
 * slice knows the offsets of the whole words. Every pair of breaks of every sentence. */
static void test_slices(void)
{
	size_t safe = 0, unsafe = 0;

	for (size_t i = 0; i < G_N_ELEMENTS(sentences); i++) {
		struct opened opened;
		const struct text *text;
		size_t length;

		open_one(&opened, sentences[i].tag, sentences[i].text);
		text = opened_text(&opened, 1, WEIGHT_REGULAR);
		length = text->words->length;
		for (size_t start = 0; start < length; start++) {
			if (start > 0 && !(text->offsets[start] & OFFSET_BREAK))
				continue;
			for (size_t end = start + 1; end <= length; end++) {
				size_t count;
				const struct run *runs;

				if (!(text->offsets[end] & OFFSET_BREAK))
					continue;
				runs = shape_slice(text, start, end, &count);
				for (size_t j = 0; j < count; j++)
					for (size_t k = 0; k < runs[j].n_glyphs; k++)
						g_assert_true(runs[j].glyphs[k].cluster >= start &&
						    runs[j].glyphs[k].cluster < end);
				if ((text->offsets[start] | text->offsets[end]) & OFFSET_UNSAFE) {
					unsafe++;
					continue;
				}
				safe++;
				g_assert_cmpfloat_with_epsilon(runs_width(runs, count),
				    text->advance[end] - text->advance[start], 1e-9);
			}
		}
		opened_release(&opened);
	}
	g_test_message("%zu safe slices, %zu unsafe", safe, unsafe);
	g_assert_cmpuint(safe, >, 500);
	g_assert_cmpuint(unsafe, >, 0);
}

/* A slice is what its bytes shaped alone are. */
static void test_slice_like_text(void)
{
	static const struct {
		const char *tag, *text;
		size_t cut;
	} rows[] = {
		{ "en", "AVAVAV", 3 },
		{ "ar", "سلامسلام", 8 },
		{ "hi", "क्षेत्रक्षेत्र", 12 },
		{ "ja", "キャッチャー", 9 },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		char *half = g_strdup(rows[i].text + rows[i].cut);
		const char *texts[] = { rows[i].text, half, NULL };
		struct opened opened;
		const struct text *whole, *alone;
		const struct run *runs;
		size_t count;

		opened_init(&opened, rows[i].tag, texts, false);
		whole = opened_text(&opened, 1, WEIGHT_BOLD);
		alone = opened_text(&opened, 2, WEIGHT_BOLD);
		runs = shape_slice(whole, rows[i].cut, whole->words->length, &count);
		g_assert_cmpuint(count, ==, 1);
		g_assert_cmpuint(alone->n_runs, ==, 1);
		g_assert_cmpuint(runs->n_glyphs, ==, alone->runs->n_glyphs);
		for (size_t j = 0; j < runs->n_glyphs; j++) {
			g_assert_cmpuint(runs->glyphs[j].id, ==, alone->runs->glyphs[j].id);
			g_assert_cmpuint(runs->glyphs[j].cluster, ==,
			    alone->runs->glyphs[j].cluster + rows[i].cut);
			g_assert_cmpfloat(runs->glyphs[j].advance, ==,
			    alone->runs->glyphs[j].advance);
		}
		opened_release(&opened);
		g_free(half);
	}
}

/* Unseen until a line ends there. */
static void test_soft_hyphen(void)
{
	const char *texts[] = { "hu\xc2\xad"
				"mane",
		"humane", NULL };
	struct opened opened;
	const struct text *soft, *plain;
	const struct run *runs;
	size_t count;

	opened_init(&opened, "en", texts, false);
	soft = opened_text(&opened, 1, WEIGHT_REGULAR);
	plain = opened_text(&opened, 2, WEIGHT_REGULAR);
	g_assert_cmpuint(soft->runs->n_glyphs, ==, plain->runs->n_glyphs);
	g_assert_true(soft->offsets[4] & OFFSET_BREAK);
	g_assert_true(soft->offsets[4] & OFFSET_UNSAFE);
	runs = shape_slice(soft, 0, 4, &count);
	g_assert_cmpuint(runs->n_glyphs, ==, 3);
	g_assert_cmpfloat(runs->glyphs[2].advance, >, .2);
	runs = shape_slice(soft, 0, 8, &count);
	g_assert_cmpuint(runs->n_glyphs, ==, 6);
	opened_release(&opened);
}

/* Joiners leave no glyph, and their bytes stay accounted for: clusters never fall in a run to the
 * right, never rise to the left. */
static void test_order(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(sentences); i++) {
		struct opened opened;
		const struct text *text;
		size_t at = 0;

		open_one(&opened, sentences[i].tag, sentences[i].text);
		text = opened_text(&opened, 1, WEIGHT_BOLD);
		for (size_t j = 0; j < text->n_runs; j++) {
			const struct run *run = &text->runs[j];

			g_assert_cmpuint(run->start, >=, at);
			at = run->end;
			for (size_t k = 1; k < run->n_glyphs; k++) {
				uint32_t left = run->glyphs[k - 1].cluster,
					 right = run->glyphs[k].cluster;

				g_assert_true(run->level % 2 ? right <= left : left <= right);
			}
			for (size_t k = 0; k < run->n_glyphs; k++) {
				gunichar first =
				    g_utf8_get_char(text->words->text + run->glyphs[k].cluster);

				g_assert_true(
				    text->offsets[run->glyphs[k].cluster] & OFFSET_CLUSTER);
				g_assert_false(
				    first == 0x200c || (first >= 0x2066 && first <= 0x2069));
			}
		}
		opened_release(&opened);
	}
}

/* The same words at the same weight are shaped once; other spans or weights are other texts. */
static void test_once(void)
{
	struct opened opened;
	const struct text *text;
	struct words copy;

	open_one(&opened, "en", "Call {phone}");
	text = opened_text(&opened, 1, WEIGHT_BOLD);
	copy = *text->words;
	g_assert_true(shape_text(opened.fonts, &copy, WEIGHT_BOLD, &opened.desk.diag) == text);
	g_assert_true(shape_text(opened.fonts, &copy, WEIGHT_REGULAR, &opened.desk.diag) != text);
	copy.n_spans = 0;
	g_assert_true(shape_text(opened.fonts, &copy, WEIGHT_BOLD, &opened.desk.diag) != text);
	opened_release(&opened);
}

/* Spaces and stops behind a contact belong to the script around it, not to the contact's. */
static void test_script_after_contact(void)
{
	struct opened opened;
	const struct text *text;

	open_one(&opened, "hi", "फ़ोन {phone} पर करें।");
	text = opened_text(&opened, 1, WEIGHT_REGULAR);
	g_assert_cmpuint(text->n_runs, ==, 3);
	g_assert_cmpuint(text->runs[0].script, ==, text->runs[2].script);
	g_assert_cmpuint(text->runs[0].script, !=, text->runs[1].script);
	opened_release(&opened);
}

static void test_empty(void)
{
	struct opened opened;
	const struct words words = { .text = "", .path = "t.1" };
	const struct text *text;

	open_one(&opened, "ar", "سلام");
	text = shape_text(opened.fonts, &words, WEIGHT_BOLD, &opened.desk.diag);
	g_assert_nonnull(text);
	g_assert_cmpuint(text->n_runs, ==, 0);
	opened_release(&opened);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/shape/contacts", test_contacts);
	g_test_add_func("/shape/contact alone", test_contact_alone);
	g_test_add_func("/shape/broken sequences", test_broken_sequences);
	g_test_add_func("/shape/asked circle", test_asked_circle);
	g_test_add_func("/shape/slices", test_slices);
	g_test_add_func("/shape/slice like text", test_slice_like_text);
	g_test_add_func("/shape/soft hyphen", test_soft_hyphen);
	g_test_add_func("/shape/order", test_order);
	g_test_add_func("/shape/once", test_once);
	g_test_add_func("/shape/script after contact", test_script_after_contact);
	g_test_add_func("/shape/empty", test_empty);
	return g_test_run();
}
