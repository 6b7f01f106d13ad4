package app.kinline.platform.reminders

import java.io.ByteArrayInputStream
import java.io.ByteArrayOutputStream
import java.io.DataInputStream
import java.io.DataOutputStream

/** A reminder as it is kept; `at` in milliseconds since 1970. */
data class Planned(
    val id: String,
    val at: Long,
    val title: String,
    val text: String,
) {
    companion object {
        fun write(plan: List<Planned>): ByteArray {
            val bytes = ByteArrayOutputStream()
            DataOutputStream(bytes).run {
                writeInt(plan.size)
                plan.forEach {
                    writeUTF(it.id)
                    writeLong(it.at)
                    writeUTF(it.title)
                    writeUTF(it.text)
                }
            }
            return bytes.toByteArray()
        }

        fun read(bytes: ByteArray): List<Planned> =
            DataInputStream(ByteArrayInputStream(bytes)).run {
                List(readInt()) { Planned(readUTF(), readLong(), readUTF(), readUTF()) }
            }
    }
}
