/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * png: pixels as a PNG. Flat colour needs none of the filters that photographs do: without them a
 * page is written five times as fast, and is no larger.
 */
#ifndef PRESS_PNG_H
#define PRESS_PNG_H

#include <glib.h>

struct pixels {
	const unsigned char *data; /* rows of 32-bit words, 0xXXRRGGBB in the machine's order */
	unsigned width, height;
	gsize stride; /* bytes from row to row */
	double dpi;
};

/* 8-bit RGB, in sRGB. */
GBytes *png_write(const struct pixels *pixels);

#endif
