// What the measured pages do. Injected into each page; everything hangs on `window.bench`.
(() => {
  const open = [];
  const now = () => performance.now();

  async function camera() {
    return navigator.mediaDevices.getUserMedia({ audio: true, video: { width: 640, height: 360, frameRate: 30 } });
  }

  const RATE = 2_000; // kbit/s

  /** Noise that is never the same, which no encoder makes small: what it is given is what is sent. */
  async function noise() {
    const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 360 });
    const context = canvas.getContext('2d');
    const tiles = Array.from({ length: 8 }, () => {
      const tile = context.createImageData(canvas.width, canvas.height);
      const shades = new Uint32Array(tile.data.buffer);
      for (let i = 0; i < shades.length; i++) shades[i] = 0xff000000 | (0x010101 * Math.floor(64 + Math.random() * 128));
      return tile;
    });
    let drawn = 0;
    setInterval(() => context.putImageData(tiles[drawn++ % tiles.length], 0, 0), 33);
    const sound = await navigator.mediaDevices.getUserMedia({ audio: true });
    return new MediaStream([...canvas.captureStream(30).getTracks(), ...sound.getTracks()]);
  }

  /** An answer that has the sender send a steady picture, whatever it thinks of the line. */
  function steady(sdp) {
    const rate = ['start', 'min', 'max'].map((word) => `x-google-${word}-bitrate=${RATE}`).join(';');
    return sdp.replace(/^(a=fmtp:.*profile-level-id.*)$/gm, `$1;${rate}`);
  }

  /** The one profile that phones, browsers and both relays agree on. */
  function preferH264(connection) {
    for (const transceiver of connection.getTransceivers()) {
      if (transceiver.receiver.track.kind !== 'video') continue;
      const all = RTCRtpReceiver.getCapabilities('video').codecs;
      const baseline = all.filter((codec) => codec.mimeType === 'video/H264'
        && /42e01f/.test(codec.sdpFmtpLine) && /packetization-mode=1/.test(codec.sdpFmtpLine));
      transceiver.setCodecPreferences([...baseline, ...all.filter((codec) => /rtx/.test(codec.mimeType))]);
    }
  }

  /** A connection whose first received picture is `firstFrame`. */
  function connect() {
    const connection = new RTCPeerConnection({ bundlePolicy: 'max-bundle' });
    const stream = new MediaStream();
    const video = Object.assign(document.createElement('video'), { autoplay: true, muted: true, playsInline: true, srcObject: stream });
    document.body.append(video);
    connection.ontrack = ({ track }) => stream.addTrack(track);
    const firstFrame = new Promise((resolve, reject) => {
      const limit = setTimeout(() => reject(new Error('no picture')), 15_000);
      video.requestVideoFrameCallback(() => { clearTimeout(limit); resolve(now()); });
    });
    firstFrame.catch(() => {});
    const call = { connection, video, firstFrame, async hangUp() { connection.close(); video.remove(); } };
    open.push(call);
    return call;
  }

  function send(call, stream, direction) {
    for (const track of stream.getTracks()) call.connection.addTransceiver(track, { direction, streams: [stream] });
    preferH264(call.connection);
  }

  function receive(call) {
    for (const kind of ['audio', 'video']) call.connection.addTransceiver(kind, { direction: 'recvonly' });
    preferH264(call.connection);
  }

  /** Chromium to Chromium in one page: ms until the first picture. */
  async function direct() {
    const stream = await camera();
    const started = now();
    const [from, to] = [connect(), connect()];
    from.connection.onicecandidate = ({ candidate }) => to.connection.addIceCandidate(candidate);
    to.connection.onicecandidate = ({ candidate }) => from.connection.addIceCandidate(candidate);
    send(from, stream, 'sendonly');
    await from.connection.setLocalDescription();
    await to.connection.setRemoteDescription(from.connection.localDescription);
    await to.connection.setLocalDescription();
    await from.connection.setRemoteDescription(to.connection.localDescription);
    return (await to.firstFrame) - started;
  }

  /** POSTs an offer as WHIP and WHEP do: ms until the first picture, if one is to come. Who only sends, sends noise. */
  async function post(url, token, mode) {
    const stream = mode === 'receive' ? null : await (mode === 'send' ? noise() : camera());
    const started = now();
    const call = connect();
    if (mode === 'receive') receive(call); else send(call, stream, mode === 'both' ? 'sendrecv' : 'sendonly');
    await call.connection.setLocalDescription();
    const reply = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/sdp', authorization: `Bearer ${token}` },
      body: call.connection.localDescription.sdp,
    });
    if (!reply.ok) throw new Error(await reply.text());
    const location = new URL(reply.headers.get('location'), url);
    const close = call.hangUp;
    call.hangUp = async () => {
      await close();
      await fetch(location, { method: 'DELETE', headers: { authorization: `Bearer ${token}` } });
    };
    const sdp = await reply.text();
    await call.connection.setRemoteDescription({ type: 'answer', sdp: mode === 'send' ? steady(sdp) : sdp });
    return mode === 'send' ? null : (await call.firstFrame) - started;
  }

  /** A handle of a Janus plugin over its HTTP API. */
  async function janus(base, plugin) {
    const id = () => Math.random().toString(36).slice(2);
    const ask = async (path, body) => (await fetch(base + path, { method: 'POST', body: JSON.stringify({ transaction: id(), ...body }) })).json();
    const session = (await ask('', { janus: 'create' })).data.id;
    const handle = (await ask(`/${session}`, { janus: 'attach', plugin })).data.id;
    const until = async (wanted) => {
      for (;;) {
        const event = await (await fetch(`${base}/${session}?maxev=1`)).json();
        if (event.error || event.plugindata?.data?.error) throw new Error(JSON.stringify(event));
        if (wanted(event)) return event;
      }
    };
    return {
      /** Sends a message; gives the event with a JSEP, or the first event if none is awaited. */
      async message(body, jsep, awaited = true) {
        await ask(`/${session}/${handle}`, { janus: 'message', body, jsep });
        return until((event) => event.jsep || (!awaited && event.janus === 'event'));
      },
      isUp: () => until((event) => event.janus === 'webrtcup'),
      destroy: () => ask(`/${session}`, { janus: 'destroy' }),
    };
  }

  /** Janus's echo: ms until one's own first picture is back. */
  async function janusEcho(base) {
    const stream = await camera();
    const plugin = await janus(base, 'janus.plugin.echotest');
    const started = now();
    const call = connect();
    send(call, stream, 'sendrecv');
    await call.connection.setLocalDescription();
    const event = await plugin.message({ audio: true, video: true }, call.connection.localDescription);
    await call.connection.setRemoteDescription(event.jsep);
    const took = (await call.firstFrame) - started;
    await plugin.destroy();
    return took;
  }

  /** Publishes noise into Janus's room 1; gives the feed's number. */
  async function janusPublish(base) {
    const stream = await noise();
    const plugin = await janus(base, 'janus.plugin.videoroom');
    const joined = await plugin.message({ request: 'join', ptype: 'publisher', room: 1 }, undefined, false);
    const call = connect();
    send(call, stream, 'sendonly');
    await call.connection.setLocalDescription();
    const event = await plugin.message({ request: 'publish', audiocodec: 'opus', videocodec: 'h264' }, call.connection.localDescription);
    await call.connection.setRemoteDescription({ type: 'answer', sdp: steady(event.jsep.sdp) });
    await plugin.isUp();
    const close = call.hangUp;
    call.hangUp = async () => { await close(); await plugin.destroy(); };
    return joined.plugindata.data.id;
  }

  /** Watches a feed of Janus's room 1. */
  async function janusWatch(base, feed) {
    const plugin = await janus(base, 'janus.plugin.videoroom');
    const event = await plugin.message({ request: 'join', ptype: 'subscriber', room: 1, streams: [{ feed }] });
    const call = connect();
    await call.connection.setRemoteDescription(event.jsep);
    await call.connection.setLocalDescription();
    await plugin.message({ request: 'start', room: 1 }, call.connection.localDescription, false);
    const close = call.hangUp;
    call.hangUp = async () => { await close(); await plugin.destroy(); };
    return call.firstFrame.then(() => true);
  }

  /** Pictures decoded by all connections of this page, and bytes received. */
  async function received() {
    let [frames, bytes] = [0, 0];
    for (const { connection } of open) {
      (await connection.getStats()).forEach((entry) => {
        if (entry.type !== 'inbound-rtp') return;
        bytes += entry.bytesReceived;
        if (entry.kind === 'video') frames += entry.framesDecoded ?? 0;
      });
    }
    return { frames, bytes };
  }

  /** When every connection of this page is up. */
  function connected() {
    return Promise.all(open.map(({ connection }) => new Promise((resolve) => {
      const look = () => connection.connectionState === 'connected' && resolve();
      connection.addEventListener('connectionstatechange', look);
      look();
    })));
  }

  async function hangUp() {
    for (const call of open.splice(0)) await call.hangUp();
  }

  window.bench = { direct, post, janusEcho, janusPublish, janusWatch, received, connected, hangUp };
})();
