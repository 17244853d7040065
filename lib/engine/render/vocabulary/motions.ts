/** How the camera moves over the clip. */
export type CameraMove = "in" | "out" | "left" | "right" | "up" | "down" | "orbit" | "still";

export const CAMERA_PATTERNS: readonly (readonly [CameraMove, RegExp])[] = [
  ["out", /zoom(s|ing|ed)? out|pull(s|ing|ed)? (back|out|away)|dolly out|reveal|拉远|拉开|后退/],
  ["in", /zoom(s|ing|ed)?( in)?\b|push(es|ing)? in|dolly|close[- ]?up|推近|推进|放大|特写/],
  ["left", /(pan|track|truck|mov)\w* (to the )?left|向左|左移/],
  ["right", /(pan|track|truck|mov)\w* (to the )?right|\bpan(s|ning)?\b|tracking|向右|右移|平移|横移/],
  ["up", /tilt\w* up|upward|crane|ascend|rising|\brise|drone|aerial|上升|升起|航拍|俯瞰/],
  ["down", /tilt\w* down|downward|descend|下降|下移/],
  ["orbit", /orbit\w*|circl\w*|around|rotat\w*|环绕|旋转/],
  ["still", /\bstatic\b|locked|motionless|tripod|静止|固定镜头/],
];

export const FAST_TERMS =
  "fast racing speeding rushing stormy wild epic energetic dynamic hyperlapse timelapse 快 飞驰 疾 激烈 延时 动感";
export const SLOW_TERMS =
  "calm slow slowly gentle peaceful serene quiet tranquil relaxing still 慢 缓慢 平静 宁静 安静 温柔";
