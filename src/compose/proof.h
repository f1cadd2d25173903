/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * proof: what must hold of every fitted piece (visual system sections 2.2 and 12): text and ground
 * pairs and their least sizes, live matter away from trim and folds, QR codes large enough, no ink
 * over its share. Errors stand at the layout's line; they are the designer's.
 */
#ifndef COMPOSE_PROOF_H
#define COMPOSE_PROOF_H

#include "compose/boxes.h"

bool proof_scene(struct scene *scene, const struct pass *pass);

#endif
