/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/file.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "expect.h"

static void test_load(void)
{
	struct desk desk;
	char *folder = folder_make(), *path = g_build_filename(folder, "a.yaml", NULL), *missing;
	const struct source *source;

	desk_init(&desk);
	folder_put(folder, "a.yaml", "12345");
	source = file_load(desk.arena, path, 5, &desk.diag);
	g_assert_nonnull(source);
	g_assert_cmpstr(source->text, ==, "12345");
	g_assert_cmpuint(source->length, ==, 5);
	g_assert_cmpstr(source->path, ==, path);
	expect_silence(&desk);
	g_assert_null(file_load(desk.arena, path, 4, &desk.diag));
	expect_said(&desk, "failure: has 5 bytes; at most 4 are read");
	g_assert_null(file_load(desk.arena, folder, 99, &desk.diag));
	expect_said(&desk, "failure: is a folder, not a file");
	missing = g_strconcat(path, "x", NULL);
	g_assert_null(file_load_bytes(missing, 99, &desk.diag));
	expect_said(&desk, "a.yamlx: failure: cannot be opened: No such file or directory");
	g_assert_null(file_load(desk.arena, "/dev/null", 99, &desk.diag));
	expect_said(&desk, "/dev/null: failure: is not a regular file");
	g_assert_cmpuint(desk.diag.failures, ==, 4);
	g_free(missing);
	g_free(path);
	folder_remove(folder);
	g_free(folder);
	desk_release(&desk);
}

/* A pipe that nobody writes to must not keep the program waiting. */
static void test_pipe(void)
{
	struct desk desk;
	char *folder = folder_make(), *path = g_build_filename(folder, "pipe", NULL);

	desk_init(&desk);
	g_assert_cmpint(mkfifo(path, 0600), ==, 0);
	g_assert_null(file_load(desk.arena, path, 99, &desk.diag));
	expect_said(&desk, "is not a regular file");
	folder_remove(folder);
	g_free(path);
	g_free(folder);
	desk_release(&desk);
}

static unsigned count_files(const char *folder)
{
	GDir *dir = g_dir_open(folder, 0, NULL);
	unsigned count = 0;

	g_assert_nonnull(dir);
	while (g_dir_read_name(dir))
		count++;
	g_dir_close(dir);
	return count;
}

static void test_write(void)
{
	struct desk desk;
	char *folder = folder_make(), *path = g_build_filename(folder, "press/es/card.pdf", NULL),
	     *above, *text;
	GBytes *first = g_bytes_new_static("first", 5), *second = g_bytes_new_static("2nd", 3);
	const mode_t mask = umask(027);
	struct stat st;

	desk_init(&desk);
	g_assert_true(file_write(path, first, &desk.diag));
	g_assert_true(file_write(path, second, &desk.diag));
	umask(mask);
	g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
	g_assert_cmpstr(text, ==, "2nd");
	g_assert_cmpint(stat(path, &st), ==, 0);
	g_assert_cmpuint(st.st_mode & 0777, ==, 0640);
	above = g_path_get_dirname(path);
	g_assert_cmpuint(count_files(above), ==, 1);
	expect_silence(&desk);
	g_free(text);
	g_free(above);
	g_free(path);
	g_bytes_unref(first);
	g_bytes_unref(second);
	folder_remove(folder);
	g_free(folder);
	desk_release(&desk);
}

/* At the file size limit, and where a folder or file is in the way: told, nothing left, what was
 * there is still there. */
static void test_write_failure(void)
{
	struct desk desk;
	char *folder = folder_make(), *path = g_build_filename(folder, "a.pdf", NULL), *text;
	char *blocked = g_build_filename(folder, "a.pdf", "b.pdf", NULL);
	GBytes *large = g_bytes_new_take(g_malloc0(100000), 100000);
	struct rlimit before, small;
	sigset_t pending;

	desk_init(&desk);
	folder_put(folder, "a.pdf", "old");
	g_assert_cmpint(getrlimit(RLIMIT_FSIZE, &before), ==, 0);
	small = before;
	small.rlim_cur = 4096;
	g_assert_cmpint(setrlimit(RLIMIT_FSIZE, &small), ==, 0);
	g_assert_false(file_write(path, large, &desk.diag));
	g_assert_cmpint(setrlimit(RLIMIT_FSIZE, &before), ==, 0);
	expect_said(&desk, "a.pdf: failure: cannot be written: File too large");
	g_assert_cmpint(sigpending(&pending), ==, 0);
	g_assert_cmpint(sigismember(&pending, SIGXFSZ), ==, 0);
	g_assert_false(file_write(blocked, large, &desk.diag));
	expect_said(&desk, "failure: the folder cannot be made");
	g_assert_false(file_write(folder, large, &desk.diag));
	g_assert_cmpuint(desk.diag.failures, ==, 3);
	g_assert_cmpuint(count_files(folder), ==, 1);
	g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
	g_assert_cmpstr(text, ==, "old");
	g_free(text);
	g_free(path);
	g_free(blocked);
	g_bytes_unref(large);
	folder_remove(folder);
	g_free(folder);
	desk_release(&desk);
}

static void test_list(void)
{
	struct desk desk;
	char *folder = folder_make(), **names;

	desk_init(&desk);
	folder_put(folder, "zh-Hans.yaml", "");
	folder_put(folder, "ar.yaml", "");
	folder_put(folder, "Z.yaml", "");
	folder_put(folder, ".es.yaml", "");
	folder_put(folder, "notes.txt", "");
	folder_put(folder, "folder.yaml/x", "");
	names = file_list(desk.arena, folder, ".yaml");
	g_assert_cmpstr(names[0], ==, "Z.yaml");
	g_assert_cmpstr(names[1], ==, "ar.yaml");
	g_assert_cmpstr(names[2], ==, "zh-Hans.yaml");
	g_assert_null(names[3]);
	folder_remove(folder);
	g_assert_null(*file_list(desk.arena, folder, ".yaml"));
	g_free(folder);
	desk_release(&desk);
}

static void test_data(void)
{
	struct desk desk;
	char *folder = folder_make(), *before = g_strdup(g_getenv("HANDBILL_DATA"));

	desk_init(&desk);
	g_assert_null(file_data(desk.arena, folder, &desk.diag));
	expect_said(&desk, "holds no layouts/formats.yaml, as --data must");
	folder_put(folder, "layouts/formats.yaml", "");
	g_assert_cmpstr(file_data(desk.arena, folder, &desk.diag), ==, folder);
	g_setenv("HANDBILL_DATA", folder, TRUE);
	g_assert_cmpstr(file_data(desk.arena, NULL, &desk.diag), ==, folder);
	g_setenv("HANDBILL_DATA", "/nowhere", TRUE);
	g_assert_cmpstr(file_data(desk.arena, folder, &desk.diag), ==, folder);
	g_assert_null(file_data(desk.arena, NULL, &desk.diag));
	expect_said(&desk,
	    "/nowhere: failure: holds no layouts/formats.yaml, as HANDBILL_DATA must");
	if (before)
		g_setenv("HANDBILL_DATA", before, TRUE);
	else
		g_unsetenv("HANDBILL_DATA");
	g_free(before);
	folder_remove(folder);
	g_free(folder);
	desk_release(&desk);
}

/* A stream becomes a file that can be read by its path, as long as it is open. */
static void test_spool(void)
{
	struct desk desk;
	int ends[2], fd;
	char *path;
	GBytes *bytes;

	desk_init(&desk);
	g_assert_cmpint(pipe(ends), ==, 0);
	g_assert_cmpint(write(ends[1], "abc", 3), ==, 3);
	close(ends[1]);
	fd = file_spool(ends[0], "stream", 3, &desk.diag);
	g_assert_cmpint(fd, >=, 0);
	path = g_strdup_printf("/proc/self/fd/%d", fd);
	bytes = file_load_bytes(path, 3, &desk.diag);
	g_assert_nonnull(bytes);
	g_assert_cmpuint(g_bytes_get_size(bytes), ==, 3);
	g_assert_cmpint(memcmp(g_bytes_get_data(bytes, NULL), "abc", 3), ==, 0);
	g_assert_cmpuint(desk.diag.failures, ==, 0);
	g_bytes_unref(bytes);
	g_free(path);
	close(fd);
	close(ends[0]);
	/* It is closed. */
	g_assert_cmpint(file_spool(ends[0], "stream", 3, &desk.diag), ==, -1);
	g_assert_cmpint(pipe(ends), ==, 0);
	g_assert_cmpint(write(ends[1], "abcd", 4), ==, 4);
	close(ends[1]);
	g_assert_cmpint(file_spool(ends[0], "stream", 3, &desk.diag), ==, -1);
	g_assert_cmpuint(desk.diag.failures, ==, 2);
	close(ends[0]);
	desk_release(&desk);
}

/* The folder stays. */
static void test_sweep(void)
{
	char *folder = g_dir_make_tmp("handbill-XXXXXX", NULL);
	char *path = g_build_filename(folder, "x", NULL);

	g_assert_true(g_file_set_contents(path, "x", 1, NULL));
	file_sweep(folder);
	g_assert_false(g_file_test(path, G_FILE_TEST_EXISTS));
	g_assert_cmpint(rmdir(folder), ==, 0);
	file_sweep(folder);
	g_free(path);
	g_free(folder);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/file/load", test_load);
	g_test_add_func("/file/pipe", test_pipe);
	g_test_add_func("/file/write", test_write);
	g_test_add_func("/file/write-failure", test_write_failure);
	g_test_add_func("/file/list", test_list);
	g_test_add_func("/file/data", test_data);
	g_test_add_func("/file/spool", test_spool);
	g_test_add_func("/file/sweep", test_sweep);
	return g_test_run();
}
