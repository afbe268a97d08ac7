import { computed } from "vue";
import type { Alert } from "../aidTypes";
import type { Aids } from "../api/aids";
import { wantsDesktop } from "../logic/alerts";
import { useAlarm, type Alarm } from "./useAlarm";
import { useAlerts, type Alerts } from "./useAlerts";
import { useIncidents, type Incidents } from "./useIncidents";
import type { Inbox } from "./useInbox";
import { useNotifications, type Notifications } from "./useNotifications";
import type { Presence } from "./usePresence";
import type { Route } from "./useRoute";

export interface Attention {
  alarm: Alarm;
  alerts: Alerts;
  notifications: Notifications;
  incidents: Incidents;
  /** An alert came to a further rung. */
  climbed: (alert: Alert, rung: string | null) => void;
}

/** All that may call an agent away from what they are doing. */
export function useAttention(desk: Aids, by: { inbox: Inbox; presence: Presence; route: Route }): Attention {
  const alerts = useAlerts(desk);
  const notifications = useNotifications();
  const away = computed(() => by.presence.state.value === "away");
  return {
    alerts,
    notifications,
    incidents: useIncidents(desk),
    alarm: useAlarm(by.inbox.waiting, alerts.open, away),
    climbed: (alert, rung) => {
      if (wantsDesktop(alert, rung)) notifications.show(alert, () => by.route.go(alert.conversation_id));
    },
  };
}
