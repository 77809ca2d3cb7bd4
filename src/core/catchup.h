/*
 * catchup - the state learns what the archive holds.
 *
 * Git is the truth: when main is ahead of the commit that the state knows
 * (a crash between ref and state, a user's own commit, a lost state), the
 * commits between are read in. What is remembered of an article is the last
 * version that cailun wrote; a file that a person edited is overwritten only
 * when its publisher changes the text, and one that a person deleted stays
 * known, with the status CATCHUP_DELETED.
 */
#ifndef CORE_CATCHUP_H
#define CORE_CATCHUP_H

#include "archive/archive.h"
#include "core/newsroom.h"
#include "state/state.h"

/* Known.status of an article that a person removed from main: it is never
 * archived again. Not a status of the archive's. */
#define CATCHUP_DELETED "deleted"

/*
 * Reads in what is new, in one transaction, and sets the state's head. Cheap
 * when there is nothing. The caller holds the locks of both. `newsroom` gives
 * the ladders by which articles not known before are looked at again (a source
 * that is gone: never).
 */
bool catchup(Archive *archive, State *state, const Newsroom *newsroom,
    GError **error);

/*
 * What is remembered of a version: source, uid, path, version, text and title
 * keys, status, page_url. The rest of `known` stays. The same for whoever
 * archives and for catchup, so that a rebuilt state archives nothing twice.
 */
void catchup_fill(Known *known, const Article *article, const char *path);
/* The same with the keys at hand: they cost more than all the rest. */
void catchup_fill_keys(Known *known, const Article *article, const char *path,
    const char *version_key, const char *text_key, const char *title_key);
/*
 * Known.key when nothing is known but the article: of `link`, if that gives
 * the UID; else "uid:UID" (an address that several articles share, or none),
 * so that whoever looks up a key asks state_known_uid(uid_of_key()) too.
 */
char *catchup_key(const Article *article);

#endif
