/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * worker: a process that does a run of one edition's jobs and says over a pipe how each went.
 *
 *	parent ── fork ─► worker: open the edition's fonts ─► job ─► job ─► ... ─► exit
 *	   ▲                         │                         │      │
 *	   └──────── pipe ───── "opened" ──────────── "started", "finished"
 *
 * It is forked before this process has made any Pango, Fontconfig or Cairo call: a child forked
 * after that may hang. It dies with its parent. SIGTERM ends it; file_write holds that off
 * until its file is whole or gone.
 */
#ifndef BATCH_WORKER_H
#define BATCH_WORKER_H

#include "job.h"

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* Jobs from `first` up to `last`, all of one edition. */
struct chunk {
	size_t first, last;
};

enum news_kind { NEWS_OPENED, NEWS_STARTED, NEWS_FINISHED };

/* What a worker says. Findings are text, printed by the parent in the order of jobs. */
struct news {
	enum news_kind kind;
	bool ok;    /* opened: the edition's jobs can begin; finished: every file is there */
	size_t job; /* started, finished */
	struct yield yield; /* finished */
	unsigned errors, warnings, failures;
	size_t length;	  /* of the text */
	const char *text; /* good until the next worker_news; not NUL-terminated */
};

struct worker {
	pid_t pid; /* 0: not running */
	int fd;	   /* the pipe's reading end */
	struct chunk chunk;
	bool opened; /* it has said so */
	bool busy;   /* inside `job` */
	size_t job;  /* the job in hand, or the next */
	GByteArray *inbox;
	size_t eaten; /* of the inbox */
};

/* Forks a worker for jobs[chunk]. False with errno when no process can be had. */
bool worker_start(struct worker *worker, const struct job *jobs, struct chunk chunk,
    const struct ticket *ticket, enum diag_format format);

/* Takes what the pipe holds. False at its end: the worker is gone. Call when it is readable. */
bool worker_read(struct worker *worker);

/* The next thing that it said; false when there is no whole one. */
bool worker_news(struct worker *worker, struct news *news);

/* Waits for its end, which must be near. NULL when it was a good one, else what happened, in
 * the arena. */
const char *worker_reap(struct worker *worker, struct arena *arena);

#endif
