/** Prints a table; numbers with as many digits as mean something. */
export function table(title, head, rows) {
  const text = (cell) => (typeof cell !== 'number' ? String(cell) : cell >= 100 || Number.isInteger(cell) ? cell.toFixed(0) : cell.toFixed(cell < 10 ? 2 : 1));
  const lines = [head, ...rows].map((row) => row.map(text));
  const widths = head.map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  console.log(`\n${title}`);
  for (const line of lines) console.log(`  ${line.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join('   ')}`);
}

/** The value in the middle. */
export function median(values) {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}
