const MEGABYTE = 1_000_000;
const EVERY_MS = 20;

/** What is alive after a garbage collection, in MB: objects, strings and buffers. Needs `--expose-gc`. */
export function alive(): number {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / MEGABYTE;
}

export interface Peaks {
  heap: number;
  rss: number;
}

/** The peaks from now on, garbage included, in MB. Buffers that hold replies are outside the heap. */
export function watchPeaks(): () => Peaks {
  const peaks: Peaks = { heap: 0, rss: 0 };
  const look = (): void => {
    const { heapUsed, rss } = process.memoryUsage();
    peaks.heap = Math.max(peaks.heap, heapUsed / MEGABYTE);
    peaks.rss = Math.max(peaks.rss, rss / MEGABYTE);
  };
  const timer = setInterval(look, EVERY_MS);
  return () => {
    clearInterval(timer);
    look();
    return peaks;
  };
}
