import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/**
 * What Android's Gradle plugin does with AARs, for Maven: needs a JDK and aapt2, and no Android SDK.
 *
 * <pre>
 * java Aars.java unpack AARS CLASSES RESOURCES    classes of all AARs into one folder, resources into one each
 * java Aars.java link ANDROID_JAR MANIFEST PACKAGE OWN_RESOURCES OUT RESOURCES MADE_RESOURCES
 *                                                 OUT/{app,test}.ap_, and OUT/java with every R class
 * </pre>
 */
public final class Aars {
    private static final Pattern PACKAGE = Pattern.compile("package=\"([^\"]+)\"");

    public static void main(String[] arguments) throws Exception {
        Path[] paths = new Path[arguments.length];
        for (int i = 1; i < arguments.length; i++) {
            paths[i] = Path.of(arguments[i]);
        }
        switch (arguments[0]) {
            case "unpack" -> unpack(paths[1], paths[2], paths[3]);
            case "link" -> link(paths[1], paths[2], arguments[3], List.of(paths[4], paths[7]), paths[5], paths[6]);
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    /** Does nothing where the same AARs were unpacked before. */
    private static void unpack(Path folder, Path classes, Path resources) throws IOException {
        List<Path> aars;
        try (var files = Files.list(folder)) {
            aars = files.filter(file -> file.toString().endsWith(".aar")).sorted().toList();
        }
        Path stamp = resources.resolve(".stamp");
        String wanted = aars.stream().map(aar -> aar.getFileName().toString()).collect(Collectors.joining("\n"));
        if (Files.exists(stamp) && Files.readString(stamp).equals(wanted) && Files.isDirectory(classes)) {
            return;
        }
        Map<String, String> owners = new HashMap<>();
        for (Path aar : aars) {
            unpackOne(aar, classes, resources, owners);
        }
        Files.writeString(stamp, wanted);
        System.out.println(aars.size() + " AARs, " + owners.size() + " files");
    }

    private static void unpackOne(Path aar, Path classes, Path resources, Map<String, String> owners) throws IOException {
        String name = aar.getFileName().toString().replaceAll("\\.aar$", "");
        try (ZipFile zip = new ZipFile(aar.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                String path = entry.getName();
                if (entry.isDirectory()) {
                    continue;
                }
                boolean jar = path.equals("classes.jar") || path.startsWith("libs/") && path.endsWith(".jar");
                if (jar) {
                    unpackJar(zip.getInputStream(entry), classes, name, owners);
                } else if (path.matches("(res|jni)/.*|AndroidManifest\\.xml|proguard\\.txt|META-INF/com/android/build/gradle/.*")) {
                    write(resources.resolve(name).resolve(path), zip.getInputStream(entry).readAllBytes());
                }
            }
        }
    }

    private static void unpackJar(InputStream stream, Path classes, String aar, Map<String, String> owners) throws IOException {
        ZipInputStream jar = new ZipInputStream(stream);
        for (ZipEntry entry; (entry = jar.getNextEntry()) != null; ) {
            String path = entry.getName();
            if (entry.isDirectory() || path.matches("META-INF/(MANIFEST\\.MF|com\\.android\\.tools/.*|proguard/.*)")) {
                continue;
            }
            byte[] bytes = jar.readAllBytes();
            String before = owners.put(path, aar);
            if (before != null && path.startsWith("META-INF/services/")) {
                bytes = (Files.readString(classes.resolve(path)) + "\n" + new String(bytes)).getBytes();
            } else if (before != null) {
                throw new IOException(path + " is in both " + before + " and " + aar);
            }
            write(classes.resolve(path), bytes);
        }
    }

    private static void link(Path android, Path manifest, String owner, List<Path> own, Path out, Path libraries) throws Exception {
        Path flat = Files.createDirectories(out.resolve("flat"));
        List<String> overlays = new ArrayList<>();
        TreeSet<String> packages = new TreeSet<>();
        try (var folders = Files.list(libraries)) {
            for (Path library : folders.filter(folder -> Files.isDirectory(folder.resolve("res"))).sorted().toList()) {
                var name = PACKAGE.matcher(Files.readString(library.resolve("AndroidManifest.xml")));
                if (name.find()) {
                    packages.add(name.group(1));
                }
                Path compiled = flat.resolve(library.getFileName() + ".zip");
                if (!Files.exists(compiled)) {
                    run(List.of("aapt2", "compile", "--dir", library.resolve("res").toString(), "-o", compiled.toString()));
                }
                overlays.addAll(List.of("-R", compiled.toString()));
            }
        }
        for (int i = 0; i < own.size(); i++) {
            Path compiled = flat.resolve("own" + i + ".zip");
            run(List.of("aapt2", "compile", "--dir", own.get(i).toString(), "-o", compiled.toString()));
            overlays.addAll(List.of("-R", compiled.toString()));
        }
        packages.remove(owner);

        // Robolectric reads the manifest from the linked resources; Compose's test rule needs an empty activity in it.
        Path testManifest = out.resolve("TestManifest.xml");
        // What a debug build has besides is tested too.
        String empty = "<activity android:name=\"androidx.activity.ComponentActivity\" android:exported=\"false\"/>";
        String debug = Files.readString(manifest.resolveSibling("../debug/AndroidManifest.xml"));
        debug = debug.substring(debug.indexOf("<activity"), debug.indexOf("</application>"));
        Files.writeString(testManifest, Files.readString(manifest).replace("</application>", empty + debug + "</application>"));
        Path java = Files.createDirectories(out.resolve("java"));
        for (var shape : Map.of("app.ap_", manifest, "test.ap_", testManifest).entrySet()) {
            List<String> command = new ArrayList<>(List.of("aapt2", "link", "-I", android.toString(), "--manifest", shape.getValue().toString(),
                "-o", out.resolve(shape.getKey()).toString(), "--java", java.toString(), "--auto-add-overlay", "--no-version-vectors",
                "--extra-packages", String.join(":", packages)));
            command.addAll(overlays);
            run(command);
        }
    }

    private static void write(Path path, byte[] bytes) throws IOException {
        Files.createDirectories(path.getParent());
        Files.write(path, bytes);
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        int code = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (code != 0) {
            throw new IOException("exit code " + code + ": " + String.join(" ", command));
        }
    }
}
