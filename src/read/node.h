/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * node: a YAML file as a tree that knows its places. The only user of libyaml.
 *
 * Every scalar is text, whatever YAML 1.1 thinks of `no`. Refused with a place: broken UTF-8, NUL
 * and other control characters, line breaks other than LF and CR LF, tabs as indentation, aliases,
 * anchors, tags, a second document, duplicate keys, nesting over 64, no document at all. A byte
 * order mark is accepted. All errors that can be found are reported; libyaml's own stop at the
 * first.
 */
#ifndef READ_NODE_H
#define READ_NODE_H

#include "base/arena.h"
#include "base/diag.h"

#include <stdbool.h>
#include <stddef.h>

enum { NODE_FILE_LIMIT = 4 * 1024 * 1024, NODE_DEPTH_LIMIT = 64 };

enum node_kind { NODE_TEXT, NODE_LIST, NODE_MAP };

struct node {
	enum node_kind kind;
	struct place place;    /* of the value */
	const char *text;      /* NODE_TEXT, else NULL; "" for an empty value */
	struct phrase key;     /* when inside a map, else text NULL */
	struct node *parent;   /* NULL at the root */
	struct node *children; /* first child, in file order */
	struct node *next;     /* sibling */
	size_t count;	       /* of children */
	bool used;	       /* schema's mark: this key was asked for */
	bool flow;	       /* written with [ ] or { }, which editions may not */
};

/* The tree of one file, or NULL after errors. */
struct node *node_load(struct arena *arena, const char *path, struct diag *diag);

/* The same from bytes already read. */
struct node *node_parse(struct arena *arena, const struct source *source, struct diag *diag);

/* The value at `key` of a map, or NULL. */
struct node *node_find(const struct node *map, const char *key);

struct phrase node_phrase(const struct node *node);

/* "guide.audiences.2": keys and, in lists, numbers from 1; "" at the root. In the arena. */
char *node_path(struct arena *arena, const struct node *node);

/* "a text", "a list", "a map", for messages. */
const char *node_kind_name(enum node_kind kind);

#endif
