/** How the camera moves over the clip. */
export type CameraMove = "in" | "out" | "left" | "right" | "up" | "down" | "orbit" | "still";

/** A verb of the camera and where it goes, with or without a hyphen or words like "slowly" and "to the" between. */
function towards(verbs: string, ways: string): string {
  return `(${verbs})([\\s-]+([a-z]+ly|very|the|camera|shot|view|way|back|further|to|towards?))*[\\s-]+(${ways})`;
}

export const CAMERA_PATTERNS: readonly (readonly [CameraMove, RegExp])[] = [
  [
    "out",
    new RegExp(
      `${towards("zoom(s|ing|ed)?|dolly", "out")}|${towards("pull(s|ing|ed)?", "back|out|away")}|reveal|拉远|拉开|后退|缩小`,
    ),
  ],
  ["in", /zoom(s|ing|ed)?( in)?\b|push(es|ing)? in|dolly|close[- ]?up|推近|拉近|推进|放大|特写/],
  ["left", new RegExp(`${towards("(pan|track|truck|mov)\\w*", "left")}|向左|左移`)],
  [
    "right",
    new RegExp(`${towards("(pan|track|truck|mov)\\w*", "right")}|\\bpan(s|ning)?\\b|tracking|向右|右移|平移|横移`),
  ],
  [
    "up",
    new RegExp(
      `${towards("tilt\\w*", "up")}|upward|crane|ascend|rising|\\brise|drone|aerial|上升|升起|上移|上摇|航拍|俯瞰`,
    ),
  ],
  ["down", new RegExp(`${towards("tilt\\w*", "down")}|downward|descend|下降|下移|下摇`)],
  ["orbit", /orbit\w*|circl\w*|around|rotat\w*|环绕|旋转/],
  ["still", /\bstatic\b|locked|motionless|tripod|静止|固定镜头/],
];

export const FAST_TERMS =
  "fast racing speeding rushing stormy wild epic energetic dynamic hyperlapse timelapse 快 飞驰 疾 激烈 延时 动感";
export const SLOW_TERMS =
  "calm slow slowly gentle peaceful serene quiet tranquil relaxing still 慢 缓慢 平静 宁静 安静 温柔";
