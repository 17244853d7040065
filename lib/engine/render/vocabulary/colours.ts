import type { ColourTarget } from "#lib/engine/render/colour";

/** Colour words and where they lie in OKLCH. */
export const COLOUR_TERMS: readonly (readonly [string, ColourTarget])[] = [
  ["red crimson scarlet ruby vermilion 红 赤", { hue: 25, chroma: 0.21, lift: -0.05 }],
  ["orange tangerine 橙 橘色", { hue: 55, chroma: 0.18, lift: 0 }],
  ["amber gold golden 金 金黄 黄金 琥珀", { hue: 80, chroma: 0.16, lift: 0.05 }],
  ["yellow 黄", { hue: 102, chroma: 0.18, lift: 0.15 }],
  ["lime chartreuse 青柠", { hue: 125, chroma: 0.19, lift: 0.1 }],
  ["green emerald jade 绿 翠", { hue: 148, chroma: 0.16, lift: 0 }],
  ["mint 薄荷", { hue: 168, chroma: 0.1, lift: 0.2 }],
  ["teal turquoise 青色 碧", { hue: 192, chroma: 0.12, lift: 0 }],
  ["cyan aqua 青蓝", { hue: 210, chroma: 0.13, lift: 0.1 }],
  ["blue azure cobalt sapphire 蓝", { hue: 255, chroma: 0.17, lift: 0 }],
  ["navy indigo 靛 深蓝 藏青", { hue: 275, chroma: 0.15, lift: -0.25 }],
  ["purple violet amethyst 紫", { hue: 303, chroma: 0.19, lift: 0 }],
  ["lavender lilac 淡紫", { hue: 302, chroma: 0.1, lift: 0.2 }],
  ["magenta fuchsia 洋红 品红 玫红", { hue: 335, chroma: 0.23, lift: 0 }],
  ["pink 粉 粉红 桃红", { hue: 355, chroma: 0.15, lift: 0.15 }],
  ["salmon apricot 珊瑚色 桃色", { hue: 35, chroma: 0.15, lift: 0.1 }],
  ["brown chocolate sepia 棕 褐 咖啡色", { hue: 55, chroma: 0.07, lift: -0.2 }],
  ["white ivory 白", { hue: 240, chroma: 0.012, lift: 0.4 }],
  ["silver grey gray 灰 银色", { hue: 250, chroma: 0.015, lift: 0 }],
  ["black 黑", { hue: 275, chroma: 0.015, lift: -0.5 }],
  ["monochrome 单色", { hue: 0, chroma: 0, lift: 0 }],
];

/** A colour before one of these belongs to the sky, or to the land, alone. */
export const SKY_NOUNS = "sky skies 天 天空";
/** What stands in the sky gives it its colour, unless the sky has one of its own. */
export const LIGHT_NOUNS = "sunset sunrise cloud light moon sun aurora dawn dusk hour evening 云 晚霞 月";
export const LAND_NOUNS =
  "hill hills mountain mountains grass meadow meadows field fields forest tree trees valley leaf leaves land dune dunes sand water sea ocean lake wave waves 山 草 草原 田 森林 树 叶 沙 水 海 湖";
/** A colour before one of these belongs to a thing: it shows in the accents. */
export const OBJECT_NOUNS =
  "rose roses flower flowers tulip tulips poppy poppies petal petals balloon balloons car cars boat sail sails dress umbrella coat hair eye eyes leaf fish jellyfish cup mug apple candle planet butterfly butterflies sign signs cat kitten dog puppy fox rabbit bunny wolf deer owl horse 玫瑰 花 气球 车 船 裙 伞 鱼 蝴蝶";
