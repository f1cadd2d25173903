/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * type: layouts/type.yaml, the faces, and how each script is set: size factor, leading, where its
 * first line stands. The factors are visual.md 3.2's, the per-face heights measured on the fonts of
 * fonts.lock.
 */
#ifndef READ_TYPE_H
#define READ_TYPE_H

#include "base/arena.h"
#include "base/diag.h"

#include <stdbool.h>
#include <stddef.h>

enum weight { WEIGHT_REGULAR, WEIGHT_BOLD, WEIGHT_COUNT };

/* Which of the palette's least sizes holds, and which variant of a role. */
enum script_class { CLASS_ALPHABETIC, CLASS_COMPLEX, CLASS_CJK };

/* The column of visual.md 3.2 that a role's leading comes from. */
enum leading { LEADING_TITLE, LEADING_HEADING, LEADING_BODY, LEADING_COUNT };

/* A family as its font files say it, in fonts/. */
struct family {
	const char *name;		 /* as Fontconfig knows it: "Noto Sans Arabic" */
	const char *files[WEIGHT_COUNT]; /* names of files in fonts/ */
	int index;			 /* of the face in a collection, else 0 */
	struct place place;
};

struct script {
	const char *name; /* "latin", "arabic", "khmer": the key in type.yaml */
	enum script_class class;
	bool rtl;
	const struct family *family;   /* asked first; the base family (Noto Sans) comes after it */
	double size;		       /* factor on every role but contacts */
	double leading[LEADING_COUNT]; /* baseline to baseline, em */
	/* Em from the first baseline up to the top of a block: cap height, CJK body height, or the
	 * usual ink ascent of scripts without capitals. */
	double top;
	bool spaces; /* words are parted by spaces */
};

struct language {
	const char *tag;  /* BCP 47: "ar", "zh-Hans" */
	const char *name; /* English name, for lists */
	const struct script *script;
	struct place place;
};

struct typography {
	struct family *families;
	size_t n_families;
	const struct family *base; /* Noto Sans: contacts, and what a script's own family lacks */
	struct script *scripts;
	size_t n_scripts;
	const struct script *latin; /* the row that pieces state their leading in */
	struct language *languages;
	size_t n_languages;
};

const struct typography *type_load(struct arena *arena, const char *path, struct diag *diag);

/* The language's row; an exact tag, else its first subtags ("es-MX" takes "es"). NULL: none. */
const struct language *type_language(const struct typography *type, const char *tag);

#endif
