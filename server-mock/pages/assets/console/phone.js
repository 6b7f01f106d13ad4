/** How a debug build of an app finds this server: a link with its address and certificate's fingerprint, as a QR code. */
import { attempt, call } from '../api.js';
import { h, showView } from '../dom.js';

export async function showPhone() {
  await attempt(async () => {
    const { link, svg } = await call('GET', '/v1/console/server');
    const own = /\/\/(127\.|localhost|\[::1\])/.test(link);
    showView('Connect a phone',
      h('p', {}, 'Scan this with the camera of a phone that has a debug build of the app, or share the text below to the app. The app then trusts this server’s certificate and no other.'),
      own && h('div', { class: 'notice wait' }, h('p', {}, 'This address is this machine’s own: only an emulator on it gets here. For a phone on the same network start the server with ',
        h('code', {}, '--listen 0.0.0.0:8443 --public-address'), ' and this machine’s address there.')),
      h('p', {}, h('img', { class: 'code', src: `data:image/svg+xml,${encodeURIComponent(svg)}`, alt: 'QR code of the text below', width: 280, height: 280 })),
      h('p', {}, h('code', { class: 'link' }, link)));
  });
}
