// Which detector finds the faces of a call: face-api.js's two and ours, on whole photos in pictures of a call's sizes.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { median, table } from '../../browser/bench/table.mjs';
import { overlap } from '../support/boxes.mjs';
import { framed, photos, pixels, whole } from '../support/pictures.mjs';
import { reference } from '../support/reference.mjs';

/** face-api.js's own limit, and the one that who watches a call goes down to (`least_score` of the watch's settings). */
const SURE = 0.5;
const UNSURE = 0.25;
/** Of two boxes of one face: the tiny detector's are wide and low, SSD's narrow and high, so half would take found faces for missed. */
const LEAST_OVERLAP = 0.3;
const ROUNDS = 3;
/** The sizes that a call's pictures have, and harder ones of the largest. */
const PICTURES = {
  '320x180': { lines: 180 },
  '480x270': { lines: 270 },
  '640x360': { lines: 360 },
  'blurred': { lines: 360, then: 'gblur=sigma=2.5' },
  'dark': { lines: 360, then: 'lutrgb=r=val*0.2:g=val*0.2:b=val*0.2' },
  'half as large': { lines: 360, part: 0.5 },
};

const ours = process.env.KINLINE_VISION;
const run = (...words) => JSON.parse(execFileSync(ours, words, { encoding: 'utf8', maxBuffer: 1 << 26 }));
const { faceapi, load, on } = await reference();
await load(faceapi.nets.tinyFaceDetector);

/** A detector of face-api.js, as what looks at a picture's file. */
const theirs = (options) => (file) =>
  on(pixels(file), async (tensor) => {
    const look = () => faceapi.detectAllFaces(tensor, options);
    const found = await look();
    const ms = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const begun = performance.now();
      await look();
      ms.push(performance.now() - begun);
    }
    return { faces: found.map(({ box, score }) => ({ bounds: box, score })), ms };
  });

/** Each tells the faces of a picture's file that it is surer of than `UNSURE`, and the milliseconds of some rounds. */
const DETECTORS = {
  'tiny (416)': theirs(new faceapi.TinyFaceDetectorOptions({ inputSize: 416, scoreThreshold: UNSURE })),
  'tiny (608)': theirs(new faceapi.TinyFaceDetectorOptions({ inputSize: 608, scoreThreshold: UNSURE })),
  'SSD': theirs(new faceapi.SsdMobilenetv1Options({ minConfidence: UNSURE })),
  'ours': async (file) => ({
    faces: run('faces', '--json', '--least-score', UNSURE, file).images[0].faces,
    ms: run('measure', file, '--rounds', ROUNDS).detection,
  }),
};

const surely = (faces) => faces.filter((face) => face.score > SURE);
const same = (a) => (b) => overlap(a.bounds, b.bounds) >= LEAST_OVERLAP;

/** The faces where they are in a picture that `place` put the photo in. */
const moved = (faces, { left, top, factor }) =>
  faces.map(({ bounds: { x, y, width, height } }) => ({
    bounds: { x: left + x * factor, y: top + y * factor, width: width * factor, height: height * factor },
  }));

const folder = mkdtempSync(path.join(tmpdir(), 'kinline-detectors-'));
try {
  const file = path.join(folder, 'picture.png');
  let all = 0;
  const told = new Map();
  for (const photo of photos()) {
    const known = surely((await DETECTORS.SSD(whole(photo, file))).faces);
    all += known.length;
    for (const [name, how] of Object.entries(PICTURES)) {
      const there = moved(known, framed(photo, how, file));
      for (const [detector, look] of Object.entries(DETECTORS)) {
        const { faces, ms } = await look(file);
        for (const [limit, found] of [[SURE, surely(faces)], [UNSURE, faces]]) {
          const key = `${detector}, ${limit}: ${name}`;
          const sum = told.get(key) ?? { found: 0, elsewhere: 0, ms: [] };
          sum.found += there.filter((face) => found.some(same(face))).length;
          sum.elsewhere += found.filter((face) => !there.some(same(face))).length;
          sum.ms.push(...ms);
          told.set(key, sum);
        }
      }
    }
  }
  /** A picture's columns: what was found, and for each size how long it took. */
  const columns = (name, found, ms) => ('then' in PICTURES[name] || 'part' in PICTURES[name] ? [found] : [found, ms]);
  const names = Object.keys(PICTURES);
  const rows = [SURE, UNSURE].flatMap((limit) =>
    Object.keys(DETECTORS).map((detector) => {
      const who = `${detector}, ${limit}`;
      const cells = names.flatMap((name) => {
        const { found, elsewhere, ms } = told.get(`${who}: ${name}`);
        return columns(name, elsewhere ? `${found} + ${elsewhere}` : found, median(ms));
      });
      return [who, ...cells];
    }),
  );
  table(
    `Faces found of ${all} that SSD finds in ${photos().length} whole photos (+ boxes where none of them is), ms a picture; the last three: 640x360`,
    ['detector, limit', ...names.flatMap((name) => columns(name, name, 'ms'))],
    rows,
  );
} finally {
  rmSync(folder, { recursive: true });
}
