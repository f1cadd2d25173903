/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * colours: the rows about colour spaces: which a page may use under its output intent, spot
 * colours, transparency and what it blends in.
 */
#ifndef PREFLIGHT_COLOURS_H
#define PREFLIGHT_COLOURS_H

#include "preflight/painted.h"

/* Sets `transparent` of the page on the way. */
void colours_check(struct inspection *inspection, struct painted *painted);

#endif
