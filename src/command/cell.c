/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command/cell.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <poll.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"

enum {
	SECONDS_CPU = 60,
	SECONDS_WALL = 120,
	ANSWER_MOST = 64 << 20,
	STATUS_MOST = 2 /* what is more is not ours */
};
static const rlim_t MEMORY = (rlim_t)2 << 30;
static const rlim_t WRITTEN = 256 << 20; /* the renderer's plates */

static const int endings[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT };

enum ending { ANSWERED, LATE, INTERRUPTED };

static void limit(int resource, rlim_t most)
{
	struct rlimit now;

	if (getrlimit(resource, &now) != 0)
		return;
	now.rlim_cur = now.rlim_cur == RLIM_INFINITY ? most : MIN(now.rlim_cur, most);
	setrlimit((__rlimit_resource_t)resource, &now);
}

static void move_in(const struct cell *cell, pid_t parent)
{
	setpgid(0, 0);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(STATUS_MOST + 1);
	sigprocmask(SIG_SETMASK, &cell->usual, NULL);
	/* AddressSanitizer reserves more than any limit, and has something to say. */
#ifndef __SANITIZE_ADDRESS__
	int null = open("/dev/null", O_WRONLY | O_CLOEXEC);

	limit(RLIMIT_AS, MEMORY);
	if (null >= 0)
		dup2(null, STDERR_FILENO);
#endif
	limit(RLIMIT_CPU, SECONDS_CPU);
	limit(RLIMIT_FSIZE, WRITTEN);
	limit(RLIMIT_CORE, 0);
}

/* Those signals that would end the parent: with nohup, a hang-up would not. */
static sigset_t deadly(void)
{
	sigset_t signals;

	sigemptyset(&signals);
	for (size_t i = 0; i < G_N_ELEMENTS(endings); i++) {
		struct sigaction action;

		if (sigaction(endings[i], NULL, &action) == 0 && action.sa_handler != SIG_IGN)
			sigaddset(&signals, endings[i]);
	}
	return signals;
}

void cell_open(struct cell *cell, bool folder)
{
	const sigset_t held = deadly();
	const pid_t parent = getpid();
	int ends[2];

	*cell = (struct cell){ .child = -1 };
	/* From here on there is something to clear up. */
	sigprocmask(SIG_BLOCK, &held, &cell->usual);
	/* What the child leaves running becomes ours: so it can be waited for. */
	prctl(PR_SET_CHILD_SUBREAPER, 1);
	if (folder) {
		g_autofree char *made = g_dir_make_tmp("handbill-XXXXXX", NULL);

		cell->folder = made ? g_canonicalize_filename(made, NULL) : NULL;
	}
	if (pipe2(ends, O_CLOEXEC) != 0) {
		cell->error = errno;
		return;
	}
	/* What waits in the streams would be written twice. */
	fflush(NULL);
	cell->child = fork();
	cell->error = errno;
	cell->inside = cell->child == 0;
	cell->fd = ends[cell->inside ? 1 : 0];
	close(ends[cell->inside ? 0 : 1]);
	if (cell->inside)
		move_in(cell, parent);
	else if (cell->child < 0)
		close(cell->fd);
	else
		setpgid(cell->child, cell->child);
}

void cell_answer(const struct cell *cell, const GString *said, int status)
{
	const char *text = said->str;
	size_t left = said->len;

	while (left > 0) {
		ssize_t n = write(cell->fd, text, left);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			break;
		text += n;
		left -= (size_t)n;
	}
	_exit(status);
}

/* All that the child says, until it is silent, its time is over, or a signal is to end us: that
 * one stays pending. */
static enum ending hear(int fd, GString *said)
{
	const gint64 end = g_get_monotonic_time() + (gint64)SECONDS_WALL * G_USEC_PER_SEC;
	const sigset_t held = deadly();
	struct pollfd pollers[] = { { .fd = fd, .events = POLLIN },
		{ .fd = signalfd(-1, &held, SFD_CLOEXEC), .events = POLLIN } };
	enum ending ending = LATE;
	char buffer[65536];

	for (;;) {
		const gint64 left = (end - g_get_monotonic_time()) / 1000;
		int ready = left > 0 ? poll(pollers, G_N_ELEMENTS(pollers), (int)left) : 0;
		ssize_t n;

		if (ready < 0 && errno == EINTR)
			continue;
		if (ready <= 0)
			break;
		if (pollers[1].revents) {
			ending = INTERRUPTED;
			break;
		}
		n = read(fd, buffer, sizeof(buffer));
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0) {
			ending = ANSWERED;
			break;
		}
		if (said->len < ANSWER_MOST)
			g_string_append_len(said, buffer, n);
	}
	if (pollers[1].fd >= 0)
		close(pollers[1].fd);
	return ending;
}

/* Has the child ended, or does it within a moment? One that has answered and stays is ended too. */
static bool ends_soon(const struct cell *cell)
{
	enum { LOOKS = 200, PAUSE = 10000 };

	for (int i = 0; i < LOOKS; i++) {
		siginfo_t info = { 0 };

		if (waitid(P_PID, (id_t)cell->child, &info, WEXITED | WNOWAIT | WNOHANG) < 0
			? errno != EINTR
			: info.si_pid != 0)
			return true;
		g_usleep(PAUSE);
	}
	return false;
}

/* Ends the child's whole group. It is waited for last, as its number is the group's. */
static int reap(const struct cell *cell, enum ending ending, struct rusage *usage)
{
	siginfo_t info;
	int status = 0;

	if (ending != ANSWERED || !ends_soon(cell))
		kill(-cell->child, SIGKILL);
	while (waitid(P_PID, (id_t)cell->child, &info, WEXITED | WNOWAIT) < 0 && errno == EINTR)
		continue;
	kill(-cell->child, SIGKILL);
	while (wait4(cell->child, &status, 0, usage) < 0 && errno == EINTR)
		continue;
	while (waitpid(-cell->child, NULL, 0) > 0 || errno == EINTR)
		continue;
	return status;
}

static char *why_dead(enum ending ending, int status, const struct rusage *usage)
{
	const int number = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
	/* GLib ends with SIGTRAP when there is no more memory; others in ways of their own. */
	const bool full = number == SIGTRAP || (rlim_t)usage->ru_maxrss > MEMORY / 1024 / 4 * 3;

	if (ending == INTERRUPTED)
		return g_strdup("was not read to its end");
	if (ending == LATE)
		return g_strdup_printf("took longer than %d s, and was given up", SECONDS_WALL);
	if (number == SIGXCPU)
		return g_strdup_printf("needs more than %d s to read, and was given up",
		    SECONDS_CPU);
	if (number && full)
		return g_strdup_printf("needs more than the %d MiB of memory that preflight may "
				       "use, and was given up",
		    (int)(MEMORY >> 20));
	if (number)
		return g_strdup_printf("broke its reader (signal %d): nothing about it is known",
		    number);
	return g_strdup_printf("broke its reader (status %d): nothing about it is known",
	    WEXITSTATUS(status));
}

char *cell_close(struct cell *cell, GString *said, int *status)
{
	enum ending ending = ANSWERED;
	struct rusage usage = { 0 };
	char *why = NULL;

	if (cell->child < 0) {
		why = g_strdup_printf("no process to read it in: %s", g_strerror(cell->error));
	} else {
		ending = hear(cell->fd, said);
		close(cell->fd);
		*status = reap(cell, ending, &usage);
		if (ending != ANSWERED || !WIFEXITED(*status) || WEXITSTATUS(*status) > STATUS_MOST)
			why = why_dead(ending, *status, &usage);
		*status = WEXITSTATUS(*status);
	}
	if (cell->folder) {
		file_sweep(cell->folder);
		g_rmdir(cell->folder);
		g_free(cell->folder);
	}
	prctl(PR_SET_CHILD_SUBREAPER, 0);
	sigprocmask(SIG_SETMASK, &cell->usual, NULL);
	return why;
}
