/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command/options.h"

#include <glib.h>
#include <stddef.h>
#include <string.h>

#include "preflight/rules.h"

enum { WRONG_USAGE = 2, MOST_WORKERS = 256, HELP_COLUMN = 26 };

enum option_kind {
	OPTION_FLAG,  /* bool */
	OPTION_TEXT,  /* const char * */
	OPTION_LIST,  /* char **: words with commas between them, of all its mentions */
	OPTION_COUNT, /* int, at least 1 */
	OPTION_CHOICE /* int: the index of the word */
};

struct option_row {
	const char *name;
	char letter;	   /* 0: none */
	const char *value; /* how help calls what it takes; NULL: a flag */
	enum option_kind kind;
	size_t offset; /* in struct options */
	const char *const *choices;
	const char *fallback; /* taken when no "=value" follows; NULL: a value must */
	unsigned commands;
	const char *help;
};

static const char *const only_words[] = { [ONLY_ALL] = "all", [ONLY_REVIEWED] = "reviewed", NULL };
static const char *const report_words[] = { [DIAG_TEXT] = "text", [DIAG_JSON] = "json", NULL };
/* In the order of job.h's enum dump. */
static const char *const dump_words[] = { "none", "sheets", "fit", NULL };

enum {
	GUIDED = COMMAND_BUILD | COMMAND_CHECK | COMMAND_LIST | COMMAND_ACCEPT,
	WORKING = COMMAND_BUILD | COMMAND_CHECK
};

#define AT(member) offsetof(struct options, member)

/* clang-format off */
static const struct option_row rows[] = {
	{ "lang", 'l', "LANG,...", OPTION_LIST, AT(langs), NULL, NULL, COMMAND_BUILD,
	  "these editions only" },
	{ "for", 0, "PURPOSE,...", OPTION_LIST, AT(purposes), NULL, NULL, COMMAND_BUILD,
	  "press, screen, preview; all when not given" },
	{ "out", 'o', "FOLDER", OPTION_TEXT, AT(out), NULL, NULL, COMMAND_BUILD,
	  "where files go (out)" },
	{ "only", 0, "reviewed", OPTION_CHOICE, AT(only), only_words, NULL, COMMAND_BUILD,
	  "leave drafts out" },
	{ "mono", 0, NULL, OPTION_FLAG, AT(mono), NULL, NULL, COMMAND_BUILD,
	  "in one ink, without large solids" },
	{ "marks", 0, "MARK,...", OPTION_LIST, AT(marks), NULL, "crop,fold,slug", COMMAND_BUILD,
	  "around press files: crop, fold, registration, bar, slug (crop,fold,slug)" },
	{ "bleed", 0, "LENGTH", OPTION_TEXT, AT(bleed), NULL, NULL, COMMAND_BUILD,
	  "of press files, 0 to 6 mm, such as 5 mm (the format's)" },
	{ "output-profile", 0, "FILE", OPTION_TEXT, AT(profile), NULL, NULL, COMMAND_BUILD,
	  "the shop's own ICC profile for press files: CMYK, for output" },
	{ "output-condition", 0, "ID", OPTION_TEXT, AT(condition), NULL, NULL, COMMAND_BUILD,
	  "the printing condition that it is for, such as \"FOGRA51\"" },
	{ "dump", 0, "sheets|fit", OPTION_CHOICE, AT(dump), dump_words, NULL, COMMAND_BUILD,
	  "print nothing; write what stands where, or what fits how, as text" },
	{ "region", 0, "REGION", OPTION_TEXT, AT(region), NULL, NULL, WORKING,
	  "whose hotline: content/contacts/REGION.yaml (us)" },
	{ "jobs", 'j', "N", OPTION_COUNT, AT(workers), NULL, NULL, WORKING,
	  "so many workers at once (one a core)" },
	{ "profile", 0, "x4|sheetfed|office|ua", OPTION_CHOICE, AT(judge), profile_names, NULL,
	  COMMAND_PREFLIGHT, "ready for what: PDF/X-4 (the default), an offset shop, an office printer, PDF/UA-1" },
	{ "rules", 0, NULL, OPTION_FLAG, AT(rules), NULL, NULL, COMMAND_PREFLIGHT,
	  "print the table of rules with their limits and sources" },
	{ "notes", 0, NULL, OPTION_FLAG, AT(notes), NULL, NULL, COMMAND_PREFLIGHT,
	  "tell also what is there without being wrong: colour spaces, spot colours, transparency" },
	{ "report", 0, "text|json", OPTION_CHOICE, AT(report), report_words, NULL,
	  WORKING | COMMAND_PREFLIGHT,
	  "findings as text, or as a line of JSON each on standard output" },
	{ "content", 0, "FOLDER", OPTION_TEXT, AT(content), NULL, NULL, GUIDED,
	  "another guide: its editions, contacts/ and status/" },
	{ "data", 0, "FOLDER", OPTION_TEXT, AT(data), NULL, NULL, GUIDED,
	  "the folder with layouts/, content/ and fonts/ (HANDBILL_DATA)" },
	{ "help", 'h', NULL, OPTION_FLAG, AT(help), NULL, NULL, GUIDED | COMMAND_PREFLIGHT,
	  "this text" },
};
/* clang-format on */

struct parser {
	struct arena *arena;
	const char *command;
	enum command_bit bit;
	struct options *options;
	char **rest; /* arguments not read yet */
};

int options_refuse(const char *command, const char *sentence, const char *word,
    const char *const *known)
{
	const char *nearest = word && known ? diag_nearest(word, known) : NULL;

	char *shown = diag_shown(sentence);

	fprintf(stderr, "handbill: %s\n", shown);
	g_free(shown);
	if (nearest)
		fprintf(stderr, "  did you mean \"%s\"?\n", nearest);
	fprintf(stderr, "  `handbill %s%s--help` shows how it is used\n", command ? command : "",
	    command ? " " : "");
	return WRONG_USAGE;
}

static bool refuse(const struct parser *parser, const char *sentence)
{
	options_refuse(parser->command, sentence, NULL, NULL);
	return false;
}

static void *member(const struct parser *parser, const struct option_row *row)
{
	return (char *)parser->options + row->offset;
}

/* Without empty words and repetitions; added to what earlier mentions gave. */
static void add_list(struct parser *parser, char ***list, const char *value)
{
	char **words = g_strsplit(value, ",", -1);
	const size_t before = *list ? g_strv_length(*list) : 0;
	char **all = ARENA_ARRAY(parser->arena, char *, before + g_strv_length(words) + 1);
	size_t count = before;

	if (before > 0)
		memcpy(all, *list, before * sizeof(*all));
	for (char **word = words; *word; word++) {
		const char *bare = g_strstrip(*word);

		if (*bare && !g_strv_contains((const char *const *)all, bare))
			all[count++] = arena_strdup(parser->arena, bare);
	}
	g_strfreev(words);
	*list = all;
}

static bool take_choice(struct parser *parser, const struct option_row *row, const char *value)
{
	const char *sentence;

	for (int i = 0; row->choices[i]; i++) {
		if (strcmp(row->choices[i], value) == 0) {
			*(int *)member(parser, row) = i;
			return true;
		}
	}
	sentence =
	    arena_printf(parser->arena, "--%s takes %s, not \"%s\"", row->name, row->value, value);
	options_refuse(parser->command, sentence, value, row->choices);
	return false;
}

static bool take_count(struct parser *parser, const struct option_row *row, const char *value)
{
	guint64 count;

	if (!g_ascii_string_to_unsigned(value, 10, 1, MOST_WORKERS, &count, NULL))
		return refuse(parser,
		    arena_printf(parser->arena, "--%s takes a number from 1 to %d, not \"%s\"",
			row->name, MOST_WORKERS, value));
	*(int *)member(parser, row) = (int)count;
	return true;
}

static bool take_value(struct parser *parser, const struct option_row *row, const char *value)
{
	if (!*value)
		return refuse(parser,
		    arena_printf(parser->arena, "--%s: %s is empty", row->name, row->value));
	switch (row->kind) {
	case OPTION_FLAG:
		break;
	case OPTION_TEXT:
		*(const char **)member(parser, row) = value;
		return true;
	case OPTION_LIST:
		add_list(parser, member(parser, row), value);
		return true;
	case OPTION_COUNT:
		return take_count(parser, row, value);
	case OPTION_CHOICE:
		return take_choice(parser, row, value);
	}
	g_assert_not_reached();
}

/* `value` is what was written with the option, or NULL. */
static bool take(struct parser *parser, const struct option_row *row, const char *value)
{
	if (row->kind == OPTION_FLAG) {
		if (value)
			return refuse(parser,
			    arena_printf(parser->arena, "--%s takes no value", row->name));
		*(bool *)member(parser, row) = true;
		return true;
	}
	if (!value && row->fallback)
		value = row->fallback;
	else if (!value && *parser->rest)
		value = *parser->rest++;
	if (!value)
		return refuse(parser,
		    arena_printf(parser->arena, "--%s: %s is missing", row->name, row->value));
	return take_value(parser, row, value);
}

static bool take_long(struct parser *parser, const char *text)
{
	const char *equals = strchr(text, '='), *known[G_N_ELEMENTS(rows) + 1];
	const char *name =
	    equals ? arena_strndup(parser->arena, text, (size_t)(equals - text)) : text;
	size_t count = 0;

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		if (!(rows[i].commands & parser->bit))
			continue;
		if (strcmp(rows[i].name, name) == 0)
			return take(parser, &rows[i], equals ? equals + 1 : NULL);
		known[count++] = arena_printf(parser->arena, "--%s", rows[i].name);
	}
	known[count] = NULL;
	name = arena_printf(parser->arena, "--%s", name);
	options_refuse(parser->command,
	    arena_printf(parser->arena, "%s has no option %s", parser->command, name), name, known);
	return false;
}

/* "-j4", "-j 4"; flags are not run together. */
static bool take_short(struct parser *parser, const char *text)
{
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		if (rows[i].letter == text[0] && rows[i].commands & parser->bit)
			return take(parser, &rows[i], text[1] ? text + 1 : NULL);
	}
	return refuse(parser,
	    arena_printf(parser->arena, "%s has no option -%s", parser->command, text));
}

bool options_parse(struct arena *arena, int argc, char **argv, enum command_bit command,
    struct options *options)
{
	struct parser parser = { arena, argv[0], command, options, argv + 1 };
	size_t count = 0;

	*options = (struct options){ .words = ARENA_ARRAY(arena, char *, (size_t)argc) };
	while (*parser.rest) {
		char *text = *parser.rest++;

		if (strcmp(text, "--") == 0)
			break;
		if (text[0] != '-' || !text[1])
			options->words[count++] = text;
		else if (text[1] == '-' ? !take_long(&parser, text + 2)
					: !take_short(&parser, text + 1))
			return false;
	}
	while (*parser.rest)
		options->words[count++] = *parser.rest++;
	return true;
}

void options_help(FILE *stream, enum command_bit command)
{
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		const struct option_row *row = &rows[i];
		char *spelling;

		if (!(row->commands & command))
			continue;
		spelling = g_strdup_printf("%c%c --%s%s%s%s%s", row->letter ? '-' : ' ',
		    row->letter ? row->letter : ' ', row->name, row->fallback ? "[" : "",
		    row->value ? "=" : "", row->value ? row->value : "", row->fallback ? "]" : "");
		fprintf(stream, "  %-*s %s\n", HELP_COLUMN, spelling, row->help);
		g_free(spelling);
	}
}
