/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * structure: what a document says to who cannot see it.
 */
#ifndef PRESS_STRUCTURE_H
#define PRESS_STRUCTURE_H

#include "compose/sheet.h"

/* The standard structure type of a role: "H1". */
const char *structure_tag(enum role role);

#endif
