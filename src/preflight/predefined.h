/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * predefined: the CMaps that PDF knows by name (ISO 32000-1, table 118). We carry what tells codes
 * apart and what they count by, not the tables of CIDs.
 */
#ifndef PREFLIGHT_PREDEFINED_H
#define PREFLIGHT_PREDEFINED_H

#include <stdbool.h>
#include <stdint.h>

/* Codes of so many bytes, each byte between those of `low` and `high`. */
struct codes {
	unsigned bytes;
	uint32_t low, high;
};

enum { CODES_MOST = 5 };

struct predefined {
	const char *stem;		/* without -H or -V */
	bool vertical;			/* there is a -V */
	const char *ordering;		/* of Adobe's character collection; NULL: any */
	int supplement;			/* of it, up to which it counts */
	struct codes codes[CODES_MOST]; /* up to the first of no bytes */
};

/* NULL: it is none of them. */
const struct predefined *predefined_find(const char *name);

#endif
