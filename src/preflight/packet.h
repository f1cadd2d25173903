/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * packet: XMP as it is read: the properties of a file's metadata, each by its namespace, whatever
 * prefix it was written with. Values of lists are properties of their own, with their language.
 */
#ifndef PREFLIGHT_PACKET_H
#define PREFLIGHT_PACKET_H

#include "base/arena.h"

#include <glib.h>
#include <stdbool.h>

struct property {
	const char *space; /* namespace; "" when its prefix is not bound */
	const char *prefix, *name;
	const char *value;    /* trimmed */
	const char *language; /* xml:lang of a list's item, or NULL */
};

struct packet {
	GArray *properties; /* struct property */
	bool wrapped;	    /* in <?xpacket?> instructions */
	const char *broken; /* what is wrong with the XML, or NULL */
};

struct packet *packet_parse(struct arena *arena, GBytes *bytes);

/* The first with this namespace and name, or NULL. */
const struct property *packet_find(const struct packet *packet, const char *space,
    const char *name);

/* Its value, or NULL when it is missing or empty. */
const char *packet_value(const struct packet *packet, const char *space, const char *name);

#endif
