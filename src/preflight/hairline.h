/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * hairline: the rows about lines: those that are drawn, and rectangles that are filled and as thin.
 */
#ifndef PREFLIGHT_HAIRLINE_H
#define PREFLIGHT_HAIRLINE_H

#include "preflight/painted.h"

void hairline_check(struct inspection *inspection, const struct painted *painted);

#endif
