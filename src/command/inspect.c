/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command/inspect.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "press/verdict.h"

enum {
	CLEAN,
	FINDINGS,
	FAILED,
	FILE_MOST = 512 << 20,
	SECONDS_CPU = 60,
	SECONDS_WALL = 120,
	OUTPUT_MOST = 64 << 20
};
static const rlim_t MEMORY = (rlim_t)2 << 30;
static const rlim_t WRITTEN = 256 << 20; /* the renderer's plates */

static void limit(int resource, rlim_t most)
{
	struct rlimit now;

	if (getrlimit(resource, &now) != 0)
		return;
	now.rlim_cur = now.rlim_cur == RLIM_INFINITY ? most : MIN(now.rlim_cur, most);
	setrlimit((__rlimit_resource_t)resource, &now);
}

/* AddressSanitizer reserves more than any limit, and has something to say. */
static void child_limits(void)
{
#ifndef __SANITIZE_ADDRESS__
	int null = open("/dev/null", O_WRONLY | O_CLOEXEC);

	limit(RLIMIT_AS, MEMORY);
	if (null >= 0)
		dup2(null, STDERR_FILENO);
#endif
	limit(RLIMIT_CPU, SECONDS_CPU);
	limit(RLIMIT_FSIZE, WRITTEN);
	limit(RLIMIT_CORE, 0);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	setpgid(0, 0);
}

static void write_all(int fd, const char *text, size_t length)
{
	while (length > 0) {
		ssize_t n = write(fd, text, length);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return;
		text += n;
		length -= (size_t)n;
	}
}

/* In the child: reads the file and writes what is to be said. */
static int inspect_file(const char *path, const char *renderer, const struct options *options,
    GString *out)
{
	enum diag_format format = (enum diag_format)options->report;
	struct arena *arena = arena_new();
	struct preflight preflight = {
		.arena = arena,
		.profile = (enum profile_id)options->judge,
		.name = path,
		.renderer = renderer,
		.path = path,
	};
	const struct findings *findings = NULL;
	struct diag diag;
	GBytes *bytes;
	int status = FAILED;

	diag_init(&diag, format);
	bytes = file_load_bytes(path, FILE_MOST, &diag);
	if (bytes)
		findings = preflight_bytes(&preflight, bytes, &diag);
	if (findings) {
		verdict_print(out, &preflight, findings, format, options->notes);
		status = findings->errors > 0 ? FINDINGS : CLEAN;
	} else {
		if (strstr(diag.out->str, "invalid password"))
			diag_help(&diag, "it is locked: take the password off, then try again");
		g_string_append(out, diag.out->str);
	}
	if (bytes)
		g_bytes_unref(bytes);
	diag_release(&diag);
	arena_free(arena);
	return status;
}

static void child_run(int fd, const char *path, const char *renderer, const struct options *options)
{
	GString *out = g_string_new(NULL);
	int status;

	child_limits();
	status = inspect_file(path, renderer, options, out);
	write_all(fd, out->str, out->len);
	g_string_free(out, TRUE);
	_exit(status);
}

/* All that the child says, until it is silent or its time is over. False: it was stopped. */
static bool listen(int fd, GString *said)
{
	gint64 end = g_get_monotonic_time() + (gint64)SECONDS_WALL * G_USEC_PER_SEC;
	struct pollfd poller = { .fd = fd, .events = POLLIN };
	char buffer[65536];

	for (;;) {
		gint64 left = (end - g_get_monotonic_time()) / 1000;
		int ready = left > 0 ? poll(&poller, 1, (int)left) : 0;
		ssize_t n;

		if (ready < 0 && errno == EINTR)
			continue;
		if (ready <= 0)
			return false;
		n = read(fd, buffer, sizeof(buffer));
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return true;
		if (said->len < OUTPUT_MOST)
			g_string_append_len(said, buffer, n);
	}
}

static void tell_death(struct diag *diag, const char *path, bool heard, int status)
{
	int number = WIFSIGNALED(status) ? WTERMSIG(status) : 0;

	if (!heard)
		diag_failure(diag, path, "took longer than %d s, and was given up", SECONDS_WALL);
	else if (number == SIGXCPU || number == SIGKILL)
		diag_failure(diag, path, "needs more than %d s to read, and was given up",
		    SECONDS_CPU);
	else if (number == SIGABRT || number == SIGTRAP)
		diag_failure(diag, path, "needs more than %d MiB of memory, and was given up",
		    (int)(MEMORY >> 20));
	else if (number)
		diag_failure(diag, path, "broke its reader (signal %d): nothing about it is known",
		    number);
	else
		diag_failure(diag, path, "broke its reader (status %d): nothing about it is known",
		    WEXITSTATUS(status));
}

/* One file, from fork to verdict. */
static int inspect_one(const char *path, const char *renderer, const struct options *options)
{
	int pipes[2], status = 0;
	GString *said = g_string_new(NULL);
	struct diag diag;
	pid_t child;
	bool heard;

	diag_init(&diag, (enum diag_format)options->report);
	fflush(NULL);
	child = pipe2(pipes, O_CLOEXEC) == 0 ? fork() : -1;
	if (child == 0) {
		close(pipes[0]);
		child_run(pipes[1], path, renderer, options);
	}
	if (child < 0) {
		diag_failure(&diag, path, "no process to read it in: %s", g_strerror(errno));
		heard = false;
		status = FAILED;
	} else {
		close(pipes[1]);
		heard = listen(pipes[0], said);
		close(pipes[0]);
		if (!heard)
			kill(-child, SIGKILL);
		while (waitpid(child, &status, 0) < 0 && errno == EINTR)
			continue;
		if (!heard || !WIFEXITED(status) || WEXITSTATUS(status) > FAILED) {
			g_string_truncate(said, 0);
			tell_death(&diag, path, heard, status);
			status = FAILED;
		} else {
			status = WEXITSTATUS(status);
		}
	}
	g_string_append(said, diag.out->str);
	fwrite(said->str, 1, said->len,
	    status == FAILED && diag.format == DIAG_TEXT ? stderr : stdout);
	fflush(NULL);
	g_string_free(said, TRUE);
	diag_release(&diag);
	return status;
}

int inspect_run(struct arena *arena, const struct options *options)
{
	g_autofree char *renderer = g_find_program_in_path("gs");
	int worst = CLEAN;

	(void)arena;
	if (options->rules) {
		g_autoptr(GString) out = g_string_new(NULL);

		verdict_rules(out, (enum diag_format)options->report);
		fwrite(out->str, 1, out->len, stdout);
		return CLEAN;
	}
	if (!options->words || !options->words[0])
		return options_refuse("preflight", "which file?", NULL, NULL);
	for (char **path = options->words; *path; path++) {
		int status = inspect_one(*path, renderer, options);

		worst = MAX(worst, status);
	}
	return worst;
}
