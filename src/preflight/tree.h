/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * tree: the structure tree of a stranger's PDF, flattened: its elements in the order of reading,
 * and which of them a piece of marked content belongs to.
 */
#ifndef PREFLIGHT_TREE_H
#define PREFLIGHT_TREE_H

#include "preflight/inspection.h"

struct element {
	unsigned dict;
	int object;
	int parent;	      /* index; -1: the root */
	int end;	      /* index after its last descendant */
	const char *type;     /* as written, without slash */
	const char *standard; /* by the role map; NULL: not a standard type */
	bool circular, remapped;
	/* Div, NonStruct, Part: they only group, and are looked through when nesting is judged. */
	bool through;
	int within;    /* the nearest element above that is not looked through; -1: the root */
	bool spoken;   /* it or an element above has a Lang */
	unsigned page; /* from 1, of its content as far as known; 0: unknown */
};

struct tree {
	GArray *elements;    /* struct element */
	GHashTable *objects; /* object number of an element -> index + 1 */
	unsigned root;
	GHashTable *parents; /* key of the ParentTree -> its value's handle */
	bool circular;	     /* an element is among its own descendants */
	bool truncated;	     /* too deep, or too many elements */
};

/* NULL: the catalog has no StructTreeRoot. */
struct tree *tree_load(struct inspection *inspection);

/* The element of an MCID in a stream with StructParents `key`, or of an object with StructParent
 * `key` (mcid < 0): its index, or -1. */
int tree_find(struct inspection *inspection, int key, int mcid);

const struct element *tree_element(const struct tree *tree, int index);

/* The children of an element as nesting is judged, those within a Div, NonStruct or Part like its
 * own: each an index, `end` after the last.
 *	for (int kid = tree_kid(tree, index); kid < end; kid = tree_next(tree, index, kid)) */
int tree_kid(const struct tree *tree, int index);
int tree_next(const struct tree *tree, int index, int kid);

#endif
