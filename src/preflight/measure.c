/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "preflight/measure.h"

#include <math.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "preflight/space.h"

enum { OVER = 3 * MEASURE_STEPS, STRIPS_MOST = 20000, SECONDS_PAGE = 20, SECONDS_ALL = 40 };
static const double PIXELS_MOST = 4000000, RESOLUTION = 72, RESOLUTION_LEAST = 4;

enum trouble { NO_FOLDER, TOO_LARGE, TOO_LONG, SPENT, FAILED, MEASURED };

static const struct {
	const char *wrong, *help;
} troubles[] = {
	[NO_FOLDER] = { "there is no folder for temporary files",
	    "set TMPDIR to a folder that can be written" },
	[TOO_LARGE] = { "the page is too large to be rendered",
	    "have the shop measure it, or set the page at a smaller scale" },
	[TOO_LONG] = { "Ghostscript took more than 20 s for the page, and was stopped",
	    "make the page simpler, or have the shop measure it" },
	[SPENT] = { "the pages before had used Ghostscript's time, 40 s for a file",
	    "preflight the page as a file of its own, or have the shop measure it" },
	[FAILED] = { "Ghostscript could not render the page",
	    "export the file anew: what one renderer cannot read may fail at the press, too" },
};

/* A grey TIFF of 8 bits, not compressed, as tiffsep writes a plate: 255 is paper. */
struct plate {
	const unsigned char *bytes;
	gsize length;
	unsigned width, height, rows; /* rows: of a strip */
	unsigned strips, offsets;     /* how many, and where their offsets stand */
	bool brief;		      /* these are of 16 bits */
};

static unsigned little(const struct plate *plate, size_t at, int bytes)
{
	unsigned value = 0;
	for (int i = bytes - 1; i >= 0; i--)
		value = value << 8 |
		    (at + (size_t)i < plate->length ? plate->bytes[at + (size_t)i] : 0);
	return value;
}

static bool plate_read(struct plate *plate, const unsigned char *bytes, gsize length)
{
	*plate = (struct plate){ .bytes = bytes, .length = length };
	if (length < 16 || memcmp(bytes, "II*\0", 4) != 0)
		return false;
	size_t at = little(plate, 4, 4);
	unsigned count = little(plate, at, 2), bits = 0, packed = 1;
	for (unsigned i = 0; i < count && at + 2 + 12 * (i + 1) <= length; i++) {
		size_t entry = at + 2 + 12 * (size_t)i;
		unsigned tag = little(plate, entry, 2), type = little(plate, entry + 2, 2);
		unsigned items = little(plate, entry + 4, 4),
			 value = little(plate, entry + 8, type == 3 ? 2 : 4);
		if (tag == 256)
			plate->width = value;
		else if (tag == 257)
			plate->height = value;
		else if (tag == 258)
			bits = value;
		else if (tag == 259)
			packed = value;
		else if (tag == 278)
			plate->rows = value;
		else if (tag == 273) {
			plate->strips = items;
			plate->brief = type == 3;
			plate->offsets =
			    items == 1 ? (unsigned)entry + 8 : little(plate, entry + 8, 4);
		}
	}
	return bits == 8 && packed == 1 && plate->width && plate->height && plate->rows &&
	    plate->strips && plate->strips < STRIPS_MOST;
}

static size_t plate_row(const struct plate *plate, unsigned row)
{
	int bytes = plate->brief ? 2 : 4;
	size_t strip = row / plate->rows;
	return little(plate, plate->offsets + strip * (size_t)bytes, bytes) +
	    (size_t)(row % plate->rows) * plate->width;
}

/* Adds a plate to the sums, in 255ths; pictures come from the top. */
static bool plate_add(const struct plate *plate, unsigned *sums, const struct measured *measured)
{
	if (plate->width != (unsigned)measured->width ||
	    plate->height != (unsigned)measured->height)
		return false;
	for (unsigned row = 0; row < plate->height; row++) {
		size_t at = plate_row(plate, row);
		if (at + plate->width > plate->length)
			return false;
		for (unsigned x = 0; x < plate->width; x++)
			sums[(size_t)(plate->height - 1 - row) * plate->width + x] +=
			    255u - plate->bytes[at + x];
	}
	return true;
}

/* In the renderer's process, before it starts: the alarm rings for the program that it becomes. */
static void die_in_time(gpointer data)
{
	const unsigned *seconds = data;
	struct rlimit cpu = { SECONDS_PAGE, SECONDS_PAGE };
	setrlimit(RLIMIT_CPU, &cpu);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	alarm(*seconds);
}

static const char *box_option(const struct trim *trim)
{
	if (trim->has[BOX_BLEED])
		return "-dUseBleedBox";
	if (trim->has[BOX_TRIM])
		return "-dUseTrimBox";
	return trim->has[BOX_ART] ? "-dUseArtBox" : "-dUseCropBox";
}

/* Puts the output intent's profile beside the plates, if it is one by which to print. */
static bool write_profile(const struct inspection *inspection)
{
	GBytes *bytes = inspection->condition.bytes;
	const struct icc icc = icc_read(bytes);
	gsize size;
	if (!icc.sound || icc.parts != 4 || strcmp(icc.space, "CMYK") != 0 ||
	    strcmp(icc.class, "prtr") != 0)
		return false;
	const char *data = g_bytes_get_data(bytes, &size);
	g_autofree char *path = g_build_filename(inspection->folder, "intent.icc", NULL);
	return g_file_set_contents(path, data, (gssize)size, NULL);
}

static const char *const always[] = {
	"-q",
	"-dSAFER",
	"-dBATCH",
	"-dNOPAUSE",
	"-dNOPROMPT",
	"-sDEVICE=tiffsep",
	"-sCompression=none",
	"-dTextAlphaBits=1",
	"-dGraphicsAlphaBits=1",
	"-dPrinted=true",
	"-sOutputFile=p.tif",
};

/* Were DeviceCMYK not said to be of this profile too, it would be converted to it.
 * -dUsePDFX3Profile knows as much, but loses overprint where there is transparency. */
static const char *const profile[] = {
	"-sOutputICCProfile=intent.icc",
	"-sDefaultCMYKProfile=intent.icc",
};

static enum trouble run_renderer(const struct inspection *inspection, const struct trim *trim,
    double dpi, bool intended)
{
	unsigned seconds = MIN((unsigned)SECONDS_PAGE,
	    (unsigned)(SECONDS_ALL + 1 - inspection->rendered / G_USEC_PER_SEC));
	g_autofree char *resolution = g_strdup_printf("-r%d", (int)dpi);
	g_autofree char *pages = g_strdup_printf("-sPageList=%u", trim->page);
	/* A name with @ or - at its start would be an option. Ghostscript's own temporary files go
	 * where the plates go. */
	g_autofree char *path = g_canonicalize_filename(inspection->path, NULL);
	g_auto(GStrv) environment =
	    g_environ_setenv(g_get_environ(), "TMPDIR", inspection->folder, TRUE);
	g_autoptr(GPtrArray) argv = g_ptr_array_new();
	g_ptr_array_add(argv, (char *)inspection->renderer);
	for (size_t i = 0; i < G_N_ELEMENTS(always); i++)
		g_ptr_array_add(argv, (char *)always[i]);
	for (size_t i = 0; intended && i < G_N_ELEMENTS(profile); i++)
		g_ptr_array_add(argv, (char *)profile[i]);
	g_ptr_array_add(argv, resolution);
	g_ptr_array_add(argv, pages);
	g_ptr_array_add(argv, (char *)box_option(trim));
	g_ptr_array_add(argv, path);
	g_ptr_array_add(argv, NULL);
	int status = 0;
	if (!g_spawn_sync(inspection->folder, (char **)argv->pdata, environment,
		G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL, die_in_time, &seconds,
		NULL, NULL, &status, NULL))
		return FAILED;
	if (WIFSIGNALED(status) && (WTERMSIG(status) == SIGALRM || WTERMSIG(status) == SIGKILL))
		return seconds < SECONDS_PAGE ? SPENT : TOO_LONG;
	return g_spawn_check_wait_status(status, NULL) ? MEASURED : FAILED;
}

static bool is_plate(const char *name)
{
	return g_str_has_prefix(name, "p(") && g_str_has_suffix(name, ").tif");
}

static bool sum_plates(struct arena *arena, const char *folder, struct measured *measured)
{
	GDir *dir = g_dir_open(folder, 0, NULL);
	const char *name;
	unsigned *sums = NULL;
	bool sound = dir != NULL;
	while (sound && (name = g_dir_read_name(dir))) {
		g_autofree char *path = g_build_filename(folder, name, NULL), *bytes = NULL;
		gsize length = 0;
		struct plate plate;
		if (!is_plate(name))
			continue;
		sound = g_file_get_contents(path, &bytes, &length, NULL) &&
		    plate_read(&plate, (const unsigned char *)bytes, length) &&
		    (double)plate.width * plate.height <= PIXELS_MOST * 2;
		if (sound && !sums) {
			measured->width = (int)plate.width;
			measured->height = (int)plate.height;
			sums =
			    arena_alloc(arena, (size_t)plate.width * plate.height * sizeof(*sums));
		}
		sound = sound && plate_add(&plate, sums, measured);
	}
	if (dir)
		g_dir_close(dir);
	if (!sound || !sums)
		return false;
	size_t cells = (size_t)measured->width * (size_t)measured->height;
	measured->sums = arena_alloc(arena, cells);
	for (size_t i = 0; i < cells; i++)
		measured->sums[i] = (unsigned char)MIN(255u, (sums[i] * MEASURE_STEPS + 127) / 255);
	return true;
}

/* Ghostscript turns pages as a viewer does; the sums are to lie as the content does. */
static void turn_back(struct arena *arena, struct measured *measured, int rotate)
{
	int width = measured->width, height = measured->height;
	unsigned char *turned = arena_alloc(arena, (size_t)width * (size_t)height);
	bool across = rotate == 90 || rotate == 270;
	int w = across ? height : width;
	for (int y = 0; rotate && y < height; y++) {
		for (int x = 0; x < width; x++) {
			int u = rotate == 90 ? height - 1 - y : rotate == 180 ? width - 1 - x : y;
			int v = rotate == 90 ? x : rotate == 180 ? height - 1 - y : width - 1 - x;
			turned[(size_t)v * (size_t)w + (size_t)u] =
			    measured->sums[(size_t)y * (size_t)width + (size_t)x];
		}
	}
	if (!rotate)
		return;
	measured->sums = turned;
	measured->width = w;
	measured->height = across ? width : height;
}

static enum trouble render(struct inspection *inspection, struct arena *arena,
    const struct trim *trim, double dpi, struct measured *measured)
{
	gint64 start = g_get_monotonic_time();
	measured->intended = write_profile(inspection);
	enum trouble trouble = run_renderer(inspection, trim, dpi, measured->intended);
	if (trouble == MEASURED && !sum_plates(arena, inspection->folder, measured))
		trouble = FAILED;
	file_sweep(inspection->folder);
	inspection->rendered += g_get_monotonic_time() - start;
	return trouble;
}

bool measure_page(struct inspection *inspection, struct arena *arena, const struct trim *trim,
    struct measured *measured)
{
	struct rect area = trim->has[BOX_BLEED] ? trim->boxes[BOX_BLEED] : trim->edge;
	double points = area.width * area.height * trim->unit * trim->unit;
	double dpi = fmin(RESOLUTION, RESOLUTION * sqrt(PIXELS_MOST / fmax(points, 1)));
	enum trouble trouble = MEASURED;
	*measured = (struct measured){ 0 };
	if (!inspection->folder || !inspection->path)
		trouble = NO_FOLDER;
	else if (dpi < RESOLUTION_LEAST)
		trouble = TOO_LARGE;
	else if (inspection->rendered > (int64_t)SECONDS_ALL * G_USEC_PER_SEC)
		trouble = SPENT;
	if (trouble == MEASURED)
		trouble = render(inspection, arena, trim, dpi, measured);
	if (trouble == MEASURED) {
		turn_back(arena, measured, trim->rotate);
		return true;
	}
	measured->wrong = troubles[trouble].wrong;
	measured->help = troubles[trouble].help;
	return false;
}

/* One patch of touching cells, from a cell over the limit; what was seen is cleared. */
static size_t patch_fill(unsigned char *cells, int width, int height, GArray *open,
    struct patch *patch)
{
	int left = width, right = 0, low = height, high = 0, most = 0;
	size_t count = 0;
	while (open->len) {
		int cell = g_array_index(open, int, open->len - 1);
		int x = cell % width, y = cell / width;
		g_array_set_size(open, open->len - 1);
		if (cells[cell] <= OVER)
			continue;
		most = MAX(most, cells[cell]);
		cells[cell] = 0;
		count++;
		left = MIN(left, x);
		right = MAX(right, x + 1);
		low = MIN(low, y);
		high = MAX(high, y + 1);
		const int near[4][2] = { { x - 1, y }, { x + 1, y }, { x, y - 1 }, { x, y + 1 } };
		for (int i = 0; i < 4; i++) {
			int next = near[i][1] * width + near[i][0];
			if (near[i][0] >= 0 && near[i][0] < width && near[i][1] >= 0 &&
			    near[i][1] < height && cells[next] > OVER)
				g_array_append_val(open, next);
		}
	}
	patch->box = (struct rect){ left, low, right - left, high - low };
	patch->most = (double)most / MEASURE_STEPS;
	return count;
}

bool patch_find(const unsigned char *sums, int width, int height, double cell, double area,
    struct patch *patch)
{
	size_t cells = (size_t)width * (size_t)height, largest = 0;
	g_autofree unsigned char *left = g_memdup2(sums, cells);
	g_autoptr(GArray) open = g_array_new(FALSE, FALSE, sizeof(int));
	for (int i = 0; (size_t)i < cells; i++) {
		struct patch one;
		if (left[i] <= OVER)
			continue;
		g_array_append_val(open, i);
		size_t count = patch_fill(left, width, height, open, &one);
		if (count <= largest)
			continue;
		largest = count;
		*patch = one;
	}
	if (!largest)
		return false;
	patch->area = (double)largest * cell * cell;
	patch->box = (struct rect){ patch->box.x * cell, patch->box.y * cell,
		patch->box.width * cell, patch->box.height * cell };
	return patch->area >= area;
}
