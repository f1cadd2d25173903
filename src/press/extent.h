/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * extent: how far an item reaches.
 */
#ifndef PRESS_EXTENT_H
#define PRESS_EXTENT_H

#include "compose/sheet.h"

/* Pairs of numbers in a path's coords. */
size_t item_points(const struct item *item);

/* The box around a path with its stroke (control points count), a QR symbol, or the origins of
 * glyphs, from an em's height above the baseline. */
struct rect item_extent(const struct item *item);

#endif
