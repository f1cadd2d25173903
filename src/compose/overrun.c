/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compose/overrun.h"

#include <math.h>
#include <string.h>

bool climb_counts(const struct climb *climb, const struct frame *frame)
{
	const struct ladder *ladder = climb->ladder;

	if (!ladder || !ladder->n_frames)
		return true;
	for (size_t i = 0; i < ladder->n_frames; i++)
		if (strcmp(ladder->frames[i].text, frame->name.text) == 0)
			return true;
	return false;
}

static double miss_mm(double points)
{
	return ceil(geom_mm(points) * 10) / 10;
}

static size_t length_of(const struct words *words)
{
	return (size_t)g_utf8_strlen(words->text, (gssize)words->length);
}

/* Cuts so many trailing characters of a text; 0: none. */
static void cut(struct scene *scene, const struct words *words, size_t characters)
{
	if (characters)
		g_hash_table_insert(scene->cuts, (void *)words,
		    (void *)glossary_cut(scene->glossary, words, characters));
	else
		g_hash_table_remove(scene->cuts, words);
}

/* Whether the frame would fit with what is cut now. */
static bool fits_cut(struct climb *climb, const struct frame *frame)
{
	bool fine = true;

	climb->scene->diag->muted++;
	boxes_lay(climb->scene, climb->pass);
	climb->scene->diag->muted--;
	for (guint i = 0; i < climb->pass->misses->len; i++)
		fine &= g_array_index(climb->pass->misses, struct miss, i).frame != frame;
	return fine;
}

/* The least number of trailing characters of a text whose removal makes the frame fit, with what
 * else is cut; 0: none does, and it is left whole. */
static size_t characters_over(struct climb *climb, const struct words *words,
    const struct frame *frame)
{
	size_t high = length_of(words), low = 1;

	if (high < 2)
		return 0;
	cut(climb->scene, words, high - 1);
	if (!fits_cut(climb, frame)) {
		cut(climb->scene, words, 0);
		return 0;
	}
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		cut(climb->scene, words, middle);
		if (fits_cut(climb, frame))
			high = middle;
		else
			low = middle + 1;
	}
	cut(climb->scene, words, low);
	return low;
}

/* The texts of a frame, each once. */
static GPtrArray *texts_of(const struct climb *climb, const struct frame *frame)
{
	GPtrArray *all = g_ptr_array_new();

	for (guint i = 0; i < climb->pass->spots->len; i++) {
		const struct spot *spot = &g_array_index(climb->pass->spots, struct spot, i);

		if (spot->frame == frame && spot->words && spot->block->kind == BLOCK_TEXT &&
		    !g_ptr_array_find(all, spot->words, NULL))
			g_ptr_array_add(all, (void *)spot->words);
	}
	return all;
}

/* One text whose cutting alone makes the frame fit, by the fewest characters; else several that
 * must all give: first all by the same share, then each as little as it can. What is found is left
 * in scene->cuts. */
static void culprits_find(struct climb *climb, const struct frame *frame, const GPtrArray *all)
{
	struct scene *scene = climb->scene;
	const struct words *best = NULL;
	size_t least = 0;

	for (guint i = 0; i < all->len; i++) {
		const struct words *words = g_ptr_array_index(all, i);
		size_t over = characters_over(climb, words, frame);

		cut(scene, words, 0);
		if (over && (!best || over < least)) {
			best = words;
			least = over;
		}
	}
	if (best) {
		cut(scene, best, least);
		return;
	}
	for (size_t share = 2; share < 100; share += 2) {
		for (guint i = 0; i < all->len; i++) {
			const struct words *words = g_ptr_array_index(all, i);

			cut(scene, words, length_of(words) * share / 100);
		}
		if (fits_cut(climb, frame))
			break;
	}
	for (guint i = 0; i < all->len; i++) {
		const struct words *words = g_ptr_array_index(all, i);

		cut(scene, words, 0);
		if (!fits_cut(climb, frame))
			characters_over(climb, words, frame);
	}
}

/* The piece that is too wide, as it is written: without the controls around contacts. */
static char *spelled(const struct miss *miss)
{
	GString *word = g_string_new(NULL);

	words_append(word, miss->words, miss->lines->word_start,
	    MIN(miss->lines->word_end, miss->words->length));
	return g_string_free(word, FALSE);
}

static void tell_height(struct climb *climb, const struct miss *miss)
{
	struct scene *scene = climb->scene;
	GPtrArray *all = texts_of(climb, miss->frame);
	bool told = false;

	culprits_find(climb, miss->frame, all);
	for (guint i = 0; i < all->len; i++) {
		const struct words *words = g_ptr_array_index(all, i);
		const struct words *rest = g_hash_table_lookup(scene->cuts, words);
		size_t over = rest ? length_of(words) - length_of(rest) : 0;

		if (!over)
			continue;
		diag_error(scene->diag, words->place, "unfit",
		    "%s: does not fit the %s (%s) in %s: %.1f mm too high", words->path,
		    scene->layout->name, scene->format->name, miss->frame->name.text,
		    miss_mm(miss->points));
		diag_help(scene->diag, "shorten it by %zu character%s%s", over,
		    over == 1 ? "" : "s",
		    g_hash_table_size(scene->cuts) > 1 ? ", and the others named here" : "");
		told = true;
	}
	if (!told)
		diag_error(scene->diag, (struct place){ scene->edition->source, 0, 0 }, "unfit",
		    "%s does not fit the %s (%s): %.1f mm too high", miss->frame->name.text,
		    scene->layout->name, scene->format->name, miss_mm(miss->points));
	g_hash_table_remove_all(scene->cuts);
	g_ptr_array_free(all, TRUE);
}

/* Whether the piece that is too wide is a contact. */
static bool is_contact(const struct miss *miss)
{
	for (size_t i = 0; i < miss->words->n_spans; i++)
		if (miss->lines->word_start < miss->words->spans[i].end &&
		    miss->lines->word_end > miss->words->spans[i].start)
			return true;
	return false;
}

static void tell_width(struct climb *climb, const struct miss *miss)
{
	struct scene *scene = climb->scene;
	char *word = spelled(miss);
	size_t over;

	diag_error(scene->diag, miss->words->place, "unfit",
	    "%s: \"%s\" is %.1f mm wider than its measure on the %s (%s)", miss->words->path, word,
	    miss_mm(miss->points), scene->layout->name, scene->format->name);
	g_free(word);
	if (miss->block->kind != BLOCK_TEXT)
		return;
	if (miss->words->n_spans && is_contact(miss)) {
		diag_help(scene->diag,
		    "a contact is never broken: give it more room, or leave it out of this text");
		return;
	}
	over = characters_over(climb, miss->words, miss->frame);
	g_hash_table_remove_all(scene->cuts);
	if (over)
		diag_help(scene->diag,
		    "use a shorter word, or mark where it may part with a soft hyphen (U+00AD); "
		    "%zu trailing character%s fewer would fit",
		    over, over == 1 ? "" : "s");
	else
		diag_help(scene->diag,
		    "use a shorter word, or mark where it may part with a soft hyphen (U+00AD)");
}

/* Every frame of the ladder that does not fit: one finding each. */
void overrun_tell(struct climb *climb)
{
	struct scene *scene = climb->scene;
	guint n = climb->pass->misses->len;
	struct miss *misses =
	    arena_copy(scene->arena, climb->pass->misses->data, n, sizeof(struct miss));
	const struct frame *told = NULL;

	for (guint i = 0; i < n; i++) {
		const struct miss *miss = &misses[i];

		if (!climb_counts(climb, miss->frame) ||
		    (miss->kind == MISS_HEIGHT && miss->frame == told))
			continue;
		told = miss->frame;
		if (miss->kind == MISS_WIDTH) {
			tell_width(climb, miss);
		} else if (miss->kind == MISS_LINES) {
			size_t over = characters_over(climb, miss->words, miss->frame);

			g_hash_table_remove_all(scene->cuts);

			diag_error(scene->diag, miss->words->place, "unfit",
			    "%s: takes %zu lines on the %s (%s), %d are allowed", miss->words->path,
			    miss->lines->count, scene->layout->name, scene->format->name,
			    miss->block->most_lines);
			if (over)
				diag_help(scene->diag, "shorten it by %zu character%s", over,
				    over == 1 ? "" : "s");
		} else {
			tell_height(climb, miss);
		}
		diag_note(scene->diag, miss->block ? miss->block->place : miss->frame->name.place,
		    "for this %s", miss->block ? "block" : "frame");
	}
	boxes_lay(scene, climb->pass);
}
