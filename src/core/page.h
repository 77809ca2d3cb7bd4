/*
 * page - article pages: asked for, and what their answers come to.
 *
 * An entry's page is asked for once while the entry is unchanged. One that
 * cannot be had is archived as the list gave it at the first failure, and
 * tried again over two days; a later page is an update. A page that is known
 * and broken changes nothing.
 */
#ifndef CORE_PAGE_H
#define CORE_PAGE_H

#include "core/stage.h"

/* Sends for the page of an entry, or archives it as listed where there is none
 * to be asked for. Takes `entry`. False: CAILUN_ERROR_IO. */
bool page_want(Stage *stage, Turn *turn, Entry *entry, GError **error);
/* The pages that a source still owes, and those whose turn to be looked at
 * again has come. */
bool page_want_owed(Stage *stage, Turn *turn, GError **error);
/* An errand for a page has ended. */
bool page_done(Stage *stage, Errand *errand, GError **error);

#endif
