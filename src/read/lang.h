/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lang: language tags (BCP 47) by their shape.
 */
#ifndef READ_LANG_H
#define READ_LANG_H

#include <stdbool.h>

/* es, zh-Hans, es-US: parts of 1 to 8 letters or digits, the first of letters alone. */
bool lang_is_tag(const char *lang);

/* Is it the same language, whatever the region or script? */
bool lang_same(const char *a, const char *b);

#endif
