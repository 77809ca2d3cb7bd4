/*
 * state-folder - a folder with a state for each test of it.
 */
#ifndef TESTS_STATE_FOLDER_H
#define TESTS_STATE_FOLDER_H

#include "state/state.h"

#define COMMIT_A "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define COMMIT_B "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"

typedef struct Folder {
	char *path;	/* of the test */
	char *state;	/* below it, not there yet */
} Folder;

typedef void (*FolderTest)(Folder *folder, gconstpointer data);

void add(const char *name, int data, FolderTest test);
/* With everything below it. */
void remove_all(const char *path);
/* Opens the state, which must work. */
State *open_state(const Folder *folder);
/* Notes an article of the source "hnrb", which must work. */
void set_known(State *state, const char *key, const char *uid);
bool is_known(State *state, const char *key);

/* What a walk over the state has met. */
typedef struct Walk {
	State *state;
	GString *seen;
} Walk;

#endif
