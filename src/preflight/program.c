/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "preflight/program.h"

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_ADVANCES_H
#include FT_CID_H
#include FT_OUTLINE_H
#include FT_TRUETYPE_TABLES_H

#include <string.h>

enum { CMAP_HEAD = 512 };

struct program {
	FT_Library library;
	FT_Face face;
	GBytes *bytes;
	bool cid, bare;	     /* bare: a CFF not in an OpenType font, which FreeType asks by CID */
	GHashTable *unicode; /* glyph -> character, by the names; made when first asked */
	GHashTable *gids;    /* CID -> glyph, of a CFF in an OpenType font */
	char name[128];
};

static void program_release(void *object)
{
	struct program *program = object;
	if (program->face)
		FT_Done_Face(program->face);
	if (program->library)
		FT_Done_FreeType(program->library);
	if (program->unicode)
		g_hash_table_unref(program->unicode);
	if (program->gids)
		g_hash_table_unref(program->gids);
	g_bytes_unref(program->bytes);
}

struct program *program_open(struct arena *arena, GBytes *bytes)
{
	gsize length;
	const unsigned char *data = g_bytes_get_data(bytes, &length);
	if (!data || length < 8)
		return NULL;
	struct program *program = ARENA_NEW(arena, struct program);
	program->bytes = g_bytes_ref(bytes);
	arena_tie(arena, program, program_release);
	if (FT_Init_FreeType(&program->library) != 0 ||
	    FT_New_Memory_Face(program->library, data, (FT_Long)length, 0, &program->face) != 0)
		return NULL;
	FT_Bool cid = 0;
	if (FT_Get_CID_Is_Internally_CID_Keyed(program->face, &cid) == 0)
		program->cid = cid;
	program->bare = data[0] == 1 && !FT_IS_SFNT(program->face);
	return program;
}

unsigned program_count(const struct program *program)
{
	return (unsigned)program->face->num_glyphs;
}

unsigned program_by_name(const struct program *program, const char *name)
{
	return FT_HAS_GLYPH_NAMES(program->face) ? FT_Get_Name_Index(program->face, name) : 0;
}

unsigned program_by_unicode(const struct program *program, uint32_t unicode)
{
	if (FT_Select_Charmap(program->face, FT_ENCODING_UNICODE) != 0)
		return 0;
	return FT_Get_Char_Index(program->face, unicode);
}

unsigned program_by_code(const struct program *program, unsigned code)
{
	static const FT_Encoding own[] = {
		FT_ENCODING_ADOBE_CUSTOM,
		FT_ENCODING_ADOBE_STANDARD,
		FT_ENCODING_ADOBE_EXPERT,
		FT_ENCODING_ADOBE_LATIN_1,
	};
	for (size_t i = 0; i < G_N_ELEMENTS(own); i++)
		if (FT_Select_Charmap(program->face, own[i]) == 0)
			return FT_Get_Char_Index(program->face, code);
	return 0;
}

static void gids_load(struct program *program)
{
	program->gids = g_hash_table_new(NULL, NULL);
	for (unsigned glyph = 1; glyph < program_count(program); glyph++) {
		FT_UInt cid;
		if (FT_Get_CID_From_Glyph_Index(program->face, glyph, &cid) == 0)
			g_hash_table_insert(program->gids, GUINT_TO_POINTER(cid),
			    GUINT_TO_POINTER(glyph));
	}
}

unsigned program_by_cid(const struct program *program, uint32_t cid)
{
	if (!program->cid)
		return cid < program_count(program) ? cid : 0;
	FT_Fixed width;
	/* By CID, and FreeType finds the glyph. */
	if (program->bare)
		return FT_Get_Advance(program->face, cid, FT_LOAD_NO_SCALE, &width) == 0 ? cid : 0;
	if (!program->gids)
		gids_load((struct program *)program);
	return GPOINTER_TO_UINT(g_hash_table_lookup(program->gids, GUINT_TO_POINTER(cid)));
}

unsigned program_by_cmap(const struct program *program, int platform, int encoding, uint32_t code,
    bool *has)
{
	*has = false;
	for (int i = 0; i < program->face->num_charmaps; i++) {
		FT_CharMap map = program->face->charmaps[i];
		if (map->platform_id != platform || map->encoding_id != encoding)
			continue;
		*has = true;
		return FT_Set_Charmap(program->face, map) == 0
		    ? FT_Get_Char_Index(program->face, code)
		    : 0;
	}
	return 0;
}

/* The head of the cmap table itself: FreeType leaves out those that it cannot read. */
static unsigned char *cmap_head(const struct program *program, FT_ULong *length)
{
	FT_ULong tag = FT_MAKE_TAG('c', 'm', 'a', 'p');
	*length = 0;
	if (!FT_IS_SFNT(program->face) ||
	    FT_Load_Sfnt_Table(program->face, tag, 0, NULL, length) != 0)
		return NULL;
	*length = MIN(*length, CMAP_HEAD);
	unsigned char *head = g_malloc0(CMAP_HEAD);
	if (FT_Load_Sfnt_Table(program->face, tag, 0, head, length) == 0)
		return head;
	g_free(head);
	return NULL;
}

unsigned program_cmaps(const struct program *program)
{
	FT_ULong length;
	g_autofree unsigned char *head = cmap_head(program, &length);
	return head ? (unsigned)(head[2] << 8 | head[3]) : 0;
}

bool program_has_cmap(const struct program *program, unsigned platform, unsigned encoding)
{
	FT_ULong length;
	g_autofree unsigned char *head = cmap_head(program, &length);
	for (FT_ULong at = 4; head && at + 8 <= length; at += 8)
		if ((at - 4) / 8 < (FT_ULong)(head[2] << 8 | head[3]) &&
		    (unsigned)(head[at] << 8 | head[at + 1]) == platform &&
		    (unsigned)(head[at + 2] << 8 | head[at + 3]) == encoding)
			return true;
	return false;
}

const char *program_name(struct program *program, unsigned glyph)
{
	if (!FT_HAS_GLYPH_NAMES(program->face) ||
	    FT_Get_Glyph_Name(program->face, glyph, program->name, sizeof(program->name)) != 0)
		return NULL;
	return program->name[0] ? program->name : NULL;
}

uint32_t program_unicode(struct program *program, unsigned glyph)
{
	if (!program->unicode) {
		program->unicode = g_hash_table_new(NULL, NULL);
		FT_UInt index = 0;
		if (FT_Select_Charmap(program->face, FT_ENCODING_UNICODE) == 0)
			for (FT_ULong c = FT_Get_First_Char(program->face, &index); index;
			    c = FT_Get_Next_Char(program->face, c, &index))
				g_hash_table_insert(program->unicode, GUINT_TO_POINTER(index),
				    GUINT_TO_POINTER((guint)c));
	}
	return GPOINTER_TO_UINT(g_hash_table_lookup(program->unicode, GUINT_TO_POINTER(glyph)));
}

bool program_width(const struct program *program, unsigned glyph, double *width)
{
	FT_Fixed advance;
	if (program->face->units_per_EM == 0 ||
	    FT_Get_Advance(program->face, glyph, FT_LOAD_NO_SCALE, &advance) != 0)
		return false;
	*width = (double)advance * 1000 / program->face->units_per_EM;
	return true;
}

struct pen {
	struct matrix matrix;
	double unit;
	double x, y; /* the current point, in font units */
	bool open;
	void (*draw)(void *into, char operator, const double * points);
	void *into;
};

static void pen_send(struct pen *pen, char operator, double * points, size_t count)
{
	for (size_t i = 0; i + 1 < count; i += 2) {
		points[i] *= pen->unit;
		points[i + 1] *= pen->unit;
		matrix_apply(pen->matrix, &points[i], &points[i + 1]);
	}
	pen->draw(pen->into, operator, points);
}

static void pen_close(struct pen *pen)
{
	double none[2] = { 0, 0 };
	if (pen->open)
		pen->draw(pen->into, 'h', none);
	pen->open = false;
}

static int pen_move(const FT_Vector *to, void *into)
{
	struct pen *pen = into;
	double points[2] = { (double)to->x, (double)to->y };
	pen_close(pen);
	pen->x = points[0];
	pen->y = points[1];
	pen->open = true;
	pen_send(pen, 'm', points, 2);
	return 0;
}

static int pen_line(const FT_Vector *to, void *into)
{
	struct pen *pen = into;
	double points[2] = { (double)to->x, (double)to->y };
	pen->x = points[0];
	pen->y = points[1];
	pen_send(pen, 'l', points, 2);
	return 0;
}

static int pen_cubic(const FT_Vector *a, const FT_Vector *b, const FT_Vector *to, void *into)
{
	struct pen *pen = into;
	double points[6] = { (double)a->x, (double)a->y, (double)b->x, (double)b->y, (double)to->x,
		(double)to->y };
	pen->x = points[4];
	pen->y = points[5];
	pen_send(pen, 'c', points, 6);
	return 0;
}

static int pen_conic(const FT_Vector *by, const FT_Vector *to, void *into)
{
	struct pen *pen = into;
	double x = (double)by->x, y = (double)by->y, u = (double)to->x, v = (double)to->y;
	double points[6] = {
		pen->x + (x - pen->x) * 2 / 3,
		pen->y + (y - pen->y) * 2 / 3,
		u + (x - u) * 2 / 3,
		v + (y - v) * 2 / 3,
		u,
		v,
	};
	pen->x = u;
	pen->y = v;
	pen_send(pen, 'c', points, 6);
	return 0;
}

bool program_outline(const struct program *program, unsigned glyph, struct matrix matrix,
    void (*draw)(void *into, char operator, const double * points), void *into)
{
	static const FT_Outline_Funcs funcs = {
		.move_to = pen_move,
		.line_to = pen_line,
		.conic_to = pen_conic,
		.cubic_to = pen_cubic,
	};
	struct pen pen = { .matrix = matrix, .draw = draw, .into = into };
	if (program->face->units_per_EM == 0 ||
	    FT_Load_Glyph(program->face, glyph, FT_LOAD_NO_SCALE) != 0 ||
	    program->face->glyph->format != FT_GLYPH_FORMAT_OUTLINE)
		return false;
	pen.unit = 1.0 / program->face->units_per_EM;
	if (FT_Outline_Decompose(&program->face->glyph->outline, &funcs, &pen) != 0)
		return false;
	pen_close(&pen);
	return true;
}
