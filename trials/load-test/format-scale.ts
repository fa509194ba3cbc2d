// Writes a scale as people write it: 1/100 rather than 0.01.

export function formatScale(scale: number): string {
  const inverse = 1 / scale;
  if (inverse === 1) return '1';
  return Math.abs(inverse - Math.round(inverse)) < 1e-6 * inverse ? `1/${Math.round(inverse)}` : `${scale}`;
}
