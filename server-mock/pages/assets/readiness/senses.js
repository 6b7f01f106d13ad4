/** What a check of the line shows and says, and what it hears come back. */

const FFT = 8_192;
/** The tone is looked for so near, Hz, and compared with all else up to so far from it. */
const NEAR = 30;
const AROUND = 800;
/** Loudness is that of so many samples: some 20 ms. */
const BLOCK = 1_024;
/** Loud enough to be heard, quiet enough to hurt nobody. */
const GAIN = 0.2;
/** As a call's picture. */
const PICTURE = { width: 640, height: 360, rate: 30 };

/** A tone, and a microphone's sound beside it if there is one, as a track to send. */
export function sendTone(context, hertz, microphone) {
  const out = context.createMediaStreamDestination();
  const tone = new OscillatorNode(context, { frequency: hertz });
  tone.connect(new GainNode(context, { gain: GAIN })).connect(out);
  tone.start();
  if (microphone) context.createMediaStreamSource(new MediaStream([microphone])).connect(out);
  return out.stream.getAudioTracks()[0];
}

/** A drawn picture that never stands still, as a track to send: no camera is needed. */
export function drawPicture(signal) {
  const canvas = document.createElement('canvas');
  Object.assign(canvas, PICTURE);
  const context = canvas.getContext('2d');
  let frame = 0;
  const draw = () => {
    frame += 1;
    const shade = context.createLinearGradient(0, 0, canvas.width, canvas.height);
    shade.addColorStop(0, `hsl(${frame % 360} 70% 40%)`);
    shade.addColorStop(1, `hsl(${(frame + 120) % 360} 70% 70%)`);
    context.fillStyle = shade;
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.fillStyle = '#fff';
    for (let n = 0; n < 40; n += 1) context.fillRect((n * 97 + frame * 5) % canvas.width, (n * 53 + frame * 3) % canvas.height, 24, 24);
  };
  draw();
  const timer = setInterval(draw, 1_000 / PICTURE.rate);
  signal.addEventListener('abort', () => clearInterval(timer), { once: true });
  return canvas.captureStream(PICTURE.rate).getVideoTracks()[0];
}

/** How far a tone stands out of all else near it, dB; call {@link ToneMeter.listen} now and then. */
export class ToneMeter {
  #analyser;
  #hertz;
  #heard = [];

  constructor(context, track, hertz) {
    this.#hertz = hertz;
    this.#analyser = new AnalyserNode(context, { fftSize: FFT });
    context.createMediaStreamSource(new MediaStream([track])).connect(this.#analyser);
  }

  listen() {
    const levels = new Float32Array(this.#analyser.frequencyBinCount);
    this.#analyser.getFloatFrequencyData(levels);
    const width = this.#analyser.context.sampleRate / FFT;
    const away = (bin) => Math.abs(bin * width - this.#hertz);
    const near = levels.filter((_, bin) => away(bin) <= NEAR);
    const rest = levels.filter((_, bin) => away(bin) > NEAR * 3 && away(bin) <= AROUND);
    const above = Math.max(...near) - median(rest);
    if (Number.isFinite(above)) this.#heard.push(above);
  }

  /** As it was most of the time, or nothing if there was no sound. */
  get decibels() {
    return this.#heard.length ? median(this.#heard) : undefined;
  }
}

/** How loud a microphone is at its loudest, dB of full scale; call {@link LoudnessMeter.listen} now and then. */
export class LoudnessMeter {
  #analyser;
  #loudest = 0;

  constructor(context, track) {
    // Longer than the time between two looks, so that nothing is missed.
    this.#analyser = new AnalyserNode(context, { fftSize: 32_768 });
    context.createMediaStreamSource(new MediaStream([track])).connect(this.#analyser);
  }

  listen() {
    const samples = new Float32Array(this.#analyser.fftSize);
    this.#analyser.getFloatTimeDomainData(samples);
    for (let from = 0; from < samples.length; from += BLOCK) {
      const block = samples.subarray(from, from + BLOCK);
      const power = block.reduce((sum, sample) => sum + sample * sample, 0) / block.length;
      this.#loudest = Math.max(this.#loudest, power);
    }
  }

  get decibels() {
    return this.#loudest ? 10 * Math.log10(this.#loudest) : undefined;
  }
}

function median(values) {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)];
}
