/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * status: content/status/LANG.yaml, what is known about an edition. The program writes it
 * (`handbill accept`); a person edits it only to sign.
 *
 *	state: draft                # reference, untranslated, draft, reviewed
 *	reviewer: Full Name         # required when reviewed
 *	reviewed: 2026-11-24        # required when reviewed
 *	date: 2026-11-24            # the edition's date: what files made from it carry
 *	translated_from:
 *	  guide.title: "0123456789abcdef"
 *
 * No file means draft, of an unknown source.
 */
#ifndef READ_STATUS_H
#define READ_STATUS_H

#include "base/arena.h"
#include "base/diag.h"

#include <glib.h>
#include <stdbool.h>

enum state { STATE_REFERENCE, STATE_UNTRANSLATED, STATE_DRAFT, STATE_REVIEWED };

struct status {
	enum state state;
	const char *reviewer, *reviewed; /* NULL unless signed */
	const char *date;		 /* YYYY-MM-DD, or NULL */
	GHashTable *translated_from; /* path -> hash (const char *); never NULL after status_load */
};

/* True also when there is no such file. */
bool status_load(struct arena *arena, const char *path, struct status *status, struct diag *diag);

/* Writes it whole or not at all. */
bool status_save(const char *path, const struct status *status, struct diag *diag);

/* "reference", "untranslated", "draft", "reviewed". */
const char *state_name(enum state state);

#endif
