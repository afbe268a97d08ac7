import { onScopeDispose } from "vue";
import { commandOf, type Command } from "../logic/shortcuts";

/** Hands key presses on as commands, except while a dialog is open. */
export function useShortcuts(obey: (command: Command) => void): void {
  const isField = (target: EventTarget | null): boolean =>
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

  function onKey(event: KeyboardEvent): void {
    if (event.defaultPrevented || document.querySelector(".el-overlay:not([style*='display: none'])")) return;
    const command = commandOf(event, isField(event.target));
    if (!command) return;
    event.preventDefault();
    obey(command);
  }

  addEventListener("keydown", onKey);
  onScopeDispose(() => removeEventListener("keydown", onKey));
}
