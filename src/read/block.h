/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * block: the parts of a piece as they are read: lengths, edges, blocks, frames. Used by layout
 * only.
 */
#ifndef READ_BLOCK_H
#define READ_BLOCK_H

#include "read/layout.h"
#include "read/schema.h"

/* What reading a piece needs at hand. `layout` is being filled: lengths and roles before sides. */
struct drawing {
	struct arena *arena;
	struct diag *diag;
	struct layout *layout;
	const struct formats *formats;
	const struct palette *palette;
	const struct typography *type;
};

/* A length or the name of one: "1.6 u", "far". False after an error. */
bool dim_read(struct drawing *drawing, const struct node *node, struct dim *out);

/* "end - 2 u": an edge and at most one length. */
bool edge_read(struct drawing *drawing, const struct node *node, struct edge *out);

/* A list of exactly two edges. */
bool edges_read(struct drawing *drawing, const struct node *node, struct edge out[2]);

/* One length, or [tight, airy]. */
bool air_read(struct drawing *drawing, const struct node *node, struct air *out);

/* An ink's index; -1 after an error. */
int ink_read(struct drawing *drawing, const struct node *node);

/* A list of texts, or one text. */
struct phrase *phrases_read(struct drawing *drawing, const struct node *node, size_t *count);

/* A list of blocks. */
bool blocks_read(struct drawing *drawing, const struct node *list, struct block **out,
    size_t *count);

bool frame_read(struct drawing *drawing, const struct node *node, struct frame *out);

/* A role by name, with an error that suggests one. */
const struct role_row *role_read(struct drawing *drawing, struct phrase name);

/* The `fit` list. */
bool ladders_read(struct drawing *drawing, const struct node *list);

#endif
