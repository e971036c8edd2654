internal import CLibPQ

extension PostgresConnection {
    /// Calls `body` with the values of `call` in the form that libpq takes; they are valid only inside.
    func withParameters(
        of call: StatementCall,
        _ body: (Int32, UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?) -> Int32
    ) -> Int32 {
        let count = call.parameters.count
        while formats.count < count { formats.append(1) }
        values.removeAll(keepingCapacity: true)
        lengths.removeAll(keepingCapacity: true)
        return call.parameters.bytes.withUnsafeBytes { bytes in
            var offset = 0
            for _ in 0..<count {
                let length = bytes.bigEndian(at: offset, as: Int32.self)
                offset += 4
                // An empty value needs an address too; nil would make it NULL.
                let start = bytes.baseAddress.map { ($0 + offset).assumingMemoryBound(to: CChar.self) }
                values.append(length < 0 ? nil : start)
                lengths.append(max(0, length))
                offset += Int(max(0, length))
            }
            return body(Int32(count), values, lengths, formats)
        }
    }
}
