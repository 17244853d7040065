const AROUND_PX = 192;
const STRIP_PX = 92;

/** CSS width of a player that keeps its shape and fits into the window with what stands around it. */
export function playerWidth(aspect: number, siblings: boolean): string {
  return `min(100%, calc((100dvh - ${siblings ? AROUND_PX + STRIP_PX : AROUND_PX}px) * ${aspect}))`;
}
