/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fixtures: the rows about what hangs on a file beside its pages' contents: catalog, layers,
 * actions, files within, streams of all kinds.
 */
#ifndef PREFLIGHT_FIXTURES_H
#define PREFLIGHT_FIXTURES_H

#include "preflight/inspection.h"

/* Before the pages: it finds which layers are off and whether there is a language. */
void fixtures_check(struct inspection *inspection);

#endif
