// The command line, as a script uses it.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { convert, photos } from './support/pictures.mjs';

const ours = process.env.KINLINE_VISION;
const folder = mkdtempSync(path.join(tmpdir(), 'kinline-vision-'));
after(() => rmSync(folder, { recursive: true }));

/** Two faces of the first sample photo: where they are. */
const PEOPLE = { left: '360:360:320:300', right: '360:360:1400:140' };

/** A photo of one person, made smaller. */
function photo(person, side, file) {
  mkdirSync(path.dirname(file), { recursive: true });
  return convert(photos()[0], file, `crop=${PEOPLE[person]},scale=${side}:${side}`);
}

const json = (...words) => JSON.parse(execFileSync(ours, [...words, '--json'], { encoding: 'utf8' }));

test('compare tells one person from two', () => {
  const left = photo('left', 360, path.join(folder, 'left.png'));
  const smaller = photo('left', 240, path.join(folder, 'smaller.png'));
  const right = photo('right', 360, path.join(folder, 'right.png'));
  assert.equal(json('compare', left, smaller).verdict, 'same');
  const { distance, verdict } = json('compare', left, right);
  assert.equal(verdict, 'different');
  assert.equal(json('compare', left, right, '--same', String(distance + 0.01), '--different', '1').verdict, 'same');
});

test('faces tells those that the detector is sure enough of', () => {
  const file = photo('left', 360, path.join(folder, 'sure.png'));
  const [{ score }] = json('faces', file).images[0].faces;
  const above = (least) => json('faces', '--least-score', String(least), file).images[0].faces.length;
  assert.deepEqual([above(score - 0.001), above(score + 0.001)], [1, 0]);
});

test('evaluate counts what each threshold gets wrong, by group', () => {
  for (const group of ['first', 'second']) {
    for (const person of ['left', 'right']) {
      for (const side of [360, 240]) photo(person, side, path.join(folder, 'people', group, person, `${side}.png`));
    }
  }
  const { people, photos: count, groups } = json('evaluate', path.join(folder, 'people'));
  assert.deepEqual([people, count, Object.keys(groups)], [4, 8, ['all', 'first', 'second']]);
  assert.deepEqual([groups.first.same_pairs, groups.first.different_pairs], [2, 4]);
  // The same people are in both groups: across them, one person counts as two.
  assert.deepEqual([groups.all.same_pairs, groups.all.different_pairs], [4, 24]);
  const at = (name, threshold) => groups[name].rates.find((it) => it.threshold === threshold);
  assert.deepEqual([at('first', 0.5).false_match_rate, at('first', 0.5).false_non_match_rate], [0, 0]);
  assert.ok(at('all', 0.5).false_match_rate > 0.3);
});

test('a picture that cannot be read is told beside those that can', () => {
  const good = photo('left', 240, path.join(folder, 'good.png'));
  const broken = path.join(folder, 'broken.jpg');
  writeFileSync(broken, 'no picture');
  const { status, stdout, stderr } = spawnSync(ours, ['faces', good, broken, '--json'], { encoding: 'utf8' });
  assert.equal(status, 1);
  assert.match(stderr, /broken\.jpg: /);
  const [first, second] = JSON.parse(stdout).images;
  assert.equal(first.faces.length, 1);
  assert.equal(first.faces[0].landmarks.length, 68);
  assert.equal(first.faces[0].template.length, 128);
  assert.match(second.error, /broken\.jpg: /);
});

test('a face that is not there has no distance', () => {
  const wall = path.join(folder, 'wall.png');
  execFileSync('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', 'color=gray:s=320x240', '-frames:v', '1', wall]);
  const { status, stdout, stderr } = spawnSync(ours, ['compare', wall, wall, '--json'], { encoding: 'utf8' });
  assert.equal(status, 1);
  assert.deepEqual(JSON.parse(stdout), { distance: null, verdict: 'no_face' });
  assert.match(stderr, /there is no face in it/);
});

test('watch tells every change of verdict with its time', () => {
  const portrait = photo('left', 360, path.join(folder, 'approved.png'));
  // Five pictures a second: the left one alone, then both, then the left one alone; they sway as people do.
  const person = (name, as) => `[0]crop=${PEOPLE[name]},scale=200:200[${as}]`;
  const frame = (both, step) => {
    const file = path.join(folder, `frame-${both ? 'both' : 'one'}-${step}.jpg`);
    const one = `color=gray:s=640x360,format=rgb24[wall];${person('left', 'a')};[wall][a]overlay=${60 + 8 * step}:80`;
    const chain = both ? `${one}[c];${person('right', 'b')};[c][b]overlay=${360 + 8 * step}:80` : one;
    execFileSync('ffmpeg', ['-v', 'error', '-y', '-i', photos()[0], '-filter_complex', chain, '-frames:v', '1', file]);
    return file;
  };
  const steps = [0, 1, 2, 3];
  const [alone, both] = [steps.map((step) => frame(false, step)), steps.map((step) => frame(true, step))];
  const frames = Array.from({ length: 50 }, (_, at) => (at >= 15 && at < 35 ? both : alone)[at % 4]);
  const { changes, people, verdict, looks } = json('watch', ...frames, '--fps', '5', '--approved', portrait);
  const told = changes.map((it) => it.verdict);
  assert.deepEqual(told.filter((it) => it !== 'unsure'), ['approved', 'unknown', 'approved'], JSON.stringify(changes));
  const unknown = changes.find((it) => it.verdict === 'unknown');
  assert.ok(unknown.time > 3 && unknown.time <= 5, `comes at 3 s, told at ${unknown.time}`);
  assert.equal(unknown.frame, frames[Math.round(unknown.time * 5)]);
  assert.ok(people.some((it) => it.standing === 'unknown' && it.bounds.x > 300));
  assert.equal(verdict, 'approved');
  // Two a second, of five pictures, are every third.
  assert.ok(looks > 18 && looks < 50, `${looks}: more often while in doubt`);
  // Without --approved nobody can be compared.
  assert.ok(json('watch', ...frames.slice(0, 20), '--fps', '5').changes.every((it) => it.verdict !== 'unknown'));
});
