/// What a header alone decides about its frame, before anything is kept of the payload.
enum FrameVerdict {
    case keep(FrameType)
    /// The payload is not kept; the event is given once it has passed.
    case skip(DecodedEvent)

    /// - Parameter messageLimit: the longest message that this side takes, in bytes.
    init(on header: FrameHeader, messageLimit: Int) throws(WireViolation) {
        guard header.length <= WireConstants.payloadBytesMaximum else {
            throw WireViolation(.frameTooLong, "a frame is longer than \(WireConstants.payloadBytesMaximum) bytes")
        }
        guard header.reserved == 0 else {
            throw WireViolation(.protocolError, "a frame header's reserved bytes are not zero")
        }
        guard let type = FrameType(rawValue: header.type) else {
            guard header.type & FrameType.ignorableBit != 0 else {
                throw WireViolation(.protocolError, "a frame of a type that is not known here")
            }
            self = .skip(.skipped)
            return
        }
        let flags = header.flags.subtracting(.ignorableBits)
        guard type.knownFlags.isSuperset(of: flags) else {
            throw WireViolation(.protocolError, "a frame has a flag that its type does not know")
        }
        switch type.scope {
        case .stream where header.stream == 0:
            throw WireViolation(.protocolError, "a frame of a call names no stream")
        case .connection where header.stream != 0:
            throw WireViolation(.protocolError, "a frame of the connection names a stream")
        case .stream, .connection, .either: break
        }
        switch type {
        case .call, .message, .end:
            // Head or status may be as long as their length fields can say; the message is measured once it is cut
            // out of the payload.
            let longest = messageLimit + WireConstants.headBytesMaximum + CallStatus.successBytes
            self =
                Int(header.length) <= longest
                ? .keep(type) : .skip(.oversized(type, stream: header.stream, flags: flags))
        case .cancel, .credit, .ping, .pong, .goAway:
            guard header.length <= WireConstants.controlPayloadBytesMaximum else {
                throw WireViolation(
                    .frameTooLong,
                    "a control frame is longer than \(WireConstants.controlPayloadBytesMaximum) bytes")
            }
            self = .keep(type)
        }
    }
}
