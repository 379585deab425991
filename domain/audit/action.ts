/** What an audit entry can be about. */
export const SUBJECT_TYPES = [
  'organization',
  'membership',
  'invitation',
  'api_key',
  'document',
  'version',
  'round',
  'signoff',
  'approval_definition',
  'group',
  'department',
  'campaign',
  'acknowledgment',
  'calendar_feed',
] as const
export type SubjectType = (typeof SUBJECT_TYPES)[number]

/** What an entry keeps of the state before and after, as JSON: never content, never secrets. */
export interface Facts {
  before?: object
  after?: object
}

/** One kind of audit entry: what it is about, which facts are written with it, and how it reads. */
export interface ActionRule<F extends Facts> {
  subject: SubjectType
  /**
   * Completes the sentence that begins with the name of who did it.
   * @param it the document as pages about many documents name it; null on the document's own page
   * @throws TypeError when a fact is missing, see phrase
   */
  sentence: (facts: F, it: string | null) => string
  /** What somebody wrote about it. */
  quote?: (facts: F) => string | null | undefined
  tone?: 'ok' | 'bad' | 'wait'
  /** Done by Accord between two decisions of people: left out of the news. */
  routine?: true
  /** Shown also to readers who see only what is in effect. */
  aboutEffect?: true
}

/** Declares an action; its type is the facts that its writer gives and its sentence gets. */
export const action = <F extends Facts>(rule: ActionRule<F>): ActionRule<F> => rule

/**
 * The text of a sentence. The log is kept for ever, so an entry of an earlier release may lack a fact.
 * @throws TypeError for a fact that is neither text nor a number
 */
export const phrase = (texts: TemplateStringsArray, ...facts: (string | number)[]): string =>
  String.raw({ raw: texts }, ...facts.map(shown))

/** Where a sentence names its document after what it says of it. */
export const of = (it: string | null): string => (it === null ? '' : ` of ${it}`)

function shown(fact: unknown): string {
  if (typeof fact === 'string' || typeof fact === 'number') return String(fact)
  throw new TypeError('the audit entry lacks a fact that its sentence names')
}

/** The facts of an entry as they were stored. */
export function factsOf(entry: string): Facts {
  const { before, after }: { before?: object | null; after?: object | null } = JSON.parse(entry)
  return { before: before ?? {}, after: after ?? {} }
}
