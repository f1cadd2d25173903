/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * tree: the structure tree of a stranger's PDF, flattened: its elements in the order of reading,
 * and which of them a piece of marked content belongs to.
 */
#ifndef PRESS_TREE_H
#define PRESS_TREE_H

#include "press/inspection.h"

struct element {
	unsigned dict;
	int object;
	int parent;	      /* index; -1: the root */
	int end;	      /* index after its last descendant */
	const char *type;     /* as written, without slash */
	const char *standard; /* by the role map; NULL: not a standard type */
	bool circular, remapped;
	bool spoken;   /* it or an element above has a Lang */
	unsigned page; /* from 1, of its content as far as known; 0: unknown */
};

struct tree {
	GArray *elements;    /* struct element */
	GHashTable *objects; /* object number of an element -> index + 1 */
	unsigned root;
	GHashTable *parents; /* key of the ParentTree -> its value's handle */
	bool truncated;
};

/* NULL: the catalog has no StructTreeRoot. */
struct tree *tree_load(struct inspection *inspection);

/* The element of an MCID in a stream with StructParents `key`, or of an object with StructParent
 * `key` (mcid < 0): its index, or -1. */
int tree_find(struct inspection *inspection, int key, int mcid);

const struct element *tree_element(const struct tree *tree, int index);

#endif
