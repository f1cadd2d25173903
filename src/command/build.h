/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * build: `handbill build`, which prints the catalogue or what is named of it.
 */
#ifndef COMMAND_BUILD_H
#define COMMAND_BUILD_H

#include "command/options.h"

/* The exit status. */
int build_run(struct arena *arena, const struct options *options);

#endif
