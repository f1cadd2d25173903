/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cell: a child process in which one file is read, with limits on memory and time. What a hostile
 * file does, it does there, and nothing of it stays behind: the parent ends all that the child
 * started and removes the folder that they wrote into, also before it dies of a signal itself.
 */
#ifndef COMMAND_CELL_H
#define COMMAND_CELL_H

#include <glib.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/types.h>

struct cell {
	bool inside;	/* this is the child */
	char *folder;	/* empty, for what the child writes; NULL: not wanted, or none to be had */
	pid_t child;	/* -1: there is none, and `error` is why */
	int error;	/* of errno */
	int fd;		/* what the child says comes here */
	sigset_t usual; /* the signal mask outside */
};

/* Forks; afterwards `inside` tells who is who. */
void cell_open(struct cell *cell, bool folder);

/* In the child: hands over what it says, and its status, 0 to 2. */
void cell_answer(const struct cell *cell, const GString *said, int status)
    __attribute__((noreturn));

/* In the parent: waits for the answer and clears up; `status` is the child's. Returns why there
 * is no answer, to be freed; NULL when there is one. A signal that would end the parent does so
 * here, afterwards. */
char *cell_close(struct cell *cell, GString *said, int *status);

#endif
