// swift-tools-version: 6.0
import PackageDescription

let strict: [SwiftSetting] = [.swiftLanguageMode(.v6), .unsafeFlags(["-warnings-as-errors"])]

// On Apple's platforms the core is an XCFramework and the views are SwiftUI's. On Linux it is the library that cargo
// built, and the views are checked against a stand-in: `import SwiftUI` means SwiftUIStandIn there.
#if os(Linux)
let core: Target = .systemLibrary(name: "FamilyBindingsFFI", path: "Generated/FamilyBindingsFFI")
let standIns: [Target] = [.target(name: "SwiftUIStandIn", path: "StandIns/SwiftUIStandIn", swiftSettings: strict)]
let swiftUI: [Target.Dependency] = ["SwiftUIStandIn"]
let views: [SwiftSetting] = strict + [.unsafeFlags(["-module-alias", "SwiftUI=SwiftUIStandIn"])]
#else
let core: Target = .binaryTarget(name: "FamilyBindingsFFI", path: "Frameworks/FamilyBindingsFFI.xcframework")
let standIns: [Target] = []
let swiftUI: [Target.Dependency] = []
let views = strict
#endif

// Generated: its style is the generator's.
let bindings: Target = .target(
    name: "FamilyBindings", dependencies: ["FamilyBindingsFFI"], path: "Generated/FamilyBindings",
    swiftSettings: [.swiftLanguageMode(.v5)], linkerSettings: [.linkedFramework("Security", .when(platforms: [.iOS]))])

// Each names the bindings itself: otherwise a changed core does not build again what only reaches them through FamilyKit.
let targets: [Target] = [
    core,
    bindings,
    .target(name: "FamilyKit", dependencies: ["FamilyBindings"], swiftSettings: strict),
    .target(name: "FamilyUI", dependencies: ["FamilyBindings", "FamilyKit"] + swiftUI, swiftSettings: views),
    .target(name: "FamilyPhone", dependencies: ["FamilyBindings", "FamilyKit"], swiftSettings: strict),
    .target(name: "FamilyTestKit", dependencies: ["FamilyBindings", "FamilyKit"], path: "Tests/FamilyTestKit", swiftSettings: strict),
    .testTarget(name: "FamilyKitTests", dependencies: ["FamilyBindings", "FamilyTestKit"], swiftSettings: strict),
    .testTarget(name: "FamilyUITests", dependencies: ["FamilyBindings", "FamilyUI", "FamilyTestKit"] + swiftUI, swiftSettings: views),
]

let package = Package(
    name: "Family",
    defaultLocalization: "en",
    platforms: [.iOS(.v17)],
    products: [.library(name: "Family", targets: ["FamilyKit", "FamilyUI", "FamilyPhone"])],
    targets: standIns + targets
)
