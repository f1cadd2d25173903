/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * art: pictograms, a strict subset of SVG: one <svg> with a square viewBox and fill="currentColor",
 * <title>, and <path> of absolute M L C Z, filled non-zero. Anything else, a reference to a file or
 * the network before all, is an error that names the element. Read with GMarkup.
 */
#ifndef COMPOSE_ART_H
#define COMPOSE_ART_H

#include "base/arena.h"
#include "base/diag.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct art {
	const char *name; /* its key in art.yaml */
	bool mirror;	  /* flipped in its own box in right-to-left editions */
	double side;	  /* of the viewBox */
	uint8_t *verbs;	  /* enum path_verb */
	size_t n_verbs;
	double *coords;
};

struct gallery {
	struct art *arts;
	size_t count;
};

/* Reads FOLDER/art.yaml and the files of FOLDER/art/ that it names. */
const struct gallery *gallery_load(struct arena *arena, const char *folder, struct diag *diag);

/* NULL when there is none. */
const struct art *gallery_find(const struct gallery *gallery, const char *name);

/* One file's bytes. False after an error. */
bool art_parse(struct arena *arena, const struct source *source, struct art *art,
    struct diag *diag);

#endif
