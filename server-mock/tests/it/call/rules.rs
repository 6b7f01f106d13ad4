//! What is refused, and the rules of RFC 9725.

use super::{
    hall::{FRAGMENT, Hall, Media, SDP, eventually, refused},
    line::{CALLER, Line, Options},
};
use chrono::TimeDelta;
use kinline_protocol::{
    ErrorCode,
    call::{CallPhase, ServerMessage},
    limits::CALLERS,
};
use reqwest::{
    Method, StatusCode,
    header::{ALLOW, CONTENT_TYPE, ETAG},
};

#[tokio::test(flavor = "multi_thread")]
async fn offers_that_cannot_be_answered() {
    let data = tempfile::tempdir().unwrap();
    let hall = Hall::open(data.path()).await;
    let (family, media) = (&hall.families[0], hall.path("/media"));
    let (_line, offer) = Line::open(CALLER);
    let vp8 = offer.replace("H264/90000", "VP8/90000");
    let cut = offer.split("a=fingerprint").next().unwrap();
    for bad in [
        "",
        "hello",
        "v=0\r\n",
        "v=0\r\nm=video 9 X 96\r\n",
        &vp8,
        cut,
    ] {
        let answer = hall.post_sdp(family, &media, bad).await;
        assert_eq!(refused(answer).await, ErrorCode::SdpInvalid, "{bad}");
    }
    let long = hall
        .post_sdp(family, &media, &"v=0\r\n".repeat(20_000))
        .await;
    assert_eq!(refused(long).await, ErrorCode::TooLarge);
    let json = hall.request(Method::POST, family, &media).json(&1);
    let json = json.send().await.unwrap();
    assert_eq!(refused(json).await, ErrorCode::WrongContentType);
    let state = hall.state().await;
    assert_eq!(state.phase, CallPhase::Waiting, "nothing came of it");
}

#[tokio::test(flavor = "multi_thread")]
async fn each_endpoint_refuses_all_other_roles() {
    let data = tempfile::tempdir().unwrap();
    let hall = Hall::open(data.path()).await;
    let (family, laptop, staff) = (&hall.families[0], &hall.laptop, &hall.staff);
    let reviewer = &hall.reviewer;
    let (media, watch, state) = (hall.path("/media"), hall.path("/watch"), hall.path(""));
    let (pause, files) = (hall.staff_path("/pause"), hall.staff_path("/recordings"));
    let post = Method::POST;
    for (method, path, others) in [
        (&post, media.as_str(), &[staff, reviewer][..]),
        (&post, &watch, &[family, laptop, reviewer]),
        (&Method::GET, &state, &[reviewer]),
        (&Method::GET, &hall.path("/events"), &[reviewer]),
        (&post, &pause, &[family, laptop, reviewer]),
        (&Method::GET, &files, &[family, laptop, reviewer]),
        (&Method::GET, "/v1/staff/calls", &[family, laptop, reviewer]),
        (&Method::GET, "/v1/laptop/calls", &[family, staff, reviewer]),
    ] {
        for other in others {
            let answer = hall
                .request(method.clone(), other, path)
                .send()
                .await
                .unwrap();
            assert_eq!(refused(answer).await, ErrorCode::NotAllowed, "{path}");
        }
        let nobody = hall
            .request(method.clone(), "x", path)
            .send()
            .await
            .unwrap();
        assert_eq!(refused(nobody).await, ErrorCode::NotSignedIn, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fifth_caller_has_no_place() {
    let data = tempfile::tempdir().unwrap();
    let hall = Hall::open(data.path()).await;
    let stranger = &hall.families[CALLERS];
    let (_line, offer) = Line::open(CALLER);
    let answer = hall.post_sdp(stranger, &hall.path("/media"), &offer).await;
    assert_eq!(refused(answer).await, ErrorCode::NotFound);
    assert!(hall.try_listen(stranger).await.is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn too_early_and_too_late() {
    let data = tempfile::tempdir().unwrap();
    let hall = Hall::open(data.path()).await;
    let (family, media) = (&hall.families[0], hall.path("/media"));
    let starts_at = hall.state().await.starts_at;
    let (_line, offer) = Line::open(CALLER);
    hall.server.clock().set(starts_at - TimeDelta::hours(1));
    hall.until("scheduled", |s| s.phase == CallPhase::Scheduled)
        .await;
    let early = hall.post_sdp(family, &media, &offer).await;
    assert_eq!(refused(early).await, ErrorCode::CallTooEarly);
    assert!(hall.try_listen(family).await.is_err());
    hall.server.clock().set(starts_at);
    hall.act("/end", None).await;
    let late = hall.post_sdp(family, &media, &offer).await;
    assert_eq!(refused(late).await, ErrorCode::CallOver);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_tab_replaces_the_first() {
    let data = tempfile::tempdir().unwrap();
    let hall = Hall::open(data.path()).await;
    let mut first = hall.listen(&hall.families[0]).await;
    let media = hall.publish(&hall.families[0]).await;
    let _second = hall.listen(&hall.families[0]).await;
    let replaced = first.next(|m| (m == ServerMessage::Replaced).then_some(()));
    assert!(replaced.await.is_some());
    assert!(first.next(Some).await.is_none(), "the server closes");
    let _newer = hall.publish(&hall.families[0]).await;
    eventually("older media end", || async { media.line.is_closed() }).await;
    let gone = media
        .patch(&hall, FRAGMENT, Some("*"), "a=end-of-candidates\r\n")
        .await;
    assert_eq!(refused(gone).await, ErrorCode::MediaSessionGone);
}

#[tokio::test(flavor = "multi_thread")]
async fn trickle_keeps_to_the_ice_session() {
    let data = tempfile::tempdir().unwrap();
    let hall = Hall::open(data.path()).await;
    let media = hall.publish(&hall.families[0]).await;
    let candidate = "a=candidate:1 1 udp 2130706431 127.0.0.1 9 typ host\r\n";
    let etag = media.etag.as_str();
    let taken = media.patch(&hall, FRAGMENT, Some(etag), candidate).await;
    assert_eq!(taken.status(), StatusCode::NO_CONTENT);
    for (content_type, etag, body, code) in [
        (FRAGMENT, None, candidate, ErrorCode::EtagMissing),
        (
            FRAGMENT,
            Some("\"other\""),
            candidate,
            ErrorCode::EtagMismatch,
        ),
        (FRAGMENT, Some(etag), "hello", ErrorCode::SdpInvalid),
        (
            "text/plain",
            Some(etag),
            candidate,
            ErrorCode::WrongContentType,
        ),
        (SDP, Some(etag), "hello", ErrorCode::SdpInvalid),
    ] {
        let answer = media.patch(&hall, content_type, etag, body).await;
        assert_eq!(refused(answer).await, code);
    }
    let options = hall.request(Method::OPTIONS, "", &hall.path("/media"));
    let options = options.send().await.unwrap();
    assert_eq!(options.headers()["accept-post"], SDP);
    assert!(options.headers().contains_key(ALLOW));
    assert_eq!(media.leave(&hall).await, StatusCode::OK);
    assert_eq!(media.leave(&hall).await, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn ice_restarts_by_fragment_and_by_offer() {
    let data = tempfile::tempdir().unwrap();
    let hall = Hall::open(data.path()).await;
    let _prison = hall.publish(&hall.laptop).await;
    let media = hall.publish(&hall.families[0]).await;
    hall.until_live().await;
    media.flows().await;

    let offer = media.line.restart();
    let answer = media.patch(&hall, SDP, None, &offer).await;
    assert_eq!(answer.status(), StatusCode::OK);
    let etag = answer.headers()[ETAG].to_str().unwrap().to_owned();
    assert_ne!(etag, media.etag);
    let sdp = answer.text().await.unwrap();
    media.line.answer(&sdp);
    media.flows().await;
    let old = media
        .patch(
            &hall,
            FRAGMENT,
            Some(&media.etag),
            "a=end-of-candidates\r\n",
        )
        .await;
    assert_eq!(refused(old).await, ErrorCode::EtagMismatch);

    let before = fragment_of(&offer);
    let fragment = fragment_of(&media.line.restart());
    let answer = media.patch(&hall, FRAGMENT, Some("*"), &fragment).await;
    assert_eq!(answer.status(), StatusCode::OK);
    assert_eq!(answer.headers()[CONTENT_TYPE], FRAGMENT);
    let newest = answer.headers()[ETAG].to_str().unwrap().to_owned();
    assert_ne!(newest, etag);
    let answered = answer.text().await.unwrap();
    media.line.answer(&with_credentials(&sdp, &answered));
    media.flows().await;

    // What was on its way when ICE was restarted is too late: it must not restart it again.
    let late = media.patch(&hall, FRAGMENT, Some(&newest), &before).await;
    assert_eq!(refused(late).await, ErrorCode::EtagMismatch);
    for etag in [newest.as_str(), "*"] {
        let taken = media.patch(&hall, FRAGMENT, Some(etag), &fragment).await;
        assert_eq!(taken.status(), StatusCode::NO_CONTENT);
    }
    media.flows().await;
}

/// The part of an offer that is trickled.
fn fragment_of(offer: &str) -> String {
    let kept = ["a=ice-ufrag", "a=ice-pwd", "a=candidate"];
    let lines = offer.lines();
    let lines = lines.filter(|l| kept.iter().any(|k| l.starts_with(k)));
    lines.map(|l| format!("{l}\r\n")).collect()
}

/// An answer with the credentials of a fragment, as a client puts it together.
fn with_credentials(sdp: &str, fragment: &str) -> String {
    let new = |name: &str| fragment.lines().find(|l| l.starts_with(name));
    let lines = sdp.lines().map(|line| {
        let name = line.split(':').next().unwrap_or_default();
        let new = ["a=ice-ufrag", "a=ice-pwd"]
            .contains(&name)
            .then(|| new(name));
        format!("{}\r\n", new.flatten().unwrap_or(line))
    });
    lines.collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn watching_one_person_only() {
    let data = tempfile::tempdir().unwrap();
    let hall = Hall::open(data.path()).await;
    let mut events = hall.listen(&hall.staff).await;
    let state = events.until(|_| true).await;
    assert!(state.participants.iter().all(|p| !p.you));
    let family = state.participants[1].id;
    // Whoever came first would be the one who is seen.
    let _prison = hall.publish(&hall.laptop).await;
    let _family = hall.publish(&hall.families[0]).await;
    let one = Options {
        sends: false,
        slots: 1,
        tcp: false,
    };
    let (line, offer) = Line::open(one);
    let path = hall.path(&format!("/watch?participant={family}"));
    let answer = hall.post_sdp(&hall.staff, &path, &offer).await;
    let watch = Media::new(line, &hall.staff, answer).await;
    let mid = events.video_mid(family).await;
    let seen = || async { watch.line.received(&mid).frames > 10 };
    eventually("the caller is seen", seen).await;
    let nobody = hall.path("/watch?participant=6b6e6f77-6e00-4000-8000-000000000000");
    let answer = hall.post_sdp(&hall.staff, &nobody, &offer).await;
    assert_eq!(refused(answer).await, ErrorCode::NotFound);
}

/// A fault of the console: the caller's line is up, and carries nothing.
#[tokio::test(flavor = "multi_thread")]
async fn a_poor_line_is_poor_for_the_one_whose_it_is() {
    let data = tempfile::tempdir().unwrap();
    let hall = Hall::open(data.path()).await;
    let fault = serde_json::json!({
        "path": hall.path("/media"), "effect": "poor_line", "lose_every": 1, "times": 1,
    });
    let fault = serde_json::from_value(fault).unwrap();
    hall.server.app().faults.add(fault);
    let family = hall.publish(&hall.families[0]).await;
    let _prison = hall.publish(&hall.laptop).await;
    let received = || async {
        let sessions = hall.server.app().calls.media().await.unwrap();
        let mut counts: Vec<_> = sessions.iter().map(|s| s.received[1]).collect();
        counts.sort_unstable();
        counts
    };
    let arrives = || async { received().await.last().is_some_and(|count| *count > 50) };
    eventually("the laptop's picture arrives", arrives).await;
    assert!(family.line.is_connected());
    assert_eq!(received().await[0], 0);
}
