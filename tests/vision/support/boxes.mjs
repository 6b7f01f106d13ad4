/** How much two boxes have in common: intersection over union, 0 to 1. */
export function overlap(a, b) {
  const shared = (from, length) =>
    Math.max(0, Math.min(a[from] + a[length], b[from] + b[length]) - Math.max(a[from], b[from]));
  const both = shared('x', 'width') * shared('y', 'height');
  return both / (a.width * a.height + b.width * b.height - both);
}
