/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * progress: what a person sees while jobs run: a bar on a terminal, a line for each job elsewhere.
 */
#ifndef BATCH_PROGRESS_H
#define BATCH_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

enum progress_kind { PROGRESS_NONE, PROGRESS_LINES, PROGRESS_BAR };

struct progress {
	enum progress_kind kind;
	FILE *stream;
	size_t total, done;
	size_t lines; /* told so far */
	bool drawn;   /* a bar stands in the terminal's last line */
};

/* A bar where the stream is a terminal that can move its cursor; else lines, or nothing where
 * those are not wanted. */
void progress_init(struct progress *progress, FILE *stream, size_t total, bool lines);

/* One more job is done, in whatever order they end; `name` is the last that was. */
void progress_done(struct progress *progress, const char *name);

/* A job's turn in the order of jobs: its line. */
void progress_line(struct progress *progress, const char *name, bool ok);

/* Takes the bar away, before anything else is written. */
void progress_clear(struct progress *progress);

#endif
