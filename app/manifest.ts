import type { MetadataRoute } from "next";

/** What a browser needs to install the studio. Its colours follow the theme by the pages' own `theme-color`. */
export default function manifest(): MetadataRoute.Manifest {
  return {
    id: "/",
    name: "Reelkeep",
    short_name: "Reelkeep",
    description: "A studio for GrokImagine videos: a library that stays, with every credit accounted for.",
    start_url: "/",
    scope: "/",
    display: "standalone",
    orientation: "any",
    background_color: "#0b0c0e",
    theme_color: "#0b0c0e",
    categories: ["photo", "video", "productivity"],
    icons: [
      { src: "/icon-192.png", sizes: "192x192", type: "image/png", purpose: "any" },
      { src: "/icon-512.png", sizes: "512x512", type: "image/png", purpose: "any" },
      { src: "/icon-maskable-512.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
    ],
    shortcuts: [
      { name: "Queue", url: "/queue", icons: [{ src: "/icon-192.png", sizes: "192x192" }] },
      { name: "Settings", url: "/settings", icons: [{ src: "/icon-192.png", sizes: "192x192" }] },
    ],
  };
}
