// Our nets say what face-api.js says: the same faces, landmarks, templates and verdicts.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { overlap } from './support/boxes.mjs';
import { callPicture, photos, pixels, whole } from './support/pictures.mjs';
import { reference } from './support/reference.mjs';

/** Intersection over union of two boxes that count as one. */
const LEAST_OVERLAP = 0.9;
/** Mean distance of landmarks, as part of the distance of the eyes. */
const MOST_LANDMARK_ERROR = 0.02;
/** Distance of two templates of one face. */
const MOST_TEMPLATE_ERROR = 0.05;
/** The net's own limit between one person and two. */
const SAME_PERSON = 0.6;

const ours = process.env.KINLINE_VISION;
const folder = mkdtempSync(path.join(tmpdir(), 'kinline-vision-'));
after(() => rmSync(folder, { recursive: true }));

/** For each picture its faces, in pairs: ours and theirs. */
const pairs = new Map();

before(async () => {
  assert.ok(ours, 'KINLINE_VISION names the program: run cargo xtask test --only vision');
  const theirs = await reference();
  const samples = photos();
  const file = (name) => path.join(folder, `${name}.png`);
  const pictures = [
    ...samples.map((photo, number) => whole(photo, file(`sample${number + 1}`))),
    ...[0, 4].map((number) => callPicture(samples[number], 360, file(`sample${number + 1}-360`))),
    callPicture(samples[3], 720, file('sample4-720')),
  ];
  const told = execFileSync(ours, ['faces', '--json', ...pictures], { encoding: 'utf8', maxBuffer: 1 << 26 });
  for (const { image, faces } of JSON.parse(told).images) {
    pairs.set(image, match(faces, await theirs.faces(pixels(image))));
  }
});

/** Every face of ours with the one of theirs that shares most with it; what is left over has no partner. */
function match(ours, theirs) {
  const rest = new Set(theirs);
  const matched = ours.map((our) => {
    const best = [...rest].sort((a, b) => overlap(our.bounds, b.bounds) - overlap(our.bounds, a.bounds))[0];
    rest.delete(best);
    return [our, best];
  });
  return [...matched, ...[...rest].map((their) => [undefined, their])];
}

const mean = (numbers) => numbers.reduce((sum, it) => sum + it, 0) / numbers.length;
const middle = (points) => ({ x: mean(points.map((it) => it.x)), y: mean(points.map((it) => it.y)) });
const apart = (a, b) => Math.hypot(a.x - b.x, a.y - b.y);
const distance = (a, b) => Math.hypot(...a.map((number, at) => number - b[at]));
const all = () => [...pairs].flatMap(([image, faces]) => faces.map(([our, their]) => ({ image: path.basename(image), our, their })));

test('the same faces', () => {
  assert.ok(all().length >= 30, `only ${all().length} faces`);
  for (const { image, our, their } of all()) {
    assert.ok(our && their, `${image}: a face that only ${our ? 'we' : 'face-api.js'} found, ${JSON.stringify((our ?? their).bounds)}`);
    const shared = overlap(our.bounds, their.bounds);
    assert.ok(shared >= LEAST_OVERLAP, `${image}: boxes share only ${shared}`);
  }
});

test('the same landmarks', () => {
  for (const { image, our, their } of all()) {
    const eyes = apart(middle(their.landmarks.slice(36, 42)), middle(their.landmarks.slice(42, 48)));
    const error = mean(our.landmarks.map((point, at) => apart(point, their.landmarks[at]))) / eyes;
    assert.ok(error <= MOST_LANDMARK_ERROR, `${image}: landmarks are ${error} of the eyes' distance apart`);
  }
});

test('the same templates', () => {
  for (const { image, our, their } of all()) {
    const error = distance(our.template, their.template);
    assert.ok(error <= MOST_TEMPLATE_ERROR, `${image}: templates are ${error} apart`);
  }
});

test('the same verdict for every pair', () => {
  const faces = all();
  for (const [at, a] of faces.entries()) {
    for (const b of faces.slice(at + 1)) {
      const [our, their] = [distance(a.our.template, b.our.template), distance(a.their.template, b.their.template)];
      assert.equal(our <= SAME_PERSON, their <= SAME_PERSON, `${a.image}, ${b.image}: ${our}, but ${their}`);
    }
  }
});

test('compare says the distance of the largest faces', () => {
  const [[a, [[first]]], [b, [[second]]]] = [...pairs];
  const told = JSON.parse(execFileSync(ours, ['compare', '--json', a, b], { encoding: 'utf8' }));
  assert.ok(Math.abs(told.distance - distance(first.template, second.template)) < 1e-5, told.distance);
});
