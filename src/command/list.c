/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command/list.h"

#include <glib.h>

#include "batch/catalogue.h"

/* A name of the first column. */
static void print_name(const char *name)
{
	char *shown = diag_shown(name);

	printf("  %-10s", shown);
	g_free(shown);
}

static void list_pieces(const struct catalogue *catalogue)
{
	printf("pieces\n");
	for (size_t i = 0; i < catalogue->n_pieces; i++) {
		const struct layout *layout = catalogue->pieces[i].layout;

		print_name(catalogue->pieces[i].name);
		if (!layout) {
			printf(" cannot be read\n");
			continue;
		}
		printf(" %zu side%s ", layout->n_sides, layout->n_sides == 1 ? " " : "s");
		for (size_t j = 0; j < layout->n_formats; j++)
			printf(" %s", layout->formats[j]->name);
		putchar('\n');
	}
}

static void list_editions(const struct catalogue *catalogue)
{
	printf("editions\n");
	for (size_t i = 0; i < catalogue->n_editions; i++) {
		const struct edition *edition = catalogue->editions[i].edition;
		const struct status *status = edition ? &edition->status : NULL;

		print_name(catalogue->editions[i].tag);
		if (!edition) {
			printf(" cannot be read\n");
			continue;
		}
		printf(" %-24s %s", edition->language->name, state_name(status->state));
		if (status->state == STATE_REVIEWED)
			printf(" by %s, %s", status->reviewer, status->reviewed);
		else if (status->date)
			printf(", %s", status->date);
		putchar('\n');
	}
}

static void list_regions(struct arena *arena, const struct catalogue *catalogue, struct diag *diag)
{
	printf("regions\n");
	for (char **region = catalogue_regions(arena, catalogue); *region; region++) {
		const struct contact *contact =
		    contact_load(arena, catalogue->content, *region, diag);

		print_name(*region);
		for (int kind = 0; contact && kind < CONTACT_ORG_SITE; kind++) {
			const char *text = contact_text(contact, (enum contact_kind)kind);

			if (text)
				printf(" %s", text);
		}
		printf("%s\n", contact ? "" : " cannot be read");
	}
}

static void list_purposes(void)
{
	printf("purposes\n");
	for (int i = 0; i < PURPOSE_COUNT; i++)
		printf("  %-10s %s\n", purposes[i].name, purposes[i].help);
}

int list_run(struct arena *arena, const struct options *options)
{
	const struct wish wish = { .data = options->data, .content = options->content };
	const struct catalogue *catalogue;
	struct diag diag;
	int status;

	if (*options->words)
		return options_refuse("list", "list takes no names: it shows all there is", NULL,
		    NULL);
	diag_init(&diag, DIAG_TEXT);
	catalogue = catalogue_load(arena, &wish, &diag);
	diag_flush(&diag, stderr);
	if (catalogue) {
		list_pieces(catalogue);
		list_editions(catalogue);
		list_regions(arena, catalogue, &diag);
		list_purposes();
	}
	diag_flush(&diag, stderr);
	status = diag_status(&diag);
	diag_release(&diag);
	return status;
}
