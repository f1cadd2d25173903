/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * annotation: the rows about what lies on a page and is not its content: links, notes, fields.
 */
#ifndef PRESS_ANNOTATION_H
#define PRESS_ANNOTATION_H

#include "press/trim.h"

void annotation_check(struct inspection *inspection, const struct trim *trim, unsigned page);

#endif
