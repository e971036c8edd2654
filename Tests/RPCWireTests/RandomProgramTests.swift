import NIOCore
import RPCCore
import RPCWire
import Testing

/// A generator with a seed that a failure prints, so that the run can be repeated.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

@Suite("Random programs")
struct RandomProgramTests {
    /// A few seeds that stay, and some of each run's own.
    static let seeds: [UInt64] = Array(1...40) + (0..<20).map { _ in UInt64.random(in: 0...(.max)) }

    /// What a server's machine must agree with, kept in the simplest way.
    struct Model {
        var running: Set<UInt32> = []
        /// Cancelled or expired, their handlers not stopped.
        var stopping: Set<UInt32> = []
        var isClosed = false

        var places: Int { running.count + stopping.count }
    }

    @Test("P-32, P-38, P-41: any program of frames and ends keeps the calls' places right", arguments: seeds)
    func server(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var limits = WireLimits.defaults
        limits.concurrentCalls = 4
        var machine = ServerMachine.make(.awaitingHello, limits: limits)
        _ = machine.received(ServerMachine.hello)
        var model = Model()
        var next: UInt32 = 1
        var now = ContinuousClock.Instant.start
        for step in 0..<400 where !model.isClosed {
            now = now.advanced(by: .milliseconds(Int.random(in: 0...400, using: &random)))
            let event = Int.random(in: 0..<100, using: &random)
            let comment: Comment = "seed \(seed), step \(step), event \(event)"
            switch event {
            case 0..<45:
                let action = machine.received(
                    ServerMachine.call(next, timeout: UInt32.random(in: 1...3_000, using: &random)), now: now)
                switch action {
                case .startCall(let stream, _, _, _):
                    #expect(stream == next && model.places < 4, comment)
                    model.running.insert(next)
                case .refuseCall: #expect(model.places == 4, comment)
                default: model.isClosed = true
                }
                next += 2
            case 45..<70:
                guard let stream = (model.running.union(model.stopping)).randomElement(using: &random) else { continue }
                let wasRunning = model.running.remove(stream) != nil
                model.stopping.remove(stream)
                let end = machine.handlerEnded(stream: stream)
                #expect((end.reply == .sendOutcome) == wasRunning, comment)
                #expect(!end.closesConnection, comment)
            case 70..<85:
                guard next > 1 else { continue }
                let stream = UInt32.random(in: 0..<(next / 2), using: &random) * 2 + 1
                let action = machine.received(ServerMachine.cancel(stream), now: now)
                if model.running.remove(stream) != nil {
                    model.stopping.insert(stream)
                    #expect(action == .cancelHandler(stream: stream), comment)
                } else {
                    #expect(action == .none, comment)
                }
            case 85..<95:
                for stream in machine.deadlinesPassed(now: now) {
                    #expect(model.running.remove(stream) != nil, comment)
                    model.stopping.insert(stream)
                }
            default:
                #expect(machine.received(ServerMachine.ping(), now: now) == .sendPong(7), comment)
            }
            #expect(machine.callCount == model.places, comment)
        }
        #expect(Set(machine.connectionLost()) == model.running.union(model.stopping), "seed \(seed)")
    }

    @Test("P-15, P-16: random bytes and random frames crash nothing and keep the machine in order", arguments: seeds)
    func bytesAndFrames(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var decoder = FrameDecoder(expecting: .clientHello, messageLimit: 1_000)
        var machine = ServerMachine.make(.awaitingHello)
        var input = bytes { ServerMachine.hello.write(into: &$0) }
        for _ in 0..<200 {
            input.writeImmutableBuffer(Self.randomFrame(using: &random))
        }
        var violations = 0
        while input.readableBytes > 0, violations == 0 {
            let size = min(input.readableBytes, Int.random(in: 1...600, using: &random))
            guard let part = input.readSlice(length: size) else { break }
            let (events, violation) = decodeAll(part, &decoder)
            if violation != nil { violations += 1 }
            for event in events {
                let action: ServerFrameAction
                switch event {
                case .clientHello(let hello):
                    _ = machine.received(hello)
                    continue
                case .frame(let frame): action = machine.received(frame, now: .start)
                case .oversized(let type, let stream, let flags):
                    action = machine.receivedOversized(type, stream: stream, flags: flags, now: .start)
                case .skipped: action = machine.receivedSkipped(now: .start)
                case .serverHello, .foreign: continue
                }
                if case .startCall(let stream, _, _, _) = action, Bool.random(using: &random) {
                    _ = machine.handlerEnded(stream: stream)
                }
                if case .closeFor = action { violations += 1 }
                #expect(machine.callCount <= 256, "seed \(seed)")
            }
        }
        #expect(violations <= 2, "seed \(seed): nothing is read after a violation")
    }

    /// Mostly sound in its header, at random in everything else.
    static func randomFrame(using random: inout SeededGenerator) -> ByteBuffer {
        let type = UInt8.random(in: 1...8, using: &random)
        let sound = Int.random(in: 0..<50, using: &random) > 0
        let payload: ByteBuffer
        if type == 1, Bool.random(using: &random) {
            payload = ServerMachine.call(1).payload
        } else {
            let count = [0, 1, 4, 8, 20, 300, 70_000].randomElement(using: &random) ?? 0
            let head = (0..<min(count, 300)).map { _ in UInt8.random(in: 0...255, using: &random) }
            payload = bytes {
                $0.writeBytes(head)
                $0.writeRepeatingByte(0xA5, count: count - head.count)
            }
        }
        let stream: UInt32 = (6...8).contains(type) ? 0 : UInt32.random(in: 0..<40, using: &random) * 2 + 1
        let flags = FrameType(rawValue: type) == .call ? 3 : UInt8.random(in: 0...1, using: &random) * 0x10
        return frameBytes(
            sound ? type : UInt8.random(in: 0...255, using: &random), flags: flags, stream: stream, payload: payload)
    }
}
