/*
 * item - an article as a JSON Feed item.
 */
#ifndef CORE_ITEM_H
#define CORE_ITEM_H

#include "archive/article.h"
#include "base/value.h"

/*
 * JSON Feed 1.1 with `_cailun`, as `extract` prints it (wire/message.h), with
 * what only the archive knows besides: `id` is the UID; `_cailun` has source,
 * outlet, province, links, mode, status, status_date, family, captured, raw.
 */
Value *item_of_article(const Article *article);

#endif
