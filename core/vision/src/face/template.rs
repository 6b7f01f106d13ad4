//! What a face looks like to a machine, and how alike two are.

use zeroize::Zeroize;

/// A face as 128 numbers (FaceNet-like descriptor of face-api.js's recognition net).
///
/// It tells who somebody is: it is never printed, and wiped when dropped.
#[derive(Clone)]
pub struct Template(Box<[f32; 128]>);

impl Template {
    /// Bytes of one in a store.
    pub const BYTES: usize = 512;

    pub(crate) fn new(numbers: Box<[f32; 128]>) -> Self {
        Self(numbers)
    }

    /// Euclidean distance of two: 0 the same picture; one person's are mostly below 0.6, two people's mostly above.
    pub fn distance(&self, other: &Self) -> f32 {
        let squares = self
            .0
            .iter()
            .zip(other.0.iter())
            .map(|(a, b)| (a - b) * (a - b));
        squares.sum::<f32>().sqrt()
    }

    /// Its Euclidean length: 1.4 to 1.5 of a face that is seen well, mostly less where the net finds little of one.
    pub fn length(&self) -> f32 {
        self.0.iter().map(|it| it * it).sum::<f32>().sqrt()
    }

    /// For a store: 128 little-endian f32. Seal them: they are as personal as the face.
    pub fn to_bytes(&self) -> [u8; Self::BYTES] {
        let mut bytes = [0; Self::BYTES];
        for (place, number) in bytes.chunks_exact_mut(4).zip(self.0.iter()) {
            place.copy_from_slice(&number.to_le_bytes());
        }
        bytes
    }

    /// From a store; `None` if these are not [`Template::to_bytes`] of one.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        if bytes.len() != Self::BYTES {
            return None;
        }
        let mut numbers = Box::new([0.0; 128]);
        for (number, four) in numbers.iter_mut().zip(bytes.chunks_exact(4)) {
            *number = f32::from_le_bytes(four.try_into().ok()?);
        }
        numbers
            .iter()
            .all(|it| it.is_finite())
            .then_some(Self(numbers))
    }
}

impl std::fmt::Debug for Template {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Template(…)")
    }
}

impl Drop for Template {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

/// What a distance says about two faces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Likeness {
    /// The same person, as far as the net can tell.
    Same,
    /// In between: only people can say.
    CannotTell,
    /// Two people, as far as the net can tell.
    Different,
}

/// Where likeness begins and ends: a setting, to be chosen by `kinline-vision evaluate` on the establishment's own photos.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Thresholds {
    /// Up to this distance two faces are the same person's.
    pub same: f32,
    /// From this distance on they are two people's; at least `same`.
    pub different: f32,
}

impl Default for Thresholds {
    /// 0.6 is the net's own limit (dlib's and face-api.js's); but two women of one sample photo are 0.48 apart, so 'the same'
    /// ends before that. What is between is for people to say.
    fn default() -> Self {
        Self {
            same: 0.45,
            different: 0.6,
        }
    }
}

/// What `distance` of two templates means.
pub fn likeness(distance: f32, thresholds: &Thresholds) -> Likeness {
    if distance <= thresholds.same {
        Likeness::Same
    } else if distance < thresholds.different {
        Likeness::CannotTell
    } else {
        Likeness::Different
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn template(number: f32) -> Template {
        Template::new(Box::new([number; 128]))
    }

    #[test]
    fn comes_back_from_the_store_as_it_was() {
        let mut numbers = Box::new([0.0; 128]);
        for (at, number) in (0_u8..).zip(numbers.iter_mut()) {
            *number = f32::from(at) / 100.0 - 0.6;
        }
        let stored = Template::new(numbers);
        let back = Template::from_bytes(&stored.to_bytes()).unwrap();
        assert_eq!(back.distance(&stored), 0.0);
        let apart = template(0.0).distance(&template(0.5));
        assert!((apart - 32.0_f32.sqrt()).abs() < 1e-5, "{apart}");
    }

    #[test]
    fn is_made_of_nothing_else() {
        assert!(Template::from_bytes(&[0; 511]).is_none());
        assert!(Template::from_bytes(&template(f32::NAN).to_bytes()).is_none());
    }

    #[test]
    fn is_not_printed() {
        assert_eq!(format!("{:?}", template(0.125)), "Template(…)");
    }

    #[test]
    fn likeness_has_a_middle() {
        let thresholds = Thresholds {
            same: 0.5,
            different: 0.6,
        };
        let told = [0.5, 0.55, 0.6].map(|distance| likeness(distance, &thresholds));
        assert_eq!(
            told,
            [Likeness::Same, Likeness::CannotTell, Likeness::Different]
        );
    }
}
