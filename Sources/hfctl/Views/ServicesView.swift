internal import HyperFleetProto
internal import JSONModel
internal import RPCCore

/// Everything that a server serves.
struct ServicesView: Presentable {
    let services: [ServedService]

    var json: JSONValue {
        .object(JSONObject([("services", .array(services.map(\.json)))]))
    }

    var table: Table {
        Table(
            ["METHOD", "KIND", "REPEATABLE", "WHAT IT DOES"],
            services.flatMap { service in
                service.methods.map { method in
                    [
                        "\(service.name)/\(method.name)", method.kind.word, method.isIdempotent ? "yes" : "no",
                        method.comment,
                    ]
                }
            })
    }

    var names: [String] {
        services.flatMap { service in service.methods.map { "\(service.name)/\($0.name)" } }
    }
}

extension ServedService {
    fileprivate var json: JSONValue {
        let methods = methods.map { method in
            JSONValue.object(
                JSONObject([
                    ("name", .string(method.name)), ("kind", .string(method.kind.word)),
                    ("request", .string(method.request)), ("answer", .string(method.answer)),
                    ("idempotent", .bool(method.isIdempotent)), ("comment", .string(method.comment)),
                ]))
        }
        return .object(
            JSONObject([("name", .string(name)), ("comment", .string(comment)), ("methods", .array(methods))]))
    }
}

extension MethodDescriptor.Kind {
    /// For people and programs.
    var word: String {
        switch self {
        case .unary: "unary"
        case .clientStreaming: "client-streaming"
        case .serverStreaming: "server-streaming"
        case .bidirectionalStreaming: "bidirectional"
        }
    }
}
