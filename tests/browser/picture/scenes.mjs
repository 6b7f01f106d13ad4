// What the two cameras see: drawn people, who do not exist.

/** A person before a wall, 640x360, as SVG. */
function scene({ wall, light, skin, hair, shirt, behind, longHair }) {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="360" viewBox="0 0 640 360">
    <defs>
      <linearGradient id="wall" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="${light}"/><stop offset="1" stop-color="${wall}"/></linearGradient>
      <radialGradient id="skin" cx=".4" cy=".35" r=".8"><stop offset="0" stop-color="${skin[0]}"/><stop offset="1" stop-color="${skin[1]}"/></radialGradient>
    </defs>
    <rect width="640" height="360" fill="url(#wall)"/>${behind}
    ${longHair ? `<path d="M236 150 C236 60 404 60 404 150 L412 290 L228 290 Z" fill="${hair}"/>` : ''}
    <path d="M190 360 C196 296 262 276 288 268 L352 268 C378 276 444 296 450 360 Z" fill="${shirt}"/>
    <path d="M290 232 H350 V276 C338 290 302 290 290 276 Z" fill="${skin[1]}"/>
    <ellipse cx="320" cy="168" rx="68" ry="84" fill="url(#skin)"/>
    <path d="M250 158 C250 72 390 72 390 158 C376 112 340 108 316 112 C288 116 262 122 250 158 Z" fill="${hair}"/>
    <ellipse cx="294" cy="164" rx="7" ry="8" fill="#22262b"/><ellipse cx="346" cy="164" rx="7" ry="8" fill="#22262b"/>
    <path d="M280 146 q14 -8 28 0 M332 146 q14 -8 28 0" stroke="${hair}" stroke-width="5" fill="none" stroke-linecap="round"/>
    <path d="M320 168 q-8 24 2 28" stroke="${skin[1]}" stroke-width="5" fill="none" stroke-linecap="round"/>
    <path d="M292 210 q28 26 56 0" stroke="#8d2f2f" stroke-width="6" fill="none" stroke-linecap="round"/>
  </svg>`;
}

/** At home: a grandmother on her sofa. */
export const home = scene({
  wall: '#c9a27a', light: '#f3dfc1', skin: ['#f2cfae', '#dba984'], hair: '#d9d6d2', shirt: '#4a6b8a', longHair: true,
  behind: `<rect x="40" y="40" width="120" height="90" rx="4" fill="#fff" stroke="#8a6a48" stroke-width="8"/><path d="M44 126 l40 -44 30 28 20 -18 26 34 z" fill="#7fa07a"/>
    <path d="M500 360 V150 h14 V360" fill="#6d5138"/><path d="M460 150 L552 150 L530 80 L484 80 Z" fill="#ffe9a8"/>
    <rect x="0" y="290" width="640" height="70" rx="30" fill="#a05c4a"/>`,
});

/** In the call room: a young man before a plain wall. */
export const callRoom = scene({
  wall: '#8fa3ad', light: '#d5e0e4', skin: ['#b97f57', '#99623f'], hair: '#1d1a18', shirt: '#3c4a3e', longHair: false,
  behind: '<rect x="450" y="50" width="130" height="110" fill="#eef3f5" stroke="#b7c4ca" stroke-width="6"/><path d="M515 50 V160 M450 105 H580" stroke="#b7c4ca" stroke-width="6"/><rect x="0" y="316" width="640" height="44" fill="#6f7d84"/>',
});
