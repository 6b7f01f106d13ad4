"""How schemathesis sends what is no JSON: as it stands, and now and then something that is it."""

import schemathesis

SDP = b"v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\n"


@schemathesis.serializer("application/sdp", "application/trickle-ice-sdpfrag", "application/offset+octet-stream")
def as_it_stands(context, value):
    match value:
        case bytes():
            return value
        case str():
            return value.encode("utf-8", "replace") if len(value) % 2 else SDP
        case _:
            return repr(value).encode()
