/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * condition: the rows about the output intent: for which press, paper and inks a file was made.
 */
#ifndef PRESS_CONDITION_H
#define PRESS_CONDITION_H

#include "press/inspection.h"

/* Fills inspection->condition, by which the pages' colours are judged. */
void condition_check(struct inspection *inspection);

#endif
