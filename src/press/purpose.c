/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "press/press.h"

const struct purpose_row purposes[PURPOSE_COUNT] = {
	[PURPOSE_PRESS] = {
		.name = "press", .colour = COLOUR_CMYK, .bleed = true,
		.help = "for a print shop: exact CMYK builds, trim and bleed boxes, no links",
	},
	[PURPOSE_SCREEN] = {
		.name = "screen", .colour = COLOUR_RGB, .links = true,
		.help = "for reading and posting: trim size, sRGB, links",
	},
	[PURPOSE_PREVIEW] = {
		.name = "preview", .colour = COLOUR_RGB, .png = true,
		.help = "a PNG of each page at trim",
	},
};
