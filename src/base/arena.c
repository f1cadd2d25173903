/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/arena.h"

#include <glib.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum {
	BLOCK_SIZE = 64 * 1024,
	LARGE = BLOCK_SIZE / 4 /* gets a block of its own, so that no tail is wasted for it */
};

struct block {
	struct block *next;
	size_t size, used;
	max_align_t bytes[];
};

struct tie {
	struct tie *next;
	void *object;
	void (*release)(void *);
};

struct arena {
	struct block *blocks; /* the first has the free tail */
	struct tie *ties;     /* the last tied is the first */
};

struct arena *arena_new(void)
{
	return g_new0(struct arena, 1);
}

void arena_free(struct arena *arena)
{
	if (!arena)
		return;
	/* A release may not tie anew: its arena is going away. */
	for (struct tie *tie = arena->ties; tie; tie = tie->next)
		tie->release(tie->object);
	for (struct block *block = arena->blocks, *next; block; block = next) {
		next = block->next;
		g_free(block);
	}
	g_free(arena);
}

static struct block *block_new(size_t size)
{
	struct block *block = g_malloc0(sizeof(*block) + size);

	block->size = size;
	return block;
}

static size_t aligned(size_t size)
{
	const size_t unit = _Alignof(max_align_t);

	g_assert(size <= SIZE_MAX / 2);
	return (size + unit - 1) / unit * unit;
}

void *arena_alloc(struct arena *arena, size_t size)
{
	const size_t need = aligned(size ? size : 1);
	struct block *block = arena->blocks;

	if (!block || block->size - block->used < need) {
		const bool large = need > LARGE;

		block = block_new(large ? need : BLOCK_SIZE);
		if (large && arena->blocks) {
			/* Behind the first, whose tail stays in use. */
			block->next = arena->blocks->next;
			arena->blocks->next = block;
		} else {
			block->next = arena->blocks;
			arena->blocks = block;
		}
	}
	block->used += need;
	return (char *)block->bytes + block->used - need;
}

void *arena_copy(struct arena *arena, const void *items, size_t count, size_t size)
{
	if (count == 0)
		return NULL;
	g_assert(size == 0 || count <= SIZE_MAX / 2 / size);
	return memcpy(arena_alloc(arena, count * size), items, count * size);
}

char *arena_strndup(struct arena *arena, const char *text, size_t length)
{
	char *copy = arena_alloc(arena, length + 1);

	memcpy(copy, text, length);
	return copy;
}

char *arena_strdup(struct arena *arena, const char *text)
{
	return arena_strndup(arena, text, strlen(text));
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
	va_list args, again;
	int length;
	char *text;

	va_start(args, format);
	va_copy(again, args);
	length = vsnprintf(NULL, 0, format, args);
	va_end(args);
	g_assert(length >= 0);
	text = arena_alloc(arena, (size_t)length + 1);
	vsnprintf(text, (size_t)length + 1, format, again);
	va_end(again);
	return text;
}

void arena_tie(struct arena *arena, void *object, void (*release)(void *))
{
	struct tie *tie = ARENA_NEW(arena, struct tie);

	*tie = (struct tie){ arena->ties, object, release };
	arena->ties = tie;
}

GArray *arena_array(struct arena *arena, size_t size)
{
	GArray *array = g_array_new(FALSE, FALSE, (guint)size);

	arena_tie(arena, array, (void (*)(void *))g_array_unref);
	return array;
}

GHashTable *arena_table(struct arena *arena)
{
	GHashTable *table = g_hash_table_new(NULL, NULL);

	arena_tie(arena, table, (void (*)(void *))g_hash_table_unref);
	return table;
}
