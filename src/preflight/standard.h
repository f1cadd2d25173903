/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * standard: how wide the glyphs of the fonts are that viewers bring along: a font dictionary of
 * these needs no Widths.
 */
#ifndef PREFLIGHT_STANDARD_H
#define PREFLIGHT_STANDARD_H

/* 1/1000 em; < 0: no such font, or no such glyph. Symbol and ZapfDingbats are not in it. */
double standard_width(const char *font, const char *glyph);

#endif
