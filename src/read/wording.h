/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * wording: what a text of an edition may hold. Characters that no font in fonts/ draws or that
 * nobody can see, and placeholders that mean nothing, are errors here, at the character's own place
 * wherever the source writes it as it is. So are texts of which nothing is seen, and telephone
 * numbers: they come from the region's contacts.
 */
#ifndef READ_WORDING_H
#define READ_WORDING_H

#include "base/diag.h"

#include <stdbool.h>

/* One text; `path` begins the messages. Only labels may hold {page} and {pages}. */
bool wording_check(struct phrase phrase, const char *path, bool label, struct diag *diag);

/* That a translation has the placeholders of the English, each as often. Both have passed
 * wording_check. */
bool wording_match(struct phrase phrase, struct phrase english, const char *path,
    struct diag *diag);

#endif
