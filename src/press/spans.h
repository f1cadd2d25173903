/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * spans: Cairo's ActualText. Cairo wraps each cluster that its own ToUnicode does not tell in a
 * Span of its own, and some readers end the element around it at the first inner EMC. So what a
 * glyph always stands for goes into ToUnicode, and the span goes.
 */
#ifndef PRESS_SPANS_H
#define PRESS_SPANS_H

#include "pdf/content.h"
#include "press/font.h"

/* The text of a Span's ActualText, isolate controls left out; false when the operation begins none.
 * Free it. */
bool span_text(const struct operation *operation, char **text);

/* Adds what a string shows, by ToUnicode. */
void span_say(GString *said, const struct font *font, const char *string, size_t length);

/* True when the glyphs alone say the same: compared in NFKC. */
bool span_needless(const char *text, const char *said);

/* All pages of a file whose spans are to go. */
struct survey;
struct survey *survey_new(struct shelf *shelf);
void survey_page(struct survey *survey, unsigned resources, GBytes *content);

/* Writes into ToUnicode what each glyph always stood for, right-to-left ligatures as one code point
 * each. */
void survey_settle(struct survey *survey);

#endif
