package app.kinline.support

import androidx.compose.ui.semantics.SemanticsActions
import androidx.compose.ui.semantics.SemanticsNode
import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.semantics.getOrNull
import androidx.compose.ui.test.SemanticsNodeInteractionsProvider
import androidx.compose.ui.test.isRoot
import androidx.compose.ui.text.TextLayoutResult

/** What is on the screen, as a screen reader, a finger and an eye meet it. */
class Glass(
    private val rule: SemanticsNodeInteractionsProvider,
) {
    /** As a screen reader sees them: merged. */
    fun nodes(): List<SemanticsNode> = roots(unmerged = false).flatMap(::under)

    /** What a screen reader says of it. */
    fun said(node: SemanticsNode): String {
        val text =
            node.config
                .getOrNull(SemanticsProperties.Text)
                .orEmpty()
                .map { it.text }
        return (text + node.config.getOrNull(SemanticsProperties.ContentDescription).orEmpty()).joinToString()
    }

    /** What can be tapped. */
    fun tappable() = nodes().filter { SemanticsActions.OnClick in it.config }

    /** Everything that somebody could not tap, hear or read. */
    fun wrongs(): List<String> = tappable().filter(::isInSight).flatMap(::tapped) + headings() + roots(unmerged = true).flatMap(::under).mapNotNull(::cut)

    private fun roots(unmerged: Boolean) = rule.onAllNodes(isRoot(), useUnmergedTree = unmerged).fetchSemanticsNodes()

    private fun under(node: SemanticsNode): List<SemanticsNode> = listOf(node) + node.children.flatMap(::under)

    /** The whole of it: a list makes a little more than is seen. */
    private fun isInSight(node: SemanticsNode) = node.boundsInRoot.let { it.width + 1 >= node.size.width && it.height + 1 >= node.size.height }

    private fun tapped(node: SemanticsNode): List<String> {
        val touch = node.layoutInfo.density.run { TOUCH_DP * density - 1 }
        val touched = node.touchBoundsInRoot
        val role = SemanticsProperties.Role in node.config || SemanticsActions.SetText in node.config
        return listOfNotNull(
            "no finger fits on “${said(node)}”: $touched".takeIf { touched.height < touch || touched.width < touch },
            "nothing is said of $node".takeIf { said(node).isBlank() },
            "“${said(node)}” has no role".takeIf { !role },
        )
    }

    private fun headings() = if (nodes().any { SemanticsProperties.Heading in it.config || SemanticsProperties.PaneTitle in it.config }) emptyList() else listOf("no heading")

    private fun cut(node: SemanticsNode): String? {
        val found = mutableListOf<TextLayoutResult>()
        node.config
            .getOrNull(SemanticsActions.GetTextLayoutResult)
            ?.action
            ?.invoke(found)
        return found.firstOrNull()?.takeIf(::isCut)?.let { "“${it.layoutInput.text}” is cut off" }
    }

    private fun isCut(text: TextLayoutResult) = text.didOverflowHeight || (0 until text.lineCount).any { text.getLineRight(it) - text.getLineLeft(it) > text.size.width + 1 }

    private companion object {
        const val TOUCH_DP = 48
    }
}
