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

/** The photo, filtered by ffmpeg, in `file`. */
export function convert(photo, file, filter) {
  execFileSync('ffmpeg', ['-v', 'error', '-y', '-i', photo, '-vf', filter, '-pix_fmt', 'rgb24', file]);
  return file;
}

/** The pixels of a PNG, by a decoder that is not ours. */
export function pixels(file) {
  const probe = ['-v', 'error', '-show_entries', 'stream=width,height', '-of', 'csv=p=0', file];
  const [width, height] = execFileSync('ffprobe', probe, { encoding: 'utf8' }).trim().split(',').map(Number);
  const decode = ['-v', 'error', '-i', file, '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-'];
  const rgb = execFileSync('ffmpeg', decode, { maxBuffer: 1 << 30 });
  return { width, height, rgb: new Uint8Array(rgb) };
}
