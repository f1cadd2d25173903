/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fit: climbs down a piece's ladders until everything fits, or says by how much it does not.
 *
 * The result is the first state of a ladder in which all its frames fit. What a step drops is a
 * warning that names it. What cannot fit at its floor is an error at the edition's line: in mm, and
 * as the least number of trailing characters whose removal would fit; a note points at the layout.
 */
#ifndef COMPOSE_FIT_H
#define COMPOSE_FIT_H

#include "compose/boxes.h"

/* Leaves scene->state and `pass` at the result. False when something does not fit or is missing:
 * told. */
bool fit_scene(struct scene *scene, struct pass *pass);

#endif
