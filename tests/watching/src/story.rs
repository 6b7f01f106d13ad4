//! What happens in a made film: who is in it, how they move, what the camera and the light do.

use crate::actors::Company;
use rand::{RngExt as _, SeedableRng as _, rngs::StdRng, seq::SliceRandom as _};
use std::f32::consts::TAU;

/// A film to be made.
#[derive(Debug, Clone)]
pub struct Story {
    /// Pixels.
    pub width: usize,
    /// Pixels.
    pub height: usize,
    /// Bit/s of its H.264.
    pub bits_per_second: u32,
    /// How long it lasts, seconds.
    pub seconds: f32,
    /// Who is in it, the farthest first.
    pub players: Vec<Player>,
    /// How many are expected without a portrait.
    pub children: usize,
    /// What the camera does.
    pub camera: Camera,
    /// What the light does.
    pub light: Light,
    /// When the picture is blurred, and how much, parts of its width.
    pub blurs: Vec<(Span, f32)>,
    /// Of the wall, the furniture, the noise.
    pub seed: u64,
}

/// From when to when, seconds.
#[derive(Debug, Clone, Copy)]
pub struct Span {
    /// Seconds.
    pub from: f32,
    /// Seconds.
    pub to: f32,
}

/// Somebody in a film.
#[derive(Debug, Clone)]
pub struct Player {
    /// Which of the cast.
    pub actor: usize,
    /// Why they are there.
    pub role: Role,
    /// Where the face is as a rule, parts of width and height.
    pub place: (f32, f32),
    /// How high the face is, parts of the picture's height.
    pub size: f32,
    /// When they are there. Outside of it they are beside the picture, and come and go within a second.
    pub there: Vec<Span>,
    /// When they have turned away.
    pub turned: Vec<Span>,
    /// When they hold a hand before the face.
    pub hands: Vec<Span>,
    sway: [Sway; 4],
    /// 0 for a picture on the wall.
    lively: f32,
}

/// Why somebody is in a film.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Their portrait is approved.
    Approved,
    /// Expected, without a portrait.
    Child,
    /// Somebody who walks past.
    Passer,
    /// A picture on the wall.
    Poster,
    /// Somebody who comes and stays.
    Intruder,
}

/// How a player is seen at a moment.
#[derive(Debug, Clone, Copy)]
pub struct Pose {
    /// The middle of the face, parts of the width; may be outside.
    pub x: f32,
    /// The same, parts of the height.
    pub y: f32,
    /// How high the face is, parts of the picture's height.
    pub size: f32,
    /// Radians.
    pub roll: f32,
    /// How wide the face is as part of what it is from the front: turning makes it narrower. Below 0.5 no face is seen.
    pub squeeze: f32,
    /// How far up a hand is: 1 before the face.
    pub hand: f32,
}

/// What the camera does.
#[derive(Debug, Clone)]
pub struct Camera {
    sway: [Sway; 4],
    /// 0 for a phone that leans against something.
    shake: f32,
}

/// Where the camera looks at a moment.
#[derive(Debug, Clone, Copy)]
pub struct View {
    /// To the side, parts of the width.
    pub x: f32,
    /// Down, parts of the height.
    pub y: f32,
    /// 1: as it was set up.
    pub zoom: f32,
    /// Radians.
    pub roll: f32,
}

/// What the light does.
#[derive(Debug, Clone)]
pub struct Light {
    /// Of all.
    pub gain: f32,
    /// How much more from the left.
    pub side: f32,
    /// Of each colour.
    pub tint: [f32; 3],
    /// When a lamp is off.
    pub dim: Vec<Span>,
    /// How much the picture is noisy, grey levels.
    pub noise: f32,
}

/// To and fro: a sum of three waves, about -1 to 1.
#[derive(Debug, Clone, Copy)]
struct Sway {
    phases: [f32; 3],
    pace: f32,
}

/// How the sizes and rates of calls are, from the poorest line to a good one.
const LINES: [(usize, usize, u32); 5] = [
    (320, 180, 150_000),
    (320, 180, 300_000),
    (480, 270, 300_000),
    (640, 360, 150_000),
    (640, 360, 600_000),
];

impl Span {
    /// How far into it: 0 outside, 1 inside, in between within `ramp` seconds at its ends.
    fn level(self, time: f32, ramp: f32) -> f32 {
        let inside = (time - self.from).min(self.to - time);
        (inside / ramp + 1.0).clamp(0.0, 1.0)
    }
}

impl Sway {
    fn random(random: &mut StdRng) -> Self {
        Self {
            phases: std::array::from_fn(|_| random.random_range(0.0..TAU)),
            pace: random.random_range(0.7..1.4),
        }
    }

    fn at(&self, time: f32) -> f32 {
        let wave = |index: usize, hertz: f32, height: f32| {
            height * (TAU * hertz * self.pace * time + self.phases[index]).sin()
        };
        wave(0, 0.07, 0.55) + wave(1, 0.23, 0.3) + wave(2, 0.9, 0.15)
    }
}

impl Story {
    /// Family life for a while, with nobody who is not expected.
    pub fn quiet(seed: u64, company: &Company, seconds: f32) -> Self {
        let mut random = StdRng::seed_from_u64(seed);
        let mut story = Self::empty(&mut random, seed, seconds);
        let approved = random.random_range(1..=company.known.len().clamp(1, 3));
        let cast = casting(&mut random, company, approved);
        let child = random.random_bool(0.3);
        let passer = random.random_bool(0.4);
        let poster = story.camera.shake == 0.0 && random.random_bool(0.5);
        let mut cast = cast.into_iter();
        let sitting = approved + usize::from(child);
        for index in 0..approved {
            let place = (index as f32 + 0.7) / (sitting as f32 + 0.4);
            story.add(&mut random, cast.next(), Role::Approved, place, seconds);
        }
        if child {
            let place = (approved as f32 + 0.7) / (sitting as f32 + 0.4);
            story.children = 1;
            story.add(&mut random, cast.next(), Role::Child, place, seconds);
        }
        if passer {
            story.add(&mut random, cast.next(), Role::Passer, 0.5, seconds);
        }
        if poster {
            story.add(&mut random, cast.next(), Role::Poster, 0.5, seconds);
        }
        story.players.sort_by(|a, b| a.size.total_cmp(&b.size));
        story
    }

    /// The same for a while; then somebody comes in and stays.
    pub fn intrusion(seed: u64, company: &Company) -> Self {
        let mut random = StdRng::seed_from_u64(seed);
        let seconds = 14.0;
        let mut story = Self::empty(&mut random, seed, seconds);
        story.blurs.clear();
        let approved = random.random_range(1..=2);
        let mut cast = casting(&mut random, company, approved).into_iter();
        for index in 0..approved {
            let place = (index as f32 + 0.6) / (approved as f32 + 1.0);
            story.add(&mut random, cast.next(), Role::Approved, place, seconds);
        }
        let place = (approved as f32 + 0.6) / (approved as f32 + 1.0);
        story.add(&mut random, cast.next(), Role::Intruder, place, seconds);
        story.players.sort_by(|a, b| a.size.total_cmp(&b.size));
        story
    }

    /// Who comes in and stays, if somebody does, and from when on they are wholly in the picture, seconds.
    pub fn intruder(&self) -> Option<(&Player, f32)> {
        let intruder = self.players.iter().find(|it| it.role == Role::Intruder)?;
        Some((intruder, intruder.there.first()?.from))
    }

    fn empty(random: &mut StdRng, seed: u64, seconds: f32) -> Self {
        let (width, height, bits_per_second) = LINES[random.random_range(0..LINES.len())];
        let blurs = spans(random, seconds, 25.0, 0.5..2.5);
        let strength = |_| random.random_range(0.004..0.02);
        let strengths: Vec<f32> = blurs.iter().map(strength).collect();
        let shake = if random.random_bool(0.5) { 0.0 } else { 1.0 };
        let gain = random.random_range(0.5..1.2);
        Self {
            width,
            height,
            bits_per_second,
            seconds,
            players: Vec::new(),
            children: 0,
            camera: Camera {
                sway: std::array::from_fn(|_| Sway::random(random)),
                shake,
            },
            light: Light {
                gain,
                side: random.random_range(-0.35..0.35),
                tint: [
                    random.random_range(0.92..1.08),
                    1.0,
                    random.random_range(0.88..1.05),
                ],
                dim: spans(random, seconds, 40.0, 2.0..10.0),
                noise: random.random_range(1.0..4.0) / gain,
            },
            blurs: blurs.into_iter().zip(strengths).collect(),
            seed,
        }
    }

    fn add(
        &mut self,
        random: &mut StdRng,
        actor: Option<usize>,
        role: Role,
        place: f32,
        seconds: f32,
    ) {
        let Some(actor) = actor else {
            return;
        };
        let always = vec![Span {
            from: -10.0,
            to: seconds + 10.0,
        }];
        let (size, down, there) = match role {
            Role::Approved => (random.random_range(0.3..0.46), 0.5, leaves(random, seconds)),
            Role::Child => (
                random.random_range(0.22..0.34),
                0.6,
                leaves(random, seconds),
            ),
            Role::Intruder => {
                let from = random.random_range(7.0..9.0);
                let to = seconds + 10.0;
                (
                    random.random_range(0.26..0.4),
                    0.42,
                    vec![Span { from, to }],
                )
            }
            // Walks by behind, once or twice.
            Role::Passer => {
                let from = random.random_range(5.0..seconds - 3.0);
                let to = from + 0.2;
                (
                    random.random_range(0.22..0.3),
                    0.35,
                    vec![Span { from, to }],
                )
            }
            Role::Poster => (random.random_range(0.22..0.3), 0.22, always),
        };
        let lively = match role {
            Role::Poster => 0.0,
            Role::Child => 2.5,
            _ => 1.0,
        };
        let busy = matches!(role, Role::Approved | Role::Child);
        let mut seldom = |every: f32, lasts| match busy {
            true => spans(random, seconds, every, lasts),
            false => Vec::new(),
        };
        let turned = seldom(18.0, 1.0..5.0);
        let hands = seldom(15.0, 0.8..4.0);
        let side = random.random_range(-0.03..0.03);
        let place = match role {
            Role::Poster => 0.5 + if random.random_bool(0.5) { 0.36 } else { -0.36 },
            _ => place + side,
        };
        self.players.push(Player {
            actor,
            role,
            place: (place, down),
            size,
            there,
            turned,
            hands,
            sway: std::array::from_fn(|_| Sway::random(random)),
            lively,
        });
    }
}

/// Everybody in any order, but first so many of whom there can be a portrait.
fn casting(random: &mut StdRng, company: &Company, approved: usize) -> Vec<usize> {
    let mut known = company.known.clone();
    known.shuffle(random);
    known.truncate(approved);
    let others = company.everybody.iter().filter(|it| !known.contains(it));
    let mut others: Vec<usize> = others.copied().collect();
    others.shuffle(random);
    known.extend(others);
    known
}

/// There all the time, but for a walk out of the picture now and then.
fn leaves(random: &mut StdRng, seconds: f32) -> Vec<Span> {
    let mut there = Vec::new();
    let mut from = -10.0;
    for away in spans(random, seconds, 45.0, 1.5..6.0) {
        there.push(Span {
            from,
            to: away.from,
        });
        from = away.to;
    }
    there.push(Span {
        from,
        to: seconds + 10.0,
    });
    there
}

/// Spans about `every` so many seconds.
fn spans(random: &mut StdRng, seconds: f32, every: f32, lasts: std::ops::Range<f32>) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut time = random.random_range(0.2..1.5) * every;
    while time < seconds {
        let to = time + random.random_range(lasts.clone());
        spans.push(Span { from: time, to });
        time = to + random.random_range(0.5..1.5) * every;
    }
    spans
}

impl Player {
    /// How they are seen at a moment.
    pub fn pose(&self, time: f32) -> Pose {
        let [x, y, size, roll] = self.sway.map(|it| it.at(time) * self.lively);
        let level = |spans: &[Span], ramp: f32| {
            let levels = spans.iter().map(|it| it.level(time, ramp));
            levels.fold(0.0, f32::max)
        };
        // Who comes and goes does it through the nearer side; who walks by goes on to the other one.
        let away = 1.0 - level(&self.there, 0.9);
        let side = if self.place.0 < 0.5 { -1.0 } else { 1.0 };
        let gone = match self.role {
            Role::Passer => {
                let middle = self.there.first().map_or(0.0, |it| it.from + 0.1);
                (time - middle) * 0.9
            }
            _ => side * away * (0.75 + (0.5 - (self.place.0 - 0.5).abs())),
        };
        Pose {
            x: self.place.0 + x * 0.04 + gone,
            y: self.place.1 + y * 0.04,
            size: self.size * (1.0 + size * 0.1),
            roll: roll * 0.12,
            squeeze: 1.0 - 0.75 * level(&self.turned, 0.5),
            hand: level(&self.hands, 0.4),
        }
    }
}

impl Camera {
    /// Where it looks at a moment.
    pub fn view(&self, time: f32) -> View {
        let [x, y, zoom, roll] = self.sway.map(|it| it.at(time) * self.shake);
        View {
            x: x * 0.03,
            y: y * 0.04,
            zoom: 1.0 + zoom * 0.06,
            roll: roll * 0.04,
        }
    }
}

impl Light {
    /// How bright all is at a moment.
    pub fn level(&self, time: f32) -> f32 {
        let dim = self.dim.iter().map(|it| it.level(time, 0.3));
        self.gain * (1.0 - 0.5 * dim.fold(0.0, f32::max))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Six people, of whom three can be known.
    fn company() -> Company {
        Company {
            everybody: (0..6).collect(),
            known: vec![1, 3, 4],
        }
    }

    #[test]
    fn only_of_whom_there_can_be_a_portrait_is_approved_and_nobody_plays_twice() {
        let mut others = [false; 6];
        for seed in 0..200 {
            for story in [
                Story::quiet(seed, &company(), 60.0),
                Story::intrusion(seed, &company()),
            ] {
                let mut actors = Vec::new();
                for player in &story.players {
                    assert!(!actors.contains(&player.actor), "{seed}");
                    actors.push(player.actor);
                    match player.role {
                        Role::Approved => assert!([1, 3, 4].contains(&player.actor), "{seed}"),
                        _ => others[player.actor] = true,
                    }
                }
                assert!(story.players.iter().any(|it| it.role == Role::Approved));
            }
        }
        // Whoever is not approved is anybody.
        assert_eq!(others, [true; 6]);
    }
}
