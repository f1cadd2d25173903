/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * preflight: is a PDF ready, ours or a stranger's: for a print shop (x4, sheetfed), an office
 * printer, or readers who cannot see it (ua)? The only file that knows all the checks.
 *
 *	objects ── fixtures, condition, identity, tree ─────────┐
 *	each page ── trim, annotation; graphics ── painted ──   │
 *	  quality, colours, coverage, edges, quiet, tags;       │
 *	  readback, where the file is our own ──────────────────┤
 *	all fonts (embedding), all tags ────────────────────────┴── findings
 */
#ifndef PREFLIGHT_PREFLIGHT_H
#define PREFLIGHT_PREFLIGHT_H

#include "base/diag.h"
#include "preflight/finding.h"

struct document;

struct preflight {
	struct arena *arena; /* the findings live in it */
	enum profile_id profile;
	const char *name; /* of the file, for messages */
	/* Ghostscript, to measure the sum of inks where the content alone does not tell it; NULL:
	 * then it is not measured, and a finding says so. */
	const char *renderer;
	const char *path; /* of the file, for the renderer; NULL: not on disk */
	/* The caller's, absolute, for what the renderer writes; NULL: there is none. */
	const char *folder;
	/* What the file must show, when it is our own: its promises are read back from the same
	 * pages, and diag tells those that are broken. NULL: a stranger's. */
	const struct document *document;
	size_t pages; /* set: how many it has */
};

/* All findings, sorted; NULL when the bytes cannot be read as a PDF or a promise is broken, and
 * diag says why. The caller of strangers' files sees to limits on memory and time. */
struct findings *preflight_bytes(struct preflight *preflight, GBytes *bytes, struct diag *diag);

#endif
