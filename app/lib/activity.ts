import { type ActionRule, type Facts, factsOf } from '#domain/audit/action.ts'
import { AUDIT_ACTIONS, actionRule } from '#domain/audit/actions.ts'
import { sentenceCase } from './format.ts'

/** The actions as the filter of the log offers them, by name. */
export const AUDIT_ACTION_OPTIONS = AUDIT_ACTIONS.map((value) => ({
  value,
  label: sentenceCase(value.replace('.', ': ')),
})).toSorted((a, b) => a.label.localeCompare(b.label))

/** Stands for the document in a sentence, until the page puts a link there. */
const PLACE = '\u{FFFC}'

/** An entry of an earlier release may lack a fact; then the name of the action stands for the sentence. */
function sentenceOf(rule: ActionRule<Facts>, facts: Facts, it: string | null): string | null {
  try {
    return rule.sentence(facts, it)
  } catch {
    return null
  }
}

/** An entry of the log as a sentence, in the parts before and after its document; one part where it names none. */
export function activityEntry(row: {
  seq: number
  at: Date
  action: string
  actorId: string | null
  actorName: string
  entry: string
  document?: { identifier: string; title: string } | null
}) {
  const rule = actionRule(row.action)
  const facts = factsOf(row.entry)
  const document = row.document ?? null
  const sentence = (rule && sentenceOf(rule, facts, document && PLACE)) ?? row.action
  return {
    seq: row.seq,
    at: row.at.toISOString(),
    actorName: row.actorName,
    bySystem: row.actorId === null,
    document,
    sentence: sentence.split(PLACE, 2),
    quote: rule?.quote?.(facts) || null,
    tone: rule?.tone ?? ('wait' as const),
  }
}
