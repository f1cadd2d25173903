/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "batch/batch.h"

#include <errno.h>
#include <glib.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <time.h>

enum { PATIENCE = 3 }; /* seconds that a worker has for ending itself */

static volatile sig_atomic_t interrupted;

/* A batch under way. */
struct shop {
	struct arena *arena;
	const struct batch *batch;
	struct outcome *outcomes;
	GQueue chunks; /* of struct chunk, in the order of jobs */
	struct worker *workers;
	size_t told; /* jobs whose findings are printed */
	struct diag *diag;
	sigset_t usual; /* the signal mask outside */
};

static const int endings[] = { SIGINT, SIGTERM, SIGHUP };

static void interrupt(int number)
{
	interrupted = number;
}

/* Signals come in only while poll waits: so none is missed between looking and waiting. */
static void signals_hold(struct shop *shop, struct sigaction before[])
{
	struct sigaction action = { .sa_handler = interrupt };
	sigset_t held;

	sigemptyset(&held);
	for (size_t i = 0; i < G_N_ELEMENTS(endings); i++)
		sigaddset(&held, endings[i]);
	sigprocmask(SIG_BLOCK, &held, &shop->usual);
	for (size_t i = 0; i < G_N_ELEMENTS(endings); i++) {
		sigaction(endings[i], NULL, &before[i]);
		/* Who started us with nohup wants us to go on. */
		if (before[i].sa_handler != SIG_IGN)
			sigaction(endings[i], &action, NULL);
	}
}

static void signals_release(const struct shop *shop, const struct sigaction before[])
{
	for (size_t i = 0; i < G_N_ELEMENTS(endings); i++)
		sigaction(endings[i], &before[i], NULL);
	sigprocmask(SIG_SETMASK, &shop->usual, NULL);
}

static size_t edition_end(const struct job *jobs, size_t n_jobs, size_t first)
{
	size_t end = first;

	while (end < n_jobs && jobs[end].edition == jobs[first].edition)
		end++;
	return end;
}

struct chunk *batch_plan(struct arena *arena, const struct job *jobs, size_t n_jobs,
    unsigned workers, size_t *count)
{
	struct chunk *chunks = ARENA_ARRAY(arena, struct chunk, n_jobs + 1);
	size_t editions = 0, seen = 0, idle;

	for (size_t i = 0; i < n_jobs; i = edition_end(jobs, n_jobs, i))
		editions++;
	/* Those editions of the last round that would leave workers idle. */
	idle = editions % workers;
	*count = 0;
	for (size_t first = 0, end; first < n_jobs; first = end) {
		size_t parts = 1, length;

		end = edition_end(jobs, n_jobs, first);
		length = end - first;
		if (seen++ >= editions - idle)
			parts = CLAMP(length / CHUNK_LEAST, 1, workers / idle);
		for (size_t i = 0; i < parts; i++)
			chunks[(*count)++] = (struct chunk){ first + length * i / parts,
				first + length * (i + 1) / parts };
	}
	return chunks;
}

/* Prints what is settled, as far as nothing before it is missing. */
static void tell_settled(struct shop *shop)
{
	const struct batch *batch = shop->batch;

	for (; shop->told < batch->n_jobs && shop->outcomes[shop->told].settled; shop->told++) {
		struct outcome *outcome = &shop->outcomes[shop->told];

		if (outcome->opening)
			g_string_append(shop->diag->out, outcome->opening);
		if (outcome->text)
			g_string_append(shop->diag->out, outcome->text);
		shop->diag->errors += outcome->errors;
		shop->diag->warnings += outcome->warnings;
		shop->diag->failures += outcome->failures;
		if (shop->diag->out->len > 0) {
			progress_clear(batch->progress);
			diag_flush(shop->diag, batch->report);
		}
		progress_line(batch->progress, batch->jobs[shop->told].name, outcome->ok);
	}
}

static void settle(struct shop *shop, size_t index, bool ok)
{
	struct outcome *outcome = &shop->outcomes[index];

	outcome->settled = true;
	outcome->ok = ok;
	progress_done(shop->batch->progress, shop->batch->jobs[index].name);
	tell_settled(shop);
}

static void settle_rest(struct shop *shop, size_t first, size_t last)
{
	for (size_t i = first; i < last; i++)
		settle(shop, i, false);
}

static void take_findings(struct shop *shop, struct outcome *outcome, const struct news *news,
    bool opening)
{
	const char *text = arena_strndup(shop->arena, news->text, news->length);

	outcome->errors += news->errors;
	outcome->warnings += news->warnings;
	outcome->failures += news->failures;
	if (opening)
		outcome->opening = text;
	else
		outcome->text = text;
}

/* Each of an edition's workers opens it and finds the same; it is told once, with the edition's
 * first job. */
static void take_opening(struct shop *shop, const struct worker *worker, const struct news *news)
{
	const struct job *jobs = shop->batch->jobs;
	size_t first = worker->chunk.first;

	while (first > 0 && jobs[first - 1].edition == jobs[first].edition)
		first--;
	if (!shop->outcomes[first].opened) {
		shop->outcomes[first].opened = true;
		take_findings(shop, &shop->outcomes[first], news, true);
	}
	if (!news->ok)
		settle_rest(shop, worker->job, worker->chunk.last);
}

static void take_news(struct shop *shop, const struct worker *worker, const struct news *news)
{
	struct outcome *outcome = &shop->outcomes[news->job];

	switch (news->kind) {
	case NEWS_OPENED:
		take_opening(shop, worker, news);
		break;
	case NEWS_STARTED:
		break;
	case NEWS_FINISHED:
		take_findings(shop, outcome, news, false);
		outcome->yield = news->yield;
		settle(shop, news->job, news->ok);
		break;
	}
}

/* A failure that the worker could not tell itself. */
static void blame(struct shop *shop, size_t index, const char *name, const char *what)
{
	struct outcome *outcome = &shop->outcomes[index];
	struct diag diag;

	diag_init(&diag, shop->diag->format);
	diag.job = name;
	diag_failure(&diag, NULL, "%s", what);
	outcome->text = outcome->text
	    ? arena_printf(shop->arena, "%s%s", outcome->text, diag.out->str)
	    : arena_strdup(shop->arena, diag.out->str);
	outcome->failures++;
	diag_release(&diag);
}

static void queue_chunk(struct shop *shop, struct chunk chunk)
{
	g_queue_push_head(&shop->chunks, arena_copy(shop->arena, &chunk, 1, sizeof(chunk)));
}

/* The worker is gone, well or not. */
static void end_worker(struct shop *shop, struct worker *worker)
{
	const struct job *jobs = shop->batch->jobs;
	const struct chunk chunk = worker->chunk;
	const char *end = worker_reap(worker, shop->arena);
	size_t index = worker->job;

	if (index == chunk.last) {
		/* Every job is told already, and what follows it perhaps printed: this goes
		 * straight out. */
		if (end) {
			shop->diag->job = jobs[index - 1].edition->tag;
			diag_failure(shop->diag, NULL, "its worker ended badly: %s", end);
			shop->diag->job = NULL;
		}
		return;
	}
	if (shop->outcomes[index].settled)
		return;
	end = end ? end : "ended too early";
	if (!worker->opened) {
		blame(shop, index, jobs[index].edition->tag,
		    arena_printf(shop->arena, "crashed while its fonts were opened: %s", end));
		settle_rest(shop, index, chunk.last);
		return;
	}
	job_sweep(&jobs[index], shop->batch->ticket);
	blame(shop, index, jobs[index].name, arena_printf(shop->arena, "crashed: %s", end));
	settle(shop, index, false);
	if (index + 1 < chunk.last)
		queue_chunk(shop, (struct chunk){ index + 1, chunk.last });
}

static void hear(struct shop *shop, struct worker *worker)
{
	struct news news;
	bool alive = worker_read(worker);

	while (worker_news(worker, &news))
		take_news(shop, worker, &news);
	if (!alive)
		end_worker(shop, worker);
}

static size_t count_running(const struct shop *shop)
{
	size_t running = 0;

	for (unsigned i = 0; i < shop->batch->workers; i++)
		running += shop->workers[i].pid != 0;
	return running;
}

static void start_workers(struct shop *shop)
{
	const struct batch *batch = shop->batch;

	for (unsigned i = 0; i < batch->workers && !g_queue_is_empty(&shop->chunks); i++) {
		struct chunk *chunk = g_queue_peek_head(&shop->chunks);

		if (shop->workers[i].pid)
			continue;
		if (worker_start(&shop->workers[i], batch->jobs, *chunk, batch->ticket,
			shop->diag->format)) {
			g_queue_pop_head(&shop->chunks);
			continue;
		}
		/* With others at work there is hope for a free place; without, there is none. */
		if (count_running(shop) > 0)
			return;
		g_queue_pop_head(&shop->chunks);
		blame(shop, chunk->first, batch->jobs[chunk->first].edition->tag,
		    arena_printf(shop->arena, "no process for it: %s", g_strerror(errno)));
		settle_rest(shop, chunk->first, chunk->last);
	}
}

/* False when nothing came in time. */
static bool wait_news(struct shop *shop, const struct timespec *limit)
{
	struct pollfd *fds = g_new0(struct pollfd, shop->batch->workers);
	int ready;

	for (unsigned i = 0; i < shop->batch->workers; i++)
		fds[i] = (struct pollfd){ .fd = shop->workers[i].pid ? shop->workers[i].fd : -1,
			.events = POLLIN };
	/* While ending workers, another signal changes nothing. */
	ready = ppoll(fds, shop->batch->workers, limit, limit ? NULL : &shop->usual);
	for (unsigned i = 0; ready > 0 && !interrupted && i < shop->batch->workers; i++) {
		if (fds[i].revents)
			hear(shop, &shop->workers[i]);
	}
	for (unsigned i = 0; ready > 0 && interrupted && i < shop->batch->workers; i++) {
		struct worker *worker = &shop->workers[i];

		/* What it still says is of no use; that the pipe ends is. */
		if (fds[i].revents && !worker_read(worker))
			worker_reap(worker, shop->arena);
	}
	g_free(fds);
	return ready != 0;
}

/* Ends the workers and this process by the signal. */
static G_GNUC_NORETURN void end_interrupted(struct shop *shop)
{
	const struct batch *batch = shop->batch;
	const struct timespec patience = { .tv_sec = PATIENCE };
	const int number = interrupted;
	sigset_t only;
	size_t done = 0;

	for (unsigned i = 0; i < batch->workers; i++) {
		if (shop->workers[i].pid)
			kill(shop->workers[i].pid, SIGTERM);
	}
	while (count_running(shop) > 0 && wait_news(shop, &patience))
		continue;
	for (unsigned i = 0; i < batch->workers; i++) {
		struct worker *worker = &shop->workers[i];
		struct news news;

		if (!worker->pid)
			continue;
		kill(worker->pid, SIGKILL);
		while (worker_read(worker))
			continue;
		while (worker_news(worker, &news))
			continue;
		worker_reap(worker, shop->arena);
		if (worker->job < worker->chunk.last)
			job_sweep(&batch->jobs[worker->job], batch->ticket);
	}
	for (size_t i = 0; i < batch->n_jobs; i++)
		done += shop->outcomes[i].settled && shop->outcomes[i].ok;
	progress_clear(batch->progress);
	fprintf(stderr, "handbill: interrupted; %zu of %zu were finished\n", done, batch->n_jobs);
	fflush(NULL);
	signal(number, SIG_DFL);
	raise(number);
	sigemptyset(&only);
	sigaddset(&only, number);
	sigprocmask(SIG_UNBLOCK, &only, NULL);
	/* Not reached: the signal was waiting. */
	g_assert_not_reached();
}

const struct outcome *batch_run(struct arena *arena, const struct batch *batch, struct diag *diag)
{
	struct shop shop = { .arena = arena, .batch = batch, .diag = diag };
	struct sigaction before[G_N_ELEMENTS(endings)];
	size_t count;
	struct chunk *chunks =
	    batch_plan(arena, batch->jobs, batch->n_jobs, batch->workers, &count);

	shop.outcomes = ARENA_ARRAY(arena, struct outcome, batch->n_jobs + 1);
	shop.workers = ARENA_ARRAY(arena, struct worker, batch->workers);
	g_queue_init(&shop.chunks);
	while (count > 0)
		g_queue_push_head(&shop.chunks, &chunks[--count]);
	signals_hold(&shop, before);
	for (;;) {
		start_workers(&shop);
		if (count_running(&shop) == 0 && g_queue_is_empty(&shop.chunks))
			break;
		wait_news(&shop, NULL);
		if (interrupted)
			end_interrupted(&shop);
	}
	signals_release(&shop, before);
	progress_clear(batch->progress);
	diag_flush(diag, batch->report);
	return shop.outcomes;
}
