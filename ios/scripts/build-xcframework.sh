#!/usr/bin/env bash
# On a Mac with Xcode and Rust: the core for iPhones and the simulator, as Frameworks/FamilyBindingsFFI.xcframework, and
# what else the app is built from, below Generated. Then: xcodegen generate && open Kinline.xcodeproj
# With a folder that `cargo xtask package` made (target/packages/swift): that package's Frameworks as well.
set -euo pipefail
package=${1:+$(cd "$1" && pwd)}
cd "$(dirname "$0")/.."
[ "$(uname)" = Darwin ] || { echo "This needs a Mac: Xcode makes XCFrameworks."; exit 1; }
oldest=17.0
export IPHONEOS_DEPLOYMENT_TARGET=$oldest
rustup target add aarch64-apple-ios aarch64-apple-ios-sim x86_64-apple-ios
(cd .. && cargo xtask ios-sources)

# One object that shows only what Swift calls: the SQLite inside must not stand in for the system's.
library() { # Rust's target, Apple's architecture, platform, SDK
    cargo build --manifest-path ../Cargo.toml --package kinline-ffi --lib --profile small --target "$1"
    mkdir -p "$work/$1"
    xcrun --sdk "$4" ld -r -arch "$2" -platform_version "$3" $oldest $oldest -exported_symbol '_uniffi_*' -exported_symbol '_ffi_*' \
        -force_load "$built/$1/small/libkinline_ffi.a" -o "$work/$1/core.o"
    xcrun libtool -static -o "$work/$1/libkinline_ffi.a" "$work/$1/core.o"
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
built=${CARGO_TARGET_DIR:-../target}
library aarch64-apple-ios arm64 ios iphoneos
library aarch64-apple-ios-sim arm64 ios-simulator iphonesimulator
library x86_64-apple-ios x86_64 ios-simulator iphonesimulator
mkdir "$work/simulator"
lipo -create "$work"/{aarch64-apple-ios-sim,x86_64-apple-ios}/libkinline_ffi.a -output "$work/simulator/libkinline_ffi.a"

rm -rf Frameworks
xcodebuild -create-xcframework \
    -library "$work/aarch64-apple-ios/libkinline_ffi.a" -headers Generated/FamilyBindingsFFI \
    -library "$work/simulator/libkinline_ffi.a" -headers Generated/FamilyBindingsFFI \
    -output Frameworks/FamilyBindingsFFI.xcframework
if [ -n "$package" ]; then
    rm -rf "$package/Frameworks"
    cp -R Frameworks "$package/"
fi
