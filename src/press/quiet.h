/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * quiet: QR codes drawn as squares, found by their modules, and the empty zone that they need.
 */
#ifndef PRESS_QUIET_H
#define PRESS_QUIET_H

#include "press/painted.h"

void quiet_check(struct inspection *inspection, const struct painted *painted);

#endif
