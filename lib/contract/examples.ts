/**
 * The examples of the API page, one complete program a language: order, wait, save the videos. Each
 * reads its key from `REELKEEP_KEY`; a test runs every one as it stands.
 */

export const EXAMPLE_LANGUAGES = ["curl", "javascript", "python"] as const;
export type ExampleLanguage = (typeof EXAMPLE_LANGUAGES)[number];

/** How an example is called and run. */
export const EXAMPLE_FACTS: Record<ExampleLanguage, { name: string; file: string; run: string }> = {
  curl: { name: "cURL", file: "video.sh", run: "sh video.sh" },
  javascript: { name: "JavaScript", file: "video.mjs", run: "node video.mjs" },
  python: { name: "Python", file: "video.py", run: "python3 video.py" },
};

/** The example in one language, for the server at `origin`. */
export function apiExample(language: ExampleLanguage, origin: string): string {
  return SOURCES[language].replaceAll("{origin}", origin).trimStart();
}

const curl = `
#!/bin/sh
set -eu
api="{origin}"
auth="Authorization: Bearer $REELKEEP_KEY"

# 1. Order
order=$(curl -sS --fail-with-body "$api/v1/generate" \\
  -H "$auth" \\
  -H "Content-Type: application/json" \\
  -d '{"mode": "fun", "prompt": "A paper boat on a golden sea", "ratio": "3:2"}')
task=$(printf %s "$order" | sed -n 's/.*"task_id":"\\([^"]*\\)".*/\\1/p')
echo "Ordered: $task"

# 2. Wait
while :; do
  answer=$(curl -sS --fail-with-body "$api/v1/status?task_id=$task" -H "$auth")
  case $answer in
    *'"status":"completed"'*) break ;;
    *'"status":"failed"'*) echo "$answer" >&2; exit 1 ;;
  esac
  sleep 2
done

# 3. Save, within 24 hours; the links need no key
number=0
for url in $(printf %s "$answer" | grep -o 'http[^"]*\\.mp4'); do
  number=$((number + 1))
  curl -sS --fail -o "video-$number.mp4" "$url"
  echo "Saved: video-$number.mp4"
done
`;

const javascript = `
import { writeFile } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";

const api = "{origin}";
const key = process.env.REELKEEP_KEY;

async function call(path, options = {}) {
  const response = await fetch(api + path, {
    ...options,
    headers: { Authorization: \`Bearer \${key}\`, "Content-Type": "application/json" },
  });
  const body = await response.json();
  if (!response.ok) throw new Error(\`\${body.error}: \${body.message}\`);
  return body.data;
}

// 1. Order
const { task_id } = await call("/v1/generate", {
  method: "POST",
  body: JSON.stringify({ mode: "fun", prompt: "A paper boat on a golden sea", ratio: "3:2" }),
});
console.log("Ordered:", task_id);

// 2. Wait
let task = await call(\`/v1/status?task_id=\${task_id}\`);
while (task.status === "pending" || task.status === "processing") {
  await setTimeout(2_000);
  task = await call(\`/v1/status?task_id=\${task_id}\`);
}
if (task.status === "failed") throw new Error(task.error_message);

// 3. Save, within 24 hours; the links need no key
for (const [index, url] of task.response.entries()) {
  const video = await fetch(url);
  await writeFile(\`video-\${index + 1}.mp4\`, Buffer.from(await video.arrayBuffer()));
  console.log(\`Saved: video-\${index + 1}.mp4\`);
}
`;

const python = `
import json
import os
import time
import urllib.request

api = "{origin}"
key = os.environ["REELKEEP_KEY"]


def call(path, body=None):
    request = urllib.request.Request(
        api + path,
        data=None if body is None else json.dumps(body).encode(),
        headers={"Authorization": f"Bearer {key}", "Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request) as response:
        return json.load(response)["data"]


# 1. Order
task_id = call(
    "/v1/generate",
    {"mode": "fun", "prompt": "A paper boat on a golden sea", "ratio": "3:2"},
)["task_id"]
print("Ordered:", task_id)

# 2. Wait
task = call(f"/v1/status?task_id={task_id}")
while task["status"] in ("pending", "processing"):
    time.sleep(2)
    task = call(f"/v1/status?task_id={task_id}")
if task["status"] == "failed":
    raise SystemExit(task["error_message"])

# 3. Save, within 24 hours; the links need no key
for number, url in enumerate(task["response"], start=1):
    urllib.request.urlretrieve(url, f"video-{number}.mp4")
    print(f"Saved: video-{number}.mp4")
`;

const SOURCES: Record<ExampleLanguage, string> = { curl, javascript, python };
