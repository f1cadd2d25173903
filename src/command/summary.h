/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * summary: what a build says at its end: files, pages, seconds, findings, what was not printed,
 * and drafts by name.
 */
#ifndef COMMAND_SUMMARY_H
#define COMMAND_SUMMARY_H

#include "batch/batch.h"
#include "batch/catalogue.h"

#include <glib.h>

struct summary {
	struct yield yield;
	size_t n_jobs;
	const struct outcome *outcomes; /* of the catalogue's jobs */
	double seconds;			/* below 0: not told */
	const char *out;
	size_t earlier; /* files, see summary_earlier */
};

/* Files of jobs that were not printed, which lie there since before `start` (seconds since
 * 1970). */
size_t summary_earlier(const struct catalogue *catalogue, const struct ticket *ticket,
    const struct outcome *outcomes, gint64 start);

struct summary summary_count(const struct catalogue *catalogue, const struct outcome *outcomes);

/* As text, or in the diag's format as a line of JSON. */
void summary_print(const struct summary *summary, const struct catalogue *catalogue,
    const struct diag *diag, FILE *stream);

#endif
