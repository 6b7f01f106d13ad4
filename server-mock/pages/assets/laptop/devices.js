/** The laptop's camera and microphone. */
import { h } from '../dom.js';

/** The relay and the phones were measured with this; the browser makes it smaller on a poor line. */
const PICTURE = { width: { ideal: 640 }, height: { ideal: 360 }, frameRate: { ideal: 30, max: 30 } };
const SOUND = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };

/**
 * Camera and microphone as one stream; with one of them alone where the other is missing. Fails
 * with what `getUserMedia` fails with.
 */
export async function openDevices() {
  try {
    return await navigator.mediaDevices.getUserMedia({ audio: SOUND, video: PICTURE });
  } catch (error) {
    if (error.name !== 'NotFoundError') throw error;
    return navigator.mediaDevices.getUserMedia({ audio: SOUND })
      .catch(() => navigator.mediaDevices.getUserMedia({ video: PICTURE }));
  }
}

/** A bar that shows how loud the microphone hears. `label` can be set later by `aria-label`. */
export function levelMeter(stream, signal) {
  const meter = h('meter', { min: '0', max: '1', value: '0' });
  if (!stream.getAudioTracks().length) return meter;
  const context = new AudioContext();
  const analyser = new AnalyserNode(context, { fftSize: 1024 });
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
    // A voice is some 20 to 50 dB under full scale.
    meter.value = Math.min(1, Math.max(0, 1 + 10 * Math.log10(power + 1e-9) / 60));
  }, 100);
  signal.addEventListener('abort', () => { clearInterval(timer); context.close(); }, { once: true });
  return meter;
}
