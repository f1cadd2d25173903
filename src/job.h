/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * job: one edition on one piece in one format, for all purposes. The only file that knows every
 * stage:
 *
 *	compose_document ─► press_new ─┬► press_pdf ─► OUT/press/LANG/PIECE-FORMAT.pdf
 *	                               ├► press_pdf ─► OUT/screen/LANG/PIECE-FORMAT.pdf
 *	                               ├► press_panels ─► OUT/screen/LANG/PIECE-FORMAT-panels.pdf
 *	                               └► press_png ─► OUT/preview/LANG/PIECE-FORMAT-PAGE.png
 *
 * Those names are a contract: other people's scripts depend on them, and no option changes them.
 */
#ifndef JOB_H
#define JOB_H

#include "compose/compose.h"
#include "press/press.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct job {
	const struct edition *edition;
	const struct layout *layout;
	const struct format *format;
	const char *name; /* "poster@a4 es", for people */
};

/* What goes with all jobs of a run. */
struct ticket {
	const char *data; /* the folder with layouts/ and fonts/ */
	const struct contact *contact;
	const struct palette *palette;
	const struct typography *type;
	const char *out;   /* the folder that files go to */
	unsigned purposes; /* bits: 1 << enum purpose; 0: composed, nothing printed */
	bool mono;
	double bleed; /* pt; < 0: the formats' own */
	struct press_options press;
};

/* What a job printed. */
struct yield {
	unsigned pdfs, pngs, pages;
};

enum dump { DUMP_NONE, DUMP_SHEETS, DUMP_FIT };

/* OUT/PURPOSE/LANG/PIECE-FORMAT.pdf, or for previews OUT/preview/LANG/PIECE-FORMAT-PAGE.png;
 * pages count from 1. */
char *job_path(struct arena *arena, const struct job *job, const char *out, enum purpose purpose,
    size_t page);

/* A folded piece's panels one a page, for the screen: OUT/screen/LANG/PIECE-FORMAT-panels.pdf. NULL
 * for a piece without folds. */
char *job_panels_path(struct arena *arena, const struct job *job, const char *out);

/* The edition's fonts and texts, for all its jobs. NULL after errors. Not before a fork. */
struct composer *job_open(struct arena *arena, const struct ticket *ticket,
    const struct edition *edition, struct diag *diag);

/* Composes, and prints for each purpose; what is wrong with one purpose's file does not stop
 * the others'. False when any file is missing afterwards; what was printed is in `yield` all
 * the same. */
bool job_run(const struct job *job, struct composer *composer, const struct ticket *ticket,
    struct yield *yield, struct diag *diag);

/* Composes, and writes the sheets, or how it fits, as text. */
bool job_dump(const struct job *job, struct composer *composer, const struct ticket *ticket,
    enum dump what, FILE *stream, struct diag *diag);

/* Removes what a killed worker may have left of this job's files: file_write's temporaries,
 * never a file. */
void job_sweep(const struct job *job, const struct ticket *ticket);

#endif
