/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * options: what follows a command's name. An option is a row: its spelling, what it takes,
 * which commands know it, its sentence; parsing, help and "did you mean" come from that row.
 *
 *	--name, --name=value, --name value, -n value, -nvalue; -- ends them
 */
#ifndef COMMAND_OPTIONS_H
#define COMMAND_OPTIONS_H

#include "base/arena.h"
#include "base/diag.h"

#include <stdbool.h>
#include <stdio.h>

/* The commands that know an option, as bits. */
enum command_bit {
	COMMAND_BUILD = 1,
	COMMAND_CHECK = 2,
	COMMAND_LIST = 4,
	COMMAND_ACCEPT = 8,
	COMMAND_PREFLIGHT = 16
};

enum only { ONLY_ALL, ONLY_REVIEWED };

struct options {
	const char *data, *content, *region, *out; /* NULL: not given */
	const char *bleed, *profile, *condition;   /* the same */
	char **langs, **purposes, **marks;	   /* lists; NULL: not given */
	int workers;				   /* 0: not given */
	int only;				   /* enum only */
	int report;				   /* enum diag_format */
	int dump;				   /* enum dump */
	int judge;				   /* enum profile_id, of preflight */
	bool mono, help, rules, notes;
	char **words; /* what is no option, in order */
};

/* Reads argv[1] and on for the command, whose name is argv[0]. False after a sentence on stderr. */
bool options_parse(struct arena *arena, int argc, char **argv, enum command_bit command,
    struct options *options);

/* The command's rows, as a table for a person. */
void options_help(FILE *stream, enum command_bit command);

/* "handbill: ...", what was near to `word` (NULL: nothing), and where help is. Always the
 * status of wrong usage. */
int options_refuse(const char *command, const char *sentence, const char *word,
    const char *const *known);

#endif
