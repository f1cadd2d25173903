/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "batch/catalogue.h"

#include <glib.h>
#include <string.h>

#include "base/file.h"

static const char usual_region[] = "us";

/* A catalogue in the making. */
struct reading {
	struct arena *arena;
	const struct wish *wish;
	struct catalogue *catalogue;
	struct diag *diag;
};

const char *catalogue_data(struct arena *arena, const char *option, struct diag *diag)
{
	const char *found = file_data(arena, option, diag);
	char *here = g_get_current_dir();
	const size_t length = strlen(here);

	if (found && g_str_has_prefix(found, here)) {
		if (!found[length])
			found = ".";
		else if (found[length] == '/')
			found += length + 1;
	}
	g_free(here);
	return found;
}

const char *catalogue_below(struct arena *arena, const char *folder, const char *name)
{
	if (strcmp(folder, ".") == 0)
		return arena_strdup(arena, name);
	return arena_printf(arena, "%s/%s", folder, name);
}

void catalogue_unknown(const char *path, const char *what, const char *word,
    const char *const *known, struct diag *diag)
{
	const char *nearest = diag_nearest(word, known);

	diag_failure(diag, path, "there is no %s \"%s\"", what, word);
	if (nearest) {
		diag_help(diag, "did you mean \"%s\"?", nearest);
	} else if (*known) {
		char *all = g_strjoinv(", ", (char **)known);

		diag_help(diag, "known: %s", all);
		g_free(all);
	}
}

static bool has_words(char **list)
{
	return list && *list;
}

static bool has_word(char **list, const char *word)
{
	return g_strv_contains((const char *const *)list, word);
}

static void read_tables(struct reading *reading)
{
	struct catalogue *catalogue = reading->catalogue;
	struct arena *arena = reading->arena;
	const char *data = catalogue->data;

	catalogue->formats = formats_load(arena,
	    catalogue_below(arena, data, "layouts/formats.yaml"), reading->diag);
	catalogue->palette = palette_load(arena,
	    catalogue_below(arena, data, "layouts/palette.yaml"), reading->diag);
	catalogue->type =
	    type_load(arena, catalogue_below(arena, data, "layouts/type.yaml"), reading->diag);
}

/* Marks a format of the piece, or all where `format` is NULL; an unknown one is told. */
static void ask_format(struct reading *reading, struct catalogue_piece *piece, const char *format)
{
	const struct layout *layout = piece->layout;
	const char **known;
	bool found = false;

	if (!layout)
		return;
	known = ARENA_ARRAY(reading->arena, const char *, layout->n_formats + 1);
	for (size_t i = 0; i < layout->n_formats; i++) {
		known[i] = layout->formats[i]->name;
		if (format && strcmp(format, known[i]) != 0)
			continue;
		piece->formats[i] = true;
		found = true;
	}
	if (!found && format)
		catalogue_unknown(layout->path, "format", format, known, reading->diag);
}

static struct catalogue_piece *piece_find(struct catalogue *catalogue, const char *name)
{
	for (size_t i = 0; i < catalogue->n_pieces; i++) {
		if (strcmp(catalogue->pieces[i].name, name) == 0)
			return &catalogue->pieces[i];
	}
	return NULL;
}

/* "poster" of "poster@a4"; what follows the @ in `format`, or NULL. */
static const char *word_split(struct arena *arena, const char *word, const char **format)
{
	const char *at = strchr(word, '@');

	*format = at ? at + 1 : NULL;
	return at ? arena_strndup(arena, word, (size_t)(at - word)) : word;
}

static void list_pieces(struct reading *reading, const char *folder)
{
	struct catalogue *catalogue = reading->catalogue;
	struct arena *arena = reading->arena;
	char **names = layout_names(arena, folder), **words = reading->wish->pieces;
	const char *format;

	catalogue->n_pieces = g_strv_length(names);
	catalogue->pieces = ARENA_ARRAY(arena, struct catalogue_piece, catalogue->n_pieces + 1);
	for (size_t i = 0; i < catalogue->n_pieces; i++) {
		catalogue->pieces[i].name = names[i];
		catalogue->pieces[i].asked = !has_words(words);
	}
	for (char **word = words; word && *word; word++) {
		const char *name = word_split(arena, *word, &format);
		struct catalogue_piece *piece = piece_find(catalogue, name);

		if (piece)
			piece->asked = true;
		else
			catalogue_unknown(folder, "piece", name, (const char *const *)names,
			    reading->diag);
	}
}

static void read_piece(struct reading *reading, const char *folder, struct catalogue_piece *piece)
{
	const struct catalogue *catalogue = reading->catalogue;
	struct arena *arena = reading->arena;
	char **words = reading->wish->pieces;

	reading->diag->muted += !piece->asked;
	piece->layout = layout_load(arena, arena_printf(arena, "%s/%s.yaml", folder, piece->name),
	    catalogue->formats, catalogue->palette, catalogue->type, reading->diag);
	reading->diag->muted -= !piece->asked;
	if (!piece->layout)
		return;
	piece->formats = ARENA_ARRAY(arena, bool, piece->layout->n_formats + 1);
	if (!has_words(words))
		ask_format(reading, piece, NULL);
	for (char **word = words; word && *word; word++) {
		const char *format;

		if (strcmp(word_split(arena, *word, &format), piece->name) == 0)
			ask_format(reading, piece, format);
	}
}

static void read_pieces(struct reading *reading)
{
	struct catalogue *catalogue = reading->catalogue;
	const char *folder = catalogue_below(reading->arena, catalogue->data, "layouts");

	list_pieces(reading, folder);
	if (!catalogue->formats || !catalogue->palette || !catalogue->type)
		return;
	for (size_t i = 0; i < catalogue->n_pieces; i++)
		read_piece(reading, folder, &catalogue->pieces[i]);
}

bool catalogue_is_draft(const struct edition *edition)
{
	return edition->status.state != STATE_REFERENCE && edition->status.state != STATE_REVIEWED;
}

static void read_edition(struct reading *reading, struct catalogue_edition *row, const char *tag,
    bool english)
{
	struct catalogue *catalogue = reading->catalogue;
	struct diag *diag = reading->diag;
	const unsigned errors = diag->errors + diag->failures, warnings = diag->warnings;
	/* Without the English, all of the others would seem to be wrong. */
	const bool silent = !row->asked && !english;

	if (!catalogue->type || (!english && !catalogue->reference))
		return;
	diag->muted += silent;
	row->edition = edition_load(reading->arena, catalogue->content, tag, catalogue->type,
	    english ? NULL : catalogue->reference, diag);
	diag->muted -= silent;
	row->errors = diag->errors + diag->failures - errors;
	row->warnings = diag->warnings - warnings;
	if (english)
		catalogue->reference = row->edition;
	row->left_out = row->edition && row->asked && reading->wish->reviewed &&
	    catalogue_is_draft(row->edition);
}

static void read_editions(struct reading *reading)
{
	struct catalogue *catalogue = reading->catalogue;
	struct arena *arena = reading->arena;
	char **langs = reading->wish->langs, **tags = edition_list(arena, catalogue->content);
	const bool english = *tags && strcmp(tags[0], "en") == 0;
	struct catalogue_edition missing = { .tag = "en" };

	catalogue->n_editions = g_strv_length(tags);
	catalogue->editions =
	    ARENA_ARRAY(arena, struct catalogue_edition, catalogue->n_editions + 1);
	/* Without an English file reading it says so, and nothing more can be read. */
	if (!english)
		read_edition(reading, &missing, "en", true);
	for (size_t i = 0; i < catalogue->n_editions; i++) {
		struct catalogue_edition *row = &catalogue->editions[i];

		row->tag = tags[i];
		row->asked = !has_words(langs) || has_word(langs, tags[i]);
		read_edition(reading, row, tags[i], english && i == 0);
	}
	for (char **lang = langs; english && lang && *lang; lang++) {
		if (!has_word(tags, *lang))
			edition_load(arena, catalogue->content, *lang, catalogue->type,
			    catalogue->reference, reading->diag);
	}
}

static size_t count_jobs(const struct catalogue *catalogue)
{
	size_t formats = 0;

	for (size_t i = 0; i < catalogue->n_pieces; i++)
		formats += catalogue->pieces[i].layout ? catalogue->pieces[i].layout->n_formats : 0;
	return formats * catalogue->n_editions;
}

static void add_jobs(struct reading *reading, const struct edition *edition,
    const struct catalogue_piece *piece)
{
	struct catalogue *catalogue = reading->catalogue;

	for (size_t i = 0; i < piece->layout->n_formats; i++) {
		const struct format *format = piece->layout->formats[i];

		if (!piece->formats[i])
			continue;
		catalogue->jobs[catalogue->n_jobs++] = (struct job){
			.edition = edition,
			.layout = piece->layout,
			.format = format,
			.name = arena_printf(reading->arena, "%s@%s %s", piece->name, format->name,
			    edition->tag),
		};
	}
}

static void list_jobs(struct reading *reading)
{
	struct catalogue *catalogue = reading->catalogue;

	catalogue->jobs = ARENA_ARRAY(reading->arena, struct job, count_jobs(catalogue) + 1);
	for (size_t i = 0; i < catalogue->n_editions; i++) {
		const struct catalogue_edition *row = &catalogue->editions[i];

		if (!row->edition || !row->asked || row->left_out)
			continue;
		for (size_t j = 0; j < catalogue->n_pieces; j++) {
			if (catalogue->pieces[j].layout && catalogue->pieces[j].asked)
				add_jobs(reading, row->edition, &catalogue->pieces[j]);
		}
	}
}

const struct catalogue *catalogue_load(struct arena *arena, const struct wish *wish,
    struct diag *diag)
{
	struct catalogue *catalogue = ARENA_NEW(arena, struct catalogue);
	struct reading reading = { arena, wish, catalogue, diag };

	catalogue->data = catalogue_data(arena, wish->data, diag);
	if (!catalogue->data)
		return NULL;
	catalogue->content =
	    wish->content ? wish->content : catalogue_below(arena, catalogue->data, "content");
	read_tables(&reading);
	read_pieces(&reading);
	read_editions(&reading);
	list_jobs(&reading);
	return catalogue;
}

const struct contact *catalogue_contact(struct arena *arena, const struct catalogue *catalogue,
    const char *region, struct diag *diag)
{
	return contact_load(arena, catalogue->content, region ? region : usual_region, diag);
}

char **catalogue_regions(struct arena *arena, const struct catalogue *catalogue)
{
	char **regions =
	    file_list(arena, arena_printf(arena, "%s/contacts", catalogue->content), ".yaml");

	for (char **region = regions; *region; region++)
		(*region)[strlen(*region) - strlen(".yaml")] = '\0';
	return regions;
}
