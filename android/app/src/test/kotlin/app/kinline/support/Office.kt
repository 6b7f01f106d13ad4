package app.kinline.support

import org.json.JSONArray
import org.json.JSONObject
import java.io.File

/** What staff do, while a family's phone is being used. */
object Office {
    private val reviewer get() = Server.person("reviewer")
    private val developer get() = Server.person("developer")

    private fun staff(establishment: String) = Server.person("staff", establishment)

    /** Says yes to somebody's identity. */
    fun approveIdentity(givenNames: String) = decide(case(givenNames), JSONObject().put("decision", "approve"))

    /** The document cannot be read: it is to be photographed again. */
    fun rejectIdentity(givenNames: String): String {
        val case = case(givenNames)
        decide(case, JSONObject().put("decision", "reject").put("reason", "photo_glare").put("photo", "document_front"))
        return case
    }

    /** Has seen the document itself. */
    fun hasSeenIdentity(case: String) = decide(case, JSONObject().put("decision", "approve_seen").put("way", "in_person"))

    private fun case(givenNames: String): String =
        Server.items("/v1/review/cases", reviewer).first { it.getJSONObject("submission").getString("given_names") == givenNames }.getString("id")

    private fun decide(
        case: String,
        decision: JSONObject,
    ) = Server.post("/v1/review/cases/$case/decision", reviewer, decision)

    /** Staff read each request before a call is booked. What is booked is kept. */
    fun readsRequests(establishment: String) {
        val portal = Server.get("/v1/staff/portal", staff(establishment))
        portal.getJSONObject("settings").put("automatic", false)
        val new = JSONObject().put("portal", portal).put("hits", JSONArray())
        Server.ask("PUT", "/v1/staff/portal", staff(establishment), new)
    }

    /** Asks the family whether other times would do. */
    fun offer(
        establishment: String,
        booking: String,
        times: List<JSONObject>,
    ) {
        val offer = JSONObject().put("decision", "offer").put("starts_at", JSONArray(times.map { it.getString("starts_at") }))
        Server.post("/v1/staff/requests/$booking/decision", staff(establishment), offer)
    }

    private fun laptop(establishment: String) = Server.person("laptop", establishment)

    /** What somebody in prison can ask for. */
    fun times(prisoner: JSONObject): List<JSONObject> =
        Server.get("/v1/laptop/prisoners/${prisoner.getString("number")}/slots", laptop(prisoner.getString("establishment"))).getJSONArray("slots").objects()

    /** Somebody in prison asks a caller for times, on the laptop. */
    fun prisonerAsks(
        prisoner: JSONObject,
        caller: String,
        times: List<JSONObject>,
    ): String {
        val (number, laptop) = prisoner.getString("number") to laptop(prisoner.getString("establishment"))
        val contact = Server.items("/v1/laptop/prisoners/$number/contacts", laptop).first { it.getString("name").startsWith(caller) }.getString("contact")
        val request = JSONObject().put("prisoner_number", number).put("contact", contact).put("choices", JSONArray(times.map { it.getString("id") }))
        return JSONObject(Server.ask("POST", "/v1/laptop/requests", laptop, request)).getString("booking")
    }

    /** Books for a family that telephones. */
    fun booksByTelephone(
        prisoner: JSONObject,
        visitorNumber: String,
    ): String {
        val new =
            JSONObject()
                .put("prisoner_number", prisoner.getString("number"))
                .put("visitors", JSONArray(listOf(visitorNumber)))
                .put("starts_at", times(prisoner).last().getString("starts_at"))
        return JSONObject(Server.ask("POST", "/v1/staff/bookings", staff(prisoner.getString("establishment")), new)).getString("id")
    }

    /** The link by which another family invites somebody. */
    fun invitation(establishment: String): String {
        val families = JSONObject().put("establishment", establishment).put("count", 1)
        val family = JSONObject(Server.ask("POST", "/v1/console/families", developer, families)).getJSONArray("items").getJSONObject(0)
        val token = JSONObject().put("token", family.getJSONObject("token").getString("access_token"))
        return JSONObject(Server.ask("POST", "/v1/invitations", token, JSONObject().put("name", "Megan"))).getString("link")
    }

    /** How often somebody has come to a call, or come back on another line. */
    fun comings(call: String): Int =
        generateSequence(0 to 0) { (after, counted) ->
            val events = Server.items("/v1/console/events?after=$after", developer)
            val more = events.count { it.getString("action") == "call.waiting_room_entered" && it.getString("subject").endsWith(call) }
            if (events.isEmpty()) null else events.last().getInt("number") to counted + more
        }.last().second

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
    ): Boolean = state(establishment, call).getJSONArray("participants").objects().any { it.optBoolean("busy") }

    /** What has paused a call. */
    fun pauses(
        establishment: String,
        call: String,
    ): List<String> =
        state(establishment, call)
            .optJSONArray("reasons")
            ?.objects()
            .orEmpty()
            .map { it.getString("reason") }

    /** How a call stands, as staff read it. */
    private fun state(
        establishment: String,
        call: String,
    ): JSONObject =
        Server
            .items("/v1/staff/calls", staff(establishment))
            .map { it.getJSONObject("state") }
            .first { it.getString("call") == call }

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

    /** Of somebody in prison it is known what they look like; without, nobody is compared with them. */
    fun setPortrait(prisoner: JSONObject) {
        val path = "/v1/staff/prisoners/${prisoner.getString("number")}/portrait"
        val photo = StandIn("portrait").use { it.bytes(it.number()) }
        Server.putPhoto(path, staff(prisoner.getString("establishment")), photo)
    }

    /** Whom nobody approved sits before the laptop, or leaves it. */
    fun stranger(
        laptop: StandIn,
        sits: Boolean,
    ) = laptop.ask(if (sits) 1 else 0)

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
