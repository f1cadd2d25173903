/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * inspect: `handbill preflight`, which tells whether PDFs are ready.
 */
#ifndef COMMAND_INSPECT_H
#define COMMAND_INSPECT_H

#include "command/options.h"

/* The exit status: the worst of all files'. */
int inspect_run(struct arena *arena, const struct options *options);

#endif
