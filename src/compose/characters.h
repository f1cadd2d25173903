/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * characters: all that an edition's cut fonts must have, so that a cut font shapes as the whole
 * one does.
 */
#ifndef COMPOSE_CHARACTERS_H
#define COMPOSE_CHARACTERS_H

#include "read/contact.h"
#include "read/edition.h"

#include <glib.h>
#include <stdbool.h>

/* The characters of all entries and contacts, ASCII, spaces, joiners, direction controls, hyphens,
 * quotes and U+25CC; closed under NFD, NFC, mirroring and the parts of Thai and Lao sara am.
 * Sorted, of gunichar; the caller's to free. */
GArray *characters_gather(const struct edition *edition, const struct contact *contact);

/* Whether a glyph must exist for it: false for controls, joiners, white space, variation
 * selectors. */
bool character_shows(gunichar character);

#endif
