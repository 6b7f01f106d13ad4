//! `faces.bin`: all nets' weights in one file, as `cargo xtask models` writes it.
//!
//! `KINFACES`, the version, the number of tensors; then for each its name, its shape, how it is stored and its numbers: as
//! f32, or as bytes with a scale and a smallest number, as they come. All little-endian; a name begins with its length as
//! one byte, a shape with its number of sides.

use std::collections::HashMap;

/// What the file begins with.
const BEGINNING: &[u8] = b"KINFACES";
/// Of the layout above.
const VERSION: u32 = 1;

/// Why the nets cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Not a file that `cargo xtask models` made, or of another version: make it again.
    #[error("these are not our face models: {0}")]
    Models(&'static str),
}

/// The tensors of a file.
pub struct Weights<'a> {
    tensors: HashMap<&'a str, Stored<'a>>,
}

struct Stored<'a> {
    shape: Vec<usize>,
    numbers: Numbers<'a>,
}

enum Numbers<'a> {
    Whole(&'a [u8]),
    Bytes {
        scale: f32,
        smallest: f32,
        bytes: &'a [u8],
    },
}

impl<'a> Weights<'a> {
    /// Reads what is there, and where.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Error> {
        let mut rest = Rest(bytes);
        if rest.take(BEGINNING.len()) != Ok(BEGINNING) {
            return Err(Error::Models("they begin differently"));
        }
        if rest.number()? != VERSION {
            return Err(Error::Models("they are of another version"));
        }
        let mut tensors = HashMap::new();
        for _ in 0..rest.number()? {
            let length = rest.byte()?;
            let name = str::from_utf8(rest.take(length.into())?)
                .map_err(|_| Error::Models("a name is unreadable"))?;
            tensors.insert(name, rest.stored()?);
        }
        Ok(Self { tensors })
    }

    /// The numbers of the tensor `name`, which must have this shape.
    pub fn numbers(&self, name: &str, shape: &[usize]) -> Result<Vec<f32>, Error> {
        let stored = self.tensors.get(name);
        let stored = stored.ok_or(Error::Models("a layer is missing"))?;
        if stored.shape != shape {
            return Err(Error::Models("a layer has another shape"));
        }
        Ok(match stored.numbers {
            Numbers::Whole(bytes) => {
                let (numbers, _) = bytes.as_chunks();
                numbers.iter().copied().map(f32::from_le_bytes).collect()
            }
            Numbers::Bytes {
                scale,
                smallest,
                bytes,
            } => bytes
                .iter()
                .map(|byte| f32::from(*byte) * scale + smallest)
                .collect(),
        })
    }
}

struct Rest<'a>(&'a [u8]);

impl<'a> Rest<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8], Error> {
        let taken = self.0.split_at_checked(count);
        let (taken, rest) = taken.ok_or(Error::Models("they are cut off"))?;
        self.0 = rest;
        Ok(taken)
    }

    fn byte(&mut self) -> Result<u8, Error> {
        Ok(self.take(1)?[0])
    }

    fn four(&mut self) -> Result<[u8; 4], Error> {
        let mut four = [0; 4];
        four.copy_from_slice(self.take(4)?);
        Ok(four)
    }

    fn number(&mut self) -> Result<u32, Error> {
        Ok(u32::from_le_bytes(self.four()?))
    }

    fn stored(&mut self) -> Result<Stored<'a>, Error> {
        let sides = self.byte()?;
        let shape: Vec<usize> = (0..sides)
            .map(|_| Ok(self.number()? as usize))
            .collect::<Result<_, Error>>()?;
        let count = shape
            .iter()
            .try_fold(4_usize, |count, side| count.checked_mul(*side));
        let bytes = count.ok_or(Error::Models("a layer is too large"))?;
        let numbers = match self.byte()? {
            0 => Numbers::Whole(self.take(bytes)?),
            1 => Numbers::Bytes {
                scale: f32::from_le_bytes(self.four()?),
                smallest: f32::from_le_bytes(self.four()?),
                bytes: self.take(bytes / 4)?,
            },
            _ => return Err(Error::Models("a layer is stored in an unknown way")),
        };
        Ok(Stored { shape, numbers })
    }
}
