import type { ActionFunctionArgs } from '@remix-run/node'
import type { ZodType } from 'zod'
import type { Actor } from '#domain/actor.ts'
import { AskAgain, CloseCampaign } from '#services/campaigns/input.ts'
import { MoveForm } from './campaign-forms.ts'
import { attempt, malformed } from './errors.server.ts'
import { countOf } from './format.ts'
import { parseWithPeople } from './people.server.ts'

type Args = Pick<ActionFunctionArgs, 'request' | 'context'>

/**
 * Does what a form of a campaign's page asks for.
 * @returns the sentence that the page answers with, or what was refused
 */
export async function runCampaignCommand(args: Args, actor: Actor, id: string, form: FormData) {
  const { services } = args.context
  const { campaigns } = services
  const command = form.get('command')
  form.delete('command')
  const run = async <T>(
    schema: ZodType<T>,
    work: (input: T) => Promise<unknown>,
    sentence: string,
    fields: Parameters<typeof attempt>[3] = {},
  ) => {
    const parsed = await parseWithPeople(services, actor, form, schema, { one: ['membershipId'] })
    if (!parsed.ok) return { ...parsed, status: 422 }
    const done = await attempt(args.request, form, work(parsed.value), fields)
    return done.ok ? { ok: true as const, value: sentence } : done
  }
  switch (command) {
    case 'remind': {
      const done = await attempt(args.request, form, campaigns.remind(actor, id))
      if (!done.ok) return done
      const people = countOf(done.value, 'person', 'people')
      return {
        ok: true as const,
        value: done.value === 0 ? 'Everybody was reminded a short while ago.' : `Reminded ${people}.`,
      }
    }
    case 'retry': {
      const done = await attempt(args.request, form, campaigns.retry(actor, id))
      return done.ok ? { ok: true as const, value: 'Retried. The campaign goes on.' } : done
    }
    case 'move':
      return run(MoveForm, (input) => campaigns.move(actor, id, input), 'Moved. Who has not accepted has more time.', {
        campaign_date_past: 'dueDate',
        campaign_ends_too_early: 'closeDate',
      })
    case 'again':
      return run(AskAgain, (input) => campaigns.readAgain(actor, id, input), 'Asked to read it again.', {
        already_asked: 'membershipId',
      })
    case 'close':
      return run(CloseCampaign, (input) => campaigns.close(actor, id, input), 'Closed. Nobody is asked any more.')
    default:
      throw malformed()
  }
}
