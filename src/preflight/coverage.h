/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * coverage: how much ink lies on the paper within the BleedBox. Where all is flat, opaque and in
 * known inks it follows from the content; else a renderer measures it; else a finding says that
 * nobody did.
 */
#ifndef PREFLIGHT_COVERAGE_H
#define PREFLIGHT_COVERAGE_H

#include "preflight/painted.h"

void coverage_check(struct inspection *inspection, const struct painted *painted);

#endif
