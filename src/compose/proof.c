/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compose/proof.h"

#include <math.h>

/* Rounding of sums of points. */
static const double slack = .02;

/* What a spot covers of ink that must not be cut or folded, logical. */
static struct rect live_area(const struct spot *spot)
{
	const struct block *block = spot->block;
	struct rect area = { spot->x0, spot->y, 0, spot->height };

	switch (block->kind) {
	case BLOCK_TEXT:
	case BLOCK_CONTACT:
		area.width = spot->lines->widest * spot->size;
		area.height = spot->top + (double)(spot->lines->count - 1) * spot->leading;
		if (block->hang)
			area.x -= .03 * spot->size;
		break;
	case BLOCK_ART:
	case BLOCK_QR:
		area.width = spot->size;
		break;
	default:
		return area;
	}
	if (block->align == ALIGN_END)
		area.x = spot->x1 - area.width;
	return area;
}

static bool told(struct scene *scene, const struct spot *spot, const char *code, const char *what,
    double is, double least)
{
	const char *path = spot->words ? spot->words->path : "this block";

	diag_error(scene->diag, spot->block->place, code,
	    "%s on the %s (%s): %s: %.2f mm, at least %.2f mm", path, scene->layout->name,
	    scene->format->name, what, geom_mm(is), geom_mm(least));
	return false;
}

static bool proof_trim(struct scene *scene, const struct spot *spot, struct rect area)
{
	const struct layout *layout = scene->layout;
	double side = scene_points(scene, spot->furniture ? layout->furniture : layout->margin, 0);
	double end =
	    scene_points(scene, spot->furniture ? layout->furniture : layout->margin_ends, 0);
	double hang = spot->block->hang ? .03 * spot->size : 0;
	double start = area.x + hang, finish = scene->width - area.x - area.width;
	double top = area.y, bottom = scene->height - area.y - area.height;

	if (MIN(start, finish) < side - slack)
		return told(scene, spot, "near-trim", "too near the trim at the side",
		    MIN(start, finish), side);
	if (MIN(top, bottom) < end - slack)
		return told(scene, spot, "near-trim", "too near the trim at top or bottom",
		    MIN(top, bottom), end);
	return true;
}

static bool proof_folds(struct scene *scene, const struct spot *spot, struct rect area)
{
	const struct side_row *side = &scene->layout->sides[spot->side];
	double fold = 0, least = scene_points(scene, scene->layout->fold, 0);

	for (size_t i = 0; i + 1 < side->n_panels; i++) {
		double near;

		fold += scene_points(scene, side->panels[i].width, 0);
		near = area.x > fold ? area.x - fold : fold - area.x - area.width;
		if (near < least - slack)
			return told(scene, spot, "near-fold", "too near a fold", MAX(near, 0),
			    least);
	}
	return true;
}

static bool proof_pair(struct scene *scene, const struct spot *spot)
{
	const struct role_row *role = spot->block->role;
	const struct palette *palette = scene->palette;
	double least = scene_least(scene, role, spot->ground);

	if (least <= 0) {
		diag_error(scene->diag, spot->block->place, "bad-pair",
		    "%s text in %s must not stand on %s",
		    role->weight == WEIGHT_BOLD ? "bold" : "regular", palette->inks[role->ink].name,
		    palette->inks[spot->ground].name);
		diag_help(scene->diag, "see `pairs` in layouts/palette.yaml");
		return false;
	}
	if (spot->size >= least - slack)
		return true;
	diag_error(scene->diag, spot->block->place, "small-text",
	    "%s on the %s (%s) is %.2f pt; %s on %s needs %.2f pt", spot->words->path,
	    scene->layout->name, scene->format->name, spot->size, palette->inks[role->ink].name,
	    palette->inks[spot->ground].name, least);
	return false;
}

static bool proof_spot(struct scene *scene, const struct spot *spot)
{
	enum block_kind kind = spot->block->kind;
	struct rect area = live_area(spot);
	bool fine = true;

	if (kind != BLOCK_TEXT && kind != BLOCK_CONTACT && kind != BLOCK_ART && kind != BLOCK_QR)
		return true;
	fine &= proof_trim(scene, spot, area);
	fine &= proof_folds(scene, spot, area);
	if (kind == BLOCK_TEXT || kind == BLOCK_CONTACT)
		fine &= proof_pair(scene, spot);
	if (kind == BLOCK_QR) {
		double least = scene_points(scene, scene->layout->least_qr, 0);

		if (spot->size < least - slack)
			fine &=
			    told(scene, spot, "small-qr", "QR code too small", spot->size, least);
	}
	return fine;
}

/* The limited ink's boxes, cut at the trim, against the side. */
static bool proof_limit(struct scene *scene, const struct pass *pass, size_t side)
{
	const struct layout *layout = scene->layout;
	double area = 0, whole = scene->width * scene->height;
	const struct spot *last = NULL;

	for (guint i = 0; i < pass->spots->len; i++) {
		const struct spot *spot = &g_array_index(pass->spots, struct spot, i);

		if (spot->side != side || spot->block->kind != BLOCK_BOX ||
		    spot->block->shape.ink != layout->limited_ink)
			continue;
		area += (MIN(spot->x1, scene->width) - MAX(spot->x0, 0)) * spot->height;
		last = spot;
	}
	if (layout->limit <= 0 || area <= layout->limit * whole + slack)
		return true;
	diag_error(scene->diag, last->block->place, "too-much-ink",
	    "%s covers %.1f %% of a side of the %s (%s), at most %.0f %%",
	    scene->palette->inks[layout->limited_ink].name, area / whole * 100, layout->name,
	    scene->format->name, layout->limit * 100);
	return false;
}

bool proof_scene(struct scene *scene, const struct pass *pass)
{
	bool fine = true;

	for (guint i = 0; i < pass->spots->len; i++)
		fine &= proof_spot(scene, &g_array_index(pass->spots, struct spot, i));
	for (size_t i = 0; i < scene->layout->n_sides; i++)
		fine &= proof_limit(scene, pass, i);
	return fine;
}
