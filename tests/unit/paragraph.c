/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compose/paragraph.h"

#include <math.h>

#include "opened.h"

static const double measures[] = { 7, 9.5, 12, 16, 23.3, 40, 1000 };
static const double grain = 2e-6;

static bool is_space(const struct text *text, size_t at)
{
	return text->offsets[at] & OFFSET_SPACE;
}

/* Width of [start, end) set alone, white space at its end left out. */
static double width_of(const struct text *text, size_t start, size_t end)
{
	size_t next = end, count;
	const struct run *runs;
	double width = 0;

	while (end > start &&
	    is_space(text, (size_t)(g_utf8_prev_char(text->words->text + end) - text->words->text)))
		end = (size_t)(g_utf8_prev_char(text->words->text + end) - text->words->text);
	if (!((text->offsets[start] | text->offsets[next]) & OFFSET_UNSAFE))
		return text->advance[end] - text->advance[start];
	runs = shape_slice(text, start, next, &count);
	for (size_t i = 0; i < count; i++)
		for (size_t j = 0; j < runs[i].n_glyphs; j++)
			if (runs[i].glyphs[j].cluster < end)
				width += runs[i].glyphs[j].advance;
	return width;
}

static size_t break_after(const struct text *text, size_t at)
{
	do
		at++;
	while (at < text->words->length && !(text->offsets[at] & OFFSET_BREAK));
	return at;
}

/* As many words as go, line by line: no breaking has fewer lines. */
static size_t greedy_count(const struct text *text, double measure)
{
	size_t count = 0, start = 0, length = text->words->length;

	while (start < length) {
		size_t end = break_after(text, start);

		while (end < length && !(text->offsets[end] & OFFSET_MUST)) {
			size_t next = break_after(text, end);

			if (width_of(text, start, next) > measure + grain)
				break;
			end = next;
		}
		start = end;
		count++;
	}
	return count;
}

/* Calls for every sentence, weight, measure and setting. */
static void each(void (*check)(const struct text *text, const struct lines *lines, double measure,
    enum setting setting))
{
	for (size_t i = 0; i < G_N_ELEMENTS(sentences); i++) {
		const char *texts[] = { sentences[i].text, NULL };
		struct opened opened;

		opened_init(&opened, sentences[i].tag, texts, false);
		for (int weight = 0; weight < WEIGHT_COUNT; weight++) {
			const struct text *text = opened_text(&opened, 1, (enum weight)weight);

			for (size_t j = 0; j < G_N_ELEMENTS(measures); j++) {
				check(text, paragraph_break(text, measures[j], SETTING_BODY),
				    measures[j], SETTING_BODY);
				check(text, paragraph_break(text, measures[j], SETTING_BALANCED),
				    measures[j], SETTING_BALANCED);
			}
		}
		expect_silence(&opened.desk);
		opened_release(&opened);
	}
}

/* Lines hold all of the words but white space, end where lines may, and fit, but for pieces that
 * cannot. */
static void check_lines(const struct text *text, const struct lines *lines, double measure,
    enum setting setting)
{
	size_t at = 0;
	double widest = 0;

	for (size_t i = 0; i < lines->count; i++) {
		const struct line *line = &lines->line[i];

		for (; at < line->start; at++)
			g_assert_true(is_space(text, at) || (text->words->text[at] & 0xc0) == 0x80);
		g_assert_cmpuint(line->start, ==, at);
		g_assert_true(i == 0 || text->offsets[line->start] & OFFSET_BREAK);
		g_assert_cmpuint(line->end, >, line->start);
		at = line->end;
		g_assert_cmpfloat_with_epsilon(line->width,
		    width_of(text, line->start,
			i + 1 < lines->count ? lines->line[i + 1].start : text->words->length),
		    1e-9);
		if (line->width > measure + grain) {
			g_assert_cmpuint(break_after(text, line->start), >=, line->end);
			g_assert_cmpfloat(lines->overflow, >, 0);
		}
		g_assert_true(line->ascent > .3 && line->ascent < 2 && line->descent >= 0 &&
		    line->descent < 1.5);
		widest = fmax(widest, line->width);
	}
	g_assert_cmpuint(at, ==, text->words->length);
	g_assert_cmpfloat(lines->widest, ==, widest);
	g_assert_cmpuint(lines->count, ==, greedy_count(text, measure));
	g_assert_true(paragraph_break(text, measure, setting) == lines);
}

static void test_lines(void)
{
	each(check_lines);
}

/* What breaking is to be best at, said once more: fewest lines first. */
struct rating {
	bool shortfall; /* the last line is one word, and no contact */
	/* Sum of squares: of widths, or of what is left at the end of each line but the last. */
	double uneven;
};

struct trial {
	const struct text *text;
	double measure;
	enum setting setting;
	size_t starts[64], count, most;
	struct rating best;
	bool found;
};

static bool is_one_word(const struct text *text, size_t start)
{
	size_t end = text->words->length;

	for (size_t i = 0; i < text->words->n_spans; i++)
		if (text->words->spans[i].start >= start)
			return false;
	if (!text->script->spaces)
		return break_after(text, start) == end || width_of(text, start, end) < 2;
	for (size_t at = start; at < end; at++)
		if (is_space(text, at))
			return false;
	return true;
}

static struct rating rate(const struct text *text, const size_t *starts, size_t count,
    double measure, enum setting setting)
{
	struct rating rating = { count > 1 && is_one_word(text, starts[count - 1]), 0 };

	for (size_t i = 0; i < count; i++) {
		double width =
		    width_of(text, starts[i], i + 1 < count ? starts[i + 1] : text->words->length) /
		    measure;

		if (setting == SETTING_BALANCED)
			rating.uneven += width * width +
			    (i + 1 < count && text->offsets[starts[i + 1]] & OFFSET_INNER ? .15
											  : 0);
		else if (i + 1 < count)
			rating.uneven += width < 1 ? (1 - width) * (1 - width) : 0;
	}
	return rating;
}

/* Every way to part the words into `most` lines that fit. */
static void try_all(struct trial *trial, size_t start)
{
	const struct text *text = trial->text;
	size_t length = text->words->length;

	trial->starts[trial->count++] = start;
	for (size_t end = break_after(text, start);; end = break_after(text, end)) {
		bool single = end == break_after(text, start);

		if (!single && width_of(text, start, end) > trial->measure + grain)
			break;
		if (end == length) {
			struct rating rating =
			    rate(text, trial->starts, trial->count, trial->measure, trial->setting);

			if (trial->count == trial->most &&
			    (!trial->found || rating.shortfall < trial->best.shortfall ||
				(rating.shortfall == trial->best.shortfall &&
				    rating.uneven < trial->best.uneven))) {
				trial->best = rating;
				trial->found = true;
			}
			break;
		}
		if (trial->count < trial->most)
			try_all(trial, end);
	}
	trial->count--;
}

/* No way of breaking is better than the one chosen. */
static void check_best(const struct text *text, const struct lines *lines, double measure,
    enum setting setting)
{
	struct trial trial = { .text = text,
		.measure = measure,
		.setting = setting,
		.most = lines->count };
	size_t starts[64];
	struct rating chosen;

	if (lines->count > 3)
		return;
	for (size_t i = 0; i < lines->count; i++)
		starts[i] = lines->line[i].start;
	chosen = rate(text, starts, lines->count, measure, setting);
	try_all(&trial, 0);
	g_assert_true(trial.found);
	g_assert_cmpint(chosen.shortfall, ==, trial.best.shortfall);
	/* Where shapes change at a line's end, lines far from full are judged by their natural
	 * width. */
	g_assert_cmpfloat_with_epsilon(chosen.uneven, trial.best.uneven, .002);
}

static void test_best(void)
{
	each(check_best);
}

/* Runs stand side by side from the left edge to the line's width, and hold each byte that shows
 * once. */
static void check_places(const struct text *text, const struct lines *lines, double measure,
    enum setting setting)
{
	struct arena *arena = arena_new();

	(void)measure;
	(void)setting;
	for (size_t i = 0; i < lines->count; i++) {
		size_t count, at = lines->line[i].start;
		const struct placed *runs = paragraph_place(arena, text, &lines->line[i], &count);
		double sum = 0, edge = 0;

		for (size_t j = 0; j < count; j++) {
			g_assert_cmpuint(runs[j].start, >=, at);
			g_assert_cmpuint(runs[j].end, <=, lines->line[i].end);
			g_assert_cmpuint(runs[j].n_glyphs, >, 0);
			at = runs[j].end;
			sum += runs[j].width;
		}
		g_assert_cmpfloat_with_epsilon(sum, lines->line[i].width, 1e-9);
		for (size_t done = 0; done < count; done++) {
			size_t next = 0;

			while (next < count && fabs(runs[next].x - edge) > 1e-9)
				next++;
			g_assert_cmpuint(next, <, count);
			edge += runs[next].width;
		}
	}
	arena_free(arena);
}

static void test_places(void)
{
	each(check_places);
}

/* A wider measure never takes more lines. */
static void test_wider(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(sentences); i++) {
		const char *texts[] = { sentences[i].text, NULL };
		struct opened opened;
		const struct text *text;
		size_t before = SIZE_MAX;

		opened_init(&opened, sentences[i].tag, texts, false);
		text = opened_text(&opened, 1, WEIGHT_BOLD);
		for (double measure = 6; measure < 60; measure += .37) {
			const struct lines *lines =
			    paragraph_break(text, measure, SETTING_BALANCED);

			g_assert_cmpuint(lines->count, <=, before);
			before = lines->count;
		}
		g_assert_cmpuint(paragraph_break(text, 1000, SETTING_BALANCED)->count, ==, 1);
		opened_release(&opened);
	}
}

/* x of each glyph of the contact on a line; its first glyph is the first character's. */
static size_t contact_places(struct arena *arena, const struct text *text, const struct line *line,
    double *x)
{
	size_t count, n = 0;
	const struct placed *runs = paragraph_place(arena, text, line, &count);
	const struct span *span = &text->words->spans[0];

	for (size_t i = 0; i < count; i++) {
		double pen = runs[i].x;

		if (runs[i].start < span->start || runs[i].end > span->end)
			continue;
		g_assert_cmpuint(runs[i].level % 2, ==, 0);
		for (size_t j = 0; j < runs[i].n_glyphs; j++) {
			g_assert_cmpuint(runs[i].glyphs[j].cluster, ==, span->start + 3 + n);
			x[n++] = pen;
			pen += runs[i].glyphs[j].advance;
		}
	}
	return n;
}

/* A number reads left to right in a text that does not, wherever the line ends: above all where it
 * ends in an isolate and a space. */
static void test_isolate_at_end(void)
{
	static const char *const tags[] = { "ar", "he", "ur", "en" };
	static const char *const texts[][4] = {
		{ "اتصل بالرقم {phone} الآن من أي مكان", "{phone} هو الرقم", "هو {phone}", NULL },
		{ "התקשרו {phone} עכשיו מכל מקום", "{phone} זה המספר", "זה {phone}", NULL },
		{ "ابھی {phone} پر فون کریں", "{phone} پر", "پر {phone}", NULL },
		{ "Call {phone} from anywhere", "{phone} is it", "it is {phone}", NULL },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(tags); i++) {
		struct opened opened;

		opened_init(&opened, tags[i], texts[i], false);
		for (int number = 1; number <= 3; number++) {
			const struct text *text = opened_text(&opened, number, WEIGHT_REGULAR);
			const struct span *span = &text->words->spans[0];
			size_t at_end = 0;

			for (double measure = 8.5; measure < 30; measure += .25) {
				const struct lines *lines =
				    paragraph_break(text, measure, SETTING_BODY);

				for (size_t j = 0; j < lines->count; j++) {
					const struct line *line = &lines->line[j];
					double x[32];

					if (line->start > span->start || line->end < span->end)
						continue;
					g_assert_cmpuint(
					    contact_places(opened.desk.arena, text, line, x), ==,
					    14);
					for (size_t k = 1; k < 14; k++)
						g_assert_cmpfloat(x[k], >, x[k - 1]);
					if (line->end != span->end || line->start == span->start)
						continue;
					/* Last on its line: at the end's edge, the left one where
					 * text runs to the left. */
					at_end++;
					if (text->rtl)
						g_assert_cmpfloat(x[0], ==, 0);
					else
						g_assert_cmpfloat(x[0], >, 0);
				}
			}
			g_assert_true(number == 2 || at_end > 0);
		}
		opened_release(&opened);
	}
}

/* Latin words in an Arabic line stand in their own order, between what stands around them. */
static void test_mixed_order(void)
{
	const char *texts[] = { "قالت Human Trafficking Front إن", NULL };
	struct opened opened;
	const struct text *text;
	const struct lines *lines;
	const struct placed *runs;
	size_t count;

	opened_init(&opened, "ar", texts, false);
	text = opened_text(&opened, 1, WEIGHT_BOLD);
	lines = paragraph_break(text, 100, SETTING_BALANCED);
	g_assert_cmpuint(lines->count, ==, 1);
	runs = paragraph_place(opened.desk.arena, text, lines->line, &count);
	g_assert_cmpuint(count, >=, 3);
	g_assert_cmpfloat(runs[count - 1].x, ==, 0);
	g_assert_cmpfloat(runs[0].x + runs[0].width, >, lines->widest - 1e-9);
	/* Cut inside the Latin words: each part starts at the right of its line. */
	lines = paragraph_break(text, runs[0].width + 6, SETTING_BODY);
	g_assert_cmpuint(lines->count, >, 1);
	runs = paragraph_place(opened.desk.arena, text, &lines->line[0], &count);
	g_assert_cmpfloat_with_epsilon(runs[0].x + runs[0].width, lines->line[0].width, 1e-9);
	opened_release(&opened);
}

static void test_overflow(void)
{
	const char *texts[] = { "Die Donaudampfschifffahrt ist es", "a bb {site} c", NULL };
	struct opened opened;
	const struct text *text;
	const struct lines *lines;

	opened_init(&opened, "de", texts, false);
	text = opened_text(&opened, 1, WEIGHT_BOLD);
	lines = paragraph_break(text, 6, SETTING_BALANCED);
	g_assert_cmpuint(lines->word_start, ==, 4);
	g_assert_cmpuint(lines->word_end, ==, 25);
	g_assert_cmpfloat_with_epsilon(lines->overflow, text->advance[25] - text->advance[4] - 6,
	    1e-9);
	g_assert_cmpuint(lines->count, ==, 3);
	lines = paragraph_break(text, lines->overflow + 6, SETTING_BODY);
	g_assert_cmpfloat(lines->overflow, <=, 1e-6);
	text = opened_text(&opened, 2, WEIGHT_BOLD);
	lines = paragraph_break(text, 3, SETTING_BODY);
	g_assert_cmpuint(lines->word_start, ==, text->words->spans[0].start);
	g_assert_cmpuint(lines->word_end, ==, text->words->spans[0].end);
	opened_release(&opened);
}

static void test_headings(void)
{
	static const struct {
		const char *tag, *text, *first;
		double measure;
	} rows[] = {
		{ "en", "The problem is big and evolving", "The problem is", 11 },
		{ "en", "Report a concern", "Report", 7.6 },
		{ "zh-Hans", "保护未成年人", "保护", 4 },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		const char *texts[] = { rows[i].text, NULL };
		struct opened opened;
		const struct lines *lines;
		char *first;

		opened_init(&opened, rows[i].tag, texts, false);
		lines = paragraph_break(opened_text(&opened, 1, WEIGHT_BOLD), rows[i].measure,
		    SETTING_BALANCED);
		g_assert_cmpuint(lines->count, ==, 2);
		first = g_strndup(rows[i].text, lines->line[0].end);
		g_assert_cmpstr(first, ==, rows[i].first);
		g_free(first);
		opened_release(&opened);
	}
}

/* Each line that must end does, and is broken as if it were alone. */
static void test_must(void)
{
	const char *texts[] = { "one two\nthree four five", NULL };
	struct opened opened;
	const struct lines *lines;

	opened_init(&opened, "en", texts, false);
	lines = paragraph_break(opened_text(&opened, 1, WEIGHT_REGULAR), 1000, SETTING_BODY);
	g_assert_cmpuint(lines->count, ==, 2);
	g_assert_cmpuint(lines->line[0].end, ==, 7);
	g_assert_cmpuint(lines->line[1].start, ==, 8);
	opened_release(&opened);
}

static void test_soft_hyphen(void)
{
	const char *texts[] = { "hu\xc2\xad"
				"manity",
		NULL };
	struct opened opened;
	const struct text *text;
	const struct lines *lines;
	const struct placed *runs;
	size_t count;

	opened_init(&opened, "en", texts, false);
	text = opened_text(&opened, 1, WEIGHT_REGULAR);
	lines = paragraph_break(text, 100, SETTING_BODY);
	g_assert_cmpuint(lines->count, ==, 1);
	lines = paragraph_break(text, 3.5, SETTING_BODY);
	g_assert_cmpuint(lines->count, ==, 2);
	g_assert_cmpfloat(lines->line[0].width, >, text->advance[4] + .2);
	runs = paragraph_place(opened.desk.arena, text, &lines->line[0], &count);
	g_assert_cmpuint(count, ==, 1);
	g_assert_cmpuint(runs->n_glyphs, ==, 3);
	opened_release(&opened);
}

static void test_empty(void)
{
	const char *texts[] = { "a", NULL };
	const struct words words = { .text = "", .path = "t.1" };
	struct opened opened;
	const struct lines *lines;

	opened_init(&opened, "en", texts, false);
	lines = paragraph_break(shape_text(opened.fonts, &words, WEIGHT_BOLD, &opened.desk.diag),
	    10, SETTING_BODY);
	g_assert_cmpuint(lines->count, ==, 0);
	g_assert_cmpfloat(lines->overflow, <=, 0);
	opened_release(&opened);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/paragraph/lines", test_lines);
	g_test_add_func("/paragraph/best", test_best);
	g_test_add_func("/paragraph/places", test_places);
	g_test_add_func("/paragraph/wider", test_wider);
	g_test_add_func("/paragraph/isolate at end", test_isolate_at_end);
	g_test_add_func("/paragraph/mixed order", test_mixed_order);
	g_test_add_func("/paragraph/overflow", test_overflow);
	g_test_add_func("/paragraph/headings", test_headings);
	g_test_add_func("/paragraph/must", test_must);
	g_test_add_func("/paragraph/soft hyphen", test_soft_hyphen);
	g_test_add_func("/paragraph/empty", test_empty);
	return g_test_run();
}
