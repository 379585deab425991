import type { DocumentAction } from './document-actions.ts'

/** The verbs that the palette takes, with what they do to a document. Reminding has no page, so it is not among them. */
const VERBS = {
  sign: 'sign',
  approve: 'sign',
  reject: 'sign',
  edit: 'edit',
  write: 'edit',
  submit: 'submit',
  withdraw: 'withdraw',
  publish: 'publish',
  cancel: 'unplan',
  confirm: 'confirm',
  revise: 'revise',
  ask: 'ask',
  review: 'confirm',
  restore: 'restore',
  archive: 'archive',
  delete: 'delete',
  download: 'download',
} as const satisfies Record<string, DocumentAction>

const SHORTEST = 3

/** Words that begin with a verb, or with the beginning of one: what is asked for, and about which document. */
export function askedAction(words: string): { action: DocumentAction; about: string | null } | null {
  const [first = '', ...rest] = words.trim().toLowerCase().split(/\s+/)
  if (first.length < SHORTEST) return null
  const verb = Object.entries(VERBS).find(([name]) => name.startsWith(first))
  return verb ? { action: verb[1], about: rest.join(' ') || null } : null
}
