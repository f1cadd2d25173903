/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * arena: memory with one life.
 *
 * handbill has three lives: the run's (layouts, palette, font files), the edition's (words, fonts,
 * shaped text) and the job's (sheets, bytes). Each is one arena, released in one call; nothing that
 * an arena gave is freed by itself. Foreign objects (Pango's, libqpdf's) are tied to the arena
 * whose life they share. Memory is zeroed and aligned for any type. Out of memory aborts, as in
 * GLib.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <glib.h>
#include <stddef.h>

struct arena;

struct arena *arena_new(void);

/* Releases tied objects in the reverse of their order, then all memory. NULL is accepted. */
void arena_free(struct arena *arena);

void *arena_alloc(struct arena *arena, size_t size);

/* A copy of `count` items of `size` bytes at `items`; NULL when count is 0. */
void *arena_copy(struct arena *arena, const void *items, size_t count, size_t size);

char *arena_strdup(struct arena *arena, const char *text);
char *arena_strndup(struct arena *arena, const char *text, size_t length);
char *arena_printf(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* `release` is called with `object` when the arena is freed. */
void arena_tie(struct arena *arena, void *object, void (*release)(void *));

/* GLib's, released with the arena: an array of items of so many bytes, and a table of numbers or
 * pointers. */
GArray *arena_array(struct arena *arena, size_t size);
GHashTable *arena_table(struct arena *arena);

#define ARENA_NEW(arena, type) ((type *)arena_alloc((arena), sizeof(type)))
#define ARENA_ARRAY(arena, type, count) ((type *)arena_alloc((arena), sizeof(type) * (count)))

#endif
