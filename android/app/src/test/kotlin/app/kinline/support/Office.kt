package app.kinline.support

import org.json.JSONObject
import java.io.File

/** What staff do, while a family's phone is being used. */
object Office {
    private val reviewer get() = Server.person("reviewer")
    private val developer get() = Server.person("developer")

    private fun staff(establishment: String) = Server.person("staff", establishment)

    /** Says yes to somebody's identity. */
    fun approveIdentity(givenNames: String) {
        val case = Server.items("/v1/review/cases", reviewer).first { it.getJSONObject("submission").getString("given_names") == givenNames }
        Server.post("/v1/review/cases/${case.getString("id")}/decision", reviewer, JSONObject().put("decision", "approve"))
    }

    /** Says yes to a visitor's wish to call somebody. */
    fun approveContact(
        establishment: String,
        visitor: String,
    ) {
        val request = Server.items("/v1/staff/contacts", staff(establishment)).first { it.getString("visitor") == visitor }
        val path = "/v1/staff/contacts/${request.getJSONObject("contact").getString("id")}/decision"
        Server.post(path, staff(establishment), JSONObject().put("decision", "approve"))
    }

    /** Says yes to every call that is asked for. */
    fun acceptBookings(establishment: String) {
        Server
            .items("/v1/staff/bookings", staff(establishment))
            .filter { it.getJSONObject("status").getString("state") == "requested" }
            .forEach {
                val path = "/v1/staff/bookings/${it.getString("id")}/decision"
                Server.post(path, staff(establishment), JSONObject().put("decision", "accept"))
            }
    }

    fun setClock(now: String) {
        Server.ask("PUT", "/v1/console/clock", developer, JSONObject().put("now", now))
    }

    fun pause(
        establishment: String,
        call: String,
    ) = Server.post("/v1/staff/calls/$call/pause", staff(establishment), JSONObject().put("why", "technical"))

    fun resume(
        establishment: String,
        call: String,
    ) = Server.ask("POST", "/v1/staff/calls/$call/resume", staff(establishment), null)

    /** Whether staff read that somebody of a call has another one. */
    fun isBusy(
        establishment: String,
        call: String,
    ): Boolean =
        Server
            .items("/v1/staff/calls", staff(establishment))
            .map { it.getJSONObject("state") }
            .first { it.getString("call") == call }
            .getJSONArray("participants")
            .objects()
            .any { it.optBoolean("busy") }

    /** The call of a booking today, and the token of the laptop that it is on. */
    fun laptopCall(
        establishment: String,
        booking: String,
    ): Pair<String, String> =
        Server
            .people("laptop", establishment)
            .firstNotNullOf { laptop ->
                Server
                    .items("/v1/laptop/calls", laptop)
                    .map { it.getJSONObject("state") }
                    .firstOrNull { it.getString("booking") == booking }
                    ?.let { it.getString("call") to laptop.getString("token") }
            }

    /** The laptop joins a call, and stays until this is closed. */
    fun laptop(
        call: String,
        token: String,
    ): StandIn {
        val joined =
            StandIn("laptop", "--server", Server.base, "--certificate", Server.certificateFile.path, "--token", token, "--call", call)
        joined.number()
        return joined
    }
}
