/** What can be drawn. `typographic` is for subjects that none of the others knows, `image` for a given start image. */
export type Family = SubjectFamily | "typographic" | "image";
type SubjectFamily =
  | "silhouette"
  | "underwater"
  | "space"
  | "synthwave"
  | "city"
  | "storm"
  | "flowers"
  | "still-life"
  | "desert"
  | "forest"
  | "ocean"
  | "landscape"
  | "silk";

/** Words of each family, English and Chinese. Where two weigh the same, the earlier one wins: a subject before its setting. */
export const FAMILY_TERMS: readonly (readonly [SubjectFamily, string])[] = [
  [
    "silhouette",
    "cat kitten dog puppy rabbit bunny owl person man woman girl boy couple child lover lovers dancer hiker traveler samurai wolf fox deer portrait people monk knight hero 猫 狗 小狗 兔 猫头鹰 人物 女孩 男孩 女人 男人 少女 少年 情侣 孩子 武士 狼 狐狸 鹿 肖像 旅人",
  ],
  [
    "underwater",
    "underwater undersea reef coral fish whale jellyfish submarine diver dolphin shark aquarium mermaid kelp turtle octopus seabed 水下 海底 珊瑚 鱼 鲸 水母 潜水 海豚 鲨鱼 海龟 美人鱼",
  ],
  [
    "space",
    "space galaxy nebula planet astronaut cosmos cosmic universe rocket spaceship starship alien saturn mars jupiter orbit milky comet asteroid interstellar meteor 太空 宇宙 银河 星云 星球 行星 宇航员 火箭 飞船 外星 土星 火星 金星 木星 水星 海王星 黑洞 流星 彗星",
  ],
  [
    "synthwave",
    "synthwave vaporwave retrowave outrun arcade retro 80s 1980s hologram tron 蒸汽波 合成波 复古 霓虹网格 赛博网格",
  ],
  ["storm", "storm lightning thunder thunderstorm tornado hurricane tempest 暴风雨 闪电 雷电 雷暴 龙卷风 暴雨 风暴"],
  [
    "city",
    "city street skyline tokyo york paris london shanghai hongkong building skyscraper traffic car taxi downtown urban cyberpunk alley rooftop metropolis neon bridge train subway 城市 街道 街头 都市 高楼 大厦 东京 上海 香港 纽约 霓虹 赛博朋克 车流 夜市 旧金山",
  ],
  [
    "flowers",
    "flower rose tulip poppy sunflower lavender blossom petal daisy lotus orchid peony bouquet butterfly bloom garden wildflower 花 玫瑰 郁金香 向日葵 薰衣草 樱花 荷花 莲花 牡丹 花园 花海 蝴蝶",
  ],
  [
    "still-life",
    "coffee tea cup mug cake bread fruit apple orange lemon food candle wine glass bottle breakfast book vase table pear peach cherry still bowl soup noodle 咖啡 茶 杯 蛋糕 面包 水果 苹果 橙子 蜡烛 红酒 早餐 书 花瓶 桌 静物 美食",
  ],
  ["desert", "desert dune sand sahara canyon cactus camel oasis mesa pyramid 沙漠 沙丘 峡谷 仙人掌 骆驼 绿洲 金字塔"],
  [
    "forest",
    "forest wood woods tree pine jungle grove rainforest birch bamboo firefly mushroom cabin campfire camp 森林 树林 树 松 白桦 丛林 竹 雨林 萤火虫 蘑菇 木屋 篝火",
  ],
  [
    "ocean",
    "ocean sea beach wave coast shore surf island sail sailboat sailing boat ship harbor harbour lighthouse lagoon tropical seaside 海 大海 海洋 海滩 沙滩 海浪 海岸 岛 帆船 船 港 灯塔",
  ],
  [
    "landscape",
    "mountain valley lake river hill meadow field alp alps peak glacier farm countryside castle village balloon waterfall sky cloud sunset sunrise aurora horizon snow winter autumn spring summer grassland terrace 山 雪山 山谷 湖 河 丘陵 草原 田野 村庄 城堡 热气球 瀑布 天空 云 日落 日出 夕阳 黄河 黄山 云海 极光 雪 冬 秋 春 夏",
  ],
  [
    "silk",
    "abstract silk ink paint liquid fluid smoke marble pattern fractal dream gradient fabric music sound energy geometric satin wave flow aurora texture 抽象 丝绸 水墨 墨 书法 液体 流体 烟 大理石 梦 渐变 音乐 能量 纹理",
  ],
];
