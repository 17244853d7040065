import type { MetadataRoute } from "next";

/** What a browser needs to install the studio. */
export default function manifest(): MetadataRoute.Manifest {
  return {
    name: "Reelkeep",
    short_name: "Reelkeep",
    description: "A studio for GrokImagine videos: a library that stays, with every credit accounted for.",
    start_url: "/",
    display: "standalone",
    background_color: "#0b0c0e",
    theme_color: "#0b0c0e",
    icons: [
      { src: "/icon-192.png", sizes: "192x192", type: "image/png" },
      { src: "/icon-512.png", sizes: "512x512", type: "image/png" },
      { src: "/icon-maskable-512.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
    ],
  };
}
