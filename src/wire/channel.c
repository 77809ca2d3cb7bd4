/*
 * channel - messages over one SOCK_SEQPACKET socket.
 *
 * Cuts messages into frames and puts them together again; whatever does not
 * fit the form ends the channel. Never blocks unless it was made to, and never
 * keeps a descriptor that nobody asked for.
 */
#include "config.h"

#include "wire/channel.h"

#include "base/error.h"
#include "base/fd.h"
#include "base/limits.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>

#define FRAME_MORE 0x80000000u
/* Room for more descriptors than are allowed, so that they can be closed. */
#define FRAME_DESCRIPTORS 4

typedef struct Frame {
	uint32_t version, type, id, length;
} Frame;

typedef struct Outgoing {
	uint32_t type, id;
	GByteArray *bytes;
	size_t sent;
	bool is_begun;
	int body;
} Outgoing;

struct Channel {
	int fd;
	bool is_blocking, is_bad;
	GQueue out; /* Outgoing */
	/* The message of which parts have come. */
	bool is_open;
	uint32_t type, id;
	GByteArray *parts;
	int body;
	uint8_t *frame; /* room for one payload */
};

void
message_clear(Message *message)
{
	value_free(message->value);
	fd_clear(&message->body);
	*message = MESSAGE_NONE;
}

static void
outgoing_free(void *data)
{
	Outgoing *outgoing = data;

	g_byte_array_unref(outgoing->bytes);
	fd_clear(&outgoing->body);
	g_free(outgoing);
}

Channel *
channel_new(int fd, bool is_blocking)
{
	Channel *channel = g_new0(Channel, 1);

	channel->fd = fd;
	channel->is_blocking = is_blocking;
	channel->body = -1;
	channel->frame = g_malloc(LIMIT_FRAME_BYTES);
	g_queue_init(&channel->out);
	return channel;
}

void
channel_free(Channel *channel)
{
	if (!channel)
		return;
	fd_clear(&channel->fd);
	fd_clear(&channel->body);
	g_queue_clear_full(&channel->out, outgoing_free);
	g_clear_pointer(&channel->parts, g_byte_array_unref);
	g_free(channel->frame);
	g_free(channel);
}

int
channel_fd(const Channel *channel)
{
	return channel->fd;
}

bool
channel_is_full(const Channel *channel)
{
	return channel->out.length > 0;
}

/* ---- sending ---- */

static void
attach(struct msghdr *header, void *space, size_t size, int fd)
{
	struct cmsghdr *control;

	memset(space, 0, size);
	header->msg_control = space;
	header->msg_controllen = CMSG_SPACE(sizeof(int));
	control = CMSG_FIRSTHDR(header);
	control->cmsg_level = SOL_SOCKET;
	control->cmsg_type = SCM_RIGHTS;
	control->cmsg_len = CMSG_LEN(sizeof(int));
	memcpy(CMSG_DATA(control), &fd, sizeof(int));
}

/* Sends the next frame of a message; -1 and errno. */
static int
send_frame(const Channel *channel, Outgoing *outgoing)
{
	size_t left = outgoing->bytes->len - outgoing->sent;
	size_t length = MIN(left, LIMIT_FRAME_BYTES);
	Frame frame = {
		.version = GUINT32_TO_LE(MESSAGE_VERSION),
		.type = GUINT32_TO_LE(outgoing->type),
		.id = GUINT32_TO_LE(outgoing->id),
		.length = GUINT32_TO_LE(
		    (uint32_t)length | (left > length ? FRAME_MORE : 0)),
	};
	struct iovec parts[] = {
		{ &frame, sizeof(frame) },
		{ outgoing->bytes->data + outgoing->sent, length },
	};
	union {
		struct cmsghdr align;
		char bytes[CMSG_SPACE(sizeof(int))];
	} space;
	struct msghdr header = { .msg_iov = parts, .msg_iovlen = 2 };
	int flags = MSG_NOSIGNAL | (channel->is_blocking ? 0 : MSG_DONTWAIT);
	ssize_t sent;

	if (outgoing->body >= 0 && !outgoing->is_begun)
		attach(&header, &space, sizeof(space), outgoing->body);
	do
		sent = sendmsg(channel->fd, &header, flags);
	while (sent < 0 && errno == EINTR);
	if (sent < 0)
		return -1;
	outgoing->is_begun = true;
	outgoing->sent += length;
	fd_clear(&outgoing->body);
	return 0;
}

bool
channel_flush(Channel *channel, GError **error)
{
	while (channel->out.length > 0) {
		Outgoing *outgoing = g_queue_peek_head(&channel->out);

		if (send_frame(channel, outgoing) < 0) {
			if (errno == EAGAIN || errno == EWOULDBLOCK)
				return true;
			return fail(error, CAILUN_ERROR_HELPER,
			    "channel: cannot send: %s", g_strerror(errno));
		}
		if (outgoing->sent == outgoing->bytes->len)
			outgoing_free(g_queue_pop_head(&channel->out));
	}
	return true;
}

bool
channel_send(Channel *channel, MessageType type, uint32_t id,
    const Value *value, int body, GError **error)
{
	auto_fd int kept = body;
	g_autoptr(GByteArray) bytes = g_byte_array_new();
	Outgoing *outgoing;

	value_encode(value, bytes);
	if (bytes->len > LIMIT_MESSAGE_BYTES)
		return fail(error, CAILUN_ERROR_INPUT,
		    "channel: message of %u bytes, more than %u", bytes->len,
		    LIMIT_MESSAGE_BYTES);
	outgoing = g_new0(Outgoing, 1);
	outgoing->type = type;
	outgoing->id = id;
	outgoing->bytes = g_steal_pointer(&bytes);
	outgoing->body = steal_fd(&kept);
	g_queue_push_tail(&channel->out, outgoing);
	return channel_flush(channel, error);
}

/* ---- reading ---- */

/* Takes the descriptors out of what came: the first into `*body`, the rest is
 * closed. Returns how many there were. */
static size_t
take_descriptors(struct msghdr *header, int *body)
{
	size_t n = 0;

	for (struct cmsghdr *control = CMSG_FIRSTHDR(header); control;
	     control = CMSG_NXTHDR(header, control)) {
		size_t bytes = control->cmsg_len - CMSG_LEN(0);

		if (control->cmsg_level != SOL_SOCKET ||
		    control->cmsg_type != SCM_RIGHTS)
			continue;
		for (size_t i = 0; i < bytes / sizeof(int); i++) {
			int fd;

			memcpy(&fd, CMSG_DATA(control) + i * sizeof(int),
			    sizeof(fd));
			if (n++ == 0)
				*body = fd;
			else
				(void)close(fd);
		}
	}
	return n;
}

static ChannelRead
refuse(Channel *channel, const char *why, GError **error)
{
	channel->is_bad = true;
	(void)fail(error, CAILUN_ERROR_HELPER, "channel: %s", why);
	return CHANNEL_BAD;
}

typedef struct Received {
	Frame frame;
	size_t length; /* of the payload as it came */
	size_t descriptors;
	bool is_cut;
	int body;
} Received;

/* One packet; NOTHING, END, or MESSAGE for "here is a frame". */
static ChannelRead
receive(Channel *channel, Received *out)
{
	struct iovec parts[] = {
		{ &out->frame, sizeof(Frame) },
		{ channel->frame, LIMIT_FRAME_BYTES },
	};
	union {
		struct cmsghdr align;
		char bytes[CMSG_SPACE(FRAME_DESCRIPTORS * sizeof(int))];
	} space;
	struct msghdr header = {
		.msg_iov = parts,
		.msg_iovlen = 2,
		.msg_control = &space,
		.msg_controllen = sizeof(space),
	};
	int flags =
	    MSG_CMSG_CLOEXEC | (channel->is_blocking ? 0 : MSG_DONTWAIT);
	ssize_t got;

	/* ECONNRESET is told once, before what the other end had sent and
	 * what we have not read yet. */
	do
		got = recvmsg(channel->fd, &header, flags);
	while (got < 0 && (errno == EINTR || errno == ECONNRESET));
	if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
		return CHANNEL_NOTHING;
	if (got <= 0)
		return CHANNEL_END;
	out->descriptors = take_descriptors(&header, &out->body);
	out->is_cut = (header.msg_flags & (MSG_TRUNC | MSG_CTRUNC)) != 0 ||
		      (size_t)got < sizeof(Frame);
	out->length = out->is_cut ? 0 : (size_t)got - sizeof(Frame);
	out->frame.version = GUINT32_FROM_LE(out->frame.version);
	out->frame.type = GUINT32_FROM_LE(out->frame.type);
	out->frame.id = GUINT32_FROM_LE(out->frame.id);
	out->frame.length = GUINT32_FROM_LE(out->frame.length);
	return CHANNEL_MESSAGE;
}

/* What is wrong with a frame; NULL: nothing. */
static const char *
find_fault(
    const Channel *channel, const Received *received, bool is_body_allowed)
{
	const Frame *frame = &received->frame;
	bool is_more = (frame->length & FRAME_MORE) != 0;

	if (received->is_cut)
		return "frame of a wrong size";
	if (frame->version != MESSAGE_VERSION)
		return "frame of another version";
	if (!message_is_type(frame->type))
		return "frame of an unknown type";
	if ((frame->length & ~FRAME_MORE) != received->length)
		return "frame whose length is wrong";
	/* Only the last part may be short: else a message could come in
	 * millions of frames. */
	if (is_more && received->length != LIMIT_FRAME_BYTES)
		return "short part of a message";
	if (channel->is_open &&
	    (frame->type != channel->type || frame->id != channel->id))
		return "parts of two messages mixed";
	if (channel->is_open &&
	    channel->parts->len + received->length > LIMIT_MESSAGE_BYTES)
		return "message over its ceiling";
	if (received->descriptors > 0 && (channel->is_open || !is_body_allowed))
		return "descriptor where none may be";
	if (received->descriptors > 1)
		return "more than one descriptor";
	return NULL;
}

static ChannelRead
finish(Channel *channel, const void *bytes, size_t length, Message *out,
    GError **error)
{
	Value *value = value_decode(bytes, length, error);

	if (!value || value_kind(value) != VALUE_OBJECT) {
		value_free(value);
		if (error && *error)
			g_prefix_error(error, "channel: ");
		else
			(void)fail(error, CAILUN_ERROR_HELPER,
			    "channel: message is not an object");
		channel->is_bad = true;
		return CHANNEL_BAD;
	}
	*out = (Message){
		.type = (MessageType)channel->type,
		.id = channel->id,
		.value = value,
		.body = steal_fd(&channel->body),
	};
	return CHANNEL_MESSAGE;
}

/* Takes a good frame in. MESSAGE when its message is whole, else NOTHING. */
static ChannelRead
accept_frame(Channel *channel, Received *received, Message *out, GError **error)
{
	bool is_more = (received->frame.length & FRAME_MORE) != 0;
	ChannelRead end;

	if (!channel->is_open) {
		channel->type = received->frame.type;
		channel->id = received->frame.id;
		channel->body = steal_fd(&received->body);
		if (!is_more)
			return finish(channel, channel->frame, received->length,
			    out, error);
		channel->is_open = true;
		channel->parts = g_byte_array_new();
	}
	g_byte_array_append(
	    channel->parts, channel->frame, (guint)received->length);
	if (is_more)
		return CHANNEL_NOTHING;
	end = finish(
	    channel, channel->parts->data, channel->parts->len, out, error);
	channel->is_open = false;
	g_clear_pointer(&channel->parts, g_byte_array_unref);
	return end;
}

ChannelRead
channel_read(
    Channel *channel, bool is_body_allowed, Message *out, GError **error)
{
	ChannelRead end = CHANNEL_NOTHING;

	if (channel->is_bad)
		return refuse(channel, "has sent nonsense before", error);
	while (end == CHANNEL_NOTHING) {
		Received received = { .body = -1 };
		const char *fault;

		end = receive(channel, &received);
		if (end != CHANNEL_MESSAGE)
			return end;
		fault = find_fault(channel, &received, is_body_allowed);
		end = fault ? refuse(channel, fault, error)
			    : accept_frame(channel, &received, out, error);
		fd_clear(&received.body);
	}
	if (end == CHANNEL_BAD)
		fd_clear(&channel->body);
	return end;
}
