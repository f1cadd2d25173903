/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * overrun: what does not fit at its floor, told: at the edition's line by how many mm and by how
 * many trailing characters, and by a note at the layout's line. Used by fit.
 */
#ifndef COMPOSE_OVERRUN_H
#define COMPOSE_OVERRUN_H

#include "compose/boxes.h"

/* A ladder being climbed down. */
struct climb {
	struct scene *scene;
	struct pass *pass;
	const struct ladder *ladder; /* NULL: every frame counts */
};

/* Whether a frame is one of the ladder's. */
bool climb_counts(const struct climb *climb, const struct frame *frame);

/* Every miss of the last pass that counts. */
void overrun_tell(struct climb *climb);

#endif
