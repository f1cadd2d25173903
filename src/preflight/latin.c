/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "preflight/latin.h"

#include <glib.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* clang-format off */
/* By name; codes in StandardEncoding, MacRomanEncoding and WinAnsiEncoding, 0 where it has none. */
static const struct letter {
	const char *name;
	uint16_t unicode;
	unsigned char codes[3];
} letters[] = {
	{ "A", 0x41, { 65, 65, 65 } }, { "AE", 0xc6, { 225, 174, 198 } },
	{ "Aacute", 0xc1, { 0, 231, 193 } }, { "Acircumflex", 0xc2, { 0, 229, 194 } },
	{ "Adieresis", 0xc4, { 0, 128, 196 } }, { "Agrave", 0xc0, { 0, 203, 192 } },
	{ "Aring", 0xc5, { 0, 129, 197 } }, { "Atilde", 0xc3, { 0, 204, 195 } },
	{ "B", 0x42, { 66, 66, 66 } }, { "C", 0x43, { 67, 67, 67 } },
	{ "Ccedilla", 0xc7, { 0, 130, 199 } }, { "D", 0x44, { 68, 68, 68 } },
	{ "E", 0x45, { 69, 69, 69 } }, { "Eacute", 0xc9, { 0, 131, 201 } },
	{ "Ecircumflex", 0xca, { 0, 230, 202 } }, { "Edieresis", 0xcb, { 0, 232, 203 } },
	{ "Egrave", 0xc8, { 0, 233, 200 } }, { "Eth", 0xd0, { 0, 0, 208 } },
	{ "Euro", 0x20ac, { 0, 0, 128 } }, { "F", 0x46, { 70, 70, 70 } },
	{ "G", 0x47, { 71, 71, 71 } }, { "H", 0x48, { 72, 72, 72 } },
	{ "I", 0x49, { 73, 73, 73 } }, { "Iacute", 0xcd, { 0, 234, 205 } },
	{ "Icircumflex", 0xce, { 0, 235, 206 } }, { "Idieresis", 0xcf, { 0, 236, 207 } },
	{ "Igrave", 0xcc, { 0, 237, 204 } }, { "J", 0x4a, { 74, 74, 74 } },
	{ "K", 0x4b, { 75, 75, 75 } }, { "L", 0x4c, { 76, 76, 76 } },
	{ "Lslash", 0x141, { 232, 0, 0 } }, { "M", 0x4d, { 77, 77, 77 } },
	{ "N", 0x4e, { 78, 78, 78 } }, { "Ntilde", 0xd1, { 0, 132, 209 } },
	{ "O", 0x4f, { 79, 79, 79 } }, { "OE", 0x152, { 234, 206, 140 } },
	{ "Oacute", 0xd3, { 0, 238, 211 } }, { "Ocircumflex", 0xd4, { 0, 239, 212 } },
	{ "Odieresis", 0xd6, { 0, 133, 214 } }, { "Ograve", 0xd2, { 0, 241, 210 } },
	{ "Oslash", 0xd8, { 233, 175, 216 } }, { "Otilde", 0xd5, { 0, 205, 213 } },
	{ "P", 0x50, { 80, 80, 80 } }, { "Q", 0x51, { 81, 81, 81 } },
	{ "R", 0x52, { 82, 82, 82 } }, { "S", 0x53, { 83, 83, 83 } },
	{ "Scaron", 0x160, { 0, 0, 138 } }, { "T", 0x54, { 84, 84, 84 } },
	{ "Thorn", 0xde, { 0, 0, 222 } }, { "U", 0x55, { 85, 85, 85 } },
	{ "Uacute", 0xda, { 0, 242, 218 } }, { "Ucircumflex", 0xdb, { 0, 243, 219 } },
	{ "Udieresis", 0xdc, { 0, 134, 220 } }, { "Ugrave", 0xd9, { 0, 244, 217 } },
	{ "V", 0x56, { 86, 86, 86 } }, { "W", 0x57, { 87, 87, 87 } },
	{ "X", 0x58, { 88, 88, 88 } }, { "Y", 0x59, { 89, 89, 89 } },
	{ "Yacute", 0xdd, { 0, 0, 221 } }, { "Ydieresis", 0x178, { 0, 217, 159 } },
	{ "Z", 0x5a, { 90, 90, 90 } }, { "Zcaron", 0x17d, { 0, 0, 142 } },
	{ "a", 0x61, { 97, 97, 97 } }, { "aacute", 0xe1, { 0, 135, 225 } },
	{ "acircumflex", 0xe2, { 0, 137, 226 } }, { "acute", 0xb4, { 194, 171, 180 } },
	{ "adieresis", 0xe4, { 0, 138, 228 } }, { "ae", 0xe6, { 241, 190, 230 } },
	{ "agrave", 0xe0, { 0, 136, 224 } }, { "ampersand", 0x26, { 38, 38, 38 } },
	{ "aring", 0xe5, { 0, 140, 229 } }, { "asciicircum", 0x5e, { 94, 94, 94 } },
	{ "asciitilde", 0x7e, { 126, 126, 126 } }, { "asterisk", 0x2a, { 42, 42, 42 } },
	{ "at", 0x40, { 64, 64, 64 } }, { "atilde", 0xe3, { 0, 139, 227 } },
	{ "b", 0x62, { 98, 98, 98 } }, { "backslash", 0x5c, { 92, 92, 92 } },
	{ "bar", 0x7c, { 124, 124, 124 } }, { "braceleft", 0x7b, { 123, 123, 123 } },
	{ "braceright", 0x7d, { 125, 125, 125 } }, { "bracketleft", 0x5b, { 91, 91, 91 } },
	{ "bracketright", 0x5d, { 93, 93, 93 } }, { "breve", 0x2d8, { 198, 249, 0 } },
	{ "brokenbar", 0xa6, { 0, 0, 166 } }, { "bullet", 0x2022, { 183, 165, 127 } },
	{ "c", 0x63, { 99, 99, 99 } }, { "caron", 0x2c7, { 207, 255, 0 } },
	{ "ccedilla", 0xe7, { 0, 141, 231 } }, { "cedilla", 0xb8, { 203, 252, 184 } },
	{ "cent", 0xa2, { 162, 162, 162 } }, { "circumflex", 0x2c6, { 195, 246, 136 } },
	{ "colon", 0x3a, { 58, 58, 58 } }, { "comma", 0x2c, { 44, 44, 44 } },
	{ "copyright", 0xa9, { 0, 169, 169 } }, { "currency", 0xa4, { 168, 219, 164 } },
	{ "d", 0x64, { 100, 100, 100 } }, { "dagger", 0x2020, { 178, 160, 134 } },
	{ "daggerdbl", 0x2021, { 179, 224, 135 } }, { "degree", 0xb0, { 0, 161, 176 } },
	{ "dieresis", 0xa8, { 200, 172, 168 } }, { "divide", 0xf7, { 0, 214, 247 } },
	{ "dollar", 0x24, { 36, 36, 36 } }, { "dotaccent", 0x2d9, { 199, 250, 0 } },
	{ "dotlessi", 0x131, { 245, 245, 0 } }, { "e", 0x65, { 101, 101, 101 } },
	{ "eacute", 0xe9, { 0, 142, 233 } }, { "ecircumflex", 0xea, { 0, 144, 234 } },
	{ "edieresis", 0xeb, { 0, 145, 235 } }, { "egrave", 0xe8, { 0, 143, 232 } },
	{ "eight", 0x38, { 56, 56, 56 } }, { "ellipsis", 0x2026, { 188, 201, 133 } },
	{ "emdash", 0x2014, { 208, 209, 151 } }, { "endash", 0x2013, { 177, 208, 150 } },
	{ "equal", 0x3d, { 61, 61, 61 } }, { "eth", 0xf0, { 0, 0, 240 } },
	{ "exclam", 0x21, { 33, 33, 33 } }, { "exclamdown", 0xa1, { 161, 193, 161 } },
	{ "f", 0x66, { 102, 102, 102 } }, { "fi", 0xfb01, { 174, 222, 0 } },
	{ "five", 0x35, { 53, 53, 53 } }, { "fl", 0xfb02, { 175, 223, 0 } },
	{ "florin", 0x192, { 166, 196, 131 } }, { "four", 0x34, { 52, 52, 52 } },
	{ "fraction", 0x2044, { 164, 218, 0 } }, { "g", 0x67, { 103, 103, 103 } },
	{ "germandbls", 0xdf, { 251, 167, 223 } }, { "grave", 0x60, { 193, 96, 96 } },
	{ "greater", 0x3e, { 62, 62, 62 } }, { "guillemotleft", 0xab, { 171, 199, 171 } },
	{ "guillemotright", 0xbb, { 187, 200, 187 } },
	{ "guilsinglleft", 0x2039, { 172, 220, 139 } },
	{ "guilsinglright", 0x203a, { 173, 221, 155 } }, { "h", 0x68, { 104, 104, 104 } },
	{ "hungarumlaut", 0x2dd, { 205, 253, 0 } }, { "hyphen", 0x2d, { 45, 45, 45 } },
	{ "i", 0x69, { 105, 105, 105 } }, { "iacute", 0xed, { 0, 146, 237 } },
	{ "icircumflex", 0xee, { 0, 148, 238 } }, { "idieresis", 0xef, { 0, 149, 239 } },
	{ "igrave", 0xec, { 0, 147, 236 } }, { "j", 0x6a, { 106, 106, 106 } },
	{ "k", 0x6b, { 107, 107, 107 } }, { "l", 0x6c, { 108, 108, 108 } },
	{ "less", 0x3c, { 60, 60, 60 } }, { "logicalnot", 0xac, { 0, 194, 172 } },
	{ "lslash", 0x142, { 248, 0, 0 } }, { "m", 0x6d, { 109, 109, 109 } },
	{ "macron", 0xaf, { 197, 248, 175 } }, { "mu", 0xb5, { 0, 181, 181 } },
	{ "multiply", 0xd7, { 0, 0, 215 } }, { "n", 0x6e, { 110, 110, 110 } },
	{ "nbspace", 0xa0, { 0, 202, 0 } }, { "nine", 0x39, { 57, 57, 57 } },
	{ "ntilde", 0xf1, { 0, 150, 241 } }, { "numbersign", 0x23, { 35, 35, 35 } },
	{ "o", 0x6f, { 111, 111, 111 } }, { "oacute", 0xf3, { 0, 151, 243 } },
	{ "ocircumflex", 0xf4, { 0, 153, 244 } }, { "odieresis", 0xf6, { 0, 154, 246 } },
	{ "oe", 0x153, { 250, 207, 156 } }, { "ogonek", 0x2db, { 206, 254, 0 } },
	{ "ograve", 0xf2, { 0, 152, 242 } }, { "one", 0x31, { 49, 49, 49 } },
	{ "onehalf", 0xbd, { 0, 0, 189 } }, { "onequarter", 0xbc, { 0, 0, 188 } },
	{ "onesuperior", 0xb9, { 0, 0, 185 } }, { "ordfeminine", 0xaa, { 227, 187, 170 } },
	{ "ordmasculine", 0xba, { 235, 188, 186 } }, { "oslash", 0xf8, { 249, 191, 248 } },
	{ "otilde", 0xf5, { 0, 155, 245 } }, { "p", 0x70, { 112, 112, 112 } },
	{ "paragraph", 0xb6, { 182, 166, 182 } }, { "parenleft", 0x28, { 40, 40, 40 } },
	{ "parenright", 0x29, { 41, 41, 41 } }, { "percent", 0x25, { 37, 37, 37 } },
	{ "period", 0x2e, { 46, 46, 46 } }, { "periodcentered", 0xb7, { 180, 225, 183 } },
	{ "perthousand", 0x2030, { 189, 228, 137 } }, { "plus", 0x2b, { 43, 43, 43 } },
	{ "plusminus", 0xb1, { 0, 177, 177 } }, { "q", 0x71, { 113, 113, 113 } },
	{ "question", 0x3f, { 63, 63, 63 } }, { "questiondown", 0xbf, { 191, 192, 191 } },
	{ "quotedbl", 0x22, { 34, 34, 34 } }, { "quotedblbase", 0x201e, { 185, 227, 132 } },
	{ "quotedblleft", 0x201c, { 170, 210, 147 } },
	{ "quotedblright", 0x201d, { 186, 211, 148 } }, { "quoteleft", 0x2018, { 96, 212, 145 } },
	{ "quoteright", 0x2019, { 39, 213, 146 } },
	{ "quotesinglbase", 0x201a, { 184, 226, 130 } }, { "quotesingle", 0x27, { 169, 39, 39 } },
	{ "r", 0x72, { 114, 114, 114 } }, { "registered", 0xae, { 0, 168, 174 } },
	{ "ring", 0x2da, { 202, 251, 0 } }, { "s", 0x73, { 115, 115, 115 } },
	{ "scaron", 0x161, { 0, 0, 154 } }, { "section", 0xa7, { 167, 164, 167 } },
	{ "semicolon", 0x3b, { 59, 59, 59 } }, { "seven", 0x37, { 55, 55, 55 } },
	{ "six", 0x36, { 54, 54, 54 } }, { "slash", 0x2f, { 47, 47, 47 } },
	{ "space", 0x20, { 32, 32, 32 } }, { "sterling", 0xa3, { 163, 163, 163 } },
	{ "t", 0x74, { 116, 116, 116 } }, { "thorn", 0xfe, { 0, 0, 254 } },
	{ "three", 0x33, { 51, 51, 51 } }, { "threequarters", 0xbe, { 0, 0, 190 } },
	{ "threesuperior", 0xb3, { 0, 0, 179 } }, { "tilde", 0x2dc, { 196, 247, 152 } },
	{ "trademark", 0x2122, { 0, 170, 153 } }, { "two", 0x32, { 50, 50, 50 } },
	{ "twosuperior", 0xb2, { 0, 0, 178 } }, { "u", 0x75, { 117, 117, 117 } },
	{ "uacute", 0xfa, { 0, 156, 250 } }, { "ucircumflex", 0xfb, { 0, 158, 251 } },
	{ "udieresis", 0xfc, { 0, 159, 252 } }, { "ugrave", 0xf9, { 0, 157, 249 } },
	{ "underscore", 0x5f, { 95, 95, 95 } }, { "v", 0x76, { 118, 118, 118 } },
	{ "w", 0x77, { 119, 119, 119 } }, { "x", 0x78, { 120, 120, 120 } },
	{ "y", 0x79, { 121, 121, 121 } }, { "yacute", 0xfd, { 0, 0, 253 } },
	{ "ydieresis", 0xff, { 0, 216, 255 } }, { "yen", 0xa5, { 165, 180, 165 } },
	{ "z", 0x7a, { 122, 122, 122 } }, { "zcaron", 0x17e, { 0, 0, 158 } },
	{ "zero", 0x30, { 48, 48, 48 } },
};

/* Other names that fonts use, by name: those for new fonts of Adobe's glyph list, and its
 * Cyrillic and Hebrew and Arabic ones. */
static const struct other {
	const char *name;
	uint16_t unicode;
} others[] = {
	{ "AEacute", 0x1fc }, { "Abreve", 0x102 }, { "Alpha", 0x391 }, { "Alphatonos", 0x386 },
	{ "Amacron", 0x100 }, { "Aogonek", 0x104 }, { "Aringacute", 0x1fa }, { "Beta", 0x392 },
	{ "Cacute", 0x106 }, { "Ccaron", 0x10c }, { "Ccircumflex", 0x108 },
	{ "Cdotaccent", 0x10a }, { "Chi", 0x3a7 }, { "Dcaron", 0x10e }, { "Dcroat", 0x110 },
	{ "Delta", 0x2206 }, { "Ebreve", 0x114 }, { "Ecaron", 0x11a }, { "Edotaccent", 0x116 },
	{ "Emacron", 0x112 }, { "Eng", 0x14a }, { "Eogonek", 0x118 }, { "Epsilon", 0x395 },
	{ "Epsilontonos", 0x388 }, { "Eta", 0x397 }, { "Etatonos", 0x389 }, { "Gamma", 0x393 },
	{ "Gbreve", 0x11e }, { "Gcaron", 0x1e6 }, { "Gcircumflex", 0x11c },
	{ "Gdotaccent", 0x120 }, { "H18533", 0x25cf }, { "H18543", 0x25aa }, { "H18551", 0x25ab },
	{ "H22073", 0x25a1 }, { "Hbar", 0x126 }, { "Hcircumflex", 0x124 }, { "IJ", 0x132 },
	{ "Ibreve", 0x12c }, { "Idotaccent", 0x130 }, { "Ifraktur", 0x2111 },
	{ "Imacron", 0x12a }, { "Iogonek", 0x12e }, { "Iota", 0x399 }, { "Iotadieresis", 0x3aa },
	{ "Iotatonos", 0x38a }, { "Itilde", 0x128 }, { "Jcircumflex", 0x134 }, { "Kappa", 0x39a },
	{ "Lacute", 0x139 }, { "Lambda", 0x39b }, { "Lcaron", 0x13d }, { "Ldot", 0x13f },
	{ "Mu", 0x39c }, { "Nacute", 0x143 }, { "Ncaron", 0x147 }, { "Nu", 0x39d },
	{ "Obreve", 0x14e }, { "Ohorn", 0x1a0 }, { "Ohungarumlaut", 0x150 }, { "Omacron", 0x14c },
	{ "Omega", 0x2126 }, { "Omegatonos", 0x38f }, { "Omicron", 0x39f },
	{ "Omicrontonos", 0x38c }, { "Oslashacute", 0x1fe }, { "Phi", 0x3a6 }, { "Pi", 0x3a0 },
	{ "Psi", 0x3a8 }, { "Racute", 0x154 }, { "Rcaron", 0x158 }, { "Rfraktur", 0x211c },
	{ "Rho", 0x3a1 }, { "SF010000", 0x250c }, { "SF020000", 0x2514 }, { "SF030000", 0x2510 },
	{ "SF040000", 0x2518 }, { "SF050000", 0x253c }, { "SF060000", 0x252c },
	{ "SF070000", 0x2534 }, { "SF080000", 0x251c }, { "SF090000", 0x2524 },
	{ "SF100000", 0x2500 }, { "SF110000", 0x2502 }, { "SF190000", 0x2561 },
	{ "SF200000", 0x2562 }, { "SF210000", 0x2556 }, { "SF220000", 0x2555 },
	{ "SF230000", 0x2563 }, { "SF240000", 0x2551 }, { "SF250000", 0x2557 },
	{ "SF260000", 0x255d }, { "SF270000", 0x255c }, { "SF280000", 0x255b },
	{ "SF360000", 0x255e }, { "SF370000", 0x255f }, { "SF380000", 0x255a },
	{ "SF390000", 0x2554 }, { "SF400000", 0x2569 }, { "SF410000", 0x2566 },
	{ "SF420000", 0x2560 }, { "SF430000", 0x2550 }, { "SF440000", 0x256c },
	{ "SF450000", 0x2567 }, { "SF460000", 0x2568 }, { "SF470000", 0x2564 },
	{ "SF480000", 0x2565 }, { "SF490000", 0x2559 }, { "SF500000", 0x2558 },
	{ "SF510000", 0x2552 }, { "SF520000", 0x2553 }, { "SF530000", 0x256b },
	{ "SF540000", 0x256a }, { "Sacute", 0x15a }, { "Scedilla", 0x15e },
	{ "Scircumflex", 0x15c }, { "Sigma", 0x3a3 }, { "Tau", 0x3a4 }, { "Tbar", 0x166 },
	{ "Tcaron", 0x164 }, { "Theta", 0x398 }, { "Ubreve", 0x16c }, { "Uhorn", 0x1af },
	{ "Uhungarumlaut", 0x170 }, { "Umacron", 0x16a }, { "Uogonek", 0x172 },
	{ "Upsilon", 0x3a5 }, { "Upsilon1", 0x3d2 }, { "Upsilondieresis", 0x3ab },
	{ "Upsilontonos", 0x38e }, { "Uring", 0x16e }, { "Utilde", 0x168 }, { "Wacute", 0x1e82 },
	{ "Wcircumflex", 0x174 }, { "Wdieresis", 0x1e84 }, { "Wgrave", 0x1e80 }, { "Xi", 0x39e },
	{ "Ycircumflex", 0x176 }, { "Ygrave", 0x1ef2 }, { "Zacute", 0x179 },
	{ "Zdotaccent", 0x17b }, { "Zeta", 0x396 }, { "abreve", 0x103 }, { "acutecomb", 0x301 },
	{ "aeacute", 0x1fd }, { "aleph", 0x2135 }, { "alpha", 0x3b1 }, { "alphatonos", 0x3ac },
	{ "amacron", 0x101 }, { "angle", 0x2220 }, { "angleleft", 0x2329 },
	{ "angleright", 0x232a }, { "anoteleia", 0x387 }, { "aogonek", 0x105 },
	{ "approxequal", 0x2248 }, { "aringacute", 0x1fb }, { "arrowboth", 0x2194 },
	{ "arrowdblboth", 0x21d4 }, { "arrowdbldown", 0x21d3 }, { "arrowdblleft", 0x21d0 },
	{ "arrowdblright", 0x21d2 }, { "arrowdblup", 0x21d1 }, { "arrowdown", 0x2193 },
	{ "arrowleft", 0x2190 }, { "arrowright", 0x2192 }, { "arrowup", 0x2191 },
	{ "arrowupdn", 0x2195 }, { "arrowupdnbse", 0x21a8 }, { "asteriskmath", 0x2217 },
	{ "beta", 0x3b2 }, { "block", 0x2588 }, { "cacute", 0x107 }, { "carriagereturn", 0x21b5 },
	{ "ccaron", 0x10d }, { "ccircumflex", 0x109 }, { "cdotaccent", 0x10b }, { "chi", 0x3c7 },
	{ "circle", 0x25cb }, { "circlemultiply", 0x2297 }, { "circleplus", 0x2295 },
	{ "club", 0x2663 }, { "colonmonetary", 0x20a1 }, { "congruent", 0x2245 },
	{ "dcaron", 0x10f }, { "dcroat", 0x111 }, { "delta", 0x3b4 }, { "diamond", 0x2666 },
	{ "dieresistonos", 0x385 }, { "dkshade", 0x2593 }, { "dnblock", 0x2584 },
	{ "dong", 0x20ab }, { "dotbelowcomb", 0x323 }, { "dotmath", 0x22c5 }, { "ebreve", 0x115 },
	{ "ecaron", 0x11b }, { "edotaccent", 0x117 }, { "element", 0x2208 }, { "emacron", 0x113 },
	{ "emptyset", 0x2205 }, { "eng", 0x14b }, { "eogonek", 0x119 }, { "epsilon", 0x3b5 },
	{ "epsilontonos", 0x3ad }, { "equivalence", 0x2261 }, { "estimated", 0x212e },
	{ "eta", 0x3b7 }, { "etatonos", 0x3ae }, { "exclamdbl", 0x203c },
	{ "existential", 0x2203 }, { "female", 0x2640 }, { "figuredash", 0x2012 },
	{ "filledbox", 0x25a0 }, { "filledrect", 0x25ac }, { "fiveeighths", 0x215d },
	{ "franc", 0x20a3 }, { "gamma", 0x3b3 }, { "gbreve", 0x11f }, { "gcaron", 0x1e7 },
	{ "gcircumflex", 0x11d }, { "gdotaccent", 0x121 }, { "gradient", 0x2207 },
	{ "gravecomb", 0x300 }, { "greaterequal", 0x2265 }, { "hbar", 0x127 },
	{ "hcircumflex", 0x125 }, { "heart", 0x2665 }, { "hookabovecomb", 0x309 },
	{ "house", 0x2302 }, { "ibreve", 0x12d }, { "ij", 0x133 }, { "imacron", 0x12b },
	{ "infinity", 0x221e }, { "integral", 0x222b }, { "integralbt", 0x2321 },
	{ "integraltp", 0x2320 }, { "intersection", 0x2229 }, { "invbullet", 0x25d8 },
	{ "invcircle", 0x25d9 }, { "invsmileface", 0x263b }, { "iogonek", 0x12f },
	{ "iota", 0x3b9 }, { "iotadieresis", 0x3ca }, { "iotadieresistonos", 0x390 },
	{ "iotatonos", 0x3af }, { "itilde", 0x129 }, { "jcircumflex", 0x135 }, { "kappa", 0x3ba },
	{ "kgreenlandic", 0x138 }, { "lacute", 0x13a }, { "lambda", 0x3bb }, { "lcaron", 0x13e },
	{ "ldot", 0x140 }, { "lessequal", 0x2264 }, { "lfblock", 0x258c }, { "lira", 0x20a4 },
	{ "logicaland", 0x2227 }, { "logicalor", 0x2228 }, { "longs", 0x17f },
	{ "lozenge", 0x25ca }, { "ltshade", 0x2591 }, { "male", 0x2642 }, { "minus", 0x2212 },
	{ "minute", 0x2032 }, { "musicalnote", 0x266a }, { "musicalnotedbl", 0x266b },
	{ "nacute", 0x144 }, { "napostrophe", 0x149 }, { "ncaron", 0x148 },
	{ "notelement", 0x2209 }, { "notequal", 0x2260 }, { "notsubset", 0x2284 },
	{ "nu", 0x3bd }, { "obreve", 0x14f }, { "ohorn", 0x1a1 }, { "ohungarumlaut", 0x151 },
	{ "omacron", 0x14d }, { "omega", 0x3c9 }, { "omega1", 0x3d6 }, { "omegatonos", 0x3ce },
	{ "omicron", 0x3bf }, { "omicrontonos", 0x3cc }, { "onedotenleader", 0x2024 },
	{ "oneeighth", 0x215b }, { "onethird", 0x2153 }, { "openbullet", 0x25e6 },
	{ "orthogonal", 0x221f }, { "oslashacute", 0x1ff }, { "partialdiff", 0x2202 },
	{ "perpendicular", 0x22a5 }, { "peseta", 0x20a7 }, { "phi", 0x3c6 }, { "phi1", 0x3d5 },
	{ "pi", 0x3c0 }, { "prescription", 0x211e }, { "product", 0x220f },
	{ "propersubset", 0x2282 }, { "propersuperset", 0x2283 }, { "proportional", 0x221d },
	{ "psi", 0x3c8 }, { "quotereversed", 0x201b }, { "racute", 0x155 }, { "radical", 0x221a },
	{ "rcaron", 0x159 }, { "reflexsubset", 0x2286 }, { "reflexsuperset", 0x2287 },
	{ "revlogicalnot", 0x2310 }, { "rho", 0x3c1 }, { "rtblock", 0x2590 }, { "sacute", 0x15b },
	{ "scedilla", 0x15f }, { "scircumflex", 0x15d }, { "second", 0x2033 },
	{ "seveneighths", 0x215e }, { "shade", 0x2592 }, { "sigma", 0x3c3 }, { "sigma1", 0x3c2 },
	{ "similar", 0x223c }, { "smileface", 0x263a }, { "spade", 0x2660 },
	{ "suchthat", 0x220b }, { "summation", 0x2211 }, { "sun", 0x263c }, { "tau", 0x3c4 },
	{ "tbar", 0x167 }, { "tcaron", 0x165 }, { "therefore", 0x2234 }, { "theta", 0x3b8 },
	{ "theta1", 0x3d1 }, { "threeeighths", 0x215c }, { "tildecomb", 0x303 },
	{ "tonos", 0x384 }, { "triagdn", 0x25bc }, { "triaglf", 0x25c4 }, { "triagrt", 0x25ba },
	{ "triagup", 0x25b2 }, { "twodotenleader", 0x2025 }, { "twothirds", 0x2154 },
	{ "ubreve", 0x16d }, { "uhorn", 0x1b0 }, { "uhungarumlaut", 0x171 }, { "umacron", 0x16b },
	{ "underscoredbl", 0x2017 }, { "union", 0x222a }, { "universal", 0x2200 },
	{ "uogonek", 0x173 }, { "upblock", 0x2580 }, { "upsilon", 0x3c5 },
	{ "upsilondieresis", 0x3cb }, { "upsilondieresistonos", 0x3b0 },
	{ "upsilontonos", 0x3cd }, { "uring", 0x16f }, { "utilde", 0x169 }, { "wacute", 0x1e83 },
	{ "wcircumflex", 0x175 }, { "wdieresis", 0x1e85 }, { "weierstrass", 0x2118 },
	{ "wgrave", 0x1e81 }, { "xi", 0x3be }, { "ycircumflex", 0x177 }, { "ygrave", 0x1ef3 },
	{ "zacute", 0x17a }, { "zdotaccent", 0x17c }, { "zeta", 0x3b6 },
};
/* clang-format on */

void latin_names(enum latin encoding, const char *names[256])
{
	for (unsigned code = 0; code < 256; code++)
		names[code] = encoding == LATIN_WIN && code > 0x7e ? "bullet" : NULL;
	for (size_t i = 0; i < G_N_ELEMENTS(letters); i++)
		if (letters[i].codes[encoding])
			names[letters[i].codes[encoding]] = letters[i].name;
	if (encoding == LATIN_WIN)
		names[0xad] = "hyphen";
	if (encoding != LATIN_STANDARD)
		names[encoding == LATIN_MAC ? 0xca : 0xa0] = "space";
}

static int compare_names(const void *name, const void *letter)
{
	return strcmp(name, ((const struct letter *)letter)->name);
}

static const struct letter *letter_find(const char *name)
{
	return bsearch(name, letters, G_N_ELEMENTS(letters), sizeof(*letters), compare_names);
}

static int compare_others(const void *name, const void *other)
{
	return strcmp(name, ((const struct other *)other)->name);
}

uint32_t latin_unicode(const char *name)
{
	const char *point = strchr(name, '.');
	g_autofree char *base =
	    point && point > name ? g_strndup(name, (gsize)(point - name)) : NULL;
	if (base)
		name = base;
	const struct letter *letter = letter_find(name);
	const struct other *other = letter
	    ? NULL
	    : bsearch(name, others, G_N_ELEMENTS(others), sizeof(*others), compare_others);
	if (letter || other)
		return letter ? letter->unicode : other->unicode;
	size_t length = strlen(name), prefix = strncmp(name, "uni", 3) == 0 ? 3 : 1;
	size_t digits = strspn(name + (length > prefix ? prefix : length), "0123456789ABCDEF");
	bool fits = prefix == 3 ? digits == 4 : digits >= 4 && digits <= 6;
	if (name[0] != 'u' || length <= prefix || !fits || prefix + digits != length)
		return 0;
	return (uint32_t)strtoul(name + prefix, NULL, 16);
}

unsigned latin_mac_code(const char *name)
{
	const struct letter *letter = letter_find(name);
	return letter ? letter->codes[LATIN_MAC] : 0;
}
