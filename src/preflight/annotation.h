/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * annotation: the rows about what lies on a page and is not its content: links, notes, fields.
 */
#ifndef PREFLIGHT_ANNOTATION_H
#define PREFLIGHT_ANNOTATION_H

#include "preflight/trim.h"

void annotation_check(struct inspection *inspection, const struct trim *trim, unsigned page);

#endif
