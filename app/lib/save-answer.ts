/** What the address of the draft answers with. */
export type SaveAnswer =
  | { saved: true; revision: number; at: string }
  | { saved: false; conflict: { changedBy: string; changedAt: string } }
  | { saved: false; sentence: string }
