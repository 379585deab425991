import type { ApprovalType } from '#domain/approvals/definition.ts'
import { PURPOSES } from '#domain/approvals/purposes.ts'
import type { DocumentStatus } from '#domain/documents/status.ts'
import type { Capability } from '#domain/roles.ts'
import { countOf, formatDate } from './format.ts'

/** A command of a document that is more than a click: what it is called, what it does, what it asks. */
export const COMMAND_PAGES = ['withdraw', 'publish', 'unplan', 'revise', 'archive', 'restore', 'delete'] as const
export type CommandPage = (typeof COMMAND_PAGES)[number]

export interface CommandFacts {
  identifier: string
  title: string
  status: DocumentStatus
  /** Label of the version in effect, or null. */
  inEffect: string | null
  /** The day on which the approved version is planned to go into effect, or null. */
  planned: string | null
  /** First names of those whose sign-off is open. */
  awaited: readonly string[]
  /** Whom the publication asks to accept the version, by the standing rule of the document; null: there is none. */
  asks: { people: number | null; superseded: number } | null
  /** Whether others decide on it first. */
  asksOthers: boolean
  /** What the round decides that runs; null: none does. */
  open: ApprovalType | null
}

interface CommandText {
  /** What its page takes; the service asks for it again. */
  needs: Capability
  heading: (facts: CommandFacts) => string
  /** What it will do, before it is done. */
  consequences: (facts: CommandFacts) => string[]
  reason: { label: string; help: string; required: boolean } | null
  asksDate: boolean
  verb: (facts: CommandFacts) => string
  /** What the way back is called, where "Cancel" could be read as the command. */
  back?: string
  working: string
  danger: boolean
  done: (facts: CommandFacts) => string
}

/** What is decided, where it is not the approval of a text. */
const later = ({ open }: CommandFacts): string | null =>
  open !== null && open !== 'approval' ? PURPOSES[open].noun : null

const open = ({ awaited }: CommandFacts) =>
  awaited.length === 0
    ? []
    : [`${awaited.length} open sign-off${awaited.length === 1 ? ' is' : 's are'} withdrawn: ${awaited.join(', ')}.`]

function asked(asks: CommandFacts['asks']): string[] {
  if (asks === null) return []
  const { people, superseded } = asks
  if (people === null) return ['Nobody is asked to accept it: for this change earlier acceptances stay valid.']
  return [
    people === 0
      ? 'Nobody of those who are to accept it is an active member who may read it.'
      : `${countOf(people, 'person', 'people')} will be asked to accept it.`,
    ...(superseded === 0
      ? []
      : [
          `${countOf(superseded, 'open campaign')} of an earlier version ${superseded === 1 ? 'closes' : 'close'} then.`,
        ]),
  ]
}

export const COMMANDS: Record<CommandPage, CommandText> = {
  withdraw: {
    needs: 'rounds.manage',
    heading: (facts) =>
      later(facts) ? `Withdraw ${later(facts)} of ${facts.title}?` : `Withdraw ${facts.title} from review?`,
    consequences: (facts) => [
      ...open(facts),
      ...(later(facts)
        ? ['Everything stays as it was before somebody asked. It can be asked for again.']
        : ['The document is a draft again and can be edited.']),
      facts.inEffect
        ? `Version ${facts.inEffect} stays in effect.`
        : 'The version that was submitted stays in the history.',
    ],
    reason: { label: 'Reason', help: 'Those who were asked see it.', required: false },
    asksDate: false,
    verb: (facts) => (later(facts) ? 'Withdraw the request' : 'Withdraw from review'),
    working: 'Withdrawing',
    danger: true,
    done: (facts) =>
      later(facts)
        ? `The request about ${facts.identifier} is withdrawn.`
        : `${facts.identifier} is withdrawn from review. It is a draft again.`,
  },
  publish: {
    needs: 'documents.publish',
    heading: ({ title, planned }) => (planned ? `Change when ${title} takes effect?` : `Publish ${title}?`),
    consequences: ({ inEffect, planned, ...facts }) => [
      ...(planned
        ? [`It is planned to take effect on ${formatDate(planned)}. What you choose here holds instead.`]
        : []),
      inEffect
        ? `The approved version takes the place of ${inEffect}, which stays in the history.`
        : 'The approved version goes into effect.',
      'Everyone who may read the document sees it from then on.',
      ...asked(facts.asks),
      'Its PDF is made and stored first; publishing waits for it.',
    ],
    reason: null,
    asksDate: true,
    verb: ({ asksOthers }) => (asksOthers ? 'Ask for its publication' : 'Publish'),
    working: 'Publishing',
    danger: false,
    done: ({ identifier, asksOthers }) =>
      asksOthers
        ? `Others are asked to approve the publication of ${identifier}.`
        : `${identifier} goes into effect as you said. It shows here when it has.`,
  },
  unplan: {
    needs: 'documents.publish',
    heading: ({ title }) => `Cancel the planned publication of ${title}?`,
    consequences: ({ inEffect, planned }) => [
      planned ? `It does not take effect on ${formatDate(planned)}.` : 'No publication is planned.',
      'It stays approved, with its signatures, and somebody can publish it at any time.',
      inEffect ? `Version ${inEffect} stays in effect.` : 'Nothing is in effect yet.',
    ],
    reason: null,
    asksDate: false,
    verb: () => 'Cancel publication',
    back: 'Keep the plan',
    working: 'Canceling',
    danger: true,
    done: ({ identifier }) => `${identifier} is no longer planned. It stays approved.`,
  },
  revise: {
    needs: 'documents.revise',
    heading: ({ title }) => `Revise ${title}?`,
    consequences: ({ status, inEffect }) => [
      'The document is a draft again, with the text as it is now.',
      ...(status === 'approved' ? ['The approval counts no more; its signatures stay in the history.'] : []),
      inEffect ? `Version ${inEffect} stays in effect until the next one is published.` : 'Nothing is in effect yet.',
    ],
    reason: { label: 'What must change', help: 'The author reads it above the draft.', required: true },
    asksDate: false,
    verb: () => 'Revise',
    working: 'Opening',
    danger: false,
    done: ({ identifier }) => `${identifier} is open for revision.`,
  },
  archive: {
    needs: 'documents.archive',
    heading: ({ title }) => `Archive ${title}?`,
    consequences: (facts) => [
      ...open(facts),
      facts.inEffect
        ? `Version ${facts.inEffect} is no longer in effect; readers no longer see it.`
        : 'It was never in effect, so readers lose nothing; it leaves the work of its authors.',
      'Its reviews end. Versions and signatures are kept, and it can be restored.',
    ],
    reason: { label: 'Reason', help: 'It goes into the log and shows on the document.', required: true },
    asksDate: false,
    verb: ({ identifier, asksOthers }) => (asksOthers ? 'Ask for its retirement' : `Archive ${identifier}`),
    working: 'Archiving',
    danger: true,
    done: ({ identifier, asksOthers }) =>
      asksOthers ? `Others are asked to approve the retirement of ${identifier}.` : `${identifier} is archived.`,
  },
  restore: {
    needs: 'documents.archive',
    heading: ({ title }) => `Restore ${title}?`,
    consequences: () => [
      'It comes back as a draft. Nothing goes into effect by this; it has to be approved and published again.',
    ],
    reason: null,
    asksDate: false,
    verb: () => 'Restore as a draft',
    working: 'Restoring',
    danger: false,
    done: ({ identifier }) => `${identifier} is a draft again.`,
  },
  delete: {
    needs: 'documents.delete',
    heading: ({ title }) => `Delete the draft ${title}?`,
    consequences: ({ identifier }) => [
      'Its text is gone for good; this cannot be undone.',
      `The log keeps that ${identifier} existed. The identifier is not given again.`,
    ],
    reason: null,
    asksDate: false,
    verb: () => 'Delete draft',
    working: 'Deleting',
    danger: true,
    done: ({ identifier }) => `The draft ${identifier} is deleted.`,
  },
}

export const isCommandPage = (name: string | undefined): name is CommandPage =>
  COMMAND_PAGES.some((known) => known === name)
