/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * quiet: the empty zone that QR codes need.
 */
#ifndef PREFLIGHT_QUIET_H
#define PREFLIGHT_QUIET_H

#include "preflight/painted.h"

/* Is a picture a QR code of one pixel a module? However large it stands, its edges are sharp. */
bool quiet_picture(struct inspection *inspection, const struct mark *mark);

void quiet_check(struct inspection *inspection, const struct painted *painted);

#endif
