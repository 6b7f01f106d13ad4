//! How a head is turned, from its landmarks.

use super::Point;

/// Six landmarks and where they are on a generic head: to the picture's right, down, towards the camera, from the tip of
/// the nose (the model that S. Mallick's 'Head pose estimation using OpenCV and dlib', 2016, made common; units do not matter).
const HEAD: [(usize, [f32; 3]); 6] = [
    (30, [0.0, 0.0, 0.0]),
    (8, [0.0, 330.0, -65.0]),
    (36, [-225.0, -170.0, -135.0]),
    (45, [225.0, -170.0, -135.0]),
    (48, [-150.0, 150.0, -125.0]),
    (54, [150.0, 150.0, -125.0]),
];

/// How far the face looks to the picture's right, degrees: -90 to 90.
///
/// The head that explains the landmarks best (least squares, seen from afar) has a direction in which it looks; this is
/// that direction's angle from the camera, to the side. Landmarks of a profile are guesses: beyond 40 take it as 'turned'.
pub fn yaw(landmarks: &[Point; 68]) -> f32 {
    let count = HEAD.len() as f32;
    let mut middle = [0.0; 3];
    let (mut middle_x, mut middle_y) = (0.0, 0.0);
    for (number, head) in HEAD {
        for (sum, part) in middle.iter_mut().zip(head) {
            *sum += part / count;
        }
        middle_x += landmarks[number].x / count;
        middle_y += landmarks[number].y / count;
    }
    // Normal equations: what is seen to the side, and down, as linear functions of the place on the head.
    let mut square = [[0.0; 3]; 3];
    let (mut across, mut down) = ([0.0; 3], [0.0; 3]);
    for (number, head) in HEAD {
        let head: [f32; 3] = std::array::from_fn(|axis| head[axis] - middle[axis]);
        for axis in 0..3 {
            across[axis] += head[axis] * (landmarks[number].x - middle_x);
            down[axis] += head[axis] * (landmarks[number].y - middle_y);
            for other in 0..3 {
                square[axis][other] += head[axis] * head[other];
            }
        }
    }
    let (across, down) = (unit(solve(&square, across)), unit(solve(&square, down)));
    let towards = cross(across, down)[2];
    across[2].atan2(towards.max(0.0)).to_degrees()
}

/// Cramer's rule.
fn solve(square: &[[f32; 3]; 3], right: [f32; 3]) -> [f32; 3] {
    let determinant = |columns: [[f32; 3]; 3]| {
        let product = cross(columns[0], columns[1]);
        product
            .iter()
            .zip(columns[2])
            .map(|(a, b)| a * b)
            .sum::<f32>()
    };
    // Symmetric: its rows are its columns.
    let whole = determinant(*square);
    std::array::from_fn(|axis| {
        let mut columns = *square;
        columns[axis] = right;
        determinant(columns) / whole
    })
}

fn cross(a: [f32; 3], b: [f32; 3]) -> [f32; 3] {
    std::array::from_fn(|axis| {
        let (next, last) = ((axis + 1) % 3, (axis + 2) % 3);
        a[next] * b[last] - a[last] * b[next]
    })
}

fn unit(vector: [f32; 3]) -> [f32; 3] {
    let length = vector.iter().map(|it| it * it).sum::<f32>().sqrt();
    vector.map(|it| it / length.max(f32::MIN_POSITIVE))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The landmarks of the generic head, turned by `yaw` and then leaned by `roll`, degrees.
    fn turned(yaw: f32, roll: f32) -> [Point; 68] {
        let (yaw, roll) = (yaw.to_radians(), roll.to_radians());
        let mut landmarks = [Point { x: 0.0, y: 0.0 }; 68];
        for (number, [x, y, z]) in HEAD {
            let x = x * yaw.cos() + z * yaw.sin();
            landmarks[number] = Point {
                x: 300.0 + 0.4 * (x * roll.cos() - y * roll.sin()),
                y: 200.0 + 0.4 * (x * roll.sin() + y * roll.cos()),
            };
        }
        landmarks
    }

    #[test]
    fn a_turned_head_is_told_by_its_angle() {
        for degrees in [-60.0, -30.0, 0.0, 10.0, 45.0] {
            let told = yaw(&turned(degrees, 0.0));
            assert!((told - degrees).abs() < 0.1, "{degrees}: {told}");
        }
    }

    #[test]
    fn a_leaning_head_is_not_turned() {
        let told = yaw(&turned(0.0, 20.0));
        assert!(told.abs() < 0.1, "{told}");
    }

    #[test]
    fn landmarks_in_one_place_have_no_direction() {
        assert_eq!(yaw(&[Point { x: 5.0, y: 5.0 }; 68]), 0.0);
    }
}
