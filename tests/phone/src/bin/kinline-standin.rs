//! `kinline-standin`: software in the place of what only a phone, or a prison, has, for tests of the
//! apps in other languages. `encode` and `decode` talk on their standard input and output; all
//! numbers are 32 bits, big endian.

use clap::{Parser, Subcommand};
use kinline_media::EncoderTarget;
use kinline_phone::{
    PhoneError,
    camera::{Camera, Stage},
    codec,
    laptop::Laptop,
    people::{self, Face},
    senses::Senses,
    wire::Wire,
};
use kinline_protocol::CallId;
use std::{
    io::{self, Read, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

#[derive(Parser)]
enum Cli {
    #[command(flatten)]
    Command(Command),
}

#[derive(Subcommand)]
enum Command {
    /// A camera with an encoder. In: width, height, bit/s, pictures a second, 1 for a keyframe.
    /// Out, for each: 1 if it is a keyframe, length, access unit (Annex B).
    Encode {
        /// Number of the sender, 0 to 15: drawn into the picture.
        #[arg(long)]
        sender: u8,
    },
    /// A decoder. In: length, access unit. Out, for each: width, height (0, 0 if it gives no
    /// picture), pixels (RGBA).
    Decode,
    /// The laptop in the prison: joins a call and stays in it until its standard input ends. In: who
    /// is before its camera, 0 for a drawn moving picture, 1 for somebody whom nobody approved.
    /// Out: 1 when it has joined.
    Laptop {
        /// `https://…`
        #[arg(long)]
        server: String,
        /// The only certificate to trust (PEM file).
        #[arg(long)]
        certificate: PathBuf,
        /// A laptop's token.
        #[arg(long, allow_hyphen_values = true)]
        token: String,
        /// Which call.
        #[arg(long)]
        call: CallId,
    },
    /// A real face for the portrait of whoever sits before that laptop. Out: length, JPEG.
    Portrait,
}

#[allow(clippy::print_stderr)]
fn main() -> ExitCode {
    let Cli::Command(command) = Cli::parse();
    let done = match command {
        Command::Encode { sender } => encode(sender),
        Command::Decode => decode(),
        Command::Laptop {
            server,
            certificate,
            token,
            call,
        } => laptop(&server, &certificate, &token, call),
        Command::Portrait => portrait(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn encode(sender: u8) -> Result<(), PhoneError> {
    let (mut input, mut output) = (io::stdin().lock(), io::stdout().lock());
    let (mut camera, mut encoder, mut index) = (Camera::pattern(sender), None, 0);
    while let Some([width, height, bits_per_second, frames_per_second, keyframe]) =
        numbers(&mut input)
    {
        let target = EncoderTarget {
            bits_per_second,
            width,
            height,
            frames_per_second,
        };
        let encoder = match &mut encoder {
            Some(open) => open,
            none => none.insert(codec::Encoder::new(target)?),
        };
        let picture = camera.picture(index, width as usize, height as usize);
        index += 1;
        let unit = encoder.encode(&picture, target, keyframe == 1)?;
        let (key, data) = unit.map_or((false, Vec::new()), |unit| (unit.key, unit.data));
        answer(&mut output, &[u32::from(key), data.len() as u32], &data)?;
    }
    Ok(())
}

fn decode() -> Result<(), PhoneError> {
    let (mut input, mut output) = (io::stdin().lock(), io::stdout().lock());
    let mut decoder = codec::Decoder::new()?;
    while let Some([length]) = numbers(&mut input) {
        let mut unit = vec![0; length as usize];
        input.read_exact(&mut unit).map_err(broken)?;
        // What cannot be decoded gives no picture; the next keyframe does.
        match decoder.decode(&unit) {
            Ok(Some(picture)) => {
                let rgb = picture.to_rgb();
                let rgba: Vec<u8> = rgb.pixels().flat_map(|p| [p[0], p[1], p[2], 255]).collect();
                answer(&mut output, &[rgb.width(), rgb.height()], &rgba)?;
            }
            _ => answer(&mut output, &[0, 0], &[])?,
        }
    }
    Ok(())
}

fn laptop(server: &str, certificate: &Path, token: &str, call: CallId) -> Result<(), PhoneError> {
    let pem = std::fs::read_to_string(certificate)
        .map_err(|error| PhoneError::file(certificate, error))?;
    let wire = Wire::new(server, &pem)?;
    let stage = Stage::default();
    let senses = Senses {
        camera: Some(Camera::stage(&stage, LAPTOP)),
        ..Senses::drawn(LAPTOP)
    };
    let laptop = Laptop::join(&wire, token, call, senses)?;
    answer(&mut io::stdout().lock(), &[1], &[])?;
    let mut input = io::stdin().lock();
    while let Some([who]) = numbers(&mut input) {
        stage.show(match who {
            0 => None,
            _ => Some(people::scene(&people::models(), &[Face::Stranger])?),
        });
    }
    laptop.leave()
}

fn portrait() -> Result<(), PhoneError> {
    let photo = Face::Prisoner.portrait(&people::models())?;
    answer(&mut io::stdout().lock(), &[photo.len() as u32], &photo)
}

/// Draws its number into what it sends.
const LAPTOP: u8 = 9;

/// The next request; none when whoever asked has gone.
fn numbers<const N: usize>(input: &mut impl Read) -> Option<[u32; N]> {
    let mut read = [0; N];
    for number in &mut read {
        let mut bytes = [0; 4];
        input.read_exact(&mut bytes).ok()?;
        *number = u32::from_be_bytes(bytes);
    }
    Some(read)
}

fn answer(output: &mut impl Write, numbers: &[u32], bytes: &[u8]) -> Result<(), PhoneError> {
    let head: Vec<u8> = numbers.iter().flat_map(|it| it.to_be_bytes()).collect();
    output
        .write_all(&head)
        .and_then(|()| output.write_all(bytes))
        .and_then(|()| output.flush())
        .map_err(broken)
}

fn broken(error: io::Error) -> PhoneError {
    PhoneError::Broken(error.to_string())
}
