// Who may import whom: the rooms of the house, from the ground up. A room sees those below it, and itself.
const ROOMS = [
  ["contract", "domain"],
  ["env", "log"],
  ["db"],
  ["net", "media", "storage"],
  ["queue"],
  ["provider", "auth", "engine"],
  ["ledger", "archive", "connections", "uploads"],
  ["accounts", "generations", "library", "shares", "prompts"],
  ["backup"],
  ["http"],
  ["jobs"],
];

/** Room of the studio that the engine must not know, and the other way round. */
const STUDIO_ONLY =
  "^lib/(generations|library|ledger|provider|connections|accounts|archive|auth|uploads|shares|prompts|backup)/";

const pathOf = (room) => {
  if (room === "db") return "^db/";
  return room === "env" || room === "log" ? `^lib/${room}\\.ts$` : `^lib/${room}/`;
};
const anyOf = (rooms) => rooms.map(pathOf).join("|");

const upward = ROOMS.flatMap((rooms, floor) => {
  const above = ROOMS.slice(floor + 1).flat();
  if (above.length === 0) return [];
  return [
    {
      name: `floor-${floor}-looks-up`,
      severity: "error",
      comment: `${rooms.join(", ")} must not import ${above.join(", ")}`,
      from: { path: anyOf(rooms), pathNot: "\\.test\\.ts$" },
      to: { path: `${anyOf(above)}|^app/|^components/|^lib/client/` },
    },
  ];
});

/** @type {import("dependency-cruiser").IForbiddenRuleType[]} */
export const forbidden = [
  ...upward,
  { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
  {
    name: "engine-fence-out",
    severity: "error",
    comment: "The engine and its doors know nothing of the studio",
    from: { path: "^(lib/engine|app/v1)/", pathNot: "\\.test\\.ts$" },
    to: { path: STUDIO_ONLY },
  },
  {
    name: "engine-fence-in",
    severity: "error",
    comment: "The studio reaches the engine over HTTP; accounts asks it for a key, and jobs runs it",
    from: {
      path: "^(lib|app|components)/",
      pathNot: "^(lib/engine|app/v1|lib/accounts|lib/jobs|lib/cli)/|\\.test\\.ts$",
    },
    to: { path: "^lib/engine/" },
  },
  {
    name: "browser-side",
    severity: "error",
    comment: "components and lib/client see contract, domain, each other and action files",
    from: { path: "^(components|lib/client)/" },
    to: { path: "^(lib|db|app)/", pathNot: "^lib/(contract|domain|client|i18n)/|-actions\\.ts$" },
  },
  {
    name: "doors-have-no-sql",
    severity: "error",
    comment: "A page, action or route calls a verb",
    from: { path: "^app/" },
    to: {
      path: "^db/|^lib/(provider|queue|net|media)/|node_modules/(drizzle-orm|undici)/",
      pathNot: "^db/client\\.ts$",
    },
  },
  {
    name: "nobody-imports-doors",
    severity: "error",
    from: { path: "^(lib|db)/", pathNot: "^lib/client/" },
    to: { path: "^app/" },
  },
  {
    name: "few-decode-pictures",
    severity: "error",
    comment:
      "What a provider sends is decoded by ffmpeg in its locked-down child alone; sharp sees pixels from there, posters of ours and pictures that a user or a caller hands in",
    from: {
      path: "^(lib|app|components|db)/",
      pathNot:
        "^lib/(media/(poster|clean-image)|generations/take-frame|shares/link-preview|engine/(fetch-image|render/.+)|cli/contact-sheet)\\.ts$|\\.test\\.ts$",
    },
    to: { path: "node_modules/(sharp|@napi-rs/canvas)/" },
  },
  { name: "unresolvable", severity: "error", from: {}, to: { couldNotResolve: true } },
  {
    name: "tests-stay-outside",
    severity: "error",
    from: { path: "^(app|components|db|lib)/", pathNot: "\\.test\\.ts$" },
    to: { path: "^tests/" },
  },
];
