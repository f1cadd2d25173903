/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * accept: `handbill accept`, which notes in content/status/LANG.yaml that texts are up to date
 * with the English.
 */
#ifndef COMMAND_ACCEPT_H
#define COMMAND_ACCEPT_H

#include "command/options.h"

/* The exit status. */
int accept_run(struct arena *arena, const struct options *options);

#endif
