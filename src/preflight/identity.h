/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * identity: the rows about what a file says it is: header, ID, XMP, Info.
 */
#ifndef PREFLIGHT_IDENTITY_H
#define PREFLIGHT_IDENTITY_H

#include "preflight/inspection.h"

void identity_check(struct inspection *inspection);

#endif
