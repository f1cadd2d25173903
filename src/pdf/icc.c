/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pdf/icc.h"

#include <string.h>

/* ICC.1:2010: the header, then a count and rows of signature, offset and size. */
enum {
	HEADER = 128,
	SIZE_AT = 0,
	VERSION_AT = 8,
	CLASS_AT = 12,
	SPACE_AT = 16,
	PCS_AT = 20,
	MAGIC_AT = 36,
	ROW = 12,
	TAGS_MOST = 1000,
	LUT_LEAST = 32 /* the fixed part of the smallest kind of table */
};

static void four(char text[5], const unsigned char *bytes)
{
	memcpy(text, bytes, 4);
	text[4] = '\0';
}

static gsize big(const unsigned char *bytes)
{
	return (gsize)bytes[0] << 24 | (gsize)bytes[1] << 16 | (gsize)bytes[2] << 8 | bytes[3];
}

/* The data of a tag and its size, or NULL. */
static const unsigned char *tag_find(const unsigned char *bytes, const char *name, gsize *size)
{
	gsize count = big(bytes + HEADER);
	for (gsize i = 0; i < count; i++) {
		const unsigned char *row = bytes + HEADER + 4 + i * ROW;
		*size = big(row + 8);
		if (memcmp(row, name, 4) == 0)
			return bytes + big(row + 4);
	}
	return NULL;
}

static const char *tags_fault(const unsigned char *bytes, gsize length)
{
	gsize count = big(bytes + HEADER);
	if (count == 0 || count > TAGS_MOST || HEADER + 4 + count * ROW > length)
		return "its table of tags is not whole";
	for (gsize i = 0; i < count; i++) {
		const unsigned char *row = bytes + HEADER + 4 + i * ROW;
		gsize offset = big(row + 4), size = big(row + 8);
		if (offset < HEADER + 4 || offset > length || size < 8 || size > length - offset)
			return "a tag lies outside it";
	}
	return NULL;
}

/* A table of 8 or 16 bits or of curves and matrices, with as many parts as the space. */
static bool has_table(const unsigned char *bytes, const char *name, bool into, int parts)
{
	static const char *const kinds[] = { "mft1", "mft2", "mAB ", "mBA " };
	gsize size;
	const unsigned char *table = tag_find(bytes, name, &size);
	bool known = false;
	for (gsize i = 0; table && i < G_N_ELEMENTS(kinds); i++)
		known = known || memcmp(table, kinds[i], 4) == 0;
	/* Bytes 8 and 9 of each kind count what goes in and what comes out. */
	return known && size >= LUT_LEAST && table[into ? 9 : 8] == parts &&
	    table[into ? 8 : 9] == 3;
}

static bool has_curve(const unsigned char *bytes, const char *name)
{
	gsize size;
	const unsigned char *curve = tag_find(bytes, name, &size);
	return curve && size >= 12 &&
	    (memcmp(curve, "curv", 4) == 0 || memcmp(curve, "para", 4) == 0);
}

static bool has_matrix(const unsigned char *bytes)
{
	static const char *const columns[] = { "rXYZ", "gXYZ", "bXYZ" },
				 *const curves[] = { "rTRC", "gTRC", "bTRC" };
	gsize size;
	bool whole = true;
	for (gsize i = 0; i < G_N_ELEMENTS(columns); i++)
		whole = whole && tag_find(bytes, columns[i], &size) && has_curve(bytes, curves[i]);
	return whole;
}

/* What conversion needs: an output profile both ways; others to what is seen. */
static const char *class_fault(const struct icc *icc, const unsigned char *bytes)
{
	bool output = strcmp(icc->class, "prtr") == 0;
	if (icc->parts == 1 && has_curve(bytes, "kTRC"))
		return NULL;
	if (icc->parts == 3 && !output && has_matrix(bytes))
		return NULL;
	if (!output && strcmp(icc->class, "mntr") != 0 && strcmp(icc->class, "scnr") != 0)
		return NULL;
	if (!has_table(bytes, "A2B0", false, icc->parts))
		return "its table to what is seen (A2B0) is missing or broken";
	if (output && !has_table(bytes, "B2A0", true, icc->parts))
		return "its table to inks (B2A0) is missing or broken";
	return NULL;
}

struct icc icc_read(GBytes *profile)
{
	static const struct {
		const char *space;
		int parts;
	} spaces[] = { { "GRAY", 1 }, { "RGB ", 3 }, { "CMYK", 4 }, { "Lab ", 3 }, { "XYZ ", 3 } };
	struct icc icc = { .sound = false };
	gsize length = 0;
	const unsigned char *bytes = profile ? g_bytes_get_data(profile, &length) : NULL;
	if (!bytes || length < HEADER + 4) {
		icc.wrong =
		    bytes ? "it is shorter than a profile's header" : "its data cannot be read";
		return icc;
	}
	four(icc.class, bytes + CLASS_AT);
	four(icc.space, bytes + SPACE_AT);
	four(icc.pcs, bytes + PCS_AT);
	icc.major = bytes[VERSION_AT];
	for (gsize i = 0; i < G_N_ELEMENTS(spaces); i++)
		if (strcmp(icc.space, spaces[i].space) == 0)
			icc.parts = spaces[i].parts;
	if (memcmp(bytes + MAGIC_AT, "acsp", 4) != 0)
		icc.wrong = "it has no ICC signature";
	else if (big(bytes + SIZE_AT) != length)
		icc.wrong = "its size field is not its length";
	else if (strcmp(icc.pcs, "XYZ ") != 0 && strcmp(icc.pcs, "Lab ") != 0)
		icc.wrong = "its connection space is neither XYZ nor Lab";
	else
		icc.wrong = tags_fault(bytes, length);
	if (!icc.wrong)
		icc.wrong = class_fault(&icc, bytes);
	icc.sound = !icc.wrong;
	return icc;
}
