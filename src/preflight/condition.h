/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * condition: the rows about the output intent: for which press, paper and inks a file was made.
 */
#ifndef PREFLIGHT_CONDITION_H
#define PREFLIGHT_CONDITION_H

#include "preflight/inspection.h"

/* Fills inspection->condition, by which the pages' colours are judged. */
void condition_check(struct inspection *inspection);

#endif
