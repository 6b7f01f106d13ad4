// swift-tools-version: 6.0
import PackageDescription

// On Apple's platforms the core is an XCFramework (`ios/scripts/build-xcframework.sh` and this folder make it); on Linux it is
// the library in `lib`.
#if os(Linux)
let core: Target = .systemLibrary(name: "FamilyBindingsFFI", path: "Sources/FamilyBindingsFFI")
let libraries = "\(Context.packageDirectory)/lib"
let linked: [LinkerSetting] = [
    .unsafeFlags([
        "-L\(libraries)", "-lkinline_ffi", "-Xlinker", "--allow-shlib-undefined", "-Xlinker", "-rpath=\(libraries)",
    ])
]
#else
let core: Target = .binaryTarget(name: "FamilyBindingsFFI", path: "Frameworks/FamilyBindingsFFI.xcframework")
let linked: [LinkerSetting] = [.linkedFramework("Security", .when(platforms: [.iOS]))]
#endif

let package = Package(
    name: "FamilyBindings",
    platforms: [.iOS(.v17)],
    products: [.library(name: "FamilyBindings", targets: ["FamilyBindings"])],
    targets: [
        core,
        .target(
            name: "FamilyBindings", dependencies: ["FamilyBindingsFFI"], swiftSettings: [.swiftLanguageMode(.v5)],
            linkerSettings: linked),
    ])
