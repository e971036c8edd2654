/// What takes bytes of a stranger: each a target of the fuzzer, with a folder of its name under Corpus.
enum FuzzTarget: String, CaseIterable {
    case frameDecoder = "frame-decoder"
    case serverConnection = "server-connection"
    case clientConnection = "client-connection"
    case callHead = "call-head"
    case callStatus = "call-status"
    case clientHello = "client-hello"
    case serverHello = "server-hello"
    case message = "message"
    case json = "json"
    case pattern = "pattern"
    case format = "format"
    case schema = "schema"
    case validation = "validation"

    /// Takes one input through the target.
    ///
    /// - Throws: the first thing that did not hold.
    func run(_ input: [UInt8]) throws(BrokenInvariant) {
        var reader = InputReader(input)
        switch self {
        case .frameDecoder: try FrameDecoderTarget.run(&reader)
        case .serverConnection: try ServerConnectionTarget.run(&reader)
        case .clientConnection: try ClientConnectionTarget.run(&reader)
        case .callHead: try CallHeadTarget.run(&reader)
        case .callStatus: try CallStatusTarget.run(&reader)
        case .clientHello: try HelloTarget.runClient(&reader)
        case .serverHello: try HelloTarget.runServer(&reader)
        case .message: try MessageTarget.run(&reader)
        case .json: try JSONTarget.run(&reader)
        case .pattern: try PatternTarget.run(&reader)
        case .format: try FormatTarget.run(&reader)
        case .schema: try SchemaTarget.runSchema(&reader)
        case .validation: try SchemaTarget.runValidation(&reader)
        }
    }
}
