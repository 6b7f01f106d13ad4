import FamilyKit
import Foundation

/// The real mock server in a process of its own, and what its staff do. It ends with whoever closes it.
public final class Server: @unchecked Sendable {
    /// Somebody who works there.
    public struct Person: Decodable, Sendable {
        let role: String
        public let token: String
        let establishment: String?
    }

    /// Somebody whom one can call.
    public struct Prisoner: Decodable, Sendable {
        public let establishment: String
        public let number: String
        public let givenNames: String
        public let familyName: String
        public let dateOfBirth: String
    }

    private struct Facts: Decodable {
        let base: String
        let certificate: String
        let people: [Person]
        let prisoners: [Prisoner]
    }

    private let process: Process
    private let folder: URL
    private let facts: Facts

    /// The server's own certificate, and no other.
    public let trust: Trust

    /// `https://127.0.0.1:…`
    public var base: String { facts.base }
    /// Where the certificate is.
    public var certificateFile: String { facts.certificate }
    /// Somebody whom one can call.
    public var prisoner: Prisoner { get throws { try found(facts.prisoners.first, "a prisoner") } }

    /// Starts it.
    public init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("kinline-ios-\(UUID().uuidString)")
        let arguments = ["serve", "--listen", "127.0.0.1:0", "--data", folder.path, "--seed", "demo", "--json"]
        let output: Pipe
        (process, _, output) = try start("kinline-mock", arguments)
        let line = try found(firstLine(output.fileHandleForReading), "the server's facts")
        facts = try decoder.decode(Facts.self, from: line)
        trust = .certificate(pem: try String(contentsOfFile: facts.certificate, encoding: .utf8))
    }

    /// Ends it.
    public func close() {
        // Foundation starts it with SIGTERM blocked.
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        try? FileManager.default.removeItem(at: folder)
    }

    /// Somebody who works there.
    public func person(_ role: String, at establishment: String? = nil) throws -> Person {
        try found(facts.people.first { $0.role == role && (establishment == nil || $0.establishment == establishment) }, role)
    }

    /// All of a role in an establishment.
    public func people(_ role: String, at establishment: String) -> [Person] {
        facts.people.filter { $0.role == role && $0.establishment == establishment }
    }

    /// Asks as somebody; what the answer says.
    @discardableResult
    public func ask(_ method: String, _ path: String, as person: Person, _ body: [String: String]? = nil) throws -> Data {
        var arguments = [
            "--silent", "--show-error", "--fail-with-body", "--cacert", certificateFile, "--request", method,
            "--header", "authorization: Bearer \(person.token)", "--header", "idempotency-key: \(UUID().uuidString)",
            base + path,
        ]
        if let body {
            arguments += ["--json", String(decoding: try JSONEncoder().encode(body), as: UTF8.self)]
        }
        let (curl, _, output) = try start("/usr/bin/env", ["curl"] + arguments)
        let answer = output.fileHandleForReading.readDataToEndOfFile()
        curl.waitUntilExit()
        guard curl.terminationStatus == 0 else { throw Missing(what: "\(method) \(path): \(String(decoding: answer, as: UTF8.self))") }
        return answer
    }

    /// What is listed under a path.
    public func items(_ path: String, as person: Person) throws -> [[String: Any]] {
        let answer = try JSONSerialization.jsonObject(with: ask("GET", path, as: person)) as? [String: Any]
        return try found(answer?["items"] as? [[String: Any]], path)
    }

    /// The code in the newest mail to an address.
    public func code(to address: String) throws -> String {
        let mails = try items("/v1/console/mails?to=\(address)", as: person("developer"))
        let body = try found(mails.first?["body"] as? String, "a mail")
        return String(try found(body.firstMatch(of: /\b\d{6}\b/), "a code").output)
    }
}

/// What was not there.
public struct Missing: Error {
    let what: String
}

/// What must be there.
public func found<Value>(_ value: Value?, _ what: String) throws -> Value {
    guard let value else { throw Missing(what: what) }
    return value
}

/// Starts a program of the workspace, or one with a path of its own.
public func start(_ program: String, _ arguments: [String]) throws -> (Process, input: Pipe, output: Pipe) {
    let process = Process()
    let folder = URL(fileURLWithPath: ProcessInfo.processInfo.environment["KINLINE_PROGRAMS"] ?? "", isDirectory: true)
    process.executableURL = program.hasPrefix("/") ? URL(fileURLWithPath: program) : folder.appendingPathComponent(program)
    process.arguments = arguments
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    return (process, input, output)
}

/// Up to the first end of line; nothing if the output ends before.
private func firstLine(_ output: FileHandle) -> Data? {
    var line = Data()
    while true {
        guard let byte = try? output.read(upToCount: 1), byte != Data() else { return nil }
        if byte == Data("\n".utf8) { return line }
        line += byte
    }
}

private let decoder = {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return decoder
}()
