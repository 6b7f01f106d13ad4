/**
 * What is to be seen in a page's `<video>`: read from its pixels, not from what the page says.
 * `look` is installed in a page by {@link installEyes}.
 */
import { PATIENCE } from './browser.mjs';

/** Puts `globalThis.look(selector)` into the page: the drawn picture's mark, colours, frames decoded. */
export function installEyes(page) {
  return page.evaluate(() => {
    const CELLS = 28;
    const canvas = document.createElement('canvas');
    const context = canvas.getContext('2d', { willReadFrequently: true });

    /** The software phone's drawn picture: a strip of cells at the top tells sender and frame. */
    function readMark(luma, width, height) {
      const strip = Math.ceil(Math.trunc(height / 9) / 2) * 2;
      const y = Math.trunc(strip / 2);
      const cells = Array.from({ length: CELLS }, (_, cell) => luma(Math.trunc(((cell * 2 + 1) * width) / (CELLS * 2)), y));
      if (cells.some((value) => value > 100 && value < 150)) return null;
      const bits = cells.map((value) => (value >= 150 ? 1 : 0));
      const number = (from, to) => bits.slice(from, to).reduce((sum, bit) => sum * 2 + bit, 0);
      const [sender, frame] = [number(2, 6), number(6, 22)];
      const check = Math.imul(sender * 65_536 + frame, 0x9E3779B1) >>> 26;
      return bits[0] === 1 && bits[1] === 0 && check === number(22, 28) ? { sender, frame } : null;
    }

    globalThis.look = (selector) => {
      const video = document.querySelector(selector);
      if (!video?.videoWidth) return null;
      return { ...see(video, video.videoWidth, video.videoHeight), frames: video.getVideoPlaybackQuality().totalVideoFrames };
    };

    globalThis.lookAtFile = async (base64) => {
      const image = new Image();
      image.src = `data:image/png;base64,${base64}`;
      await image.decode();
      return see(image, image.naturalWidth, image.naturalHeight);
    };

    function see(source, width, height) {
      Object.assign(canvas, { width, height });
      context.drawImage(source, 0, 0);
      const { data } = context.getImageData(0, 0, width, height);
      const pixel = (x, y) => [0, 1, 2].map((part) => data[(y * width + x) * 4 + part]);
      const luma = (x, y) => { const [r, g, b] = pixel(x, y); return 0.299 * r + 0.587 * g + 0.114 * b; };
      const points = [];
      for (let y = 0.1; y < 1; y += 0.2) for (let x = 0.1; x < 1; x += 0.1) points.push(pixel(Math.trunc(x * width), Math.trunc(y * height)));
      return { width, height, points, mark: readMark(luma, width, height) };
    }
  });
}

/** Looks once at a video. */
export function look(page, selector) {
  return page.evaluate((which) => globalThis.look(which), selector);
}

/** What a PNG file shows, as {@link look} tells it. */
export function lookAtFile(page, bytes) {
  return page.evaluate((base64) => globalThis.lookAtFile(base64), bytes.toString('base64'));
}

/** How many of the points looked at have about the same colour in both pictures, 0 to 1. */
export function likeness(one, other) {
  const same = one.points.filter((colour, index) => colour.every((part, channel) => Math.abs(part - other.points[index][channel]) < 48));
  return same.length / one.points.length;
}

/** Waits until the video shows the phone's picture, later than a frame; resolves to its mark. */
export async function seeMark(page, selector, after = -1) {
  const handle = await page.waitForFunction(([which, frame]) => {
    const { mark } = globalThis.look(which) ?? {};
    return mark && mark.frame > frame ? mark : null;
  }, [selector, after], { timeout: PATIENCE, polling: 50 });
  return handle.jsonValue();
}

/** Chromium's own test camera: green, with a lighter disc that turns. */
export async function seeGreen(page, selector) {
  await page.waitForFunction((which) => {
    const seen = globalThis.look(which);
    return seen && seen.points.filter(([r, g, b]) => g > 90 && g > r + 40 && g > b + 40).length > seen.points.length * 0.8;
  }, selector, { timeout: PATIENCE, polling: 50 });
}

/** Waits until so many more pictures were decoded in the video. */
export async function seeMoving(page, selector, more = 10) {
  const before = (await look(page, selector))?.frames ?? 0;
  await page.waitForFunction(([which, frames]) => globalThis.look(which)?.frames >= frames, [selector, before + more],
    { timeout: PATIENCE, polling: 50 });
}

/** Sound that a page's connections have received: energy of the samples (W3C webrtc-stats). */
export const LISTEN = `
  const connections = [];
  globalThis.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(...settings) { super(...settings); connections.push(this); }
  };
  globalThis.received = async () => {
    const sum = { audioEnergy: 0, audioPackets: 0, framesDecoded: 0, framesSent: 0, codecs: [] };
    for (const connection of connections.filter(({ connectionState }) => connectionState !== 'closed')) {
      for (const figure of (await connection.getStats()).values()) {
        if (figure.type === 'inbound-rtp' && figure.kind === 'audio') {
          sum.audioEnergy += figure.totalAudioEnergy ?? 0;
          sum.audioPackets += figure.packetsReceived ?? 0;
        }
        if (figure.type === 'inbound-rtp' && figure.kind === 'video') sum.framesDecoded += figure.framesDecoded ?? 0;
        if (figure.type === 'outbound-rtp' && figure.kind === 'video') sum.framesSent += figure.framesSent ?? 0;
        if (figure.type === 'codec') sum.codecs.push(figure.mimeType + ' ' + (figure.sdpFmtpLine ?? ''));
      }
    }
    return sum;
  };
  globalThis.connections = connections;
`;
