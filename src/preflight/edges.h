/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * edges: the rows about what happens at the trim: does art that touches it go on to the edge of the
 * bleed, does type keep away.
 */
#ifndef PREFLIGHT_EDGES_H
#define PREFLIGHT_EDGES_H

#include "preflight/painted.h"

void edges_check(struct inspection *inspection, const struct painted *painted);

#endif
