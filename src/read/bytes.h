/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * bytes: what a file of text may not hold, found before any parser sees it.
 */
#ifndef READ_BYTES_H
#define READ_BYTES_H

#include "base/diag.h"

#include <stdbool.h>

/* Looks for broken UTF-8, NUL and other control characters, noncharacters, byte order marks
 * inside, line breaks other than LF and CR LF, and tabs as indentation. Says where each stands
 * (the first few of many); false when there was one. */
bool bytes_check(const struct source *source, struct diag *diag);

#endif
