/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compose/paragraph.h"

#include <math.h>

#include "compose/slice.h"

/* Measures are kept and used in millionths of an em, so that the order of questions changes no
 * answer; what fits before it is rounded must fit after. */
static const double grain = 1e-6;

/* em by which the shapes at a line's ends may make it wider or narrower than its advances say.
 * Only lines so near to the measure are shaped again to know whether they fit. */
static const double doubt = 1;

/* Costs, in squares of the measure. Fewer lines come first, then the last line's words, then the
 * rest. */
static const double cost_short = 100; /* a last line of one word */
static const double cost_inner = .15; /* a heading's line that ends inside a word */

/* A place where a line may end. */
struct cut {
	size_t at;  /* the next line starts here */
	size_t end; /* the line ends here: white space before `at` left out */
	bool must;
	bool inner;
	/* The best way to end a line here. */
	size_t lines;
	double cost;
	size_t from; /* index of the cut where that line starts */
};

struct breaking {
	const struct text *text;
	double measure;
	enum setting setting;
	struct cut *cuts;
	size_t n_cuts;
};

static size_t trim(const struct text *text, size_t start, size_t at)
{
	const char *string = text->words->text;

	while (at > start) {
		size_t before = (size_t)(g_utf8_prev_char(string + at) - string);

		if (!(text->offsets[before] & OFFSET_SPACE))
			break;
		at = before;
	}
	return at;
}

static void cuts_find(struct breaking *breaking)
{
	const struct text *text = breaking->text;
	size_t length = text->words->length, start = 0;
	GArray *cuts = g_array_new(FALSE, TRUE, sizeof(struct cut));
	struct cut cut = { 0 };

	g_array_append_val(cuts, cut);
	for (size_t at = 1; at <= length; at++) {
		if (!(text->offsets[at] & (OFFSET_BREAK | OFFSET_MUST)) && at < length)
			continue;
		cut.at = at;
		cut.end = trim(text, start, at);
		cut.must = at == length || text->offsets[at] & OFFSET_MUST;
		cut.inner = text->offsets[at] & OFFSET_INNER;
		g_array_append_val(cuts, cut);
		start = at;
	}
	breaking->n_cuts = cuts->len;
	breaking->cuts = (struct cut *)(void *)g_array_free(cuts, FALSE);
}

/* Natural width from cut to cut, white space at the end left out; or as it is set. */
static double width_between(const struct breaking *breaking, size_t from, size_t to, bool exact)
{
	size_t start = breaking->cuts[from].at, end = breaking->cuts[to].end;

	if (end <= start)
		return 0;
	return exact ? slice_find(breaking->text, start, end).width
		     : breaking->text->advance[end] - breaking->text->advance[start];
}

/* Whether a last line is too little to stand alone: one word, or what is hardly wider than an
 * ideograph. */
static bool is_short(const struct breaking *breaking, size_t from, size_t to, double width)
{
	const struct text *text = breaking->text;
	size_t start = breaking->cuts[from].at, end = breaking->cuts[to].end;

	/* A contact may stand alone: it is no leftover. */
	for (size_t i = 0; i < text->words->n_spans; i++)
		if (text->words->spans[i].start >= start && text->words->spans[i].end <= end)
			return false;
	if (!text->script->spaces)
		return to == from + 1 || width < 2;
	for (size_t at = start; at < end; at++)
		if (text->offsets[at] & OFFSET_SPACE)
			return false;
	return true;
}

static double line_cost(const struct breaking *breaking, size_t from, size_t to, double width)
{
	const struct cut *cut = &breaking->cuts[to];
	double share = width / breaking->measure, cost = 0;
	bool last = cut->must, first = from == 0 || breaking->cuts[from].must;

	if (breaking->setting == SETTING_BALANCED)
		cost = share * share + (cut->inner && !last ? cost_inner : 0);
	else if (!last)
		cost = share < 1 ? (1 - share) * (1 - share) : 0;
	if (last && !first && is_short(breaking, from, to, width))
		cost += cost_short;
	return cost;
}

/* The best lines that end at each cut, from the start to the end: fewest first, then least cost. */
static void breaking_solve(struct breaking *breaking)
{
	struct cut *cuts = breaking->cuts;

	for (size_t to = 1; to < breaking->n_cuts; to++) {
		cuts[to].lines = SIZE_MAX;
		for (size_t from = to; from-- > 0;) {
			bool single = from + 1 == to;
			double width = width_between(breaking, from, to, false), cost;
			size_t lines = cuts[from].lines + 1;

			if (!single && width > breaking->measure + doubt)
				break;
			if (width > breaking->measure - doubt)
				width = width_between(breaking, from, to, true);
			if (single || width <= breaking->measure + grain) {
				cost = cuts[from].cost + line_cost(breaking, from, to, width);
				if (lines < cuts[to].lines ||
				    (lines == cuts[to].lines && cost < cuts[to].cost)) {
					cuts[to].lines = lines;
					cuts[to].cost = cost;
					cuts[to].from = from;
				}
			}
			if (cuts[from].must)
				break;
		}
	}
}

static void line_measure(const struct text *text, struct line *line)
{
	struct slice slice = slice_find(text, line->start, line->end);

	line->width = line->end > line->start ? slice.width : 0;
	for (size_t i = 0; i < slice.n_runs; i++) {
		size_t count;
		const struct glyph *glyphs =
		    slice_glyphs(&slice.runs[i], line->start, line->end, &count);

		for (size_t j = 0; j < count; j++) {
			line->ascent = fmax(line->ascent, glyphs[j].top);
			line->descent = fmax(line->descent, -glyphs[j].bottom);
		}
	}
}

/* The widest piece that cannot be broken. */
static void overflow_find(const struct breaking *breaking, struct lines *lines)
{
	double most = -1;

	for (size_t i = 1; i < breaking->n_cuts; i++) {
		double width = width_between(breaking, i - 1, i, true);

		if (width <= most)
			continue;
		most = width;
		lines->word_start = breaking->cuts[i - 1].at;
		lines->word_end = breaking->cuts[i].end;
	}
	lines->overflow = fmax(most, 0) - breaking->measure;
	if (fabs(lines->overflow) < grain)
		lines->overflow = 0;
}

static struct lines *lines_new(const struct breaking *breaking)
{
	struct arena *arena = breaking->text->fonts->arena;
	struct lines *lines = ARENA_NEW(arena, struct lines);
	size_t to = breaking->n_cuts - 1;

	lines->count = breaking->cuts[to].lines;
	lines->line = ARENA_ARRAY(arena, struct line, lines->count + 1);
	for (size_t i = lines->count; i-- > 0; to = breaking->cuts[to].from) {
		struct line *line = &lines->line[i];

		line->start = breaking->cuts[breaking->cuts[to].from].at;
		line->end = MAX(breaking->cuts[to].end, line->start);
		line_measure(breaking->text, line);
		lines->widest = fmax(lines->widest, line->width);
	}
	overflow_find(breaking, lines);
	return lines;
}

static void table_free(void *table)
{
	g_hash_table_destroy(table);
}

const struct lines *paragraph_break(const struct text *text, double measure, enum setting setting)
{
	struct arena *arena = text->fonts->arena;
	const gint64 grains = llround(fmin(fmax(measure, grain), 1e9) / grain);
	gint64 key = grains * 2 + (setting == SETTING_BALANCED);
	struct breaking breaking = { .text = text,
		.measure = (double)grains * grain,
		.setting = setting };
	struct lines *lines;

	if (!text->memo->lines) {
		text->memo->lines = g_hash_table_new(g_int64_hash, g_int64_equal);
		arena_tie(arena, text->memo->lines, table_free);
	}
	lines = g_hash_table_lookup(text->memo->lines, &key);
	if (lines)
		return lines;
	cuts_find(&breaking);
	breaking_solve(&breaking);
	lines = lines_new(&breaking);
	g_free(breaking.cuts);
	g_hash_table_insert(text->memo->lines, arena_copy(arena, &key, 1, sizeof(key)), lines);
	return lines;
}
