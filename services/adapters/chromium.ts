import puppeteer, { type Browser } from 'puppeteer'

export type ChromiumOptions = {
  executablePath: string
  args: readonly string[]
  timeoutMs: number
  /** Told, once for each program, when it has to run without its sandbox. */
  warn?: (message: string) => void
}

/** What starts Chromium without its sandbox. What Accord opens in it is its own sanitized HTML, without scripts and network. */
export const WITHOUT_SANDBOX: readonly string[] = ['--no-sandbox', '--no-zygote']

/** The programs that this machine gives no sandbox to: containers and some distributions keep user namespaces closed. */
const sandboxless = new Set<string>()

/**
 * Starts Chromium on a pipe, so that it ends with the process that holds the other end, however that ended. Where the
 * machine has no sandbox for it, it starts without.
 *
 * @throws Error with Chromium's own words when it does not start
 */
export async function startChromium(options: ChromiumOptions): Promise<Browser> {
  const { executablePath, warn } = options
  try {
    return await launch(options, true)
  } catch {
    // On a pipe Chromium's last words are lost; without one they are in the error.
    const reason = await whyNot(options)
    if (sandboxless.has(executablePath) || !reason?.includes('--no-sandbox'))
      throw new Error(`Chromium (${executablePath}) does not start. ${reason ?? 'It did when it was tried again.'}`)
    sandboxless.add(executablePath)
    warn?.('Chromium runs without its sandbox: this machine keeps user namespaces closed to it')
    return startChromium(options)
  }
}

async function launch({ executablePath, args, timeoutMs }: ChromiumOptions, pipe: boolean): Promise<Browser> {
  const flags = sandboxless.has(executablePath) ? [...args, ...WITHOUT_SANDBOX] : [...args]
  return puppeteer.launch({ executablePath, headless: 'shell', pipe, args: flags, timeout: timeoutMs })
}

/** What Chromium says when it does not start; null when it does. */
async function whyNot(options: ChromiumOptions): Promise<string | null> {
  try {
    await (await launch(options, false)).close()
    return null
  } catch (error) {
    return (error as Error).message.replace(/\n+TROUBLESHOOTING[\s\S]*/, '').trim()
  }
}
