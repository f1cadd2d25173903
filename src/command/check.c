/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command/check.h"

#include <glib.h>
#include <string.h>

#include "batch/batch.h"
#include "batch/catalogue.h"

/* What the table says of an edition. */
struct tally {
	const struct catalogue_edition *row;
	size_t texts, current; /* current: accepted against today's English */
	unsigned errors, warnings;
};

/* A check in the making. */
struct check {
	struct arena *arena;
	const struct options *options;
	const struct catalogue *catalogue;
	const struct contact *contact;
	struct tally *tallies; /* one for each edition of the catalogue */
	FILE *report;
	struct diag diag;
};

/* The other regions' hotlines too: who mends one edition may have touched them. */
static void check_regions(struct check *check)
{
	const struct catalogue *catalogue = check->catalogue;
	char **regions = catalogue_regions(check->arena, catalogue);

	check->contact =
	    catalogue_contact(check->arena, catalogue, check->options->region, &check->diag);
	for (; check->contact && *regions; regions++) {
		if (strcmp(*regions, check->contact->region) != 0)
			contact_load(check->arena, catalogue->content, *regions, &check->diag);
	}
}

static void check_text(struct check *check, const struct edition *edition,
    const struct entry *entry, struct tally *tally, size_t *unknown)
{
	const struct phrase *english = edition_find(check->catalogue->reference, entry->path);
	const char *known = g_hash_table_lookup(edition->status.translated_from, entry->path);

	if (!known) {
		*unknown += 1;
	} else if (strcmp(known, edition_hash(check->arena, english->text)) == 0) {
		tally->current++;
	} else {
		diag_warning(&check->diag, entry->phrase.place, "stale",
		    "%s: the English has changed since this was translated", entry->path);
		diag_note(&check->diag, english->place, "the English");
	}
}

/* Texts whose English has changed since, and how many nobody has accepted. */
static void check_texts(struct check *check, struct tally *tally)
{
	const struct edition *edition = tally->row->edition;
	const unsigned before = check->diag.warnings;
	size_t unknown = 0;

	tally->texts = edition->n_entries;
	if (edition == check->catalogue->reference) {
		tally->current = tally->texts;
		return;
	}
	for (size_t i = 0; i < edition->n_entries; i++)
		check_text(check, edition, &edition->entries[i], tally, &unknown);
	if (unknown > 0)
		diag_warning(&check->diag, (struct place){ edition->source, 0, 0 }, "unaccepted",
		    "of %zu of its %zu texts it is not noted which English they were translated from",
		    unknown, tally->texts);
	if (tally->current < tally->texts)
		diag_help(&check->diag, "`handbill accept %s KEY...` when texts are up to date",
		    edition->tag);
	tally->warnings += check->diag.warnings - before;
}

static void check_editions(struct check *check)
{
	const struct catalogue *catalogue = check->catalogue;

	check->tallies = ARENA_ARRAY(check->arena, struct tally, catalogue->n_editions + 1);
	for (size_t i = 0; i < catalogue->n_editions; i++) {
		struct tally *tally = &check->tallies[i];

		tally->row = &catalogue->editions[i];
		tally->errors = tally->row->errors;
		tally->warnings = tally->row->warnings;
		if (tally->row->asked && tally->row->edition)
			check_texts(check, tally);
	}
}

static void check_jobs(struct check *check)
{
	const struct catalogue *catalogue = check->catalogue;
	const struct ticket ticket = {
		.data = catalogue->data,
		.contact = check->contact,
		.palette = catalogue->palette,
		.type = catalogue->type,
		.bleed = -1,
	};
	struct progress progress;
	const struct batch batch = {
		.jobs = catalogue->jobs,
		.n_jobs = catalogue->n_jobs,
		.ticket = &ticket,
		.workers = check->options->workers ? (unsigned)check->options->workers
						   : g_get_num_processors(),
		.report = check->report,
		.progress = &progress,
	};
	const struct outcome *outcomes;

	progress_init(&progress, stderr, catalogue->n_jobs, false);
	outcomes = batch_run(check->arena, &batch, &check->diag);
	for (size_t i = 0; i < catalogue->n_jobs; i++) {
		struct tally *tally = check->tallies;

		while (tally->row->edition != catalogue->jobs[i].edition)
			tally++;
		tally->errors += outcomes[i].errors + outcomes[i].failures;
		tally->warnings += outcomes[i].warnings;
	}
}

static void print_text(const struct check *check)
{
	printf("%-10s %-13s %5s %10s %6s %8s\n", "edition", "state", "texts", "up to date",
	    "errors", "warnings");
	for (size_t i = 0; i < check->catalogue->n_editions; i++) {
		const struct tally *tally = &check->tallies[i];
		const struct edition *edition = tally->row->edition;

		if (!tally->row->asked)
			continue;
		char *shown = diag_shown(tally->row->tag);

		printf("%-10s %-13s %5zu %10zu %6u %8u\n", shown,
		    edition ? state_name(edition->status.state) : "cannot be read", tally->texts,
		    tally->current, tally->errors, tally->warnings);
		g_free(shown);
	}
}

static void print_json(const struct check *check)
{
	for (size_t i = 0; i < check->catalogue->n_editions; i++) {
		const struct tally *tally = &check->tallies[i];
		const struct edition *edition = tally->row->edition;

		if (!tally->row->asked)
			continue;
		GString *tag = g_string_new(NULL);

		diag_quoted(tag, tally->row->tag);
		printf("{\"edition\":%s,\"state\":", tag->str);
		g_string_free(tag, TRUE);
		printf(edition ? "\"%s\"" : "null",
		    edition ? state_name(edition->status.state) : "");
		printf(",\"texts\":%zu,\"current\":%zu,\"errors\":%u,\"warnings\":%u}\n",
		    tally->texts, tally->current, tally->errors, tally->warnings);
	}
}

int check_run(struct arena *arena, const struct options *options)
{
	struct check check = { .arena = arena, .options = options };
	const struct wish wish = {
		.data = options->data,
		.content = options->content,
		.langs = options->words,
	};
	int status;

	check.report = options->report == DIAG_JSON ? stdout : stderr;
	diag_init(&check.diag, (enum diag_format)options->report);
	check.catalogue = catalogue_load(arena, &wish, &check.diag);
	if (check.catalogue) {
		check_regions(&check);
		check_editions(&check);
		diag_flush(&check.diag, check.report);
	}
	/* Without jobs nothing was looked at that a table could sum up. */
	if (check.catalogue && check.contact && check.catalogue->n_jobs > 0) {
		check_jobs(&check);
		if (options->report == DIAG_JSON)
			print_json(&check);
		else
			print_text(&check);
	}
	diag_flush(&check.diag, check.report);
	status = diag_status(&check.diag);
	diag_release(&check.diag);
	return status;
}
