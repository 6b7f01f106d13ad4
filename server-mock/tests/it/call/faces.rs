//! Who is in the picture, with real faces: photos that come with the face models, sent as H.264.

use super::{
    hall::{Hall, Media, eventually, refused},
    line::{CALLER, WIDTH_OF_SCENE},
};
use image::{DynamicImage, RgbImage, imageops};
use kinline_protocol::{
    ErrorCode, List, SightingId,
    call::{CallPhase, PauseReason, Side},
    console::Event,
    faces::{CallFaces, PortraitKept, Seen, Sighting, SightingAnswer},
    office::PrisonerSummary,
};
use reqwest::{Method, StatusCode, header::CONTENT_TYPE};
use std::{
    env,
    io::Cursor,
    path::{Path, PathBuf},
};
use tokio::runtime::Runtime;

/// Somebody of the photos: in which, and the corner of the 480 x 540 pixels around their face.
type Who = (&'static str, u32, u32);
const PRISONER: Who = ("sample3.jpg", 445, 190);
const STRANGER: Who = ("sample6.jpg", 1034, 184);
const ANOTHER: Who = ("sample1.jpg", 1337, 50);

const STRANGERS_PAUSE: PauseReason = PauseReason::Face { side: Side::Prison };

fn models() -> PathBuf {
    let cache = || Some(PathBuf::from(env::var_os("XDG_CACHE_HOME")?));
    let home = || Some(PathBuf::from(env::var_os("HOME")?).join(".cache"));
    let usual = || Some(cache().or_else(home)?.join("kinline/models"));
    let folder = env::var_os("KINLINE_MODELS")
        .map(PathBuf::from)
        .or_else(usual);
    let folder = folder.unwrap();
    assert!(folder.join("faces.bin").exists(), "run cargo xtask models");
    folder
}

fn cut((photo, x, y): Who) -> RgbImage {
    let photo = image::open(models().join("photos").join(photo)).unwrap();
    photo.crop_imm(x, y, 480, 540).into_rgb8()
}

/// A wall with these people before it.
fn scene(people: &[Who]) -> RgbImage {
    let mut wall = RgbImage::from_pixel(1280, 720, image::Rgb([150, 150, 140]));
    for (who, x) in people.iter().zip([200, 680]) {
        imageops::replace(&mut wall, &cut(*who), x, 90);
    }
    let height = WIDTH_OF_SCENE * 9 / 16;
    imageops::resize(
        &wall,
        WIDTH_OF_SCENE,
        height,
        imageops::FilterType::Triangle,
    )
}

fn jpeg(image: RgbImage) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let image = DynamicImage::from(image);
    image
        .write_to(&mut bytes, image::ImageFormat::Jpeg)
        .unwrap();
    bytes.into_inner()
}

impl Hall {
    async fn faces(&self) -> CallFaces {
        self.get(&self.staff, &self.staff_path("/faces")).await
    }

    /// The newest sighting.
    async fn sighting(&self) -> Sighting {
        self.faces().await.sightings.into_iter().next().unwrap()
    }

    async fn say(&self, sighting: SightingId, what: &str) -> CallFaces {
        let path = self.staff_path(&format!("/faces/{sighting}/{what}"));
        let answer = self.request(Method::POST, &self.staff, &path).send().await;
        let answer = answer.unwrap();
        assert_eq!(answer.status(), StatusCode::OK);
        answer.json().await.unwrap()
    }

    /// Staff allow whoever is taken for a stranger, until nobody is: a smeared picture may make more of one.
    async fn allow_everybody(&self) {
        let live = || async {
            let open = |one: &Sighting| {
                one.seen == Seen::Unknown && one.gone_at.is_none() && one.answer.is_none()
            };
            for one in self.faces().await.sightings.into_iter().filter(open) {
                let told = self.say(one.id, "allow").await.sightings;
                let said = told.into_iter().find(|it| it.id == one.id).unwrap();
                assert_eq!(said.answer, Some(SightingAnswer::Allowed));
            }
            self.state().await.phase == CallPhase::Live
        };
        eventually("everybody is allowed", live).await;
    }

    /// The path of the portrait of the person in prison whose call it is.
    async fn portrait_path(&self) -> String {
        let name = self.state().await.participants[0].name.clone();
        let all: List<PrisonerSummary> = self.get(&self.staff, "/v1/staff/prisoners").await;
        let mut all = all.items.into_iter();
        let is = |p: &PrisonerSummary| {
            let full = format!("{} {}", p.given_names.as_str(), p.family_name.as_str());
            full == name.as_str()
        };
        let number = all.find(is).unwrap().number;
        format!("/v1/staff/prisoners/{}/portrait", number.as_str())
    }

    async fn put_portrait(&self, photo: Vec<u8>) -> reqwest::Response {
        let path = self.portrait_path().await;
        let request = self.request(Method::PUT, &self.staff, &path);
        let request = request.header(CONTENT_TYPE, "image/jpeg").body(photo);
        request.send().await.unwrap()
    }

    async fn until_paused_for_a_stranger(&self) {
        let reasons = [STRANGERS_PAUSE].into();
        let phase = CallPhase::Paused { reasons };
        self.until("paused for a stranger", |s| s.phase == phase)
            .await;
    }

    async fn publish_scene(&self, token: &str, people: &[Who]) -> Media {
        let media = self.connect(token, "/media", CALLER).await;
        media.line.show(scene(people));
        media
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stranger_pauses_the_call_until_gone_or_allowed_whatever_a_phone_says() {
    let data = tempfile::tempdir().unwrap();
    let hall = Hall::open_with(data.path(), Some(models())).await;
    let events = hall.listen(&hall.families[0]).await;
    let family = hall.publish(&hall.families[0]).await;
    let prison = hall.publish_scene(&hall.laptop, &[PRISONER]).await;
    hall.until_live().await;
    let compared = |portraits: usize| {
        let hall = &hall;
        async move {
            let sides = hall.faces().await.sides;
            sides.len() == 2 && sides[1].portraits == portraits
        }
    };
    eventually("portraits are looked for", || compared(0)).await;
    let told = hall.faces().await;
    assert!(told.watched && told.sightings.is_empty());
    let (theirs, prisons) = (&told.sides[0], &told.sides[1]);
    assert_eq!([theirs.side, prisons.side], [Side::Family, Side::Prison]);
    assert_eq!([theirs.portraits, prisons.portraits], [0, 0]);
    assert!(!theirs.without.is_empty() && prisons.without.len() == 1);
    let kept = hall.put_portrait(jpeg(cut(PRISONER))).await;
    assert_eq!(kept.status(), StatusCode::OK);
    let kept: PortraitKept = kept.json().await.unwrap();
    assert_eq!(kept.usable, Some(true));
    eventually("the portrait is compared", || compared(1)).await;

    // Somebody comes in, and goes: the call stands still as long.
    prison.line.show(scene(&[PRISONER, STRANGER]));
    hall.until_paused_for_a_stranger().await;
    let seen = hall.sighting().await;
    assert_eq!((seen.seen, seen.side), (Seen::Unknown, Side::Prison));
    assert_eq!((seen.gone_at, seen.answer), (None, None));
    events.say(r#"{"type":"faces","verdict":"approved"}"#);
    events.say(r#"{"type":"resume"}"#);
    let resumed = hall.act("/resume", None).await;
    assert!(matches!(resumed.phase, CallPhase::Paused { .. }));
    let picture = hall.staff_path(&format!("/faces/{}/picture", seen.id));
    let bytes = hall
        .request(Method::GET, &hall.staff, &picture)
        .send()
        .await;
    let bytes = bytes.unwrap().bytes().await.unwrap();
    let picture = image::load_from_memory(&bytes).unwrap();
    assert_eq!(picture.width(), 480, "small");
    prison.line.show(scene(&[PRISONER]));
    hall.until_live().await;
    let told = hall.faces().await.sightings;
    let gone = told.into_iter().find(|one| one.id == seen.id).unwrap();
    assert!(gone.gone_at.is_some() && gone.paused_ms > 0);
    assert!(hall.state().await.returned_ms >= gone.paused_ms);

    // Again; now staff allow them, and they may stay.
    prison.line.show(scene(&[PRISONER, STRANGER]));
    hall.until_paused_for_a_stranger().await;
    let again = hall.sighting().await;
    assert_ne!(again.id, seen.id);
    hall.allow_everybody().await;
    family.flows().await;
    // They go, for longer than they would be waited for, and come back.
    prison.line.show(scene(&[PRISONER]));
    looked_at(&hall, 8.0).await;
    prison.line.show(scene(&[PRISONER, STRANGER]));
    looked_at(&hall, 6.0).await;
    hall.until_live().await;

    // What the first took was for nothing: it is marked, whenever staff say so.
    let told = hall.say(seen.id, "false-alarm").await;
    let marked = told.sightings.iter().find(|one| one.id == seen.id).unwrap();
    assert_eq!(marked.answer, Some(SightingAnswer::FalseAlarm));
    assert_eq!(marked.paused_ms, gone.paused_ms);
    let log = actions(&hall).await;
    for action in [
        "faces.seen",
        "faces.gone",
        "faces.allowed",
        "faces.false_alarm",
    ] {
        assert!(log.iter().any(|it| it == action), "{action} in {log:?}");
    }
    hall.act("/end", None).await;
    let late = hall.staff_path(&format!("/faces/{}/allow", again.id));
    let late = hall.request(Method::POST, &hall.staff, &late).send().await;
    assert_eq!(refused(late.unwrap()).await, ErrorCode::CallOver);
}

/// Staff allow somebody who is there, and the server's threads stop where they are. Gives the sighting, which is open.
fn allow_and_die(data: &Path) -> Sighting {
    let runtime = Runtime::new().unwrap();
    let seen = runtime.block_on(async {
        let hall = Hall::open_with(data, Some(models())).await;
        let kept = hall.put_portrait(jpeg(cut(PRISONER))).await;
        assert_eq!(kept.status(), StatusCode::OK);
        let _family = hall.publish(&hall.families[0]).await;
        let prison = hall.publish_scene(&hall.laptop, &[PRISONER]).await;
        hall.until_live().await;
        prison.line.show(scene(&[PRISONER, STRANGER]));
        hall.until_paused_for_a_stranger().await;
        hall.allow_everybody().await;
        hall.sighting().await
    });
    runtime.shutdown_background();
    assert_eq!(seen.gone_at, None);
    seen
}

#[test]
fn a_killed_server_knows_whom_staff_allowed_and_nobody_it_saw_is_there_any_more() {
    let data = tempfile::tempdir().unwrap();
    let open = allow_and_die(data.path());
    Runtime::new().unwrap().block_on(async {
        let hall = Hall::open_with(data.path(), Some(models())).await;
        let told = hall.faces().await.sightings;
        assert!(told.iter().any(|one| one.id == open.id));
        assert!(told.iter().all(|one| one.gone_at.is_some()), "{told:?}");
        let _family = hall.publish(&hall.families[0]).await;
        // It does watch: somebody whom nobody allowed.
        let prison = hall.publish_scene(&hall.laptop, &[PRISONER, ANOTHER]).await;
        hall.until_paused_for_a_stranger().await;
        prison.line.show(scene(&[PRISONER, STRANGER]));
        hall.until_live().await;
        looked_at(&hall, 8.0).await;
        hall.until_live().await;
    });
}

/// Waits until so many more pictures of any sender were looked at.
async fn looked_at(hall: &Hall, more: f64) {
    let developer = hall.developer();
    let looks = || async {
        let sessions: serde_json::Value = hall.get(&developer, "/v1/console/media").await;
        let sessions = sessions["items"].as_array().unwrap().clone();
        let looks = sessions
            .iter()
            .filter_map(|it| it["faces"]["looked"].as_f64());
        looks.sum::<f64>()
    };
    let before = looks().await;
    eventually("looks", || async { looks().await >= before + more }).await;
}

async fn actions(hall: &Hall) -> Vec<String> {
    let developer = hall.developer();
    let mut log: Vec<Event> = Vec::new();
    loop {
        let after = log.last().map_or(0, |event| event.number);
        let path = format!("/v1/console/events?after={after}");
        let more: List<Event> = hall.get(&developer, &path).await;
        if more.items.is_empty() {
            return log.into_iter().map(|event| event.action).collect();
        }
        log.extend(more.items);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn without_models_staff_are_told_that_nobody_watches() {
    let data = tempfile::tempdir().unwrap();
    let hall = Hall::open(data.path()).await;
    let told = hall.faces().await;
    assert!(!told.watched && told.sightings.is_empty() && told.sides.is_empty());
    for what in ["allow", "false-alarm"] {
        let path = hall.staff_path(&format!("/faces/{}/{what}", uuid::Uuid::new_v4()));
        let answer = hall.request(Method::POST, &hall.staff, &path).send().await;
        assert_eq!(refused(answer.unwrap()).await, ErrorCode::NotFound);
    }
    for other in [&hall.families[0], &hall.laptop, &hall.reviewer] {
        let answer = hall.request(Method::GET, other, &hall.staff_path("/faces"));
        assert_eq!(
            refused(answer.send().await.unwrap()).await,
            ErrorCode::NotAllowed
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_portrait_is_kept_small_and_without_what_a_camera_wrote() {
    let data = tempfile::tempdir().unwrap();
    let hall = Hall::open(data.path()).await;
    let path = hall.portrait_path().await;
    let get = || async {
        let request = hall.request(Method::GET, &hall.staff, &path);
        request.send().await.unwrap()
    };
    assert_eq!(refused(get().await).await, ErrorCode::NotFound);
    let bad: [(&[u8], ErrorCode); 3] = [
        (b"", ErrorCode::PhotoUnreadable),
        (b"no picture", ErrorCode::PhotoUnreadable),
        (&jpeg(RgbImage::new(9, 9)), ErrorCode::PhotoTooSmall),
    ];
    for (bytes, code) in bad {
        let answer = hall.put_portrait(bytes.to_vec()).await;
        assert_eq!(refused(answer).await, code);
    }
    let huge = hall.put_portrait(vec![0; 12 * 1024 * 1024 + 1]).await;
    assert_eq!(refused(huge).await, ErrorCode::PhotoTooLarge);
    // A photograph of a camera, some megabytes, with a comment where EXIF stands too.
    let mut photo = jpeg(RgbImage::from_fn(3000, 2000, |x, y| {
        image::Rgb([(x * y) as u8, (x ^ y) as u8, (x + y) as u8])
    }));
    let comment = [&[0xff, 0xfe, 0, 12][..], b"a secret  "].concat();
    photo.splice(2..2, comment);
    let kept = hall.put_portrait(photo.clone()).await;
    let kept: PortraitKept = kept.json().await.unwrap();
    assert_eq!(kept.usable, None, "nobody can tell without models");
    let answer = get().await;
    assert_eq!(answer.headers()[CONTENT_TYPE], "image/jpeg");
    let bytes = answer.bytes().await.unwrap();
    let image = image::load_from_memory(&bytes).unwrap();
    assert_eq!((image.width(), image.height()), (1600, 1067));
    assert!(photo.windows(8).any(|it| it == b"a secret"));
    assert!(!bytes.windows(8).any(|it| it == b"a secret"));
    let as_laptop = hall.request(Method::GET, &hall.laptop, &path);
    let as_laptop = as_laptop.send().await.unwrap();
    assert_eq!(refused(as_laptop).await, ErrorCode::NotAllowed);
}
