import { renderMail } from '../../mail-template/index.ts'
import type { Channel, ChannelPorts } from './channel.ts'

export const email =
  ({ mailer }: ChannelPorts): Channel =>
  ({ key, to, from, words, url, parts }) =>
    mailer.send(
      renderMail({
        key,
        to: { name: to.name, address: to.email },
        from,
        subject: words.title,
        heading: words.title,
        paragraphs: [words.body],
        button: { words: words.action, url },
        closing: `You get this mail as a member of ${from}.`,
        ...parts,
        lead: parts.lead ? `${to.name}, ${parts.lead}` : `Hello ${to.name},`,
      }),
    )
