/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "preflight/space.h"

#include <math.h>
#include <string.h>

enum { NESTING = 6 }; /* of spaces in spaces */
enum { DIGEST_DEPTH = 12 };
static const double SOME = 0.005; /* less is no ink */
static const double DARK = 0.85;

static const struct {
	const char *name, *brief; /* brief: of inline images */
	enum space_kind kind;
	unsigned parts;
	const char *instead;
} devices[] = {
	{ "DeviceGray", "G", SPACE_GREY, 1, "/DefaultGray" },
	{ "DeviceRGB", "RGB", SPACE_RGB, 3, "/DefaultRGB" },
	{ "DeviceCMYK", "CMYK", SPACE_CMYK, 4, "/DefaultCMYK" },
};

static void digest_add(struct inspection *inspection, GChecksum *sum, unsigned object, int depth);

static void digest_stream(struct inspection *inspection, GChecksum *sum, unsigned stream)
{
	GBytes *data = cos_data(inspection->cos, stream);
	gsize length = 0;
	const void *bytes = data ? g_bytes_get_data(data, &length) : NULL;
	if (bytes)
		g_checksum_update(sum, bytes, (gssize)length);
	if (data)
		g_bytes_unref(data);
}

static void digest_dict(struct inspection *inspection, GChecksum *sum, unsigned dict, int depth)
{
	static const char *const skipped[] = { "/Length", "/Filter", "/DecodeParms", "/DL", NULL };
	const char *key;
	unsigned value;
	for (size_t i = 0; (key = cos_key(inspection->cos, dict, i, &value)); i++) {
		if (g_strv_contains(skipped, key))
			continue;
		g_checksum_update(sum, (const guchar *)key, -1);
		digest_add(inspection, sum, value, depth + 1);
	}
}

static void digest_add(struct inspection *inspection, GChecksum *sum, unsigned object, int depth)
{
	struct cos *cos = inspection->cos;
	enum pdf_type type = cos_type(cos, object);
	double number;
	size_t length;
	char text[G_ASCII_DTOSTR_BUF_SIZE + 2] = "#";
	if (depth > DIGEST_DEPTH)
		return;
	text[1] = (char)('a' + (int)(type == PDF_INTEGER ? PDF_REAL : type));
	text[2] = '\0';
	if (cos_real(cos, object, &number))
		g_ascii_dtostr(text + 2, G_ASCII_DTOSTR_BUF_SIZE, number);
	g_checksum_update(sum, (const guchar *)text, -1);
	if (type == PDF_NAME)
		g_checksum_update(sum, (const guchar *)cos_name(cos, object), -1);
	if (type == PDF_STRING) {
		const char *bytes = cos_string(cos, object, &length);
		g_checksum_update(sum, (const guchar *)bytes, (gssize)length);
	}
	for (size_t i = 0; i < MIN(cos_count(cos, object), 4096); i++)
		digest_add(inspection, sum, cos_item(cos, object, i), depth + 1);
	if (type == PDF_DICT || type == PDF_STREAM)
		digest_dict(inspection, sum, object, depth);
	if (type == PDF_STREAM)
		digest_stream(inspection, sum, object);
}

char *object_digest(struct inspection *inspection, unsigned object)
{
	GChecksum *sum = g_checksum_new(G_CHECKSUM_SHA256);
	digest_add(inspection, sum, object, 0);
	char *digest = g_strdup(g_checksum_get_string(sum));
	g_checksum_free(sum);
	return digest;
}

static const struct space *space_load(struct inspection *inspection, unsigned resources,
    unsigned definition, int depth);

static const struct space *space_plain(struct inspection *inspection, unsigned resources,
    size_t row, int depth)
{
	struct space *space = ARENA_NEW(inspection->arena, struct space);
	space->kind = devices[row].kind;
	space->parts = devices[row].parts;
	space->label = devices[row].name;
	unsigned instead = cos_find(inspection->cos,
	    cos_find(inspection->cos, resources, "/ColorSpace"), devices[row].instead);
	/* A stand-in that is a device space itself changes nothing. */
	if (cos_type(inspection->cos, instead) == PDF_ARRAY && depth < NESTING) {
		const struct space *base = space_load(inspection, 0, instead, depth + 1);
		if (base->parts == space->parts)
			space->base = base;
	}
	return space;
}

/* A profile as pages ask for it: read once a file, whatever spaces name it. */
struct profile {
	struct icc icc;
	bool intent; /* it is the output intent's */
};

static const struct profile *profile_load(struct inspection *inspection, unsigned stream)
{
	gpointer number = GINT_TO_POINTER(cos_number_of(inspection->cos, stream));
	struct profile *profile = g_hash_table_lookup(inspection->profiles, number);
	if (profile)
		return profile;
	GBytes *bytes = cos_data(inspection->cos, stream);
	profile = ARENA_NEW(inspection->arena, struct profile);
	profile->icc = icc_read(bytes);
	profile->intent = bytes && inspection->condition.bytes &&
	    g_bytes_equal(bytes, inspection->condition.bytes);
	if (bytes)
		g_bytes_unref(bytes);
	g_hash_table_insert(inspection->profiles, number, profile);
	return profile;
}

static void load_icc(struct inspection *inspection, struct space *space)
{
	struct cos *cos = inspection->cos;
	double parts = 0;
	space->kind = SPACE_ICC;
	space->stream = cos_item(cos, space->definition, 1);
	if (!space->object)
		space->object = cos_number_of(cos, space->stream);
	cos_real(cos, cos_find(cos, space->stream, "/N"), &parts);
	space->parts = parts == 1 || parts == 3 || parts == 4 ? (unsigned)parts : 0;
	const struct profile *profile = profile_load(inspection, space->stream);
	space->icc = profile->icc;
	space->intent = profile->intent;
	static const char *const labels[] = { "ICCBased", "ICCBased grey", "", "ICCBased RGB",
		"ICCBased CMYK" };
	space->label =
	    strcmp(space->icc.space, "Lab ") == 0 ? "ICCBased Lab" : labels[space->parts];
	if (!space->icc.sound)
		space->label = arena_printf(inspection->arena, "%s with a broken profile: %s",
		    space->label, space->icc.wrong);
}

static void load_indexed(struct inspection *inspection, struct space *space, unsigned resources,
    int depth)
{
	struct cos *cos = inspection->cos;
	unsigned table = cos_item(cos, space->definition, 3);
	size_t length;
	const char *bytes = cos_string(cos, table, &length);
	space->kind = SPACE_INDEXED;
	space->parts = 1;
	space->base =
	    space_load(inspection, resources, cos_item(cos, space->definition, 1), depth + 1);
	space->palette = bytes ? g_bytes_new_static(bytes, length) : cos_data(cos, table);
	if (space->palette)
		arena_tie(inspection->arena, space->palette, (void (*)(void *))g_bytes_unref);
	space->label = arena_printf(inspection->arena, "Indexed %s", space->base->label);
}

static const char *plain_name(struct cos *cos, unsigned name)
{
	const char *text = cos_name(cos, name);
	return text ? text + 1 : "";
}

static void load_colorants(struct inspection *inspection, struct space *space, unsigned resources,
    int depth)
{
	struct cos *cos = inspection->cos;
	unsigned names = cos_item(cos, space->definition, 1);
	size_t count = MIN(cos_count(cos, names), SPACE_PARTS);
	g_autoptr(GString) label = g_string_new("DeviceN");
	space->kind = SPACE_DEVICEN;
	if (cos_type(cos, names) == PDF_NAME) {
		space->kind = SPACE_SEPARATION;
		count = 1;
		g_string_assign(label, "Separation");
	}
	space->parts = (unsigned)count;
	space->names = ARENA_ARRAY(inspection->arena, const char *, count + 1);
	for (size_t i = 0; i < count; i++) {
		unsigned name = space->kind == SPACE_SEPARATION ? names : cos_item(cos, names, i);
		space->names[i] = plain_name(cos, name);
		g_string_append_printf(label, "%s %s", i ? "," : "", space->names[i]);
	}
	space->base =
	    space_load(inspection, resources, cos_item(cos, space->definition, 2), depth + 1);
	space->label = arena_strdup(inspection->arena, label->str);
}

static void load_array(struct inspection *inspection, struct space *space, unsigned resources,
    int depth)
{
	static const struct {
		const char *name;
		enum space_kind kind;
		unsigned parts;
	} cie[] = {
		{ "/CalGray", SPACE_CALGREY, 1 },
		{ "/CalRGB", SPACE_CALRGB, 3 },
		{ "/Lab", SPACE_LAB, 3 },
	};
	struct cos *cos = inspection->cos;
	unsigned name = cos_item(cos, space->definition, 0);
	for (size_t i = 0; i < G_N_ELEMENTS(cie); i++) {
		if (!cos_is(cos, name, cie[i].name))
			continue;
		space->kind = cie[i].kind;
		space->parts = cie[i].parts;
		space->label = cie[i].name + 1;
		return;
	}
	if (cos_is(cos, name, "/ICCBased")) {
		load_icc(inspection, space);
	} else if (cos_is(cos, name, "/Indexed") || cos_is(cos, name, "/I")) {
		load_indexed(inspection, space, resources, depth);
	} else if (cos_is(cos, name, "/Separation") || cos_is(cos, name, "/DeviceN")) {
		load_colorants(inspection, space, resources, depth);
	} else if (cos_is(cos, name, "/Pattern")) {
		space->kind = SPACE_PATTERN;
		space->base = cos_count(cos, space->definition) > 1
		    ? space_load(inspection, resources, cos_item(cos, space->definition, 1),
			  depth + 1)
		    : NULL;
		space->parts = space->base ? space->base->parts : 0;
		space->label = "Pattern";
	}
}

static const struct space *load_name(struct inspection *inspection, unsigned resources,
    const char *name, int depth)
{
	for (size_t i = 0; i < G_N_ELEMENTS(devices); i++)
		if (strcmp(name, devices[i].name) == 0 || strcmp(name, devices[i].brief) == 0)
			return space_plain(inspection, resources, i, depth);
	struct space *space = ARENA_NEW(inspection->arena, struct space);
	space->label = arena_strdup(inspection->arena, name);
	if (strcmp(name, "Pattern") == 0)
		space->kind = SPACE_PATTERN;
	return space;
}

static const struct space *space_load(struct inspection *inspection, unsigned resources,
    unsigned definition, int depth)
{
	struct cos *cos = inspection->cos;
	const char *name = cos_name(cos, definition);
	if (name)
		return load_name(inspection, resources, name + 1, depth);
	int object = cos_number_of(cos, definition);
	const struct space *known =
	    object ? g_hash_table_lookup(inspection->spaces, GINT_TO_POINTER(object)) : NULL;
	if (known)
		return known;
	struct space *space = ARENA_NEW(inspection->arena, struct space);
	space->object = object;
	space->definition = definition;
	space->label = "an unknown colour space";
	/* Entered before what it is made of: a space in itself must not be followed for ever. */
	if (object)
		g_hash_table_insert(inspection->spaces, GINT_TO_POINTER(object), space);
	const char *alone =
	    cos_count(cos, definition) == 1 ? cos_name(cos, cos_item(cos, definition, 0)) : NULL;
	if (alone && depth < NESTING) {
		const struct space *plain = load_name(inspection, resources, alone + 1, depth);
		if (object)
			g_hash_table_insert(inspection->spaces, GINT_TO_POINTER(object),
			    (gpointer)plain);
		return plain;
	}
	if (depth < NESTING && cos_type(cos, definition) == PDF_ARRAY)
		load_array(inspection, space, resources, depth);
	return space;
}

const struct space *space_read(struct inspection *inspection, unsigned resources,
    unsigned definition)
{
	const char *name = cos_name(inspection->cos, definition);
	const struct space *space = name ? space_named(inspection, resources, name + 1) : NULL;
	return space ? space : space_load(inspection, resources, definition, 0);
}

const struct space *space_named(struct inspection *inspection, unsigned resources, const char *name)
{
	const struct space *space = load_name(inspection, resources, name, 0);
	if (space->kind != SPACE_UNKNOWN)
		return space;
	g_autofree char *key = g_strconcat("/", name, NULL);
	unsigned definition =
	    cos_find(inspection->cos, cos_find(inspection->cos, resources, "/ColorSpace"), key);
	if (cos_type(inspection->cos, definition) == PDF_NULL)
		return NULL;
	return space_load(inspection, resources, definition, 0);
}

const struct space *space_device(struct inspection *inspection, unsigned resources, unsigned parts)
{
	return space_plain(inspection, resources, parts == 1 ? 0 : parts == 3 ? 1 : 2, 0);
}

static void add_colorant(struct inks *inks, const char *name, double tint)
{
	static const char *const process[] = { "Cyan", "Magenta", "Yellow", "Black" };
	if (strcmp(name, "None") == 0)
		return;
	if (strcmp(name, "All") == 0) {
		inks->all = true;
		for (int i = 0; i < 4; i++)
			inks->plates[i] = tint;
		return;
	}
	for (int i = 0; i < 4; i++) {
		if (strcmp(name, process[i]) == 0) {
			inks->plates[i] = tint;
			return;
		}
	}
	inks->spot += tint;
	inks->spots += tint > SOME;
}

static struct inks inks_indexed(const struct space *space, const double *values)
{
	double parts[SPACE_PARTS] = { 0 };
	gsize length = 0;
	const unsigned char *bytes =
	    space->palette ? g_bytes_get_data(space->palette, &length) : NULL;
	size_t at = (size_t)fmax(0, fmin(values[0], 255)) * space->base->parts;
	if (!bytes || at + space->base->parts > length || space->base->kind == SPACE_INDEXED)
		return (struct inks){ .known = false };
	for (unsigned i = 0; i < MIN(space->base->parts, SPACE_PARTS); i++)
		parts[i] = bytes[at + i] / 255.0;
	return space_inks(space->base, parts, space->base->parts);
}

/* Of what a profile decides: only white and black can be told. */
static struct inks inks_light(const struct space *space, const double *values, unsigned count)
{
	struct inks inks = { .white = true, .black = true };
	bool lab = space->kind == SPACE_LAB || strcmp(space->icc.space, "Lab ") == 0;
	if (lab) {
		inks.white = values[0] > 99.5 && fabs(values[1]) < 1 && fabs(values[2]) < 1;
		inks.black = values[0] < 20 && fabs(values[1]) < 8 && fabs(values[2]) < 8;
	}
	for (unsigned i = 0; i < count && !lab; i++) {
		inks.white = inks.white && values[i] > 1 - SOME;
		inks.black = inks.black && values[i] < 1 - DARK;
	}
	return inks;
}

struct inks space_inks(const struct space *space, const double *values, unsigned count)
{
	struct inks inks = { .known = true };
	if (count < space->parts || space->parts == 0)
		return (struct inks){ .known = false };
	bool subtractive =
	    space->kind == SPACE_CMYK || (space->kind == SPACE_ICC && space->parts == 4);
	if (space->kind == SPACE_INDEXED)
		return inks_indexed(space, values);
	if (space->kind == SPACE_GREY) {
		inks.plates[3] = 1 - values[0];
	} else if (subtractive) {
		for (int i = 0; i < 4; i++)
			inks.plates[i] = values[i];
		/* Another profile's CMYK is converted; white stays white. */
		inks.known =
		    space->kind == SPACE_CMYK ? !space->base || space->base->intent : space->intent;
	} else if (space->kind == SPACE_SEPARATION || space->kind == SPACE_DEVICEN) {
		for (unsigned i = 0; i < space->parts; i++)
			add_colorant(&inks, space->names[i], fmax(0, fmin(values[i], 1)));
	} else {
		return inks_light(space, values, space->parts);
	}
	for (int i = 0; i < 4; i++)
		inks.plates[i] = fmax(0, fmin(inks.plates[i], 1));
	inks.white = inks_total(&inks) < SOME;
	inks.black = inks.plates[3] >= DARK;
	if (inks.white)
		inks.known = true;
	return inks;
}

double inks_total(const struct inks *inks)
{
	return inks->plates[0] + inks->plates[1] + inks->plates[2] + inks->plates[3] + inks->spot;
}

unsigned inks_count(const struct inks *inks)
{
	unsigned count = inks->spots;
	for (int i = 0; i < 4; i++)
		count += inks->plates[i] > SOME;
	return count;
}
