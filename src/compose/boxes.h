/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * boxes: a piece's blocks in one state, measured and placed. One pass gives spots (what stands
 * where) and misses (what does not fit); fit tries states until there is no miss, draw turns the
 * last pass's spots into items.
 *
 * A text's y is the top of its first line's capitals (or the usual ink top, type.yaml's `top`); its
 * height is lines x leading.
 */
#ifndef COMPOSE_BOXES_H
#define COMPOSE_BOXES_H

#include "compose/scene.h"

/* A block where it stands. */
struct spot {
	const struct block *block;
	const struct frame *frame;
	size_t side, frame_index; /* frame_index counts over all sides */
	double x0, x1;		  /* logical */
	double y, height;
	int ground; /* ink below */
	bool furniture;
	int list;		   /* which list a TAG_LI belongs to, from 1 */
	const struct words *words; /* text, contact */
	const struct text *text;
	const struct lines *lines;
	double size, leading, top; /* pt; top: first baseline below y */
	double nominal;		   /* contact: its size before it was narrowed */
	const struct art *art;
};

enum miss_kind {
	MISS_HEIGHT, /* the frame's content is too high */
	MISS_WIDTH,  /* one unbreakable piece is wider than its measure */
	MISS_LINES   /* more lines than the block takes */
};

struct miss {
	enum miss_kind kind;
	const struct frame *frame;
	size_t side, frame_index;
	const struct block *block; /* NULL for MISS_HEIGHT */
	const struct words *words;
	const struct lines *lines;
	double points; /* by how much; lines for MISS_LINES */
};

struct pass {
	GArray *spots;	/* struct spot */
	GArray *misses; /* struct miss */
	double *room;	/* pt left in each frame, by frame_index */
	int lists;
};

struct pass *pass_new(struct arena *arena, const struct scene *scene);

/* Lays out every side in the scene's state. */
void boxes_lay(struct scene *scene, struct pass *pass);

/* Lines that the texts of a role, or the block of a name, take now; 0: none is set. */
size_t boxes_lines(const struct pass *pass, const struct role_row *role);

#endif
