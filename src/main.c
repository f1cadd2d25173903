/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * main: the commands and what teaches them. Exit status: 0 clean, 1 findings, 2 wrong usage,
 * the world, a crashed job.
 */
#include <glib.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "command/accept.h"
#include "command/build.h"
#include "command/check.h"
#include "command/inspect.h"
#include "command/list.h"

enum { FAILED = 2 };

static const char version[] = "0.1";

struct command {
	const char *name;
	enum command_bit bit;
	int (*run)(struct arena *arena, const struct options *options);
	const char *usage; /* after "handbill NAME" */
	const char *summary;
	const char *lesson;
};

/* clang-format off */
static const struct command commands[] = {
	{ "build", COMMAND_BUILD, build_run, " [PIECE[@FORMAT]...] [OPTION...]",
	  "print the catalogue, or what is named of it",
	  "Prints every piece in every format, edition and purpose, or what is named of them:\n"
	  "  out/press/LANG/PIECE-FORMAT.pdf          for a print shop: CMYK, bleed, print-ready\n"
	  "  out/screen/LANG/PIECE-FORMAT.pdf         for posting and mailing: links, trim size\n"
	  "  out/preview/LANG/PIECE-FORMAT-PAGE.png   for eyes\n"
	  "  out/index.html                           shows them all\n"
	  "No option changes these names; -o puts them elsewhere.\n"
	  "\n"
	  "  handbill build                           everything\n"
	  "  handbill build poster -l es,ar           posters in Spanish and Arabic\n"
	  "  handbill build poster@a4 card --for screen\n"
	  "  handbill build brochure@letter -l en --for press --marks -o marked\n"
	  "  handbill build --only reviewed           nothing that no native reader has signed\n"
	  "  handbill build poster@letter -l es --dump=fit\n"
	  "\n"
	  "Files carry their edition's date, or SOURCE_DATE_EPOCH; the same words give the same bytes.\n" },
	{ "check", COMMAND_CHECK, check_run, " [LANG...] [OPTION...]",
	  "tell a translator what is wrong, stale or does not fit",
	  "Reads the editions and composes every piece from them, printing nothing. Each finding names the\n"
	  "line, the place in it, and what to do. A table at the end sums up each edition.\n"
	  "\n"
	  "  handbill check                           all editions\n"
	  "  handbill check es                        one\n"
	  "  handbill check es --report=json          for other programs\n" },
	{ "preflight", COMMAND_PREFLIGHT, inspect_run, " FILE.pdf... [OPTION...]",
	  "tell whether PDFs, anyone's, are ready for print, or for readers who cannot see them",
	  "Checks boxes, fonts, colours, inks, overprint, type sizes, pictures, bleed, identification, tags and\n"
	  "more. Each finding names the page, the object, the place from the trim's top left, what was seen, the\n"
	  "limit and what to do. Each file is read in a process of its own, with limits on memory and time.\n"
	  "\n"
	  "  handbill preflight flyer.pdf                     as PDF/X-4\n"
	  "  handbill preflight --profile=ua report.pdf       as PDF/UA-1\n"
	  "  handbill preflight --report=json *.pdf           for other programs\n"
	  "  gs ... -o - | handbill preflight -               from standard input\n"
	  "  handbill preflight --rules                       what is checked, by which limits, from which sources\n"
	  "\n"
	  "Exit status: 0 no errors (warnings are printed), 1 errors, 2 a file that cannot be read.\n" },
	{ "list", COMMAND_LIST, list_run, " [OPTION...]",
	  "show pieces, formats, editions with their state, regions, purposes",
	  "Shows what `handbill build` can print and which editions are drafts.\n"
	  "\n"
	  "  handbill list\n"
	  "  handbill list --content ../other-guide\n" },
	{ "accept", COMMAND_ACCEPT, accept_run, " LANG [KEY...] [OPTION...]",
	  "note that texts are up to date with the English",
	  "Writes content/status/LANG.yaml: these texts were translated from the English as it is now. Without\n"
	  "KEY, all. A key may name a group. The edition's state stays; a person signs a review in that file.\n"
	  "\n"
	  "  handbill accept es                       all of the Spanish edition\n"
	  "  handbill accept es guide.title guide.sections.harm\n" },
};
/* clang-format on */

static const struct command *command_find(const char *name)
{
	for (size_t i = 0; i < G_N_ELEMENTS(commands); i++) {
		if (strcmp(commands[i].name, name) == 0)
			return &commands[i];
	}
	return NULL;
}

static int help(void)
{
	printf(
	    "handbill lays out a child-protection guide as posters, brochures, handouts and cards, print-ready,\n"
	    "in every edition.\n\nusage: handbill COMMAND [OPTION...]\n\n");
	for (size_t i = 0; i < G_N_ELEMENTS(commands); i++)
		printf("  %-9s %s\n", commands[i].name, commands[i].summary);
	printf(
	    "\n`handbill COMMAND --help` teaches each, with examples; `handbill --version` says which this is.\n"
	    "Exit status: 0 clean, 1 findings in what was read, 2 wrong usage, a failure of the machine (a full\n"
	    "disk, say), or a crash.\n");
	return 0;
}

static int command_help(const struct command *command)
{
	printf("usage: handbill %s%s\n\n%s\noptions:\n", command->name, command->usage,
	    command->lesson);
	options_help(stdout, command->bit);
	return 0;
}

static int unknown_command(const char *word)
{
	const char *known[G_N_ELEMENTS(commands) + 1] = { NULL };
	char *sentence;
	int status;

	for (size_t i = 0; i < G_N_ELEMENTS(commands); i++)
		known[i] = commands[i].name;
	sentence = word[0] == '-' ? g_strdup_printf("the command comes first, before %s", word)
				  : g_strdup_printf("there is no command \"%s\"", word);
	status = options_refuse(NULL, sentence, word, known);
	g_free(sentence);
	return status;
}

static int run(struct arena *arena, int argc, char **argv)
{
	const struct command *command;
	struct options options;

	if (argc < 2)
		return options_refuse(NULL, "which command?", NULL, NULL);
	if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 ||
	    strcmp(argv[1], "help") == 0) {
		command = argc > 2 ? command_find(argv[2]) : NULL;
		return command ? command_help(command) : help();
	}
	if (strcmp(argv[1], "--version") == 0) {
		printf("handbill %s\n", version);
		return 0;
	}
	command = command_find(argv[1]);
	if (!command)
		return unknown_command(argv[1]);
	if (!options_parse(arena, argc - 1, argv + 1, command->bit, &options))
		return FAILED;
	return options.help ? command_help(command) : command->run(arena, &options);
}

int main(int argc, char **argv)
{
	struct arena *arena = arena_new();
	int status;

	/* At the file size limit writing shall fail with a reason, not kill. */
	signal(SIGXFSZ, SIG_IGN);
	status = run(arena, argc, argv);
	arena_free(arena);
	if (fflush(stdout) != 0 || ferror(stdout)) {
		fprintf(stderr, "handbill: standard output cannot be written\n");
		return FAILED;
	}
	return status;
}
