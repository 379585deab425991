import { action, phrase } from '../audit/action.ts'

export const attachmentActions = {
  'attachment.added': action<{ after: { hash: string; type: string; bytes: number } }>({
    subject: 'document',
    sentence: ({ after }, it) =>
      phrase`added an image to ${it ?? 'the draft'} (SHA-256 ${String(after.hash).slice(0, 12)}…)`,
  }),
}
