/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compose/qr.h"

#include <errno.h>
#include <qrencode.h>
#include <stdbool.h>
#include <string.h>

const struct qr *qr_encode(struct arena *arena, const char *text, struct place place,
    struct diag *diag)
{
	/* Version 0: the smallest that holds the text. */
	QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
	if (!code) {
		if (errno == ERANGE)
			diag_error(diag, place, "qr-long", "too long for a QR code: %zu bytes",
			    strlen(text));
		else
			diag_error(diag, place, "qr", "cannot be a QR code: %s", strerror(errno));
		return NULL;
	}
	struct qr *qr = ARENA_NEW(arena, struct qr);
	size_t count = (size_t)code->width * (size_t)code->width;
	qr->side = code->width;
	qr->dark = ARENA_ARRAY(arena, unsigned char, count);
	/* The lowest bit is the colour; the others say which part of the symbol it is. */
	for (size_t i = 0; i < count; i++)
		qr->dark[i] = code->data[i] & 1;
	QRcode_free(code);
	return qr;
}

/* Length of the dark run of row `y` that starts at `x`; 0 when no run starts there. */
static int run_at(const struct qr *qr, int x, int y)
{
	const unsigned char *row = qr->dark + (size_t)y * (size_t)qr->side;
	if (!row[x] || (x > 0 && row[x - 1]))
		return 0;
	int end = x;
	while (end < qr->side && row[end])
		end++;
	return end - x;
}

struct rect *qr_rects(struct arena *arena, const struct qr *qr, size_t *count)
{
	struct rect *rects = ARENA_ARRAY(arena, struct rect, (size_t)qr->side * (size_t)qr->side);
	size_t n = 0;
	for (int y = 0; y < qr->side; y++) {
		for (int x = 0; x < qr->side; x++) {
			int width = run_at(qr, x, y);
			/* An equal run right above has taken this one with it. */
			if (!width || (y > 0 && run_at(qr, x, y - 1) == width))
				continue;
			int end = y + 1;
			while (end < qr->side && run_at(qr, x, end) == width)
				end++;
			rects[n++] = (struct rect){ x, y, width, end - y };
		}
	}
	*count = n;
	return rects;
}
