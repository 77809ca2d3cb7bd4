/*
 * limits - every ceiling of the program, in one place.
 *
 * A ceiling is what keeps a stranger's bytes from costing more than they are
 * worth. Beyond it the thing is refused and the message names the ceiling.
 * Sizes are bytes after decoding unless the name says otherwise.
 */
#ifndef BASE_LIMITS_H
#define BASE_LIMITS_H

/* What is fetched. */
#define LIMIT_PAGE_BYTES (8u << 20)
#define LIMIT_LIST_BYTES (32u << 20)
#define LIMIT_SITEMAP_BYTES (64u << 20)
#define LIMIT_ROBOTS_BYTES (512u << 10)
#define LIMIT_ROBOTS_RULES 50000
#define LIMIT_HEADER_BYTES (256u << 10)
#define LIMIT_HEADERS 1000	/* lines of them */
#define LIMIT_INTERIM_ANSWERS 10
#define LIMIT_REDIRECTS 5
#define LIMIT_CONNECT_MS 10000
#define LIMIT_REQUEST_MS 60000
#define LIMIT_SLOW_BYTES_S 64	/* slower than this for so long: given up */
#define LIMIT_SLOW_S 30
#define LIMIT_CONNECTIONS 1024
#define LIMIT_URL_BYTES 4096
#define LIMIT_BODIES_IN_FLIGHT (64u << 20)
#define LIMIT_BODY_WHEN_CROWDED (1u << 20)	/* goes on all the same */

/* What is parsed. */
#define LIMIT_PARSER_MEMORY (512u << 20)
#define LIMIT_PARSER_CPU_MS 10000
#define LIMIT_PARSER_WALL_MS 30000
#define LIMIT_DEPTH 256
#define LIMIT_TEXT_BYTES (10u << 20)
#define LIMIT_ATTRIBUTES 1000
#define LIMIT_NAMESPACES 256
#define LIMIT_ENTITIES 1000
#define LIMIT_ENTITY_BYTES (1u << 20)
#define LIMIT_ENTITY_NESTING 8
#define LIMIT_JSON_DEPTH 256
#define LIMIT_JSON_VALUES 2000000
#define LIMIT_ENTRIES 100000
#define LIMIT_NODES_PER_SELECT 100000
#define LIMIT_SELECTOR_STEPS 64
#define LIMIT_PLUGIN_KEYS 200
#define LIMIT_XPATH_STEPS 20000000
#define LIMIT_ARTICLE_REQUESTS 50
#define LIMIT_WANT_BYTES (64u << 10)

/* What is archived of one article. */
#define LIMIT_TITLE_BYTES 4096
#define LIMIT_FIELD_BYTES 4096
#define LIMIT_PEOPLE 200
#define LIMIT_TAGS 100
#define LIMIT_IMAGES 500
#define LIMIT_LINKS 100
#define LIMIT_BODY_BYTES (4u << 20)

/* What crosses between processes. */
#define LIMIT_FRAME_BYTES (60u << 10)
#define LIMIT_MESSAGE_BYTES (16u << 20)
#define LIMIT_MESSAGE_ITEMS 10000	/* of a list that is no result */
#define LIMIT_LACKS 16		/* parts of a fence that a helper names */
#define LIMIT_VALUE_DEPTH 16
#define LIMIT_VALUE_MEMBERS 200000

/* What a run does. */
#define LIMIT_NEW_ENTRIES_PER_LIST 5000
#define LIMIT_BATCH_ARTICLES 1000
#define LIMIT_DOCUMENTS_WAITING 128
#define LIMIT_STOP_MS 10000

/* Configuration. */
#define LIMIT_CONF_BYTES (1u << 20)
#define LIMIT_CONF_LINE_BYTES 16384
#define LIMIT_CONF_MISTAKES 1000
#define LIMIT_SOURCES 100000
#define LIMIT_SOURCE_ID 40

/* Politeness, seconds. */
#define FLOOR_EVERY_S (15 * 60)
#define DEFAULT_EVERY_S (60 * 60)
#define LONGEST_HINT_S (7 * 86400)
#define LONGEST_RETRY_AFTER_S (31 * 86400)
#define LONGEST_BACKOFF_S 86400

#endif
