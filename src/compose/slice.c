/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compose/slice.h"

struct key {
	size_t start, end;
};

static guint key_hash(const void *data)
{
	const struct key *key = data;

	return (guint)(key->start * 65599 + key->end);
}

static gboolean key_equal(const void *a, const void *b)
{
	const struct key *left = a, *right = b;

	return left->start == right->start && left->end == right->end;
}

static void table_free(void *table)
{
	g_hash_table_destroy(table);
}

size_t slice_next(const struct text *text, size_t end)
{
	while (end < text->words->length && text->offsets[end] & OFFSET_SPACE &&
	    !(text->offsets[end] & OFFSET_MUST))
		end +=
		    (size_t)(g_utf8_next_char(text->words->text + end) - (text->words->text + end));
	return end;
}

struct glyph *slice_glyphs(const struct run *run, size_t start, size_t end, size_t *count)
{
	size_t first = 0, last = run->n_glyphs;

	while (first < last &&
	    (run->glyphs[first].cluster < start || run->glyphs[first].cluster >= end))
		first++;
	while (last > first &&
	    (run->glyphs[last - 1].cluster < start || run->glyphs[last - 1].cluster >= end))
		last--;
	*count = last - first;
	return run->glyphs + first;
}

static struct slice *slice_reshape(const struct text *text, size_t start, size_t end)
{
	struct slice *slice = ARENA_NEW(text->fonts->arena, struct slice);

	slice->runs = shape_slice(text, start, slice_next(text, end), &slice->n_runs);
	for (size_t i = 0; i < slice->n_runs; i++) {
		size_t count;
		const struct glyph *glyphs = slice_glyphs(&slice->runs[i], start, end, &count);

		for (size_t j = 0; j < count; j++)
			slice->width += glyphs[j].advance;
	}
	return slice;
}

struct slice slice_find(const struct text *text, size_t start, size_t end)
{
	const size_t next = slice_next(text, end);
	struct key key = { start, end };
	struct slice *slice;

	if (!(text->offsets[start] & OFFSET_UNSAFE) && !(text->offsets[next] & OFFSET_UNSAFE))
		return (struct slice){ text->runs, text->n_runs,
			text->advance[end] - text->advance[start] };
	if (!text->memo->slices) {
		text->memo->slices = g_hash_table_new(key_hash, key_equal);
		arena_tie(text->fonts->arena, text->memo->slices, table_free);
	}
	slice = g_hash_table_lookup(text->memo->slices, &key);
	if (!slice) {
		slice = slice_reshape(text, start, end);
		g_hash_table_insert(text->memo->slices,
		    arena_copy(text->fonts->arena, &key, 1, sizeof(key)), slice);
	}
	return *slice;
}
