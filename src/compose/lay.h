/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lay: how a block is laid, shared by boxes (stacks, rows, frames), leaves (type, pictures, spaces)
 * and lists (lists, grids). Used by those three only; boxes.h is the door.
 *
 * Each lay_ function gives the block's height; with where->emit it also adds the spots. Heights do
 * not depend on y.
 */
#ifndef COMPOSE_LAY_H
#define COMPOSE_LAY_H

#include "compose/boxes.h"

/* Where a block is being laid: what its edges and paths mean. */
struct where {
	const struct side_row *side;
	const struct frame *frame;
	size_t side_index, frame_index;
	double scope[2];    /* panel or column */
	double x0, x1;	    /* what the enclosing block spans */
	const char *item;   /* "guide.sections.problem" inside lists and grids */
	GHashTable *shares; /* grid: share name -> double * */
	int ground;
	bool furniture;
	double narrow; /* contacts side by side: the factor they share */
	int list;
	bool emit;
};

struct laying {
	struct scene *scene;
	struct pass *pass;
};

/* The block's own x and furniture on top of where it stands. */
struct where where_enter(struct laying *laying, const struct block *block,
    const struct where *where);

struct spot *spot_add(struct laying *laying, const struct block *block, const struct where *where,
    double y, double height);
void miss_add(struct laying *laying, const struct where *where, enum miss_kind kind,
    const struct block *block, const struct spot *spot, double points);

/* Any block; `room` is the height it may fill, 0: its own. */
double lay_block(struct laying *laying, const struct block *block, const struct where *where,
    double y, double room);

/* Blocks one under another; growing ones share what is left of `room`. */
double lay_stack(struct laying *laying, const struct block *stack, const struct where *where,
    double y, double room);

/* Blocks side by side, at least `least` high. */
double lay_row(struct laying *laying, const struct block *row, const struct where *where, double y,
    double least);

/* leaves.c */
bool text_set(struct laying *laying, const struct block *block, const struct where *where,
    struct spot *spot);
double lay_leaf(struct laying *laying, const struct block *block, const struct where *where,
    double y, double room);

/* How much below the last baseline a block's height still counts. */
double lay_trailing(struct laying *laying, const struct block *block, const struct where *where);

/* The widest line in a block. */
double lay_widest(struct laying *laying, const struct block *block, const struct where *where);

/* The factor that contacts side by side in a row share, so that they never touch; 1 where there is
 * room. */
double lay_narrow(struct laying *laying, const struct block *row, const struct where *where);

/* lists.c */
double lay_each(struct laying *laying, const struct block *each, const struct where *where,
    double y, double room);
double lay_grid(struct laying *laying, const struct block *grid, const struct where *where,
    double y, double room);

#endif
