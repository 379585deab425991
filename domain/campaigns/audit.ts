import type { AudiencePart } from '../audiences/audience.ts'
import { action, of, phrase } from '../audit/action.ts'
import type { CampaignEnding, Recurrence } from './campaign.ts'
import type { AsksOn } from './standing.ts'

interface Counted {
  /** How many people. */
  people: number
  /** Some of them by name. */
  names: string[]
}

const ENDINGS: Record<CampaignEnding, string> = {
  completed: 'everybody accepted',
  date: 'its last day is over',
  closed: 'closed by hand',
  canceled: 'canceled by an operator',
  archived: 'the document is archived',
  superseded: 'a new version asks anew',
}

const peopleOf = ({ people, names }: Counted): string => {
  const [first] = names
  if (people === 1 && first !== undefined) return phrase`${first}`
  return phrase`${people} ${people === 1 ? 'person' : 'people'}`
}

const label = (it: string | null) => (it === null ? 'the campaign' : `the campaign of ${it}`)

export const campaignActions = {
  'campaign.launched': action<{
    after: {
      label: string
      people: number
      audience: AudiencePart[]
      dueDate: string
      closeDate: string | null
      statement: string
      evergreen: boolean
      recurrence: Recurrence
      readsToEnd: boolean
      /** Launched by the standing rule of its document. */
      byRule?: boolean
    }
  }>({
    subject: 'campaign',
    sentence: ({ after }, it) =>
      phrase`asked ${after.people} ${after.people === 1 ? 'person' : 'people'} to accept ${after.label}${of(it)}`,
    tone: 'wait',
  }),
  'campaign.changed': action<{
    before: { dueDate: string; closeDate: string | null }
    after: { dueDate: string; closeDate: string | null }
  }>({
    subject: 'campaign',
    sentence: ({ after }, it) => phrase`moved the due date of ${label(it)} to ${after.dueDate}`,
  }),
  'campaign.joined': action<{ after: Counted }>({
    subject: 'campaign',
    sentence: ({ after }, it) => phrase`added ${peopleOf(after)} to ${label(it)}`,
    routine: true,
  }),
  'campaign.left': action<{ after: Counted & { accepted: number } }>({
    subject: 'campaign',
    sentence: ({ after }, it) => phrase`took ${peopleOf(after)} out of the count of ${label(it)}`,
    routine: true,
  }),
  'campaign.repeated': action<{ after: Counted }>({
    subject: 'campaign',
    sentence: ({ after }, it) => phrase`asked ${peopleOf(after)} to accept again in ${label(it)}`,
    tone: 'wait',
  }),
  'campaign.reminded': action<{ after: Counted }>({
    subject: 'campaign',
    sentence: ({ after }, it) => phrase`reminded ${peopleOf(after)} in ${label(it)}`,
    tone: 'wait',
    routine: true,
  }),
  'campaign.escalated': action<{ after: { people: number; managers: number } }>({
    subject: 'campaign',
    sentence: ({ after }, it) =>
      phrase`notified ${after.managers} ${after.managers === 1 ? 'manager' : 'managers'} of ${after.people} late in ${label(it)}`,
    tone: 'bad',
  }),
  'campaign.closed': action<{
    after: { ending: CampaignEnding; accepted: number; open: number; reason: string | null }
  }>({
    subject: 'campaign',
    sentence: ({ after }, it) => phrase`closed ${label(it)}: ${ENDINGS[after.ending]}`,
    quote: ({ after }) => after.reason,
  }),
  'campaign.failed': action<{
    /** An error code, or `unknown`. */
    after: { code: string }
  }>({
    subject: 'campaign',
    sentence: ({ after }, it) => phrase`stopped in ${label(it)}: ${after.code.replaceAll('_', ' ')}`,
    tone: 'bad',
  }),
  'campaign.retried': action<{ after: { people: number } }>({
    subject: 'campaign',
    sentence: (_facts, it) => `retried ${label(it)}`,
    tone: 'wait',
  }),
  'campaign.restarted': action<{ after: { people: number } }>({
    subject: 'campaign',
    sentence: (_facts, it) => `started ${label(it)} again`,
    tone: 'wait',
    routine: true,
  }),
  'knowledge_check.written': action<{ after: { questions: number; passMark: number; attempts: number } }>({
    subject: 'document',
    sentence: ({ after }, it) =>
      after.questions === 0
        ? `removed the questions${it === null ? '' : ` about ${it}`}`
        : phrase`wrote ${after.questions} ${after.questions === 1 ? 'question' : 'questions'}${it === null ? '' : ` about ${it}`}`,
  }),
  'acknowledgment.answered': action<{
    after: { campaignId: string; attempt: number; right: number; questions: number; passed: boolean }
  }>({
    subject: 'acknowledgment',
    sentence: ({ after }, it) => phrase`answered ${after.right} of ${after.questions} questions right in ${label(it)}`,
    routine: true,
  }),
  'campaign.attempt_granted': action<{ after: { name: string } }>({
    subject: 'campaign',
    sentence: ({ after }, it) => phrase`granted ${after.name} another attempt in ${label(it)}`,
  }),
  'acknowledgment_rule.set': action<{
    after: { audience: AudiencePart[]; asksOn: AsksOn; daysToRead: number; statement: string }
  }>({
    subject: 'document',
    sentence: ({ after }, it) =>
      phrase`set who is asked to accept ${after.asksOn === 'every' ? 'each version' : 'each major version'}${of(it)}`,
  }),
  'acknowledgment_rule.removed': action<Record<never, never>>({
    subject: 'document',
    sentence: (_facts, it) => `set that new versions${of(it)} ask nobody to accept them`,
  }),
  'acknowledgment.recorded': action<{
    after: { label: string; contentHash: string; statement: string; campaignId: string; turn: number }
  }>({
    subject: 'acknowledgment',
    sentence: ({ after }, it) => phrase`accepted ${after.label}${of(it)}`,
    tone: 'ok',
  }),
}
