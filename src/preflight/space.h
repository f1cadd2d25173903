/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * space: colour spaces of a stranger's PDF, and which inks a colour in one lays down.
 */
#ifndef PREFLIGHT_SPACE_H
#define PREFLIGHT_SPACE_H

#include "pdf/icc.h"
#include "preflight/inspection.h"

enum space_kind {
	SPACE_UNKNOWN,
	SPACE_GREY,
	SPACE_RGB,
	SPACE_CMYK,
	SPACE_CALGREY,
	SPACE_CALRGB,
	SPACE_LAB,
	SPACE_ICC,
	SPACE_INDEXED,
	SPACE_SEPARATION,
	SPACE_DEVICEN,
	SPACE_PATTERN
};

enum { SPACE_PARTS = 32 }; /* PDF's own limit of DeviceN */

/* An ICC profile's header. */
struct space {
	enum space_kind kind;
	int object;
	unsigned parts;
	const char *label; /* "DeviceRGB", "Separation PANTONE 300 C" */
	const struct space
	    *base;	     /* of Indexed, Separation, DeviceN and Pattern; what stands in for a
					   device space (Default...); else NULL */
	const char **names;  /* colorants */
	GBytes *palette;     /* of Indexed; NULL when it cannot be read */
	unsigned definition; /* the array, a handle */
	unsigned stream;     /* of ICCBased, a handle */
	struct icc icc;
	bool intent; /* its profile is the output intent's */
};

/* The inks of one colour, 0 to 1 each. */
struct inks {
	double plates[4]; /* cyan, magenta, yellow, black */
	double spot;	  /* all others together */
	unsigned spots;	  /* how many others */
	bool all;	  /* registration: the tint is in each plate */
	bool known;	  /* else a profile decides, and only the rest of the row is good */
	bool white;	  /* no ink, whatever the space */
	bool black;	  /* as dark as its space goes, or nearly */
};

/* The space that an operand or a key names; `definition` is a name or an array. Always gives one.
 * */
const struct space *space_read(struct inspection *inspection, unsigned resources,
    unsigned definition);

/* By an operand's name, without slash: a device space or one of the resources. NULL: there is
 * none. */
const struct space *space_named(struct inspection *inspection, unsigned resources,
    const char *name);

/* The device space of 1, 3 or 4 parts, with its stand-in from the resources. */
const struct space *space_device(struct inspection *inspection, unsigned resources, unsigned parts);

struct inks space_inks(const struct space *space, const double *values, unsigned count);

/* All plates together: 3.0 is 300 %. */
double inks_total(const struct inks *inks);
unsigned inks_count(const struct inks *inks);

/* The same definition whatever its objects' numbers: 64 hexadecimal digits. Free it. */
char *object_digest(struct inspection *inspection, unsigned object);

#endif
