/**
 * What limits count an address as. Whoever has an IPv6 address has all 2^64 of its network, so they count as one; an IPv4
 * address is itself, also where it is written as IPv6.
 */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped !== undefined) return mapped
  if (!address.includes(':')) return address
  const [before = '', after] = address.toLowerCase().replace(/%.*/, '').split('::')
  const groups = before === '' ? [] : before.split(':')
  const following = after ? after.split(':') : []
  // Of what `::` stands for, as many groups as fill eight.
  const zeros = after === undefined ? 0 : Math.max(0, 8 - groups.length - following.length)
  const whole = [...groups, ...Array.from({ length: zeros }, () => '0'), ...following]
  const network = whole.slice(0, 4).map((group) => group.replace(/^0+(?=.)/, ''))
  return `${network.join(':')}::/64`
}
