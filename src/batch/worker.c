/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "batch/worker.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { READ_SIZE = 65536 };

/* In the worker. */
struct bench {
	int fd;
	const struct job *jobs;
	struct chunk chunk;
	const struct ticket *ticket;
	enum diag_format format;
};

/* Gives up when nobody listens: then the parent is gone. */
static void write_whole(int fd, const void *bytes, size_t length)
{
	const char *at = bytes;

	while (length > 0) {
		ssize_t n = write(fd, at, length);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			_exit(EXIT_FAILURE);
		at += n;
		length -= (size_t)n;
	}
}

static void tell(const struct bench *bench, struct news news, const struct diag *diag)
{
	if (diag) {
		news.errors = diag->errors;
		news.warnings = diag->warnings;
		news.failures = diag->failures;
		news.length = diag->out->len;
	}
	write_whole(bench->fd, &news, sizeof(news));
	if (diag)
		write_whole(bench->fd, diag->out->str, diag->out->len);
}

static void work_job(const struct bench *bench, struct composer *composer, size_t index)
{
	struct news news = { .kind = NEWS_FINISHED, .job = index };
	struct diag diag;

	tell(bench, (struct news){ .kind = NEWS_STARTED, .job = index }, NULL);
	diag_init(&diag, bench->format);
	diag.job = bench->jobs[index].name;
	news.ok = job_run(&bench->jobs[index], composer, bench->ticket, &news.yield, &diag);
	tell(bench, news, &diag);
	diag_release(&diag);
}

static void work(const struct bench *bench)
{
	const struct edition *edition = bench->jobs[bench->chunk.first].edition;
	struct arena *arena = arena_new();
	struct composer *composer;
	struct diag diag;

	diag_init(&diag, bench->format);
	diag.job = edition->tag;
	composer = job_open(arena, bench->ticket, edition, &diag);
	tell(bench, (struct news){ .kind = NEWS_OPENED, .ok = composer != NULL }, &diag);
	diag_release(&diag);
	for (size_t i = bench->chunk.first; composer && i < bench->chunk.last; i++)
		work_job(bench, composer, i);
	arena_free(arena);
}

/* The parent answers for what a terminal sends to all of its processes; the worker is ended by
 * it. */
static void become_worker(pid_t parent)
{
	sigset_t none;

	signal(SIGINT, SIG_IGN);
	signal(SIGHUP, SIG_IGN);
	signal(SIGTERM, SIG_DFL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	if (getppid() != parent)
		_exit(EXIT_FAILURE);
}

bool worker_start(struct worker *worker, const struct job *jobs, struct chunk chunk,
    const struct ticket *ticket, enum diag_format format)
{
	const pid_t parent = getpid();
	int ends[2];
	pid_t pid;

	if (pipe2(ends, O_CLOEXEC) != 0)
		return false;
	/* What waits in the streams would be written twice. */
	fflush(NULL);
	pid = fork();
	if (pid == 0) {
		const struct bench bench = { ends[1], jobs, chunk, ticket, format };

		become_worker(parent);
		close(ends[0]);
		work(&bench);
		exit(EXIT_SUCCESS);
	}
	close(ends[1]);
	if (pid < 0) {
		close(ends[0]);
		return false;
	}
	*worker = (struct worker){ .pid = pid, .fd = ends[0], .chunk = chunk, .job = chunk.first };
	worker->inbox = g_byte_array_new();
	return true;
}

bool worker_read(struct worker *worker)
{
	guint8 bytes[READ_SIZE];
	ssize_t n;

	do {
		n = read(worker->fd, bytes, sizeof(bytes));
	} while (n < 0 && errno == EINTR);
	if (n <= 0)
		return false;
	g_byte_array_remove_range(worker->inbox, 0, (guint)worker->eaten);
	worker->eaten = 0;
	g_byte_array_append(worker->inbox, bytes, (guint)n);
	return true;
}

bool worker_news(struct worker *worker, struct news *news)
{
	const size_t waiting = worker->inbox->len - worker->eaten;
	const guint8 *at = worker->inbox->data + worker->eaten;

	if (waiting < sizeof(*news))
		return false;
	memcpy(news, at, sizeof(*news));
	if (waiting - sizeof(*news) < news->length)
		return false;
	news->text = (const char *)at + sizeof(*news);
	worker->eaten += sizeof(*news) + news->length;
	switch (news->kind) {
	case NEWS_OPENED:
		worker->opened = true;
		break;
	case NEWS_STARTED:
		worker->busy = true;
		worker->job = news->job;
		break;
	case NEWS_FINISHED:
		worker->busy = false;
		worker->job = news->job + 1;
		break;
	}
	return true;
}

const char *worker_reap(struct worker *worker, struct arena *arena)
{
	int status = 0;
	pid_t pid;

	do {
		pid = waitpid(worker->pid, &status, 0);
	} while (pid < 0 && errno == EINTR);
	close(worker->fd);
	g_byte_array_free(worker->inbox, TRUE);
	worker->inbox = NULL;
	worker->pid = 0;
	if (WIFSIGNALED(status))
		return arena_printf(arena, "%s (signal %d)", g_strsignal(WTERMSIG(status)),
		    WTERMSIG(status));
	if (WIFEXITED(status) && WEXITSTATUS(status) != 0)
		return arena_printf(arena, "exit status %d", WEXITSTATUS(status));
	return NULL;
}
