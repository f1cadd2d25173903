/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * catalogue: all that there is to print, and what of it was asked for. Pieces times formats
 * times editions are jobs.
 *
 * Everything is read here, before any worker starts, so that a mistake shows at once. What was
 * asked for is read aloud; the rest in silence, only so that lists and the gallery can name it:
 * a slip in card.yaml does not keep anyone from printing posters.
 */
#ifndef BATCH_CATALOGUE_H
#define BATCH_CATALOGUE_H

#include "job.h"

#include <stdbool.h>
#include <stddef.h>

/* What a command was told. NULL or empty lists: all there is. */
struct wish {
	const char *data, *content; /* NULL: the usual ones */
	char **langs;
	char **pieces; /* "poster", "poster@a4" */
	bool reviewed; /* leaves drafts out */
};

struct catalogue_edition {
	const char *tag;
	bool asked;
	bool left_out; /* asked, but a draft where only what is reviewed is wanted */
	const struct edition *edition; /* NULL: something is wrong with it */
	unsigned errors, warnings;     /* of reading it */
};

struct catalogue_piece {
	const char *name;
	bool asked;
	const struct layout *layout; /* NULL: something is wrong with it */
	bool *formats;		     /* which of the layout's were asked for */
};

struct catalogue {
	const char *data, *content;    /* folders */
	const struct formats *formats; /* NULL, as the next two: something is wrong with it */
	const struct palette *palette;
	const struct typography *type;
	const struct edition *reference;
	struct catalogue_edition *editions; /* English first, then by tag */
	size_t n_editions;
	struct catalogue_piece *pieces; /* by name */
	size_t n_pieces;
	struct job *jobs; /* what was asked for and can be composed: by edition, piece, format */
	size_t n_jobs;
};

/* Where layouts, content and fonts are, as file_data finds it; as seen from the current folder
 * when it lies there, so that messages are short. NULL after a failure. */
const char *catalogue_data(struct arena *arena, const char *option, struct diag *diag);

/* FOLDER/NAME. */
const char *catalogue_below(struct arena *arena, const char *folder, const char *name);

/* Looks at everything. NULL only when the folders cannot be found; else what is wrong is in
 * diag, and what depends on it is NULL. */
const struct catalogue *catalogue_load(struct arena *arena, const struct wish *wish,
    struct diag *diag);

/* The region's contacts, or NULL after errors. NULL for the usual region. */
const struct contact *catalogue_contact(struct arena *arena, const struct catalogue *catalogue,
    const char *region, struct diag *diag);

/* Regions with contacts, by name; NULL-terminated. */
char **catalogue_regions(struct arena *arena, const struct catalogue *catalogue);

/* Nobody has signed it: anything but the reference and what is reviewed. */
bool catalogue_is_draft(const struct edition *edition);

/* A word that names nothing, told with the nearest of `known`. A failure: who typed it was
 * wrong, no file is. */
void catalogue_unknown(const char *path, const char *what, const char *word,
    const char *const *known, struct diag *diag);

#endif
