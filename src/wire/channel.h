/*
 * channel - messages over one SOCK_SEQPACKET socket.
 *
 * A frame is u32 version, type, id, length (little endian; the top bit of
 * `length` says that more frames of the same message follow) and at most
 * LIMIT_FRAME_BYTES of payload. A message is at most LIMIT_MESSAGE_BYTES. Its
 * descriptor travels with its first frame.
 *
 * main never blocks on a helper: what the socket does not take waits in the
 * channel until channel_flush(). A helper may block.
 */
#ifndef WIRE_CHANNEL_H
#define WIRE_CHANNEL_H

#include "base/value.h"
#include "wire/message.h"

typedef struct Channel Channel;

typedef struct Message {
	MessageType type;
	uint32_t id;
	Value *value;
	int body;		/* descriptor, or -1; owned */
} Message;

void message_clear(Message *message);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Message, message_clear)
#define MESSAGE_NONE ((Message){ .body = -1 })

/* Takes `fd`. `is_blocking`: a helper's end. */
Channel *channel_new(int fd, bool is_blocking);
void channel_free(Channel *channel);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Channel, channel_free)
int channel_fd(const Channel *channel);

/*
 * Puts a message into the queue and sends what the socket takes (all of it on
 * a blocking channel). Borrows `value`; takes `body` (-1: none). False when
 * the other end is gone (CAILUN_ERROR_HELPER).
 */
bool channel_send(Channel *channel, MessageType type, uint32_t id,
    const Value *value, int body, GError **error);
bool channel_flush(Channel *channel, GError **error);
/* Something waits to be sent: poll for POLLOUT too. */
bool channel_is_full(const Channel *channel);

typedef enum ChannelRead {
	CHANNEL_NOTHING,	/* would block, or a message not yet whole */
	CHANNEL_MESSAGE,
	CHANNEL_END,		/* the other end has closed */
	CHANNEL_BAD,		/* nonsense: kill the helper; `error` is set */
} ChannelRead;

/* The next message. Refuses a descriptor unless `is_body_allowed`. */
ChannelRead channel_read(Channel *channel, bool is_body_allowed, Message *out,
    GError **error);

#endif
