/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compose/compose.h"

#include "compose/draw.h"
#include "compose/fit.h"
#include "compose/proof.h"

struct composer {
	struct arena *arena;
	const struct edition *edition;
	const struct contact *contact;
	const struct palette *palette;
	const struct typography *type;
	const struct gallery *gallery;
	struct fonts *fonts;
	struct glossary *glossary;
};

struct composer *composer_new(struct arena *arena, const char *data, const struct edition *edition,
    const struct contact *contact, const struct palette *palette, const struct typography *type,
    struct diag *diag)
{
	struct composer *composer = ARENA_NEW(arena, struct composer);

	*composer = (struct composer){ arena, edition, contact, palette, type, NULL, NULL, NULL };
	composer->gallery = gallery_load(arena, arena_printf(arena, "%s/layouts", data), diag);
	if (!composer->gallery)
		return NULL;
	composer->fonts = fonts_new(arena, arena_printf(arena, "%s/fonts", data), type, edition,
	    contact, false, diag);
	if (!composer->fonts)
		return NULL;
	composer->glossary = glossary_new(arena, edition, contact);
	return composer;
}

static struct scene *scene_new(struct arena *arena, struct composer *composer,
    const struct layout *layout, const struct format *format, struct diag *diag)
{
	struct scene *scene = ARENA_NEW(arena, struct scene);

	scene->arena = arena;
	scene->layout = layout;
	scene->format = format;
	scene->edition = composer->edition;
	scene->script = composer->edition->language->script;
	scene->contact = composer->contact;
	scene->palette = composer->palette;
	scene->type = composer->type;
	scene->gallery = composer->gallery;
	scene->glossary = composer->glossary;
	scene->fonts = composer->fonts;
	scene->diag = diag;
	scene_open(scene);
	return scene;
}

static void fit_dump(const struct scene *scene, const struct pass *pass, FILE *stream)
{
	char number[4][G_ASCII_DTOSTR_BUF_SIZE];

	fprintf(stream, "fit %s@%s %s: air %s\n", scene->layout->name, scene->format->name,
	    scene->edition->tag,
	    g_ascii_formatd(number[0], sizeof(number[0]), "%.2f", scene->state.air));
	for (guint i = 0; i < pass->spots->len; i++) {
		const struct spot *spot = &g_array_index(pass->spots, struct spot, i);

		if (!spot->words)
			continue;
		fprintf(stream, "  %-14s %-32s %-14s %s pt  %zu line%s  y %s  room %s mm\n",
		    spot->frame->name.text, spot->words->path, spot->block->role->name.text,
		    g_ascii_formatd(number[0], sizeof(number[0]), "%.2f", spot->size),
		    spot->lines->count, spot->lines->count == 1 ? " " : "s",
		    g_ascii_formatd(number[1], sizeof(number[1]), "%.2f", spot->y),
		    g_ascii_formatd(number[2], sizeof(number[2]), "%.1f",
			geom_mm(pass->room[spot->frame_index])));
	}
}

/* "Title", or "Title – draft translation": a draft says so wherever a viewer shows the title. */
static const char *document_title(struct arena *arena, const struct edition *edition, bool draft)
{
	const struct phrase *title = edition_find(edition, "guide.title");
	const struct phrase *label = edition_find(edition, "labels.draft");

	if (!draft || !label)
		return title->text;
	return arena_printf(arena, "%s \xe2\x80\x93 %s", title->text, label->text);
}

const struct document *compose_document(struct arena *arena, struct composer *composer,
    const struct layout *layout, const struct format *format, bool mono, FILE *fit,
    struct diag *diag)
{
	struct scene *scene = scene_new(arena, composer, layout, format, diag);
	struct pass *pass = pass_new(arena, scene);
	struct document *document = ARENA_NEW(arena, struct document);
	bool fine = fit_scene(scene, pass);

	if (fit && !scene->failed)
		fit_dump(scene, pass, fit);
	if (!fine || !proof_scene(scene, pass))
		return NULL;
	document->piece = layout->name;
	document->format = format;
	document->width = scene->width;
	document->height = scene->height;
	document->bleed = scene->bleed;
	document->edition = composer->edition;
	document->contact = composer->contact;
	document->palette = composer->palette;
	document->draft = composer->edition->status.state == STATE_DRAFT ||
	    composer->edition->status.state == STATE_UNTRANSLATED;
	document->title = document_title(arena, composer->edition, document->draft);
	document->mono = mono;
	draw_document(scene, pass, document);
	return scene->failed ? NULL : document;
}
