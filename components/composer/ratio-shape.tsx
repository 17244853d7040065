import { aspectOf } from "#lib/domain/ratios";

const BOX = 20;
const LONG_SIDE = 16;

/** An aspect ratio drawn as its shape; dashed where the provider may refuse it. */
export function RatioShape({ ratio, dashed = false }: { ratio: string; dashed?: boolean }) {
  const aspect = aspectOf(ratio);
  const long = aspect === 1 ? LONG_SIDE - 2 : LONG_SIDE;
  const width = aspect >= 1 ? long : long * aspect;
  const height = aspect >= 1 ? long / aspect : long;
  return (
    <svg viewBox={`0 0 ${BOX} ${BOX}`} aria-hidden="true" className="size-5" fill="none" stroke="currentColor">
      <rect
        x={(BOX - width) / 2}
        y={(BOX - height) / 2}
        width={width}
        height={height}
        rx="2"
        strokeWidth="1.5"
        strokeDasharray={dashed ? "2.6 2" : undefined}
      />
    </svg>
  );
}
