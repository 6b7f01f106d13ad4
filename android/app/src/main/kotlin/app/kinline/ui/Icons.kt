package app.kinline.ui

import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.SolidColor
import androidx.compose.ui.graphics.StrokeCap
import androidx.compose.ui.graphics.StrokeJoin
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.graphics.vector.addPathNodes
import androidx.compose.ui.unit.dp

/** Our own icons: strokes on 24 by 24. Each stands beside words, or has them for screen readers. */
object Icons {
    val Back = icon("M15 5 L8 12 L15 19")
    val Down = icon("M5 9 L12 16 L19 9")
    val Forward = icon("M9 5 L16 12 L9 19")
    val Microphone = icon("M12 3 a3 3 0 0 1 3 3 v5 a3 3 0 0 1 -6 0 v-5 a3 3 0 0 1 3 -3 z M6 11 a6 6 0 0 0 12 0 M12 17 v4")
    val MicrophoneOff = icon("M9 6 a3 3 0 0 1 6 0 v4 M6 11 a6 6 0 0 0 9 5 M18 11 v1 M12 17 v4 M4 4 L20 20")
    val Camera = icon("M4 7 h10 a1 1 0 0 1 1 1 v8 a1 1 0 0 1 -1 1 h-10 a1 1 0 0 1 -1 -1 v-8 a1 1 0 0 1 1 -1 z M15 11 L21 7 v10 L15 13")
    val CameraOff = icon("M9 7 h5 a1 1 0 0 1 1 1 v4 M13 17 h-9 a1 1 0 0 1 -1 -1 v-8 M15 11 L21 7 v10 M4 4 L20 20")
    val Leave = icon("M4 14 c5 -5 11 -5 16 0 l-3 2 l-2.5 -2 v-1.8 c-2 -0.7 -3 -0.7 -5 0 v1.8 l-2.5 2 z")
    val Loudspeaker = icon("M4 9 h4 l5 -4 v14 l-5 -4 h-4 z M16 9 a4 4 0 0 1 0 6 M18.5 6.5 a8 8 0 0 1 0 11")
    val LoudspeakerOff = icon("M4 9 h4 l5 -4 v14 l-5 -4 h-4 z M16 10 l5 5 M21 10 l-5 5")
    val Switch = icon("M5 9 a8 8 0 0 1 13 -2 l2 2 M20 4 v5 h-5 M19 15 a8 8 0 0 1 -13 2 l-2 -2 M4 20 v-5 h5")
    val Move = icon("M12 3 v18 M3 12 h18 M9 6 l3 -3 l3 3 M9 18 l3 3 l3 -3 M6 9 l-3 3 l3 3 M18 9 l3 3 l-3 3")
    val Person = icon("M12 4 a4 4 0 1 1 0 8 a4 4 0 1 1 0 -8 M4 21 a8 7 0 0 1 16 0")

    private fun icon(path: String): ImageVector =
        ImageVector
            .Builder(defaultWidth = 24.dp, defaultHeight = 24.dp, viewportWidth = SIZE, viewportHeight = SIZE)
            .addPath(
                addPathNodes(path),
                stroke = SolidColor(Color.Black),
                strokeLineWidth = 2f,
                strokeLineCap = StrokeCap.Round,
                strokeLineJoin = StrokeJoin.Round,
            ).build()

    private const val SIZE = 24f
}
