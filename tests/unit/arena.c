/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/arena.h"

#include <glib.h>
#include <stdint.h>
#include <string.h>

/* Whatever sizes come in whatever order: aligned, zeroed, and nobody's bytes are anybody else's. */
static void test_blocks(void)
{
	enum { COUNT = 2000 };
	GRand *rand = g_rand_new_with_seed(1);
	struct arena *arena = arena_new();
	unsigned char *blocks[COUNT];
	size_t sizes[COUNT];

	for (int i = 0; i < COUNT; i++) {
		sizes[i] = (size_t)g_rand_int_range(rand, 0, i % 50 == 0 ? 200000 : 300);
		blocks[i] = arena_alloc(arena, sizes[i]);
		g_assert_cmpuint((uintptr_t)blocks[i] % _Alignof(max_align_t), ==, 0);
		for (size_t j = 0; j < sizes[i]; j++)
			g_assert_cmpuint(blocks[i][j], ==, 0);
		memset(blocks[i], i % 251, sizes[i]);
	}
	for (int i = 0; i < COUNT; i++) {
		for (size_t j = 0; j < sizes[i]; j++)
			g_assert_cmpint(blocks[i][j], ==, i % 251);
	}
	arena_free(arena);
	g_rand_free(rand);
}

static GString *order;

static void note_release(void *object)
{
	g_string_append(order, object);
}

static void test_ties(void)
{
	struct arena *arena = arena_new();

	order = g_string_new(NULL);
	arena_tie(arena, arena_strdup(arena, "a"), note_release);
	arena_tie(arena, arena_strdup(arena, "b"), note_release);
	arena_tie(arena, arena_strdup(arena, "c"), note_release);
	arena_free(arena);
	g_assert_cmpstr(order->str, ==, "cba");
	g_string_free(order, TRUE);
	arena_free(NULL);
}

static void test_text(void)
{
	struct arena *arena = arena_new();
	const int numbers[] = { 3, 1, 4 };
	int *copy = arena_copy(arena, numbers, G_N_ELEMENTS(numbers), sizeof(*numbers));

	g_assert_true(memcmp(copy, numbers, sizeof(numbers)) == 0);
	g_assert_null(arena_copy(arena, numbers, 0, sizeof(*numbers)));
	g_assert_cmpstr(arena_strdup(arena, ""), ==, "");
	g_assert_cmpstr(arena_strndup(arena, "poster", 4), ==, "post");
	g_assert_cmpstr(arena_printf(arena, "%s@%d", "card", 7), ==, "card@7");
	arena_free(arena);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/arena/blocks", test_blocks);
	g_test_add_func("/arena/ties", test_ties);
	g_test_add_func("/arena/text", test_text);
	return g_test_run();
}
