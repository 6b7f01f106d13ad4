use super::*;
use crate::database::{Database, DatabaseError};
use kinline_protocol::faces::Seen;
use uuid::Uuid;

struct World {
    database: Database,
    _folder: tempfile::TempDir,
}

impl World {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self {
            database: Database::open(&folder.path().join("data.sqlite")).unwrap(),
            _folder: folder,
        }
    }

    async fn write(&self, work: impl FnOnce(&Connection) -> rusqlite::Result<()> + Send + 'static) {
        let write = move |tx: &rusqlite::Transaction<'_>| work(tx).map_err(DatabaseError::from);
        self.database.write(write).await.unwrap();
    }

    fn read<T>(&self, work: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> T {
        let read = |c: &Connection| work(c).map_err(DatabaseError::from);
        self.database.look_up(read).unwrap()
    }
}

fn template(number: f32) -> Template {
    Template::from_bytes(&number.to_le_bytes().repeat(128)).unwrap()
}

fn sighting(at: DateTime<Utc>) -> Sighting {
    Sighting {
        id: SightingId(Uuid::now_v7()),
        participant: ParticipantId(Uuid::nil()),
        name: PersonName::parse("Rhian Example").unwrap(),
        side: Side::Family,
        seen: Seen::Unknown,
        at,
        gone_at: None,
        answer: None,
        paused_ms: 0,
    }
}

#[tokio::test]
async fn whom_staff_allowed_is_known_on_their_side_of_that_call_until_it_is_over() {
    let (world, call, other) = (
        World::new(),
        CallId(Uuid::from_u128(1)),
        CallId(Uuid::nil()),
    );
    let both = [template(0.25), template(0.5)];
    world
        .write(move |c| allow(c, call, Side::Family, &both))
        .await;
    world
        .write(move |c| allow(c, other, Side::Family, &[template(0.75)]))
        .await;
    let known = |call, side| world.read(|c| allowed(c, call, side));
    let theirs = known(call, Side::Family);
    assert_eq!(theirs.len(), 2);
    assert_eq!(theirs[1].distance(&template(0.5)), 0.0);
    assert!(known(call, Side::Prison).is_empty());
    world.write(move |c| forget(c, call)).await;
    assert!(known(call, Side::Family).is_empty());
    assert_eq!(known(other, Side::Family).len(), 1, "another call's");
    // What a crash left of a call that is over.
    let over = move |c: &Connection| {
        let id = other.to_string();
        c.execute(
            "INSERT INTO call (id, machine, over) VALUES (?1, '{}', 1)",
            [id],
        )?;
        tidy(c, Utc::now())
    };
    world.write(over).await;
    assert!(known(other, Side::Family).is_empty());
}

#[tokio::test]
async fn a_picture_is_deleted_when_its_time_is_up_and_the_sighting_stays() {
    let (world, call) = (World::new(), CallId(Uuid::nil()));
    let seen = "2026-11-22T10:00:00Z".parse::<DateTime<Utc>>().unwrap();
    let one = sighting(seen);
    let id = one.id;
    let kept = one.clone();
    world.write(move |c| begin(c, call, &kept, b"JPEG")).await;
    let limit = seen + TimeDelta::days(SIGHTING_PICTURE_DAYS);
    world.write(move |c| tidy(c, limit)).await;
    assert_eq!(world.read(|c| picture(c, call, id)), Some(b"JPEG".to_vec()));
    world
        .write(move |c| tidy(c, limit + TimeDelta::seconds(1)))
        .await;
    assert_eq!(world.read(|c| picture(c, call, id)), Some(Vec::new()));
    let told = world.read(|c| of_call(c, call, |_| Some(one.name.clone())));
    assert_eq!(told, [one]);
    assert_eq!(
        world.read(|c| of_call(c, call, |_| None)),
        [],
        "of nobody in the call"
    );
}

#[tokio::test]
async fn what_was_open_when_the_server_went_down_is_gone_since_it_is_back() {
    let (world, call, came) = (World::new(), CallId(Uuid::nil()), Utc::now());
    let (open, closed) = (sighting(came), sighting(came));
    let (went, back) = (came + TimeDelta::seconds(5), came + TimeDelta::minutes(1));
    let ids = [closed.id, open.id];
    world
        .write(move |c| {
            begin(c, call, &open, b"")?;
            begin(c, call, &closed, b"")?;
            gone(c, closed.id, Some(went), 3_000)?;
            close_open(c, back)
        })
        .await;
    let kept = world.read(|c| of_call(c, call, |_| Some(sighting(came).name)));
    let ends: Vec<_> = kept.iter().map(|it| (it.id, it.gone_at)).collect();
    assert_eq!(ends, [(ids[0], Some(went)), (ids[1], Some(back))]);
}
