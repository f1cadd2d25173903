/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * plates: the rows about which plates a mark is laid on: white and grey that overprint,
 * registration colour where paper is left.
 */
#ifndef PRESS_PLATES_H
#define PRESS_PLATES_H

#include "press/painted.h"

void plates_check(struct inspection *inspection, const struct painted *painted);

#endif
