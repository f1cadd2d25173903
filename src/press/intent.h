/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * intent: which printing, or which screen, a file's colours are meant for. Its ICC profile is read,
 * checked and deflated once, then shared by every file of a run. The known ones are rows of
 * layouts/profiles/profiles.yaml.
 */
#ifndef PRESS_INTENT_H
#define PRESS_INTENT_H

#include "base/arena.h"
#include "base/diag.h"

#include <stdbool.h>
#include <stddef.h>

/* What takes an intent unless told otherwise. */
enum intent_use { INTENT_INCH, INTENT_METRIC, INTENT_SCREEN, INTENT_USES };

struct intent {
	const char *condition; /* OutputConditionIdentifier: "FOGRA39" */
	const char *info;      /* the same in words */
	const char *registry;  /* whose name the condition is, or NULL */
	int components;	       /* 4, or 3 for a screen */
	const void *data;      /* the profile, deflated */
	size_t length;
};

/* Fills `intents` for each use from the data folder. False after errors or failures. */
bool intents_load(struct arena *arena, const char *data, const struct intent *intents[INTENT_USES],
    struct diag *diag);

/* A shop's own: must be an output profile of CMYK. `condition` names what it was made for. NULL
 * after a failure. */
const struct intent *intent_load(struct arena *arena, const char *path, const char *condition,
    struct diag *diag);

#endif
