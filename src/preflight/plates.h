/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * plates: the rows about which plates a mark is laid on: white and grey that overprint,
 * registration colour where paper is left.
 */
#ifndef PREFLIGHT_PLATES_H
#define PREFLIGHT_PLATES_H

#include "preflight/painted.h"

void plates_check(struct inspection *inspection, const struct painted *painted);

#endif
