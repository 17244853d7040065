import type { Canvas } from "@napi-rs/canvas";
import { createField, type Field } from "#lib/engine/render/field";
import { clamp, mix, smoothstep } from "#lib/engine/render/interpolate";
import type { DrawMoment, Stage } from "#lib/engine/render/stage";

/** Side of the depth map: coarse on purpose, a depth that jumps would tear the picture. */
const MAP = 48;
const PUSH = 0.09;
const SLIDE = 0.034;

/**
 * Image to video: the given picture, moved as if it had depth. What stands out from the picture's
 * edges and what lies low is taken to be near. The first frame is the image, pixel for pixel.
 */
export function createStartImage(stage: Stage, image: Canvas): DrawMoment {
  const { context, width, height, plan } = stage;
  const source = image.data();
  const depth = estimateDepth(source, width, height);
  const field = createField(width, height);
  const rows = depthRows(depth, width);
  const direction = plan.camera === "left" ? -1 : plan.camera === "right" || plan.camera === "orbit" ? 1 : 0.35;
  const lift = plan.camera === "up" ? -1 : plan.camera === "down" ? 1 : 0;
  return (moment) => {
    const p = moment.progress;
    const eased = plan.motion.drama > 0 ? mix(p, smoothstep(0, 1, p), 0.7) : p;
    const strength = Math.min(1.5, plan.motion.travel) * Math.min(1.2, plan.motion.speed + 0.2);
    const sway = plan.camera === "orbit" ? Math.sin(p * Math.PI) : eased;
    const push = PUSH * strength * eased + 0.012 * plan.motion.bounce * Math.abs(Math.sin(p * 14));
    const slideX = SLIDE * strength * sway * direction * width;
    const slideY = SLIDE * strength * eased * lift * height;
    for (let y = 0; y < height; y++) warpRow(field, source, rows, { y, push, slideX, slideY });
    field.upload();
    context.drawImage(field.canvas, 0, 0);
  };
}

interface Warp {
  y: number;
  push: number;
  slideX: number;
  slideY: number;
}

function warpRow(
  field: Field,
  source: Uint8Array,
  depthRow: (y: number) => Float32Array,
  { y, push, slideX, slideY }: Warp,
): void {
  const { pixels, width, height } = field;
  const near = depthRow(y / height);
  const middleX = (width - 1) / 2;
  const middleY = (height - 1) / 2;
  const lastX = width - 1;
  const lastY = height - 1;
  for (let x = 0, at = y * width * 4; x < width; x++, at += 4) {
    const depth = near[x] ?? 0;
    const zoom = 1 - push * (0.45 + 0.75 * depth);
    const fromX = clamp(middleX + (x - middleX) * zoom + slideX * (depth - 0.35), 0, lastX);
    const fromY = clamp(middleY + (y - middleY) * zoom + slideY * (depth - 0.35), 0, lastY);
    const left = Math.floor(fromX);
    const top = Math.floor(fromY);
    const tx = fromX - left;
    const ty = fromY - top;
    const a = (top * width + left) * 4;
    const b = left < lastX ? a + 4 : a;
    const down = top < lastY ? width * 4 : 0;
    for (let channel = 0; channel < 3; channel++) {
      const upper = mix(source[a + channel] ?? 0, source[b + channel] ?? 0, tx);
      const lower = mix(source[a + down + channel] ?? 0, source[b + down + channel] ?? 0, tx);
      pixels[at + channel] = mix(upper, lower, ty);
    }
    pixels[at + 3] = 255;
  }
}

/** Depth of each pixel of a row, 0 far to 1 near, from the coarse map; the array is used again. */
function depthRows(map: Float32Array, width: number): (share: number) => Float32Array {
  const row = new Float32Array(width);
  return (share) => {
    const fy = share * (MAP - 1);
    const top = Math.floor(fy);
    const below = Math.min(MAP - 1, top + 1);
    for (let x = 0; x < width; x++) {
      const fx = (x / width) * (MAP - 1);
      const left = Math.floor(fx);
      const right = Math.min(MAP - 1, left + 1);
      const upper = mix(map[top * MAP + left] ?? 0, map[top * MAP + right] ?? 0, fx - left);
      const lower = mix(map[below * MAP + left] ?? 0, map[below * MAP + right] ?? 0, fx - left);
      row[x] = mix(upper, lower, fy - top);
    }
    return row;
  };
}

function estimateDepth(source: Uint8Array, width: number, height: number): Float32Array {
  const colours = shrink(source, width, height);
  const border = [0, 0, 0];
  let count = 0;
  for (let index = 0; index < MAP * MAP; index++) {
    const x = index % MAP;
    const y = Math.floor(index / MAP);
    if (y > 3 && x > 3 && x < MAP - 4) continue;
    for (let channel = 0; channel < 3; channel++)
      border[channel] = (border[channel] ?? 0) + (colours[index * 3 + channel] ?? 0);
    count++;
  }
  const depth = new Float32Array(MAP * MAP);
  for (let index = 0; index < depth.length; index++) {
    const x = (index % MAP) / (MAP - 1) - 0.5;
    const y = Math.floor(index / MAP) / (MAP - 1);
    let apart = 0;
    for (let channel = 0; channel < 3; channel++)
      apart += Math.abs((colours[index * 3 + channel] ?? 0) - (border[channel] ?? 0) / count);
    const central = Math.exp(-(x * x * 5 + (y - 0.55) ** 2 * 4));
    depth[index] = 0.42 * smoothstep(0.1, 1, y) + 0.33 * clamp(apart / 260) * central + 0.25 * central;
  }
  return blur(blur(depth));
}

function shrink(source: Uint8Array, width: number, height: number): Float32Array {
  const small = new Float32Array(MAP * MAP * 3);
  for (let index = 0; index < MAP * MAP; index++) {
    const x = Math.min(width - 1, Math.floor((((index % MAP) + 0.5) / MAP) * width));
    const y = Math.min(height - 1, Math.floor(((Math.floor(index / MAP) + 0.5) / MAP) * height));
    for (let channel = 0; channel < 3; channel++)
      small[index * 3 + channel] = source[(y * width + x) * 4 + channel] ?? 0;
  }
  return small;
}

function blur(map: Float32Array): Float32Array {
  const soft = new Float32Array(map.length);
  const reach = 4;
  for (let y = 0; y < MAP; y++) {
    for (let x = 0; x < MAP; x++) {
      let sum = 0;
      let count = 0;
      for (let dy = -reach; dy <= reach; dy++) {
        for (let dx = -reach; dx <= reach; dx++) {
          const value = x + dx >= 0 && x + dx < MAP ? map[(y + dy) * MAP + x + dx] : undefined;
          if (value === undefined) continue;
          sum += value;
          count++;
        }
      }
      soft[y * MAP + x] = sum / count;
    }
  }
  return soft;
}
