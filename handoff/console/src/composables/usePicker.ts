import { computed, onMounted, ref, watch, type ComputedRef, type Ref } from "vue";
import { callIn, filled, fitting, type Call } from "../logic/assist";
import { helping as words } from "../messages";
import type { Workplace } from "../workplace";
import { useCanned } from "./useCanned";
import { useSoon } from "./useSoon";

/** One line that can be picked. */
export interface Offer {
  id: string;
  head: string;
  mark: string;
  body: string;
  /** What takes the call's place in the draft. */
  text: string;
}

export interface Picker {
  call: ComputedRef<Call | null>;
  offers: ComputedRef<Offer[]>;
  chosen: Ref<number>;
  /** What is said instead of offers; empty while there are some. */
  notice: ComputedRef<string>;
  shut: () => void;
  /** What a key does to the open list; true when it was for the list. */
  press: (key: string) => boolean;
  pick: (offer: Offer) => void;
}

const ASK_AFTER = 250;

/** The list behind 「/」 and 「?」 in a draft. */
export function usePicker(place: Workplace, text: Ref<string>, active: () => boolean): Picker {
  const canned = useCanned(place.desk);
  const chosen = ref(0);
  const closed = ref("");
  const call = computed(() => (active() && closed.value !== text.value ? callIn(text.value) : null));
  const question = (): string | null => {
    const now = call.value;
    return now?.kind === "knowledge" && [...now.words].length > 1 ? now.words : null;
  };
  const estate = (): string => place.current.value?.estate ?? "";
  const answers = useSoon(question, (asked) => place.desk.searchKnowledge(estate(), asked), ASK_AFTER);

  function cannedOffers(wanted: string): Offer[] {
    const summary = place.current.value;
    if (!summary) return [];
    const ticket = place.tickets.all.value[0]?.number ?? null;
    return fitting(canned.all.value, wanted).map((one) => ({
      id: one.id,
      head: `/${one.shortcut}  ${one.title}`,
      mark: one.owner === "me" ? words.mine : "",
      body: filled(one.text, { summary, agent: place.me.name, ticket }),
      text: filled(one.text, { summary, agent: place.me.name, ticket }),
    }));
  }

  const offers = computed<Offer[]>(() => {
    if (!call.value) return [];
    if (call.value.kind === "canned") return cannedOffers(call.value.words);
    return (answers.found.value ?? []).map((one) => ({
      id: one.entry_id,
      head: one.title,
      mark: one.source?.document ?? "",
      body: one.answer,
      text: one.source ? `${one.answer}${words.source(one.source.document)}` : one.answer,
    }));
  });
  const notice = computed(() => {
    if (!call.value || offers.value.length) return "";
    if (call.value.kind === "canned") return canned.problem.value || words.cannedNone;
    if (question() === null) return words.knowledgeHint;
    if (answers.asking.value) return words.searching;
    return answers.problem.value ? words.failed : words.knowledgeNone;
  });

  watch(
    () => call.value?.kind,
    (kind) => kind === "canned" && void canned.load(),
  );
  watch(offers, () => (chosen.value = 0));
  onMounted(() => (closed.value = text.value)); // A draft from before does not open the list by itself.

  const shut = (): void => {
    closed.value = text.value;
  };
  function pick(offer: Offer): void {
    if (!call.value) return;
    text.value = text.value.slice(0, call.value.at) + offer.text;
    shut();
  }
  function press(key: string): boolean {
    const count = offers.value.length;
    if (!call.value || (key !== "Escape" && !count)) return false;
    if (key === "Escape") shut();
    else if (key === "ArrowDown") chosen.value = (chosen.value + 1) % count;
    else if (key === "ArrowUp") chosen.value = (chosen.value + count - 1) % count;
    else if (key === "Enter" || key === "Tab") pick(offers.value[chosen.value] as Offer);
    else return false;
    return true;
  }

  return { call, offers, chosen, notice, shut, press, pick };
}
