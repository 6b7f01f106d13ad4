// Faces of a call's picture: ours beside face-api.js (tfjs on WebAssembly, SIMD, one thread), in turns.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { median, table } from '../../browser/bench/table.mjs';
import { callPicture, photos } from '../support/pictures.mjs';

const TURNS = 3;
const ROUNDS = 10;
const PARTS = ['detection', 'landmarks', 'template', 'whole'];
const theirs = path.join(import.meta.dirname, 'reference.mjs');
const folder = mkdtempSync(path.join(tmpdir(), 'kinline-vision-'));
try {
  const image = callPicture(photos()[0], 360, path.join(folder, 'call.png'));
  const run = (program, words) => JSON.parse(execFileSync(program, words, { encoding: 'utf8' }));
  const told = { ours: [], theirs: [] };
  for (let turn = 0; turn < TURNS; turn += 1) {
    told.ours.push(run(process.env.KINLINE_VISION, ['measure', image, '--rounds', ROUNDS]));
    told.theirs.push(run(process.execPath, [theirs, image, ROUNDS]));
  }
  const of = (who, what) => median(told[who].flatMap((it) => it[what]));
  const rows = [...PARTS, 'load', 'memory'].map((what) => {
    const [our, their] = [of('ours', what), of('theirs', what)];
    return [what, our, their, our / their];
  });
  const faces = told.ours[0].faces;
  table(
    `Faces in a picture of 640 x 360 (${faces} faces; landmarks and template of one, whole: all of all), ms and peak MB`,
    ['', 'ours', 'face-api.js', 'ours of it'],
    rows,
  );
} finally {
  rmSync(folder, { recursive: true });
}
