/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * summary: what a build says at its end: files, pages, seconds, findings, what was not printed, and drafts by name.
 */
#ifndef COMMAND_SUMMARY_H
#define COMMAND_SUMMARY_H

#include "batch/batch.h"
#include "batch/catalogue.h"

struct summary {
	struct yield yield;
	const struct outcome *outcomes; /* of the catalogue's jobs */
	double seconds;			/* below 0: not told */
	const char *out;
};

struct summary summary_count(const struct catalogue *catalogue, const struct outcome *outcomes);

/* As text, or in the diag's format as a line of JSON. */
void summary_print(const struct summary *summary, const struct catalogue *catalogue,
    const struct diag *diag, FILE *stream);

#endif
