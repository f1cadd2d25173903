/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * icc: what an ICC profile says of itself, and whether it is whole: a file that prepress programs
 * refuse must not travel in ours.
 */
#ifndef PDF_ICC_H
#define PDF_ICC_H

#include <glib.h>
#include <stdbool.h>

struct icc {
	bool sound; /* it is one: size, signature, tags, the tables of its class */
	char class[5], space[5], pcs[5];
	int parts; /* of its space, 0 when unknown */
	unsigned major;
	const char *wrong; /* what is not sound */
};

/* NULL bytes: data that could not be decoded. */
struct icc icc_read(GBytes *profile);

#endif
