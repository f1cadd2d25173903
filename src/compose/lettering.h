/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lettering: type as items: lines of glyph runs in logical order, the elements they belong to,
 * contacts with their links and promises. A part of draw, which keeps the drawer.
 */
#ifndef COMPOSE_LETTERING_H
#define COMPOSE_LETTERING_H

#include "compose/boxes.h"
#include "compose/sheet.h"

struct drawn {
	GArray *items; /* struct item, one array a frame */
};

struct drawer {
	struct scene *scene;
	const struct pass *pass;
	struct document *document;
	GArray *elements;		 /* struct element */
	struct drawn *frames;		 /* by frame_index */
	GArray **links, **promises;	 /* by side */
	int heading, list_element, list; /* open H1, open L and its number */
};

/* The left edge of something so wide at logical x. */
double drawer_left(const struct drawer *drawer, double x, double width);

int drawer_element(struct drawer *drawer, enum role role, int parent, const char *alt,
    const char *path);

/* Adds an item to its frame; in one colour every ink but paper is black. */
void drawer_add(struct drawer *drawer, const struct spot *spot, struct item item);

/* A text's or contact's lines. */
void lettering_draw(struct drawer *drawer, const struct spot *spot);

/* Words without isolate controls, for descriptions. */
char *lettering_plain(struct arena *arena, const struct words *words);

#endif
