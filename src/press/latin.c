/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "press/latin.h"

#include <glib.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

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
	{ "B", 0x42, { 66, 66, 66 } }, { "C", 0x43, { 67, 67, 67 } }, { "Ccedilla", 0xc7, { 0, 130, 199 } },
	{ "D", 0x44, { 68, 68, 68 } }, { "E", 0x45, { 69, 69, 69 } }, { "Eacute", 0xc9, { 0, 131, 201 } },
	{ "Ecircumflex", 0xca, { 0, 230, 202 } }, { "Edieresis", 0xcb, { 0, 232, 203 } },
	{ "Egrave", 0xc8, { 0, 233, 200 } }, { "Eth", 0xd0, { 0, 0, 208 } },
	{ "Euro", 0x20ac, { 0, 0, 128 } }, { "F", 0x46, { 70, 70, 70 } }, { "G", 0x47, { 71, 71, 71 } },
	{ "H", 0x48, { 72, 72, 72 } }, { "I", 0x49, { 73, 73, 73 } }, { "Iacute", 0xcd, { 0, 234, 205 } },
	{ "Icircumflex", 0xce, { 0, 235, 206 } }, { "Idieresis", 0xcf, { 0, 236, 207 } },
	{ "Igrave", 0xcc, { 0, 237, 204 } }, { "J", 0x4a, { 74, 74, 74 } }, { "K", 0x4b, { 75, 75, 75 } },
	{ "L", 0x4c, { 76, 76, 76 } }, { "Lslash", 0x141, { 232, 0, 0 } }, { "M", 0x4d, { 77, 77, 77 } },
	{ "N", 0x4e, { 78, 78, 78 } }, { "Ntilde", 0xd1, { 0, 132, 209 } }, { "O", 0x4f, { 79, 79, 79 } },
	{ "OE", 0x152, { 234, 206, 140 } }, { "Oacute", 0xd3, { 0, 238, 211 } },
	{ "Ocircumflex", 0xd4, { 0, 239, 212 } }, { "Odieresis", 0xd6, { 0, 133, 214 } },
	{ "Ograve", 0xd2, { 0, 241, 210 } }, { "Oslash", 0xd8, { 233, 175, 216 } },
	{ "Otilde", 0xd5, { 0, 205, 213 } }, { "P", 0x50, { 80, 80, 80 } }, { "Q", 0x51, { 81, 81, 81 } },
	{ "R", 0x52, { 82, 82, 82 } }, { "S", 0x53, { 83, 83, 83 } }, { "Scaron", 0x160, { 0, 0, 138 } },
	{ "T", 0x54, { 84, 84, 84 } }, { "Thorn", 0xde, { 0, 0, 222 } }, { "U", 0x55, { 85, 85, 85 } },
	{ "Uacute", 0xda, { 0, 242, 218 } }, { "Ucircumflex", 0xdb, { 0, 243, 219 } },
	{ "Udieresis", 0xdc, { 0, 134, 220 } }, { "Ugrave", 0xd9, { 0, 244, 217 } },
	{ "V", 0x56, { 86, 86, 86 } }, { "W", 0x57, { 87, 87, 87 } }, { "X", 0x58, { 88, 88, 88 } },
	{ "Y", 0x59, { 89, 89, 89 } }, { "Yacute", 0xdd, { 0, 0, 221 } },
	{ "Ydieresis", 0x178, { 0, 217, 159 } }, { "Z", 0x5a, { 90, 90, 90 } },
	{ "Zcaron", 0x17d, { 0, 0, 142 } }, { "a", 0x61, { 97, 97, 97 } },
	{ "aacute", 0xe1, { 0, 135, 225 } }, { "acircumflex", 0xe2, { 0, 137, 226 } },
	{ "acute", 0xb4, { 194, 171, 180 } }, { "adieresis", 0xe4, { 0, 138, 228 } },
	{ "ae", 0xe6, { 241, 190, 230 } }, { "agrave", 0xe0, { 0, 136, 224 } },
	{ "ampersand", 0x26, { 38, 38, 38 } }, { "aring", 0xe5, { 0, 140, 229 } },
	{ "asciicircum", 0x5e, { 94, 94, 94 } }, { "asciitilde", 0x7e, { 126, 126, 126 } },
	{ "asterisk", 0x2a, { 42, 42, 42 } }, { "at", 0x40, { 64, 64, 64 } },
	{ "atilde", 0xe3, { 0, 139, 227 } }, { "b", 0x62, { 98, 98, 98 } },
	{ "backslash", 0x5c, { 92, 92, 92 } }, { "bar", 0x7c, { 124, 124, 124 } },
	{ "braceleft", 0x7b, { 123, 123, 123 } }, { "braceright", 0x7d, { 125, 125, 125 } },
	{ "bracketleft", 0x5b, { 91, 91, 91 } }, { "bracketright", 0x5d, { 93, 93, 93 } },
	{ "breve", 0x2d8, { 198, 249, 0 } }, { "brokenbar", 0xa6, { 0, 0, 166 } },
	{ "bullet", 0x2022, { 183, 165, 127 } }, { "c", 0x63, { 99, 99, 99 } },
	{ "caron", 0x2c7, { 207, 255, 0 } }, { "ccedilla", 0xe7, { 0, 141, 231 } },
	{ "cedilla", 0xb8, { 203, 252, 184 } }, { "cent", 0xa2, { 162, 162, 162 } },
	{ "circumflex", 0x2c6, { 195, 246, 136 } }, { "colon", 0x3a, { 58, 58, 58 } },
	{ "comma", 0x2c, { 44, 44, 44 } }, { "copyright", 0xa9, { 0, 169, 169 } },
	{ "currency", 0xa4, { 168, 219, 164 } }, { "d", 0x64, { 100, 100, 100 } },
	{ "dagger", 0x2020, { 178, 160, 134 } }, { "daggerdbl", 0x2021, { 179, 224, 135 } },
	{ "degree", 0xb0, { 0, 161, 176 } }, { "dieresis", 0xa8, { 200, 172, 168 } },
	{ "divide", 0xf7, { 0, 214, 247 } }, { "dollar", 0x24, { 36, 36, 36 } },
	{ "dotaccent", 0x2d9, { 199, 250, 0 } }, { "dotlessi", 0x131, { 245, 245, 0 } },
	{ "e", 0x65, { 101, 101, 101 } }, { "eacute", 0xe9, { 0, 142, 233 } },
	{ "ecircumflex", 0xea, { 0, 144, 234 } }, { "edieresis", 0xeb, { 0, 145, 235 } },
	{ "egrave", 0xe8, { 0, 143, 232 } }, { "eight", 0x38, { 56, 56, 56 } },
	{ "ellipsis", 0x2026, { 188, 201, 133 } }, { "emdash", 0x2014, { 208, 209, 151 } },
	{ "endash", 0x2013, { 177, 208, 150 } }, { "equal", 0x3d, { 61, 61, 61 } },
	{ "eth", 0xf0, { 0, 0, 240 } }, { "exclam", 0x21, { 33, 33, 33 } },
	{ "exclamdown", 0xa1, { 161, 193, 161 } }, { "f", 0x66, { 102, 102, 102 } },
	{ "fi", 0x0, { 174, 222, 0 } }, { "five", 0x35, { 53, 53, 53 } }, { "fl", 0x0, { 175, 223, 0 } },
	{ "florin", 0x192, { 166, 196, 131 } }, { "four", 0x34, { 52, 52, 52 } },
	{ "fraction", 0x2044, { 164, 218, 0 } }, { "g", 0x67, { 103, 103, 103 } },
	{ "germandbls", 0xdf, { 251, 167, 223 } }, { "grave", 0x60, { 193, 96, 96 } },
	{ "greater", 0x3e, { 62, 62, 62 } }, { "guillemotleft", 0xab, { 171, 199, 171 } },
	{ "guillemotright", 0xbb, { 187, 200, 187 } }, { "guilsinglleft", 0x2039, { 172, 220, 139 } },
	{ "guilsinglright", 0x203a, { 173, 221, 155 } }, { "h", 0x68, { 104, 104, 104 } },
	{ "hungarumlaut", 0x2dd, { 205, 253, 0 } }, { "hyphen", 0x2d, { 45, 45, 45 } },
	{ "i", 0x69, { 105, 105, 105 } }, { "iacute", 0xed, { 0, 146, 237 } },
	{ "icircumflex", 0xee, { 0, 148, 238 } }, { "idieresis", 0xef, { 0, 149, 239 } },
	{ "igrave", 0xec, { 0, 147, 236 } }, { "j", 0x6a, { 106, 106, 106 } },
	{ "k", 0x6b, { 107, 107, 107 } }, { "l", 0x6c, { 108, 108, 108 } }, { "less", 0x3c, { 60, 60, 60 } },
	{ "logicalnot", 0xac, { 0, 194, 172 } }, { "lslash", 0x142, { 248, 0, 0 } },
	{ "m", 0x6d, { 109, 109, 109 } }, { "macron", 0xaf, { 197, 248, 175 } },
	{ "mu", 0xb5, { 0, 181, 181 } }, { "multiply", 0xd7, { 0, 0, 215 } },
	{ "n", 0x6e, { 110, 110, 110 } }, { "nbspace", 0x0, { 0, 202, 0 } },
	{ "nine", 0x39, { 57, 57, 57 } }, { "ntilde", 0xf1, { 0, 150, 241 } },
	{ "numbersign", 0x23, { 35, 35, 35 } }, { "o", 0x6f, { 111, 111, 111 } },
	{ "oacute", 0xf3, { 0, 151, 243 } }, { "ocircumflex", 0xf4, { 0, 153, 244 } },
	{ "odieresis", 0xf6, { 0, 154, 246 } }, { "oe", 0x153, { 250, 207, 156 } },
	{ "ogonek", 0x2db, { 206, 254, 0 } }, { "ograve", 0xf2, { 0, 152, 242 } },
	{ "one", 0x31, { 49, 49, 49 } }, { "onehalf", 0xbd, { 0, 0, 189 } },
	{ "onequarter", 0xbc, { 0, 0, 188 } }, { "onesuperior", 0x0, { 0, 0, 185 } },
	{ "ordfeminine", 0xaa, { 227, 187, 170 } }, { "ordmasculine", 0xba, { 235, 188, 186 } },
	{ "oslash", 0xf8, { 249, 191, 248 } }, { "otilde", 0xf5, { 0, 155, 245 } },
	{ "p", 0x70, { 112, 112, 112 } }, { "paragraph", 0xb6, { 182, 166, 182 } },
	{ "parenleft", 0x28, { 40, 40, 40 } }, { "parenright", 0x29, { 41, 41, 41 } },
	{ "percent", 0x25, { 37, 37, 37 } }, { "period", 0x2e, { 46, 46, 46 } },
	{ "periodcentered", 0xb7, { 180, 225, 183 } }, { "perthousand", 0x2030, { 189, 228, 137 } },
	{ "plus", 0x2b, { 43, 43, 43 } }, { "plusminus", 0xb1, { 0, 177, 177 } },
	{ "q", 0x71, { 113, 113, 113 } }, { "question", 0x3f, { 63, 63, 63 } },
	{ "questiondown", 0xbf, { 191, 192, 191 } }, { "quotedbl", 0x22, { 34, 34, 34 } },
	{ "quotedblbase", 0x201e, { 185, 227, 132 } }, { "quotedblleft", 0x201c, { 170, 210, 147 } },
	{ "quotedblright", 0x201d, { 186, 211, 148 } }, { "quoteleft", 0x2018, { 96, 212, 145 } },
	{ "quoteright", 0x2019, { 39, 213, 146 } }, { "quotesinglbase", 0x201a, { 184, 226, 130 } },
	{ "quotesingle", 0x27, { 169, 39, 39 } }, { "r", 0x72, { 114, 114, 114 } },
	{ "registered", 0xae, { 0, 168, 174 } }, { "ring", 0x2da, { 202, 251, 0 } },
	{ "s", 0x73, { 115, 115, 115 } }, { "scaron", 0x161, { 0, 0, 154 } },
	{ "section", 0xa7, { 167, 164, 167 } }, { "semicolon", 0x3b, { 59, 59, 59 } },
	{ "seven", 0x37, { 55, 55, 55 } }, { "six", 0x36, { 54, 54, 54 } },
	{ "slash", 0x2f, { 47, 47, 47 } }, { "space", 0x20, { 32, 32, 32 } },
	{ "sterling", 0xa3, { 163, 163, 163 } }, { "t", 0x74, { 116, 116, 116 } },
	{ "thorn", 0xfe, { 0, 0, 254 } }, { "three", 0x33, { 51, 51, 51 } },
	{ "threequarters", 0xbe, { 0, 0, 190 } }, { "threesuperior", 0x0, { 0, 0, 179 } },
	{ "tilde", 0x2dc, { 196, 247, 152 } }, { "trademark", 0x2122, { 0, 170, 153 } },
	{ "two", 0x32, { 50, 50, 50 } }, { "twosuperior", 0x0, { 0, 0, 178 } },
	{ "u", 0x75, { 117, 117, 117 } }, { "uacute", 0xfa, { 0, 156, 250 } },
	{ "ucircumflex", 0xfb, { 0, 158, 251 } }, { "udieresis", 0xfc, { 0, 159, 252 } },
	{ "ugrave", 0xf9, { 0, 157, 249 } }, { "underscore", 0x5f, { 95, 95, 95 } },
	{ "v", 0x76, { 118, 118, 118 } }, { "w", 0x77, { 119, 119, 119 } }, { "x", 0x78, { 120, 120, 120 } },
	{ "y", 0x79, { 121, 121, 121 } }, { "yacute", 0xfd, { 0, 0, 253 } },
	{ "ydieresis", 0xff, { 0, 216, 255 } }, { "yen", 0xa5, { 165, 180, 165 } },
	{ "z", 0x7a, { 122, 122, 122 } }, { "zcaron", 0x17e, { 0, 0, 158 } },
	{ "zero", 0x30, { 48, 48, 48 } },
};

const char *latin_name(enum latin encoding, unsigned code)
{
	if (code == 0 || code > 255)
		return NULL;
	for (size_t i = 0; i < G_N_ELEMENTS(letters); i++)
		if (letters[i].codes[encoding] == code)
			return letters[i].name;
	if ((encoding == LATIN_MAC && code == 0xca) || (encoding == LATIN_WIN && code == 0xa0))
		return "space";
	if (encoding == LATIN_WIN && code == 0xad)
		return "hyphen";
	return encoding == LATIN_WIN && code > 0x7e ? "bullet" : NULL;
}

static int compare_names(const void *name, const void *letter)
{
	return strcmp(name, ((const struct letter *)letter)->name);
}

static const struct letter *letter_find(const char *name)
{
	return bsearch(name, letters, G_N_ELEMENTS(letters), sizeof(*letters), compare_names);
}

uint32_t latin_unicode(const char *name)
{
	const char *point = strchr(name, '.');
	g_autofree char *base = point && point > name ? g_strndup(name, (gsize)(point - name)) : NULL;
	const struct letter *letter = letter_find(base ? base : name);
	if (letter)
		return letter->unicode;
	if (base)
		name = base;
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
