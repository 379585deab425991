/** Every zone that the server knows. Sent to the page, since a browser may know others and would then draw another list. */
export const timeZones = (): string[] => ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')]
