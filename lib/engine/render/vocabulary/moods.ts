/** Time of day and light. It chooses the palette before colour words change it. */
export type Mood = "dawn" | "day" | "sunset" | "dusk" | "night" | "storm" | "mist" | "neon";
export type Weather = "clear" | "rain" | "snow" | "mist";
export type Particles =
  | "none"
  | "rain"
  | "snow"
  | "petals"
  | "leaves"
  | "embers"
  | "fireflies"
  | "bokeh"
  | "bubbles"
  | "confetti"
  | "dust";

export const MOOD_TERMS: readonly (readonly [Mood, string])[] = [
  ["neon", "neon cyberpunk vaporwave synthwave 霓虹 赛博朋克"],
  [
    "night",
    "night midnight moon moonlit moonlight star starry aurora nocturnal 夜 夜晚 晚上 今晚 月 月光 星空 星 极光",
  ],
  ["sunset", "sunset evening golden ember lava fire volcano campfire 日落 落日 夕阳 黄昏 晚霞 火"],
  ["dawn", "dawn sunrise morning daybreak 黎明 破晓 日出 朝阳 清晨 早晨 早上 晨"],
  ["dusk", "dusk twilight gloaming 傍晚 薄暮 暮色 日暮"],
  ["storm", "storm stormy rain rainy grey gray gloomy thunder overcast lightning 暴风 雨 阴天 雷"],
  ["mist", "fog foggy mist misty haze hazy 雾 薄雾"],
  ["day", "day noon sunny bright summer daylight midday 白天 白日 白昼 中午 正午 晴 阳光 夏"],
];

export const WEATHER_TERMS: readonly (readonly [Weather, string])[] = [
  ["snow", "snow snowy winter snowfall blizzard frozen 雪 冬 暴雪"],
  ["rain", "rain rainy storm stormy drizzle thunderstorm monsoon 雨 暴雨"],
  ["mist", "fog foggy mist misty haze hazy steam 雾 薄雾"],
];

export const PARTICLE_TERMS: readonly (readonly [Particles, string])[] = [
  ["snow", "snow snowy winter snowfall blizzard 雪 冬"],
  ["rain", "rain rainy storm stormy drizzle thunderstorm monsoon 雨"],
  ["petals", "sakura cherry petal blossom spring rose 樱花 花瓣 春"],
  ["leaves", "autumn fall leaf leaves maple 秋 落叶 枫"],
  ["embers", "fire ember lava volcano flame campfire phoenix dragon 火 火山 火焰 火花 烟花 烟火 龙"],
  ["fireflies", "firefly fireflies magic magical fairy enchanted glowing 萤火虫 魔法 仙 梦幻"],
  ["bubbles", "bubble underwater champagne 泡 水下 海底"],
  ["confetti", "confetti party birthday celebration festival carnival 派对 生日 庆祝 节日 春节"],
  ["dust", "dust dusty sunbeam 尘 灰尘"],
  ["bokeh", "bokeh dreamy romantic soft 浪漫 唯美"],
];
