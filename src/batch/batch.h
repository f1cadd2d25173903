/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * batch: many jobs, done by workers, told in their own order.
 *
 * What is said does not depend on how many workers there are or which of them is quicker. A job
 * that crashes is named, and what was left of its worker's jobs goes to a new one. On SIGINT,
 * SIGTERM or SIGHUP workers are ended and waited for, what they left unfinished is removed, and
 * the signal is raised again: batch_run does not come back.
 */
#ifndef BATCH_BATCH_H
#define BATCH_BATCH_H

#include "batch/progress.h"
#include "batch/worker.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct batch {
	const struct job *jobs; /* an edition's stand together */
	size_t n_jobs;
	const struct ticket *ticket;
	unsigned workers; /* at least 1 */
	FILE *report;	  /* where findings go */
	struct progress *progress;
};

/* How a job went. */
struct outcome {
	bool settled;
	bool ok; /* every file that was asked for is there */
	unsigned errors, warnings,
	    failures; /* the first of an edition's jobs also has those of opening it */
	struct yield yield;
	bool opened;		    /* `opening` is set */
	const char *opening, *text; /* findings, until they are printed */
};

/* Runs them all; outcomes in the order of jobs. Findings are counted in diag and written to the
 * report in that order. */
const struct outcome *batch_run(struct arena *arena, const struct batch *batch, struct diag *diag);

/* Chunks for so many workers, in the order of jobs. An edition's jobs stay together, so that
 * its fonts are cut and its texts shaped once; only where workers would stand idle otherwise is
 * it parted, into chunks of at least `CHUNK_LEAST` jobs. */
enum { CHUNK_LEAST = 4 };
struct chunk *batch_plan(struct arena *arena, const struct job *jobs, size_t n_jobs,
    unsigned workers, size_t *count);

#endif
