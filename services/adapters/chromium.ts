import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
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
    return await launch(options)
  } catch {
    // Puppeteer's error comes when the process ends, which may be before its last words were read.
    const reason = await whyNot(options)
    if (sandboxless.has(executablePath) || !reason?.includes('--no-sandbox'))
      throw new Error(`Chromium (${executablePath}) does not start. ${reason ?? 'It did when it was tried again.'}`)
    sandboxless.add(executablePath)
    warn?.('Chromium runs without its sandbox: this machine keeps user namespaces closed to it')
    return startChromium(options)
  }
}

const flagsOf = ({ executablePath, args }: ChromiumOptions): string[] =>
  sandboxless.has(executablePath) ? [...args, ...WITHOUT_SANDBOX] : [...args]

async function launch(options: ChromiumOptions): Promise<Browser> {
  const { executablePath, timeoutMs } = options
  return puppeteer.launch({ executablePath, headless: 'shell', pipe: true, args: flagsOf(options), timeout: timeoutMs })
}

/** What Chromium says when it cannot show an empty page; null when it can. */
async function whyNot(options: ChromiumOptions): Promise<string | null> {
  const args = [...flagsOf(options), '--headless', '--dump-dom', 'about:blank']
  try {
    await promisify(execFile)(options.executablePath, args, { timeout: options.timeoutMs })
    return null
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: string }
    return stderr?.trim() || message
  }
}
