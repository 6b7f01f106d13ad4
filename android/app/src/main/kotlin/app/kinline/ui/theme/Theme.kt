package app.kinline.ui.theme

import androidx.compose.foundation.isSystemInDarkTheme
import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Shapes
import androidx.compose.material3.Typography
import androidx.compose.material3.darkColorScheme
import androidx.compose.material3.lightColorScheme
import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.ui.text.font.FontWeight
import androidx.compose.ui.unit.dp
import androidx.compose.ui.unit.sp

/** Material 3 in Kinline's colours, light or dark as the phone is. */
@Composable
fun KinlineTheme(
    dark: Boolean = isSystemInDarkTheme(),
    content: @Composable () -> Unit,
) {
    val colours = if (dark) DarkColours else LightColours
    val base = if (dark) darkColorScheme() else lightColorScheme()
    val scheme =
        base.copy(
            primary = colours.button,
            onPrimary = colours.buttonText,
            primaryContainer = colours.good,
            onPrimaryContainer = colours.goodText,
            background = colours.page,
            onBackground = colours.text,
            surface = colours.page,
            onSurface = colours.text,
            surfaceVariant = colours.surface,
            onSurfaceVariant = colours.quiet,
            surfaceContainer = colours.surface,
            outline = colours.control,
            outlineVariant = colours.line,
            error = colours.danger,
            onError = colours.dangerText,
        )
    CompositionLocalProvider(LocalColours provides colours) {
        MaterialTheme(scheme, shapes = SHAPES, typography = TYPOGRAPHY, content = content)
    }
}

private val SHAPES = Shapes(small = RoundedCornerShape(8.dp), medium = RoundedCornerShape(12.dp))

private val TYPOGRAPHY =
    Typography().run {
        copy(
            headlineMedium = headlineMedium.copy(fontWeight = FontWeight.SemiBold),
            titleLarge = titleLarge.copy(fontWeight = FontWeight.SemiBold),
            titleMedium = titleMedium.copy(fontWeight = FontWeight.SemiBold, letterSpacing = 0.sp),
            bodyLarge = bodyLarge.copy(letterSpacing = 0.sp),
            bodyMedium = bodyMedium.copy(letterSpacing = 0.sp),
        )
    }
