plugins {
    alias(libs.plugins.android.library)
}

val workspace = rootDir.resolve("..")
val generated = layout.buildDirectory.dir("generated/uniffi")
val libraries = layout.buildDirectory.dir("jniLibs")

/** The core for the processors that phones have: needs the NDK, and `cargo install cargo-ndk`. */
val cargoNdk by tasks.registering(Exec::class) {
    workingDir = workspace
    commandLine(
        "cargo", "ndk", "--target", "arm64-v8a", "--target", "armeabi-v7a", "--target", "x86_64",
        "--platform", "28", "--output-dir", libraries.get().asFile.path,
        "build", "--package", "kinline-ffi", "--lib", "--profile", "small",
    )
    // Phones with pages of 16 KB refuse a library that is not aligned to them. Relocations are packed, in the form that
    // Android 9 knows: half a megabyte less.
    val link = listOf("-z,max-page-size=16384", "--pack-dyn-relocs=android+relr", "--use-android-relr-tags")
    environment("RUSTFLAGS", link.joinToString(" ") { "-Clink-arg=-Wl,$it" })
}

/** The generator reads the library that this machine runs. */
val hostLibrary by tasks.registering(Exec::class) {
    workingDir = workspace
    commandLine("cargo", "build", "--package", "kinline-ffi", "--lib", "--message-format", "short")
}

val bindgen by tasks.registering(Exec::class) {
    dependsOn(hostLibrary)
    workingDir = workspace
    val library = workspace.resolve("target/debug").resolve(System.mapLibraryName("kinline_ffi"))
    commandLine(
        "cargo", "run", "--package", "kinline-ffi", "--features", "bindgen", "--bin", "uniffi-bindgen", "--",
        "generate", "--language", "kotlin", "--no-format", "--out-dir", generated.get().asFile.path, library.path,
    )
    outputs.dir(generated)
}

android {
    namespace = "app.kinline.ffi"
    compileSdk = 37
    defaultConfig.minSdk = 28
    sourceSets["main"].kotlin.directories.add(generated.get().asFile.path)
    sourceSets["main"].jniLibs.directories.add(libraries.get().asFile.path)
}

tasks.named("preBuild") { dependsOn(bindgen, cargoNdk) }

dependencies {
    // With libraries for phones in it; tests take the plain jar, which has this machine's.
    api("${libs.jna.get()}@aar")
    // Asks Android which certificates are trusted; the core calls it by name.
    implementation("${libs.rustls.platform.verifier.get()}@aar")
}
