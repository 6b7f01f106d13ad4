//! The size of the picture, out of a sequence parameter set (H.264, 7.3.2.1.1).

/// Width and height in pixels; `None` if it cannot be read.
pub(crate) fn size(sps: &[u8]) -> Option<(u16, u16)> {
    let data = unescaped(sps.get(1..)?);
    let mut bits = Bits { data: &data, at: 0 };
    let profile = bits.take(8)?;
    bits.take(16)?; // constraints, level
    bits.ue()?; // id
    let mut chroma_format = 1;
    if [100, 110, 122, 244, 44, 83, 86, 118, 128].contains(&profile) {
        chroma_format = bits.ue()?;
        if chroma_format == 3 {
            bits.take(1)?;
        }
        bits.ue()?;
        bits.ue()?;
        bits.take(1)?;
        if bits.take(1)? == 1 {
            return None; // scaling matrices: no phone or browser sends them in a call
        }
    }
    bits.ue()?; // log2_max_frame_num
    match bits.ue()? {
        0 => drop(bits.ue()?),
        1 => {
            bits.take(1)?;
            bits.ue()?;
            bits.ue()?;
            for _ in 0..bits.ue()?.min(255) {
                bits.ue()?;
            }
        }
        _ => {}
    }
    bits.ue()?; // max_num_ref_frames
    bits.take(1)?;
    let columns = bits.ue()?.checked_add(1)?;
    let rows = bits.ue()?.checked_add(1)?;
    let frames_only = bits.take(1)?;
    if frames_only == 0 {
        bits.take(1)?;
    }
    bits.take(1)?; // direct_8x8_inference
    let mut crop = [0; 4];
    if bits.take(1)? == 1 {
        for side in &mut crop {
            *side = bits.ue()?;
        }
    }
    let (unit_x, unit_y) = match chroma_format {
        1 => (2, 2),
        2 => (2, 1),
        _ => (1, 1),
    };
    let fields = 2 - frames_only;
    let width = columns.checked_mul(16)?;
    let height = rows.checked_mul(16)?.checked_mul(fields)?;
    let cut = |a: u32, b: u32, unit: u32| a.checked_add(b)?.checked_mul(unit);
    let width = width.checked_sub(cut(crop[0], crop[1], unit_x)?)?;
    let height = height.checked_sub(cut(crop[2], crop[3], unit_y * fields)?)?;
    Some((width.try_into().ok()?, height.try_into().ok()?))
}

/// Without emulation prevention (7.4.1): a 3 after two zeros is not part of the data.
fn unescaped(data: &[u8]) -> Vec<u8> {
    let mut zeros = 0;
    let kept = |byte: &u8| {
        let escape = *byte == 3 && zeros >= 2;
        zeros = if *byte == 0 { zeros + 1 } else { 0 };
        !escape
    };
    data.iter().copied().filter(kept).collect()
}

struct Bits<'a> {
    data: &'a [u8],
    at: usize,
}

impl Bits<'_> {
    fn take(&mut self, count: usize) -> Option<u32> {
        (0..count).try_fold(0, |value, _| {
            let byte = self.data.get(self.at / 8)?;
            let bit = byte >> (7 - self.at % 8) & 1;
            self.at += 1;
            Some(value << 1 | u32::from(bit))
        })
    }

    /// Exp-Golomb (9.1).
    fn ue(&mut self) -> Option<u32> {
        let mut zeros = 0;
        while self.take(1)? == 0 {
            zeros += 1;
        }
        if zeros > 31 {
            return None;
        }
        let rest = self.take(zeros)?;
        ((1u64 << zeros) - 1 + u64::from(rest)).try_into().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn sizes_of_real_encoders() {
        // openh264, 640x360; Chromium's encoder, 640x480 (constrained baseline).
        let openh264 = [
            0x67, 0x42, 0xc0, 0x1e, 0x8c, 0x8d, 0x40, 0x50, 0x17, 0xfc, 0xb0, 0x0f, 0x08, 0x84,
            0x6a,
        ];
        assert_eq!(size(&openh264), Some((640, 360)));
        let baseline = [
            0x67, 0x42, 0xc0, 0x1f, 0x8c, 0x8d, 0x40, 0x50, 0x1e, 0xd0, 0x0f, 0x08, 0x84, 0x6a,
        ];
        assert_eq!(size(&baseline), Some((640, 480)));
    }

    proptest! {
        #[test]
        fn nothing_makes_it_fail(data in prop::collection::vec(any::<u8>(), 0..64)) {
            let _ = size(&data);
        }
    }
}
