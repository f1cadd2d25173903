/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * scene: one edition on one piece in one format, while it is being fitted: what the ladder varies
 * (fitting), the sizes that follow, where edges are. x here is logical: points from the start edge
 * of the trim, whichever side that is.
 */
#ifndef COMPOSE_SCENE_H
#define COMPOSE_SCENE_H

#include "compose/art.h"
#include "compose/paragraph.h"
#include "compose/words.h"
#include "read/layout.h"

#include <glib.h>

enum { DROPS_MOST = 32, MOVES_MOST = 8 };

/* What a fit ladder varies. Plain values: copied to try and to go back. */
struct fitting {
	double air;
	double *size; /* pt, by index into layout->roles */
	struct {
		const char *block, *key; /* key NULL: the block itself */
		const struct step *step;
	} drops[DROPS_MOST];
	size_t n_drops;
	struct {
		const char *frame;
		const struct edge *bottom;
	} moves[MOVES_MOST];
	size_t n_moves;
};

/* A role in this edition's script: what its size may be. */
struct gauge {
	double nominal, floor; /* pt */
	double ratio;	       /* leading / size */
	double swell;	       /* pt, 0: none */
};

/* What a text block sets for an item of a list: found and shaped once a job. */
struct set {
	const struct block *block;
	const char *item;
	const struct words *words;
	const struct text *text;
};

struct scene {
	struct arena *arena; /* the job's */
	const struct layout *layout;
	const struct format *format;
	const struct edition *edition;
	const struct script *script;
	const struct contact *contact;
	const struct palette *palette;
	const struct typography *type;
	const struct gallery *gallery;
	struct glossary *glossary;
	struct fonts *fonts;
	struct diag *diag;
	double width, height, bleed; /* trim */
	struct gauge *gauges;	     /* by role */
	struct fitting state;
	struct {
		double top, bottom;
		bool set;
	} *frames; /* by index over all sides: where they are in this pass */
	GHashTable
	    *cuts; /* words -> the same, cut: while asking how much is too much (overrun.c) */
	GHashTable *items; /* a list's or grid's block -> its items' paths (lists.c) */
	GHashTable *sets;  /* of struct set, by block and item (leaves.c) */
	GHashTable *told;  /* words that something was said of already */
	bool failed;	   /* a text is missing or unshapeable: told already */
};

/* Resolves gauges and the starting state. */
void scene_open(struct scene *scene);

/* True the first time for these words. */
bool scene_once(struct scene *scene, const struct words *words);

double scene_points(const struct scene *scene, struct dim dim, double em);
double scene_air(const struct scene *scene, struct air air);

/* A role's place in layout->roles. */
size_t scene_role(const struct scene *scene, const struct role_row *role);

/* The least size that the palette allows for a role on a ground, pt; 0: it may not stand there. */
double scene_least(const struct scene *scene, const struct role_row *role, int ground);

bool scene_dropped(const struct scene *scene, const char *block, const char *key);

/* The panel's logical range, or the whole side's. False: no such panel on the side. */
bool scene_panel(const struct scene *scene, const struct side_row *side, const char *name,
    double range[2]);

/* An x edge; `scope` is the enclosing panel's or column's range. */
double scene_x(struct scene *scene, const struct side_row *side, const struct edge *edge,
    const double scope[2]);

/* A y edge; of a frame of the same side that stands before. */
double scene_y(struct scene *scene, size_t side, const struct edge *edge);

/* Index of a side's frame in `frames`. */
size_t scene_frame(const struct scene *scene, size_t side, size_t frame);

struct fitting fitting_copy(struct arena *arena, const struct scene *scene,
    const struct fitting *state);

#endif
