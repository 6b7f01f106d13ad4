plugins {
    alias(libs.plugins.android.application)
    alias(libs.plugins.kotlin.compose)
}

val pictures = layout.buildDirectory.dir("pictures/res")

/** The drawings of the design, as Android draws them. */
val drawables by tasks.registering(Exec::class) {
    val tool = rootDir.resolve("maven/tools/Pictures.java")
    val drawings = rootDir.resolve("../design/pictures")
    inputs.files(tool, fileTree(drawings))
    outputs.dir(pictures)
    commandLine(
        "java", tool.path, drawings.path,
        pictures
            .get()
            .dir("drawable")
            .asFile.path,
    )
}

val models = layout.buildDirectory.dir("models")

/** The nets that find faces, shipped as an asset: `cargo xtask models` fetches and converts them once. */
val nets by tasks.registering(Exec::class) {
    workingDir = rootDir.resolve("..")
    outputs.dir(models)
    commandLine("sh", "-c", "mkdir -p \"$0\" && cp \"$(cargo xtask models | tail -n 1)/faces.bin\" \"$0\"", models.get().asFile.path)
}

android {
    namespace = "app.kinline"
    compileSdk = 37
    defaultConfig {
        applicationId = "app.kinline"
        minSdk = 28
        targetSdk = 36
        versionCode = 1
        versionName = "0.1.0"
    }
    buildTypes.named("release") {
        isMinifyEnabled = true
        isShrinkResources = true
        proguardFiles(getDefaultProguardFile("proguard-android-optimize.txt"), "keep.pro")
    }
    buildFeatures.compose = true
    sourceSets["main"].res.directories.add(pictures.get().asFile.path)
    sourceSets["main"].assets.directories.add(models.get().asFile.path)
    testOptions.unitTests {
        isIncludeAndroidResources = true
        all {
            val programs = rootDir.resolve("../target/debug").path
            it.systemProperty("jna.library.path", programs)
            it.systemProperty("kinline.programs", programs)
            it.systemProperty("kinline.design", rootDir.resolve("../design").path)
            it.systemProperty("kinline.gallery", rootDir.resolve("../target/gallery/android").path)
        }
    }
    lint {
        warningsAsErrors = true
        checkAllWarnings = true
    }
}

kotlin {
    compilerOptions {
        allWarningsAsErrors = true
        extraWarnings = true
    }
}

tasks.named("preBuild") { dependsOn(drawables, nets) }

dependencies {
    implementation(project(":bindings"))
    implementation(libs.activity.compose)
    implementation(libs.androidx.core)
    implementation(libs.compose.foundation)
    implementation(libs.compose.material3)
    implementation(libs.compose.ui)
    implementation(libs.compose.ui.tooling.preview)
    implementation(libs.coroutines.android)
    implementation(libs.lifecycle.runtime.compose)
    debugImplementation(libs.compose.ui.tooling)
    testImplementation(libs.compose.ui.test)
    testImplementation(libs.jna)
    testImplementation(libs.junit)
    testImplementation(libs.robolectric)
    testImplementation(libs.test.core)
    testImplementation(libs.test.ext.junit)
}
