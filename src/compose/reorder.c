/* SPDX-License-Identifier: GPL-3.0-or-later */
/* paragraph_place: a line's runs from logical to visual order. */
#include "compose/paragraph.h"

#include "compose/slice.h"

/* UAX #9 L2: from the highest level down to the lowest odd one, turn each stretch of at least that
 * level around. */
static void order_turn(const struct placed *runs, size_t *order, size_t count)
{
	unsigned highest = 0;

	for (size_t i = 0; i < count; i++)
		highest = MAX(highest, runs[i].level);
	for (unsigned level = highest; level > 0; level--) {
		for (size_t i = 0; i < count;) {
			size_t end = i;

			while (end < count && runs[order[end]].level >= level)
				end++;
			for (size_t a = i, b = end; a + 1 < b; a++, b--) {
				size_t kept = order[a];

				order[a] = order[b - 1];
				order[b - 1] = kept;
			}
			i = end > i ? end : i + 1;
		}
	}
}

struct placed *paragraph_place(struct arena *arena, const struct text *text,
    const struct line *line, size_t *count)
{
	struct slice slice = slice_find(text, line->start, line->end);
	struct placed *runs = ARENA_ARRAY(arena, struct placed, slice.n_runs + 1);
	size_t *order = ARENA_ARRAY(arena, size_t, slice.n_runs + 1);
	double pen = 0;

	*count = 0;
	for (size_t i = 0; i < slice.n_runs && line->start < line->end; i++) {
		const struct run *run = &slice.runs[i];
		struct placed *placed = &runs[*count];

		placed->glyphs = slice_glyphs(run, line->start, line->end, &placed->n_glyphs);
		if (placed->n_glyphs == 0)
			continue;
		placed->face = run->face;
		/* L1 needs no step of its own: what it resets, white space and isolates at the
		 * line's end, is left out. */
		placed->level = run->level;
		placed->start = MAX(run->start, line->start);
		placed->end = MIN(run->end, line->end);
		placed->width = 0;
		for (size_t j = 0; j < placed->n_glyphs; j++)
			placed->width += placed->glyphs[j].advance;
		order[*count] = *count;
		++*count;
	}
	order_turn(runs, order, *count);
	for (size_t i = 0; i < *count; i++) {
		runs[order[i]].x = pen;
		pen += runs[order[i]].width;
	}
	return runs;
}
