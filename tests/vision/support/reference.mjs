// face-api.js as it comes: its own files of weights, tfjs on WebAssembly (SIMD, one thread), nothing from the network.
import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(import.meta.url);

/** Loads the nets; what it can do with a picture ({ width, height, rgb }). */
export async function reference() {
  const tf = require('@tensorflow/tfjs');
  const wasm = require('@tensorflow/tfjs-backend-wasm');
  const backend = path.dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json'));
  wasm.setWasmPaths(path.join(backend, 'dist') + path.sep);
  wasm.setThreadsCount(1);
  await tf.setBackend('wasm');
  await tf.ready();
  const faceapi = require('@vladmandic/face-api/dist/face-api.node-wasm.js');
  const models = path.join(path.dirname(require.resolve('@vladmandic/face-api/package.json')), 'model');
  const { ssdMobilenetv1, faceLandmark68Net, faceRecognitionNet } = faceapi.nets;
  const load = (net) => net.loadFromDisk(models);
  for (const net of [ssdMobilenetv1, faceLandmark68Net, faceRecognitionNet]) await load(net);
  const options = new faceapi.SsdMobilenetv1Options();

  /** Runs `look` on the picture's tensor. */
  async function on({ width, height, rgb }, look) {
    const tensor = tf.tensor3d(rgb, [height, width, 3], 'int32');
    try {
      return await look(tensor);
    } finally {
      tensor.dispose();
    }
  }

  return {
    tf,
    faceapi,
    /** Loads one more of its nets. */
    load,
    on,
    options,
    /** The faces of a picture, in the shape of `kinline-vision faces --json`. */
    faces: (picture) =>
      on(picture, async (tensor) => {
        const found = await faceapi.detectAllFaces(tensor, options).withFaceLandmarks().withFaceDescriptors();
        return found.map(({ detection, landmarks, descriptor }) => {
          const { x, y, width, height } = detection.box;
          const points = landmarks.positions.map((point) => ({ x: point.x, y: point.y }));
          return { bounds: { x, y, width, height }, score: detection.score, landmarks: points, template: [...descriptor] };
        });
      }),
  };
}
