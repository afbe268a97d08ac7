import { ref, type Ref } from "vue";
import type { Alert } from "../aidTypes";
import { alerts as words } from "../messages";

export interface Notifications {
  /** What the browser says: not asked yet, allowed, refused, or unable. */
  permission: Ref<NotificationPermission | "none">;
  /** Asks for leave; only ever by the agent's own press. */
  ask: () => Promise<void>;
  show: (alert: Alert, look: () => void) => void;
}

/** Notices on the desktop, for when the page is not in front. Their text holds no personal data. */
export function useNotifications(): Notifications {
  const able = "Notification" in globalThis;
  const permission = ref<NotificationPermission | "none">(able ? Notification.permission : "none");

  return {
    permission,
    ask: async () => {
      if (able) permission.value = await Notification.requestPermission();
    },
    show: (alert, look) => {
      if (permission.value !== "granted" || (document.visibilityState === "visible" && document.hasFocus())) return;
      const urgent = alert.severity === "urgent";
      const shown = new Notification(words.notification, {
        body: alert.text,
        tag: alert.id,
        requireInteraction: urgent,
      });
      shown.onclick = () => {
        focus();
        look();
        shown.close();
      };
    },
  };
}
