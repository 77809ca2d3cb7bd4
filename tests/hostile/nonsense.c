/*
 * nonsense - a helper that has been taken over.
 *
 * Stands in for cailun-fetch (it is looked for under that name through
 * CAILUN_HELPERS) and does what $NONSENSE says: it greets as it should and
 * then lies in its messages. main must replace it, keep its archive, and end.
 */
#include "config.h"

#include "base/error.h"
#include "wire/body.h"
#include "wire/channel.h"
#include "wire/child.h"
#include "wire/message.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

typedef struct Frame {
	uint32_t version, type, id, length;
} Frame;

static void
send_raw(uint32_t version, uint32_t type, uint32_t id, uint32_t length,
    const void *payload, size_t payload_length)
{
	char bytes[70000];
	Frame frame = { version, type, id, length };

	memcpy(bytes, &frame, sizeof(frame));
	memcpy(bytes + sizeof(frame), payload, payload_length);
	(void)send(
	    CHILD_SOCKET, bytes, sizeof(frame) + payload_length, MSG_NOSIGNAL);
}

/* A descriptor that is no sealed memfd. */
static int
unsealed(void)
{
	int fd = memfd_create("loose", MFD_CLOEXEC);

	(void)!write(fd, "<rss/>", 6);
	return fd;
}

/* An answer that claims more than it has. */
static void
send_lie(Channel *channel, uint32_t id, const char *what)
{
	g_auto(Response) response = {
		.end = RESPONSE_COMPLETE,
		.status = 200,
		.body_bytes = INT64_MAX,
		.wire_bytes = -1,
	};
	g_autoptr(Value) value = NULL;
	int body = strcmp(what, "unsealed") == 0 ? unsealed()
						 : body_of("<rss/>", 6, NULL);

	if (!strcmp(what, "status"))
		response.status = -7;
	if (!strcmp(what, "end"))
		response.end = 999;
	value = response_to_value(&response);
	if (!strcmp(what, "shape"))
		value_set_text(value, "status", "two hundred");
	if (!strcmp(what, "twice"))
		(void)channel_send(channel, MESSAGE_RESPONSE, id, value,
		    body_of("<rss/>", 6, NULL), NULL);
	if (!strcmp(what, "stranger"))
		id += 12345;
	(void)channel_send(channel, MESSAGE_RESPONSE, id, value, body, NULL);
}

static void
misbehave(Channel *channel, uint32_t id, const char *what)
{
	static const char zeros[60000];

	if (!strcmp(what, "version"))
		send_raw(99, MESSAGE_RESPONSE, id, 0, "", 0);
	else if (!strcmp(what, "type"))
		send_raw(MESSAGE_VERSION, 4711, id, 0, "", 0);
	else if (!strcmp(what, "length"))
		send_raw(MESSAGE_VERSION, MESSAGE_RESPONSE, id, 50, "x", 1);
	else if (!strcmp(what, "zeros"))
		send_raw(0, 0, 0, 0, zeros, sizeof(zeros));
	else if (!strcmp(what, "endless"))
		for (int i = 0; i < 2000; i++)
			send_raw(MESSAGE_VERSION, MESSAGE_RESPONSE, id,
			    0x80000000u | sizeof(zeros), zeros, sizeof(zeros));
	else if (!strcmp(what, "exit"))
		_exit(3);
	else if (!strcmp(what, "crash"))
		abort();
	else if (!strcmp(what, "mute"))
		return;
	else
		send_lie(channel, id, what);
}

int
main(void)
{
	const char *what = getenv("NONSENSE");
	g_autoptr(Channel) channel = channel_new(CHILD_SOCKET, true);
	g_autoptr(Value) ready = value_object();

	if (!what || !child_settle())
		return 1;
	value_set(ready, "lacks", value_list());
	for (;;) {
		g_auto(Message) message = MESSAGE_NONE;

		switch (channel_read(channel, true, &message, NULL)) {
		case CHANNEL_MESSAGE:
			break;
		case CHANNEL_NOTHING:
			continue;
		default:
			return 0;
		}
		if (message.type == MESSAGE_HELLO)
			(void)channel_send(channel, MESSAGE_READY, message.id,
			    ready, -1, NULL);
		else if (message.type == MESSAGE_REQUEST)
			misbehave(channel, message.id, what);
	}
}
