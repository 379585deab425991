/** Every zone of the server. Sent to the page, since a browser may have others and would then draw another list. */
export const timeZones = (): string[] => ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')]
