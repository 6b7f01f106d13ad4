package app.kinline.support

import org.json.JSONArray
import org.json.JSONObject
import java.io.File
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpRequest.BodyPublisher
import java.net.http.HttpRequest.BodyPublishers
import java.net.http.HttpResponse.BodyHandlers
import java.nio.file.Files
import java.security.KeyStore
import java.security.cert.CertificateFactory
import java.util.UUID
import javax.net.ssl.SSLContext
import javax.net.ssl.TrustManagerFactory

/** The real mock server in a process of its own, and what its staff do. One for all tests: each has people of its own. */
object Server {
    private val folder = Files.createTempDirectory("kinline-android").toFile()
    private val process: Process =
        ProcessBuilder(program("kinline-mock"), "serve", "--listen", "127.0.0.1:0", "--data", folder.path, "--seed", "demo", "--json")
            .redirectError(folder.resolve("log"))
            .start()
    private val facts = JSONObject(process.inputReader().readLine())

    /** `https://127.0.0.1:…` */
    val base: String = facts.getString("base")

    /** The only certificate to trust, PEM. */
    val certificateFile = File(facts.getString("certificate"))

    val certificate: String = certificateFile.readText()

    /** What its console shows as a QR code. */
    val link: String get() = "kinline-debug://${base.removePrefix("https://")}/${facts.getString("fingerprint").replace(":", "")}"

    /** Somebody in prison whom one can call. */
    val prisoner: JSONObject get() = facts.getJSONArray("prisoners").getJSONObject(0)

    private val http: HttpClient = HttpClient.newBuilder().sslContext(trusting(certificate)).build()

    init {
        Runtime.getRuntime().addShutdownHook(
            Thread {
                process.destroy()
                process.waitFor()
                folder.deleteRecursively()
            },
        )
    }

    /** Somebody who works there. */
    fun person(
        role: String,
        establishment: String? = null,
    ): JSONObject =
        facts.getJSONArray("people").objects().first {
            it.getString("role") == role && (establishment == null || it.optString("establishment") == establishment)
        }

    fun people(
        role: String,
        establishment: String,
    ): List<JSONObject> =
        facts.getJSONArray("people").objects().filter {
            it.getString("role") == role && it.optString("establishment") == establishment
        }

    fun get(
        path: String,
        person: JSONObject,
    ): JSONObject = JSONObject(ask("GET", path, person, null))

    fun items(
        path: String,
        person: JSONObject,
    ): List<JSONObject> = get(path, person).getJSONArray("items").objects()

    fun post(
        path: String,
        person: JSONObject,
        body: JSONObject,
    ) {
        ask("POST", path, person, body)
    }

    fun ask(
        method: String,
        path: String,
        person: JSONObject,
        body: JSONObject?,
    ): String = send(method, path, person, "application/json", if (body == null) BodyPublishers.noBody() else BodyPublishers.ofString(body.toString()))

    /** Replaces a photo. */
    fun putPhoto(
        path: String,
        person: JSONObject,
        jpeg: ByteArray,
    ) {
        send("PUT", path, person, "image/jpeg", BodyPublishers.ofByteArray(jpeg))
    }

    private fun send(
        method: String,
        path: String,
        person: JSONObject,
        type: String,
        body: BodyPublisher,
    ): String {
        val request =
            HttpRequest
                .newBuilder(URI(base + path))
                .method(method, body)
                .header("authorization", "Bearer ${person.getString("token")}")
                .header("content-type", type)
                .header("idempotency-key", UUID.randomUUID().toString())
                .build()
        val answer = http.send(request, BodyHandlers.ofString())
        check(answer.statusCode() in 200..299) { "$method $path: ${answer.statusCode()} ${answer.body()}" }
        return answer.body()
    }

    /** The code in the newest mail to an address. */
    fun code(address: String): String {
        val mails = items("/v1/console/mails?to=$address", person("developer"))
        return Regex("""\b\d{6}\b""").find(mails.first().getString("body"))!!.value
    }
}

/** A program of the workspace. */
fun program(name: String): String = File(System.getProperty("kinline.programs"), name).path

fun JSONArray.objects(): List<JSONObject> = List(length(), ::getJSONObject)

private fun trusting(pem: String): SSLContext {
    val certificate = CertificateFactory.getInstance("X.509").generateCertificate(pem.byteInputStream())
    val store = KeyStore.getInstance(KeyStore.getDefaultType()).apply { load(null) }
    store.setCertificateEntry("mock", certificate)
    val managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm()).apply { init(store) }.trustManagers
    return SSLContext.getInstance("TLS").apply { init(null, managers, null) }
}
