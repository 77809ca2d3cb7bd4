/*
 * fence - what the zygote and its children may do.
 *
 * Built once in the zygote. Three filters, each stacked on the one before, and
 * two Landlock rulesets: the zygote reads libraries and plugins and makes
 * children; a child that loads a foreign plugin can make none; a child at work
 * can compute and talk over descriptor 3, nothing else.
 */
#ifndef PARSE_FENCE_H
#define PARSE_FENCE_H

#include "wire/fence.h"

typedef struct ParserFence ParserFence;

/*
 * `folders` (NULL-terminated, may be NULL) hold foreign plugins. With
 * `is_trap` an unknown system call kills; for tests. Fails when `mode` is
 * SANDBOX_REQUIRE and the kernel lacks something.
 */
ParserFence *parser_fence_new(
    SandboxMode mode, bool is_trap, const char *const *folders, GError **error);
void parser_fence_free(ParserFence *fence);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ParserFence, parser_fence_free)

/* What the kernel lacks, NULL-terminated, borrowed. */
const char *const *parser_fence_lacks(const ParserFence *fence);

bool parser_fence_enter_zygote(ParserFence *fence, GError **error);
/* In a child: memory and core files; before anything of strangers. */
bool parser_fence_limit(const ParserFence *fence, GError **error);
/* In a child, before a foreign plugin is opened. */
bool parser_fence_enter_loading(ParserFence *fence, GError **error);
/* In a child, before the first strange byte: no file any more, and every
 * descriptor above CHILD_SOCKET is closed. */
bool parser_fence_enter_work(ParserFence *fence, GError **error);

#endif
