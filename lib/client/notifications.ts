/** Whether this browser shows notifications of ours, or may be asked to. */
export type NotificationState = "unsupported" | "ask" | "allowed" | "refused";

export function notificationState(): NotificationState {
  if (!("Notification" in window) || !window.isSecureContext) return "unsupported";
  if (Notification.permission === "granted") return "allowed";
  return Notification.permission === "denied" ? "refused" : "ask";
}

/**
 * Shows a notification where that is allowed and nobody looks at this page; one with the same tag, of another
 * tab, takes its place. Phones want a service worker for it.
 */
export async function notify(text: string, { tag, path }: { tag: string; path: string }): Promise<void> {
  if (notificationState() !== "allowed" || !document.hidden) return;
  const options = { body: text, tag, icon: "/icon-192.png", data: { path } };
  const worker = await navigator.serviceWorker?.getRegistration();
  if (worker?.active) return worker.showNotification("Reelkeep", options);
  const shown = new Notification("Reelkeep", options);
  shown.onclick = () => {
    window.focus();
    window.location.assign(path);
    shown.close();
  };
}
