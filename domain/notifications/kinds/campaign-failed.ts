import { paths } from '../../paths.ts'
import { defineKind } from '../kind.ts'

export const campaignFailed = defineKind({
  subject: 'campaign',
  facts: {},
  icon: 'alarm',
  priority: 'urgent',
  label: 'A campaign has stopped',
  words: (_facts, { document }) => ({
    title: `Stopped: the campaign of ${document}`,
    body: 'Its process has failed: nobody is asked or reminded until somebody retries it.',
    action: 'Open the campaign',
  }),
  leadsTo: ({ org, subjectId }) => paths.campaign(org, subjectId),
})
