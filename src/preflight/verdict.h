/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * verdict: findings and rules as people and scripts read them.
 *
 *	flyer.pdf: page 1: error: Type is large enough (6 pt): 5.20 pt: "Call now", at 20.1, 283.4 mm
 *	    [text-small]
 *	  help: set it larger
 *	flyer.pdf: 1 page, profile x4: 1 error, 0 warnings
 */
#ifndef PREFLIGHT_VERDICT_H
#define PREFLIGHT_VERDICT_H

#include "base/diag.h"
#include "preflight/preflight.h"

/* One line a finding; notes only with `notes` or in JSON (one object a line). */
void verdict_print(GString *out, const struct preflight *preflight, const struct findings *findings,
    enum diag_format format, bool notes);

/* The table of rules claimed. */
void verdict_rules(GString *out, enum diag_format format);

#endif
