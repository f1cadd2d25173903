/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * check: `handbill check`, which tells a translator all that is wrong, stale or does not fit,
 * and prints nothing.
 */
#ifndef COMMAND_CHECK_H
#define COMMAND_CHECK_H

#include "command/options.h"

/* The exit status. */
int check_run(struct arena *arena, const struct options *options);

#endif
