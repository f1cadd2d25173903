/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * gallery: OUT/index.html, which shows what OUT now holds of the catalogue: previews by
 * edition, with links to their PDFs.
 *
 * It stands alone: no script, no font or style from elsewhere. A draft is called one above its
 * pictures. It shows files of this run and of earlier ones alike, and depends on nothing but
 * what is there.
 */
#ifndef BATCH_GALLERY_H
#define BATCH_GALLERY_H

#include "batch/catalogue.h"

#include <stdbool.h>

bool gallery_write(const struct catalogue *catalogue, const char *out, struct diag *diag);

#endif
