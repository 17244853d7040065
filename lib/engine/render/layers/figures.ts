import type { SKRSContext2D } from "@napi-rs/canvas";

/** Draws a figure one unit tall whose feet stand at 0, 0; `sway` (-1 to 1) moves tails, ears and scarves. */
export type DrawFigure = (context: SKRSContext2D, sway: number) => void;

function sittingBody(context: SKRSContext2D): void {
  context.beginPath();
  context.moveTo(-0.27, 0);
  context.bezierCurveTo(-0.38, -0.26, -0.2, -0.45, -0.14, -0.62);
  context.lineTo(0.14, -0.62);
  context.bezierCurveTo(0.2, -0.45, 0.38, -0.26, 0.27, 0);
  context.closePath();
  context.fill();
}

function tail(context: SKRSContext2D, sway: number, thick: number, tipX: number, tipY: number): void {
  context.lineCap = "round";
  context.lineWidth = thick;
  context.beginPath();
  context.moveTo(0.2, -0.05);
  context.bezierCurveTo(0.5, 0.02, tipX + 0.06 + sway * 0.05, -0.04, tipX + sway * 0.06, tipY + sway * 0.03);
  context.stroke();
}

function catHead(context: SKRSContext2D, ear: number): void {
  context.beginPath();
  context.moveTo(-0.15, -0.58);
  context.bezierCurveTo(-0.23, -0.66, -0.2, -0.76, -0.18, -0.82);
  context.lineTo(-0.175, -0.99 - ear);
  context.quadraticCurveTo(-0.1, -0.95, -0.06, -0.88);
  context.quadraticCurveTo(0, -0.9, 0.06, -0.88);
  context.quadraticCurveTo(0.1, -0.95, 0.175, -0.99 - ear);
  context.lineTo(0.18, -0.82);
  context.bezierCurveTo(0.2, -0.76, 0.23, -0.66, 0.15, -0.58);
  context.closePath();
  context.fill();
}

export const drawCat: DrawFigure = (context, sway) => {
  tail(context, sway, 0.075, 0.6, -0.3);
  sittingBody(context);
  catHead(context, 0);
};

export const drawFox: DrawFigure = (context, sway) => {
  context.beginPath();
  context.moveTo(0.15, -0.02);
  context.bezierCurveTo(0.45, 0.05, 0.85 + sway * 0.03, -0.05, 0.8 + sway * 0.05, -0.42 + sway * 0.03);
  context.bezierCurveTo(0.62, -0.36, 0.42, -0.22, 0.2, -0.24);
  context.fill();
  sittingBody(context);
  catHead(context, 0.06);
};

export const drawDog: DrawFigure = (context, sway) => {
  tail(context, sway * 2.2, 0.07, 0.48, -0.26);
  sittingBody(context);
  context.beginPath();
  context.ellipse(0, -0.76, 0.2, 0.19, 0, 0, Math.PI * 2);
  context.fill();
  for (const side of [-1, 1]) {
    context.beginPath();
    context.ellipse(side * 0.215, -0.73, 0.075, 0.17, side * (-0.24 + sway * 0.05), 0, Math.PI * 2);
    context.fill();
  }
};

export const drawRabbit: DrawFigure = (context, sway) => {
  sittingBody(context);
  context.beginPath();
  context.ellipse(0, -0.63, 0.18, 0.16, 0, 0, Math.PI * 2);
  context.fill();
  for (const side of [-1, 1]) {
    context.beginPath();
    context.ellipse(side * 0.1, -0.9, 0.062, 0.21, side * (0.16 + sway * 0.06), 0, Math.PI * 2);
    context.fill();
  }
  context.beginPath();
  context.arc(0.27, -0.1, 0.09, 0, Math.PI * 2);
  context.fill();
};

export const drawOwl: DrawFigure = (context, sway) => {
  context.beginPath();
  context.moveTo(0, 0.12);
  context.bezierCurveTo(-0.38, 0, -0.36, -0.5, -0.27, -0.74);
  context.lineTo(-0.27, -0.96);
  context.quadraticCurveTo(-0.16, -0.87, 0, -0.87 + sway * 0.01);
  context.quadraticCurveTo(0.16, -0.87, 0.27, -0.96);
  context.lineTo(0.27, -0.74);
  context.bezierCurveTo(0.36, -0.5, 0.38, 0, 0, 0.12);
  context.fill();
};

export const drawDeer: DrawFigure = (context, sway) => {
  context.lineCap = "round";
  for (const [x, bend] of [
    [-0.36, 0.03],
    [-0.28, -0.02],
    [0.12, 0.02],
    [0.2, -0.02],
  ] as const) {
    context.lineWidth = 0.04;
    context.beginPath();
    context.moveTo(x, -0.36);
    context.quadraticCurveTo(x + bend * 1.5, -0.2, x + bend, 0.01);
    context.stroke();
  }
  context.beginPath();
  context.moveTo(-0.44, -0.5);
  context.bezierCurveTo(-0.3, -0.58, 0, -0.53, 0.13, -0.55);
  context.bezierCurveTo(0.2, -0.62, 0.22, -0.72, 0.24, -0.8);
  context.bezierCurveTo(0.28, -0.86, 0.36, -0.83, 0.46, -0.745);
  context.bezierCurveTo(0.46, -0.7, 0.4, -0.69, 0.35, -0.7);
  context.bezierCurveTo(0.33, -0.56, 0.3, -0.44, 0.22, -0.35);
  context.bezierCurveTo(0.05, -0.29, -0.15, -0.31, -0.26, -0.32);
  context.bezierCurveTo(-0.36, -0.28, -0.45, -0.38, -0.44, -0.5);
  context.fill();
  context.beginPath();
  context.ellipse(0.19, -0.83, 0.075, 0.025, 0.5 + sway * 0.1, 0, Math.PI * 2);
  context.fill();
  context.lineWidth = 0.022;
  for (const side of [-1, 1]) {
    context.beginPath();
    context.moveTo(0.28, -0.83);
    context.bezierCurveTo(0.28 + side * 0.14, -0.92, 0.28 + side * 0.2, -1.02, 0.28 + side * 0.16, -1.18);
    for (const [at, up] of [
      [0.1, -0.93],
      [0.165, -1.02],
    ] as const) {
      context.moveTo(0.28 + side * at, up);
      context.quadraticCurveTo(0.28 + side * (at - 0.05), up - 0.06, 0.28 + side * (at - 0.055), up - 0.14);
    }
    context.stroke();
  }
};

export const drawPerson: DrawFigure = (context, sway) => {
  context.beginPath();
  context.arc(0, -0.92, 0.068, 0, Math.PI * 2);
  context.fill();
  context.beginPath();
  context.moveTo(-0.03, -0.87);
  context.bezierCurveTo(-0.03, -0.83, -0.13, -0.83, -0.145, -0.77);
  context.bezierCurveTo(-0.17, -0.66, -0.17, -0.55, -0.165, -0.46);
  context.lineTo(-0.125, -0.46);
  context.bezierCurveTo(-0.12, -0.42, -0.15, -0.34, -0.155 + sway * 0.01, -0.28);
  context.lineTo(-0.095, -0.275);
  context.lineTo(-0.085, 0);
  context.lineTo(-0.02, 0);
  context.lineTo(-0.005, -0.27);
  context.lineTo(0.02, -0.27);
  context.lineTo(0.035, 0);
  context.lineTo(0.1, 0);
  context.lineTo(0.1, -0.275);
  context.lineTo(0.16 + sway * 0.02, -0.28);
  context.bezierCurveTo(0.15, -0.34, 0.12, -0.42, 0.125, -0.46);
  context.lineTo(0.165, -0.46);
  context.bezierCurveTo(0.17, -0.55, 0.17, -0.66, 0.145, -0.77);
  context.bezierCurveTo(0.13, -0.83, 0.03, -0.83, 0.03, -0.87);
  context.fill();
  context.beginPath();
  context.moveTo(-0.055, -0.86);
  context.quadraticCurveTo(0, -0.83, 0.05, -0.86);
  context.bezierCurveTo(0.14, -0.87 + sway * 0.02, 0.2, -0.82 - sway * 0.03, 0.31, -0.85 + sway * 0.05);
  context.bezierCurveTo(0.24, -0.79 - sway * 0.02, 0.14, -0.79, 0.04, -0.81);
  context.fill();
};

export const drawCouple: DrawFigure = (context, sway) => {
  context.save();
  context.translate(-0.17, 0);
  drawPerson(context, sway);
  context.translate(0.34, 0);
  context.scale(0.92, 0.92);
  drawPerson(context, -sway * 0.6);
  context.restore();
};
