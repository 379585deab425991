/*
 * A deprecated call of this project, or of a package as this project uses it, fails the run in which it is made.
 */

/** A function of Node that a package calls: only the package can change that. */
function isOfPackage(warning: Error & { code?: string }): boolean {
  const caller = warning.stack?.split('\n').find((line) => line.includes('file:') || /[( ]\//.test(line))
  return /^DEP\d+$/.test(warning.code ?? '') && caller?.includes('/node_modules/') === true
}

function failOnDeprecation(warning: Error): void {
  if (warning.name === 'DeprecationWarning' && !isOfPackage(warning)) throw warning
}

// Test files share a process, and each runs this file: the first adds the listener.
if (!process.listeners('warning').some(({ name }) => name === failOnDeprecation.name)) {
  process.on('warning', failOnDeprecation)
}
