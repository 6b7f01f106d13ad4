// The peers of a measurement: a browser with a page without a server, and one of ours.
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { openBrowser } from '../support/browser.mjs';

/**
 * A browser: `plain()` is a page of its own, `kinline(mock)` one of the mock server's. Each is brought to the front: a
 * page behind another draws one picture a second.
 */
export async function openPage() {
  const server = createServer((_, reply) => reply.setHeader('content-type', 'text/html').end('<!doctype html><body>'));
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const browser = await openBrowser(['--use-fake-device-for-media-stream=fps=30']);
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  await context.addInitScript({ path: fileURLToPath(new URL('page.js', import.meta.url)) });
  const open = new Map();
  async function page(address) {
    if (!open.has(address)) {
      open.set(address, await context.newPage());
      await open.get(address).goto(address);
    }
    await open.get(address).bringToFront();
    return open.get(address);
  }
  return {
    plain: () => page(`http://127.0.0.1:${server.address().port}/`),
    kinline: (mock) => page(mock.base),
    async hangUp() {
      for (const open of context.pages()) await open.evaluate(() => bench.hangUp());
    },
    async close() {
      await browser.close();
      server.close();
    },
  };
}
