import type { Transaction } from '#db/client.ts'
import type { mailOf } from '#db/queries/deliveries.ts'
import { signoffInContext, type WaitingSignoff } from '#db/queries/signoffs.ts'
import { dayIn } from '#domain/date-formatter.ts'
import { isOpen } from '#domain/documents/classification.ts'
import { comingLabel } from '#domain/documents/labels.ts'
import { CHANGE_TYPE_LABELS } from '#domain/documents/status.ts'
import { notificationWords } from '#domain/notification-sentences.ts'
import type { MailTemplate } from '../mail-template/index.ts'

type Told = NonNullable<Awaited<ReturnType<typeof mailOf>>>

const SIGNOFF_PATH = /^\/sign\/([0-9a-f]{8}-[0-9a-f-]{27})$/

/** Who asks, in the words that follow the reader's name; only of those who may still decide. */
const ASKS: Partial<Record<Told['kind'], (by: string) => string>> = {
  signoff_requested: (by) => `${by} asks you to sign`,
  signoff_reminder: (by) => `${by} waits for you to sign`,
  signoff_overdue: (by) => `${by} still waits for you to sign`,
}

/**
 * The letter of a notification. Whoever is asked to sign reads what they are asked to sign, so that a phone and a minute
 * are enough; of a closed document only its title leaves the house.
 * @param base the organization's address, no slash at the end
 */
export async function mailTemplateOf(
  tx: Transaction,
  orgId: string,
  told: Told,
  base: string,
): Promise<Omit<MailTemplate, 'key'>> {
  const words = notificationWords(told.kind, told.facts, told.timeZone)
  const url = `${base}${told.path}`
  const plain = {
    to: { name: told.name, address: told.email },
    subject: words.title,
    from: told.organization,
    lead: `Hello ${told.name},`,
    heading: words.title,
    paragraphs: [words.body],
    button: { words: words.action, url },
    closing: `You get this mail as a member of ${told.organization}.`,
  }
  const asks = ASKS[told.kind]
  const signoffId = SIGNOFF_PATH.exec(told.path)?.[1]
  const asked = asks && signoffId ? await signoffInContext(tx, orgId, signoffId) : null
  if (!asks || !asked) return plain
  return {
    ...plain,
    lead: `${told.name}, ${asks(asked.submittedByName)}`,
    heading: asked.version.title,
    paragraphs: [named(asked), ...(isOpen(asked.document.classification) ? [asked.version.abstract] : [])].filter(
      Boolean,
    ),
    ...due(asked, told),
    ...(isOpen(asked.document.classification) ? news(asked) : {}),
    answers: [
      { words: 'Approve', url: `${url}?decide=approve` },
      { words: 'Reject', url: `${url}?decide=reject` },
    ],
    closing: `You get this mail because you are a signer of the step “${asked.step.name}”.`,
  }
}

function named({ document, version, latestLabel }: WaitingSignoff): string {
  const label = comingLabel(latestLabel, version.changeType)
  const change = CHANGE_TYPE_LABELS[version.changeType].toLowerCase()
  return label === null ? `${document.identifier}, ${change}.` : `${document.identifier}, version ${label}, ${change}.`
}

function due({ signoff }: WaitingSignoff, { kind, timeZone }: Told): Pick<MailTemplate, 'due'> {
  if (signoff.dueAt === null) return {}
  const day = dayIn(signoff.dueAt.toISOString(), timeZone)
  return { due: { words: kind === 'signoff_overdue' ? 'It was due on' : 'Decide by', day } }
}

function news({ version, round, submittedByName }: WaitingSignoff): Pick<MailTemplate, 'changes' | 'quote'> {
  const changes = version.changeSummary.split(/\n+/).map((line) => line.trim())
  return {
    changes: changes.filter(Boolean),
    ...(round.message ? { quote: { by: submittedByName, words: round.message } } : {}),
  }
}
