/*
 * test-channel - messages over a socket pair, and every kind of nonsense.
 */
#include "config.h"

#include "base/error.h"
#include "base/fd.h"
#include "base/limits.h"
#include "wire/channel.h"

#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>

/* A raw socket on one side, a channel on the other. */
typedef struct Pair {
	int raw;
	Channel *channel;
} Pair;

static Pair
pair_new(void)
{
	int fds[2];

	g_assert_cmpint(
	    socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, fds), ==, 0);
	return (Pair){ fds[0], channel_new(fds[1], false) };
}

static void
pair_clear(Pair *pair)
{
	fd_clear(&pair->raw);
	g_clear_pointer(&pair->channel, channel_free);
}

static void
channels_new(Channel **a, Channel **b)
{
	Pair pair = pair_new();

	*a = channel_new(pair.raw, false);
	*b = pair.channel;
}

static Value *
greeting(size_t bytes)
{
	Value *value = value_object();
	g_autofree char *text = g_strnfill(bytes, 'x');

	value_set_text(value, "text", text);
	return value;
}

static size_t
count_descriptors(void)
{
	size_t n = 0;

	for (int fd = 0; fd < 256; fd++)
		if (fcntl(fd, F_GETFD) >= 0)
			n++;
	return n;
}

static void
test_both_ways(void)
{
	static const size_t sizes[] = { 1, 1000, LIMIT_FRAME_BYTES - 64,
		LIMIT_FRAME_BYTES, LIMIT_FRAME_BYTES + 1, 1000000 };
	g_autoptr(Channel) a = NULL;
	g_autoptr(Channel) b = NULL;

	channels_new(&a, &b);
	for (uint32_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
		g_autoptr(Value) value = greeting(sizes[i]);
		g_auto(Message) message = MESSAGE_NONE;
		ChannelRead end;

		g_assert_true(
		    channel_send(a, MESSAGE_ENTRY, i, value, -1, NULL));
		while ((end = channel_read(b, false, &message, NULL)) ==
		       CHANNEL_NOTHING)
			g_assert_true(channel_flush(a, NULL));
		g_assert_cmpint(end, ==, CHANNEL_MESSAGE);
		g_assert_cmpuint(message.id, ==, i);
		g_assert_cmpint(message.type, ==, MESSAGE_ENTRY);
		g_assert_cmpint(message.body, ==, -1);
		g_assert_cmpuint(
		    value_text_length(value_get(message.value, "text")), ==,
		    sizes[i]);
		g_assert_false(channel_is_full(a));
	}
}

/* The sender never blocks; what the socket does not take waits, in order. */
static void
test_queue(void)
{
	g_autoptr(Channel) a = NULL;
	g_autoptr(Channel) b = NULL;
	g_autoptr(Value) value = greeting(1000);
	uint32_t next = 0;

	channels_new(&a, &b);
	for (uint32_t i = 0; i < 1000; i++)
		g_assert_true(
		    channel_send(a, MESSAGE_CANCEL, i, value, -1, NULL));
	g_assert_true(channel_is_full(a));
	while (next < 1000) {
		g_auto(Message) message = MESSAGE_NONE;
		ChannelRead end = channel_read(b, false, &message, NULL);

		if (end == CHANNEL_NOTHING) {
			g_assert_true(channel_flush(a, NULL));
			continue;
		}
		g_assert_cmpint(end, ==, CHANNEL_MESSAGE);
		g_assert_cmpuint(message.id, ==, next++);
	}
	g_assert_false(channel_is_full(a));
}

static void
test_descriptor(void)
{
	size_t before = count_descriptors();
	g_autoptr(Value) value = greeting(2 * LIMIT_FRAME_BYTES);
	Channel *a, *b;

	channels_new(&a, &b);
	for (int i = 0; i < 2; i++) {
		g_auto(Message) message = MESSAGE_NONE;
		g_autoptr(GError) error = NULL;
		int body = open("/dev/null", O_RDONLY | O_CLOEXEC);
		ChannelRead end;

		g_assert_true(
		    channel_send(a, MESSAGE_RESPONSE, 1, value, body, NULL));
		end = channel_read(b, i == 0, &message, &error);
		if (i == 0) {
			g_assert_cmpint(end, ==, CHANNEL_MESSAGE);
			g_assert_cmpint(message.body, >=, 0);
			g_assert_cmpint(
			    fcntl(message.body, F_GETFD), ==, FD_CLOEXEC);
		} else {
			g_assert_cmpint(end, ==, CHANNEL_BAD);
			g_assert_error(
			    error, CAILUN_ERROR, CAILUN_ERROR_HELPER);
		}
	}
	channel_free(a);
	channel_free(b);
	g_assert_cmpuint(count_descriptors(), ==, before);
}

static void
test_end(void)
{
	Pair pair = pair_new();
	g_auto(Message) message = MESSAGE_NONE;
	g_autoptr(Value) value = greeting(10);
	g_autoptr(GError) error = NULL;

	g_assert_cmpint(channel_read(pair.channel, true, &message, NULL), ==,
	    CHANNEL_NOTHING);
	fd_clear(&pair.raw);
	g_assert_cmpint(
	    channel_read(pair.channel, true, &message, NULL), ==, CHANNEL_END);
	g_assert_false(
	    channel_send(pair.channel, MESSAGE_CANCEL, 1, value, -1, &error));
	g_assert_error(error, CAILUN_ERROR, CAILUN_ERROR_HELPER);
	pair_clear(&pair);
}

/* What the other end said before it died, our words unread, still counts. */
static void
test_last_words(void)
{
	g_autoptr(Channel) a = NULL;
	Channel *b;
	g_autoptr(Value) value = greeting(10);
	g_auto(Message) message = MESSAGE_NONE;

	channels_new(&a, &b);
	g_assert_true(channel_send(a, MESSAGE_TASK, 1, value, -1, NULL));
	g_assert_true(channel_send(b, MESSAGE_DONE, 1, value, -1, NULL));
	channel_free(b);
	g_assert_cmpint(
	    channel_read(a, false, &message, NULL), ==, CHANNEL_MESSAGE);
	message_clear(&message);
	g_assert_cmpint(
	    channel_read(a, false, &message, NULL), ==, CHANNEL_END);
}

typedef struct Words {
	uint32_t version, type, id, length;
} Words;

#define MORE 0x80000000u
#define ROOM 8 /* descriptors */

static void
send_raw(int fd, Words words, const void *bytes, size_t length, size_t n_fds)
{
	union {
		struct cmsghdr align;
		char bytes[CMSG_SPACE(ROOM * sizeof(int))];
	} space = { 0 };
	struct iovec parts[] = {
		{ &words, sizeof(words) },
		{ (void *)bytes, length },
	};
	struct msghdr header = { .msg_iov = parts, .msg_iovlen = 2 };

	if (n_fds > 0) {
		int fds[ROOM];
		struct cmsghdr *control;

		header.msg_control = &space;
		header.msg_controllen = CMSG_SPACE(n_fds * sizeof(int));
		control = CMSG_FIRSTHDR(&header);
		control->cmsg_level = SOL_SOCKET;
		control->cmsg_type = SCM_RIGHTS;
		control->cmsg_len = CMSG_LEN(n_fds * sizeof(int));
		for (size_t i = 0; i < n_fds; i++)
			fds[i] = fd;
		memcpy(CMSG_DATA(control), fds, n_fds * sizeof(int));
	}
	g_assert_cmpint(sendmsg(fd, &header, MSG_NOSIGNAL), >=, 0);
}

static void
refuse_one(Words words, const void *bytes, size_t length, size_t n_fds)
{
	Pair pair = pair_new();
	g_auto(Message) message = MESSAGE_NONE;
	g_autoptr(GError) error = NULL;
	size_t before = count_descriptors();

	send_raw(pair.raw, words, bytes, length, n_fds);
	for (int i = 0; i < 2; i++) { /* it stays bad */
		g_clear_error(&error);
		g_assert_cmpint(
		    channel_read(pair.channel, true, &message, &error), ==,
		    CHANNEL_BAD);
		g_assert_error(error, CAILUN_ERROR, CAILUN_ERROR_HELPER);
	}
	g_assert_cmpuint(count_descriptors(), ==, before);
	pair_clear(&pair);
}

static void
test_nonsense(void)
{
	g_autoptr(Value) object = value_object();
	g_autoptr(Value) list = value_list();
	g_autoptr(GByteArray) good = g_byte_array_new();
	g_autoptr(GByteArray) wrong = g_byte_array_new();
	g_autofree uint8_t *large = g_malloc0(LIMIT_FRAME_BYTES + 1);
	const size_t most = LIMIT_FRAME_BYTES;
	uint32_t n;

	value_encode(object, good);
	value_encode(list, wrong);
	n = good->len;
	refuse_one((Words){ 2, 21, 1, n }, good->data, n, 0);
	refuse_one((Words){ 0, 21, 1, n }, good->data, n, 0);
	refuse_one((Words){ 1, 0, 1, n }, good->data, n, 0);
	refuse_one((Words){ 1, 99, 1, n }, good->data, n, 0);
	refuse_one((Words){ 1, 21, 1, n + 1 }, good->data, n, 0);
	refuse_one((Words){ 1, 21, 1, n - 1 }, good->data, n, 0);
	refuse_one((Words){ 1, 21, 1, 0x7fffffff }, good->data, n, 0);
	refuse_one((Words){ 1, 21, 1, n | MORE }, good->data, n, 0);
	refuse_one((Words){ 1, 21, 1, MORE }, good->data, 0, 0);
	refuse_one((Words){ 1, 21, 1, 0 }, good->data, 0, 0);
	memset(large, 0xff, most);
	refuse_one((Words){ 1, 21, 1, (uint32_t)most }, large, most, 0);
	refuse_one((Words){ 1, 21, 1, (uint32_t)most + 1 }, large, most + 1, 0);
	refuse_one((Words){ 1, 21, 1, wrong->len }, wrong->data, wrong->len, 0);
	refuse_one((Words){ 1, 21, 1, n }, good->data, n, 2);
	refuse_one((Words){ 1, 21, 1, n }, good->data, n, 4);
	refuse_one((Words){ 1, 21, 1, n }, good->data, n, ROOM);
}

static void
test_short_packet(void)
{
	Pair pair = pair_new();
	g_auto(Message) message = MESSAGE_NONE;

	g_assert_cmpint(send(pair.raw, "abc", 3, 0), ==, 3);
	g_assert_cmpint(
	    channel_read(pair.channel, true, &message, NULL), ==, CHANNEL_BAD);
	pair_clear(&pair);
}

/* Parts of one message may not be mixed with another, nor bring descriptors. */
static void
test_mixed_parts(void)
{
	static const struct {
		Words second;
		size_t n_fds;
	} cases[] = {
		{ { 1, 22, 1, LIMIT_FRAME_BYTES | MORE }, 0 },
		{ { 1, 21, 2, LIMIT_FRAME_BYTES | MORE }, 0 },
		{ { 1, 21, 1, LIMIT_FRAME_BYTES | MORE }, 1 },
	};
	g_autofree uint8_t *large = g_malloc0(LIMIT_FRAME_BYTES);

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		Pair pair = pair_new();
		g_auto(Message) message = MESSAGE_NONE;
		Words first = { 1, 21, 1, LIMIT_FRAME_BYTES | MORE };

		send_raw(pair.raw, first, large, LIMIT_FRAME_BYTES, 0);
		g_assert_cmpint(
		    channel_read(pair.channel, true, &message, NULL), ==,
		    CHANNEL_NOTHING);
		send_raw(pair.raw, cases[i].second, large, LIMIT_FRAME_BYTES,
		    cases[i].n_fds);
		g_assert_cmpint(
		    channel_read(pair.channel, true, &message, NULL), ==,
		    CHANNEL_BAD);
		pair_clear(&pair);
	}
}

static void
test_too_long(void)
{
	Pair pair = pair_new();
	g_autofree uint8_t *large = g_malloc0(LIMIT_FRAME_BYTES);
	Words words = { 1, 21, 1, LIMIT_FRAME_BYTES | MORE };
	g_auto(Message) message = MESSAGE_NONE;
	ChannelRead end = CHANNEL_NOTHING;
	size_t n = 0;
	g_autoptr(Value) value = greeting(LIMIT_MESSAGE_BYTES);
	g_autoptr(GError) error = NULL;

	while (end == CHANNEL_NOTHING) {
		send_raw(pair.raw, words, large, LIMIT_FRAME_BYTES, 0);
		end = channel_read(pair.channel, true, &message, NULL);
		n++;
	}
	g_assert_cmpint(end, ==, CHANNEL_BAD);
	g_assert_cmpuint(n, ==, LIMIT_MESSAGE_BYTES / LIMIT_FRAME_BYTES + 1);
	g_assert_false(
	    channel_send(pair.channel, MESSAGE_ENTRY, 1, value, -1, &error));
	g_assert_error(error, CAILUN_ERROR, CAILUN_ERROR_INPUT);
	pair_clear(&pair);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/channel/both-ways", test_both_ways);
	g_test_add_func("/channel/queue", test_queue);
	g_test_add_func("/channel/descriptor", test_descriptor);
	g_test_add_func("/channel/end", test_end);
	g_test_add_func("/channel/last-words", test_last_words);
	g_test_add_func("/channel/nonsense", test_nonsense);
	g_test_add_func("/channel/short-packet", test_short_packet);
	g_test_add_func("/channel/mixed-parts", test_mixed_parts);
	g_test_add_func("/channel/too-long", test_too_long);
	return g_test_run();
}
