/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * quiet: the empty zone that QR codes need.
 */
#ifndef PREFLIGHT_QUIET_H
#define PREFLIGHT_QUIET_H

#include "preflight/painted.h"
#include "preflight/pixels.h"

/* Is a picture a QR code of one pixel a module? However large it stands, its edges are sharp. */
bool quiet_picture(struct inspection *inspection, const struct mark *mark);

/* The same by its samples; those of a stencil have no space. */
bool quiet_pixels(const struct pixels *pixels);

/* Has a picture so many pixels as such a code? */
bool quiet_sized(const struct mark *mark);

void quiet_check(struct inspection *inspection, const struct painted *painted);

#endif
