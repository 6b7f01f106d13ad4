import Foundation
import Testing

@testable import FamilyKit

/// The real mock server in a process of its own, and what its staff do. It ends with whoever closes it.
final class Server: @unchecked Sendable {
    struct Person: Decodable {
        let role: String
        let token: String
        let establishment: String?
    }

    struct Prisoner: Decodable {
        let establishment: String
        let number: String
        let givenNames: String
        let familyName: String
        let dateOfBirth: String
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
    let trust: Trust

    var base: String { facts.base }
    var certificateFile: String { facts.certificate }
    var prisoner: Prisoner { get throws { try #require(facts.prisoners.first) } }

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("kinline-ios-\(UUID().uuidString)")
        let arguments = ["serve", "--listen", "127.0.0.1:0", "--data", folder.path, "--seed", "demo", "--json"]
        let output: Pipe
        (process, _, output) = try start("kinline-mock", arguments)
        let line = try #require(firstLine(output.fileHandleForReading))
        facts = try decoder.decode(Facts.self, from: line)
        trust = .certificate(pem: try String(contentsOfFile: facts.certificate, encoding: .utf8))
    }

    func close() {
        // Foundation starts it with SIGTERM blocked.
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        try? FileManager.default.removeItem(at: folder)
    }

    /// Somebody who works there.
    func person(_ role: String, at establishment: String? = nil) throws -> Person {
        try #require(facts.people.first { $0.role == role && (establishment == nil || $0.establishment == establishment) })
    }

    /// All of a role in an establishment.
    func people(_ role: String, at establishment: String) -> [Person] {
        facts.people.filter { $0.role == role && $0.establishment == establishment }
    }

    /// Asks as somebody; what the answer says.
    @discardableResult
    func ask(_ method: String, _ path: String, as person: Person, _ body: [String: String]? = nil) throws -> Data {
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
        try #require(curl.terminationStatus == 0, "\(method) \(path): \(String(decoding: answer, as: UTF8.self))")
        return answer
    }

    /// What is listed under a path.
    func items(_ path: String, as person: Person) throws -> [[String: Any]] {
        let answer = try JSONSerialization.jsonObject(with: ask("GET", path, as: person)) as? [String: Any]
        return try #require(answer?["items"] as? [[String: Any]])
    }

    /// The code in the newest mail to an address.
    func code(to address: String) throws -> String {
        let mails = try items("/v1/console/mails?to=\(address)", as: person("developer"))
        let body = try #require(mails.first?["body"] as? String)
        return String(try #require(body.firstMatch(of: /\b\d{6}\b/)).output)
    }
}

/// Starts a program of the workspace, or one with a path of its own.
func start(_ program: String, _ arguments: [String]) throws -> (Process, input: Pipe, output: Pipe) {
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
