/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * finding: what preflight saw against a rule, and where. The same on the same page and object is
 * told once and counted: the worst of it, with the place of the worst, then how mild the mildest is
 * and where else it stands.
 */
#ifndef PREFLIGHT_FINDING_H
#define PREFLIGHT_FINDING_H

#include "base/arena.h"
#include "preflight/rules.h"

#include <glib.h>
#include <stdbool.h>

/* Where a finding stands; zero: the whole file. */
struct spot {
	unsigned page; /* from 1 */
	int object;    /* its number; 0 for a direct one */
	bool placed;
	bool anywhere; /* what `name` is the same as counts as one, on whatever page and object */
	double x, y;   /* mm from the trim's top left as one looks at the page, y downwards */
	const char
	    *name; /* what it is called: a font, a colorant; part of what makes two the same */
	const char *help; /* static; what to do, where the rule's help does not fit; else NULL */
};

/* Where the same was seen, of several places. */
struct sight {
	double x, y;   /* as in a spot */
	double number; /* the worst that was measured there */
};

struct finding {
	const struct rule *rule;
	enum severity severity;
	struct spot spot;
	const char *value; /* what was seen */
	unsigned count;
	double worst, mildest; /* measured, where the rule has a unit */
	struct sight *places;  /* those more than a thumb's breadth apart, or NULL */
	unsigned n_places;
	bool crowded; /* there are more places than are kept */
};

struct findings {
	struct arena *arena;
	enum profile_id profile;
	GArray *list;			  /* struct finding, in the order of the file */
	GHashTable *seen;		  /* key -> index + 1 */
	unsigned *told;			  /* findings of each rule so far */
	guint *last;			  /* the index + 1 of each rule's last one */
	unsigned errors, warnings, notes; /* findings, not their counts */
};

struct findings *findings_new(struct arena *arena, enum profile_id profile);

/* Is the rule one of this profile's? For checks that cost. */
bool findings_wants(const struct findings *findings, enum rule_id rule);

/* One more breach; those of rules that the profile leaves out are dropped. `spot` may be NULL.
 * After a thousand of one rule the rest is only counted, on that rule's last. */
void finding_add(struct findings *findings, enum rule_id rule, const struct spot *spot,
    const char *format, ...) __attribute__((format(printf, 4, 5)));

/* The same, of a rule with a unit: of those that are one finding, the smallest number is told. */
void finding_least(struct findings *findings, enum rule_id rule, const struct spot *spot,
    double number, const char *format, ...) __attribute__((format(printf, 5, 6)));

/* By page, gravity and order of the rules; ranges and further places are put into words. */
void findings_sort(struct findings *findings);

#endif
