import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The ports that one Accord will listen on, claimed before any of its parts listens there. */
export type PortClaims = {
  /** Claims a port until `release` or the end of this process. @returns false when another Accord has claimed it. */
  claim(port: number): Promise<boolean>
  release(): void
}

/**
 * Makes claims that every Accord on this machine sees. A port that is chosen is not listened on for seconds, and for a
 * moment whenever its part is started again: without a claim a second Accord could choose it too, and would get the mails
 * of the first. A claim is a local socket with the port in its name, because the system frees it when its process dies.
 */
export function portClaims(): PortClaims {
  const held: Server[] = []
  return {
    async claim(port) {
      const server = createServer((socket) => socket.destroy())
      const isOurs = await new Promise<boolean>((resolve, reject) => {
        server.once('listening', () => resolve(true))
        server.once('error', (error: NodeJS.ErrnoException) =>
          error.code === 'EADDRINUSE' ? resolve(false) : reject(error),
        )
        server.listen(claimName(port))
      })
      // A claim keeps no process alive.
      if (isOurs) held.push(server.unref())
      return isOurs
    },
    release() {
      for (const server of held.splice(0)) server.close()
    },
  }
}

/** Linux has names of sockets without a file. Elsewhere the file of a killed process stays, and its port is passed over. */
const claimName = (port: number): string =>
  process.platform === 'linux' ? `\0accord-port-${port}` : join(tmpdir(), `accord-port-${port}.sock`)
