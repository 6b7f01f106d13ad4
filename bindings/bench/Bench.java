import app.kinline.ffi.Action;
import app.kinline.ffi.App;
import app.kinline.ffi.Config;
import app.kinline.ffi.Language;
import app.kinline.ffi.PhotoKind;
import app.kinline.ffi.PlatformEffect;
import app.kinline.ffi.Screen;
import app.kinline.ffi.ScreenObserver;
import app.kinline.ffi.SecureStore;
import app.kinline.ffi.Trust;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.SynchronousQueue;

/**
 * What the way between the core and Kotlin costs, in one line of figures for `cargo xtask bench ffi`. The same as
 * `bench.py`.
 *
 * <pre>java Bench.java STORE    STORE/core and STORE/secrets as the core's own test keeps them</pre>
 */
public final class Bench {
    private static final int ROUNDS = 2_000;
    private static final int WARM = 2_000;
    private static final int UNIT = 4_096;

    public static void main(String[] arguments) throws Exception {
        Path store = Path.of(arguments[0]);
        var screens = new SynchronousQueue<Screen>();
        long start = System.nanoTime();
        var first = new long[1];
        var app = new App(config(store), new Secrets(store.resolve("secrets")), new Observer(screens, first));
        double cold = (first[0] - start) / 1e6;

        double update = median(() -> {
            app.send(new Action.SetLanguage(Language.WELSH));
            screens.take();
        }, () -> {
            app.send(new Action.SetLanguage(Language.ENGLISH));
            screens.take();
        });
        double out = median(app::screen, app::screen);
        var in = new Action.PhotoTaken(PhotoKind.PORTRAIT, new byte[UNIT]);
        double into = median(() -> app.send(in), () -> app.send(in));
        app.pause();
        System.out.printf("%.2f %.1f %.1f %.1f %d%n", cold, update, into, out, resident());
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }

    private static Config config(Path store) {
        return new Config("https://127.0.0.1:1", Trust.Platform.INSTANCE, store.resolve("core").toString(), Language.ENGLISH, "Europe/London", null);
    }

    private interface Step {
        void run() throws Exception;
    }

    /** Microseconds: half of the steps took less. */
    private static double median(Step one, Step other) throws Exception {
        double[] times = new double[ROUNDS];
        for (int round = -WARM; round < ROUNDS; round++) {
            Step step = round % 2 == 0 ? one : other;
            long start = System.nanoTime();
            step.run();
            if (round >= 0) {
                times[round] = (System.nanoTime() - start) / 1e3;
            }
        }
        Arrays.sort(times);
        return times[ROUNDS / 2];
    }

    /** Kilobytes. */
    private static long resident() throws Exception {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(line -> line.startsWith("VmRSS:"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
            .sum();
    }

    private record Observer(SynchronousQueue<Screen> screens, long[] first) implements ScreenObserver {
        @Override
        public void onScreen(Screen screen) {
            if (first[0] == 0) {
                first[0] = System.nanoTime();
            } else {
                try {
                    screens.put(screen);
                } catch (InterruptedException ended) {
                    Thread.currentThread().interrupt();
                }
            }
        }

        @Override
        public void onEffect(PlatformEffect effect) {
        }
    }

    private record Secrets(Path folder) implements SecureStore {
        @Override
        public byte[] get(String name) {
            try {
                return Files.exists(folder.resolve(name)) ? Files.readAllBytes(folder.resolve(name)) : null;
            } catch (java.io.IOException failed) {
                throw new IllegalStateException(failed);
            }
        }

        @Override
        public void set(String name, byte[] secret) {
            try {
                Files.write(folder.resolve(name), secret);
            } catch (java.io.IOException failed) {
                throw new IllegalStateException(failed);
            }
        }
    }
}
