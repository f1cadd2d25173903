/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * format: a row of layouts/formats.yaml: name, trim (portrait or as a card lies), bleed.
 */
#ifndef READ_FORMAT_H
#define READ_FORMAT_H

#include "base/arena.h"
#include "base/diag.h"

#include <stdbool.h>
#include <stddef.h>

struct format {
	const char *name;
	double width, height; /* trim, pt */
	double bleed;	      /* pt */
	bool metric;	      /* given in mm: decides the default output condition */
	struct place place;
};

struct formats {
	struct format *rows;
	size_t count;
};

const struct formats *formats_load(struct arena *arena, const char *path, struct diag *diag);
const struct format *format_find(const struct formats *formats, const char *name);

#endif
