/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#ifndef PREFIX
#define PREFIX "/usr/local"
#endif

enum { LEVELS_ABOVE = 3 };

/* Opens a regular file of at most `limit` bytes; -1 after a failure in diag. */
static int open_within(const char *path, size_t limit, size_t *size, struct diag *diag)
{
	/* Without O_NONBLOCK, opening a pipe would wait for its writer. */
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	struct stat st;

	if (fd < 0) {
		diag_failure(diag, path, "cannot be opened: %s", g_strerror(errno));
		return -1;
	}
	if (fstat(fd, &st) != 0)
		diag_failure(diag, path, "cannot be read: %s", g_strerror(errno));
	else if (S_ISDIR(st.st_mode))
		diag_failure(diag, path, "is a folder, not a file");
	else if (!S_ISREG(st.st_mode))
		diag_failure(diag, path, "is not a regular file");
	else if ((uintmax_t)st.st_size > limit)
		diag_failure(diag, path, "has %ju bytes; at most %zu are read",
		    (uintmax_t)st.st_size, limit);
	else {
		*size = (size_t)st.st_size;
		return fd;
	}
	close(fd);
	return -1;
}

/* Reads what fstat promised; a file that shrinks meanwhile gives what is there. */
static bool read_all(int fd, const char *path, char *bytes, size_t *size, struct diag *diag)
{
	size_t done = 0;

	while (done < *size) {
		ssize_t n = read(fd, bytes + done, *size - done);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0) {
			diag_failure(diag, path, "cannot be read: %s", g_strerror(errno));
			return false;
		}
		if (n == 0)
			break;
		done += (size_t)n;
	}
	*size = done;
	return true;
}

const struct source *file_load(struct arena *arena, const char *path, size_t limit,
    struct diag *diag)
{
	struct source *source;
	size_t size;
	char *bytes;
	bool ok;
	int fd = open_within(path, limit, &size, diag);

	if (fd < 0)
		return NULL;
	bytes = arena_alloc(arena, size + 1);
	ok = read_all(fd, path, bytes, &size, diag);
	close(fd);
	if (!ok)
		return NULL;
	bytes[size] = '\0';
	source = ARENA_NEW(arena, struct source);
	*source = (struct source){ arena_strdup(arena, path), bytes, size };
	return source;
}

GBytes *file_load_bytes(const char *path, size_t limit, struct diag *diag)
{
	size_t size;
	char *bytes;
	bool ok;
	int fd = open_within(path, limit, &size, diag);

	if (fd < 0)
		return NULL;
	bytes = g_malloc(size + 1);
	ok = read_all(fd, path, bytes, &size, diag);
	close(fd);
	if (!ok) {
		g_free(bytes);
		return NULL;
	}
	return g_bytes_new_take(bytes, size);
}

static bool write_all(int fd, GBytes *bytes)
{
	size_t size, done = 0;
	const char *data = g_bytes_get_data(bytes, &size);

	while (done < size) {
		ssize_t n = write(fd, data + done, size - done);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return false;
		done += (size_t)n;
	}
	return true;
}

int file_spool(int stream, const char *name, size_t limit, struct diag *diag)
{
	/* A stream that is closed must not be the number that the file gets. */
	int fd = fcntl(stream, F_GETFD) < 0 ? -1 : memfd_create("handbill", MFD_CLOEXEC);
	size_t size = 0;
	ssize_t n = 0;
	char bytes[65536];

	while (fd >= 0 && size <= limit) {
		GBytes *piece;
		bool ok;

		n = read(stream, bytes, sizeof(bytes));
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			break;
		size += (size_t)n;
		piece = g_bytes_new_static(bytes, (gsize)n);
		ok = write_all(fd, piece);
		g_bytes_unref(piece);
		if (!ok) {
			n = -1;
			break;
		}
	}
	if (fd >= 0 && n >= 0 && size <= limit)
		return fd;
	if (size > limit)
		diag_failure(diag, name, "has more than the %zu bytes that are read", limit);
	else
		diag_failure(diag, name, "cannot be read: %s", g_strerror(errno));
	if (fd >= 0)
		close(fd);
	return -1;
}

/* mkstemp makes files for the owner alone; what is printed is for whom the umask says. */
static mode_t usual_mode(void)
{
	mode_t mask = umask(0);

	umask(mask);
	return 0666 & ~mask;
}

/* Leaves errno of the first thing that failed. */
static bool write_renamed(const char *path, GBytes *bytes, char *temporary)
{
	int fd = mkstemp(temporary), error;
	bool ok;

	if (fd < 0)
		return false;
	ok = write_all(fd, bytes) && fchmod(fd, usual_mode()) == 0;
	error = errno;
	if (close(fd) != 0 && ok) {
		ok = false;
		error = errno;
	}
	if (ok && rename(temporary, path) != 0) {
		ok = false;
		error = errno;
	}
	if (!ok)
		unlink(temporary);
	errno = error;
	return ok;
}

bool file_write(const char *path, GBytes *bytes, struct diag *diag)
{
	char *folder = g_path_get_dirname(path), *name = g_path_get_basename(path);
	char *temporary = g_strdup_printf("%s/.%s.XXXXXX", folder, name);
	struct sigaction ignore = { .sa_handler = SIG_IGN }, before;
	sigset_t hold, held;
	bool ok = false;

	/* Interrupted here, the temporary file would stay; at the file size limit write shall
	 * fail, not kill. */
	sigemptyset(&hold);
	sigaddset(&hold, SIGINT);
	sigaddset(&hold, SIGTERM);
	sigaddset(&hold, SIGHUP);
	sigprocmask(SIG_BLOCK, &hold, &held);
	sigaction(SIGXFSZ, &ignore, &before);
	if (g_mkdir_with_parents(folder, 0777) != 0)
		diag_failure(diag, folder, "the folder cannot be made: %s", g_strerror(errno));
	else if (!write_renamed(path, bytes, temporary))
		diag_failure(diag, path, "cannot be written: %s", g_strerror(errno));
	else
		ok = true;
	sigaction(SIGXFSZ, &before, NULL);
	sigprocmask(SIG_SETMASK, &held, NULL);
	g_free(temporary);
	g_free(name);
	g_free(folder);
	return ok;
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

char **file_list(struct arena *arena, const char *folder, const char *suffix)
{
	GPtrArray *names = g_ptr_array_new();
	GDir *dir = g_dir_open(folder, 0, NULL);
	const char *name;
	char **list;

	while (dir && (name = g_dir_read_name(dir))) {
		char *path;

		/* A dot begins what file_write has not finished. */
		if (name[0] == '.' || !g_str_has_suffix(name, suffix))
			continue;
		path = g_build_filename(folder, name, NULL);
		if (g_file_test(path, G_FILE_TEST_IS_REGULAR))
			g_ptr_array_add(names, arena_strdup(arena, name));
		g_free(path);
	}
	if (dir)
		g_dir_close(dir);
	list = ARENA_ARRAY(arena, char *, names->len + 1);
	if (names->len > 0) {
		memcpy(list, names->pdata, names->len * sizeof(*list));
		qsort(list, names->len, sizeof(*list), compare_names);
	}
	g_ptr_array_free(names, TRUE);
	return list;
}

void file_sweep(const char *folder)
{
	GDir *dir = g_dir_open(folder, 0, NULL);
	const char *name;

	while (dir && (name = g_dir_read_name(dir))) {
		char *path = g_build_filename(folder, name, NULL);

		unlink(path);
		g_free(path);
	}
	if (dir)
		g_dir_close(dir);
}

static bool is_data(const char *folder)
{
	char *path = g_build_filename(folder, "layouts", "formats.yaml", NULL);
	bool found = g_file_test(path, G_FILE_TEST_IS_REGULAR);

	g_free(path);
	return found;
}

/* The checkout that the running program was built in, or NULL. */
static const char *checkout(struct arena *arena)
{
	char *program = g_file_read_link("/proc/self/exe", NULL);
	const char *found = NULL;

	for (int level = 0; program && !found && level <= LEVELS_ABOVE; level++) {
		char *folder = g_path_get_dirname(program);

		if (is_data(folder))
			found = arena_strdup(arena, folder);
		g_free(program);
		program = folder;
	}
	g_free(program);
	return found;
}

const char *file_data(struct arena *arena, const char *option, struct diag *diag)
{
	const char *named = option ? option : g_getenv("HANDBILL_DATA");
	const char *folder;

	if (named && *named) {
		if (is_data(named))
			return arena_strdup(arena, named);
		diag_failure(diag, named, "holds no layouts/formats.yaml, as %s must",
		    option ? "--data" : "HANDBILL_DATA");
		return NULL;
	}
	folder = checkout(arena);
	if (folder)
		return folder;
	if (is_data(PREFIX "/share/handbill"))
		return PREFIX "/share/handbill";
	diag_failure(diag, NULL,
	    "handbill's own folders (layouts, content, fonts) are neither above the "
	    "program nor in %s",
	    PREFIX "/share/handbill");
	diag_help(diag, "name the folder that holds them with --data or HANDBILL_DATA");
	return NULL;
}
