//! Steps until an establishment is live, and checks of its line, over HTTPS and real WebRTC.

use crate::{
    call::line::{CALLER, Line, Options},
    mock::{Mock, read, refused},
};
use kinline_mock::{database::DatabaseError, readiness::Limit, seed::Seed};
use kinline_protocol::{
    ErrorCode, EstablishmentId, List, account::Role, console::Event, establishment::Establishment,
    readiness::*, routes,
};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use std::time::Duration;

const PLACE: &str = "SWI";
/// Far longer than anything takes.
const PATIENCE: Duration = Duration::from_secs(30);

impl Mock {
    /// Somebody who works at an establishment.
    fn worker(&self, role: Role, place: &str) -> String {
        let mut people = self.server.codes().people.iter();
        let at = |id: &Option<EstablishmentId>| id.as_ref().is_some_and(|id| id.0 == place);
        let found = people.find(|person| person.role == role && at(&person.establishment));
        found.unwrap().token.clone()
    }

    async fn put(&self, token: &str, path: &str, body: Value) -> reqwest::Response {
        let request = self.request(Method::PUT, path).bearer_auth(token);
        request.json(&body).send().await.unwrap()
    }

    /// A POST without a body.
    async fn press(&self, token: &str, path: &str) -> reqwest::Response {
        let request = self.request(Method::POST, path).bearer_auth(token);
        let key = uuid::Uuid::new_v4().to_string();
        let request = request.header(routes::IDEMPOTENCY_HEADER, key);
        request.send().await.unwrap()
    }

    async fn delete(&self, token: &str, path: &str) -> reqwest::Response {
        let request = self.request(Method::DELETE, path).bearer_auth(token);
        request.send().await.unwrap()
    }

    async fn establishments(&self) -> Vec<Establishment> {
        let list: List<Establishment> =
            read(self.get("", routes::ESTABLISHMENTS).await, StatusCode::OK).await;
        list.items
    }

    async fn establishment(&self, id: &str) -> Establishment {
        let mut all = self.establishments().await.into_iter();
        all.find(|it| it.id.0 == id).unwrap()
    }

    async fn readiness(&self, staff: &str) -> Readiness {
        read(self.get(staff, "/v1/staff/readiness").await, StatusCode::OK).await
    }

    /// Limits that any line keeps to on which something comes back at all: a busy machine is no fault.
    async fn forgive_slowness(&self) {
        let developer = self.token(Role::Developer);
        let path = "/v1/console/line-limits";
        let limits: List<Limit> = read(self.get(&developer, path).await, StatusCode::OK).await;
        let mut wide = serde_json::to_value(&limits).unwrap();
        for limit in wide["items"].as_array_mut().unwrap() {
            let sides = [("least", 0.0), ("most", 1e9)];
            for (side, number) in sides {
                if limit.get(side).is_some() {
                    limit[side] = json!(number);
                }
            }
            if limit["measure"] == "microphone" {
                limit["least"] = json!(-200);
            }
        }
        let set: List<Limit> = read(self.put(&developer, path, wide).await, StatusCode::OK).await;
        assert_eq!(set.items.len(), limits.items.len());
    }

    async fn start_check(&self, laptop: &str, kind: CheckKind) -> LineCheckPlan {
        let new = json!({ "kind": kind, "by": "Elin Hughes" });
        let response = self.post(laptop, "/v1/laptop/line-checks", &new).await;
        read(response, StatusCode::CREATED).await
    }

    /// Opens the media session of a check.
    async fn open_line(&self, laptop: &str, plan: &LineCheckPlan) -> Line {
        let one = Options { slots: 1, ..CALLER };
        let (line, offer) = Line::open(one);
        let request = self.request(Method::POST, &plan.media).bearer_auth(laptop);
        let request = request
            .header("content-type", "application/sdp")
            .body(offer);
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), StatusCode::CREATED);
        line.answer(&response.text().await.unwrap());
        line
    }

    async fn finish(&self, laptop: &str, plan: &LineCheckPlan, page: &Value) -> LineCheck {
        read(self.post(laptop, &plan.result, page).await, StatusCode::OK).await
    }

    /// A check whose picture and sound really come back.
    async fn check(&self, laptop: &str, kind: CheckKind) -> LineCheck {
        let plan = self.start_check(laptop, kind).await;
        let line = self.open_line(laptop, &plan).await;
        until(|| line.frames() > 40).await;
        self.finish(laptop, &plan, &measured()).await
    }
}

/// What a page would say of a good line.
fn measured() -> Value {
    json!({
        "down_bits": 2_900_000, "sound_sent": 100, "sound_received": 100, "jitter_ms": 2,
        "round_trip_ms": 20, "frames": 29, "tone_db": 40, "microphone_db": -20,
    })
}

async fn until(done: impl Fn() -> bool) {
    let wait = async {
        while !done() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(PATIENCE, wait).await.unwrap();
}

fn done(readiness: &Readiness) -> Vec<Step> {
    let steps = readiness.steps.iter();
    steps.filter(|s| s.done.is_some()).map(|s| s.step).collect()
}

#[tokio::test]
async fn families_see_for_every_establishment_whether_it_is_live_or_what_is_next() {
    let mock = Mock::start(Seed::Demo).await;
    let all = mock.establishments().await;
    assert!(all.len() > 100);
    let live: Vec<_> = all.iter().filter(|it| it.live).collect();
    assert_eq!(live.len(), 10);
    assert!(live.iter().all(|it| it.readiness == Progress::default()));
    assert!(all.iter().all(|it| it.live || it.readiness.next.is_some()));
    let next: std::collections::BTreeSet<_> = all.iter().map(|it| it.readiness.next).collect();
    assert!(next.len() > 4, "at various steps: {next:?}");

    let swansea = mock.establishment(PLACE).await;
    assert_eq!(swansea.readiness.next, Some(Step::NetworkChecked));
    // Delivered 12 days before the clock's 22 November; three weeks from then.
    let usual = swansea.readiness.usual_live_on.unwrap();
    assert_eq!(usual.to_string(), "2026-12-01");
    let not_delivered = |it: &&Establishment| it.readiness.next == Some(Step::EquipmentDelivered);
    let waiting = all.iter().find(not_delivered).unwrap();
    assert_eq!(waiting.readiness.usual_live_on, None);
}

#[tokio::test]
async fn staff_note_what_is_done_by_hand_and_nothing_else() {
    let mock = Mock::start(Seed::Demo).await;
    let staff = mock.worker(Role::Staff, PLACE);
    let path = |step: &str| format!("/v1/staff/readiness/{step}");
    let taken = mock.delete(&staff, &path("staff_trained")).await;
    let taken: Readiness = read(taken, StatusCode::OK).await;
    assert_eq!(
        done(&taken),
        [Step::EquipmentDelivered, Step::DaysAndTimesSet]
    );
    assert_eq!(taken.progress.next, Some(Step::StaffTrained));

    let on = json!({ "on": "2026-11-20" });
    let noted = mock.put(&staff, &path("staff_trained"), on.clone()).await;
    let noted: Readiness = read(noted, StatusCode::OK).await;
    let step = noted.steps[1].done.as_ref().unwrap();
    assert_eq!(step.on.to_string(), "2026-11-20");
    assert_eq!(step.by.as_str(), "Elin Hughes");

    for step in ["network_checked", "test_calls_passed", "days_and_times_set"] {
        let answer = mock.put(&staff, &path(step), on.clone()).await;
        let problem = refused(answer, ErrorCode::InvalidInput).await;
        assert_eq!(problem.fields[0].field, "step", "{step}");
    }
    for wrong in ["2026-11-23", "2020-01-01"] {
        let wrong = json!({ "on": wrong });
        let answer = mock.put(&staff, &path("staff_trained"), wrong).await;
        let problem = refused(answer, ErrorCode::InvalidInput).await;
        assert_eq!(problem.fields[0].code, ErrorCode::DateInvalid);
    }
    let nonsense = mock.put(&staff, &path("nonsense"), on.clone()).await;
    refused(nonsense, ErrorCode::NotFound).await;
    let live = mock.worker(Role::Staff, "LEI");
    let late = mock.put(&live, &path("staff_trained"), on).await;
    refused(late, ErrorCode::EstablishmentLive).await;
}

#[tokio::test]
async fn the_last_step_makes_it_live_and_tells_who_wanted_to_know() {
    let mock = Mock::start(Seed::Demo).await;
    mock.forgive_slowness().await;
    let (laptop, staff) = (
        mock.worker(Role::Laptop, PLACE),
        mock.worker(Role::Staff, PLACE),
    );
    let watch = routes::watch(&EstablishmentId(PLACE.into()));
    let families = mock.server.codes().people.iter();
    let families: Vec<_> = families
        .filter(|person| person.role == Role::Family)
        .map(|person| person.token.clone())
        .collect();
    for family in &families[..3] {
        let answer = mock.press(family, &watch).await;
        let noted: Watch = read(answer, StatusCode::CREATED).await;
        assert_eq!(noted.live_since, None);
    }
    let forgotten = mock.delete(&families[2], &watch).await;
    assert_eq!(forgotten.status(), StatusCode::NO_CONTENT);

    let network = mock.check(&laptop, CheckKind::Network).await;
    assert!(!network.passed, "nothing loaded the line: {network:?}");
    // A line that was not loaded has no bandwidth; all else is measured.
    let failed = network.readings.iter().filter(|reading| !reading.passed);
    let failed: Vec<_> = failed.map(|reading| reading.measure).collect();
    assert_eq!(failed, [Measure::BandwidthUp]);
    assert!(!mock.establishment(PLACE).await.live);

    let call = mock.check(&laptop, CheckKind::TestCall).await;
    assert!(call.passed, "{call:?}");
    let after = mock.readiness(&staff).await;
    assert!(done(&after).contains(&Step::TestCallsPassed));
    assert_eq!(after.progress.next, Some(Step::NetworkChecked));
    assert_eq!(after.checks.len(), 2);
    assert_eq!(
        (&after.checks[0], after.laptops[0].passed_at),
        (&call, Some(call.at))
    );

    mock.forgive_missing_load().await;
    let network = mock.check(&laptop, CheckKind::Network).await;
    assert!(network.passed, "{network:?}");
    assert_eq!(network.by.as_str(), "Elin Hughes");
    let after = mock.readiness(&staff).await;
    assert_eq!(done(&after), Step::ALL);
    assert_eq!(after.live_since, Some(network.at));
    let place = mock.establishment(PLACE).await;
    assert!(place.live && place.readiness == Progress::default());

    let english = mock.mails("sian@example.org").await;
    assert!(
        english[0].subject.contains("started at Swansea"),
        "{english:?}"
    );
    let welsh = mock.mails("gareth@example.org").await;
    assert!(welsh[0].subject.contains("Carchar Abertawe"), "{welsh:?}");
    assert!(mock.mails("mair@example.org").await.is_empty());
    let watches: List<Watch> = read(
        mock.get(&families[0], routes::WATCHES).await,
        StatusCode::OK,
    )
    .await;
    assert_eq!(watches.items[0].live_since, Some(network.at));
    let again = mock.press(&families[3], &watch).await;
    refused(again, ErrorCode::EstablishmentLive).await;

    let events = mock
        .get(&mock.token(Role::Developer), "/v1/console/events")
        .await;
    let events: List<Event> = read(events, StatusCode::OK).await;
    let told = |action: &str| events.items.iter().filter(|e| e.action == action).count();
    assert_eq!(told("readiness.line_checked"), 3);
    assert_eq!(told("readiness.step_done"), 2);
    assert_eq!(told("readiness.live"), 1);
    assert!(
        events
            .items
            .iter()
            .all(|e| !e.data.to_string().contains("Elin"))
    );
}

impl Mock {
    /// This test's client loads no line.
    async fn forgive_missing_load(&self) {
        let developer = self.token(Role::Developer);
        let path = "/v1/console/line-limits";
        let mut limits: List<Limit> = read(self.get(&developer, path).await, StatusCode::OK).await;
        limits.items.retain(|it| it.measure != Measure::BandwidthUp);
        let limits = serde_json::to_value(limits).unwrap();
        let answer = self.put(&developer, path, limits).await;
        assert_eq!(answer.status(), StatusCode::OK);
    }
}

#[tokio::test]
async fn a_page_cannot_pass_what_the_relay_did_not_see() {
    let mock = Mock::start(Seed::Demo).await;
    mock.forgive_slowness().await;
    let laptop = mock.worker(Role::Laptop, PLACE);
    let plan = mock.start_check(&laptop, CheckKind::TestCall).await;
    let check = mock.finish(&laptop, &plan, &measured()).await;
    assert!(!check.passed);
    assert!(check.readings.iter().all(|reading| reading.value.is_none()));
    assert_eq!(
        mock.establishment(PLACE).await.readiness.next,
        Some(Step::NetworkChecked)
    );
}

#[tokio::test]
async fn a_poor_line_fails_whatever_the_page_says() {
    let mock = Mock::start(Seed::Demo).await;
    mock.forgive_slowness().await;
    let laptop = mock.worker(Role::Laptop, PLACE);
    let fault =
        json!({ "path": "/v1/laptop/line-checks/", "effect": "poor_line", "lose_every": 1 });
    let developer = mock.token(Role::Developer);
    let fault = mock.post(&developer, "/v1/console/faults", &fault).await;
    assert_eq!(fault.status(), StatusCode::CREATED);
    let plan = mock.start_check(&laptop, CheckKind::TestCall).await;
    let line = mock.open_line(&laptop, &plan).await;
    until(|| line.is_connected()).await;
    let check = mock.finish(&laptop, &plan, &measured()).await;
    assert!(!check.passed);
    assert!(check.readings.iter().all(|reading| reading.value.is_none()));
    assert_eq!(line.frames(), 0);
}

#[tokio::test]
async fn a_check_is_its_laptops_own_and_over_when_it_is_over() {
    let mock = Mock::start(Seed::Demo).await;
    let (laptop, other) = (
        mock.worker(Role::Laptop, PLACE),
        mock.worker(Role::Laptop, "LEI"),
    );
    let plan = mock.start_check(&laptop, CheckKind::Network).await;
    let strange = mock.post(&other, &plan.result, &measured()).await;
    refused(strange, ErrorCode::LineCheckGone).await;
    let family = mock.token(Role::Family);
    let family = mock.post(&family, &plan.result, &measured()).await;
    refused(family, ErrorCode::NotAllowed).await;

    // A newer check ends the older one, and its line.
    let line = mock.open_line(&laptop, &plan).await;
    until(|| line.is_connected()).await;
    let newer = mock.start_check(&laptop, CheckKind::Network).await;
    until(|| line.is_closed()).await;
    let older = mock.post(&laptop, &plan.result, &measured()).await;
    refused(older, ErrorCode::LineCheckGone).await;
    let path = newer.result.strip_suffix("/result").unwrap();
    assert_eq!(
        mock.delete(&laptop, path).await.status(),
        StatusCode::NO_CONTENT
    );
    let stopped = mock.post(&laptop, &newer.result, &measured()).await;
    refused(stopped, ErrorCode::LineCheckGone).await;
    let nobody = json!({ "kind": "network", "by": " " });
    let nobody = mock.post(&laptop, "/v1/laptop/line-checks", &nobody).await;
    let nobody = refused(nobody, ErrorCode::InvalidInput).await;
    assert_eq!(nobody.fields[0].code, ErrorCode::NameInvalid);
}

#[tokio::test]
async fn saving_days_and_times_is_a_step() {
    let mock = Mock::start(Seed::Demo).await;
    let staff = mock.worker(Role::Staff, PLACE);
    let forget = |tx: &rusqlite::Transaction<'_>| -> Result<usize, DatabaseError> {
        let query = "DELETE FROM readiness_step WHERE step = 'days_and_times_set' AND establishment = 'SWI'";
        Ok(tx.execute(query, [])?)
    };
    assert_eq!(mock.server.app().database.write(forget).await.unwrap(), 1);
    assert_eq!(done(&mock.readiness(&staff).await).len(), 2);
    let portal: Value = read(mock.get(&staff, "/v1/staff/portal").await, StatusCode::OK).await;
    let save = json!({ "portal": portal, "hits": [] });
    let saved = mock.put(&staff, "/v1/staff/portal", save).await;
    let _: Value = read(saved, StatusCode::OK).await;
    let after = mock.readiness(&staff).await;
    let step = after.steps.last().unwrap();
    let by = step.done.as_ref().map(|done| done.by.as_str());
    assert_eq!(
        (step.step, by),
        (Step::DaysAndTimesSet, Some("Elin Hughes"))
    );
}
