/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * list: `handbill list`: pieces with their formats, editions with their state, regions, purposes.
 */
#ifndef COMMAND_LIST_H
#define COMMAND_LIST_H

#include "command/options.h"

/* The exit status. */
int list_run(struct arena *arena, const struct options *options);

#endif
