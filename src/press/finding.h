/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * finding: what preflight saw against a rule, and where. The same on the same page and object is
 * told once and counted.
 */
#ifndef PRESS_FINDING_H
#define PRESS_FINDING_H

#include "base/arena.h"
#include "press/rules.h"

#include <glib.h>
#include <stdbool.h>

/* Where a finding stands; zero: the whole file. */
struct spot {
	unsigned page; /* from 1 */
	int object;    /* its number; 0 for a direct one */
	bool placed;
	double x, y; /* mm from the trim's top left as one looks at the page, y downwards */
	const char
	    *name; /* what it is called: a font, a colorant; part of what makes two the same */
};

struct finding {
	const struct rule *rule;
	enum severity severity;
	struct spot spot;
	const char *value; /* what was seen */
	unsigned count;
};

struct findings {
	struct arena *arena;
	enum profile_id profile;
	GArray *list;			  /* struct finding, in the order of the file */
	GHashTable *seen;		  /* key -> index + 1 */
	unsigned *told;			  /* findings of each rule so far */
	unsigned errors, warnings, notes; /* findings, not their counts */
};

struct findings *findings_new(struct arena *arena, enum profile_id profile);

/* Is the rule one of this profile's? For checks that cost. */
bool findings_wants(const struct findings *findings, enum rule_id rule);

/* One more breach; those of rules that the profile leaves out are dropped. `spot` may be NULL.
 * After a thousand of one rule the rest is only counted, on the last. */
void finding_add(struct findings *findings, enum rule_id rule, const struct spot *spot,
    const char *format, ...) __attribute__((format(printf, 4, 5)));

/* By page, gravity and order of the rules. */
void findings_sort(struct findings *findings);

#endif
