//! Paints a story's moments.

use crate::{
    actors::Actor,
    raster::Raster,
    story::{Pose, Role, Story, View},
};
use rand::{RngExt as _, SeedableRng as _, rngs::StdRng};

/// Paints one story.
pub struct Stage<'a> {
    story: &'a Story,
    cast: Vec<Mipmap<'a>>,
    wall: Raster,
}

/// An actor's picture at several sizes.
struct Mipmap<'a> {
    actor: &'a Actor,
    halves: Vec<Raster>,
}

impl<'a> Stage<'a> {
    /// Sets the stage.
    pub fn new(story: &'a Story, cast: &'a [Actor]) -> Self {
        let players = story.players.iter();
        let cast = players.map(|it| Mipmap::of(&cast[it.actor])).collect();
        Self {
            cast,
            wall: wall(story),
            story,
        }
    }

    /// The picture at a time, seconds.
    pub fn picture(&self, time: f32) -> Raster {
        let story = self.story;
        let view = story.camera.view(time);
        let mut canvas = Raster::new(story.width, story.height);
        self.paint_wall(&mut canvas, view);
        for (player, actor) in story.players.iter().zip(&self.cast) {
            let pose = seen(player.pose(time), view);
            if player.role != Role::Poster {
                paint_body(&mut canvas, pose, actor.actor);
            }
            match pose.squeeze >= 0.5 {
                true => paint_face(&mut canvas, pose, actor),
                false => paint_ellipse(&mut canvas, pose, [0.0, 0.0], [0.45, 0.6], [45, 36, 30]),
            }
            if pose.hand > 0.0 {
                paint_hand(&mut canvas, pose, actor.actor);
            }
        }
        self.light(&mut canvas, time);
        for (span, strength) in &story.blurs {
            if (span.from..span.to).contains(&time) {
                let radius = (strength * story.width as f32) as usize;
                canvas.blur(radius, radius / 3);
            }
        }
        self.noise(&mut canvas, time);
        canvas
    }

    fn paint_wall(&self, canvas: &mut Raster, view: View) {
        let (width, height) = (canvas.width as f32, canvas.height as f32);
        for y in 0..canvas.height {
            for x in 0..canvas.width {
                let across = (x as f32 / width - 0.5) / view.zoom - view.x;
                let down = (y as f32 / height - 0.5) / view.zoom - view.y;
                // The wall is a fifth larger than the picture.
                let place = |part: f32, side: usize| (part / 1.2 + 0.5) * side as f32;
                let colour = self.wall.between(
                    place(across, self.wall.width),
                    place(down, self.wall.height),
                );
                canvas.set(x, y, colour.map(|it| it as u8));
            }
        }
    }

    fn light(&self, canvas: &mut Raster, time: f32) {
        let light = &self.story.light;
        let level = light.level(time);
        let width = canvas.width;
        for (index, pixel) in canvas.rgb.chunks_exact_mut(3).enumerate() {
            let across = (index % width) as f32 / width as f32 - 0.5;
            let here = level * (1.0 - across * 2.0 * light.side);
            for (value, tint) in pixel.iter_mut().zip(light.tint) {
                *value = (f32::from(*value) * here * tint).min(255.0) as u8;
            }
        }
    }

    fn noise(&self, canvas: &mut Raster, time: f32) {
        let mut random = StdRng::seed_from_u64(self.story.seed ^ u64::from(time.to_bits()));
        let most = (self.story.light.noise * 256.0) as i32;
        // Small numbers out of each random word: a random number for each value would take longer than all else.
        for values in canvas.rgb.chunks_mut(8) {
            let word: u64 = random.random();
            for (value, byte) in values.iter_mut().zip(word.to_le_bytes()) {
                let noise = (i32::from(byte) - 128) * most / (128 * 256);
                *value = (i32::from(*value) + noise).clamp(0, 255) as u8;
            }
        }
    }
}

impl<'a> Mipmap<'a> {
    fn of(actor: &'a Actor) -> Self {
        let mut halves = vec![actor.image.clone()];
        while let Some(last) = halves.last().filter(|it| it.width.min(it.height) > 24) {
            halves.push(last.halved());
        }
        Self { actor, halves }
    }
}

/// A pose as the camera sees it.
pub fn seen(pose: Pose, view: View) -> Pose {
    let (x, y) = (pose.x - 0.5, pose.y - 0.5);
    let (sin, cos) = view.roll.sin_cos();
    Pose {
        x: 0.5 + (x * cos - y * sin + view.x) * view.zoom,
        y: 0.5 + (x * sin + y * cos + view.y) * view.zoom,
        size: pose.size * view.zoom,
        roll: pose.roll + view.roll,
        ..pose
    }
}

/// Furniture: coloured boxes, out of focus.
fn wall(story: &Story) -> Raster {
    let mut random = StdRng::seed_from_u64(story.seed ^ 0x5EED);
    let (width, height) = (story.width * 6 / 5, story.height * 6 / 5);
    let mut wall = Raster::new(width, height);
    let mut colour = || -> [u8; 3] { std::array::from_fn(|_| random.random_range(70..200)) };
    let ground = colour();
    wall.rgb
        .chunks_exact_mut(3)
        .for_each(|it| it.copy_from_slice(&ground));
    let boxes: Vec<[u8; 3]> = (0..9).map(|_| colour()).collect();
    for colour in boxes {
        let (left, top) = (
            random.random_range(0..width),
            random.random_range(0..height),
        );
        let right = (left + random.random_range(width / 12..width / 3)).min(width);
        let bottom = (top + random.random_range(height / 8..height)).min(height);
        for y in top..bottom {
            for x in left..right {
                wall.set(x, y, colour);
            }
        }
    }
    wall.blur(width / 80, width / 80);
    wall
}

/// Calls `paint` for each pixel near a face, with its place in faces from the middle of the face.
fn around(
    canvas: &mut Raster,
    pose: Pose,
    aspect: f32,
    reach: f32,
    mut paint: impl FnMut([f32; 2], [u8; 3]) -> [u8; 3],
) {
    let tall = pose.size * canvas.height as f32;
    let (middle_x, middle_y) = (pose.x * canvas.width as f32, pose.y * canvas.height as f32);
    let (sin, cos) = pose.roll.sin_cos();
    let edge = |value: f32, most: usize| (value.max(0.0) as usize).min(most);
    let (left, right) = (
        edge(middle_x - reach * tall, canvas.width),
        edge(middle_x + reach * tall, canvas.width),
    );
    let (top, bottom) = (
        edge(middle_y - reach * tall, canvas.height),
        edge(middle_y + reach * tall, canvas.height),
    );
    for y in top..bottom {
        for x in left..right {
            let (dx, dy) = (x as f32 - middle_x, y as f32 - middle_y);
            let place = [
                (dx * cos + dy * sin) / (tall * aspect),
                (dy * cos - dx * sin) / tall,
            ];
            let colour = paint(place, canvas.at(x, y));
            canvas.set(x, y, colour);
        }
    }
}

fn paint_face(canvas: &mut Raster, pose: Pose, mipmap: &Mipmap<'_>) {
    let face = &mipmap.actor.face;
    let scale = pose.size * canvas.height as f32 / face.height;
    let wanted = (1.0 / scale.max(0.01)).log2().floor().max(0.0) as usize;
    let level = wanted.min(mipmap.halves.len() - 1);
    let (image, shrink) = (&mipmap.halves[level], 0.5_f32.powi(level as i32));
    let middle = (face.x + face.width / 2.0, face.y + face.height / 2.0);
    let turn = 1.0 - pose.squeeze;
    around(
        canvas,
        pose,
        face.width / face.height,
        1.2,
        |[u, v], below| {
            // The side that turns away gets narrower than the other.
            let u = u / pose.squeeze + turn * 0.6 * u * u.abs();
            let rim = ((u / 0.85).powi(2) + (v / 0.92).powi(2)).sqrt();
            let opaque = ((1.12 - rim) / 0.18).clamp(0.0, 1.0);
            if opaque == 0.0 {
                return below;
            }
            let colour = image.between(
                (middle.0 + u * face.width) * shrink,
                (middle.1 + v * face.height) * shrink,
            );
            blend(below, colour, opaque)
        },
    );
}

fn paint_body(canvas: &mut Raster, pose: Pose, actor: &Actor) {
    let upright = Pose { roll: 0.0, ..pose };
    around(canvas, upright, 1.0, 3.0, |[u, v], below| {
        let rim = ((u / 1.15).powi(2) + ((v - 1.6) / 1.0).powi(2)).sqrt();
        let inside = v > 1.6 && u.abs() < 1.15 || rim < 1.0;
        match inside {
            true => actor.clothes,
            false => below,
        }
    });
}

/// A hand that comes up before mouth, nose or eyes: a palm and three fingers.
fn paint_hand(canvas: &mut Raster, pose: Pose, actor: &Actor) {
    let down = 1.4 - pose.hand * 1.15;
    let skin = actor.skin.map(|it| (f32::from(it) * 0.92) as u8);
    paint_ellipse(canvas, pose, [0.1, down], [0.32, 0.26], skin);
    for finger in 0..3 {
        let across = -0.1 + 0.17 * finger as f32;
        paint_ellipse(canvas, pose, [across, down - 0.28], [0.07, 0.2], skin);
    }
}

/// At a place and of a size in faces.
fn paint_ellipse(
    canvas: &mut Raster,
    pose: Pose,
    place: [f32; 2],
    size: [f32; 2],
    colour: [u8; 3],
) {
    around(canvas, pose, 1.0, 2.0, |[u, v], below| {
        let rim = (((u - place[0]) / size[0]).powi(2) + ((v - place[1]) / size[1]).powi(2)).sqrt();
        let shade = 1.0 - 0.15 * rim.min(1.0);
        blend(
            below,
            colour.map(|it| f32::from(it) * shade),
            ((1.05 - rim) / 0.1).clamp(0.0, 1.0),
        )
    });
}

fn blend(below: [u8; 3], above: [f32; 3], opaque: f32) -> [u8; 3] {
    std::array::from_fn(|channel| {
        (f32::from(below[channel]) * (1.0 - opaque) + above[channel] * opaque) as u8
    })
}
