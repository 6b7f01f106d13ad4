import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Turns design/pictures/*.svg into vector drawables: `java Pictures.java SVGS DRAWABLES`. It knows the shapes that our
 * drawings are made of, and refuses all others.
 */
public final class Pictures {
    public static void main(String[] arguments) throws Exception {
        Path from = Path.of(arguments[0]);
        Path to = Files.createDirectories(Path.of(arguments[1]));
        List<Path> drawings;
        try (var files = Files.list(from)) {
            drawings = files.filter(file -> file.toString().endsWith(".svg")).sorted().toList();
        }
        for (Path drawing : drawings) {
            String name = "picture_" + drawing.getFileName().toString().replace(".svg", "").replace('-', '_');
            Files.writeString(to.resolve(name + ".xml"), vector(drawing));
        }
    }

    private static String vector(Path drawing) throws Exception {
        Element svg = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(drawing.toFile()).getDocumentElement();
        String[] box = svg.getAttribute("viewBox").split(" ");
        var xml = new StringBuilder(String.format("""
            <vector xmlns:android="http://schemas.android.com/apk/res/android"
                android:width="%1$sdp"
                android:height="%2$sdp"
                android:viewportWidth="%1$s"
                android:viewportHeight="%2$s">
            """, box[2], box[3]));
        shapes(svg, "", xml);
        return xml.append("</vector>\n").toString();
    }

    /** A group hands its paint down to what is in it. */
    private static void shapes(Element parent, String inherited, StringBuilder xml) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (!(node instanceof Element shape)) {
                continue;
            }
            if (shape.hasAttribute("transform") || shape.hasAttribute("style")) {
                throw new IllegalArgumentException("no transform, no style: " + shape.getTagName());
            }
            String paint = inherited + paint(shape);
            switch (shape.getTagName()) {
                case "title" -> { }
                case "g" -> shapes(shape, paint, xml);
                default -> xml.append("    <path android:pathData=\"").append(path(shape)).append('"').append(paint).append("/>\n");
            }
        }
    }

    private static String path(Element shape) {
        return switch (shape.getTagName()) {
            case "path" -> shape.getAttribute("d");
            case "circle" -> ellipse(number(shape, "cx"), number(shape, "cy"), number(shape, "r"), number(shape, "r"));
            case "ellipse" -> ellipse(number(shape, "cx"), number(shape, "cy"), number(shape, "rx"), number(shape, "ry"));
            case "line" -> say("M%.2f %.2f L%.2f %.2f", number(shape, "x1"), number(shape, "y1"), number(shape, "x2"), number(shape, "y2"));
            case "rect" -> rectangle(shape);
            default -> throw new IllegalArgumentException("no drawing of ours has a " + shape.getTagName());
        };
    }

    private static String ellipse(double x, double y, double across, double down) {
        return say("M%.2f %.2f a%.2f %.2f 0 1 1 %.2f 0 a%.2f %.2f 0 1 1 %.2f 0 z", x - across, y, across, down, 2 * across, across, down, -2 * across);
    }

    private static String rectangle(Element shape) {
        double width = number(shape, "width");
        double height = number(shape, "height");
        double round = shape.hasAttribute("rx") ? Math.min(number(shape, "rx"), Math.min(width, height) / 2) : 0;
        double across = width - 2 * round;
        double down = height - 2 * round;
        return say("M%.2f %.2f h%.2f a%.2f %.2f 0 0 1 %.2f %.2f v%.2f a%.2f %.2f 0 0 1 %.2f %.2f h%.2f a%.2f %.2f 0 0 1 %.2f %.2f v%.2f a%.2f %.2f 0 0 1 %.2f %.2f z",
            number(shape, "x") + round, number(shape, "y"), across, round, round, round, round, down, round, round, -round, round,
            -across, round, round, -round, -round, -down, round, round, round, -round);
    }

    private static String paint(Element shape) {
        var paint = new StringBuilder();
        attribute(shape, "fill", "fillColor", paint);
        attribute(shape, "stroke", "strokeColor", paint);
        attribute(shape, "stroke-width", "strokeWidth", paint);
        attribute(shape, "stroke-linecap", "strokeLineCap", paint);
        attribute(shape, "stroke-linejoin", "strokeLineJoin", paint);
        return paint.toString();
    }

    private static void attribute(Element shape, String svg, String android, StringBuilder paint) {
        String value = shape.getAttribute(svg);
        if (!value.isEmpty() && !value.equals("none")) {
            paint.append(" android:").append(android).append("=\"").append(value).append('"');
        }
    }

    private static double number(Element shape, String name) {
        String value = shape.getAttribute(name);
        return value.isEmpty() ? 0 : Double.parseDouble(value);
    }

    private static String say(String format, Object... numbers) {
        return String.format(Locale.ROOT, format, numbers);
    }
}
