// Sample photos, as they are and as a call has them.
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

/** Where `cargo xtask models` put them. */
export function modelsFolder() {
  const cache = process.env.XDG_CACHE_HOME || path.join(homedir(), '.cache');
  return process.env.KINLINE_MODELS || path.join(cache, 'kinline', 'models');
}

/** The sample photos' files. */
export function photos() {
  const folder = path.join(modelsFolder(), 'photos');
  let names = [];
  try {
    names = readdirSync(folder).filter((name) => name.endsWith('.jpg'));
  } catch {}
  if (names.length === 0) throw new Error(`no photos in ${folder}: run cargo xtask models`);
  return names.sort().map((name) => path.join(folder, name));
}

/** The photo as PNG in `file`: decoders of JPEG differ by a rounding here and there, and both sides shall see the same. */
export function whole(photo, file) {
  return convert(photo, file, 'null');
}

/** The photo as a call's picture in `file` (PNG): that many lines, cut to 16:9. */
export function callPicture(photo, lines, file) {
  const width = (lines * 16) / 9;
  return convert(photo, file, `scale=${width}:${lines}:force_original_aspect_ratio=increase,crop=${width}:${lines}`);
}

/**
 * The whole photo in the middle of a call's picture in `file` (PNG): that many lines at 16:9, of which the photo takes a
 * `part` at most, filtered `then`. Tells where the photo lies: its corner, and a pixel of it in pixels of the picture.
 */
export function framed(photo, { lines, part = 1, then = 'null' }, file) {
  const frame = { width: (lines * 16) / 9, height: lines };
  const { width, height } = size(photo);
  const factor = part * Math.min(frame.width / width, frame.height / height);
  const within = { width: Math.round(width * factor), height: Math.round(height * factor) };
  const left = Math.floor((frame.width - within.width) / 2);
  const top = Math.floor((frame.height - within.height) / 2);
  convert(photo, file, `scale=${within.width}:${within.height},format=rgb24,pad=${frame.width}:${frame.height}:${left}:${top},${then}`);
  return { left, top, factor };
}

/** The photo, filtered by ffmpeg, in `file`. */
export function convert(photo, file, filter) {
  execFileSync('ffmpeg', ['-v', 'error', '-y', '-i', photo, '-vf', filter, '-pix_fmt', 'rgb24', file]);
  return file;
}

/** How large a picture's file is, pixels. */
function size(file) {
  const probe = ['-v', 'error', '-show_entries', 'stream=width,height', '-of', 'csv=p=0', file];
  const [width, height] = execFileSync('ffprobe', probe, { encoding: 'utf8' }).trim().split(',').map(Number);
  return { width, height };
}

/** The pixels of a PNG, by a decoder that is not ours. */
export function pixels(file) {
  const { width, height } = size(file);
  const decode = ['-v', 'error', '-i', file, '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-'];
  const rgb = execFileSync('ffmpeg', decode, { maxBuffer: 1 << 30 });
  return { width, height, rgb: new Uint8Array(rgb) };
}
