/** Makes a switch exhaustive: a member added to the union and forgotten here is a compile error, then a loud one. */
export function assertNever(value: never): never {
  throw new TypeError(`Unexpected value: ${JSON.stringify(value)}`)
}
