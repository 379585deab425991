/** What the web process needs to know from the environment. */
export interface AppConfig {
  mode: 'development' | 'production' | 'test'
  host: string
  port: number
  /** Where people reach us, such as `https://accord.example.com`; null takes the address of the request. */
  baseUrl: string | null
  /** Express "trust proxy": which proxies may name the client's address. */
  trustedProxies: string[]
  logLevel: string
  supportUrl: string | null
}

/** Database and migrations decide whether we can serve; the rest is shown apart, since the pages work without it. */
export interface Readiness {
  ready: boolean
  database: 'ok' | 'down'
  migrations: 'ok' | 'pending' | 'unknown'
  temporal: 'ok' | 'down' | 'unknown'
  outboxBacklog: number | null
}

// biome-ignore lint/complexity/noBannedTypes: filled in as the services come
export type Services = {}

export interface Container {
  config: AppConfig
  services: Services
  ready(): Promise<Readiness>
  close(): Promise<void>
}

/** Composition root of the web process: the one place that knows which implementation stands behind which service. */
export async function createContainer(config: AppConfig): Promise<Container> {
  return {
    config,
    services: {},
    ready: async () => ({
      ready: true,
      database: 'ok',
      migrations: 'ok',
      temporal: 'unknown',
      outboxBacklog: null,
    }),
    close: async () => {},
  }
}
