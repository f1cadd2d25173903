/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * expect: what the tests of base and read share: findings that must be said, and folders to try
 * files in.
 */
#ifndef UNIT_EXPECT_H
#define UNIT_EXPECT_H

#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"

/* One arena and one diag, as every stage has them. */
struct desk {
	struct arena *arena;
	struct diag diag;
};

static inline void desk_init(struct desk *desk)
{
	desk->arena = arena_new();
	diag_init(&desk->diag, DIAG_TEXT);
}

static inline void desk_release(struct desk *desk)
{
	arena_free(desk->arena);
	diag_release(&desk->diag);
}

static inline unsigned desk_findings(const struct desk *desk)
{
	return desk->diag.errors + desk->diag.warnings + desk->diag.failures;
}

/* Fails with everything that was said when `text` was not. */
static inline void expect_said(const struct desk *desk, const char *text)
{
	if (strstr(desk->diag.out->str, text))
		return;
	g_test_message("expected: %s\nsaid: %s", text, desk->diag.out->str);
	g_test_fail();
}

static inline void expect_silence(const struct desk *desk)
{
	if (desk->diag.out->len == 0 && desk_findings(desk) == 0)
		return;
	g_test_message("said: %s", desk->diag.out->str);
	g_test_fail();
}

static inline const struct source *source_of(struct desk *desk, const char *text, size_t length)
{
	struct source *source = ARENA_NEW(desk->arena, struct source);

	*source = (struct source){ "test.yaml", arena_strndup(desk->arena, text, length), length };
	return source;
}

/* A folder of one's own under the system's temporary one; g_free it after folder_remove. */
static inline char *folder_make(void)
{
	char *folder = g_dir_make_tmp("handbill-XXXXXX", NULL);

	g_assert_nonnull(folder);
	return folder;
}

static inline void folder_remove(const char *folder)
{
	GDir *dir = g_dir_open(folder, 0, NULL);
	const char *name;

	while (dir && (name = g_dir_read_name(dir))) {
		char *path = g_build_filename(folder, name, NULL);

		if (g_file_test(path, G_FILE_TEST_IS_DIR) &&
		    !g_file_test(path, G_FILE_TEST_IS_SYMLINK))
			folder_remove(path);
		else
			g_unlink(path);
		g_free(path);
	}
	if (dir)
		g_dir_close(dir);
	g_rmdir(folder);
}

/* Writes FOLDER/NAME, making the folders in NAME. */
static inline void folder_put(const char *folder, const char *name, const char *text)
{
	char *path = g_build_filename(folder, name, NULL), *above = g_path_get_dirname(path);

	g_assert_cmpint(g_mkdir_with_parents(above, 0777), ==, 0);
	g_assert_true(g_file_set_contents(path, text, -1, NULL));
	g_free(above);
	g_free(path);
}

/* A file of handbill's own; tests run in the checkout's top folder, or HANDBILL_DATA names it. */
static inline char *data_path(const char *name)
{
	const char *data = g_getenv("HANDBILL_DATA");

	return g_build_filename(data && *data ? data : ".", name, NULL);
}

#endif
