/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * embedding: the rows about fonts, once all pages have been read and every code that they show is
 * known.
 */
#ifndef PREFLIGHT_EMBEDDING_H
#define PREFLIGHT_EMBEDDING_H

#include "preflight/inspection.h"

void embedding_check(struct inspection *inspection);

#endif
