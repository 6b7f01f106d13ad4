// What `kinline-vision measure IMAGE --rounds N` says, of face-api.js.
import { readFileSync } from 'node:fs';
import { pixels } from '../support/pictures.mjs';
import { reference } from '../support/reference.mjs';

const [image, rounds] = [process.argv[2], Number(process.argv[3])];
const picture = pixels(image);
const started = performance.now();
const { faceapi, on, options } = await reference();
const load = performance.now() - started;
const { faceLandmark68Net, faceRecognitionNet } = faceapi.nets;

await on(picture, async (tensor) => {
  const [found] = await faceapi.detectAllFaces(tensor, options).withFaceLandmarks();
  const aligned = found.landmarks.align(null, { useDlibAlignment: true });
  const parts = {
    detection: () => faceapi.detectAllFaces(tensor, options),
    landmarks: () => face(found.detection, (it) => faceLandmark68Net.detectLandmarks(it)),
    template: () => face(aligned, (it) => faceRecognitionNet.computeFaceDescriptor(it)),
    whole: () => faceapi.detectAllFaces(tensor, options).withFaceLandmarks().withFaceDescriptors(),
  };

  /** Cuts a face out and looks at it. */
  async function face(box, look) {
    const [cut] = await faceapi.extractFaceTensors(tensor, [box]);
    await look(cut);
    cut.dispose();
  }

  const told = { load };
  for (const [name, part] of Object.entries(parts)) {
    await part();
    told[name] = [];
    for (let round = 0; round < rounds; round += 1) {
      const begun = performance.now();
      await part();
      told[name].push(performance.now() - begun);
    }
  }
  const kilobytes = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync('/proc/self/status', 'utf8'))[1];
  console.log(JSON.stringify({ ...told, memory: kilobytes / 1e3 }));
});
