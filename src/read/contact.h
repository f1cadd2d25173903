/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * contact: content/contacts/REGION.yaml, how to report in one region. Never inside a translation.
 *
 * A wrong number on a poster is the worst defect this program can have, so it is checked here
 * (vanity words against the digits on a keypad, digits against dial, site against link) and read
 * back from every finished file.
 */
#ifndef READ_CONTACT_H
#define READ_CONTACT_H

#include "base/arena.h"
#include "base/diag.h"

/* What pieces and placeholders can name; contact_value's index. */
enum contact_kind {
	CONTACT_PHONE,	/* as printed large: the vanity form, else the digits */
	CONTACT_DIGITS, /* only digits and separators; none when phone already is the digits */
	CONTACT_SITE,
	CONTACT_ORG_SITE,
	CONTACT_KINDS
};

struct contact {
	const char *region;
	struct phrase phone, digits, dial, site, link, qr, org_site, org_link, language, source,
	    checked;
};

/* A key that a region has not (no site, say) has text NULL; dial, digits, source and checked are
 * required when there is a phone, link when there is a site. Older than 12 months by the clock
 * is a warning. No file for the region is a failure; NULL after errors. */
const struct contact *contact_load(struct arena *arena, const char *dir, const char *region,
    struct diag *diag);

/* The text as printed, always Latin digits, or NULL when the region has none. */
const char *contact_text(const struct contact *contact, enum contact_kind kind);

/* tel: or https: of a kind, in the arena, or NULL. */
const char *contact_link(struct arena *arena, const struct contact *contact,
    enum contact_kind kind);

/* The language of a kind's words and names; NULL: not said, or it has none, as a number. */
const char *contact_language(const struct contact *contact, enum contact_kind kind);

/* "phone", "digits", "site", "org_site": the names of placeholders. NULL-terminated. */
extern const char *const contact_names[CONTACT_KINDS + 1];

#endif
