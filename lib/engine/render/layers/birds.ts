import { css, type Rgb } from "#lib/engine/render/colour";
import type { DrawMoment, Stage } from "#lib/engine/render/stage";

/** A loose flock crossing the upper part of the frame, above `horizon`. */
export function createBirds(stage: Stage, horizon: number, count: number, colour: Rgb): DrawMoment {
  const { context, random, unit, width } = stage;
  const leaderX = 0.15 + 0.35 * random();
  const leaderY = 0.24 + 0.22 * random();
  const birds = Array.from({ length: count }, () => ({
    x: width * (leaderX + (random() - 0.5) * 0.34),
    y: horizon * (leaderY + (random() - 0.5) * 0.16),
    span: (3.2 + 3.6 * random()) * unit,
    phase: random() * Math.PI * 2,
  }));
  return (moment) => {
    const { seconds } = moment;
    stage.atDepth(moment, 0.25, () => {
      context.strokeStyle = css(colour, 0.8);
      context.lineCap = "round";
      for (const bird of birds) {
        const x = bird.x + seconds * (13 + bird.span / unit) * unit;
        const y = bird.y + Math.sin(seconds + bird.phase) * 4 * unit;
        const flap = Math.sin(seconds * 6 + bird.phase) * 0.65;
        context.lineWidth = bird.span * 0.24;
        context.beginPath();
        context.moveTo(x - bird.span, y - bird.span * flap * 0.8);
        context.quadraticCurveTo(x - bird.span * 0.4, y - bird.span * 0.4, x, y);
        context.quadraticCurveTo(x + bird.span * 0.4, y - bird.span * 0.4, x + bird.span, y - bird.span * flap * 0.8);
        context.stroke();
      }
    });
  };
}
