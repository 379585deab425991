import type { Channel, ChannelPorts } from './channel.ts'
import { email } from './email.ts'

/** Every channel, one line each. Each notification is delivered once through each of them. */
const CHANNELS = {
  email,
} satisfies Record<string, (ports: ChannelPorts) => Channel>

export const CHANNEL_NAMES: readonly string[] = Object.keys(CHANNELS)

/** The channels, ready to send. */
export const openChannels = (ports: ChannelPorts): Map<string, Channel> =>
  new Map(Object.entries(CHANNELS).map(([name, open]) => [name, open(ports)]))
