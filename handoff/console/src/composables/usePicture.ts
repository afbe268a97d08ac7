import { ref, type Ref } from "vue";
import type { Desk } from "../api/desk";
import { sentence } from "../api/request";

export interface PictureToSend {
  /** The id of the picture that waits to be sent; empty where there is none. */
  id: Ref<string>;
  busy: Ref<boolean>;
  problem: Ref<string>;
  take: (file: File | null | undefined) => Promise<void>;
  drop: () => void;
}

/** A picture for the resident: handed in when it is chosen, said when the agent sends. */
export function usePicture(desk: Pick<Desk, "upload">, conversation: string): PictureToSend {
  const id = ref("");
  const busy = ref(false);
  const problem = ref("");

  async function take(file: File | null | undefined): Promise<void> {
    if (!file || busy.value) return;
    busy.value = true;
    problem.value = "";
    try {
      id.value = await desk.upload(conversation, file);
    } catch (error) {
      problem.value = sentence(error);
    } finally {
      busy.value = false;
    }
  }

  return {
    id,
    busy,
    problem,
    take,
    drop: () => {
      id.value = "";
      problem.value = "";
    },
  };
}

/** The first picture among what was pasted or dropped. */
export const pictureIn = (files: FileList | undefined): File | undefined =>
  [...(files ?? [])].find((file) => file.type.startsWith("image/"));
