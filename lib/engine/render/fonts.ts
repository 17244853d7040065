import path from "node:path";
import { GlobalFonts } from "@napi-rs/canvas";

const BUNDLED = "Reelkeep Sans";
const BUNDLED_FILE = "node_modules/geist/dist/fonts/geist-sans/Geist-SemiBold.ttf";
const CJK_FAMILIES =
  /^(Noto S(ans|erif) (CJK )?(SC|JP)|Source Han S(ans|erif)( SC)?|PingFang SC|Hiragino Sans GB|Microsoft YaHei|Heiti SC|Songti SC|WenQuanYi .*|SimHei|SimSun|Droid Sans Fallback)$/;
const CJK_TEXT = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
const LATIN_TEXT = /^[\p{Script=Latin}\p{N}\p{P}\p{Zs}$+<=>^`|~°©®™]*$/u;

/**
 * A font family that can draw every character of `text`: the bundled one for Latin, one of the
 * system's for Chinese and Japanese; undefined where there is none, so that no empty boxes are drawn.
 */
export function fontFor(text: string): string | undefined {
  if (LATIN_TEXT.test(text)) return registerBundled() ? BUNDLED : undefined;
  const rest = text.replace(new RegExp(CJK_TEXT, "gu"), "");
  if (!CJK_TEXT.test(text) || !LATIN_TEXT.test(rest)) return undefined;
  return GlobalFonts.families.map(({ family }) => family).find((family) => CJK_FAMILIES.test(family));
}

function registerBundled(): boolean {
  if (GlobalFonts.has(BUNDLED)) return true;
  return Boolean(GlobalFonts.registerFromPath(path.join(process.cwd(), BUNDLED_FILE), BUNDLED));
}
